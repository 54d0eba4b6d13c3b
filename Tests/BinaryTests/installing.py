"""`scripts/install` and `scripts/package`: what they put where, and that it works from there."""

import json
import os
import re
import shutil
import subprocess
import unittest

from program import DATA, ENVIRONMENT, PROGRAM, ROOT, Folder, run

MANUAL = ROOT / "scripts/install.d/almoner.1"


def command(*words, folder=None, environment=None):
    return subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, timeout=120, cwd=folder,
        env={**ENVIRONMENT, "ALMONER": str(PROGRAM), **(environment or {})})


class Installing(unittest.TestCase):
    def install(self, folder):
        outcome = command(ROOT / "scripts/install", "--prefix", folder.path / "there")
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        return folder.path / "there"

    def test_the_program_and_a_script_that_is_one(self):
        with Folder() as folder:
            there = self.install(folder)
            self.assertEqual(command(there / "bin/almoner", "-c", "1 + 1").stdout, "2\n")
            script = folder.write("q.dsl", '#!/usr/bin/env -S almoner run\nparam n: integer = 1\nprint "{$n + 1} {count(children)}"\n')
            script.chmod(0o755)
            path = {"PATH": f"{there}/bin:{os.environ['PATH']}"}
            outcome = command(script, "--set", "n=41", "--data", DATA, environment=path)
            self.assertEqual((outcome.stdout, outcome.stderr), ("42 6\n", ""))

    def test_again_over_what_is_there(self):
        with Folder() as folder:
            self.install(folder)
            there = self.install(folder)
            self.assertFalse(list(there.rglob("*.new")))

    def test_wrong_usage_and_a_folder_that_cannot_be(self):
        for options in (["--prefix"], ["--frefix", "x"], ["x"]):
            outcome = command(ROOT / "scripts/install", *options)
            self.assertEqual(outcome.returncode, 2, outcome.stderr)
            self.assertIn("usage", outcome.stderr)
        self.assertIn("--prefix", command(ROOT / "scripts/install", "--help").stdout)
        with Folder(file="") as folder:
            self.assertNotEqual(command(ROOT / "scripts/install", "--prefix", folder.path / "file").returncode, 0)

    @unittest.skipIf(os.geteuid() == 0 and not shutil.which("setpriv"), "root may write everywhere")
    def test_a_folder_of_somebody_else(self):
        with Folder() as folder:
            (folder.path / "there/bin").mkdir(parents=True)
            (folder.path / "there/bin").chmod(0o555)
            folder.path.chmod(0o755)
            nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
            outcome = command(*nobody, ROOT / "scripts/install", "--prefix", folder.path / "there")
            self.assertNotEqual(outcome.returncode, 0)
            self.assertIn("scripts/install --prefix ~/.local", outcome.stdout + outcome.stderr)

    def test_completion_of_bash(self):
        with Folder(one__dsl="1", other__txt="") as folder:
            there = self.install(folder)
            file = there / "share/bash-completion/completions/almoner"

            def complete(line):
                words = line.split(" ")
                script = f"""source {file}; COMP_LINE='{line}'; COMP_POINT={len(line)}; COMP_WORDS=({' '.join(repr(word) for word in words)})
                    COMP_CWORD={len(words) - 1}; _almoner_or_open almoner '{words[-1]}' '{words[-2]}'; printf '%s\\n' "${{COMPREPLY[@]}}" """
                path = {"PATH": f"{there}/bin:{os.environ['PATH']}"}
                return command("bash", "-c", script, folder=folder.path, environment=path).stdout.split()

            self.assertIn("schema", complete("almoner sch"))
            self.assertEqual(complete("almoner records --format xl"), ["xlsx"])
            self.assertEqual(complete("almoner run one.dsl --format xl"), ["xlsx"])
            self.assertEqual(complete("almoner one"), ["one.dsl"])
            self.assertIn("--today", complete("almoner records --to"))
            self.assertIn("one.dsl", complete("almoner run o"))
            self.assertIn("--passphrase-fd", complete("almoner seal --"))
            self.assertNotIn("--format", complete("almoner seal --"))
            self.assertLessEqual({"head", "verify"}, set(complete("almoner audit ")))

    @unittest.skipUnless(shutil.which("fish"), "there is no fish")
    def test_completion_of_fish(self):
        with Folder(one__dsl="1") as folder:
            there = self.install(folder)
            path = {"PATH": f"{there}/bin:{os.environ['PATH']}"}

            def complete(line):
                script = f"source {there}/share/fish/vendor_completions.d/almoner.fish; complete -C '{line}'"
                told = command("fish", "--no-config", "-c", script, folder=folder.path, environment=path).stdout
                return [line.split("\t")[0] for line in told.splitlines()]

            self.assertEqual(complete("almoner on"), ["one.dsl"])
            self.assertEqual(complete("almoner audit "), ["head", "verify"])

    def test_the_other_shells_take_theirs(self):
        with Folder() as folder:
            there = self.install(folder)
            files = {"zsh": "share/zsh/site-functions/_almoner", "fish": "share/fish/vendor_completions.d/almoner.fish"}
            for shell, file in files.items():
                with self.subTest(shell):
                    self.assertIn("format", (there / file).read_text())
                    if shutil.which(shell):
                        outcome = command(shell, "-n", there / file)
                        self.assertEqual((outcome.returncode, outcome.stderr), (0, ""))

    def test_the_man_page_has_every_command_and_option(self):
        page = MANUAL.read_text().replace("\\-", "-")
        said = set(re.findall(r"(?<![\w-])(--?[a-z][a-z-]*)", page))
        tool = json.loads(run("--experimental-dump-help").stdout)["command"]
        options = {"--help", "--version", "-h", "-c"}
        for sub in [tool, *tool["subcommands"]]:
            if sub is not tool:
                self.assertRegex(page, rf"(?m)^\.B {sub['commandName']}$")
            for argument in sub.get("arguments", []):
                for name in argument.get("names", []):
                    options.add(("-" if name["kind"] == "short" else "--") + name["name"])
        options.discard("-c" if "-c" not in said else "")
        self.assertEqual(options - said, set(), "the man page lacks them")
        self.assertEqual(said - options - {"-S", "-x"}, set(), "there are no such options")
        codes = re.findall(r"(?m)^\.TP\n(\d+)$", page.partition(".SH EXIT STATUS")[2].partition(".SH ")[0])
        listed = re.search(r"Exit codes: (.*)", (ROOT / "README.md").read_text())[1]
        self.assertEqual(codes, re.findall(r"\d+", listed))
        if shutil.which("man"):
            self.assertEqual(command("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", MANUAL).stderr, "")


