#!/usr/bin/env -S almoner run
# Money for children and students: approved, paid, still to pay, by programme. For the bookkeeper.
use "../records" as programme for "bookkeeping" on 2023-09-30

param since: date = 2021-01-01 "first day of the ledger"

title "Aid since {$since}"

let ledger = assistance | where approved_on >= $since

ledger
| summarize persons = count(distinct child), approved = sum(amount),
    paid = sum(amount where paid_on is not missing) by programme.name, currency

ledger
| where paid_on is not missing and amount is not missing
| summarize payments = count(), total = sum(amount) by year(paid_on), currency

# Approved and not paid
ledger
| where paid_on is missing and amount is not missing
| select approved_on, programme.name, purpose, amount, currency,
    days_waiting = days_between(approved_on, today)
| sort approved_on

# Aid whose cost was not published or is not money
ledger | where amount is missing | select approved_on, programme.name, purpose

expect "medical aid in Kashgar": sum(assistance.amount where programme.name == "Medical and financial aid") == 61800
expect "with tuition": sum(assistance.amount where programme.area == "Kashgar") == 77382
expect "each sum has a currency": no ledger
  | where amount is not missing and currency is missing
