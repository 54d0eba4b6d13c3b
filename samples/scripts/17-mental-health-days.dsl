# Mental health days of companies at schools: events and people reached. For the companies' reports.
use "../records" on 2023-09-30

title "Corporate mental health days at schools"

let events = sessions
  | where programme.name == "Corporate mental health days" and date <= today

events
| summarize events = count(), reached = sum(people_reached),
    not_counted = count(id where people_reached is missing) by host.name

events
| select date, school.name, school.county.province, host.name, people_reached
| sort date

print "{count(events)} days; nobody counted the people at {count(events where people_reached is missing)} of them."

expect "one of three initiatives for mental health": count(programmes where theme == "mental health") == 3
