"""Children and what belongs to them: sponsors, visits, consents, assistance."""
from datetime import date, timedelta

from facts import AREAS, COUNTRIES, SCHOOLS, TODAY
from tools import between, chance, data, day, money, numbered, overseas_name, person_name, phone, rng, unless

people = {}  # children whom a published figure names, by what it says of them


def make_child(sex, born, school, grade, location, circumstances, ethnicity="Han", guarded=True, gaps=True):
    name, pinyin = person_name(sex, ethnicity)
    child = dict(name=name, name_pinyin=pinyin, sex=sex, birth_date=unless(0.03 if gaps else 0, born), school=school,
                 grade=grade, location=location, circumstances=circumstances,
                 ethnicity=unless(0.05 if gaps else 0, ethnicity))
    if guarded and not chance(0.02):
        relation = rng.choices(["mother", "father", "grandmother", "grandfather", "aunt"], [35, 20, 30, 10, 5])[0]
        guardian_sex = "M" if relation.endswith("father") else "F"
        child["guardian"] = dict(name=person_name(guardian_sex, ethnicity)[0], relation=relation, phone=unless(0.08, phone()))
    return numbered("children", "C", **child)["id"]


def born_for(grade):
    return between(date(2016 - grade, 9, 1), date(2017 - grade, 8, 31))


def enrol(child, programme, enrolled_on, left_on=None):
    numbered("enrolments", "E", child=child, programme=programme, enrolled_on=enrolled_on, left_on=left_on)


def make_kashgar_children():
    people["Students"] = [
        make_child(rng.choice("FFM"), between("1999-09-01", "2004-08-31"), rng.choice(["S14", "S15"]), None, "653101901",
                   ["disadvantaged"] if chance(0.6) else [], "Uyghur", guarded=False, gaps=False)
        for _ in range(34)]
    students = people["Students"]
    for child in students[:29]:  # published: 29 got a computer
        enrol(child, "P01", "2021-09-01")
    for child in students[:4]:  # published: 4 students for 2 months
        enrol(child, "P05", "2022-07-01", "2022-09-01")
    for child in students[3:5]:  # published: 2 students
        enrol(child, "P06", "2022-08-10", "2022-08-14")
    for child in students[28:31]:  # published: 3 students
        enrol(child, "P07", "2021-09-01", "2022-07-15")
    people["Girls"] = []
    for _ in range(57):
        grade = rng.randint(4, 6)
        causes = rng.sample(["single parent", "disadvantaged", "left behind"], rng.choice([1, 1, 2]))
        people["Girls"].append(make_child("F", born_for(grade), rng.choice(["S01", "S01", "S02"]), grade, "653101901",
                                          sorted(causes), "Uyghur"))
    for girl in people["Girls"]:
        enrol(girl, "P02", "2023-03-01")
    people["Tumour"] = make_child("M", day("2008-05-11"), None, None, "653101", ["serious illness"], "Uyghur", gaps=False)
    people["Cerebral palsy"] = make_child("M", day("2013-02-20"), "S01", 4, "653101", ["disability"], "Uyghur",
                                          gaps=False)
    for key in ("Tumour", "Cerebral palsy"):
        enrol(people[key], "P08", "2022-04-01")


