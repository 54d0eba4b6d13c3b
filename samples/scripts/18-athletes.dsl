# Campaigns with athletes: events and people reached, quarter by quarter. For the campaign's coordinator.
use "../records" on 2023-09-30

title "Campaigns with athletes"

let events = sessions
  | where programme.name == "Campaigns with athletes" and date <= today

events
| summarize events = count(), reached = sum(people_reached) by quarter(date), online

events
| top 3 by people_reached
| select date, people_reached, place = if online then "online" else "on site"

note "People may have come to several events: this is reach, not a number of persons."

expect "one of three initiatives for mental health": count(programmes where theme == "mental health") == 3
