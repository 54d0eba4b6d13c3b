visits
| where exists(child.school)
| summarize n = count(), children = count(distinct child), minutes = sum(minutes) by province = child.school.province
| sort -n, province
