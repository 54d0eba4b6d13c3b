children
| unnest needs as need
| summarize n = count() by need
| sort -n, need
