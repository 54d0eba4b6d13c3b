# Online courses: sessions and attendance by subject; who was present without a learning kit. For Spark's coordinator.
use "../records" as programme for "online courses" on 2023-09-30

title "Online courses"

let courses = sessions
  | where programme.name == "Online courses" and date <= today
let pupils = attendance
  | where session.programme.name == "Online courses" and present
let kits = distributions
  | where item == "learning-kit" and handed_on is not missing

courses
| summarize sessions = count(), present = count(attendance where present),
    present_share = round(share(attendance.present), 2) by subject

# Present, and no learning kit
pupils
| where child not in kits.child
| summarize times = count() by child
| sort -times
| select child.name, child.school.name, times

# Enrolled, and not once present in the last 90 days
enrolments
| where programme.name == "Online courses"
    and left_on is missing
    and not exists(child.attendance where present and session.date in last 90 days)
| select child.name, child.school.county.province, enrolled_on

expect "subjects": count(distinct courses.subject) == 3
expect "present without a kit": count(distinct pupils.child where child not in kits.child) == 8
