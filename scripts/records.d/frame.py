"""Places, organisations, programmes, schools and staff."""
from children import people
from facts import CAMPAIGNS, ITEMS, ORGANIZATIONS, PLACES, PROGRAMMES, SCHOOLS, VILLAGES
from tools import add, money, numbered, overseas_name, person_name, rng


def make_places():
    places = [line.split(" ", 2) for line in PLACES]
    provinces = {code[:2]: name_en for code, _, name_en in places if code.endswith("0000")}
    codes = {code for code, _, _ in places}
    for village in range(1, VILLAGES + 1):
        places.append((f"653101901{200 + village}", f"第{village}村", f"Village {village} of Beshkranmu"))
    codes.update(code for code, _, _ in places)
    for code, name, name_en in places:
        if len(code) > 6:
            level, parent = ("township", code[:6]) if len(code) == 9 else ("village", code[:9])
        elif code.endswith("0000"):
            level, parent = "province", None
        elif code.endswith("00"):
            level, parent = "prefecture", code[:2] + "0000"
        else:
            level, parent = "county", code[:4] + "00" if code[:4] + "00" in codes else code[:2] + "0000"
        add("locations", code=code, name=name, name_en=name_en, level=level, parent=parent, province=provinces[code[:2]])


def fill(collection, columns, rows):
    for values in rows:
        add(collection, **dict(zip(columns.split(), values)))


def make_frame():
    fill("organizations", "id name kind location", ORGANIZATIONS)
    fill("schools", "id name name_zh kind county boarding", SCHOOLS)
    fill("programmes", "id name area theme organization started_on reached qualifier", PROGRAMMES)
    fill("items", "id name name_zh category size unit contents", ITEMS)
    for id, programme, name, kind, starts_on, ends_on, target, child in CAMPAIGNS:
        add("campaigns", id=id, programme=programme, name=name, kind=kind, starts_on=starts_on, ends_on=ends_on,
            target=target and money(target), currency=target and "CNY", child=child and people[child])
    for buys in ("a week of lunches", "school supplies for a student", "an hour of counselling"):  # published
        numbered("unit_costs", "U", 2, programme="P19", buys=buys, amount=money(5), currency="USD")


def make_staff():
    def hire(count, kind, organization, programme, skills, location, online=False, abroad=False):
        for _ in range(count):
            name = overseas_name() if abroad else person_name(rng.choice("FM"))[0]
            numbered("staff", "T", 3, name=name, kind=kind, organization=organization, programme=programme,
                     skills=rng.sample(skills, rng.randint(1, min(2, len(skills)))), location=location, online=online)

    hire(6, "social worker", "O01", "P02", ["health education", "counselling", "careers"], "653101")
    hire(14, "staff", "O03", "P09", ["home visits", "counselling", "nutrition"], "511323")
    hire(22, "volunteer", "O03", "P10", ["English", "psychology", "encyclopedic knowledge"], None, True, True)
    for site, location in (("O04", "310110"), ("O05", "310112"), ("O06", "310115")):
        hire(4, "retired teacher", site, "P13", ["Chinese", "mathematics", "English"], location)
    hire(12, "volunteer", "O14", "P16", ["counselling"], "310110", True)
    hire(1, "volunteer", None, "P21", ["art"], "110105")  # published: these two
    hire(1, "volunteer", None, "P21", ["robotics"], "440106", True)
