"""Sessions of the programmes, and who came."""
from datetime import date, timedelta

from children import people
from facts import HEALTH_TOPICS, SCHOOLS, SUBJECTS, TODAY
from things import hand_out
from tools import add, between, chance, data, numbered, rng, unless


def make_session(programme, on, kind, **more):
    fields = dict(subject=None, school=None, location=None, host=None, staff_id=None, online=False, lessons=None,
                  topics=None, people_reached=None)
    return numbered("sessions", "M", programme=programme, date=on, kind=kind, **{**fields, **more})["id"]


def attend(session, child, present, meal=None):
    add("attendance", session=session, child=child, present=present, meal=meal)


def make_kashgar_sessions():
    social_workers = [person["id"] for person in data["staff"] if person["programme"] == "P02"]
    girls = people["Girls"]
    # Published: 2 sessions of 30 girls, 5 lessons in each, 60 participations, a kit to each. That three came twice is invented.
    for on, group in (("2023-03-25", girls[:30]), ("2023-05-20", girls[27:])):
        session = make_session("P02", on, "health education", location="653101901", host="O01", staff_id=rng.choice(social_workers),
                               lessons=5, topics=HEALTH_TOPICS)
        for girl in group:
            attend(session, girl, True)
            hand_out("P02", "hygiene-kit", 1, on, on, "person", child=girl, session=session)
    workshops = (("2021-04-17", "653101901"), ("2021-10-23", "653101902"), ("2022-04-16", "653101901"),
                 ("2022-10-29", "653101902"), ("2023-04-15", "653101901"))
    for on, township in workshops:  # published: 5 in 2 townships; attendance was not
        make_session("P04", on, "workshop", location=township, host="O01", staff_id=rng.choice(social_workers))


def make_online_sessions():
    volunteers = [person["id"] for person in data["staff"] if person["programme"] == "P10"]
    on, turn = date(2022, 9, 10), 0
    while on <= date(2023, 10, 28):
        if on.month not in (2, 8):
            for subject in rng.sample(SUBJECTS, rng.choice([1, 2])):
                session = make_session("P10", on, "online course", subject=subject, host="O03", online=True,
                                       staff_id=unless(0.08, volunteers[turn % len(volunteers)]))
                turn += 1
                if on <= TODAY:
                    for child in sorted(rng.sample(people["Online"], rng.randint(13, 20))):
                        attend(session, child, rng.choices([True, False, None], [84, 13, 3])[0])
        on += timedelta(7)


def make_evenings():
    sites = ("O04", "O05", "O06")
    on = date(2023, 2, 21)
    while on <= TODAY:
        if on.month not in (7, 8) and on.weekday() in (1, 3):
            for index, site in enumerate(sites):
                teacher = rng.choice([person["id"] for person in data["staff"] if person["organization"] == site])
                session = make_session("P13", on, "tutoring evening", host=site, staff_id=teacher)
                for child in people["Night"][index * 15:index * 15 + 15]:
                    present = chance(0.86)
                    attend(session, child, present, chance(0.96) if present else False)
        on += timedelta(1)


def make_events():
    for number in range(9):
        make_session("P17", between("2022-09-10", "2023-09-28"), "mental health day", school=rng.choice(SCHOOLS[2:13])[0],
                     host=rng.choice(["O16", "O17"]), people_reached=unless(0.2, rng.randrange(60, 320, 5)))
    for number in range(6):
        make_session("P18", between("2022-10-01", "2023-09-20"), "athlete campaign", online=number % 2 == 0,
                     people_reached=unless(0.2, rng.randrange(200, 4000, 50)))
    teachers = [person for person in data["staff"] if person["programme"] == "P21"]
    for teacher in teachers:
        on = date(2023, 3, 4)
        while on <= date(2023, 11, 25):
            if on.month not in (7, 8):
                make_session("P21", on, "weekend class", subject=teacher["skills"][0], location=teacher["location"],
                             staff_id=teacher["id"], online=teacher["online"])
            on += timedelta(14)
