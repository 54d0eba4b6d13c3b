donations
| where kind == "in-kind"
| summarize donated = sum(quantity) by item
| join full handed_out = (distributions | summarize distributed = sum(quantity) by item) on item
| derive donated = donated ?? 0, distributed = handed_out.distributed ?? 0
| select item, donated, distributed, balance = donated - distributed
| sort item
