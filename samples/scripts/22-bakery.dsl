# A bakery's help: bread for a boy, work for his mother, and what the scholarship fund holds. For the bakery.
use "../records" as caseworker for "review of the bakery's help" on 2023-09-30

title "A bakery's help, Shanghai"

let bread = distributions | where item == "bread"
let help = assistance | where programme.name == "A bakery's help"
let payments = help
  | where paid_on is not missing and amount is not missing
  | summarize paid = sum(amount), scholarships = count() by currency

# The fund: in, out and left, each currency by itself
donations
| where campaign.name == "Scholarship fund of the bakery's customers"
| summarize given = sum(amount), gifts = count() by currency
| join payments on currency
| select currency, gifts, given, scholarships = payments.scholarships, paid = payments.paid,
    remains = given - payments.paid

bread
| summarize loaves = sum(quantity where handed_on is not missing),
    next_due = min(due_on where due_on > today) by child.name

help
| select approved_on, purpose, child.name, amount, currency
| sort approved_on

expect "bread is for a boy of 11": no bread
  | where child.sex != "M" or age(child.birth_date) != 11
expect "work for his mother": count(help where purpose == "work for the mother" and child in bread.child) == 1
