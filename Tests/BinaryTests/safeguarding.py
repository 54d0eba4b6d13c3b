"""Safeguarding from outside: what a role may not count changes no byte of what it is told (rule 6)."""

import json
import os
import re
import stat
import unittest

from program import DATA, RECORDS, ROOT, SCRIPTS, Folder, run

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
        moved = lambda child: lambda row: {**row, "school": "S3"} if row["id"] == child else row
        # Whether one of Lake's two has no school, as C10, is not told.
        self.assertEqual(whole, self.ask(lambda row: {**row, "school": None} if row["id"] == "C09" else row, statements, "guest"))
        self.assertNotEqual(whole, self.ask(moved("C04"), statements, "guest"))

    # Each singles out a person by something that may be seen, and asks for what may not.
    ISOLATING = [
        'visits | where id == "V07" and child.sex == "F" | count',
        'visits | where id == "V07" and child.sex == "F" | count by date',
        'visits | where not (id != "V07" or child.sex != "F") | count',
        'visits | where child.sex == "F" | count by id',
        'let girls = visits | where child.sex == "F"\ngirls | count by id\ngirls | where id == "V07" | count',
        'let girls = visits | where child.sex == "F"\nvisits | join g = girls on id == g.id | where id == "V07" | count',
        'let girls = visits | where child.sex == "F"\nvisits | where id in girls.id | count by id',
        'let girls = visits | where child.sex == "F"\nlet one = visits | where id == "V07"\none | where id in girls.id | count',
        'let girls = children | where sex == "F"\nvisits | summarize n = count(child where child in girls.id) by id',
        'visits | where date == 2023-09-22 and minutes > 45 | summarize n = count(where child.sex == "F"), s = sum(minutes)',
        'visits | where child.sex == "F" | take 9 | where id == "V07" | count',
        'visits | sort child.sex | take 3 | where id == "V07" | count',
        'visits | count by id, child.sex',
        'visits | count by child.sex, id with total',
        'visits | pivot count() across child.sex by id',
        'visits | pivot count() across child.sex in ["F", "M"] by id with total',
        'visits | count by x = if id == "V07" then child.sex else "?"',
        'visits | summarize n = count(where id == "V07" and child.sex == "F")',
        'visits | summarize n = count(where (id == "V07" and child.sex == "F") or date == 2023-09-01)',
        'visits | summarize n = count(where (if id == "V07" then child.sex else "?") == "F")',
        'visits | summarize n = count(if id == "V07" and child.sex == "F" then 1 else missing)',
        'visits | summarize n = sum(if id == "V07" and child.sex == "F" then 1 else 0)',
        'visits | summarize n = count(distinct if id == "V07" then child.sex else "F")',
        'visits | summarize n = share(id == "V07" and child.sex == "F")',
        'visits | derive f = if id == "V07" and child.sex == "F" then 1 else 0 | summarize n = sum(f)',
        'visits | derive f = max(child.sex) per id | summarize n = count(distinct f)',
        'visits | derive f = previous(child.sex) sort id | summarize n = count(distinct f) by id',
        'visits | join c = children on child == c.id and c.sex == "F" | where id == "V07" | count',
        'visits | join inner c = children on child == c.id and c.sex == "F" | count by id',
        'let v = visits | where id == "V07"\nchildren | where id in v.child and sex == "F" | count',
        'children | where exists(visits where id == "V07") and sex == "F" | count',
        'children | where not (not exists(visits where id == "V07") or sex != "F") | count',
        'children | where exists(visits where id == "V07" and outer.sex == "F") | count',
        'children | summarize n = count(where pseudonym(id) == "P-XG51YPDQCQ" and sex == "F")',
        'children | where pseudonym(sex) == pseudonym("F") | select id',
        'children | count by id, sex',
        'children | count by id | summarize n = count()',
        'children | summarize n = count(where id == "C08" and sex == "F")',
        'children | where sex == "F" | describe',
        'children | distinct sex, id',
        'children | where id == "C08" | summarize n = only(sex)',
        'expect "a boy": count(visits where id == "V07" and child.sex == "F") == 0',
        'expect "a boy": no visits | where id == "V07" and child.sex == "F"',
        'let n = count(visits where id == "V07" and child.sex == "F")\nlet m = $n + 1\nprint "{$n} {$m}"',
        'param n: integer = count(visits where id == "V07" and child.sex == "F")\nprint "{$n}"',
        'visits | where id == "V07" | summarize n = count(where length(child.sex) * 9223372036854775807 > 0)',
        'visits | where id == "V07" | where child.sex matches /F/ | count',
        'search "F"',
        'explain visits | where id == "V07" and child.sex == "F" | count',
    ]

    def test_nobody_singled_out(self):
        """C08, whose the visit V07 is, is a boy or a girl: no byte says which, and nothing but refusals and words does."""
        for statements in self.ISOLATING:
            with self.subTest(statements):
                outcomes = []
                for sex in ("M", "F"):
                    with Folder() as folder:
                        records = folder.copy(LABELLED, "records")
                        children = json.loads((records / "children.json").read_text())
                        # As many boys as girls however it is, with as many visits, so that no true total differs.
                        for row in children:
                            row["sex"] = {"C08": sex, "C03": "F" if sex == "M" else "M"}.get(row["id"], row["sex"])
                        (records / "children.json").write_text(json.dumps(children))
                        outcome = run("records", "--role", "guest", "--seed", "7", "-c", statements, folder=folder.path)
                        outcomes.append((outcome.returncode, outcome.stdout, outcome.stderr))
                self.assertEqual(*outcomes)
                self.assertNotEqual(outcomes[0][0], 3, outcomes[0])

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


