donations
| where kind == "cash"
| summarize n = count(), median = median(amount), p90 = percentile(amount, 0.9), p99 = percentile(amount, 0.99) by currency
