"""Dot-commands that reach out of the prompt: editor, pager, files, parameters, settings."""

import json
import re
import time

import pexpect

from program import DATA, RECORDS, run
from prompt import CTRL_C, PromptCase


class Editor(PromptCase):
    def open_with(self, script):
        editor = self.folder.write("editor", f"#!/bin/sh\n{script}\n")
        editor.chmod(0o755)
        return self.open(environment={"EDITOR": str(editor)})

    def test_the_last_statement_is_changed_and_waits_for_return(self):
        terminal = self.open_with("sed -i s/name/grade/ \"$1\"")
        terminal.ask("children | select name")
        terminal.ask(".edit")
        terminal.see("select grade")
        self.assertRegex(terminal.ask(""), r"│\s*6 │")

    def test_what_is_being_typed_is_changed(self):
        terminal = self.open_with("printf 'children\\n| count\\n' > \"$1\"")
        terminal.type("children | sel\x18\x05")
        terminal.see("\\| count")
        self.assertRegex(terminal.ask(""), r"│\s*6 │")

    def test_an_editor_that_fails_changes_nothing(self):
        terminal = self.open_with("echo nonsense > \"$1\"; exit 1")
        terminal.ask("1 + 1")
        self.assertIn("nothing was taken", terminal.ask(".edit"))
        self.assertIn("3", terminal.ask("1 + 2"))

    def test_an_editor_that_is_not_there(self):
        terminal = self.open(environment={"EDITOR": "/nowhere/ed"})
        self.assertIn("nothing was taken", terminal.ask(".edit"))


class Paging(PromptCase):
    PAGER = "sed 's/^/> /'"

    def test_what_is_longer_than_the_screen(self):
        terminal = self.open(RECORDS, "--role", "programme", environment={"PAGER": self.PAGER}, rows=24)
        self.assertNotIn("> │", terminal.ask("children | take 3"))
        # All rows, where the screen alone would show the first and the last ones.
        paged = terminal.ask("children | select id")
        self.assertEqual(paged.count("> │ C"), 450)
        self.assertIn("> 450 rows", paged)
        self.assertIn("> almoner asks", terminal.ask(".help"))
        terminal.ask(".pager off")
        self.assertIn("450 rows (40 shown)", terminal.ask("children | select id"))
        self.assertNotIn("> almoner", terminal.ask(".help"))

    def test_lines_count_not_rows(self):
        terminal = self.open(RECORDS, "--role", "programme", environment={"PAGER": self.PAGER}, rows=20)
        self.assertIn("> │ id ", terminal.ask(".fields children"))
        self.assertIn("> children", terminal.ask(".schema children"))
        terminal.ask(".format record")
        self.assertRegex(terminal.ask("children | take 5"), r"> birth_date")
        self.assertNotRegex(terminal.ask("children | take 5 | select id"), r"\n> id")

    def test_a_pager_that_is_left_at_once(self):
        terminal = self.open(RECORDS, "--role", "programme", environment={"PAGER": "head -n 2"}, rows=24)
        answer = terminal.ask("attendance; 1 + 1")
        self.assertIn("2", answer)
        self.assertIn("450", terminal.ask("count(children)"))

    def test_ctrl_c_in_less(self):
        terminal = self.open(RECORDS, "--role", "programme", environment={"PAGER": "less -X"}, rows=24)
        terminal.type("attendance\r")
        terminal.see("│.*\r\n.*:")
        terminal.type(CTRL_C)
        # less throws away what was typed before it was interrupted.
        time.sleep(0.5)
        terminal.type("q")
        terminal.wait()
        self.assertIn("450", terminal.ask("count(children)"))

    def test_nothing_is_paged_where_nobody_wants_it(self):
        terminal = self.open(RECORDS, "--role", "programme", environment={"PAGER": ""}, rows=24)
        self.assertIn("450 rows (40 shown)", terminal.ask("children | select id"))


