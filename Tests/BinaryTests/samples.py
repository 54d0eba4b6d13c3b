"""Every sample script answers with the published figures, and notices where the data no longer does."""

import json
import unittest

from program import RECORDS, SCRIPTS, Folder, run


class Samples(unittest.TestCase):
    def test_every_script_is_good(self):
        scripts = sorted(SCRIPTS.glob("*.dsl"))
        self.assertGreaterEqual(len(scripts), 28)
        for script in scripts:
            with self.subTest(script.name):
                outcome = run("run", script)
                self.assertEqual(outcome.returncode, 0, outcome.stderr)
                self.assertNotIn("error[", outcome.stderr)
                self.assertNotEqual(outcome.stdout, "")

    def test_a_changed_figure_is_noticed(self):
        with Folder() as folder:
            records = folder.copy(RECORDS, "records")
            scripts = folder.copy(SCRIPTS, "scripts")
            gifts = records / "gifts.json"
            rows = json.loads(gifts.read_text())
            computers = [row for row in rows if row["quantity"] == 49]
            self.assertTrue(computers, "49 computers were raised")
            computers[0]["quantity"] = 50
            gifts.write_text(json.dumps(rows, ensure_ascii=False))
            outcome = run("run", next(scripts.glob("01-*.dsl")))
            self.assertEqual(outcome.returncode, 4, outcome.stderr)
            self.assertIn("50", outcome.stderr)
            self.assertIn("49", outcome.stderr)
