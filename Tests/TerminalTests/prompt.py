"""The prompt as it is used: keys are typed in a pseudo-terminal and what comes back is read."""

import json
import os
import re
import time
import unittest

import pexpect

from program import DATA, ENVIRONMENT, PROGRAM, SCRIPTS, Folder

READY = "\x1b\\[\\?2004h"  # The editor takes pastes from here on: it waits for a statement.
UP, TAB, CTRL_C, CTRL_D, CTRL_R = "\x1b[A", "\t", "\x03", "\x04", "\x12"


def plain(text: str) -> str:
    """Without colours and movements of the cursor."""
    return re.sub(r"\x1b(\[[0-9;?]*[A-Za-z]|[()][A-Z0-9]|[=>78])", "", text).replace("\r", "")


class Terminal:
    """A session at the prompt in a terminal of 100 columns, with settings and history in a folder of its own."""

    def __init__(self, *arguments, home, term="xterm-256color", ready=READY, rows=40, columns=100, environment=None):
        environment = {
            **ENVIRONMENT, "HOME": str(home), "XDG_STATE_HOME": str(home / "state"), "TERM": term, **(environment or {})
        }
        self.ready = ready
        self.child = pexpect.spawn(
            PROGRAM, [*map(str, arguments)], env=environment, encoding="utf-8", timeout=15, dimensions=(rows, columns),
            cwd=str(home),
        )
        self.child.delaybeforesend = 0
        self.greeting = self.wait()

    def wait(self) -> str:
        """What is shown until a statement is waited for."""
        self.child.expect(self.ready)
        return plain(self.child.before)

    def see(self, pattern: str, timeout=15) -> str:
        self.child.expect(pattern, timeout=timeout)
        return plain(self.child.before + self.child.after)

    def type(self, keys: str):
        self.child.send(keys)

    def ask(self, line: str) -> str:
        self.type(line + "\r")
        return self.wait()

    def leave(self) -> int:
        self.type(CTRL_D)
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus


class PromptCase(unittest.TestCase):
    def setUp(self):
        folder = Folder()
        self.addCleanup(folder.__exit__)
        self.home = folder.path
        self.folder = folder

    def open(self, *arguments, **options) -> Terminal:
        terminal = Terminal(*(arguments or (DATA, "--today", "2023-09-30")), home=self.home, **options)
        self.addCleanup(terminal.child.close, True)
        return terminal


class Asking(PromptCase):
    def test_it_greets_answers_and_leaves(self):
        terminal = self.open()
        self.assertIn("children", terminal.greeting)
        answer = terminal.ask("children | count by school.county.province")
        self.assertRegex(answer, r"Sichuan\s*│\s*2")
        self.assertEqual(terminal.leave(), 0)

    def test_a_chart_is_fitted_and_can_be_saved_afterwards(self):
        terminal = self.open(columns=50)
        answer = terminal.ask("children | chart bar name, weight per sex")
        self.assertIn("█", answer)
        self.assertTrue(all(len(line) <= 50 for line in answer.split("\n")), answer)
        self.assertIn("saved a chart of 6 rows", terminal.ask('| save "weights.svg"'))
        self.assertIn('role="img"', (self.home / "weights.svg").read_text())
        # What was drawn is a table as before.
        self.assertIn("6", terminal.ask("| count"))
        # Of another table there is no picture.
        self.assertIn("E506", terminal.ask('| save "other.svg"'))

    def test_records_a_field_a_line(self):
        terminal = self.open()
        terminal.ask(".format record")
        self.assertRegex(terminal.ask("children | take 1"), r"birth_date +2012-04-30")

    def test_a_statement_over_three_lines_comes_back_with_up(self):
        terminal = self.open()
        terminal.type("children |\r")
        terminal.type("where grade == 6 |\r")
        first = terminal.ask("summarize girls = count()")
        self.assertRegex(first, r"girls")
        terminal.type(UP)
        terminal.see("summarize girls")
        again = terminal.ask("")
        self.assertRegex(again, r"│\s*2\s*│")

    def test_the_last_result_is_carried_on(self):
        terminal = self.open()
        terminal.ask("children | where sex == \"F\"")
        self.assertRegex(terminal.ask("| where grade == 6"), r"(?s)王丽.*Aygul")
        self.assertRegex(terminal.ask("it | count"), r"│\s*2\s*│")
        self.assertIn("E108", self.open(DATA).ask("| count"))

    def test_a_let_lives_on(self):
        terminal = self.open()
        terminal.ask("let least = 5")
        terminal.ask("let older = children | where grade >= $least")
        self.assertRegex(terminal.ask("older | count"), r"│\s*3\s*│")

    def test_an_error_shows_its_place_and_the_prompt_goes_on(self):
        terminal = self.open()
        answer = terminal.ask("children | select guardain")
        self.assertIn("^^^^^^^^", answer)
        self.assertIn("did you mean 'guardian'?", answer)
        self.assertIn("6", terminal.ask("count(children)"))

    def test_chinese_is_typed_and_aligned(self):
        terminal = self.open()
        answer = terminal.ask('children | where name == "王丽" | select name, guardian.name, grade')
        rows = [line for line in answer.splitlines() if line.startswith("│")]
        widths = {sum(2 if ord(letter) > 0x2E80 else 1 for letter in row) for row in rows}
        self.assertEqual(len(rows), 2, answer)
        self.assertEqual(len(widths), 1, answer)


