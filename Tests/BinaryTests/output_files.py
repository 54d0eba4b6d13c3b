"""Files that results go to: permissions, links, formulas; and what else of a run programs read."""

import json
import os
import pty
import stat
import subprocess
import threading
import unittest

from program import DATA, ENVIRONMENT, PROGRAM, ROOT, Folder, run

LABELLED = ROOT / "Tests/GoldenTests/Labelled"
CONTROLS = [{"id": 1, "name": "Kis\u001b[31mumu\u0007\u009b2J", "up": "\u202e"}]


def mode(path) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


class Permissions(unittest.TestCase):
    def test_a_pipe_stays_as_it_was(self):
        with Folder() as folder:
            pipe = folder.path / "p"
            os.mkfifo(pipe)
            os.chmod(pipe, 0o622)
            read = []
            reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
            reader.start()
            outcome = run("-c", "1 + 1", "--format", "csv", "-o", pipe)
            reader.join()
            self.assertEqual((outcome.returncode, read), (0, ["2\n"]), outcome.stderr)
            self.assertEqual(mode(pipe), 0o622)

    def test_a_formatted_script_can_be_run_as_before(self):
        with Folder(q__dsl="#!/usr/bin/env -S almoner run\n1+1\n") as folder:
            for bits in (0o755, 0o664, 0o600):
                (folder.path / "q.dsl").write_text("#!/usr/bin/env -S almoner run\n1+1\n")
                os.chmod(folder.path / "q.dsl", bits)
                self.assertEqual(run("fmt", "q.dsl", folder=folder.path).returncode, 0)
                self.assertIn("1 + 1", (folder.path / "q.dsl").read_text())
                self.assertEqual(mode(folder.path / "q.dsl"), bits)

    def test_what_cannot_be_labelled_is_not_written(self):
        with Folder(real__csv="as it was") as folder:
            folder.copy(LABELLED, "records")
            os.symlink("real.csv", folder.path / "link.csv")
            (folder.path / "real.csv.label").mkdir()
            for options in (
                ("-c", 'children | count by sex | save replace "link.csv"'), ("-c", "children | count by sex", "-o", "link.csv"),
            ):
                outcome = run("records", "--role", "staff", "--purpose", "a report", *options, folder=folder.path)
                self.assertEqual(outcome.returncode, 1, outcome.stderr)
                self.assertIn("E404", outcome.stderr)
                self.assertTrue((folder.path / "link.csv").is_symlink())
                self.assertEqual((folder.path / "real.csv").read_text(), "as it was")
                self.assertEqual({path.name for path in folder.path.iterdir()}, {"records", "link.csv", "real.csv", "real.csv.label"})

    def test_the_label_lies_beside_the_file_that_a_link_leads_to(self):
        with Folder(real__csv="old") as folder:
            folder.copy(LABELLED, "records")
            os.symlink("real.csv", folder.path / "link.csv")
            run("records", "--role", "staff", "--purpose", "a report", "-c",
                'children | count by sex | save replace "link.csv"', folder=folder.path)
            self.assertEqual(json.loads((folder.path / "real.csv.label").read_text())["label"], "moderate")


class Formulas(unittest.TestCase):
    def test_files_of_whatever_name_they_got_hold_none(self):
        with Folder(rows__json=[{"id": 1, "t": "=1+1"}]) as folder:
            for form, tab in (("csv", ","), ("tsv", "\t")):
                run("rows.json", "-c", "rows", "--format", form, "-o", f"o.{form}", folder=folder.path)
                run("rows.json", "-c", f'rows | save "s.{form}"', folder=folder.path)
                for file in (f"o.{form}", f"s.{form}"):
                    self.assertEqual((folder.path / file).read_text(), f"id{tab}t\n1{tab}'=1+1\n")
                # What another program reads is as it is.
                self.assertIn(f"1{tab}=1+1\n", run("rows.json", "-c", "rows", "--format", form, folder=folder.path).stdout)
            run("rows.json", "-c", "first(rows.t)", "--format", "csv", "-o", "v.csv", folder=folder.path)
            self.assertEqual((folder.path / "v.csv").read_text(), "'=1+1\n")


