visits
| where notes contains "scholarship"
| summarize n = count() by kind
| sort -n, kind