class Editing(PromptCase):
    def test_tab_completes_through_a_reference(self):
        terminal = self.open()
        terminal.type("children | select school.co" + TAB)
        terminal.see("unty")
        terminal.type(".prov" + TAB)
        terminal.see("ince")
        self.assertIn("Xinjiang", terminal.ask(""))

    def test_tab_lists_what_there_is(self):
        terminal = self.open()
        terminal.type("children | s" + TAB + TAB)
        self.assertIn("summarize", terminal.see("summarize"))

    def test_tab_completes_collections_dot_commands_and_values(self):
        terminal = self.open()
        terminal.type("distr" + TAB)
        terminal.see("ibutions")
        terminal.type(CTRL_C)
        terminal.wait()
        terminal.type(".coll" + TAB)
        terminal.see("ections")
        terminal.type(CTRL_C)
        terminal.wait()
        terminal.type('children | where school.name == "Chan' + TAB)
        terminal.see("gyuan Primary")

    def test_ctrl_c_clears_the_line(self):
        terminal = self.open()
        terminal.type("children | wher")
        terminal.see("wher")
        terminal.type(CTRL_C)
        terminal.wait()
        self.assertRegex(terminal.ask("1 + 1"), r"2")

    def test_many_pasted_lines_run_as_typed(self):
        terminal = self.open()
        block = "children\r| where grade == 6\t\r| select name\rcount(visits)\r"
        terminal.type("\x1b[200~" + block + "\x1b[201~")
        terminal.see("visits")
        answer = terminal.ask("")
        self.assertRegex(answer, r"(?s)Aygul.*8")

    def test_ctrl_r_searches(self):
        terminal = self.open()
        terminal.ask("count(donations)")
        terminal.ask("count(visits)")
        terminal.type(CTRL_R + "dona")
        terminal.see("count\\(donations\\)")
        terminal.type("\r")
        self.assertRegex(terminal.wait(), "6")

    def test_a_new_width_fits_the_next_table(self):
        terminal = self.open()
        wide = terminal.ask("children")
        terminal.child.setwinsize(40, 50)
        terminal.see("> $")
        narrow = terminal.ask("children")
        self.assertLessEqual(max(len(line) for line in narrow.splitlines() if line.startswith(("│", "┌"))), 50)
        self.assertGreater(max(len(line) for line in wide.splitlines()), 60)

    def test_pasting_is_given_back_at_the_end(self):
        terminal = self.open()
        # Before the editor has the terminal, Ctrl-D would be the terminal's own.
        time.sleep(0.3)
        terminal.type(CTRL_D)
        terminal.child.expect(pexpect.EOF)
        self.assertIn("\x1b[?2004l", terminal.child.before)


class Interrupting(PromptCase):
    def test_ctrl_c_while_a_result_is_shown(self):
        self.folder.write("many.json", [{"id": number, "text": "x" * 50} for number in range(100_000)])
        terminal = self.open(self.home / "many.json")
        terminal.ask(".format csv")
        terminal.type("many; let t = many | take 1\r")
        terminal.see("id,text")
        terminal.type(CTRL_C)
        self.assertIn("E405", terminal.wait())
        self.assertIn("E102", terminal.ask("t | count"))

    def test_ctrl_c_ends_a_long_query(self):
        """Within 100 ms by shell.md; the test allows for a busy machine and prints what it took."""
        children = [{"id": number, "name": f"child number {number * 7919 % 100_003}", "school_id": 1} for number in range(6000)]
        self.folder.write("data/children.json", children)
        self.folder.write("data/schools.json", [{"id": 1, "name": "one"}])
        terminal = self.open(self.home / "data")
        terminal.type("children | derive nearest = max(similarity(school.children.name, outer.name)) | summarize max(nearest)\r")
        terminal.see("\\[\\?2004l")
        time.sleep(1.0)
        started = time.monotonic()
        terminal.type(CTRL_C)
        terminal.wait()
        took = time.monotonic() - started
        print(f"     Ctrl-C ended a query after {took * 1000:.0f} ms")
        self.assertLess(took, 0.5)
        self.assertIn("6000", terminal.ask("count(children)"))


