# Tuition paid for university students: total and mean. For the station and those who gave.
use "../records" as programme for "report to the donors" on 2023-09-30

title "University tuition, Kashgar"

let tuition = assistance | where programme.name == "University tuition"

tuition
| summarize students = count(distinct child), total = sum(amount),
    mean = round(avg(amount), 2) by currency

tuition
| select child.name, child.school.name, amount, currency, paid_on
| sort paid_on, -amount

expect "students": count(distinct tuition.child) == 3
expect "total in RMB": sum(tuition.amount where currency == "CNY") == 15582
expect "mean in RMB": avg(tuition.amount where currency == "CNY") == 5194
expect "nothing in another currency": no tuition | where currency != "CNY"