class Controls(unittest.TestCase):
    """Rule 8: whatever names and values hold, a terminal gets no control."""

    def bare(self, text):
        self.assertFalse([c for c in text if c not in "\n\t" and (ord(c) < 32 or 127 <= ord(c) < 160 or c == "\u202e")], text)

    def test_messages(self):
        bell = "odd\u0007name"
        with Folder(rows__json=CONTROLS) as folder:
            folder.write(f"{bell}.json", "[{}")
            for script in (
                'expect "x": first(rows.name) == "q"', 'save', "rwos", f"`{bell}`", 'rows | save replace "{first(rows.name)}.csv"',
                'expect "{first(rows.name)}": true', 'rows | save "{first(rows.name)}.odd"', 'run "{first(rows.name)}"',
                'title "{first(rows.name)}"', "rows | chart bar name, id", "expect \"x\": no rows",
            ):
                folder.write("q.dsl", script)
                for options in ((), ("--error-format", "json"), ("--format", "csv")):
                    outcome = run("run", "q.dsl", "--data", ".", *options, folder=folder.path)
                    self.bare(outcome.stderr)
                    if not options:
                        self.bare(outcome.stdout)

    def test_machine_formats_at_a_terminal(self):
        with Folder(rows__json=CONTROLS) as folder:
            for form in ("csv", "tsv", "json", "ndjson", "markdown", "record"):
                for script in ("rows", "first(rows.name)"):
                    ours, theirs = pty.openpty()
                    child = subprocess.Popen(
                        [PROGRAM, "rows.json", "--format", form, "-c", script], stdin=subprocess.DEVNULL, stdout=theirs,
                        stderr=theirs, cwd=folder.path, env={**ENVIRONMENT, "NO_COLOR": "1"})
                    os.close(theirs)
                    shown = b""
                    try:
                        while part := os.read(ours, 4096):
                            shown += part
                    except OSError:
                        pass
                    os.close(ours)
                    self.assertEqual(child.wait(), 0, shown)
                    text = shown.decode().replace("\r\n", "\n")
                    self.assertIn("umu", text)
                    self.bare(text)
                    if form == "ndjson" and script == "rows":
                        self.assertEqual(json.loads(text), CONTROLS[0])

    def test_a_pipe_gets_them_as_they_are(self):
        with Folder(rows__json=CONTROLS) as folder:
            self.assertIn("\u001b[31m", run("rows.json", "-c", "rows", "--format", "csv", folder=folder.path).stdout)


class MachineReadable(unittest.TestCase):
    def test_values_by_themselves(self):
        script = '"a\\"b"\n"a,\\"b"\nmax(children.grade where grade > 50)\n1.5\n2023-09-01\ntrue\nlist(children.sex where grade == 6)\n'
        with Folder(q__dsl=script) as folder:
            def lines(form):
                outcome = run("run", "q.dsl", "--data", DATA, "--format", form, folder=folder.path)
                self.assertEqual(outcome.returncode, 0, outcome.stderr)
                return outcome.stdout.splitlines()

            self.assertEqual(
                [json.loads(line) for line in lines("ndjson")], ['a"b', 'a,"b', None, 1.5, "2023-09-01", True, ["F", "F"]])
            self.assertEqual(
                lines("csv"), ['"a""b"', '"a,""b"', '""', "1.5", "2023-09-01", "true", '"[""F"",""F""]"'])

    def test_every_line_of_messages_is_an_object(self):
        script = (
            'title "t"\nprint "p"\nexpect "held": 1 == 1\nexpect "not": 1 == 2\nexpect "none": no children\n'
            'children | take 1 | save "o.csv"\nchildren | where grade > 50\n')
        with Folder(q__dsl=script) as folder:
            outcome = run(
                "run", "q.dsl", "--data", DATA, "--error-format", "json", "--format", "csv", folder=folder.path)
            self.assertEqual(outcome.returncode, 4)
            told = [json.loads(line) for line in outcome.stderr.splitlines()]
            self.assertTrue(all(line["severity"] and line["message"] for line in told))
            self.assertIn("saved 1 row to o.csv", [line["message"] for line in told])


class Schema(unittest.TestCase):
    NAME = "household_visits_of_the_second_programme"

    def test_a_pipe_gets_names_whole(self):
        with Folder() as folder:
            for end in ("_s", "_t"):
                folder.write(f"records/{self.NAME}{end}.json", [{"id": 1, "note": "x"}])
            folder.write("records/notes.json", [{"id": 1, f"{self.NAME}_s_id": 1}])
            outcome = run("schema", "records", folder=folder.path)
            self.assertEqual(outcome.returncode, 0, outcome.stderr)
            for end in ("_s", "_t"):
                self.assertIn(self.NAME + end, outcome.stdout)
            self.assertNotIn("…", outcome.stdout)
            self.assertIn("→", outcome.stdout)
            plain = run("schema", "records", folder=folder.path, environment={"LANG": "C", "LC_ALL": "C"}).stdout
            self.assertTrue(plain.isascii(), plain)
            self.assertIn("-> ", plain)

    def test_a_form_that_it_has_not(self):
        outcome = run("schema", DATA, "--format", "json")
        self.assertEqual((outcome.returncode, outcome.stdout), (2, ""))
        self.assertIn("--json", outcome.stderr)
        self.assertEqual(run("schema", DATA, "children", "--format", "json").returncode, 0)
