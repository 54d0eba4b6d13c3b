"""Sealed records and the audit log of labelled ones, as a user meets them."""

import json
import os
import subprocess
import unittest

from program import DATA, ENVIRONMENT, PROGRAM, RECORDS, Folder, run


def with_passphrase(passphrase: str, *arguments, folder=None) -> subprocess.CompletedProcess:
    reading, writing = os.pipe()
    os.write(writing, passphrase.encode() + b"\n")
    os.close(writing)
    try:
        return subprocess.run(
            [PROGRAM, *map(str, arguments), "--passphrase-fd", str(reading)], capture_output=True, text=True,
            stdin=subprocess.DEVNULL, cwd=folder, timeout=60, env=ENVIRONMENT, pass_fds=[reading])
    finally:
        os.close(reading)


class Sealing(unittest.TestCase):
    def test_sealed_records_open_as_the_plain_ones(self):
        question = "children | select id, grade, school.name | sort id"
        plain = run(DATA, "-c", question, "--format", "csv")
        with Folder() as folder:
            sealed = with_passphrase("open sesame", "seal", DATA, "-o", "r.sealed", folder=folder.path)
            self.assertEqual((sealed.returncode, sealed.stderr), (0, ""))
            self.assertEqual((folder.path / "r.sealed").stat().st_mode & 0o777, 0o600)
            outcome = with_passphrase("open sesame", "r.sealed", "-c", question, "--format", "csv", folder=folder.path)
            self.assertEqual((outcome.returncode, outcome.stdout), (0, plain.stdout))
            folder.write("q.dsl", f'use "r.sealed"\n{question}\n')
            outcome = with_passphrase("open sesame", "run", "q.dsl", "--format", "csv", folder=folder.path)
            self.assertEqual((outcome.returncode, outcome.stdout), (0, plain.stdout))

    def test_unsealing_gives_the_same_files(self):
        with Folder() as folder:
            with_passphrase("open sesame", "seal", RECORDS, "-o", "r.sealed", folder=folder.path)
            outcome = with_passphrase("open sesame", "unseal", "r.sealed", "-o", "plain", folder=folder.path)
            self.assertEqual(outcome.returncode, 0, outcome.stderr)
            for file in RECORDS.iterdir():
                self.assertEqual((folder.path / "plain" / file.name).read_bytes(), file.read_bytes())
            again = with_passphrase("open sesame", "unseal", "r.sealed", "-o", "plain", folder=folder.path)
            self.assertIn("E505", again.stderr)

    def test_one_file_stays_one_file(self):
        with Folder(all__json={"children": [{"id": 1}, {"id": 2}], "visits": [{"id": 7}]}) as folder:
            with_passphrase("open sesame", "seal", "all.json", "-o", "r.sealed", folder=folder.path)
            outcome = with_passphrase(
                "open sesame", "r.sealed", "-c", "count(children) + count(visits)", folder=folder.path)
            self.assertEqual(outcome.stdout, "3\n")

    def test_wrong_passphrases_changed_files_and_mistakes(self):
        with Folder() as folder:
            with_passphrase("open sesame", "seal", DATA, "-o", "r.sealed", folder=folder.path)
            wrong = with_passphrase("open sesam", "r.sealed", "-c", "children | count", folder=folder.path)
            self.assertEqual((wrong.returncode, wrong.stdout), (6, ""))
            self.assertIn("S301", wrong.stderr)
            empty = with_passphrase("", "r.sealed", "-c", "children | count", folder=folder.path)
            self.assertEqual(empty.returncode, 2)
            twice = with_passphrase("open sesame", "seal", "r.sealed", "-o", "s.sealed", folder=folder.path)
            self.assertIn("sealed already", twice.stderr)
            self.assertIn("E505", with_passphrase("x", "seal", DATA, "-o", "r.sealed", folder=folder.path).stderr)
            bytes_ = bytearray((folder.path / "r.sealed").read_bytes())
            bytes_[200] ^= 1
            folder.write("r.sealed", bytes(bytes_))
            changed = with_passphrase("open sesame", "r.sealed", "-c", "children | count", folder=folder.path)
            self.assertEqual((changed.returncode, changed.stdout), (6, ""))
            self.assertIn("S302", changed.stderr)

    def test_the_passphrase_is_asked_for_without_echo(self):
        import pexpect

        with Folder() as folder:
            shell = pexpect.spawn(
                PROGRAM, ["seal", str(DATA), "-o", "r.sealed"], cwd=folder.path, env=ENVIRONMENT, encoding="utf-8",
                timeout=20)
            shell.expect("Passphrase for r.sealed: ")
            shell.sendline("open sesame")
            shell.expect("The same again: ")
            shell.sendline("open sesame")
            shell.expect("sealed .* files")
            shell.expect(pexpect.EOF)
            self.assertNotIn("sesame", shell.before)
            shell = pexpect.spawn(
                PROGRAM, ["r.sealed", "-c", "children | count"], cwd=folder.path, env=ENVIRONMENT, encoding="utf-8",
                timeout=20)
            shell.expect("Passphrase of r.sealed: ")
            shell.send("\x03")
            shell.expect(pexpect.EOF)
            shell.close()
            self.assertEqual(shell.exitstatus, 130)