def make_spark_children():
    people["Milk"] = []
    for number in range(58):
        grade = rng.randint(1, 6)
        causes = ["left behind"] if number % 6 else []
        if number % 5 < 3:
            causes.append(["single parent", "disabled parent", "ill parent"][number % 3])
        people["Milk"].append(make_child(rng.choice("FM"), born_for(grade), "S03", grade, "511323", causes))
    people["Spark"] = list(people["Milk"])
    peoples = {"Inner Mongolia": ["Han", "Mongol"], "Hunan": ["Han", "Miao", "Tujia"], "Gansu": ["Han", "Hui"]}
    counties = {place["code"]: place["province"] for place in data["locations"]}
    for id, _, _, kind, county, _ in SCHOOLS[3:11]:
        for _ in range(rng.randint(26, 38)):
            grade = rng.randint(1, 6) if kind == "primary" else rng.randint(7, 9)
            causes = [cause for cause, part in (("left behind", 0.6), ("single parent", 0.25), ("ill parent", 0.12),
                                                ("disabled parent", 0.08), ("orphan", 0.04)) if chance(part)]
            ethnicity = rng.choice(peoples.get(counties[county], ["Han"]))
            people["Spark"].append(make_child(rng.choice("FM"), born_for(grade), unless(0.01, id), unless(0.03, grade),
                                              county, causes, ethnicity))
    for child in people["Milk"]:
        enrol(child, "P11", "2022-03-01")
    for child in people["Spark"]:
        enrol(child, "P09", between("2019-09-01", "2023-06-30"))
    people["Online"] = sorted(rng.sample(people["Spark"], 110))
    for child in people["Online"]:
        enrol(child, "P10", "2022-09-01", "2023-07-01" if chance(0.06) else None)


def make_city_children():
    people["Night"] = []
    for _ in range(45):
        grade = rng.randint(1, 6)
        people["Night"].append(make_child(rng.choice("FM"), born_for(grade), rng.choice(["S12", "S13"]), grade,
                                          rng.choice(["310110", "310112", "310115"]), []))
        enrol(people["Night"][-1], "P13", between("2022-02-14", "2023-02-20"))
    # Published: a girl of 8 in Yunnan with leukaemia, a boy of 11 and his mother in Shanghai.
    people["Leukaemia"] = make_child("F", day("2015-04-02"), None, None, "532329", ["serious illness"],
                                     gaps=False)
    people["Bakery"] = make_child("M", day("2012-06-18"), "S12", 5, "310110", ["single parent"], gaps=False)
    enrol(people["Leukaemia"], "P15", "2023-05-20")
    enrol(people["Bakery"], "P22", "2022-12-01")


def make_sponsors():
    """Usually one sponsor to one child; some children have none, some two."""
    def sponsor():
        abroad = chance(0.6)
        ways = ["sponsor a child"] + [way for way, part in (("donate", 0.3), ("support spiritually", 0.2)) if chance(part)]
        return numbered("sponsors", "R", name=overseas_name() if abroad else person_name(rng.choice("FM"))[0],
                        country=rng.choice(COUNTRIES[2:]) if abroad else "China", ways=sorted(ways),
                        since=between("2018-09-01", "2023-06-30"))["id"]

    def support(child, sponsor, area, starts_on, ends_on=None):
        numbered("sponsorships", "L", child=child, sponsor=sponsor, area=area, starts_on=starts_on, ends_on=ends_on)

    children = {child["id"]: child for child in data["children"]}
    for id in people["Spark"]:
        if chance(0.08):
            if chance(0.4):  # one who had a sponsor once
                support(id, sponsor(), rng.choice(AREAS), "2020-09-01", between("2022-01-01", "2023-08-31"))
            continue
        main = rng.choice(data["sponsors"])["id"] if data.get("sponsors") and chance(0.06) else sponsor()
        children[id]["sponsor"] = main
        starts_on = between("2019-09-01", "2023-06-30")
        for area in rng.sample(AREAS, rng.choice([1, 1, 1, 2])):
            support(id, main, area, starts_on)
        if chance(0.05):
            support(id, sponsor(), rng.choice(AREAS), between(starts_on, "2023-08-31"))
    for way in ["donate"] * 30 + ["support spiritually"] * 18:
        numbered("sponsors", "R", name=overseas_name(), country=rng.choice(COUNTRIES), ways=[way],
                 since=between("2019-01-01", "2023-08-31"))


