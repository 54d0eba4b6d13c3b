# Winter coats: given, handed out, still needed by size, and where. For the coat drives in WeChat groups.
use "../records" on 2023-09-30

title "Winter coat drives"

let coats = items
  | where category == "clothing"
  | derive given = sum(gifts.quantity),
      handed = sum(distributions.quantity where handed_on is not missing),
      asked = sum(requests.quantity)

coats
| select size, given, handed, in_store = given - handed, asked, still_needed = asked - handed
| sort size

requests
| where item.category == "clothing"
| summarize asked = sum(quantity), earliest = min(asked_on) by location.province

gifts
| where item.category == "clothing"
| summarize coats = sum(quantity) by giver.name

print "Still needed: {sum(coats.asked) - sum(coats.handed)} coats."

expect "none handed out that was not given": no coats | where handed > given
