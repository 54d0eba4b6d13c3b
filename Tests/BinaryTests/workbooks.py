"""Workbooks, read back by openpyxl: types, formats, names of sheets, what a spreadsheet must not run or round."""

import datetime
import hashlib
import json
import unittest
import zipfile

import openpyxl
from program import DATA, ROOT, SCRIPTS, Folder, run

LONG = 12345678901234567.89
VALUES = [
    {"id": 1, "day": "2023-09-01", "at": "2023-09-01T14:30:05Z", "money": 15582.50, "long": LONG,
     "big": 9007199254740993, "text": "=HYPERLINK(\"http://x\")", "ok": True, "share": 0.25, "tags": ["a", "b"]},
    {"id": 2, "day": "1899-05-05", "at": "2023-01-01T00:00:00.123456Z", "money": -0.01, "long": 0.5, "big": 1000000000000000000,
     "text": "+1 _x0041_ <&>\n\u0007 王丽", "ok": False, "share": 1e300, "tags": []},
    {"id": 3, "day": None, "at": None, "money": None, "long": None, "big": None, "text": None, "ok": None, "share": None, "tags": None},
]
# With all its digits, of which a float has no room for the last.
RECORDS = json.dumps(VALUES).replace(str(LONG), "12345678901234567.89")


def report(script: str, folder: Folder, *more):
    """The workbook of a script, and the outcome of the run."""
    folder.write("q.dsl", script)
    outcome = run("run", "q.dsl", "-o", "q.xlsx", *more, folder=folder.path)
    return openpyxl.load_workbook(folder.path / "q.xlsx"), outcome


