let given = donations | where kind == "in-kind" | summarize donated = sum(quantity) by item
let handed_out = distributions | summarize distributed = sum(quantity) by item
given
| join full handed_out on item
| derive donated = donated ?? 0, distributed = handed_out.distributed ?? 0
| select item, donated, distributed, balance = donated - distributed
| sort item
