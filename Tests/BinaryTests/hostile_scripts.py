"""Scripts that nobody would write by hand end in an error, and soon."""

import unittest

from program import DATA, Folder, run

MOST = 50_000


def chain(names: int, body) -> str:
    """Functions of which each is made of the one before."""
    return "let f0(x) = x + 1\n" + "".join(f"let f{n}(x) = {body(f'f{n - 1}(x)')}\n" for n in range(1, names))


class HostileScripts(unittest.TestCase):
    def ends(self, code: int, text: str, *messages: str):
        outcome = run(DATA, text=text, seconds=60)
        self.assertEqual(outcome.returncode, code, outcome.stderr[:500])
        for message in messages:
            self.assertIn(message, outcome.stderr)
        return outcome

    def test_an_error_in_each_statement(self):
        outcome = self.ends(3, "children | where nosuch == 1\n" * MOST, "E101", "only the first 20 errors are shown")
        self.assertEqual(outcome.stderr.count("error[E101]"), 20)

    def test_deep_nesting(self):
        for text in ("(" * 10_000 + "1" + ")" * 10_000, "[" * 10_000, "not " * 20_000 + "true", "- " * 20_000 + "1"):
            self.ends(3, f'print "{{{text}}}"\n', "error[E0")

    def test_long_chains(self):
        self.ends(3, "children | where " + " or ".join(["grade == 1"] * MOST), "E007")
        self.ends(3, "children" + " | where grade > 1" * 20_000, "E007")
        self.ends(3, "children | select x = " + ".".join(["sponsor"] * 20_000), "E007")

    def test_functions_that_unfold(self):
        self.ends(3, chain(60, lambda before: f"{before} + {before}") + "f59(1)\n", "E007")
        self.ends(3, chain(5_000, lambda before: f"{before} + 1") + "f4999(1)\n", "E007")
        self.ends(3, "let f(x) = f(x)\nf(1)\n", "E203")

    def test_many_names(self):
        lets = "let a0 = 1\n" + "".join(f"let a{n} = $a{n - 1} + 1\n" for n in range(1, 20_000))
        self.assertEqual(self.ends(0, lets + "$a19999\n").stdout, "20000\n")
        self.ends(3, "let a = $a + 1\n", "E105")

    def test_a_warning_for_each_statement(self):
        lets = "".join(f"let a{n} = 1\n" for n in range(MOST))
        outcome = self.ends(0, lets + "count(children)\n", "W001", "only the first 20 warnings are shown")
        self.assertEqual(outcome.stdout, "6\n")

    def test_many_fields(self):
        self.ends(3, "children | select " + ", ".join(["id"] * MOST) + "\n", "E106")
        names = ", ".join(f"a{n} = id" for n in range(20_000))
        self.ends(0, f"children | select {names} | take 0 | count\n")

    def test_one_long_line(self):
        self.ends(0, f'children | where name == "{"x" * 1_000_000}" | count\n')
        self.ends(0, "#" * 1_000_000 + "\n")

    def test_what_is_no_script(self):
        for text in ("(" * 100_000, "1" + "+1" * 100_000, "not " * 100_000 + "true", "children" + "|" * 100_000, '"{' * 50_000,
                     "children | where " + "a." * 100_000 + "b", "\0\0\0", "é" * 100_000):
            with self.subTest(text[:20]):
                outcome = run(DATA, text=text, seconds=20)
                self.assertIn(outcome.returncode, (0, 1, 3), outcome.stderr[-300:])

    def test_scripts_that_lead_back_to_themselves(self):
        with Folder(uses__dsl='use "./uses.dsl"\nlet one = 1\n$one\n', a__dsl='run "sub/../b.dsl"\n', b__dsl='run "link.dsl"\n') as folder:
            (folder.path / "sub").mkdir()
            (folder.path / "link.dsl").symlink_to("a.dsl")
            for command in ("run", "check"):
                outcome = run(command, "a.dsl", folder=folder.path, seconds=20)
                self.assertEqual((outcome.returncode, outcome.stderr.count("E507")), (3, 1), outcome.stderr[-300:])
            self.assertEqual(run("run", "uses.dsl", folder=folder.path).stdout, "1\n")

    def test_scripts_in_scripts_in_scripts(self):
        with Folder() as folder:
            for word in ("run", "use"):
                for number in range(2000):
                    folder.write(f"{word}{number}.dsl", f'{word} "{word}{number + 1}.dsl"\n')
                folder.write(f"{word}2000.dsl", "let one = 1\n")
                outcome = run("check", f"{word}0.dsl", folder=folder.path, seconds=20)
                self.assertEqual((outcome.returncode, outcome.stderr.count("E007")), (3, 1), outcome.stderr[-300:])
                self.assertEqual(run("check", f"{word}1990.dsl", folder=folder.path).returncode, 0)
