# Charity platforms: what a sum gives, and what the last giving day brought. For fundraisers.
use "../records" on 2023-09-30

param dollars: integer = 100 "US dollars given"

title "Alipay's charity platform and Tencent 99 Giving Day"

unit_costs
| where currency == "USD"
| select buys, amount, currency, gives = floor($dollars / amount)

donations
| where campaign.name == "99 Giving Day 2023"
| summarize gifts = count(), total = sum(amount), median_gift = median(amount) by currency

note "The sum gives so many of any one of these, not of each."

expect "things to give": count(unit_costs) == 3
expect "5 dollars each": no unit_costs | where currency != "USD" or amount != 5
expect "100 dollars give 20 of any one": no unit_costs
  | where floor(100 / amount) != 20