class Output(PromptCase):
    def test_results_go_to_a_file_and_messages_stay(self):
        terminal = self.open()
        terminal.ask(".output names.csv")
        self.assertNotIn("王丽", terminal.ask("children | where sex == \"F\" | select name, grade"))
        self.assertIn("E101", terminal.ask("children | select nam"))
        terminal.ask("children | count")
        self.assertEqual((self.home / "names.csv").read_text(), "name,grade\n王丽,6\nAygul,6\nLi Na,5\nBahar,\n\ncount\n6\n")
        self.assertIn("2 results written to names.csv", terminal.ask(".output"))
        self.assertIn("6", terminal.ask("children | count"))

    def test_what_is_there_is_kept(self):
        self.folder.write("there.json", "[]")
        terminal = self.open()
        self.assertIn(".output replace there.json", terminal.ask(".output there.json"))
        terminal.ask(".output replace there.json")
        terminal.ask("children | count")
        self.assertEqual(json.loads((self.home / "there.json").read_text()), [{"count": 6}])
        self.assertIn("E506", terminal.ask(".output x.exe"))
        self.assertIn("no folder", terminal.ask(".output nowhere/x.csv"))

    def test_what_could_not_be_told_was_not_named(self):
        (self.home / "out").mkdir()
        terminal = self.open()
        terminal.ask("let kept = children | take 2")
        terminal.ask(".output out/x.csv")
        (self.home / "out/x.csv").unlink()
        (self.home / "out").rmdir()
        answer = terminal.ask("children; let t = children | take 1; let s = 5; let kept = children | take 1")
        self.assertIn("E404", answer)
        self.assertIn("0 results written", terminal.ask(".output"))
        self.assertIn("E102", terminal.ask("t | count"))
        self.assertIn("E105", terminal.ask('print "{$s}"'))
        self.assertIn("2", terminal.ask("kept | count"))

    def test_each_result_is_written_once(self):
        terminal = self.open()
        terminal.ask(".output x.csv")
        file = self.home / "x.csv"
        before = file.stat().st_ino
        for number in range(3):
            terminal.ask(f"children | count | derive n = {number}")
        self.assertEqual(file.read_text(), "\n".join(f"count,n\n6,{number}\n" for number in range(3)))
        self.assertEqual(file.stat().st_ino, before)

    def test_the_records_are_never_written(self):
        self.folder.write("data/pupils.json", [{"id": 1}])
        terminal = self.open(self.home / "data")
        self.assertIn("never changed", terminal.ask(".output data/new.json"))
        self.assertIn("never changed", terminal.ask(".output replace data/pupils.json"))


class Parameters(PromptCase):
    def test_they_are_set_told_and_taken_back(self):
        terminal = self.open()
        self.assertIn("no parameters", terminal.ask(".params"))
        terminal.ask('param least: integer = 5 "least grade"')
        self.assertIn("3", terminal.ask("count(children where grade >= $least)"))
        self.assertIn("least is 6", terminal.ask(".set least=6"))
        self.assertIn("2", terminal.ask("count(children where grade >= $least)"))
        self.assertRegex(terminal.ask(".params"), r"least  6  integer, set, least grade")
        self.assertIn("E501", terminal.ask(".set least=many"))
        self.assertRegex(terminal.ask(".params"), r"least  6")
        self.assertIn("least is 5", terminal.ask(".set least="))

    def test_they_hold_for_scripts(self):
        self.folder.write("q.dsl", "param least: integer\ncount(children where grade >= $least)\n")
        terminal = self.open()
        self.assertIn("E502", terminal.ask(".run q.dsl"))
        terminal.ask(".set least=6")
        terminal.ask(".set unknown=1")
        self.assertRegex(terminal.ask(".run q.dsl"), r"\n2\n")
        self.assertRegex(terminal.ask(".run q.dsl least=5"), r"\n3\n")
        self.assertIn("no parameter", terminal.ask(".run q.dsl lest=5"))
        self.assertIn(".set NAME=VALUE", terminal.ask(".set least"))


