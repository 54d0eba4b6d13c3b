"""The tutorial of the manual, typed at a prompt: each statement gives what is shown below it."""

import os
import re
import unittest

from program import RECORDS, ROOT, run
from prompt import PromptCase

SOURCE = ROOT / "Sources/Prompt/Manual/Manual+Tutorial.swift"
STEP = re.compile(r"^  > (?P<typed>.*)\n(?P<shown>(?:  (?!> ).*\n)*)", re.MULTILINE)


def shown_for(answer: str, typed: str) -> str:
    """What a statement printed, of all that came back: without the echo, which is there twice where keys came early."""
    lines = [line.rstrip() for line in answer.split("\n") if line.strip()]
    while lines and lines[0].endswith(typed):
        lines.pop(0)
    return "".join(f"  {line}\n" for line in lines)


class Tutorial(PromptCase):
    def test_each_step_gives_what_it_shows(self):
        page = run("help", "tutorial").stdout
        steps = list(STEP.finditer(page))
        self.assertGreaterEqual(len(steps), 10)
        self.assertEqual(re.findall(r"^(\d+)\. ", page, re.MULTILINE), [str(number) for number in range(1, 11)])
        terminal = self.open(RECORDS, "--role", "programme", columns=80)
        whole = page
        for step in steps:
            shown = shown_for(terminal.ask(step["typed"]), step["typed"])
            if os.environ.get("ALMONER_UPDATE_GOLDEN"):
                whole = whole.replace(step[0], f"  > {step['typed']}\n{shown}")
            else:
                with self.subTest(step["typed"]):
                    self.assertEqual(step["shown"], shown)
        if whole != page:
            text = SOURCE.read_text()
            old, new = ("".join(f"    {line}".rstrip() + "\n" for line in text.splitlines()) for text in (page, whole))
            self.assertIn(old, text)
            SOURCE.write_text(text.replace(old, new))
        self.assertIn("id,school.name\n", (self.home / "waiting.csv").read_text())
        again = run("run", "waiting.dsl", "--role", "programme", folder=self.home)
        self.assertEqual(again.returncode, 4, again.stderr)
        self.assertNotIn("error[E1", again.stderr)
