"""What is loaded, and what is said of data that is not right."""

import unittest

from program import DATA, Folder, run


class Loading(unittest.TestCase):
    def test_a_folder_without_descriptor(self):
        with Folder(
            schools__json=[{"id": 1, "name": "Changyuan"}],
            children__json=[{"id": 1, "school_id": 1}, {"id": 2, "school_id": 7}, {"id": 3, "school_id": None}],
        ) as folder:
            outcome = run(folder.path, "--format", "csv", "-c", "children | count by school.name")
            self.assertEqual(outcome.stdout, "school.name,count\n,2\nChangyuan,1\n")
            self.assertIn("1 row of children has a school_id that is not in schools", outcome.stderr)

    def test_a_file_beside_a_descriptor_refers_by_its_names(self):
        schools = {"name": "schools", "path": "schools.json",
                   "schema": {"fields": [{"name": "id", "type": "integer"}, {"name": "head", "type": "integer"}],
                              "foreignKeys": [{"fields": "head", "reference": {"resource": "", "fields": "id"}}]}}
        with Folder(schools__json=[{"id": 1, "head": 1}], datapackage__json={"resources": [schools]}) as folder, \
                Folder(kits__csv="school_id,n\n1,5\n2,6\n") as other:
            command = [folder.path, other.path / "kits.csv", "--format", "csv", "-c", "kits | select school.head, n"]
            self.assertEqual(run(*command).stdout, "school.head,n\n1,5\n,6\n")

    def test_one_file_of_one_collection(self):
        with Folder(children__json=[{"id": 1}, {"id": 2}]) as folder:
            self.assertEqual(run(folder.path / "children.json", "--format", "csv", "-c", "children").stdout, "id\n1\n2\n")

    def test_one_file_of_several_collections(self):
        with Folder(records__json={"schools": [{"id": 1}], "children": [{"id": 1, "school_id": 1}]}) as folder:
            outcome = run(folder.path / "records.json", "--format", "csv", "-c", "schools | select n = count(children)")
            self.assertEqual(outcome.stdout, "n\n1\n", outcome.stderr)

    def test_line_by_line(self):
        with Folder(visits__ndjson='{"id":1,"date":"2023-09-01"}\n{"id":2}\n') as folder:
            outcome = run(folder.path, "--format", "csv", "-c", "visits | select id, month(date)")
            self.assertEqual(outcome.stdout, "id,month\n1,2023-09\n2,\n", outcome.stderr)

    def test_digits_and_unlike_numbers_are_kept(self):
        with Folder(rows__json='[{"a": 0.10, "b": 1}, {"a": 12345678901234567.89, "b": 2.5}]') as folder:
            outcome = run(folder.path, "--format", "csv", "-c", "rows; rows | summarize sum(a), sum(b)")
            self.assertIn("0.10", outcome.stdout.replace("0.1,", "0.10,"))
            self.assertIn("12345678901234567.89", outcome.stdout)
            self.assertIn("12345678901234567.99,3.5", outcome.stdout)

    def test_keys_at_the_ends_of_the_integers(self):
        most = 2**63 - 1
        for start, stray in ((-5, most), (most - 99, 5), (-most - 1, 5)):
            keys = [start + i % 100 if i < 17_000 else stray for i in range(20_000)]
            with Folder(rows__json=[{"k": k} for k in keys]) as folder:
                for query in ("rows | distinct k | count", "rows | where k in rows.k | distinct k | count"):
                    self.assertEqual(run(folder.path, "--format", "csv", "-c", query).stdout, "count\n101\n", query)

    def test_an_empty_collection(self):
        with Folder(rows__json=[]) as folder:
            self.assertIn("0", run(folder.path, "-c", "rows | count").stdout)

    def test_only_what_a_script_names_is_read(self):
        with Folder(good__json=[{"id": 1}], bad__json="{") as folder:
            self.assertEqual(run(folder.path, "-c", "good | count").returncode, 0)
            self.assertEqual(run(folder.path, "-c", "bad | count").returncode, 5)


