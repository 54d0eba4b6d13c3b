# Computers raised for Kashgar: how many, to whom they went, what is left. For the station's coordinator.
use "../records" on 2023-09-30

title "Computer donations, Kashgar"

let computers = distributions
  | where item == "computer" and handed_on is not missing
let to_students = computers
  | where child.school.kind == "college" and child.location.name_en == "Beshkranmu Township"
let raised = sum(gifts.quantity where item == "computer")
let handed = sum(computers.quantity)

computers | summarize sum(quantity), handovers = count() by recipient

computers
| where recipient == "institution"
| select given_to = school.name ?? organization.name, group_name, quantity
| sort -quantity

print "{$raised} raised, {$handed} handed out, {$raised - $handed} left."

expect "raised": $raised == 49
expect "to persons": sum(computers.quantity where recipient == "person") == 29
expect "to college students of Beshkranmu": sum(to_students.quantity) == 29
expect "to institutions": sum(computers.quantity where recipient == "institution") == 20
expect "to the 27th Primary School": sum(computers.quantity where school.name == "27th Primary School, Kashgar") == 15
expect "to village committees": sum(computers.quantity where organization.kind == "village committee") == 3
expect "villages of these committees": sum(computers.group_size where organization.kind == "village committee") == 18
expect "to local nonprofits": sum(computers.quantity where organization.kind == "charity") == 2
expect "left": $raised - $handed == 0
