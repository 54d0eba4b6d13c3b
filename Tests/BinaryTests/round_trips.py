"""What is saved as JSON or CSV opens, beside the descriptor that `schema --json` writes, to the table that it was."""

import gzip
import json
import random
import unittest
from decimal import Decimal

from program import Folder, run

PIECES = ["a", "Z", "王丽", "é", " ", "  ", ",", ";", "\t", "\n", "\r\n", '"', '""', "'", "\\", "{", "#x", "\u0001", "\u007f", "\u2028", "0", "😀", "-"]


class Records:
    """Random records in which each field has one type, and any value may be missing."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def text(self):
        return "".join(self.random.choice(PIECES) for _ in range(self.random.randrange(6)))

    def decimal(self):
        digits = self.random.choice([3, 12, 25])
        return Decimal(self.random.randrange(-10**digits, 10**digits)).scaleb(-self.random.randrange(4))

    def day(self):
        return f"{self.random.randrange(1, 9999):04}-{self.random.randrange(1, 13):02}-{self.random.randrange(1, 29):02}"

    def moment(self):
        fraction = self.random.choice(["", ".5", ".123456"])
        return f"{self.day()}T{self.random.randrange(24):02}:{self.random.randrange(60):02}:07{fraction}+08:00"

    def value(self, field):
        if field != "id" and self.random.random() < 0.2:
            return None
        match field:
            case "whole": return self.random.randrange(-2**63, 2**63)
            case "decimal": return self.decimal()
            case "float": return float(f"{self.random.uniform(-1, 1):.6}e{self.random.randrange(-20, 20)}")
            case "yes": return self.random.random() < 0.5
            case "day": return self.day()
            case "moment": return self.moment()
            case "moment_somewhere": return self.moment().replace("+08:00", self.random.choice(["Z", "+05:30", "-11:00"]))
            case "text": return "t" + self.text()
            case "formula": return self.random.choice("=+-@") + self.text()
            case "perhaps_empty": return self.random.choice(["", "x", " "])
            case "code": return f"{self.random.randrange(100):03}"
            case "words": return [self.text() for _ in range(self.random.randrange(3))]
            case "numbers": return [self.random.randrange(100) for _ in range(self.random.randrange(3))]
            case "person": return {"name": self.text() + "!", "age": self.random.randrange(90)}
            case "doses": return [{"dose": self.decimal(), "day": self.day()} for _ in range(self.random.randrange(3))]

    FIELDS = ["whole", "decimal", "float", "yes", "day", "moment", "moment_somewhere", "text", "formula", "perhaps_empty", "code", "words", "numbers", "person", "doses"]

    def rows(self, count):
        return [{"id": n, **{field: self.value(field) for field in self.FIELDS}} for n in range(count)]


def written(value):
    """JSON with all digits of decimals, and floats with an exponent, as which they are floats."""
    match value:
        case Decimal(): return format(value, "f")
        case float(): return f"{value:.15e}"
        case dict(): return "{" + ",".join(f"{json.dumps(name)}:{written(member)}" for name, member in value.items()) + "}"
        case list(): return "[" + ",".join(map(written, value)) + "]"
        case _: return json.dumps(value)


class RoundTrips(unittest.TestCase):
    def shown(self, path):
        outcome = run(path, "--format", "json", "--no-notes", "-c", "r")
        self.assertEqual((outcome.returncode, outcome.stderr), (0, ""))
        return outcome.stdout

    def guarded(self, shown):
        """In CSV and TSV an apostrophe stands before what a spreadsheet would run: the one thing that does not come back as it was."""
        rows = json.loads(shown, parse_float=Decimal)
        for row in rows:
            if row["formula"]:
                row["formula"] = "'" + row["formula"]
        return rows

    def test_all_types(self):
        for seed in range(12):
            with self.subTest(seed=seed), Folder() as folder:
                # Enough rows that each field has values.
                folder.write("r.json", written(Records(seed).rows(40)))
                original = self.shown(folder.path / "r.json")
                described = run("schema", folder.path / "r.json", "--json").stdout
                for ending in ("json", "csv", "ndjson", "tsv", "json.gz", "csv.gz"):
                    place = folder.path / ending
                    place.mkdir()
                    saved = place / f"r.{ending.removesuffix('.gz')}"
                    run(folder.path / "r.json", "-c", f'r | save "{saved}"')
                    if ending.endswith(".gz"):
                        (place / f"r.{ending}").write_bytes(gzip.compress(saved.read_bytes()))
                        saved.unlink()
                    dialect = ', "dialect": {"delimiter": "\\t"}' if ending == "tsv" else ""
                    (place / "datapackage.json").write_text(described.replace('"r.json"', f'"r.{ending}"{dialect}'))
                    if ending.startswith(("csv", "tsv")):
                        self.assertEqual(json.loads(self.shown(place), parse_float=Decimal), self.guarded(original))
                    else:
                        self.assertEqual(self.shown(place), original)

    def test_periods_and_durations_as_texts(self):
        with Folder(r__json=[{"id": 1, "day": "2023-09-01", "until": "2023-10-11"}]) as folder:
            question = "r | select id, month = month(day), week = week(day), for = days_between(day, until), gap = until - day"
            for ending in ("csv", "json"):
                run(folder.path / "r.json", "-c", f'{question} | save "{folder.path}/out-{ending}.{ending}"')
                outcome = run(folder.path / f"out-{ending}.{ending}", "--format", "csv", "-c", f"`out-{ending}`")
                expected = run(folder.path / "r.json", "--format", "csv", "-c", question)
                self.assertEqual(outcome.stdout, expected.stdout, outcome.stderr)

    def test_written_dates(self):
        """A form of dates that was found is declared, so that it is read so again."""
        with Folder(r__csv="day;n\n30/9/2023;1\n1/10/2023;2\n") as folder:
            original = self.shown(folder.path / "r.csv")
            self.assertIn("2023-09-30", original)
            described = run("schema", folder.path / "r.csv", "--json").stdout
            self.assertIn("%d/%m/%Y", described)
            folder.write("datapackage.json", described)
            self.assertEqual(self.shown(folder.path), original)

    def test_a_column_alone(self):
        with Folder(r__json=[{"n": 1}, {"n": None}, {"n": 3}]) as folder:
            (folder.path / "out").mkdir()
            run(folder.path / "r.json", "-c", f'r | save "{folder.path}/out/r.csv"')
            self.assertEqual(self.shown(folder.path / "out/r.csv"), self.shown(folder.path / "r.json"))
