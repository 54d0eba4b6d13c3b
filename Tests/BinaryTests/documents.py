"""What the README shows is what the program does."""

import re
import unittest

from program import RECORDS, ROOT, run

PROMPT, CONTINUATION = "almoner> ", "    ...> "


def blocks():
    return re.findall(r"^```\w*\n(.*?)^```", (ROOT / "README.md").read_text(), re.DOTALL | re.MULTILINE)


class Readme(unittest.TestCase):
    def ask(self, statements):
        outcome = run(RECORDS, "--today", "2023-09-30", "-c", statements)
        return outcome.returncode, (outcome.stdout + outcome.stderr).replace("<command>", "<prompt>")

    def test_the_session(self):
        session = next(block for block in blocks() if PROMPT in block)
        for part in session.split(PROMPT)[1:]:
            lines = part.splitlines()
            typed = [lines[0]] + [line.removeprefix(CONTINUATION) for line in lines if line.startswith(CONTINUATION)]
            shown = [line for line in lines[1:] if not line.startswith(CONTINUATION)]
            with self.subTest(typed[0]):
                self.assertEqual(self.ask("\n".join(typed))[1].splitlines(), shown)

    def test_the_queries(self):
        queries = [block for block in blocks() if re.match(r"\w+\n\| ", block)]
        self.assertTrue(queries)
        for query in queries:
            with self.subTest(query):
                code, shown = self.ask(query)
                self.assertEqual(code, 0, shown)
