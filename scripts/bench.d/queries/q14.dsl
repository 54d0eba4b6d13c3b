visits
| take 1 per child_id sort -date, -id
| sort child_id
| select child_id, id, date, kind