class Workbooks(unittest.TestCase):
    def test_types_of_cells(self):
        with Folder(rows__json=RECORDS) as folder:
            book, outcome = report("rows | derive month = month(day), since = 2023-09-30 - day", folder, "--data", "rows.json")
            self.assertEqual((outcome.returncode, outcome.stdout, outcome.stderr), (0, "", ""))
            self.assertEqual(book.sheetnames, ["Report", "Table 1"])
            sheet = book["Table 1"]
            names = [cell.value for cell in sheet[1]]
            first, second, third = (dict(zip(names, row)) for row in sheet.iter_rows(min_row=2))
        self.assertEqual(first["id"].value, 1)
        self.assertEqual(first["day"].value, datetime.datetime(2023, 9, 1))
        self.assertTrue(first["day"].is_date)
        self.assertEqual(second["day"].value, "1899-05-05", "spreadsheets disagree about days before March 1900")
        self.assertEqual(first["at"].value, datetime.datetime(2023, 9, 1, 14, 30, 5))
        self.assertEqual(second["at"].value, "2023-01-01T00:00:00.123456Z", "a spreadsheet has milliseconds at most")
        self.assertEqual((first["money"].value, first["money"].data_type), (15582.5, "n"))
        self.assertIn("#,##0.00", first["money"].number_format)
        self.assertEqual((first["long"].value, first["long"].data_type), ("12,345,678,901,234,567.89", "s"))
        self.assertEqual((first["big"].value, second["big"].value), ("9,007,199,254,740,993", 10**18))
        self.assertEqual((first["ok"].value, first["share"].value, second["share"].value), (True, 0.25, 1e300))
        self.assertEqual((first["tags"].value, first["month"].value, first["since"].value), ("a, b", "2023-09", 29))
        self.assertIn("days", first["since"].number_format)
        self.assertTrue(all(cell.value is None for name, cell in third.items() if name != "id"), "missing is empty")

    def test_text_is_never_run(self):
        with Folder(rows__json=RECORDS) as folder:
            book, _ = report("rows | select text", folder, "--data", "rows.json")
            archive = zipfile.ZipFile(folder.path / "q.xlsx")
            self.assertIsNone(archive.testzip())
            parts = [archive.read(part) for part in archive.namelist()]
        cells = [cell for cell in book["Table 1"]["A"]][1:]
        self.assertEqual([cell.data_type for cell in cells[:2]], ["s", "s"])
        self.assertEqual(cells[0].value, '=HYPERLINK("http://x")')
        # What Excel would take for an escaped character; openpyxl takes no notice of that in inline texts.
        self.assertEqual(cells[1].value.replace("_x005F_", "_"), "+1 _x0041_ <&>\n\\u{7} 王丽")
        self.assertTrue(any(b"_x005F_x0041_" in part for part in parts))
        self.assertFalse(any(b"<f>" in part for part in parts))

    def test_sheets_have_legal_names_of_their_own(self):
        script = 'title "Visits [2023]: a/b*c? of the \'whole\' programme, all of it"\nvisits\nvisits\n'
        script += 'title "第一季度资助的儿童探访总结与下一季度工作计划以及志愿者安排情况的说明"\nvisits'
        with Folder() as folder:
            book, _ = report(script, folder, "--data", DATA)
        names = book.sheetnames
        self.assertEqual(len(set(name.lower() for name in names)), 4)
        self.assertEqual(names[1], "1 Visits  2023   a b c  of the")
        self.assertTrue(names[3].startswith("3 第一季度"))
        for name in names:
            self.assertLessEqual(len(name), 31)
            self.assertFalse(set(name) & set("[]:*?/\\") or name[-1] == "'")
        self.assertEqual(book["Report"]["A2"].hyperlink.location, f"'{names[1]}'!A1")

    def test_header_in_sight_total_last(self):
        script = "donations | summarize gifts = count(), total = sum(amount where currency == \"CNY\") by sponsor with total"
        with Folder() as folder:
            book, _ = report(script, folder, "--data", DATA)
            shown = run("run", "q.dsl", "--data", DATA, "--format", "csv", folder=folder.path).stdout.splitlines()
        sheet = book["Table 1"]
        self.assertEqual(sheet.freeze_panes, "A2")
        self.assertEqual(sheet.print_title_rows, "$1:$1")
        self.assertTrue(sheet["A1"].font.bold)
        self.assertEqual(sheet.max_row, len(shown))
        self.assertEqual(sheet.auto_filter.ref, f"A1:C{sheet.max_row - 1}", "the total is not filtered")
        last = [cell.value for cell in sheet[sheet.max_row]]
        self.assertEqual(str(last[1]), shown[-1].split(",")[1])
        self.assertTrue(sheet.cell(sheet.max_row, 2).font.bold)

    def test_checks_parameters_and_hashes_are_on_the_first_sheet(self):
        script = 'param least: integer = 3 "smallest grade"\ntitle "Grades"\nprint "{count(children where grade >= $least)}"\n'
        script += 'count(children)\nexpect "seven": count(children) == 7\nexpect "six": count(children) == 6\n'
        script += 'expect "all have grades": no children | where grade is missing | select id'
        with Folder() as folder:
            book, outcome = report(script, folder, "--data", DATA, "--set", "least=5")
            self.assertEqual(outcome.returncode, 4)
            rows = [tuple(value for value in row if value is not None) for row in book["Report"].iter_rows(values_only=True)]
        self.assertEqual(rows[0], ("Grades",))
        self.assertEqual(rows[1], ("2 of 3 checks failed",))
        self.assertIn((6,), rows)
        self.assertIn(("seven", "failed", "the left side is 6, the right side 7"), rows)
        self.assertIn(("six", "held"), rows)
        self.assertIn(("least", "5", "smallest grade"), rows)
        self.assertIn(("children.json", hashlib.sha256((DATA / "children.json").read_bytes()).hexdigest()), rows)
        self.assertIn("Check 3", book.sheetnames)

    def test_long_texts_are_cut_and_said_to_be(self):
        with Folder(rows__json=[{"id": 1, "text": "𠮷" * 20_000}]) as folder:
            book, _ = report("rows", folder, "--data", "rows.json")
        text = book["Table 1"]["B2"].value
        self.assertEqual(len(text.encode("utf-16-le")) // 2, 32_767)
        self.assertTrue(text.endswith("…"))
        said = [row[0] for row in book["Report"].iter_rows(values_only=True)]
        self.assertIn("1 text is cut to the 32,767 characters that a cell can hold.", said)

    def test_more_rows_than_a_sheet_holds(self):
        many = [{"id": number} for number in range(1_048_576)]
        with Folder(rows__json=many) as folder:
            outcome = run("rows.json", "-c", "rows", "-o", "q.xlsx", folder=folder.path)
            self.assertEqual(outcome.returncode, 1)
            self.assertIn("E404", outcome.stderr)
            self.assertIn("1,048,576 rows", outcome.stderr)
            self.assertEqual([file.name for file in folder.path.iterdir()], ["rows.json"])

    def test_what_is_withheld_is_said_to_be(self):
        question = 'children | summarize n = count(where ethnicity == "Han"), g = avg(grade) by location | take 6'
        with Folder() as folder:
            outcome = run(ROOT / "samples/records", "--role", "programme", "-c", question, "-o", "q.xlsx", folder=folder.path)
            self.assertEqual(outcome.returncode, 0, outcome.stderr)
            book = openpyxl.load_workbook(folder.path / "q.xlsx")
            values = [cell.value for row in book.worksheets[-1].iter_rows(min_row=2) for cell in row]
            shown = run(ROOT / "samples/records", "--role", "programme", "-c", question, "--format", "csv", folder=folder.path).stdout
            self.assertGreater(shown.count("withheld"), 0)
            self.assertEqual(values.count("withheld"), shown.count("withheld"))

    def test_a_table_is_saved_as_a_workbook_of_one_sheet(self):
        with Folder() as folder:
            run(DATA, "-c", 'items | select name, stock | save "items.xlsx"', folder=folder.path)
            book = openpyxl.load_workbook(folder.path / "items.xlsx")
        self.assertEqual(book.sheetnames, ["Table 1"])
        self.assertEqual([row for row in book["Table 1"].values][:2], [("name", "stock"), ("pads", 1700)])

    def test_every_sample_makes_a_workbook(self):
        """But for those that name persons, whom their role may see and not write to a file."""
        with Folder() as folder:
            for script in sorted(SCRIPTS.glob("*.dsl")):
                with self.subTest(script.name):
                    outcome = run("run", script, "-o", "q.xlsx", folder=folder.path)
                    if outcome.returncode == 6:
                        self.assertIn("S107", outcome.stderr)
                        continue
                    self.assertEqual(outcome.returncode, 0, outcome.stderr)
                    self.assertEqual(openpyxl.load_workbook(folder.path / "q.xlsx").sheetnames[0], "Report")
