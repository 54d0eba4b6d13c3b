children
| where guardian.relation == "grandmother" and guardian.phone starts with "138"
| sort id
| select id, name, phone = guardian.phone
