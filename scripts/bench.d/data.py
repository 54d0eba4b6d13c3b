"""Makes the benchmark's records, the same bytes on every run: 8 collections of a child-aid programme, as JSON arrays with a
datapackage.json and as NDJSON. At scale 1 some 68 MB in each form. All people are invented.

There on purpose: missing values everywhere, a field that most rows lack, quotes, line breaks and escapes in notes, Chinese text, rows
entered late and so out of order, references that lead nowhere, items that were only given or only handed out.
"""

import csv
import gzip
import itertools
import json
import random
from datetime import date, timedelta
from pathlib import Path

SIZES = {
    "schools": 400, "sponsors": 5_000, "children": 10_000, "visits": 60_000, "donations": 200_000,
    "distributions": 80_000, "sessions": 3_000, "attendance": 60_000,
}
REFERENCES = {
    "children": {"school_id": "schools", "sponsor_id": "sponsors"}, "visits": {"child_id": "children"},
    "donations": {"donor_id": "sponsors"}, "distributions": {"child_id": "children", "school_id": "schools"},
    "sessions": {"school_id": "schools"}, "attendance": {"session_id": "sessions", "child_id": "children"},
}

SURNAMES = "王Wang 李Li 张Zhang 刘Liu 陈Chen 杨Yang 赵Zhao 黄Huang 周Zhou 吴Wu 徐Xu 孙Sun 胡Hu 朱Zhu 高Gao 林Lin 何He 郭Guo".split()
GIVEN = "明Ming 华Hua 丽Li 军Jun 芳Fang 强Qiang 敏Min 静Jing 磊Lei 洋Yang 艳Yan 杰Jie 娟Juan 涛Tao 秀Xiu 霞Xia 平Ping 雪Xue 雨Yu".split()
PROVINCES = "四川 云南 贵州 甘肃 河南 湖南 广西 陕西 安徽 江西 青海 宁夏 湖北 河北 山西 新疆 西藏 重庆".split()
COUNTIES = "昭觉 布拖 美姑 金阳 越西 雷波 镇雄 会泽 宣威 彝良 威宁 赫章 纳雍 织金 东乡 岷县 宕昌 礼县 上蔡 新蔡 凤凰 花垣 都安".split()
RELATIONS = "grandmother grandfather mother father aunt uncle sister".split()
NEEDS = ["school fees", "winter clothing", "glasses", "nutrition", "tutoring", "counselling", "medical care", "bus fare",
         "textbooks", "shoes", "hearing aid", "housing repair", "wheelchair", "bedding", "dental care", "legal papers"]
ITEMS = ["winter coat", "school bag", "blanket", "rice 10kg", "cooking oil 5L", "textbook set", "exercise books", "pencil case",
         "thermal underwear", "rubber boots", "sports shoes", "desk lamp", "tablet computer", "eyeglasses", "milk powder",
         "hygiene kit", "sleeping bag", "story books", "football", "solar lantern", "quilt", "scarf", "gloves", "dictionary",
         "water bottle", "first-aid kit", "bicycle", "umbrella", "mosquito net", "sewing kit", "lunch box", "raincoat", "hat"]
ONLY_GIVEN, ONLY_HANDED_OUT = ["Winter coat", "rice 10 kg", "piano"], ["winter-coat", "school bag (old stock)"]
WORDS = ("the child and grandmother at home was to in of school with visit she he family needs for very has not teacher said about "
         "help this month new father works away city mother left village road winter house cold fees paid exam grade better worse "
         "reading maths homework quiet cheerful shy happy sad worried sick cough fever medicine doctor clinic checked weight height "
         "glasses shoes coat blanket rice vegetables field harvest rain roof leaking wall repaired water phone call weekly parents "
         "return spring festival bus walk kilometres mountain path dangerous river brother sister neighbour uncle care support money "
         "debt work factory sponsor letter photo gift thanked wants become nurse driver asked again promised next time follow up "
         "counsellor talk listened trust slowly improving attendance absent days herding cooking tired sleeps dormitory lunch egg "
         "milk staff volunteer library tablet class signal poor solar lamp papers county office subsidy pending approved safe").split()
ALOUD = ["孩子很好", "需要冬衣", "奶奶身体不好", "父母在外打工", "学习进步", "家里漏雨", "下次再访", "成绩下降"]
FIRST_DAY, DAYS = date(2015, 1, 1), 4018


