"""Things in kind: received, handed out, in stock, asked for; and calls of the hotline."""
from datetime import date, datetime, timedelta

from children import people
from facts import ITEMS, TODAY, VILLAGES
from tools import between, chance, data, numbered, rng, unless


def receive(programme, item, quantity, received_on, giver, qualifier="exact"):
    numbered("gifts", "H", 3, programme=programme, item=item, quantity=quantity, qualifier=qualifier,
             received_on=received_on, from_org=giver)


def hand_out(programme, item, quantity, due_on, handed_on, recipient, **whom):
    fields = dict(child=None, school=None, organization=None, group_name=None, group_size=None, group_qualifier=None,
                  session=None)
    numbered("distributions", "B", programme=programme, item=item, quantity=quantity, due_on=due_on, handed_on=handed_on,
             recipient=recipient, **{**fields, **whom})


def make_published_things():
    receive("P01", "computer", 49, "2021-08-16", None)  # published, and to whom they went
    for child in people["Students"][:29]:
        hand_out("P01", "computer", 1, "2021-09-01", "2021-09-01", "person", child=child)
    hand_out("P01", "computer", 15, "2021-09-10", "2021-09-10", "institution", school="S01", group_name="teachers")
    hand_out("P01", "computer", 3, "2021-09-15", "2021-09-18", "institution", organization="O18", group_name="villages",
             group_size=VILLAGES, group_qualifier="exact")
    hand_out("P01", "computer", 2, "2021-09-15", "2021-09-15", "institution", organization="O19")
    receive("P03", "napkin-pack", 1700, "2023-09-04", "O02", "more than")  # published, and the first batch
    hand_out("P03", "napkin-pack", 812, "2023-09-12", "2023-09-12", "group", school="S01", group_name="sixth-grade girls",
             group_size=231, group_qualifier="exact")


def make_other_things():
    receive("P02", "hygiene-kit", 70, "2023-03-10", "O01")
    due_on = date(2022, 3, 11)
    while due_on <= date(2023, 12, 31):  # milk powder every four weeks
        handed_on = due_on + timedelta(rng.choice([0, 0, 0, 1, 3])) if due_on <= TODAY else None
        hand_out("P11", "milk-powder", 60, due_on, handed_on, "group", school="S03", group_name="pupils", group_size=60,
                 group_qualifier="approximate")
        due_on += timedelta(28)
    for received_on in ("2022-02-25", "2022-09-02", "2023-02-10", "2023-08-18"):
        receive("P11", "milk-powder", 360, received_on, None)
    receive("P10", "learning-kit", 120, "2022-08-20", "O03")
    for child in people["Online"]:
        if not chance(0.07):
            due_on = between("2022-09-01", "2022-10-15")
            hand_out("P10", "learning-kit", 1, due_on, due_on, "person", child=child)
    for received_on, quantity in (("2022-11-02", 800), ("2023-03-14", 650)):
        receive("P20", "book", quantity, received_on, "O10")
    for school in ("S04", "S06", "S08", "S10"):
        due_on = between("2023-03-20", "2023-09-25")
        late = school in ("S06", "S10")
        hand_out("P20", "book", rng.randrange(120, 280, 10), due_on, None if late else due_on, "institution", school=school)
    on = date(2022, 12, 3)
    while on <= date(2023, 10, 14):
        handed_on = on if on <= date(2023, 9, 16) else None
        hand_out("P22", "bread", 2, on, handed_on, "person", child=people["Bakery"])
        if handed_on:
            receive("P22", "bread", 2, on, "O11")
        on += timedelta(7)


def make_coats():
    sizes = [id for id, *_ in ITEMS if id.startswith("coat-")]
    wishes = (("511324", "S04"), ("150429", "S06"), ("433123", "S08"), ("621121", "S10"), ("622926", "S11"))
    for size in sizes:
        for location, school in wishes:
            wanted = rng.randint(6, 18)
            numbered("requests", "Q", 3, programme="P23", item=size, location=location, quantity=wanted,
                     asked_on=between("2022-10-15", "2022-11-20"))
            given = rng.randint(3, wanted)
            due_on = between("2022-12-01", "2022-12-20")
            hand_out("P23", size, given, due_on, due_on + timedelta(rng.randint(0, 9)), "group", school=school,
                     group_name="pupils")
        handed = sum(row["quantity"] for row in data["distributions"] if row["item"] == size)
        for part in (handed // 2, handed - handed // 2, rng.randint(0, 7)):
            receive("P23", size, part, between("2022-11-03", "2022-11-30"), rng.choice(["O12", "O21"]))
        hand_out("P23", size, rng.randint(1, 5), between("2023-09-10", "2023-09-28"), None, "group",
                 school=rng.choice(wishes)[1], group_name="pupils")


def make_stock():
    """What was counted is what came in less what went out and what was written off."""
    lost = {"milk-powder": 6, "coat-140": 1, "book": 12}
    for id, *_ in ITEMS:
        received = [row for row in data["gifts"] if row["item"] == id]
        handed = sum(row["quantity"] for row in data["distributions"] if row["item"] == id and row["handed_on"])
        kept = sum(row["quantity"] for row in received) - handed - lost.get(id, 0)
        vague = any(row["qualifier"] == "more than" for row in received)
        numbered("stock_counts", "X", 2, item=id, counted_on=TODAY, quantity=None if id == "coat-160" else kept,
                 qualifier="more than" if vague else "exact", written_off=lost.get(id))


def make_hotline_contacts():
    volunteers = [person["id"] for person in data["staff"] if person["programme"] == "P16"]
    topics = ["school pressure", "friends", "family", "mood", "sleep", "bullying"]
    moments = sorted(datetime(2023, 4, 1) + timedelta(minutes=rng.randint(0, 182 * 24 * 60)) for _ in range(420))
    for at in moments:
        flagged = chance(0.09)
        answered = not chance(0.12 if flagged else 0.06)
        numbered("hotline_contacts", "Z", hotline=rng.choice(["O14", "O14", "O15"]), at=at,
                 channel=rng.choices(["phone", "chat"], [3, 2])[0], topic=unless(0.03, rng.choice(topics)), risk_flag=flagged,
                 answered_at=at + timedelta(minutes=rng.randint(1, 180)) if answered else None,
                 volunteer=rng.choice(volunteers) if answered else None)
