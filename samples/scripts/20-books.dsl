# Books for Barren Mountains: new monthly donors by post, and who still gives after 6 months. For fundraisers.
use "../records" on 2023-09-30

title "Books for Barren Mountains"

let newcomers = donors
  | where monthly and campaign.programme.name == "Books for Barren Mountains"
  | derive first_gift = min(donations.date), latest_gift = max(donations.date)
  | derive still_gives = latest_gift >= first_gift + 6 months

newcomers
| summarize new_donors = count(),
    gave_after_6_months = count(id where still_gives) by post = campaign.name,
    posted_on = campaign.starts_on, too_early = campaign.starts_on + 6 months > today
| sort -new_donors

donations
| where donor in newcomers.id
| summarize gifts = count(), total = sum(amount), mean = round(avg(amount), 2) by quarter(date),
    currency

donations
| where donor in newcomers.id and currency == "CNY"
| summarize total = sum(amount) by every month(date)
| chart line month, total title "What new donors gave, month by month"

expect "new monthly donors from one post": count(newcomers where campaign.name == "Post: a van full of books") == 300
expect "each has given": no newcomers | where first_gift is missing