class Exporting(unittest.TestCase):
    """What `-o` writes is held to the role's `export`, as `save` is (rule 7)."""

    def test_a_report_of_more_than_the_role_may_export_is_refused(self):
        with Folder() as folder:
            for question in ("children | select name", "first(children.name)", "print '{first(children.name)}'"):
                outcome = run(RECORDS, "--role", "programme", "-c", question.replace("'", '"'), "-o", "x.md",
                              folder=folder.path)
                self.assertEqual(outcome.returncode, 6, question + outcome.stderr)
                self.assertIn("S107", outcome.stderr)
            self.assertEqual(list(folder.path.iterdir()), [])

    def test_labels_go_with_values_that_scripts_give_each_other(self):
        with Folder() as folder:
            folder.write("outer.dsl", f'use "{RECORDS}" as programme\nlet who = first(children.name)\nrun "inner.dsl" with name = $who\n')
            folder.write("inner.dsl", 'param name: text\nlet greeted = "{$name}!"\nschools | take 1 | select id, name = $greeted | save "x.csv"\n')
            outcome = run("run", "outer.dsl", folder=folder.path)
            self.assertEqual(outcome.returncode, 6, outcome.stderr)
            self.assertIn("'name' is high", outcome.stderr)
            self.assertFalse((folder.path / "x.csv").exists())

    def test_of_rows_that_may_not_be_exported_a_check_tells_the_number(self):
        statements = 'expect "none in grade 1": no children | where grade == 1 | select name\n'
        statements += 'expect "none in grade 20": no children | where grade == 20 | select name'
        shown = run(RECORDS, "--role", "programme", "-c", statements)
        number = shown.stderr.split("grade 1: ")[1].split(" ")[0]
        self.assertIn("│", shown.stderr)
        with Folder() as folder:
            for form in ("md", "html", "xlsx", "csv"):
                outcome = run(RECORDS, "--role", "programme", "-c", statements, "-o", f"x.{form}", folder=folder.path)
                self.assertEqual(outcome.returncode, 4, outcome.stderr)
                self.assertIn(f"none in grade 1: {number} rows, not shown in files of this role", outcome.stderr)
                self.assertNotIn("│", outcome.stderr)
            for form in ("md", "html"):
                text = (folder.path / f"x.{form}").read_text()
                self.assertEqual(text.count(f"{number} rows, not shown in files of this role"), 1)
                self.assertNotIn("where there should be none", text)

    def test_what_may_be_exported_is_the_owners_alone_and_labelled(self):
        with Folder() as folder:
            for form in ("html", "csv", "xlsx"):
                outcome = run(RECORDS, "--role", "programme", "-c", "children | count by school.county.province",
                              "-o", f"x.{form}", folder=folder.path)
                self.assertEqual(outcome.returncode, 0, outcome.stderr)
                self.assertEqual((folder.path / f"x.{form}").stat().st_mode & 0o777, 0o600)
                label = json.loads((folder.path / f"x.{form}.label").read_text())
                self.assertEqual((label["role"], label["label"]), ("programme", "moderate"))

    def test_files_of_unlabelled_records_are_as_others(self):
        with Folder() as folder:
            run(DATA, "-c", "children | count", "-o", "x.csv", folder=folder.path)
            mask = os.umask(0)
            os.umask(mask)
            self.assertEqual((folder.path / "x.csv").stat().st_mode & 0o777, 0o644 & ~mask)
            self.assertFalse((folder.path / "x.csv.label").exists())


