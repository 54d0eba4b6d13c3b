#!/usr/bin/env -S almoner run
# The register of one evening: who was expected, who came, who ate. For the teacher who closes the library.
use "../records" as programme for "register" on 2023-09-30

param evening: date = 2023-09-28 "the evening"
param site: text = "Night Light Library Yangpu" "the library"

title "{$site}, {$evening:d MMM yyyy}"

let register = attendance
  | where session.date == $evening and session.host.name == $site

register
| select child.name, child.grade, came = if present then "yes" else "no", meal
| sort child.grade, child.name

# All sites on that evening
attendance
| where session.date == $evening and session.host.kind == "library"
| summarize expected = count(), present = count(child where present),
    meals = count(child where meal) by session.host.name

# Absent on the last two evenings of a site
attendance
| where session.host.name == $site and session.date <= $evening
| take 2 per child sort -session.date
| summarize came = any(present) by child
| where not came
| select child.name, child.school.name

print "{count(register where present)} of {count(register)} came."