class Faults(unittest.TestCase):
    """Each is said with its place, and nothing half-loaded is answered from."""

    CASES = {
        "D002": b'[{"name": "\xc3\x28"}]',
        "D003": '[{"id": 1},\n {"id": 2,}]',
        "D004": "[" * 5000 + "]" * 5000,
        "D005": '[{"n": 1e999}]',
        "D006": '[{"id": 1}, 2]',
    }

    def test_malformed_files(self):
        for code, content in self.CASES.items():
            with self.subTest(code), Folder(rows__json=content) as folder:
                outcome = run(folder.path, "-c", "rows")
                self.assertEqual(outcome.returncode, 5, outcome.stdout)
                self.assertIn(code, outcome.stderr)
                self.assertIn("rows.json", outcome.stderr)
                self.assertEqual(outcome.stdout, "")

    def test_the_place_and_the_line(self):
        with Folder(rows__json='[\n  {"name": "王丽" "grade": 4}\n]\n') as folder:
            outcome = run(folder.path, "-c", "rows")
            self.assertIn("rows.json:2:17", outcome.stderr)
            self.assertIn('{"name": "王丽" "grade": 4}', outcome.stderr)
            self.assertIn("^", outcome.stderr)

    def test_a_type_that_is_not_the_declared_one(self):
        descriptor = {"name": "x", "resources": [{
            "name": "rows", "path": "rows.json", "schema": {"fields": [{"name": "day", "type": "date"}]}}]}
        with Folder(datapackage__json=descriptor, rows__json='[{"day": "2023-02-30"}]') as folder:
            outcome = run(folder.path, "-c", "rows")
            self.assertEqual(outcome.returncode, 5, outcome.stdout)
            self.assertIn("D008", outcome.stderr)
            self.assertIn("rows.json:1", outcome.stderr)

    def test_a_descriptor_that_leads_outside(self):
        for path in ("../secret.json", "/etc/passwd", "http://example.org/x.json"):
            descriptor = {"name": "x", "resources": [{"name": "rows", "path": path}]}
            with self.subTest(path), Folder(datapackage__json=descriptor) as folder:
                outcome = run(folder.path, "-c", "rows")
                self.assertEqual(outcome.returncode, 5)
                self.assertIn("D010", outcome.stderr)

    def test_an_address_is_no_file(self):
        outcome = run("https://example.org/x.json", "-c", "x")
        self.assertEqual(outcome.returncode, 5)
        self.assertIn("D010", outcome.stderr)

    def test_a_descriptor_that_is_none(self):
        with Folder(datapackage__json={"resources": 3}) as folder:
            self.assertIn("D007", run(folder.path, "-c", "1").stderr)

    def test_a_folder_without_data(self):
        with Folder(readme__txt="x") as folder:
            outcome = run(folder.path, "-c", "children")
            self.assertEqual(outcome.returncode, 5)
            self.assertIn("D001", outcome.stderr)

    def test_a_key_twice_in_an_object_is_a_warning(self):
        with Folder(rows__json='[{"id": 1, "id": 2}]') as folder:
            outcome = run(folder.path, "--format", "csv", "-c", "rows")
            self.assertEqual((outcome.returncode, outcome.stdout), (0, "id\n2\n"), outcome.stderr)
            self.assertRegex(outcome.stderr, "D009|W002")

    def test_kinds_that_do_not_go_together_become_text(self):
        with Folder(rows__json='[{"n": 1}, {"n": "two"}]') as folder:
            outcome = run(folder.path, "--format", "csv", "-c", "rows")
            self.assertEqual(outcome.stdout, "n\n1\ntwo\n", outcome.stderr)
            self.assertIn("W002", outcome.stderr)


class Large(unittest.TestCase):
    """Each within the few seconds that a run has."""

    def test_two_hundred_collections(self):
        with Folder() as folder:
            for number in range(200):
                key = {f"c{number * 7 % 200:03}_id": 1} if number % 3 else {}
                folder.write(f"c{number:03}.json", [{"id": n, "name": f"n{n}", **key} for n in range(5)])
            text = run("schema", folder.path, seconds=10).stdout
            self.assertIn("200 collections, 1,000 rows", text)
            self.assertLess(max(map(len, text.split("\n"))), 81)
            for number in range(200):
                self.assertIn(f"c{number:03}", text)
            self.assertEqual(run(folder.path, "--format", "csv", "-c", 'search "n3" | count', seconds=10).stdout, "count\n200\n")
            self.assertIn("did you mean 'c007_id'", run(folder.path, "-c", "c001 | where c07_id == 1", seconds=10).stderr)

    def test_two_thousand_fields(self):
        row = {f"field_{n:04}": (n, f"t{n}", "2023-09-01")[n % 3] for n in range(2000)}
        text = ",".join(row) + "\n" + (",".join(map(str, row.values())) + "\n") * 300
        with Folder(wide__json=[row] * 300, widecsv__csv=text) as folder:
            for name in ("wide", "widecsv"):
                outcome = run(folder.path, "--format", "csv", "-c", f"{name} | describe | count", seconds=10)
                self.assertEqual(outcome.stdout, "count\n2000\n", outcome.stderr)
                fields = run("schema", folder.path, name, "--format", "csv", seconds=10).stdout
                self.assertEqual(fields.count("\n"), 2001)
                outcome = run(folder.path, "-c", f"{name} | where feild_1234 == 1", seconds=10)
                self.assertIn("did you mean 'field_1234'", outcome.stderr)
                self.assertIn("1992 more: .fields", outcome.stderr)
