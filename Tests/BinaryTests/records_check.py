"""`almoner check --data`, `almoner schema`, and what is said of broken rules when records are asked."""

import csv
import io
import json
import unittest

from program import DATA, RECORDS, ROOT, Folder, run

CHILDREN = [
    {"id": "C1", "grade": 3, "phone": "138", "school_id": 1},
    {"id": "C1", "grade": 13, "phone": "13812345678", "school_id": 7},
    {"id": None, "grade": "x"},
]
DESCRIPTOR = {"name": "x", "resources": [
    {"name": "children", "path": "children.json", "schema": {
        "fields": [
            {"name": "id", "type": "string"},
            {"name": "grade", "type": "integer", "constraints": {"maximum": 9}},
            {"name": "phone", "type": "string", "constraints": {"minLength": 11}, "almoner:sensitivity": "high"},
            {"name": "school_id", "type": "integer"},
        ],
        "primaryKey": ["id"],
        "foreignKeys": [{"fields": ["school_id"], "reference": {"resource": "schools", "fields": ["id"]}}]}},
    {"name": "schools", "path": "schools.json", "schema": {"fields": [{"name": "id", "type": "integer"}]}},
]}


def records(children=CHILDREN, **others) -> Folder:
    lines = "[\n" + ",\n".join(json.dumps(child) for child in children) + "\n]"
    return Folder(datapackage__json=DESCRIPTOR, children__json=lines, schools__json=[{"id": 1}], **others)


def rows(text: str) -> list[tuple]:
    return [tuple(row.values()) for row in csv.DictReader(io.StringIO(text))]


class CheckingRecords(unittest.TestCase):
    def test_every_problem_is_a_row_with_its_place(self):
        with records() as folder:
            outcome = run("check", "--role", "caseworker", "--data", folder.path, "--format", "csv")
            self.assertEqual(outcome.returncode, 5, outcome.stderr)
            self.assertEqual(rows(outcome.stdout), [
                ("children", "1", "children.json:2", "phone", "***", "at least 11 long"),
                ("children", "2", "children.json:3", "grade", "13", "at most 9"),
                ("children", "2", "children.json:3", "id", "C1", "unique"),
                ("children", "2", "children.json:3", "school_id", "7", "in schools"),
                ("children", "3", "children.json:4", "grade", '"x"', "a whole number"),
                ("children", "3", "children.json:4", "id", "", "key required"),
            ])
            self.assertIn("D012", outcome.stderr)
            self.assertIn("6 problems in 2 collections, 4 rows", outcome.stderr)

    def test_nothing_wrong(self):
        with records(CHILDREN[:0]) as folder:
            outcome = run("check", "--role", "caseworker", "--data", folder.path)
            self.assertEqual((outcome.returncode, outcome.stderr), (0, ""))
            self.assertEqual(outcome.stdout, f"{folder.path}: 2 collections, 1 row, no problems\n")
            self.assertEqual(run("check", "--role", "caseworker", "--data", folder.path, "--format", "json").stdout.strip(), "[]")

    def test_the_samples_are_right(self):
        self.assertIn("no problems", run("check", "--role", "caseworker", "--data", RECORDS).stdout)

    def test_a_collection_that_cannot_be_read_hides_no_other(self):
        with records() as folder:
            folder.write("schools.json", "[{]")
            outcome = run("check", "--role", "caseworker", "--data", folder.path, "--format", "csv")
            self.assertEqual(outcome.returncode, 5)
            self.assertIn("D003", outcome.stderr)
            self.assertIn("1 collection can't be read", outcome.stderr)
            self.assertIn("at most 9", outcome.stdout)

    def test_without_a_descriptor_keys_and_references_are_checked(self):
        with Folder(schools__ndjson='{"id":1}\n{"id":1}\n', children__json=[{"id": 1, "school_id": 5}]) as folder:
            outcome = run("check", "--role", "caseworker", "--data", folder.path, "--format", "csv")
            self.assertEqual(rows(outcome.stdout), [
                ("children", "1", "children.json:1", "school_id", "5", "in schools"),
                ("schools", "2", "schools.ndjson:2", "id", "1", "unique"),
            ])

    def test_elements_of_lists_are_shown_with_their_record(self):
        visits = '[\n{"id":1,"doses":[{"drug_id":"D1"}]},\n{"id":2,"doses":[{"drug_id":"D1"},{"drug_id":"D9"}]}\n]'
        with Folder(drugs__json=[{"id": "D1"}], visits__json=visits) as folder:
            outcome = run("check", "--role", "caseworker", "--data", folder.path, "--format", "csv")
            self.assertEqual(rows(outcome.stdout), [("visits", "2", "visits.json:3", "doses.drug_id", "D9", "in drugs")])

    def test_a_rule_that_cannot_be_checked_is_told_of(self):
        descriptor = json.loads(json.dumps(DESCRIPTOR))
        descriptor["resources"][0]["schema"]["fields"][2]["constraints"] = {"pattern": "(a"}
        with records(CHILDREN[:1]) as folder:
            folder.write("datapackage.json", descriptor)
            outcome = run("check", "--role", "caseworker", "--data", folder.path)
            self.assertEqual(outcome.returncode, 0, outcome.stdout)
            self.assertIn("can't be checked to be of the pattern (a", outcome.stderr)

    def test_it_wants_something_to_check(self):
        outcome = run("check")
        self.assertEqual(outcome.returncode, 2)
        self.assertIn("--data", outcome.stderr)


