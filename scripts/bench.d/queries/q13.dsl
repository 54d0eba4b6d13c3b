donations
| where kind == "cash" and currency == "CNY"
| derive total = running(sum(amount)) per donor_id sort date, id
| where total >= 50000
| take 1 per donor_id sort date, id
| sort donor_id
| select donor_id, id, date, running = total
