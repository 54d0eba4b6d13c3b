"""Safeguarding from outside: what a role may not count changes no byte of what it is told (rule 6)."""

import json
import os
import re
import stat
import unittest

from program import RECORDS, ROOT, SCRIPTS, Folder, run

LABELLED = ROOT / "Tests/GoldenTests/Labelled"
CASES = ROOT / "Tests/GoldenTests/Cases/safeguarding"
LEVELS = ["low", "moderate", "high", "severe"]
ROLES = {"caseworker": "severe", "programme": "severe", "fundraiser": "high", "public": "moderate"}


def changed(value):
    """Another value of the same type; missing and present change places now and then."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 7
    if isinstance(value, float):
        return value * 2 + 1
    if isinstance(value, str):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return str(int(value[:4]) - 1) + value[4:8] + "01"
        return value[::-1] + "x"
    if isinstance(value, list):
        return [changed(part) for part in value[1:]] + ["more"]
    if isinstance(value, dict):
        return {name: changed(part) for name, part in value.items()}
    return value


def change_above(folder, level):
    """Changes every value of the fields labelled above `level`; gives how many."""
    package = json.loads((folder / "datapackage.json").read_text())
    count = 0
    for resource in package["resources"]:
        if "almoner:subject" not in resource:
            continue
        fields = [
            field["name"]
            for field in resource["schema"]["fields"]
            if LEVELS.index(field.get("almoner:sensitivity", "severe")) > LEVELS.index(level)
        ]
        path = folder / resource["path"]
        rows = json.loads(path.read_text())
        for number, row in enumerate(rows):
            for name in fields:
                if name in row and number % 3 == 2 and number % 5:
                    row[name] = None
                elif name in row:
                    row[name] = changed(row[name])
                count += name in row
        path.write_text(json.dumps(rows, ensure_ascii=False))
    return count


class Noninterference(unittest.TestCase):
    def compare(self, source, role, level, scripts):
        with Folder() as one, Folder() as other:
            for folder in (one, other):
                folder.copy(source, "records")
            # The other one only written anew: numbers lose zeros at their end.
            change_above(one.path / "records", "severe")
            self.assertGreater(change_above(other.path / "records", level), 0)
            for name, text in scripts:
                outcomes = []
                for folder in (one, other):
                    folder.write("script.dsl", text)
                    outcome = run(
                        "run", "script.dsl", "--data", "records", "--role", role, "--today", "2023-09-30", "--seed", "7",
                        folder=folder.path, seconds=300,
                    )
                    saved = sorted(
                        (path.name, path.read_bytes()) for path in folder.path.iterdir() if path.suffix in (".csv", ".md")
                    )
                    for path in folder.path.iterdir():
                        if path.is_file():
                            path.unlink()
                    outcomes.append((outcome.returncode, outcome.stdout, outcome.stderr, saved))
                with self.subTest(script=name, role=role):
                    self.assertEqual(*outcomes)
                    self.assertIn(outcomes[0][0], (0, 2, 3, 4, 6))
            for arguments in (["schema", "records"], ["schema", "records", "--json"], ["check", "--data", "records"]):
                told = [run(*arguments, "--role", role, folder=folder.path) for folder in (one, other)]
                with self.subTest(arguments=arguments, role=role):
                    self.assertEqual(*[(each.returncode, each.stdout, each.stderr) for each in told])

    def test_samples(self):
        scripts = [(path.name, path.read_text()) for path in sorted(SCRIPTS.glob("*.dsl"))]
        for collection in ("children", "visits", "assistance", "campaigns", "consents"):
            scripts.append((collection, f"{collection}\n{collection} | describe\n{collection} | sample 3"))
        for role in ("fundraiser", "public"):
            self.compare(RECORDS, role, ROLES[role], scripts)

    def test_cases(self):
        scripts = []
        for path in sorted(CASES.glob("*.golden")):
            for number, part in enumerate(re.split(r"^=== ", path.read_text(), flags=re.MULTILINE)[1:]):
                script = re.search(r"^--- script\n(.*?)(?=^--- |\Z)", part, re.DOTALL | re.MULTILINE)
                scripts.append((f"{path.name} {number}", script[1]))
                # What is refused hides what follows it: each statement by itself too.
                for line in script[1].splitlines():
                    if line and not line.startswith(("use", "let", "param", "|", " ")):
                        scripts.append((line, line))
        self.assertGreater(len(scripts), 40)
        self.compare(LABELLED, "guest", "moderate", scripts)

    def test_a_change_that_may_be_counted_is_told(self):
        """The comparison would notice."""
        with Folder() as folder:
            records = folder.copy(LABELLED, "records")
            before = run(records, "--role", "guest", "-c", "children | summarize avg(fee)")
            change_above(records, "low")
            self.assertNotEqual(before.stdout, run(records, "--role", "guest", "-c", "children | summarize avg(fee)").stdout)


class Neighbours(unittest.TestCase):
    """Records that differ in one person, within what is withheld."""

    def ask(self, change, statements, role):
        with Folder() as folder:
            records = folder.copy(LABELLED, "records")
            children = json.loads((records / "children.json").read_text())
            (records / "children.json").write_text(json.dumps([row for row in map(change, children) if row]))
            outcome = run("records", "--role", role, "-c", statements, folder=folder.path)
            self.assertEqual(outcome.returncode, 0, outcome.stderr)
            return outcome.stdout, outcome.stderr

    def test_one_person_of_a_small_group(self):
        statements = "children | summarize n = count(), sum(fee) by school.name"
        whole = self.ask(lambda row: row, statements, "guest")
        self.assertEqual(whole, self.ask(lambda row: row["id"] != "C09" and row, statements, "guest"))
        self.assertNotEqual(whole, self.ask(lambda row: row["id"] != "C04" and row, statements, "guest"))

    def test_one_person_who_has_what_all_others_have(self):
        statements = "children | summarize left = count(id where left_behind) by school.name"
        whole = self.ask(lambda row: row, statements, "staff")
        for child in ("C05", "C08", "C10"):
            self.assertEqual(
                whole,
                self.ask(
                    lambda row: {**row, "left_behind": not row["left_behind"]} if row["id"] == child else row,
                    statements, "staff",
                ),
                child,
            )

    def test_a_total_that_would_tell(self):
        statements = "children | where school is not missing | count by school.name with total"
        shown = self.ask(lambda row: row, statements, "guest")[0]
        self.assertIn("withheld", shown)
        self.assertNotIn("│     3 │", shown)


class Exports(unittest.TestCase):
    def test_only_the_owner_reads_it_and_a_line_says_what_it_is(self):
        with Folder() as folder:
            folder.copy(LABELLED, "records")
            outcome = run(
                "records", "--role", "staff", "--purpose", "a report", "-c",
                'children | count by sex | save "counts.csv"', folder=folder.path,
            )
            self.assertEqual(outcome.returncode, 0, outcome.stderr)
            for name in ("counts.csv", "counts.csv.label"):
                self.assertEqual(stat.S_IMODE(os.stat(folder.path / name).st_mode), 0o600)
            label = json.loads((folder.path / "counts.csv.label").read_text())
            self.assertEqual(
                (label["role"], label["purpose"], label["label"]), ("staff", "a report", "moderate"))
            self.assertRegex(label["script_sha256"], r"^[0-9a-f]{64}$")
            self.assertRegex(label["time"], r"^20\d\d-\d\d-\d\dT")

    def test_without_labels_files_are_as_always(self):
        with Folder() as folder:
            folder.copy(ROOT / "Tests/GoldenTests/Data", "records")
            run("records", "-c", 'children | count | save "count.csv"', folder=folder.path)
            self.assertEqual([path.name for path in folder.path.iterdir() if path.is_file()], ["count.csv"])


class BadLabels(unittest.TestCase):
    def test_wrong_words(self):
        for change, told in [
            (lambda p: p["resources"][2]["schema"]["fields"][0].update({"almoner:sensitivity": "secret"}), "no level"),
            (lambda p: p["resources"][2]["schema"]["fields"][0].update({"almoner:attribute": "odd"}), "not an attribute"),
            (lambda p: p["resources"][2]["schema"]["fields"][0].update({"almoner:mask": "fog"}), "not a mask"),
            (lambda p: p["resources"][2].update({"almoner:subject": "dog"}), 'must be "person"'),
            (lambda p: p["almoner:roles"]["guest"].update({"k": 0}), "whole number from 1"),
            (lambda p: p["almoner:roles"]["guest"].pop("show"), "has no 'show'"),
            (lambda p: p.update({"almoner:roles": {}}), "names no role"),
        ]:
            with Folder() as folder:
                records = folder.copy(LABELLED, "records")
                package = json.loads((records / "datapackage.json").read_text())
                change(package)
                (records / "datapackage.json").write_text(json.dumps(package))
                outcome = run("records", "-c", "children | count", folder=folder.path)
                self.assertEqual(outcome.returncode, 5, told)
                self.assertIn(told, outcome.stderr)

    def test_errors_in_records_quote_nothing(self):
        with Folder() as folder:
            records = folder.copy(LABELLED, "records")
            text = (records / "children.json").read_text()
            (records / "children.json").write_text(text.replace('"name": "Wang Wei"', '"name" "Wang Wei"'))
            self.assertIn("Wang", run("records", "--role", "worker", "-c", "children", folder=folder.path).stderr)
            self.assertNotIn("Wang", run("records", "-c", "children", folder=folder.path).stderr)
