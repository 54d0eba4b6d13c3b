children
| where left_behind and gender == "F" and province == "四川" and birth_date >= 2012-01-01
| summarize n = count()
