# Packs of sanitary napkins: received, handed out, left for spring. For the station and the brand that gives them.
use "../records" on 2023-09-30

title "The Power of a Sanitary Napkin, with Besshut"

let received = sum(gifts.quantity where item == "napkin-pack")
let known = only(gifts.qualifier where item == "napkin-pack")
let handed = sum(distributions.quantity where item == "napkin-pack" and handed_on is not missing)
let girls = sum(distributions.group_size where item == "napkin-pack" and handed_on is not missing)

gifts
| where item == "napkin-pack"
| select received_on, giver.name, qualifier, quantity

distributions
| where item == "napkin-pack"
| select handed_on, school.name, group_name, group_size, quantity,
    packs_each = round(quantity / group_size, 2)

print "Received: {$known} {$received} packs. Left for the spring activities: {$known} {$received - $handed}."

expect "received, at least": $received == 1700
expect "received is a lower bound": $known == "more than"
expect "first batch": $handed == 812
expect "sixth-grade girls": $girls == 231
expect "all of the 27th Primary School": no distributions
  | where item == "napkin-pack" and school.name != "27th Primary School, Kashgar"
expect "packs for each girl": round($handed / $girls, 2) == 3.52
expect "left for spring, at least": $received - $handed == 888
expect "counted in store": sum(stock_counts.quantity where item == "napkin-pack") == 888
expect "the count is a lower bound": only(stock_counts.qualifier where item == "napkin-pack") == "more than"