class Keeping(PromptCase):
    def test_history_is_kept_across_sessions(self):
        first = self.open()
        first.ask("count(sponsors)")
        self.assertEqual(first.leave(), 0)
        file = self.home / "state/almoner/history"
        self.assertEqual(os.stat(file).st_mode & 0o777, 0o600)
        second = self.open()
        second.type(UP)
        second.see("count\\(sponsors\\)")

    def test_a_session_becomes_a_script(self):
        terminal = self.open()
        terminal.ask("let cutoff = 5")
        terminal.ask("children | selct name")
        terminal.ask("children | where grade > $cutoff | count")
        terminal.ask(".script session.dsl")
        script = (self.home / "session.dsl").read_text()
        self.assertIn("children | where grade > $cutoff | count", script)
        self.assertNotIn("selct", script)


class DotCommands(PromptCase):
    def test_help(self):
        terminal = self.open()
        self.assertIn(".schema", terminal.ask(".help"))
        self.assertIn("by", terminal.ask(".help summarize"))

    def test_what_there_is(self):
        terminal = self.open()
        self.assertRegex(terminal.ask(".collections"), r"(?s)children.*visits")
        schema = terminal.ask(".schema children")
        self.assertIn("birth_date", schema)
        self.assertIn("sponsors", schema)
        self.assertIn("guardian.phone", terminal.ask(".fields children"))

    def test_two_thousand_fields(self):
        rows = [{"id": row, **{f"question_{number}": f"answer {row}" for number in range(2000)}} for row in range(3)]
        (self.home / "forms.json").write_text(json.dumps(rows))
        terminal = self.open(self.home / "forms.json")
        self.assertRegex(terminal.ask(".fields forms QUESTION_199"), r"(?s)question_199 .*question_1999")
        self.assertNotIn("question_200", terminal.ask(".fields forms question_199"))
        self.assertIn("no field of forms has 'phone'", terminal.ask(".fields forms phone"))
        self.assertRegex(terminal.ask("forms | select qestion_1999"), "did you mean 'question_1999'")
        self.assertIn("answer 1", terminal.ask('forms | search "1" | select question_1999'))
        terminal.type("forms | select question_199")
        terminal.type(TAB + TAB)
        terminal.see("question_1999")

    def test_one_broken_file_hides_no_other(self):
        records = self.home / "mixed"
        records.mkdir()
        (records / "schools.json").write_text('[{"id": 1, "name": "Pengan"}, {"id": 1, "name": "Huade"}]')
        (records / "children.json").write_text('[{"id": 1,}]')
        terminal = self.open(records)
        self.assertIn("children.json:1:11", terminal.greeting)
        self.assertIn("1 row has the id of an earlier row", terminal.greeting)
        self.assertRegex(terminal.ask(".collections"), "children .* can't be read")
        self.assertIn("2", terminal.ask("schools | count"))
        self.assertIn("children.json:1:11", terminal.ask("children | count"))
        self.assertRegex(terminal.ask('search "pengan"'), "schools .* 1 .* name .* Pengan")
        self.assertIn("schools  2", terminal.ask(".schema"))

    def test_settings(self):
        terminal = self.open()
        terminal.ask(".format csv")
        self.assertIn("name,grade\n", terminal.ask("children | select name, grade"))
        terminal.ask(".today 2024-02-29")
        self.assertIn("2024-02-29", terminal.ask("today"))
        terminal.ask(".timer on")
        self.assertRegex(terminal.ask("1"), r"\d ?m?s")

    def test_another_dataset(self):
        self.folder.write("other/pupils.json", json.dumps([{"id": 1}, {"id": 2}]))
        terminal = self.open()
        terminal.ask(".open other")
        self.assertIn("2", terminal.ask("count(pupils)"))
        self.assertIn("nowhere", terminal.ask(".open nowhere"))
        self.assertIn("2", terminal.ask("count(pupils)"))

    def test_a_script(self):
        self.folder.write("q.dsl", "param least: integer\ncount(children where grade >= $least)\n")
        terminal = self.open()
        self.assertRegex(terminal.ask(".run q.dsl least=6"), r"\b2\b")

    def test_history_and_leaving(self):
        terminal = self.open()
        terminal.ask("count(items)")
        self.assertIn("count(items)", terminal.ask(".history"))
        terminal.type(".quit\r")
        terminal.child.expect(pexpect.EOF)
        terminal.child.close()
        self.assertEqual(terminal.child.exitstatus, 0)

    def test_a_misspelt_one_is_answered(self):
        self.assertIn(".schema", self.open().ask(".shcema"))

    def test_help_needs_no_dot(self):
        self.assertIn(".collections", self.open().ask("help"))


class PlainTerminal(PromptCase):
    def test_a_terminal_without_a_cursor(self):
        terminal = self.open(DATA, term="dumb", ready="> $")
        terminal.type("count(children)\n")
        self.assertIn("6", terminal.wait())
        self.assertNotIn("\x1b", terminal.child.before)
        self.assertEqual(terminal.leave(), 0)