class EveryCase(unittest.TestCase):
    """The cases of `results` and `errors`, of records that bear labels."""

    ROLES = {
        "all": {"show": "severe", "count": "severe", "k": 1, "export": "severe"},
        "few": {"show": "low", "count": "severe", "k": 2, "export": "low"},
    }

    def scripts(self):
        for path in sorted((ROOT / "Tests/GoldenTests/Cases").glob("[re][er]*s/*.golden")):
            shared, *cases = re.split(r"^=== ", path.read_text(), flags=re.MULTILINE)
            for case in cases if "--- data" not in shared else []:
                script = re.search(r"^--- script\n(.*?)(?=^--- |\Z)", case, re.DOTALL | re.MULTILINE)
                if script and "--- data" not in case and not re.search(r'\bsave\b|run "', script[1]):
                    yield f"{path.name}: {case.splitlines()[0]}", re.sub(r'use "data".*', "", script[1])

    def test_labels_change_nothing_for_who_sees_everything_and_break_nothing_for_others(self):
        with Folder() as folder:
            records = folder.copy(DATA, "records")
            package = json.loads((records / "datapackage.json").read_text())
            package["almoner:roles"] = self.ROLES
            for resource in package["resources"]:
                keys = {"children": "id", "sponsors": "id", "visits": "child_id"}
                if resource["name"] in keys:
                    resource.update({"almoner:subject": "person", "almoner:subjectKey": keys[resource["name"]]})
            (records / "datapackage.json").write_text(json.dumps(package))
            ask = lambda script, *arguments: run(
                *arguments, "--today", "2023-09-30", "--seed", "7", "--no-notes", "-c", script, folder=folder.path)
            outcomes = set()
            for name, script in self.scripts():
                with self.subTest(name):
                    plain = ask(script, DATA)
                    labelled = ask(script, records, "--role", "all")
                    self.assertEqual((plain.returncode, plain.stdout), (labelled.returncode, labelled.stdout))
                    guarded = ask(script, records, "--role", "few")
                    self.assertIn(guarded.returncode, (0, 1, 2, 3, 4, 6), guarded.stderr)
                    if "this field is not there at this stage" not in plain.stderr:
                        self.assertNotIn("this field is not there at this stage", guarded.stderr)
                    outcomes.add(guarded.returncode)
            self.assertTrue({0, 6} <= outcomes)


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
            (lambda p: p["resources"][3].update({"almoner:subjectKey": "chidl"}), "names 'chidl', which is no field of it"),
            (lambda p: p["resources"][3].update({"almoner:subjectKey": []}), "which field names them"),
            (lambda p: p["almoner:roles"]["guest"].update({"k": -3}), "whole number from 1"),
            (lambda p: p["almoner:roles"]["guest"].update({"k": 2.5}), "whole number from 1"),
            (lambda p: p["almoner:roles"]["guest"].update({"count": "all"}), "no level"),
            (lambda p: p["almoner:roles"].update({"guest": "all"}), "must be an object"),
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
