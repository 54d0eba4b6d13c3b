# Medical aid that students raised, and all aid with tuition. For the station's caseworkers.
use "../records" as caseworker for "review of medical aid" on 2023-09-30

title "Medical and financial aid, Kashgar"

let medical = assistance | where programme.name == "Medical and financial aid"
let aid = assistance
  | where programme.name in ["Medical and financial aid", "University tuition"]

medical
| select purpose, child.name, age_when_paid = age(child.birth_date, paid_on), amount, currency,
    paid_on

aid
| summarize persons = count(distinct child), total = sum(amount) by programme.name, currency

expect "tumour surgery": sum(medical.amount where purpose == "surgery") == 50000
expect "of a teenager": no medical
  | where purpose == "surgery" and not (age(child.birth_date, paid_on) between 13 and 19)
expect "rehabilitation": sum(medical.amount where purpose == "rehabilitation") == 11800
expect "of a boy of 10": no medical
  | where purpose == "rehabilitation"
      and (child.sex != "M" or age(child.birth_date, paid_on) != 10)
expect "raised by students": no medical | where raised_by != "students"
expect "medical total": sum(medical.amount) == 61800
expect "all aid with tuition": sum(aid.amount) == 77382
