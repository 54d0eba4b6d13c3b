"""Terminals as they come: without a cursor, narrow, with vi's keys, in another locale, shared, stopped, and gone."""

import os
import signal
import time

import pexpect

from program import DATA, ENVIRONMENT, PROGRAM, RECORDS
from prompt import CTRL_C, CTRL_R, READY, TAB, UP, PromptCase, plain

ASK = 'children | where name == "王丽" | select name, grade'


class Kinds(PromptCase):
    def test_locales(self):
        for locale in ("C", "en_US.ISO-8859-1", "POSIX"):
            terminal = self.open(environment={"LC_ALL": locale})
            answer = terminal.ask(ASK)
            self.assertIn("王丽", answer)
            self.assertNotIn("│", answer, "boxes are drawn in ASCII there")

    def test_homes_that_cannot_be_written(self):
        for home in ("/proc/nowhere", "/nonexistent", ""):
            terminal = self.open(environment={"HOME": home, "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": ""})
            self.assertIn("王丽", terminal.ask(ASK))
            terminal.type(UP)
            terminal.see("select name")
            terminal.type(CTRL_C)
            terminal.wait()
            self.assertEqual(terminal.leave(), 0)

    def test_a_terminal_of_unknown_kind(self):
        terminal = self.open(term="nothing-like-it")
        self.assertIn("6", terminal.ask("count(children)"))

    def test_ctrl_c_without_a_cursor(self):
        terminal = self.open(DATA, term="dumb", ready="(> |… )$")
        terminal.type("children |\n")
        terminal.wait()
        terminal.type(CTRL_C)
        terminal.wait()
        terminal.type("count(children)\n")
        self.assertIn("6", terminal.wait())

    def test_windows_too_narrow_for_an_entry(self):
        for columns, rows in ((2, 24), (3, 4), (4, 24), (7, 24), (8, 3), (9, 24)):
            with self.subTest(columns):
                terminal = self.open(DATA, columns=columns, rows=rows, ready="> ")
                terminal.type("abcdefghijklmnop")
                time.sleep(0.1)
                terminal.type("\x01b\x05x" if columns > 7 else "")
                time.sleep(0.1)
                terminal.type(CTRL_C)
                terminal.child.expect("> ")
                # And wider again.
                terminal.child.setwinsize(24, 80)
                time.sleep(0.3)
                terminal.type("\rcount(children)\r")
                terminal.see("[\nl]6\r\n")

    def test_a_window_that_becomes_too_narrow(self):
        terminal = self.open()
        terminal.type("count(children")
        terminal.see("children")
        terminal.child.setwinsize(24, 3)
        time.sleep(0.3)
        terminal.type(" where grade == 6")
        time.sleep(0.3)
        terminal.child.setwinsize(24, 80)
        time.sleep(0.3)
        self.assertRegex(terminal.ask(")"), r"\n2\n")

    def test_forty_columns(self):
        terminal = self.open(RECORDS, columns=40)
        answer = terminal.ask(".help grade") + terminal.ask("children | where grad == 3")
        answer += terminal.ask("children | take 3")
        self.assertIn("did you mean 'grade'?", answer)
        table = [line for line in answer.splitlines() if line.startswith(("│", "┌", "error", "  ="))]
        self.assertTrue(table)
        self.assertLessEqual(max(map(len, table)), 40)


class Vi(PromptCase):
    def test_words_are_changed_in_command_mode(self):
        self.folder.write(".editrc", "bind -v\n")
        terminal = self.open()
        terminal.type("count(childre)")
        terminal.see("childre")
        terminal.type("\x1b")
        time.sleep(0.3)
        terminal.type("0fhcwvisits\x1b")
        time.sleep(0.3)
        # `cvisits` became of `childre`, which is no collection; u takes it back, and the n is put in.
        terminal.type("u0f)in\x1b")
        time.sleep(0.3)
        self.assertIn("6", terminal.ask(""))
        # Up from insert mode, and Tab.
        terminal.type(UP)
        terminal.see("children")
        terminal.type(CTRL_C)
        terminal.wait()
        terminal.type("distr" + TAB)
        terminal.see("ibutions")


class Sharing(PromptCase):
    def test_two_sessions_keep_all_that_was_typed(self):
        first, second = self.open(), self.open()
        for number in range(10):
            first.ask(f"1 + {number}")
            second.ask(f"2 + {number}")
        first.leave()
        second.leave()
        lines = (self.home / "state/almoner/history").read_text().splitlines()
        self.assertEqual(sorted(lines), sorted(f"{left} + {right}" for left in (1, 2) for right in range(10)))


class Colours(PromptCase):
    """What is typed is coloured in place, and the cursor stays where it belongs."""

    def test_words_and_texts(self):
        terminal = self.open()
        terminal.type('children | where name == "王丽" and grade > 3')
        shown = terminal.see("\x1b8")
        raw = terminal.child.before
        for word in ("\x1b[1mwhere\x1b[0m", "\x1b[32m王丽\x1b[0m", "\x1b[36m3\x1b[0m", "\x1b7\r\x1b[2C"):
            self.assertIn(word, raw, shown)
        self.assertRegex(terminal.ask(" | select name, grade"), r"王丽 │\s*6 │")

    def test_none_where_none_are_wanted(self):
        terminal = self.open(environment={"NO_COLOR": "1"})
        terminal.type("children | where grade > 3")
        time.sleep(0.5)
        terminal.ask("")
        self.assertNotIn("\x1b7", terminal.child.before)

    def test_none_over_several_rows(self):
        terminal = self.open(columns=30)
        terminal.type("children | where grade > 3 and sex")
        time.sleep(0.5)
        terminal.ask(' == "F" | count')
        self.assertNotIn("\x1b7", terminal.child.before)


