# Sponsored children by province and area of help; who has no sponsor, or two; whom nobody visited. For Spark.
use "../records" as programme for "sponsorship review" on 2023-09-30

title "Sponsorship"

let spark = children
  | where exists(enrolments where programme.name == "Sponsorship")
let current = sponsorships | where in_force(starts_on, ends_on)
let unseen = spark
  | where sponsor is not missing and not exists(visits where date in last 60 days)

current
| summarize children = count(distinct child),
    sponsors = count(distinct sponsor) by child.location.province, area

# Without a sponsor
spark
| where sponsor is missing
| select location.province, school.name, name, had_one = exists(sponsorships)
| sort location.province, school.name, name

# With more than one sponsor at the same time
spark
| derive sponsors = count(distinct sponsorships.sponsor where in_force(starts_on, ends_on))
| where sponsors > 1
| select name, school.name, sponsors

# Not visited for 60 days
unseen
| derive last_seen = max(visits.date)
| sort last_seen missing first
| select name, school.name, location.province, sponsor.name, last_seen

print "{count(unseen)} sponsored children were not visited in the last 60 days."

expect "provinces": count(distinct spark.location.province) == 4
expect "areas of help": count(distinct sponsorships.area) == 4
expect "children": count(spark) == 310
expect "without a sponsor": count(spark where sponsor is missing) == 28
expect "not visited for 60 days": count(unseen) == 40
