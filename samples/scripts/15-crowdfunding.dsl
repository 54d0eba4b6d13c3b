# Medical crowdfunding: raised, target and gap, and whether the guardian's consent holds today. For the caseworker.
use "../records" as caseworker for "medical crowdfunding" on 2023-09-30

title "Medical crowdfunding by WeChat"

let appeals = campaigns | where kind == "crowdfunding"
let valid_consents = consents
  | where purpose == "crowdfunding"
      and in_force(granted_on, expires_on)
      and withdrawn_on is missing

appeals
| derive raised = sum(donations.amount), gap = target - raised
| select name, child.name, raised, target, gap, currency, donations = count(donations), ends_on

# May the appeal go on?
appeals
| select name, child.guardian.name, child.guardian.phone,
    consent_holds = child in valid_consents.child

consents
| where child in appeals.child
| derive holds = in_force(granted_on, expires_on) and withdrawn_on is missing
| select purpose, granted_on, expires_on, withdrawn_on, holds
| sort purpose, granted_on

# What was paid, and what is approved and waits
assistance
| where child in appeals.child
| select approved_on, purpose, amount, currency,
    state = if paid_on is missing then "to be paid" else "paid"
| sort approved_on

expect "one appeal": count(appeals) == 1
expect "for a girl of 8 in Yunnan": no appeals
  | where child.sex != "F" or age(child.birth_date) != 8 or child.location.province != "Yunnan"
expect "no appeal without consent": no appeals
  | where child not in valid_consents.child