class Stopping(PromptCase):
    def test_ctrl_z_and_on_again(self):
        shell = pexpect.spawn(
            "/bin/bash", ["--norc", "-i"], encoding="utf-8", timeout=15, dimensions=(24, 100),
            env={**ENVIRONMENT, "HOME": str(self.home), "TERM": "xterm", "PS1": "shell: "},
        )
        self.addCleanup(shell.close, True)
        shell.delaybeforesend = 0
        shell.expect("shell: ")
        shell.send(f"{PROGRAM} {DATA}\r")
        shell.expect(READY)
        shell.send("count(chil\x1b[D")
        shell.expect("chil")
        time.sleep(0.2)
        shell.send("\x1a")
        shell.expect("Stopped")
        shell.expect("shell: ")
        shell.send("echo seen=$((40 + 2))\r")
        shell.expect("seen=42")
        shell.expect("shell: ")
        shell.send("fg\r")
        shell.expect("count\\(chil")
        time.sleep(0.3)
        shell.send("\x05dren)\r")
        shell.expect(READY)
        self.assertRegex(plain(shell.before), r"\n6\n")


class Leaving(PromptCase):
    """A terminal that vanishes takes the prompt with it, whatever it was doing, and nothing typed before is lost."""

    KEYS = {
        "nothing": "", "half a line": "children | wh", "an open statement": "children |\r", "searching": CTRL_R + "cou",
        "completing": "children | s" + TAB, "a quoted key": "\x16", "escape": "\x1b", "half a paste": "\x1b[200~abc",
        "a pager": "attendance\r", "an editor": ".edit\r",
        "a long query": "children | derive n = count(visits where similarity(outer.name, kind) > 0.9) | top 1 by n\r" * 3,
    }

    def vanish(self, keys, wrapper):
        environment = {
            **ENVIRONMENT, "HOME": str(self.home), "XDG_STATE_HOME": str(self.home / "state"), "TERM": "xterm",
            "PAGER": "less", "EDITOR": "sleep 60; true",
        }
        child = pexpect.spawn(
            "/bin/sh", ["-c", f'{wrapper} exec "$0" "$1"', PROGRAM, str(RECORDS)], env=environment, encoding="utf-8",
            timeout=15, dimensions=(24, 80),
        )
        child.delaybeforesend = 0
        child.expect(READY)
        child.send("count(children)\r")
        child.expect(READY)
        child.send(keys)
        time.sleep(0.3)
        child.ptyproc.fileobj.close()
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            ended, _ = os.waitpid(child.pid, os.WNOHANG)
            if ended:
                return True
            time.sleep(0.02)
        os.kill(child.pid, signal.SIGKILL)
        os.waitpid(child.pid, 0)
        return False

    def test_the_terminal_goes(self):
        for name, keys in self.KEYS.items():
            with self.subTest(name):
                self.assertTrue(self.vanish(keys, ""), f"it goes on after its terminal went while {name}")

    def test_the_terminal_goes_and_nobody_says_so(self):
        for name in ("nothing", "half a line", "searching", "half a paste"):
            with self.subTest(name):
                self.assertTrue(self.vanish(self.KEYS[name], "trap '' HUP;"), name)

    def test_what_was_typed_is_kept(self):
        self.vanish("", "")
        self.assertEqual((self.home / "state/almoner/history").read_text(), "count(children)\n")

    def test_a_wish_to_end_is_heard(self):
        terminal = self.open()
        terminal.child.kill(signal.SIGTERM)
        terminal.child.expect(pexpect.EOF)
        self.assertIn("\x1b[?2004l", terminal.child.before)


class Progress(PromptCase):
    def test_long_work_says_how_far_it_is_and_leaves_no_trace(self):
        visits = [{"id": number, "text": f"visit {number * 7919 % 100_003} to the school by the river"} for number in range(60_000)]
        self.folder.write("data/visits.json", visits)
        terminal = self.open(self.home / "data", columns=80)
        loading = terminal.child.before
        if "reading visits" in loading:
            self.assertRegex(loading, r"\r\x1b\[K")
        terminal.type('visits | derive near = similarity(text, "visit 17 by the school") | derive far = similarity(text, "river") | top 1 by near + far\r')
        if terminal.child.expect(["running: .*%", "1 row"]) == 1:
            self.skipTest("here that is answered before it is told how far it is")
        terminal.type(CTRL_C)
        terminal.wait()
        shown = terminal.child.before
        self.assertRegex(shown.split("error")[0], r"\r\x1b\[K(\x1b\[[0-9;]*m)?$", "the line is erased before anything else is shown")

    def test_ctrl_c_while_reading(self):
        visits = [{"id": number, "text": f"visit {number * 7919 % 100_003} to the school by the river"} for number in range(400_000)]
        self.folder.write("data/visits.json", visits)
        self.folder.write("small/things.json", [{"id": 1}])
        terminal = self.open(self.home / "small")
        terminal.type(".open data\r")
        if terminal.child.expect(["reading visits: \\d+%", "400,000 rows"]) == 1:
            self.skipTest("here 400,000 rows are read before it is told how far reading is")
        terminal.type(CTRL_C)
        self.assertIn("E405", terminal.wait())
        # What was open before is open still.
        self.assertRegex(terminal.ask("count(things)"), r"\n1\n")
