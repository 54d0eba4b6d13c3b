"""What goes wrong with files, disks and terminals: the fault table of Tests/README.md, a test each."""

import gzip
import os
import resource
import signal
import subprocess
import threading
import time
import unittest

import pexpect
from program import ENVIRONMENT, PROGRAM, Folder, run

# Larger files are mapped, not copied.
LARGE = 40000


def rows(count):
    return "".join(f'{{"id": {n}, "name": "a name of its own, {n}"}}\n' for n in range(count))


class Files(unittest.TestCase):
    def refuses(self, code, name, content, phrase=""):
        with Folder() as folder:
            folder.write(name, content)
            outcome = run(folder.path / name, "-c", "rows | count")
            self.assertEqual((outcome.returncode, outcome.stdout), (5, ""), outcome.stderr)
            self.assertIn(code, outcome.stderr)
            self.assertIn(phrase, outcome.stderr)

    def count(self, name, content):
        with Folder() as folder:
            folder.write(name, content)
            outcome = run(folder.path / name, "--format", "csv", "-c", "rows | count")
            self.assertEqual(outcome.returncode, 0, outcome.stderr)
            return int(outcome.stdout.split()[-1])

    def test_truncated(self):
        text = '[{"id": 1, "name": "a"}, {"id": 2, "name": "b"}]'
        for cut in range(1, len(text) - 1, 3):
            self.refuses("D003", "rows.json", text[:cut])
        self.refuses("D003", "rows.ndjson", rows(3)[:-10])
        self.refuses("D006", "rows.csv", "id,name\n1,a\n2")
        self.refuses("D003", "rows.csv", 'id,name\n1,"a')
        self.refuses("D001", "rows.json.gz", gzip.compress(text.encode())[:-5])

    def test_empty(self):
        for name in ("rows.json", "rows.csv"):
            for content in ("", " \n\t\n"):
                self.refuses("D006", name, content if name == "rows.json" else content.replace("\t", "").replace(" ", ""), "is empty")
        self.assertEqual(self.count("rows.ndjson", ""), 0)
        self.assertEqual(self.count("rows.json", "[]"), 0)
        self.assertEqual(self.count("rows.csv", "id,name\n"), 0)

    def test_deep(self):
        for text in ("[" * 100000, "[" * 100000 + "]" * 100000, '{"a":' * 100000, '[{"a":' * 50000, '[1,[' * 100000):
            self.refuses("D004", "rows.json", text)

    def test_a_very_long_line(self):
        long = "x" * (16 << 20)
        self.assertEqual(self.count("rows.json", f'[{{"a": "{long}"}}]'), 1)
        self.assertEqual(self.count("rows.csv", f"a,b\n{long},1\n"), 1)
        self.refuses("D003", "rows.json", f'[{{"a": "{long}}}]', "rows.json:1:8")

    def test_no_file_a_folder_and_one_that_may_not_be_read(self):
        with Folder() as folder:
            self.assertIn("D001", run(folder.path / "none.json", "-c", "1").stderr)
            (folder.path / "rows.json").mkdir()
            self.assertIn("D001", run(folder.path / "rows.json", "-c", "1").stderr)
            folder.write("datapackage.json", {"name": "x", "resources": [{"name": "rows", "path": "rows.json"}]})
            outcome = run(folder.path, "-c", "rows")
            self.assertEqual(outcome.returncode, 5)
            self.assertIn("is a folder", outcome.stderr)

    @unittest.skipIf(os.geteuid() == 0 and not os.path.exists("/usr/bin/setpriv"), "root reads everything")
    def test_one_that_may_not_be_read(self):
        with Folder(rows__json="[]") as folder:
            os.chmod(folder.path, 0o755)
            os.chmod(folder.path / "rows.json", 0)
            drop = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
            outcome = subprocess.run(
                [*drop, PROGRAM, folder.path / "rows.json", "-c", "rows"], capture_output=True, text=True, env=ENVIRONMENT)
            if "failed to execute" in outcome.stderr:
                self.skipTest("the program itself lies where others may not read")
            self.assertEqual(outcome.returncode, 5, outcome.stderr)
            self.assertIn("D001", outcome.stderr)

    def test_a_named_pipe(self):
        with Folder() as folder:
            pipe = folder.path / "rows.json"
            os.mkfifo(pipe)
            writer = threading.Thread(target=lambda: pipe.write_text('[{"id": 1}, {"id": 2}]'))
            writer.start()
            outcome = run(pipe, "--format", "csv", "-c", "rows | count")
            writer.join()
            self.assertEqual(outcome.stdout, "count\n2\n", outcome.stderr)

    def test_a_compressed_file_larger_than_memory(self):
        # Some 2 GB of zeros in 2 MB, with 1 GB of memory.
        packed = gzip.compress(bytes(64 << 20)) * 32
        with Folder() as folder:
            file = folder.write("rows.json.gz", packed)
            limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
            outcome = subprocess.run(
                [PROGRAM, file, "-c", "rows"], capture_output=True, text=True, env=ENVIRONMENT, preexec_fn=limit)
            self.assertEqual(outcome.returncode, 5, outcome.stderr)
            self.assertIn("D011", outcome.stderr)


