# The self-awareness campaign: who took part, for how long, and in what else. For the station's coordinator.
use "../records" as programme for "review of the campaign" on 2023-09-30

title "Self-awareness campaign, Kashgar"

let campaigners = enrolments
  | where programme.name == "Self-awareness campaign"
  | derive months = months_between(enrolled_on, left_on)

campaigners
| select child.name, child.school.name, enrolled_on, left_on, months,
    programmes = count(child.enrolments)

let places = count(enrolments where programme.area == "Kashgar")
let persons = count(distinct enrolments.child where programme.area == "Kashgar")
print "{sum(campaigners.months)} student-months."
print "All programmes in Kashgar: {$places} places, taken by {$persons} children and students."

expect "students": count(distinct campaigners.child) == 4
expect "two months each": no campaigners | where months != 2
expect "all of a college": no campaigners | where child.school.kind != "college"
expect "student-months": sum(campaigners.months) == 8
