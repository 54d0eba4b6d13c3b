# The Creativity Summit in Yinchuan: who went, and what it cost. For the station's coordinator.
use "../records" as caseworker for "review of the summit" on 2023-09-30

title "Northwest College Students Creativity Summit, Yinchuan"

let summit = programmes
  | where name == "Northwest College Students Creativity Summit"
let travellers = enrolments | where programme in summit.id
let costs = assistance | where programme in summit.id

travellers
| select child.name, child.ethnicity, child.school.name, enrolled_on, left_on

costs
| select child.name, purpose, paid_on,
    cost = if amount is missing then "not published" else "{amount} {currency}"

print "Students: {count(travellers)}. Cost: {sum(costs.amount)}."

expect "students": count(distinct travellers.child) == 2
expect "students, as the programme says": only(summit.reached) == 2
expect "of ethnic minorities": no travellers
  | where child.ethnicity is missing or child.ethnicity == "Han"
expect "held in Yinchuan": no summit
  | where organization.location.parent.name_en != "Yinchuan"
expect "the cost was not published": sum(costs.amount) is missing
