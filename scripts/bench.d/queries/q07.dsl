children
| where not exists(visits where date >= 2025-03-01)
| sort id
| select id, name, county