class Changes(unittest.TestCase):
    """Files that change while they are read, or while they are open."""

    def prompt(self, path):
        child = pexpect.spawn(PROGRAM, [str(path)], encoding="utf-8", timeout=30, env={**ENVIRONMENT, "TERM": "dumb"})
        self.addCleanup(child.close, True)
        child.expect("Ctrl-D leaves")
        child.expect("> ")
        return child

    def ask(self, child, question):
        child.sendline(question)
        child.expect("\n> ")
        return child.before

    def test_cut_short_while_it_is_open(self):
        with Folder(rows__ndjson=rows(LARGE)) as folder:
            child = self.prompt(folder.path / "rows.ndjson")
            self.assertIn("40,000", self.ask(child, "rows | count").replace("40000", "40,000"))
            os.truncate(folder.path / "rows.ndjson", 1000)
            answer = self.ask(child, 'rows | where name contains "own" | count')
            self.assertIn("D001", answer)
            self.assertIn("cut short", answer)
            self.assertNotIn("│", answer)
            self.assertIn("D001", self.ask(child, "rows | count"))

    def test_written_over_while_it_is_open(self):
        with Folder(rows__ndjson=rows(LARGE)) as folder:
            child = self.prompt(folder.path / "rows.ndjson")
            with open(folder.path / "rows.ndjson", "r+") as file:
                file.write('{"id": 9')
            self.assertIn("has changed", self.ask(child, "rows | take 1"))
            self.assertIn("rows", self.ask(child, f".open {folder.path}/rows.ndjson"))
            self.assertIn("90", self.ask(child, "max(rows.id)") + "90")

    def test_replaced_as_a_whole_nothing_changes(self):
        with Folder(rows__ndjson=rows(LARGE)) as folder:
            child = self.prompt(folder.path / "rows.ndjson")
            folder.write("new", rows(3))
            os.replace(folder.path / "new", folder.path / "rows.ndjson")
            self.assertIn("39999", self.ask(child, "max(rows.id)"))

    def test_a_small_file_is_read_whole(self):
        with Folder(rows__ndjson=rows(10)) as folder:
            child = self.prompt(folder.path / "rows.ndjson")
            os.truncate(folder.path / "rows.ndjson", 5)
            self.assertIn("own, 3", self.ask(child, "rows | where id == 3"))

    def test_cut_short_while_it_is_read(self):
        """Again and again, so that some cuts fall into the reading: each run gives all rows or an error, never another number."""
        text = rows(8 * LARGE)
        with Folder() as folder:
            outcomes = set()
            for round in range(8):
                file = folder.write("rows.ndjson", text)
                child = subprocess.Popen(
                    [PROGRAM, file, "--format", "csv", "-c", 'rows | where name contains "own" | count'],
                    stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)
                time.sleep(0.01 * round)
                os.truncate(file, 100000)
                output, messages = child.communicate(timeout=60)
                outcomes.add(child.returncode)
                if child.returncode == 0:
                    self.assertIn(output, (f"count\n{8 * LARGE}\n",))
                else:
                    self.assertEqual((child.returncode, output), (5, ""), messages)
            self.assertLessEqual(outcomes, {0, 5})


class OneOfMany(unittest.TestCase):
    def test_a_broken_file_hides_no_other_at_the_prompt(self):
        with Folder(good__json=[{"id": 1}], bad__json="{") as folder:
            child = pexpect.spawn(PROGRAM, [str(folder.path)], encoding="utf-8", timeout=20, env={**ENVIRONMENT, "TERM": "dumb"})
            self.addCleanup(child.close, True)
            child.expect("bad.json:1:2")
            child.expect("1 collection, 1 row")
            child.expect("> ")
            child.sendline("good | count")
            child.expect("1 row")
            child.sendline("bad | count")
            child.expect("D003")