def make_visits():
    visitors = [person["id"] for person in data["staff"] if person["programme"] == "P09"]
    for child in people["Spark"]:
        if chance(0.02):  # never visited
            continue
        stops = between("2023-05-01", "2023-07-20") if chance(0.12) else TODAY
        on = between("2022-06-01", "2022-09-30")
        while on <= stops:
            concern = rng.choice(["attendance", "health", "home", "mood"]) if chance(0.15) else None
            numbered("visits", "V", child=child, staff_id=rng.choice(visitors), date=on,
                     kind=rng.choices(["home", "school", "phone"], [5, 3, 2])[0], minutes=unless(0.05, rng.randrange(15, 95, 5)),
                     concern=concern, follow_up_on=on + timedelta(rng.choice([14, 30])) if concern else None)
            on += timedelta(rng.randint(50, 110))
            if stops == TODAY and on > TODAY and chance(0.9):
                on = between(date(2023, 8, 5), TODAY)
                stops = TODAY - timedelta(1)
                numbered("visits", "V", child=child, staff_id=rng.choice(visitors), date=on, kind="home",
                         minutes=rng.randrange(15, 95, 5), concern=None, follow_up_on=None)
                break


def make_consents():
    def consent(child, purpose, granted_on, expires_on, withdrawn_on=None, given_by="guardian"):
        numbered("consents", "N", child=child, purpose=purpose, given_by=given_by, granted_on=granted_on,
                 expires_on=expires_on, withdrawn_on=withdrawn_on)

    for child in people["Spark"]:
        if chance(0.03):  # asked for, and not on file
            continue
        granted_on = between("2021-06-01", "2023-06-30")
        consent(child, "keep records", granted_on, granted_on + timedelta(2 * 365),
                between(granted_on, TODAY) if chance(0.02) else None)
        if chance(0.3):
            granted_on = between("2022-01-01", "2023-08-31")
            consent(child, "photo", granted_on, granted_on + timedelta(365),
                    between(granted_on, TODAY) if chance(0.08) else None)
    for girl in people["Girls"]:
        consent(girl, "take part", "2023-03-01", "2024-02-29")
    for student in people["Students"]:
        consent(student, "keep records", "2021-09-01", "2024-08-31", given_by="self")
    consent(people["Leukaemia"], "crowdfunding", "2023-05-18", "2023-08-31")
    consent(people["Leukaemia"], "crowdfunding", "2023-08-30", "2023-12-31")
    consent(people["Leukaemia"], "photo", "2023-05-18", "2023-12-31", "2023-07-02")


def make_assistance():
    def aid(child, programme, purpose, amount, approved_on, paid_on, raised_by):
        numbered("assistance", "A", child=child, programme=programme, purpose=purpose, amount=amount and money(amount),
                 currency=amount and "CNY", approved_on=approved_on, paid_on=paid_on, raised_by=raised_by)

    students = people["Students"]
    # Published: 3 students, 15,582 in all; how it was divided is invented.
    for child, amount in zip(students[28:31], (4800, 5282, 5500)):
        aid(child, "P07", "tuition", amount, "2021-08-20", "2021-09-01", "students")
    for child in students[3:5]:  # published: 2 students; the cost was not
        aid(child, "P06", "travel", None, "2022-08-01", "2022-08-08", None)
    aid(people["Tumour"], "P08", "surgery", 50000, "2022-05-06", "2022-05-12", "students")  # published
    aid(people["Cerebral palsy"], "P08", "rehabilitation", 11800, "2023-04-10", "2023-04-18", "students")  # published
    aid(people["Leukaemia"], "P15", "chemotherapy", 60000, "2023-06-12", "2023-06-15", "campaign")
    aid(people["Leukaemia"], "P15", "medicine", 12500, "2023-08-21", "2023-08-28", "campaign")
    aid(people["Leukaemia"], "P15", "medicine", 8000, "2023-09-26", None, "campaign")
    aid(people["Bakery"], "P22", "work for the mother", None, "2022-12-01", None, "bakery")
    for on, amount in (("2023-02-20", 600), ("2023-05-22", 600), ("2023-09-04", 800)):
        aid(people["Bakery"], "P22", "scholarship", amount, on, on, "customers")
    aid(rng.choice(people["Night"]), "P22", "scholarship", 800, "2023-09-04", "2023-09-08", "customers")
