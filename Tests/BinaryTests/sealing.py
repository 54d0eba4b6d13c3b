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

    def test_where_nothing_can_be_written_down_nothing_is_shown(self):
        for place in ("/nonexistent/log", "/dev/full"):
            outcome = run(RECORDS, "--audit", place, "-c", "children | count")
            self.assertEqual((outcome.returncode, outcome.stdout), (6, ""))
            self.assertIn("S201", outcome.stderr)

    def test_unlabelled_records_are_not_written_down(self):
        with Folder() as folder:
            self.assertEqual(run(DATA, "--audit", "log", "-c", "children | count", folder=folder.path).returncode, 0)
            self.assertFalse((folder.path / "log").exists())


if __name__ == "__main__":
    unittest.main()