class Maker:
    """Rows of one collection, from a random source of its own, so that one can change without the others."""

    def __init__(self, name, sizes, seed):
        self.random = random.Random(f"{seed} {name}")
        self.name, self.sizes = name, sizes

    def rows(self):
        make = getattr(self, self.name.rstrip("s") if self.name != "children" else "child")
        for number in range(1, self.sizes[self.name] + 1):
            yield make(number)

    # What the rows are made of.

    def chance(self, part):
        return self.random.random() < part

    def maybe(self, part, value):
        return value if self.chance(part) else None

    def one(self, of):
        """The earlier ones are the more frequent."""
        return of[int(len(of) * self.random.random() ** 1.6)]

    def row_of(self, collection, skew=1.0):
        return 1 + int(self.sizes[collection] * self.random.random() ** skew)

    def day(self, part):
        """Later in time the farther through the file, but a tenth was entered late."""
        day = int(DAYS * part ** 0.7)
        if self.chance(0.1):
            day = max(0, day - self.random.randrange(90))
        return (FIRST_DAY + timedelta(day)).isoformat()

    def any_day(self, first=FIRST_DAY, days=DAYS):
        return (first + timedelta(self.random.randrange(days))).isoformat()

    def person(self):
        family, given = self.one(SURNAMES), self.one(GIVEN)
        second = self.one(GIVEN) if self.chance(0.7) else " "
        return family[0] + given[0] + second[0].strip(), f"{family[1:]} {given[1:]}{second[1:].lower()}"

    # The collections.

    def school(self, n):
        county = self.random.choice(COUNTIES)
        return {"id": n, "name": f"{county}县第{n % 9 + 1}小学", "province": self.one(PROVINCES), "county": county + "县",
                "level": self.one(["primary", "middle", "nine-year"]), "pupils": self.random.randrange(40, 1500),
                "location": {"lat": round(22 + 16 * self.random.random(), 5), "lon": round(98 + 18 * self.random.random(), 5)},
                "boarding": self.chance(0.33)}

    def sponsor(self, n):
        name = self.person()[1]
        return {"id": n, "name": name, "type": self.one(["person"] * 4 + ["company", "foundation"]),
                "country": self.one(["CN", "CN", "CN", "HK", "US", "DE", "GB", "SG"]), "since": self.any_day(),
                "email": f"{name.split()[0].lower()}{n}@example.org", "newsletter": self.chance(0.6)}

    def child(self, n):
        name, pinyin = self.person()
        guardian = {"relation": self.one(RELATIONS), "phone": self.maybe(0.95, f"13{self.random.randrange(10):d}{self.random.randrange(10**8):08d}")}
        return {"id": n, "name": name, "name_pinyin": pinyin, "birth_date": self.any_day(date(2004, 1, 1), 5475),
                "gender": "F" if self.chance(0.52) else "M", "province": self.one(PROVINCES),
                "county": self.random.choice(COUNTIES) + "县", "school_id": self.maybe(0.97, self.row_of("schools")),
                "guardian": self.maybe(0.98, guardian), "sponsor_id": self.maybe(0.65, self.row_of("sponsors")),
                "left_behind": self.chance(0.55), "enrolled": self.any_day(),
                "needs": self.random.sample(NEEDS, int(5 * self.random.random()))}

    def visit(self, n):
        words = self.random.choices(WORDS, k=self.random.randrange(12, 48))
        if self.chance(0.015):
            words[self.random.randrange(len(words))] = self.random.choice(["scholarship", "Scholarship", "SCHOLARSHIPS"])
        notes = " ".join(words).capitalize() + "."
        if self.chance(0.1):
            notes += " " + self.random.choice(ALOUD) + "。"
        if self.chance(0.03):
            notes = self.random.choice([f'She said "{notes}"', notes.replace(" ", "\n", 1), notes + " café"])
        child = self.row_of("children", 1.25) if self.chance(0.998) else self.sizes["children"] + self.random.randrange(1, 50)
        return {"id": n, "child_id": child, "date": self.day(n / self.sizes["visits"]), "worker_id": self.random.randrange(1, 121),
                "kind": self.one(["home", "home", "school", "phone", "follow-up", "hospital"]),
                "minutes": self.random.randrange(5, 180), "notes": notes}

    def donation(self, n):
        day, in_kind = self.day(n / self.sizes["donations"]), self.chance(0.3)
        cents = int(self.random.lognormvariate(5.2, 1.4) * 100) + 1
        if self.chance(0.45):
            cents = (cents // 1000 + 1) * 1000
        return {"id": n, "donor_id": self.row_of("sponsors", 2.2), "date": day, "kind": "in-kind" if in_kind else "cash",
                "item": self.one(ITEMS + ONLY_GIVEN) if in_kind else None,
                "quantity": max(1, round(self.random.lognormvariate(2, 1))) if in_kind else None, "amount": cents,
                "currency": self.one(["CNY"] * 6 + ["USD", "EUR", "HKD", "GBP"]),
                "channel": self.one(["wechat", "alipay", "bank transfer", "cash box", "website", "gala"]),
                "receipt": f"R{day[:4]}-{n:07d}"}

    def distribution(self, n):
        to_child = self.chance(0.8)
        return {"id": n, "donation_id": self.row_of("donations"), "child_id": self.row_of("children") if to_child else None,
                "school_id": None if to_child else self.row_of("schools"), "date": self.day(n / self.sizes["distributions"]),
                "item": self.one(ITEMS + ONLY_HANDED_OUT), "quantity": max(1, round(self.random.lognormvariate(1.6, 1)))}

    def session(self, n):
        return {"id": n, "school_id": self.row_of("schools"), "date": self.day(n / self.sizes["sessions"]),
                "topic": self.one(["hygiene", "reading", "safety", "first aid", "computers", "music", "art", "English"]),
                "trainer_id": self.random.randrange(1, 121), "minutes": 15 * self.random.randrange(2, 13)}

    def attendance(self, n):
        present = self.chance(0.84)
        row = {"id": n, "session_id": self.row_of("sessions"), "child_id": self.row_of("children"), "present": present,
               "score": self.random.randrange(201) / 2 if present and self.chance(0.7) else None}
        if self.chance(0.05):
            row["note"] = "arrived late"
        return row


def text(row):
    plain = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    # Amounts are in cents so far; 100.00 stays as it is, which no float would.
    cents = row.get("amount")
    return plain if cents is None else plain.replace(f'"amount":{cents}', f'"amount":{cents // 100}.{cents % 100:02d}', 1)


def make(folder: Path, scale: float, seed: int = 7):
    """`folder`/array and `folder`/lines, unless they are there."""
    if (folder / "done").exists():
        return
    sizes = {name: max(8, round(count * scale)) for name, count in SIZES.items()}
    for form in ("array", "lines"):
        (folder / form).mkdir(parents=True, exist_ok=True)
    for name in sizes:
        with open(folder / "array" / f"{name}.json", "w") as array, open(folder / "lines" / f"{name}.ndjson", "w") as lines:
            array.write("[\n")
            for before, row in zip(itertools.chain([""], itertools.repeat(",\n")), Maker(name, sizes, seed).rows()):
                line = text(row)
                array.write(before + line)
                lines.write(line + "\n")
            array.write("\n]\n")
    for form, ending in (("array", "json"), ("lines", "ndjson")):
        (folder / form / "datapackage.json").write_text(json.dumps({"name": "bench", "resources": [
            {"name": name, "path": f"{name}.{ending}", "schema": {"fields": [{"name": "id", "type": "integer"}], "foreignKeys": [
                {"fields": field, "reference": {"resource": to, "fields": "id"}}
                for field, to in REFERENCES.get(name, {}).items()]}}
            for name in sizes]}))
    (folder / "done").touch()


def forms(folder: Path, name: str) -> list[Path]:
    """One collection in each form that is read, made where it is not there: JSON, lines, CSV, and each of them compressed."""
    plain = [folder / "array" / f"{name}.json", folder / "lines" / f"{name}.ndjson", folder / "forms" / f"{name}.csv"]
    packed = [folder / "forms" / f"{file.name}.gz" for file in plain]
    if not packed[-1].exists():
        (folder / "forms").mkdir(exist_ok=True)
        rows = [json.loads(line, parse_float=str) for line in open(plain[1])]
        fields = list(dict.fromkeys(field for row in rows for field in row))
        with open(plain[2], "w", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(fields)
            table.writerows([row.get(field) for field in fields] for row in rows)
        for source, target in zip(plain, packed):
            target.write_bytes(gzip.compress(source.read_bytes(), 6, mtime=0))
    return [file for pair in zip(plain, packed) for file in pair]


def looked_up_child(scale: float) -> int:
    """The child that q16 asks for."""
    return round(0.77 * SIZES["children"] * scale)
