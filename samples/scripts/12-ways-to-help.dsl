# Ways to help: supporters by way, and courses that still lack a volunteer. For Spark's coordinator.
use "../records" on 2023-09-30

title "Ways to help"

let helpers = sponsors | unnest ways as way

helpers | count by way

sponsors | count by ways_each = length(ways)

# Courses to come: who can still be part of one?
sessions
| where programme.name == "Online courses" and date in next 4 weeks
| select date, subject, volunteer = if staff is missing then "wanted" else "found"
| sort date, subject

# Courses that were held without a volunteer
sessions
| where programme.name == "Online courses" and date <= today and staff is missing
| count by subject

print "{count(sponsors)} supporters, some of them in more than one way."

expect "ways to help": count(distinct helpers.way) == 3
expect "only these ways": no helpers
  | where way not in ["donate", "sponsor a child", "support spiritually"]