class RoundTrip(PromptCase):
    """What `.script` writes gives the same results again."""

    def results(self, text):
        return re.findall(r"^(?:[│┌├└].*|\d+)$", text, re.MULTILINE)

    def test_a_session_with_everything_in_it(self):
        self.folder.write("more/some.dsl", 'param least: integer = 9\nlet some = children | where grade >= $least\nsome | count\n')
        self.folder.write("lib.dsl", "let double(x) = 2 * x\n")
        terminal = self.open(columns=120)
        lines = [
            "let cut = 5", "children | where grade > $cut | select name, grade", "| sort -grade | take 2", "count(it)",
            "let cut = 3", "children | where grade > $cut | count", "let named = children | where grade > $cut",
            "let named = named | where sex == \"F\"", "named | count", ".set least=6", ".run more/some.dsl",
            "some | select name", 'use "lib.dsl"', "double(count(children))", "param day: date = 2023-01-01",
            "count(visits where date >= $day)", ".set day=2023-09-01", "count(visits where date >= $day)",
            'param name: text = "a"', '.set name=a "quoted" {one}', "length($name)", "children | selct name",
            'print "cut is {$cut}"', "it | count",
        ]
        shown = []
        for line in lines:
            answer = terminal.ask(line)
            if not line.startswith(".set"):
                shown += self.results(answer)
        self.assertGreater(len(shown), 30)
        terminal.ask(".script more/again.dsl")
        script = self.home / "more/again.dsl"
        again = run("run", script)
        self.assertEqual(again.returncode, 0, again.stderr + script.read_text())
        self.assertEqual(self.results(again.stdout), shown, script.read_text())
        self.assertEqual(run("fmt", "--stdin", text=script.read_text()).returncode, 0)

    def test_saved_files_stay_where_they_were(self):
        self.folder.write("scripts/keep.txt", "")
        terminal = self.open()
        terminal.ask('children | count | save replace "counts.csv"')
        terminal.ask(".script scripts/s.dsl")
        (self.home / "counts.csv").unlink()
        self.assertEqual(run("run", self.home / "scripts/s.dsl").returncode, 0)
        self.assertTrue((self.home / "counts.csv").exists())


    def test_a_script_on_another_day(self):
        self.folder.copy(DATA, "records")
        self.folder.write("day.dsl", 'use "records" on 2022-03-01\nlet past = today\nprint "then {today}"\n')
        terminal = self.open("records", "--no-init")
        today = terminal.ask(".today").split()[-1]
        answer = terminal.ask(".run day.dsl")
        self.assertIn("then 2022-03-01", answer)
        self.assertIn('use "day.dsl"', answer)
        self.assertIn(f"today is {today}", terminal.ask(".today"))
        self.assertIn("E105", terminal.ask("$past"))
        terminal.ask(".script again.dsl")
        self.assertEqual(run("run", self.home / "again.dsl").stdout, "then 2022-03-01\n")
        # A `use` that is typed holds for the session, and for what is written of it.
        terminal.ask('use "records" on 2022-02-01')
        self.assertIn("today is 2022-02-01", terminal.ask(".today"))
        self.assertIn("then 2022-03-01", terminal.ask(".run day.dsl"))
        self.assertIn("today is 2022-02-01", terminal.ask(".today"))
        terminal.ask('print "now {today}"')
        terminal.ask(".script typed.dsl")
        self.assertEqual(run("run", self.home / "typed.dsl").stdout, "then 2022-03-01\nnow 2022-02-01\n")


