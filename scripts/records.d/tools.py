"""Rows as they are gathered, and chance, which is the same on every run."""
import random
from datetime import date, timedelta
from decimal import Decimal

from facts import FATHERS, GIVEN, OVERSEAS, OVERSEAS_SURNAMES, SURNAMES, UYGHUR

rng = random.Random(20230930)
data = {}


def add(collection, **row):
    data.setdefault(collection, []).append(row)
    return row


def numbered(collection, letter, digits=4, **row):
    return add(collection, id=f"{letter}{len(data.get(collection, [])) + 1:0{digits}}", **row)


def day(text):
    return date.fromisoformat(text)


def between(first, last):
    first, last = (day(d) if isinstance(d, str) else d for d in (first, last))
    return first + timedelta(rng.randint(0, (last - first).days))


def chance(part):
    return rng.random() < part


def unless(part, value):
    """The value, or in this part of the cases missing: nobody wrote it down."""
    return None if chance(part) else value


def money(yuan):
    return Decimal(yuan).quantize(Decimal("0.01"))


def split_name(text):
    cut = next(i for i, letter in enumerate(text) if letter.isascii())
    return text[:cut], text[cut:]


def person_name(sex, people="Han"):
    """The name as written and in letters."""
    if people == "Uyghur":
        (given, given_en), (father, father_en) = split_name(rng.choice(UYGHUR[sex])), split_name(rng.choice(FATHERS))
        return f"{given}·{father}", f"{given_en} {father_en}"
    (surname, surname_en), (given, given_en) = split_name(rng.choice(SURNAMES)), split_name(rng.choice(GIVEN[sex]))
    return surname + given, f"{surname_en} {given_en}"


def overseas_name():
    return f"{rng.choice(OVERSEAS)} {rng.choice(OVERSEAS_SURNAMES)}"


def phone():
    return f"130 0000 {rng.randint(0, 9999):04}"
