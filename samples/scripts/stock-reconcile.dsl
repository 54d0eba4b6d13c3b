#!/usr/bin/env -S almoner run
# Does the store hold what the books say? For whoever counts it at the end of the month.
use "../records" on 2023-09-30

title "Stock, item by item"

let incoming = gifts | summarize received = sum(quantity) by item
let outgoing = distributions
  | where handed_on is not missing
  | summarize handed = sum(quantity) by item

let stock = stock_counts
  | join incoming on item
  | join outgoing on item
  | derive on_paper = (incoming.received ?? 0) - (outgoing.handed ?? 0) - (written_off ?? 0)
  | derive difference = quantity - on_paper
  | select item, received = incoming.received, handed = outgoing.handed, written_off, on_paper,
      counted = quantity, qualifier, difference

stock
| select item.name, received, handed, written_off, on_paper, counted, qualifier, difference

# Not counted yet
stock | where counted is missing | select item.name, on_paper

# Promised, due, and not handed out
distributions
| where handed_on is missing and due_on < today
| select item.name, quantity, school.name, due_on, days_late = days_between(due_on, today)
| sort due_on

expect "what was counted is what the books say": no stock
  | where counted is not missing and difference != 0
expect "computers left": sum(stock_counts.quantity where item == "computer") == 0
expect "packs of napkins left, at least": sum(stock_counts.quantity where item == "napkin-pack") == 888
