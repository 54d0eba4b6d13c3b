donations
| summarize donors = count(distinct donor_id) by year = year(date)
