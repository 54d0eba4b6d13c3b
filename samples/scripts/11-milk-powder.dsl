# Milk powder for Pengan: whom it serves, and when the next delivery is due. For Spark's coordinator.
use "../records" as programme for "nutrition" on 2023-09-30

title "Milk powder, Pengan Changyuan Primary School"

let milk = programmes | where name == "Milk powder for Pengan"
let pupils = children
  | where exists(enrolments where programme.name == "Milk powder for Pengan")
let left_behind = pupils | where circumstances contains "left behind"
let hard_home = pupils
  | where circumstances contains "single parent"
      or circumstances contains "disabled parent"
      or circumstances contains "ill parent"
let deliveries = distributions | where item == "milk-powder"
let next_due = min(deliveries.due_on where handed_on is missing and due_on > today)

deliveries
| where handed_on in last 120 days
| select due_on, handed_on, days_late = days_between(due_on, handed_on), group_qualifier,
    group_size, quantity

print "Pupils served: {only(milk.qualifier)} {only(milk.reached)}; {count(pupils)} are on the list."
print "Left behind: {count(left_behind) / count(pupils):0%}."
print "With a single, disabled or ill parent: {count(hard_home) / count(pupils):0%}."
print "The next delivery is due on {$next_due}."

expect "pupils served, about": only(milk.reached) == 60
expect "the number is approximate": only(milk.qualifier) == "approximate"
expect "at Pengan Changyuan Primary School": no pupils
  | where school.name != "Pengan Changyuan Primary School"
expect "most are left behind": count(left_behind) / count(pupils) > 0.5
expect "more than half have a single, disabled or ill parent": count(hard_home) / count(pupils) > 0.5
expect "next delivery": $next_due == 2023-10-20
