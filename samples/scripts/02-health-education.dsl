# Health education for girls in Kashgar: who came, what was taught, who got no kit. For its workers.
use "../records" as caseworker for "health education" on 2023-09-30

title "Adolescent health education, Kashgar"

let courses = sessions | where programme.name == "Adolescent health education"
let girls = attendance
  | where session.programme.name == "Adolescent health education" and present
let in_difficulty = girls
  | where child.circumstances contains "single parent"
      or child.circumstances contains "disadvantaged"
      or child.circumstances contains "left behind"
let kits = distributions
  | where item == "hygiene-kit" and handed_on is not missing
let kit_contents = items | where id == "hygiene-kit" | unnest contents as thing

courses
| select date, staff.name, lessons, girls_present = count(attendance where present),
    kits_handed = sum(distributions.quantity)

girls
| summarize count(), girls = count(distinct child) by child.school.name, child.grade

courses | unnest topics as topic | count by topic

# Present, and no kit: nobody, as published.
girls
| where child not in kits.child
| select child.name, child.school.name, session.date

kit_contents | select thing

print "{count(girls)} participations by {count(distinct girls.child)} girls, {sum(courses.lessons)} lessons."

expect "sessions": count(courses) == 2
expect "participations": count(girls) == 60
expect "30 girls in each session": no courses
  | where count(attendance where present) != 30
expect "lessons": sum(courses.lessons) == 10
expect "5 lessons in each session": no courses | where lessons != 5
expect "grades 4 to 6": no girls | where not (child.grade between 4 and 6)
expect "girls only": no girls | where child.sex != "F"
expect "all of families in difficulty": count(in_difficulty) == count(girls)
expect "each got a kit": no girls | where child not in kits.child
expect "a kit for each participation": sum(kits.quantity) == 60
expect "things in a kit": count(kit_contents) == 7
