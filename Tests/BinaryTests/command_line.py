"""Arguments, exit codes, streams."""

import json
import signal
import subprocess
import unittest

from program import DATA, PROGRAM, RECORDS, SCRIPTS, Folder, run


class ExitCodes(unittest.TestCase):
    def check(self, code, outcome, *messages):
        self.assertEqual(outcome.returncode, code, outcome.stderr)
        for message in messages:
            self.assertIn(message, outcome.stderr)

    def test_0_good(self):
        self.check(0, run(DATA, "-c", "count(children)"))

    def test_1_failed_while_running(self):
        self.check(1, run(DATA, "-c", "only(children.name)"), "E403")

    def test_1_more_memory_than_it_may(self):
        rows = [{"id": number, "text": f"{number * 7919 % 100_003}é\\n" * 3} for number in range(100_000)]
        with Folder(rows__json=rows) as folder:
            command = [folder.path, "--memory", "5MB", "-c", "rows | sort text, id | take 1"]
            self.check(1, run(*command), "error[E407]", "more memory than the 5 MB", "--memory")
            command[2] = "2GB"
            self.check(0, run(*command))

    def test_2_wrong_usage(self):
        self.check(2, run("--frmat", "csv", DATA), "--frmat")
        self.check(2, run(DATA, "--format", "cvs", "-c", "1"), "cvs")
        self.check(2, run(DATA, "--memory", "4 potatoes", "-c", "1"), "4 potatoes")
        self.check(2, run(DATA, "--today", "2023-02-30", "-c", "1"), "2023-02-30")
        self.check(2, run("run"))

    def test_what_to_write_instead(self):
        script = SCRIPTS / "visits-overdue.dsl"
        self.check(2, run("run", script, "county=Hunan"), "error[U001]", "--set county=Hunan", "almoner run --help")
        self.check(2, run("--foramt", "csv", DATA), "Did you mean '--format'?")
        self.check(5, run("chek", script), "did you mean: almoner check")
        self.check(5, run(DATA, "children"), "-c 'children | count'")
        self.check(2, run(DATA, "--format", "xml"), "csv, tsv, json")
        self.check(2, run("run", SCRIPTS / "visit-overdue.dsl"), "E504", "did you mean", "visits-overdue.dsl?")
        self.check(5, run(RECORDS.parent / "recrods", "-c", "1"), "D001", "did you mean", "samples/records?")
        self.check(5, run(script, "-c", "1"), "D006", "almoner run")

    def test_3_does_not_parse_or_check(self):
        self.check(3, run(DATA, "-c", "children | where"), "error[E0")
        # What follows -c is a statement, whatever it begins with.
        self.check(3, run(DATA, "-c", "-7 % 3"), "error[E003]", "put it in brackets: (-x)")
        self.check(3, run(DATA, "--color", "never", "-c", "-7 % 3"), "error[E003]", "put it in brackets: (-x)")
        self.check(3, run(DATA, "-c", "children | select guardain"), "error[E101]", "did you mean 'guardian'?")

    def test_4_an_expect_failed(self):
        outcome = run(DATA, "-c", 'expect "seven": count(children) == 7; count(visits)')
        self.check(4, outcome, "E503", "seven", "6", "7")
        self.assertIn("8", outcome.stdout, "the script goes on after a failed check")

    def test_5_data_cannot_be_read(self):
        self.check(5, run("/nonexistent/records", "-c", "1"), "/nonexistent/records")
        with Folder(children__json='[{"id": 1 "grade": 4}]') as folder:
            self.check(5, run(folder.path, "-c", "children"), "error[D003]", "children.json:1:11")

    def test_nothing_runs_of_a_script_that_does_not_check(self):
        outcome = run(DATA, "-c", "count(children); children | select nmae")
        self.check(3, outcome)
        self.assertEqual(outcome.stdout, "")


