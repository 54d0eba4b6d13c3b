# 1 Yuan for Hope: children reached, and what people give. For the fund's report.
use "../records" on 2023-09-30

title "1 Yuan for Hope"

let reach = programmes | where name == "1 Yuan for Hope"
let gifts_of_change = donations | where campaign.name == "1 Yuan for Hope"

gifts_of_change
| summarize gifts = count(), total = sum(amount), mean = round(avg(amount), 2) by year(date),
    currency

gifts_of_change
| summarize gifts = count(), mean = round(avg(amount), 2), largest = max(amount) by method, currency

print "Children reached with critical care since 2020: {only(reach.qualifier)} {only(reach.reached):#,##0}."

expect "children reached, at least": only(reach.reached) == 12000
expect "reach is a lower bound": only(reach.qualifier) == "more than"
expect "since 2020": year(min(reach.started_on)) == 2020