@unittest.skipUnless(shutil.which("dpkg-deb"), "there is no dpkg-deb to look into a package with")
class Packaging(unittest.TestCase):
    def test_packages_hold_a_program_that_runs(self):
        with Folder() as folder:
            for name in ("out", "again"):
                outcome = command(ROOT / "scripts/package", folder.path / name, environment={"SOURCE_DATE_EPOCH": "1696075200"})
                self.assertEqual(outcome.returncode, 0, outcome.stderr)
            for file in (folder.path / "out").iterdir():
                self.assertEqual(file.read_bytes(), (folder.path / "again" / file.name).read_bytes(), "the same each time")
            files = {file.suffix: file for file in (folder.path / "out").iterdir()}
            self.assertEqual(set(files), {".deb", ".gz"})
            command("dpkg-deb", "-x", files[".deb"], folder.path / "deb")
            command("tar", "-xzf", files[".gz"], "-C", folder.path)
            tree = next(folder.path.glob("almoner-*-linux-*"))
            for place in (folder.path / "deb/usr", tree):
                self.assertEqual(command(place / "bin/almoner", "-c", "1 + 1").stdout, "2\n")
                for name in ("share/man/man1/almoner.1.gz", "share/doc/almoner/copyright", "share/doc/almoner/samples/records/datapackage.json"):
                    self.assertTrue((place / name).exists(), name)
            field = lambda name: command("dpkg-deb", "-f", files[".deb"], name).stdout.strip()
            self.assertEqual(field("Package"), "almoner")
            self.assertEqual("almoner " + field("Version"), run("--version").stdout.strip())
            listing = command("dpkg-deb", "-c", files[".deb"]).stdout.splitlines()
            self.assertTrue(all(" root/root " in line for line in listing))
            self.assertTrue(all(re.match(r"[d-]rwxr-xr-x|-rw-r--r--", line) for line in listing))
