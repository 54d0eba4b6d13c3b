#!/usr/bin/env -S almoner run
# The month's donations: by campaign and currency, who is new, who came back. For fundraisers.
use "../records" on 2023-09-30

param since: date = start(this month) "first day"
param currency: text = "CNY" "currency of the largest gifts"

title "Donations since {$since:d MMM yyyy}"

let month_gifts = donations | where date >= $since and date <= today

month_gifts
| summarize gifts = count(), donors = count(distinct donor), total = sum(amount) by campaign.name,
    currency
| sort currency, campaign.name

# The three largest
month_gifts
| where currency == $currency
| top 3 by amount
| select amount, currency, date, donor.country, campaign.name

# How this month compares
donations
| where currency == $currency and date >= $since - 11 months and date <= today
| summarize total = sum(amount) by every month(date)
| chart bar month, total title "{$currency} given in each month of a year"

# Donors whose first gift came in this time, by what brought them
donors | where min(donations.date) >= $since | count by campaign.name

# Donors who gave again half a year after their first gift, or later
donors
| where max(donations.date) >= min(donations.date) + 6 months
| summarize donors = count() by country

let gave_again = count(donors where max(donations.date) >= min(donations.date) + 6 months)
print "{$gave_again} of {count(donors)} donors gave again after 6 months."

expect "each sum has a currency": no donations | where currency is missing
expect "no gift of nothing": no donations | where amount <= 0