class Warnings(unittest.TestCase):
    GOOD = [{**CHILDREN[0], "phone": "13812345678"}, {**CHILDREN[1], "grade": 12}]

    def test_broken_rules_of_what_is_named_are_counted_once(self):
        with records(self.GOOD) as folder:
            outcome = run(folder.path, "--role", "caseworker", "-c", "children | count; children | count")
            self.assertEqual(outcome.returncode, 0)
            message = "children: 1 value of grade is not at most 9; 1 row has the id of an earlier row"
            self.assertEqual(outcome.stderr.count(message), 1, outcome.stderr)
            self.assertIn(f"almoner check --data {folder.path}", outcome.stderr)
            self.assertNotIn("grade", run(folder.path, "-c", "schools | count").stderr)
            self.assertNotIn("W005", run(folder.path, "--no-notes", "-c", "children | count").stderr)

    def test_keys_that_were_inferred_are_noted_when_references_lead_there(self):
        with Folder(schools__json=[{"id": 1, "n": "a"}, {"id": 1, "n": "b"}], children__json=[{"school_id": 1}]) as folder:
            outcome = run(folder.path, "--format", "csv", "-c", "children | select school.n")
            self.assertEqual(outcome.stdout, "school.n\na\n")
            self.assertIn("1 row of schools has the id of an earlier row", outcome.stderr)

    def test_keys_of_unlike_types_are_told_of(self):
        with Folder(schools__json=[{"id": 1}], children__json=[{"school_id": "1"}]) as folder:
            self.assertIn(
                "children.school_id seems to refer to schools, but it is text and schools.id is integer",
                run(folder.path, "-c", "children | select school_id; schools | count").stderr)


class Describing(unittest.TestCase):
    def test_the_map_fits_the_page_and_draws_both_ways(self):
        text = run("schema", RECORDS).stdout
        self.assertIn("→ school: schools, location: locations,", text)
        self.assertIn("← visits, sessions, hotline_contacts", text)
        self.assertLessEqual(max(map(len, text.splitlines())), 80)

    def test_one_collection(self):
        text = run("schema", DATA, "children").stdout
        self.assertIn("children: ", text)
        self.assertIn("birth_date", text)
        self.assertEqual(run("schema", DATA, "childrn").returncode, 2)

    def test_a_collection_that_cannot_be_read(self):
        with records() as folder:
            outcome = run("schema", folder.path)
            self.assertEqual(outcome.returncode, 5)
            self.assertIn("D008", outcome.stderr)
            self.assertIn("schools", outcome.stdout)
            self.assertEqual(run("schema", folder.path, "children").returncode, 5)

    def test_the_descriptor_is_what_frictionless_takes(self):
        python = ROOT / ".build-venv/bin/python"
        if not python.exists():
            self.skipTest("frictionless is not installed (scripts/test does)")
        children = [{"id": "C1", "born": "2012-03-04", "fee": 1.50, "ok": True, "tags": ["a"], "home": {"x": 1}, "school_id": 1}]
        program = (
            "import json, sys, importlib.util\n"
            "if not importlib.util.find_spec('frictionless'): print('absent'); sys.exit()\n"
            "from frictionless import Package, validate\n"
            "reports = [Package.validate_descriptor(sys.argv[1]), validate(sys.argv[1])][:int(sys.argv[2])]\n"
            "print([error for report in reports for error in report.flatten(['message'])])\n")
        written = "Place;Reached;On;At\n#adm1+name;#reached+f;#date;#date+at\nN;1.234,5;30.9.2023;30.9.2023 10:30\nS;2,25;1.10.2023;1.10.2023 8:00\n"
        with Folder(children__json=children, schools__json=[{"id": 1}], reach__csv=written) as own, Folder() as samples:
            copied = samples.copy(RECORDS, "records")
            for path, depth in ((own.path, 2), (copied, 1)):
                text = run("schema", path, "--role", "caseworker", "--json").stdout
                (path / "datapackage.json").write_text(text)
                outcome = self.python(python, program, path / "datapackage.json", depth)
                if outcome == "absent":
                    self.skipTest("frictionless is not installed (scripts/test does)")
                self.assertEqual(outcome, "[]")
            self.assertIn('"foreignKeys"', (own.path / "datapackage.json").read_text())

    @staticmethod
    def python(python, program, *arguments) -> str:
        import subprocess
        outcome = subprocess.run(
            [python, "-c", program, *map(str, arguments)], capture_output=True, text=True, timeout=120)
        return outcome.stdout.strip() or outcome.stderr

    def test_standard_input_has_no_path(self):
        outcome = run("schema", "-", "--json", text='[{"id": 1}]')
        self.assertEqual(outcome.returncode, 2)
        self.assertIn("no path", outcome.stderr)
