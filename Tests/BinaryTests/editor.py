"""The TextMate grammar under samples/editor knows the words of the language, and colours the samples' scripts."""

import json
import re
import unittest

from program import ROOT, SCRIPTS, run

FOLDER = ROOT / "samples/editor/almoner-dsl"
GRAMMAR = json.loads((FOLDER / "syntaxes/almoner.tmLanguage.json").read_text())
RULES = GRAMMAR["repository"]


def names(topic: str) -> set[str]:
    """The words that begin the lines of a page of the manual."""
    return set(re.findall(r"^  ([a-z_]+)(?:\(|  )", run("help", topic).stdout, re.M))


def words(rule: str) -> set[str]:
    """The alternatives of a rule that are words."""
    return set(max(re.findall(r"\((?:\?:)?([a-z_|]+)\)", RULES[rule]["match"]), key=len).split("|"))


def patterns(part):
    if isinstance(part, dict):
        for key, value in part.items():
            if key in ("match", "begin", "end"):
                yield value
            else:
                yield from patterns(value)
    elif isinstance(part, list):
        for value in part:
            yield from patterns(value)


class Grammar(unittest.TestCase):
    def test_its_words_are_those_of_the_language(self):
        self.assertEqual(words("stage"), names("stages"))
        self.assertEqual(words("function"), names("functions") | names("aggregates") - {"agg"})
        self.assertEqual(words("statement"), names("statements"))

    def test_every_pattern_is_one_and_every_name_leads_somewhere(self):
        for pattern in patterns(GRAMMAR):
            re.compile(pattern)
        for name in re.findall(r'"include": "#([^"]+)"', json.dumps(GRAMMAR)):
            self.assertIn(name, RULES)
        package = json.loads((FOLDER / "package.json").read_text())
        for part in package["contributes"]["grammars"] + [{"path": package["contributes"]["languages"][0]["configuration"]}]:
            json.loads((FOLDER / part["path"]).read_text())

    def test_literals_as_a_whole(self):
        whole = {
            "date": ["2023-09-01", "2023-09-01T14:30", "2023-09-01T14:30:05Z", "2023-Q3", "2023-09", "2023-W36"],
            "number": ["1_700", "15582.50", "2.5e3", "0"], "parameter": ["$since"], "name": ["`phone number`"], "comment": ["# x"],
        }
        for rule, texts in whole.items():
            for text in texts:
                self.assertEqual(re.match(RULES[rule]["match"], text)[0], text)
        self.assertFalse(re.match(RULES["date"]["match"], "2023"))

    def test_stages_and_statements_of_the_samples(self):
        for script in sorted(SCRIPTS.glob("*.dsl")):
            with self.subTest(script.name):
                for line in script.read_text().splitlines():
                    if found := re.match(r"\s*\|\s*([a-z]+)", line):
                        self.assertEqual(re.match(RULES["stage"]["match"], line.strip())[2], found[1])
                    if found := re.match(r"(title|print|note|use|param|expect|let) ", line):
                        self.assertTrue(re.search(RULES["statement"]["match"], line), line)