class Auditing(unittest.TestCase):
    def lines(self, folder) -> list[dict]:
        return [json.loads(line) for line in (folder.path / "log").read_text().splitlines()]

    def test_every_question_is_a_line_and_the_chain_holds(self):
        with Folder() as folder:
            run(RECORDS, "--audit", "log", "--role", "programme", "--purpose", "visits", "-c", "children | count by sex",
                folder=folder.path)
            refused = run(RECORDS, "--audit", "log", "--role", "public", "-c", "children | where name == 'x'",
                          folder=folder.path)
            self.assertEqual(refused.returncode, 6)
            first, second = self.lines(folder)
            self.assertEqual((first["role"], first["purpose"], first["decision"]), ("programme", "visits", "shown"))
            self.assertEqual((second["decision"], second["code"], second["persons"]), ("refused", "S102", 450))
            self.assertIn("children.name", second["fields"])
            verified = run("audit", "verify", "log", folder=folder.path)
            self.assertEqual(verified.stdout, "log: 2 lines, each follows the one before\n")
            head = run("audit", "head", "log", folder=folder.path).stdout
            self.assertEqual(head, f"2 {second['hash']}\n")
            changed = (folder.path / "log").read_text().replace("visits", "tourism")
            folder.write("log", changed)
            outcome = run("audit", "verify", "log", "--head", head, folder=folder.path)
            self.assertEqual((outcome.returncode, outcome.stdout), (6, ""))
            self.assertIn("line 1 was changed", outcome.stderr)

    def test_scripts_that_are_run_are_lines_of_their_own(self):
        with Folder() as folder:
            folder.write("outer.dsl", f'use "{RECORDS}" as public\nchildren | count\nrun "inner.dsl"\n')
            folder.write("inner.dsl", f'use "{RECORDS}" as caseworker\nchildren | select name | take 1\n')
            self.assertEqual(run("run", "outer.dsl", "--audit", "log", folder=folder.path).returncode, 0)
            outer, inner = self.lines(folder)
            self.assertEqual((outer["role"], outer["level"]), ("public", "low"))
            self.assertEqual((inner["role"], inner["level"], inner["fields"]), ("caseworker", "high", ["children.name"]))
            # The role of the command line holds for all, and what is refused to one script none shows.
            outcome = run("run", "outer.dsl", "--audit", "log", "--role", "public", folder=folder.path)
            self.assertEqual(outcome.returncode, 0)
            folder.write("inner.dsl", "children | where name == \"x\"\n")
            outcome = run("run", "outer.dsl", "--audit", "log", folder=folder.path)
            self.assertEqual((outcome.returncode, outcome.stdout), (6, ""))
            self.assertEqual([line["decision"] for line in self.lines(folder)[-2:]], ["refused", "refused"])

    def test_what_looks_at_all_records_is_written_down(self):
        with Folder() as folder:
            run("check", "--data", RECORDS, "--role", "caseworker", "--audit", "log", folder=folder.path)
            run("schema", RECORDS, "--json", "--role", "caseworker", "--audit", "log", folder=folder.path)
            self.assertEqual([line["query"] for line in self.lines(folder)], ["check --data", "schema --json"])
            self.assertEqual({line["level"] for line in self.lines(folder)}, {"severe"})

    def test_programs_that_ask_at_the_same_time_make_one_chain(self):
        with Folder() as folder:
            programs = [
                subprocess.Popen(
                    [PROGRAM, RECORDS, "--audit", "log", "-c", f"{number} + 0"], cwd=folder.path, env=ENVIRONMENT,
                    stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
                for number in range(12)
            ]
            self.assertEqual([int(program.communicate()[0]) for program in programs], list(range(12)))
            self.assertEqual(len(self.lines(folder)), 12)
            self.assertEqual(run("audit", "verify", "log", folder=folder.path).returncode, 0)

    def test_logs_that_are_no_files_of_their_own(self):
        with Folder() as folder:
            folder.write("elsewhere", "")
            (folder.path / "link").symlink_to("elsewhere")
            (folder.path / "folder").mkdir()
            os.mkfifo(folder.path / "pipe")
            for place in ("link", "folder", "pipe"):
                outcome = run(RECORDS, "--audit", place, "-c", "children | count", folder=folder.path)
                self.assertEqual((outcome.returncode, outcome.stdout), (6, ""), place)
                self.assertIn("S201", outcome.stderr)
            self.assertEqual((folder.path / "elsewhere").read_bytes(), b"")

    def test_a_disk_that_is_full(self):
        """A limit on the size of files stands for it: half a line is not left."""
        with Folder() as folder:
            ask = lambda: subprocess.run(
                ["/bin/sh", "-c", 'trap "" XFSZ; ulimit -f 1; exec "$0" "$@"', PROGRAM, RECORDS, "--audit", "log", "-c",
                 "children | count"], cwd=folder.path, env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, text=True)
            outcomes = [ask() for _ in range(4)]
            self.assertEqual(outcomes[-1].returncode, 6, outcomes[-1].stderr)
            self.assertEqual(outcomes[-1].stdout, "")
            self.assertIn("S201", outcomes[-1].stderr)
            good = sum(outcome.returncode == 0 for outcome in outcomes)
            self.assertEqual(len(self.lines(folder)), good)
            self.assertEqual(run("audit", "verify", "log", folder=folder.path).returncode, 0)

    def test_a_log_that_was_cut_within_its_last_line(self):
        with Folder() as folder:
            for _ in range(2):
                run(RECORDS, "--audit", "log", "-c", "children | count", folder=folder.path)
            whole = (folder.path / "log").read_bytes()
            folder.write("log", whole[:-20])
            outcome = run(RECORDS, "--audit", "log", "-c", "children | count", folder=folder.path)
            self.assertEqual((outcome.returncode, outcome.stdout), (6, ""))
            self.assertIn("S202", outcome.stderr)
            self.assertIn("last line", run("audit", "verify", "log", folder=folder.path).stderr)

    def test_where_nothing_can_be_written_down_nothing_is_shown(self):
        for place in ("/proc/nowhere/log", "/dev/full", "/"):
            outcome = run(RECORDS, "--audit", place, "-c", "children | count")
            self.assertEqual((outcome.returncode, outcome.stdout), (6, ""))
            self.assertIn("S201", outcome.stderr)

    def test_unlabelled_records_are_not_written_down(self):
        with Folder() as folder:
            self.assertEqual(run(DATA, "--audit", "log", "-c", "children | count", folder=folder.path).returncode, 0)
            self.assertFalse((folder.path / "log").exists())


if __name__ == "__main__":
    unittest.main()
