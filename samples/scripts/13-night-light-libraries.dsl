# Night Light Libraries: meals and child-evenings by site and month. For the libraries' coordinator.
use "../records" on 2023-09-30

param since: date = 2023-03-01 "first evening of the report"

title "Night Light Libraries, Shanghai"

let evenings = sessions
  | where programme.name == "Night Light Libraries" and date >= $since

evenings
| summarize evenings = count(), child_evenings = count(attendance where present),
    meals = count(attendance where meal) by site = host.name, month(date)

# Present, and no meal
attendance
| where session.programme.name == "Night Light Libraries"
    and session.date >= $since
    and present
    and not meal
| count by session.host.name

expect "no meal without a child": no evenings
  | where count(attendance where meal) > count(attendance where present)
