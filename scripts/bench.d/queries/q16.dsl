children
| where id == {child}
| select id, name, phone = guardian.phone, need1 = first(needs)
