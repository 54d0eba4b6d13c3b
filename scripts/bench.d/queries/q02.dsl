donations
| summarize n = count(), qty = sum(quantity), total = sum(amount), mean = avg(amount) by item
| sort -n, item
