"""Roles at the prompt: taking another, what Tab offers in it, what is written down, and what history and scripts keep."""

import json
import os
import stat
import time

from program import RECORDS, run
from prompt import CTRL_C, TAB, UP, PromptCase


class Roles(PromptCase):
    def lines(self):
        return [json.loads(line) for line in (self.home / "state/almoner/audit.jsonl").read_text().splitlines()]

    def test_the_least_role_greets_and_offers_what_it_may_ask(self):
        terminal = self.open(RECORDS)
        self.assertIn("You are public: counts only.", terminal.greeting)
        for role in ("public", "fundraiser", "programme", "caseworker"):
            terminal.ask(f".role {role}")
            page = terminal.ask(".help")
            offered = page.split("Try with these records:")[1].split("\n\n")[0].strip().splitlines()
            self.assertEqual(len(offered), 3, page)
            for question in offered:
                answer = terminal.ask(question.strip())
                self.assertNotIn("error[", answer, f"{role} is offered {question}")
                self.assertIn("row", answer)

    def test_another_role_is_taken_refused_and_written_down(self):
        terminal = self.open(RECORDS)
        self.assertIn("public", terminal.ask(".role"))
        self.assertIn("error[S102]", terminal.ask('children | where name == "x" | count'))
        self.assertIn("caseworker", terminal.ask(".role caseworker"))
        self.assertRegex(terminal.ask("children | take 1 | select name"), "祖丽菲亚")
        self.assertIn("S108", terminal.ask(".role king"))
        self.assertRegex(terminal.ask("children | take 1 | select name"), "祖丽菲亚")
        terminal.ask(".role fundraiser")
        self.assertRegex(terminal.ask("children | take 1 | select name"), r"name \(masked\)")
        changes = [(line["role"], line["query"]) for line in self.lines() if line["decision"] == "role"]
        self.assertEqual(
            changes, [("caseworker", ".role, in place of public"), ("fundraiser", ".role, in place of caseworker")])
        self.assertEqual([line["decision"] for line in self.lines()][0], "refused")
        self.assertEqual(run("audit", "verify", self.home / "state/almoner/audit.jsonl").returncode, 0)

    def test_a_role_forgets_what_another_named(self):
        terminal = self.open(RECORDS, "--role", "caseworker")
        terminal.ask("let some = children | take 3 | select name")
        terminal.ask("children | take 2 | select name")
        terminal.ask(".role public")
        self.assertIn("error[", terminal.ask("some"))
        self.assertIn("error[", terminal.ask("| select name"))

    def test_the_role_of_a_script_ends_with_it(self):
        self.folder.write(
            "role.dsl", f'use "{RECORDS}" as programme on 2023-09-30\nlet some = children | take 1\nsome | select birth_date\n')
        terminal = self.open(RECORDS)
        terminal.ask("children | count")
        shown = terminal.ask(".run role.dsl")
        self.assertRegex(shown, r"\d{4}-\d\d-\d\d")
        self.assertIn("public", terminal.ask(".role").split(":")[0])
        self.assertIn("E102", terminal.ask("some | count"))
        self.assertNotRegex(terminal.ask("children | select birth_date | take 1"), r"\d{4}-\d\d-\d\d")
        # Carried on is what was shown last in this role.
        self.assertIn("***", terminal.ask("it"))
        terminal.ask(".script again.dsl")
        again = run("run", self.home / "again.dsl")
        self.assertRegex(again.stdout, r"\d{4}-\d\d-\d\d", again.stderr)
        self.assertEqual(again.returncode, 0, again.stderr)

    def test_a_script_opens_records_where_there_are_none(self):
        self.folder.write(
            "role.dsl", f'use "{RECORDS}" as programme on 2023-09-30\nlet some = children | take 1\nsome | select birth_date\n')
        terminal = self.open("--no-init")
        self.assertRegex(terminal.ask(".run role.dsl"), r"\d{4}-\d\d-\d\d")
        self.assertIn("public", terminal.ask(".role").split(":")[0])
        self.assertIn("E102", terminal.ask("some | count"))

    def test_a_role_is_not_taken_where_that_cannot_be_written_down(self):
        terminal = self.open(RECORDS, "--audit", "/proc/nowhere/log")
        self.assertIn("S201", terminal.ask(".role caseworker"))
        self.assertIn("public", terminal.ask(".role"))

    def test_tab_offers_no_value_above_what_is_shown(self):
        terminal = self.open(RECORDS, "--role", "fundraiser")
        terminal.type('children | where sex == "' + TAB + TAB)
        time.sleep(0.5)
        self.assertNotRegex(terminal.ask(CTRL_C), r'"[FM]"')
        terminal.type('children | where name == "祖' + TAB + TAB)
        time.sleep(0.5)
        self.assertNotIn("祖丽菲亚", terminal.ask(CTRL_C))
        # Fields are offered, as the schema is no secret, and values of what is low.
        terminal.type("children | where birth_d" + TAB)
        terminal.see("ate")
        terminal.type(CTRL_C)
        terminal.wait()
        terminal.type('schools | where kind == "pri' + TAB)
        terminal.see("mary")
        terminal.type(CTRL_C)
        terminal.wait()
        terminal.ask(".role programme")
        terminal.type('children | where name == "祖丽菲' + TAB)
        terminal.see("亚")
        terminal.type(CTRL_C)
        terminal.wait()

    def test_fields_and_schema_tell_no_value(self):
        terminal = self.open(RECORDS, "--role", "fundraiser")
        told = terminal.ask(".fields children") + terminal.ask(".schema children")
        self.assertIn("birth_date", told)
        for value in ("祖丽菲亚", "2003-07-15", "Zulfiya"):
            self.assertNotIn(value, told)

    def test_what_is_refused_stands_in_the_history_and_in_no_script(self):
        terminal = self.open(RECORDS, "--role", "fundraiser")
        terminal.ask("children | count by sex")
        terminal.ask('children | where name == "x" | select name')
        terminal.ask(".role programme")
        terminal.ask("children | where sex == \"F\" | count")
        self.assertIn("children | where name", terminal.ask(".history"))
        terminal.ask(".script session.dsl")
        text = (self.home / "session.dsl").read_text()
        self.assertIn('children | where sex == "F" | count', text.replace("\n", " "))
        self.assertNotIn("where name", text)
        self.assertIn("as programme", text)
        terminal.type(UP)
        terminal.see(r"\.script")
        terminal.type(CTRL_C)
        terminal.wait()
        terminal.leave()
        history = self.home / "state/almoner/history"
        self.assertEqual(stat.S_IMODE(os.stat(history).st_mode), 0o600)
        # Results are never in it.
        self.assertNotIn("祖丽菲亚", history.read_text())

    def test_a_file_for_results_holds_what_may_be_exported(self):
        terminal = self.open(RECORDS, "--role", "programme")
        # Named while it was only to be shown.
        terminal.ask("let who = first(children.name)")
        terminal.ask("let some = children | take 1 | select name")
        terminal.ask("some")
        terminal.ask(".output told.txt")
        for statement in ("children | take 1 | select name", "$who", 'print "{$who}"', "some", "it"):
            self.assertIn("S107", terminal.ask(statement))
        terminal.ask("children | count by school.county.province")
        terminal.ask(".output")
        text = (self.home / "told.txt").read_text()
        self.assertIn("Sichuan", text)
        self.assertNotIn("祖丽菲亚", text)
        self.assertEqual(stat.S_IMODE(os.stat(self.home / "told.txt").st_mode), 0o600)
