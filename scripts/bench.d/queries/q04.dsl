donations
| where currency == "CNY"
| sort -amount, id
| take 20
| select id, donor_id, date, amount