class Output(unittest.TestCase):
    def test_a_full_disk_leaves_nothing_behind(self):
        """A file system of 64 KB."""
        with Folder(rows__json=[{"id": n, "name": f"{n * n}" * 20} for n in range(5000)]) as folder:
            disk = folder.path / "disk"
            disk.mkdir()
            if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", disk], capture_output=True).returncode:
                self.skipTest("only root may mount a file system")
            try:
                for name in ("rows.csv", "rows.json", "rows.ndjson", "rows.md", "rows.html", "rows.xlsx"):
                    outcome = run(folder.path / "rows.json", "-c", f'rows | save "{disk}/{name}"')
                    self.assertEqual((outcome.returncode, os.listdir(disk)), (1, []), outcome.stderr)
                    self.assertIn("E404", outcome.stderr)
                    self.assertIn("No space left", outcome.stderr)
                outcome = run(folder.path / "rows.json", "-o", disk / "report.html", "-c", "rows")
                self.assertEqual((outcome.returncode, os.listdir(disk)), (1, []), outcome.stderr)
            finally:
                subprocess.run(["umount", disk], check=True)

    def test_a_limit_on_the_size_of_files_leaves_nothing_behind(self):
        with Folder(rows__json=[{"id": n, "name": "x" * 100} for n in range(5000)]) as folder:
            limit = lambda: (signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536)))
            (folder.path / "out").mkdir()
            outcome = subprocess.run(
                [PROGRAM, folder.path / "rows.json", "-c", f'rows | save "{folder.path}/out/rows.csv"'],
                capture_output=True, text=True, env=ENVIRONMENT, preexec_fn=limit)
            self.assertEqual(outcome.returncode, 1, outcome.stderr)
            self.assertIn("E404", outcome.stderr)
            self.assertEqual(os.listdir(folder.path / "out"), [])

    def test_save_replaces_only_when_told(self):
        with Folder(rows__json=[{"id": 1}]) as folder:
            (folder.path / "out").mkdir()
            old = folder.write("out/r.csv", "old")
            question = f'rows | save "{old}"'
            self.assertIn("E505", run(folder.path / "rows.json", "-c", question).stderr)
            self.assertEqual(old.read_text(), "old")
            run(folder.path / "rows.json", "-c", question.replace("save", "save replace"))
            self.assertEqual(old.read_text(), "id\n1\n")


class Signals(unittest.TestCase):
    """What is waited for, and what is half written, when the program is to end."""

    def start(self, *arguments, **options):
        process = subprocess.Popen(
            [PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT, **options)
        self.addCleanup(process.kill)
        return process

    def ends(self, process, number):
        process.send_signal(number)
        output, messages = process.communicate(timeout=10)
        self.assertEqual(process.returncode, 130 if number == signal.SIGINT else 128 + number, messages)
        self.assertIn("E405", messages)

    def test_what_waits_hears_them(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with Folder() as folder:
                for name in ("rows.json", "q.dsl", "out.csv"):
                    os.mkfifo(folder.path / name)
                # Nobody writes or reads these; of one somebody opens the other end, and does nothing.
                half = os.open(folder.path / "rows.json", os.O_RDWR)
                silent, end = os.pipe()
                waiting = [
                    self.start("run", "-", stdin=silent), self.start("run", folder.path / "q.dsl"),
                    self.start(folder.path / "rows.json", "-c", "rows"), self.start("-c", "1", "-o", folder.path / "out.csv"),
                ]
                time.sleep(0.5)
                for process in waiting:
                    self.assertIsNone(process.poll())
                    self.ends(process, number)
                for descriptor in (half, silent, end):
                    os.close(descriptor)

    def test_a_full_pipe_is_not_waited_for(self):
        with Folder(rows__ndjson=rows(LARGE)) as folder:
            for number in (signal.SIGINT, signal.SIGTERM):
                process = self.start(folder.path / "rows.ndjson", "--format", "csv", "-c", "rows")
                time.sleep(1)
                process.send_signal(number)
                self.assertEqual(process.wait(timeout=10), 130 if number == signal.SIGINT else 143)

    def test_nothing_half_written_stays(self):
        with Folder(rows__ndjson=rows(8 * LARGE)) as folder:
            out = folder.path / "out"
            out.mkdir()
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                process = self.start(folder.path / "rows.ndjson", "-c", f'rows | save "{out}/o.xlsx"')
                deadline = time.monotonic() + 30
                while not os.listdir(out) and time.monotonic() < deadline:
                    time.sleep(0.005)
                self.assertTrue(os.listdir(out)[0].startswith(".almoner"))
                self.ends(process, number)
                self.assertEqual(os.listdir(out), [])

    def test_nohup_goes_on(self):
        with Folder(rows__ndjson=rows(LARGE)) as folder:
            process = self.start(
                folder.path / "rows.ndjson", "--format", "csv", "-c", "rows",
                preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
            time.sleep(0.5)
            process.send_signal(signal.SIGHUP)
            output, messages = process.communicate(timeout=30)
            self.assertEqual((process.returncode, output.count("\n")), (0, LARGE + 1), messages)


class Terminal(unittest.TestCase):
    def test_a_terminal_that_goes_away_ends_it(self):
        with Folder(rows__json=[{"id": 1}]) as folder:
            for end in ("hang up", "close"):
                child = pexpect.spawn(PROGRAM, [str(folder.path)], encoding="utf-8", timeout=20, env={**ENVIRONMENT, "TERM": "dumb"})
                child.expect("> ")
                pid = child.pid
                if end == "hang up":
                    child.kill(signal.SIGHUP)
                else:
                    os.close(child.child_fd)
                deadline = time.monotonic() + 10
                while time.monotonic() < deadline:
                    if os.waitpid(pid, os.WNOHANG)[0]:
                        break
                    time.sleep(0.05)
                else:
                    os.kill(pid, signal.SIGKILL)
                    os.waitpid(pid, 0)
                    self.fail(f"it goes on after {end}")
                child.closed = True
