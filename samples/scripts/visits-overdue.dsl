#!/usr/bin/env -S almoner run
# Which sponsored children has nobody visited lately, and who should go? For the week's plan of visits.
use "../records" as programme for "plan of visits" on 2023-09-30

param days: integer = 60 "days without a visit"
param province: text = "Sichuan" "province to list"

title "Visits overdue in {$province}, {$days} days"

let overdue = children
  | where sponsor is not missing and not exists(visits where date in last $days days)

overdue
| where school.county.province == $province
| derive last_seen = max(visits.date), last_visitor = last(visits.staff.name sort date)
| select name, school.name, grade, sponsor.name, last_seen,
    days_since = days_between(last_seen, today), last_visitor
| sort last_seen missing first, school.name

overdue
| count by province = school.county.province
| chart bar province, count title "Children to be visited"

print "{count(overdue)} in all provinces."