class Streams(unittest.TestCase):
    def test_a_script_from_standard_input(self):
        outcome = run(DATA, "--format", "csv", text="children\n| where grade == 6\n| select name\n")
        self.assertEqual((outcome.stdout, outcome.stderr, outcome.returncode), ("name\n王丽\nAygul\n", "", 0))

    def test_a_caret_under_standard_input(self):
        outcome = run(DATA, text='children | where provnce == "x"\n')
        self.assertEqual(outcome.returncode, 3)
        self.assertIn("^^^^^^^", outcome.stderr)
        self.assertIn("did you mean 'school.county.province'", outcome.stderr)

    def test_a_closed_pipe_ends_it_quietly(self):
        many = [{"id": number, "text": "x" * 50} for number in range(50_000)]
        with Folder(rows__json=many) as folder:
            command = f"'{PROGRAM}' '{folder.path}' --format csv -c 'rows'; echo $? >&2"
            shell = subprocess.run(["bash", "-c", f"({command}) | head -1"], capture_output=True, text=True, timeout=30)
        self.assertEqual(shell.stdout, "id,text\n")
        self.assertIn(shell.stderr.strip(), ("0", "141"))

    def test_ctrl_c_ends_what_is_being_written(self):
        many = [{"id": number, "text": "x" * 50} for number in range(50_000)]
        with Folder(rows__json=many) as folder:
            command = [PROGRAM, folder.path, "--format", "csv", "-c", "rows"]
            process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            first = process.stdout.read(1000)
            process.send_signal(signal.SIGINT)
            rest, messages = process.communicate(timeout=30)
        self.assertEqual(process.returncode, 130, messages)
        self.assertEqual(messages.decode().count("E405"), 1, messages)
        self.assertLess(len(first) + len(rest), 2_000_000, "it goes on to write")

    def test_a_full_disk_is_an_error(self):
        with open("/dev/full", "w") as full:
            outcome = subprocess.run(
                [PROGRAM, DATA, "-c", "children"], stdout=full, stderr=subprocess.PIPE, text=True, timeout=30)
        self.assertEqual(outcome.returncode, 1)
        self.assertIn("No space left on device", outcome.stderr)

    def test_help_on_a_full_disk_is_an_error(self):
        for arguments in (["--help"], ["--version"], ["run", "--help"], ["help"]):
            with open("/dev/full", "w") as full:
                outcome = subprocess.run([PROGRAM, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, timeout=30)
            self.assertEqual(outcome.returncode, 1, arguments)
            self.assertIn("No space left on device", outcome.stderr)

    def test_closed_streams_stay_closed(self):
        for closed, code in (("<&-", 0), ("2>&-", 0), (">&-", 1), ("<&- >&-", 1), ("<&- 2>&-", 0)):
            outcome = subprocess.run(
                ["sh", "-c", f"exec '{PROGRAM}' '{DATA}' -c 'count(children)' {closed}"], capture_output=True, text=True,
                timeout=30)
            self.assertEqual(outcome.returncode, code, closed + outcome.stderr)
            if code == 0:
                self.assertEqual(outcome.stdout, "6\n", closed)
            else:
                self.assertIn("Bad file descriptor", outcome.stderr)

    def test_a_save_that_fails_leaves_the_old_file(self):
        outcome = run(DATA, "-c", 'children | save replace "/nonexistent/folder/x.csv"')
        self.assertEqual(outcome.returncode, 1)
        self.assertIn("/nonexistent/folder", outcome.stderr)

    def test_no_colour_and_no_cutting_into_a_pipe(self):
        outcome = run(DATA, "-c", "visits", environment={"TERM": "xterm-256color", "COLUMNS": "20"})
        self.assertNotIn("\x1b", outcome.stdout + outcome.stderr)
        self.assertIn('away; uncle said "Monday"', outcome.stdout)

    def test_colour_where_it_is_asked_for(self):
        self.assertIn("\x1b[", run(DATA, "--color", "always", "-c", "children | select nmae").stderr)
        self.assertNotIn("\x1b", run(DATA, "--color", "never", "-c", "children | select nmae").stderr)


class Options(unittest.TestCase):
    def test_formats(self):
        expected = {
            "csv": "name,weight\nÉmile,22.00\n", "tsv": "name\tweight\nÉmile\t22.00\n",
            "ndjson": '{"name":"Émile","weight":22.00}\n',
        }
        query = 'children | where id == "C4" | select name, weight'
        for name, text in expected.items():
            with self.subTest(name):
                self.assertEqual(run(DATA, "--format", name, "-c", query).stdout, text)
        self.assertEqual(json.loads(run(DATA, "--format", "json", "-c", query).stdout), [{"name": "Émile", "weight": 22.0}])
        self.assertIn("| Émile", run(DATA, "--format", "markdown", "-c", query).stdout)
        self.assertIn("│", run(DATA, "--format", "table", "-c", query).stdout)
        self.assertNotIn("│", run(DATA, "-c", query, environment={"LANG": "C"}).stdout)

    def test_today(self):
        self.assertIn("2024-02-29", run("--today", "2024-02-29", "-c", "today").stdout)
        outcome = run(DATA, "--today", "2023-09-30", "-c", "count(visits where date in last 60 days)")
        self.assertIn("4", outcome.stdout)

    def test_set(self):
        script = 'param since: date\nparam least: integer = 1 "visits"\ncount(visits where date >= $since) + $least'
        with Folder(q__dsl=script) as folder:
            run_it = lambda *more: run("run", "q.dsl", "--data", DATA, "--format", "csv", *more, folder=folder.path)
            self.assertIn("4", run_it("--set", "since=2023-09-01").stdout)
            self.assertIn("13", run_it("--set", "since=2023-09-01", "--set", "least=10").stdout)
            missing = run_it()
            self.assertEqual(missing.returncode, 2)
            self.assertIn("E502", missing.stderr)
            wrong = run_it("--set", "since=september")
            self.assertIn("E501", wrong.stderr)
            self.assertIn("september", wrong.stderr)
            for text in ("2023-QQ3", "2023-W+5", "2023-+9", "+023", "2023-W5", "2023-3", "2023-Q03"):
                wrong = run("run", "-", "--set", f"p={text}", text="param p: period\n$p\n")
                self.assertEqual((wrong.stdout, wrong.returncode), ("", 2), text)
                self.assertIn("E501", wrong.stderr)
            for text in ("2023", "2023-Q3", "2023-09", "2023-W36", "2023-09-01"):
                self.assertEqual(run("run", "-", "--set", f"p={text}", text="param p: period\n$p\n").stdout, text + "\n")
            unknown = run_it("--set", "since=2023-09-01", "--set", "sinse=1")
            self.assertNotEqual(unknown.returncode, 0)
            self.assertIn("sinse", unknown.stderr)

    def test_help_and_version(self):
        help = run("--help").stdout
        for word in ("--today", "--version", "--no-init", "  run  ", "  check  ", "  fmt  ", "run -h"):
            self.assertEqual(help.count(word), 1, f"{word}\n{help}")
        self.assertLess(max(map(len, help.splitlines())), 81)
        self.assertLess(len(help.splitlines()), 72)
        self.assertRegex(run("--version").stdout, r"\d+\.\d+")
        self.assertIn("summarize", run("help", "stages").stdout)
        unknown = run("help", "sumarize")
        self.assertEqual(unknown.returncode, 2)
        self.assertIn("error[U001]", unknown.stderr)
        self.assertIn("summarize", unknown.stderr)

    def test_options_end_at_two_hyphens(self):
        with Folder() as folder:
            folder.write("-odd.json", [{"id": 1}])
            outcome = run("-c", "1 + 1", "--", "-odd.json", folder=folder.path)
            self.assertEqual(outcome.returncode, 0, outcome.stderr)

    def test_no_dataset_is_needed_for_arithmetic(self):
        self.assertIn("2", run("-c", "1 + 1").stdout)
        self.assertIn("E109", run("-c", "children | count").stderr)


class Scripts(unittest.TestCase):
    def test_use_is_relative_to_the_script(self):
        with Folder() as folder:
            folder.copy(DATA, "records")
            folder.write("reports/q.dsl", 'use "../records" on 2023-09-30\nprint "{count(children)} on {today}"\n')
            outcome = run("run", "reports/q.dsl", folder=folder.path)
            self.assertEqual((outcome.stdout, outcome.returncode), ("6 on 2023-09-30\n", 0), outcome.stderr)
            moved = run("run", folder.path / "reports/q.dsl", "--today", "2024-01-01", folder="/")
            self.assertEqual(moved.stdout, "6 on 2024-01-01\n", moved.stderr)

    def test_scripts_that_use_and_run_others(self):
        with Folder() as folder:
            folder.copy(DATA, "records")
            folder.write("shared.dsl", "let least = 5\nlet older = children | where grade >= $least\n")
            folder.write("part.dsl", 'use "records"\nparam sex: text\nprint "{count(children where sex == $sex)} {$sex}"\n')
            folder.write("q.dsl", 'use "records"\nuse "shared.dsl"\nprint "{count(older)}"\nrun "part.dsl" with sex = "M"\n')
            outcome = run("run", "q.dsl", folder=folder.path)
            self.assertEqual((outcome.stdout, outcome.stderr, outcome.returncode), ("3\n2 M\n", "", 0))

    def test_check_runs_nothing(self):
        with Folder(good__dsl='children | save "out.csv"', bad__dsl="children | select nmae") as folder:
            good = run("check", "good.dsl", "--data", DATA, folder=folder.path)
            self.assertEqual((good.returncode, good.stdout), (0, ""), good.stderr)
            self.assertFalse((folder.path / "out.csv").exists())
            self.assertEqual(run("check", "bad.dsl", "--data", DATA, folder=folder.path).returncode, 3)

    def test_each_script_is_checked_by_itself(self):
        with Folder(a__dsl='use "records"\ncount(children)', b__dsl="count(children)", no__dsl="1 +") as folder:
            folder.copy(DATA, "records")
            self.assertEqual(run("check", "a.dsl", folder=folder.path).returncode, 0)
            both = run("check", "a.dsl", "b.dsl", folder=folder.path)
            self.assertEqual((both.returncode, both.stderr.count("E109")), (3, 1), both.stderr)
            some = run("check", "non.dsl", "no.dsl", folder=folder.path)
            self.assertEqual(some.returncode, 3, some.stderr)
            for message in ("E504", "did you mean no.dsl", "E003"):
                self.assertIn(message, some.stderr)

    def test_a_script_that_is_refused_is_refused_by_check_too(self):
        with Folder(a__dsl='children | where name == "x" | count') as folder:
            for command in ("run", "check"):
                outcome = run(command, "a.dsl", "--data", RECORDS, folder=folder.path)
                self.assertEqual(outcome.returncode, 6, outcome.stderr)

    def test_fmt_goes_on_after_a_file_that_is_not_there(self):
        with Folder(q__dsl="children|count") as folder:
            outcome = run("fmt", "p.dsl", "q.dsl", folder=folder.path)
            self.assertEqual(outcome.returncode, 2)
            self.assertIn("did you mean q.dsl", outcome.stderr)
            self.assertEqual((folder.path / "q.dsl").read_text(), "children | count\n")

    def test_fmt_writes_the_one_layout_once(self):
        with Folder(q__dsl="children|where grade=6   # sixth\n|count") as folder:
            script = folder.path / "q.dsl"
            self.assertNotEqual(run("fmt", "--check", script).returncode, 0)
            self.assertEqual(run("fmt", script).returncode, 0)
            once = script.read_text()
            self.assertIn("grade == 6", once)
            self.assertIn("# sixth", once)
            self.assertEqual(run("fmt", "--check", script).returncode, 0)
            self.assertEqual(run("fmt", "--stdin", text=once).stdout, once)

    def test_a_script_that_is_no_text(self):
        with Folder(q__dsl=b"children | where name == \"\xff\"\n") as folder:
            outcome = run("run", folder.path / "q.dsl", "--data", DATA)
            self.assertEqual(outcome.returncode, 3)
            self.assertIn("E008", outcome.stderr)

    def test_a_script_that_is_not_there(self):
        outcome = run("run", "/nonexistent/q.dsl", "--data", DATA)
        self.assertNotEqual(outcome.returncode, 0)
        self.assertIn("error[E504]", outcome.stderr)
        self.assertIn("/nonexistent/q.dsl", outcome.stderr)

    def test_a_script_made_a_program(self):
        with Folder(q__dsl="#!/usr/bin/env -S almoner run\ncount(children)\n") as folder:
            self.assertIn("6", run("run", folder.path / "q.dsl", "--data", DATA, "--format", "csv").stdout)
