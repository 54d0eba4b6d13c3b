# Counselling hotlines: contacts by topic and week, and unanswered risk flags. For their supervisors.
use "../records" as programme for "supervision" on 2023-09-30

param since: date = start(this month) "first day of the report"

title "Counselling hotlines"

let contacts = hotline_contacts | where at >= $since
let unanswered = hotline_contacts | where risk_flag and answered_at is missing

contacts
| summarize count(), flags = count(id where risk_flag) by week(at), topic

unanswered
| select at, hotline.name, channel, topic, days_waiting = days_between(date(at), today)
| sort at

# Who answers how much
contacts
| where volunteer is not missing
| count by volunteer.name
| take 5

print "{count(unanswered)} risk flags are unanswered."

expect "one of three initiatives for mental health": count(programmes where theme == "mental health") == 3
expect "unanswered risk flags": count(unanswered) == 5
