donations
| where currency == "CNY"
| summarize n = count(), total = sum(amount) by month = month(date)
