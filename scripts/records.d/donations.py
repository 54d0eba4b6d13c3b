"""Donors and their donations."""
from datetime import timedelta
from decimal import Decimal

from facts import COUNTRIES, TODAY
from tools import between, chance, data, day, money, numbered, overseas_name, person_name, rng, unless


def make_donors():
    def donor(**more):
        abroad = more.pop("abroad", False)
        name = overseas_name() if abroad else person_name(rng.choice("FM"))[0]
        fields = dict(kind="person", country=rng.choice(COUNTRIES[2:]) if abroad else "China", monthly=False, campaign_id=None)
        return numbered("donors", "D", name=name, **{**fields, **more})["id"]

    def give(donor_id, campaign_id, on, amount, currency="CNY", method="WeChat"):
        numbered("donations", "G", 5, donor_id=donor_id, campaign_id=campaign_id, date=on, amount=money(amount),
                 currency=currency, method=method)

    def give_monthly(donor_id, campaign_id, on, months):
        amount = rng.choice([10, 20, 20, 30, 50, 100])
        for _ in range(months):
            if on > TODAY:
                break
            give(donor_id, campaign_id, on, amount, method=rng.choice(["WeChat", "Alipay"]))
            on += timedelta(30 if on.month == 2 else 31)

    for campaign_id, count in (("K05", 300), ("K06", 42), ("K07", 27)):  # published: 300 from one post
        post = next(campaign for campaign in data["campaigns"] if campaign["id"] == campaign_id)
        for _ in range(count):
            first = day(post["starts_on"]) + timedelta(min(rng.randint(0, 30), rng.randint(0, 30)))
            give_monthly(donor(monthly=True, campaign_id=campaign_id), campaign_id, first, rng.choice([1, 2, 3, 4, 6, 12, 12, 12]))
    for _ in range(90):
        abroad = chance(0.6)
        friend = donor(abroad=abroad, campaign_id="K11")
        for _ in range(rng.choice([1, 1, 2, 3, 6, 12])):
            give(friend, "K11", between("2021-01-01", TODAY), rng.choice([20, 50, 100, 120, 250]),
                 "USD" if abroad else "CNY", "card" if abroad else "bank transfer")
    for _ in range(230):
        give(unless(0.7, donor(campaign_id="K03")), "K03", between("2023-05-20", "2023-09-29"),
             rng.choice([20, 50, 50, 100, 200, 500, 1000]) + (Decimal("0.88") if chance(0.2) else 0))
    for _ in range(700):
        give(None, "K04", between("2020-01-02", TODAY), Decimal(rng.randint(1, 500)) / 100, method=rng.choice(["WeChat", "Alipay"]))
    for _ in range(40):
        customer = donor(campaign_id="K08")
        for _ in range(rng.choice([1, 1, 2])):
            give(customer, "K08", between("2022-12-01", "2023-09-28"), rng.choice([20, 50, 66, 100, 200]))
    for _ in range(120):
        give(None, "K12", between("2023-09-05", "2023-09-09"), rng.choice([5, 10, 35, 50, 99, 100]))