class Settings(PromptCase):
    INIT = "# Mine\n.format csv\n.nonsense\nlet old = children | where grade >= 5\nlet bad = children | selct\nlet older = 6\n"

    def test_the_file_is_done_and_its_errors_are_placed(self):
        self.folder.write(".config/almoner/init.dsl", self.INIT)
        terminal = self.open()
        self.assertIn("init.dsl:3:1", terminal.greeting)
        self.assertIn("init.dsl:5:22", terminal.greeting)
        self.assertNotIn("init.dsl:4", terminal.greeting)
        self.assertIn("count\n3\n", terminal.ask("old | count"))
        self.assertIn("6", terminal.ask("$older"))

    def test_its_names_are_there_for_other_records(self):
        self.folder.write("config/almoner/init.dsl", "let old = 1 + 1\n")
        self.folder.write("other/pupils.json", [{"id": 1}])
        terminal = self.open(environment={"XDG_CONFIG_HOME": str(self.home / "config")})
        terminal.ask(".open other")
        self.assertIn("2", terminal.ask("$old"))

    def test_it_is_left_out(self):
        self.folder.write(".config/almoner/init.dsl", self.INIT)
        self.assertNotIn("init.dsl", self.open(DATA, "--no-init").greeting)

    def test_it_opens_records_where_none_are_named(self):
        self.folder.write(".config/almoner/init.dsl", f".open {DATA}\nlet old = children | where grade >= 5\n")
        self.assertRegex(self.open("--today", "2023-09-30").ask("old | count"), r"│\s*3 │")
        self.folder.write("other/pupils.json", [{"id": 1}])
        self.assertIn("other: 1 collection", self.open(self.home / "other").greeting)

    def test_statements_run_once_for_the_records(self):
        self.folder.write(".config/almoner/init.dsl", f".open {DATA}\nnosuch | count\n")
        self.assertEqual(self.open("--today", "2023-09-30").greeting.count("E102"), 1)
        self.folder.write("lets.dsl", "let one = 1\n$one\n")
        self.folder.write(".config/almoner/init.dsl", ".run lets.dsl\nlet x = 5\n")
        terminal = self.open()
        self.assertIn("5", terminal.ask("$x"))
        self.assertIn("1", terminal.ask("$one"))

    def test_bytes_that_are_no_text(self):
        self.folder.write(".config/almoner/init.dsl", b"\xff\xfe")
        terminal = self.open()
        self.assertIn("E008", terminal.greeting)
        self.assertIn("6", terminal.ask("count(children)"))


class Help(PromptCase):
    def test_it_offers_questions_that_the_records_answer(self):
        for records in ((RECORDS, "--role", "programme"), (DATA,)):
            terminal = self.open(*records)
            shown = terminal.ask(".help")
            questions = re.findall(r"^    (.*)$", shown.split("Try with")[1].split("\n\n")[0], re.MULTILINE)
            self.assertEqual(len(questions), 3, shown)
            for question in questions:
                self.assertRegex(terminal.ask(question), r"(?s)│.*rows?", question)

    def test_names_of_the_records(self):
        terminal = self.open()
        self.assertRegex(terminal.ask(".help birth_date"), r"(?s)is a field of\n  children  date")
        self.assertIn("guardian.phone is a field of", terminal.ask(".help guardian.phone"))
        self.assertIn("birth_date", terminal.ask(".help children"))
        self.assertIn("did you mean .help birth_date", terminal.ask(".help birthdate"))
        self.assertIn("almoner check", terminal.ask(".help check"))
        self.assertIn("almoner fmt", terminal.ask("help fmt"))
        self.assertIn("ten steps", terminal.ask(".help tutorial"))
        self.assertIn("| where CONDITION", terminal.ask("help where"))

    def test_habits_of_other_shells(self):
        terminal = self.open()
        for habit in ("?", "\\h", "HELP"):
            self.assertIn(".help and its name", terminal.ask(habit))
        for habit in ("ls", "\\d", "show tables;", ".tables"):
            self.assertIn("sponsors", terminal.ask(habit))
        terminal.type("\\q\r")
        terminal.child.expect(pexpect.EOF)
