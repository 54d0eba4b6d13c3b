"""What the README shows is what the program does."""

import re
import unittest

from program import RECORDS, ROOT, run

PROMPT = "\n> "
ANSWER = re.compile(r"^(?=┌|error)", re.MULTILINE)


def blocks():
    return re.findall(r"^```\w*\n(.*?)^```", (ROOT / "README.md").read_text(), re.DOTALL | re.MULTILINE)


class Readme(unittest.TestCase):
    def ask(self, statements):
        outcome = run(RECORDS, "--role", "programme", "--today", "2023-09-30", "-c", statements)
        return outcome.returncode, (outcome.stdout + outcome.stderr).replace("<command>", "<prompt>")

    def test_the_session(self):
        session = next(block for block in blocks() if PROMPT in block)
        for part in session.split(PROMPT)[1:]:
            if part.startswith("."):
                continue
            typed, shown = ANSWER.split(part, maxsplit=1)
            with self.subTest(typed):
                self.assertEqual(self.ask(typed)[1].splitlines(), shown.splitlines())

    def test_the_queries(self):
        queries = [block for block in blocks() if re.match(r"\w+\n\| ", block)]
        self.assertTrue(queries)
        for query in queries:
            with self.subTest(query):
                code, shown = self.ask(query)
                self.assertEqual(code, 0, shown)
