"""`-o` and documents: what is written, what is not, and what a browser makes of a page."""

import html.parser
import json
import os
import re
import shutil
import subprocess
import unittest

from program import DATA, PROGRAM, SCRIPTS, Folder, run

PAGE = """
param province: text = "Sichuan" "province to list"
title "Monthly report 月报 <script>document.title = 'run'</script>"
note "What the programmes did: 本季度的工作。"
children | select id, name, birth_date, school.name, school.county.province, guardian.name, guardian.phone, weight, needs, remark = "averyveryverylongwordwithoutanyblankinitatallthatcouldbebroken-{id}"
visits | summarize count(), sum(minutes) by child.name with total
children | count by school.name | chart bar school.name, count title "Pupils 学生"
visits | count by month(date) | sort month | chart line month, count
title "Values"
count(children)
explain children | where grade == 6 | count
print "{$province}: averyveryverylongwordwithoutanyblankinitatallthatcouldbebrokenanywhere"
expect "seven": count(children) == 7
expect "each has a weight": no children | where weight is missing | select id, name
expect "six": count(children) == 6
"""

# Loads the page as a phone would, and says what it finds.
HARNESS = """<!DOCTYPE html><body style="margin:0"><iframe id="page" src="page.html" style="border:0;width:390px;height:800px"></iframe>
<pre id="found"></pre><script>
const rgb = text => (text.match(/[\\d.]+/g) || []).map(Number);
const light = color => { const [r, g, b] = color.slice(0, 3).map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b };
const behind = (element, view) => { for (let at = element; at; at = at.parentElement) {
  const color = rgb(view.getComputedStyle(at).backgroundColor); if (color.length === 3 || color[3] > 0) return color } return [255, 255, 255] };
document.getElementById('page').onload = event => {
  const view = event.target.contentWindow, page = view.document, all = [...page.querySelectorAll('body *')];
  let contrast = 21;
  for (const element of all) if ([...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) {
    const a = light(rgb(view.getComputedStyle(element).color)), b = light(behind(element, view));
    contrast = Math.min(contrast, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)) }
  document.getElementById('found').textContent = JSON.stringify({
    title: page.title, language: page.documentElement.lang, text: page.body.innerText, contrast,
    width: page.documentElement.scrollWidth, dark: view.matchMedia('(prefers-color-scheme: dark)').matches,
    scrolling: all.filter(e => e.scrollWidth > e.clientWidth + 1 && view.getComputedStyle(e).overflowX === 'auto').length,
    background: view.getComputedStyle(page.body).backgroundColor,
    unnamed: [...page.querySelectorAll('table')].filter(t => !t.caption || !t.caption.textContent.trim()).length,
    headers: [...page.querySelectorAll('thead th')].every(t => t.scope === 'col'),
    pictures: [...page.querySelectorAll('svg')].map(s => [s.getAttribute('role'), s.getAttribute('aria-label'),
      s.getBoundingClientRect().width > 100 && s.getBoundingClientRect().right <= 390]),
    numbers: [...page.querySelectorAll('td.n')].every(t => view.getComputedStyle(t).textAlign === 'right'
      && view.getComputedStyle(t).fontVariantNumeric.includes('tabular-nums')),
    broken: [...page.querySelectorAll('a')].filter(a => !page.getElementById(a.hash.slice(1))).map(a => a.hash) }) };
</script></body>"""


def write_page(folder: Folder, script: str = PAGE):
    folder.write("page.dsl", script)
    return run("run", "page.dsl", "--data", DATA, "-o", "page.html", folder=folder.path)


class Reports(unittest.TestCase):
    def test_a_failed_check_still_writes_the_report(self):
        with Folder() as folder:
            outcome = write_page(folder)
            self.assertEqual((outcome.returncode, outcome.stdout), (4, ""))
            self.assertIn("error[E503]", outcome.stderr)
            self.assertIn("✓ six", outcome.stderr)
            page = (folder.path / "page.html").read_text()
        self.assertIn("2 of 3 checks failed", page)
        self.assertIn("the left side is 6, the right side 7", page)
        self.assertNotIn("<script", page)

    def test_a_failing_script_leaves_the_old_report(self):
        with Folder(page__html="old") as folder:
            for script, code in [("children | selct id", 3), ("title \"x\"\nonly(children.name)", 1), ("1 | nothing", 3)]:
                with self.subTest(script):
                    outcome = write_page(folder, script)
                    self.assertEqual(outcome.returncode, code)
                    self.assertEqual((folder.path / "page.html").read_text(), "old")
            self.assertEqual(sorted(file.name for file in folder.path.iterdir()), ["page.dsl", "page.html"])

    def test_where_it_cannot_be_written(self):
        with Folder() as folder:
            folder.copy(DATA, "records")
            ask = lambda name, *more: run("records", "-c", "count(children)", "-o", name, *more, folder=folder.path)
            for name, code, message in [
                ("nowhere/x.html", 1, "there is no folder"), ("records", 2, "names no form"), ("x.pdf", 2, ".xlsx"),
                ("records/x.json", 1, "among the records"), ("/dev/full", 2, "names no form"),
            ]:
                with self.subTest(name):
                    outcome = ask(name)
                    self.assertEqual(outcome.returncode, code, outcome.stderr)
                    self.assertIn(message, outcome.stderr)
            full = ask("/dev/full", "--format", "html")
            self.assertEqual((full.returncode, "No space left" in full.stderr), (1, True), full.stderr)
            self.assertEqual(sorted(file.name for file in folder.path.iterdir()), ["records"])

    def test_every_form_by_its_ending(self):
        with Folder() as folder:
            for ending, start in [("csv", "id\n"), ("json", "[\n"), ("ndjson", "{"), ("tsv", "id\n"), ("txt", "┌"), ("md", "# "), ("html", "<!DOCTYPE html>")]:
                with self.subTest(ending):
                    outcome = run(DATA, "-c", "children | select id", "-o", f"x.{ending}", folder=folder.path)
                    self.assertEqual((outcome.returncode, outcome.stdout, outcome.stderr), (0, "", ""))
                    self.assertTrue((folder.path / f"x.{ending}").read_text().startswith(start))

    def test_a_page_on_standard_output(self):
        outcome = run(DATA, "-c", "children | count", "--format", "html")
        self.assertTrue(outcome.stdout.startswith("<!DOCTYPE html>"))
        self.assertTrue(outcome.stdout.endswith("</html>\n"))
        self.assertIn("children | count", outcome.stdout)

    def test_not_at_the_prompt(self):
        import pexpect

        environment = {**os.environ, "TERM": "xterm", "HOME": "/nonexistent"}
        for options in (["-o", "x.html"], ["--format", "html"]):
            shell = pexpect.spawn(PROGRAM, [str(DATA), *options], env=environment, encoding="utf-8", timeout=20)
            shell.expect("at the prompt there is no end")
            shell.expect(pexpect.EOF)

    def test_text_from_the_records_is_never_markup(self):
        evil = "</td><script>alert(1)</script><img src=x onerror=alert(1)> &amp; \"'"
        with Folder(rows__json=[{"id": 1, evil: evil, "list": [evil], "record": {evil: evil}}]) as folder:
            script = f"title '{evil[:-1]}'\nnote '{evil[:-1]}'\nprint '{evil[:-1]}'\nrows\nexpect '{evil[:-1]}': no rows"
            folder.write("q.dsl", script)
            outcome = run("run", "q.dsl", "--data", "rows.json", "-o", "q.html", folder=folder.path)
            self.assertEqual(outcome.returncode, 4, outcome.stderr)
            page = (folder.path / "q.html").read_text()

        class Tags(html.parser.HTMLParser):
            seen = set()

            def handle_starttag(self, tag, attributes):
                self.seen.add(tag)
                self.seen.update(name for name, _ in attributes if name.startswith("on"))

        Tags().feed(page)
        self.assertFalse(Tags.seen & {"script", "img", "onerror", "iframe", "object"})

    def test_every_sample_makes_a_page(self):
        """But for those that name persons, whom their role may see and not write to a file."""
        pages = 0
        with Folder() as folder:
            for script in sorted(SCRIPTS.glob("*.dsl")):
                with self.subTest(script.name):
                    outcome = run("run", script, "-o", "q.html", folder=folder.path)
                    if outcome.returncode == 6:
                        self.assertIn("S107", outcome.stderr)
                        continue
                    self.assertEqual(outcome.returncode, 0, outcome.stderr)
                    page = (folder.path / "q.html").read_text()
                    names = re.findall(r' id="([^"]+)"', page)
                    self.assertEqual(len(names), len(set(names)), "each id once")
                    pages += 1
        self.assertGreaterEqual(pages, 14)


@unittest.skipUnless(shutil.which("chromium"), "there is no chromium to look at the page with")
class Browser(unittest.TestCase):
    def chromium(self, folder, *options):
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder.path}/profile", "--allow-file-access-from-files"]
        outcome = subprocess.run([*command, *options], capture_output=True, text=True, timeout=120, cwd=folder.path)
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        return outcome.stdout

    def look(self, *options):
        with Folder(harness__html=HARNESS) as folder:
            write_page(folder)
            found = self.chromium(folder, *options, "--virtual-time-budget=10000", "--dump-dom", f"file://{folder.path}/harness.html")
        found = re.search(r'<pre id="found">(.+?)</pre>', found, re.S)
        self.assertTrue(found, "the page did not load")
        return json.loads(html.unescape(found[1]))

    def test_on_a_phone(self):
        found = self.look()
        self.assertEqual(found["title"], "Monthly report 月报 <script>document.title = 'run'</script>")
        self.assertLessEqual(found["width"], 390, "wide tables scroll by themselves, the page does not")
        self.assertGreaterEqual(found["scrolling"], 1)
        self.assertIn("王丽", found["text"])
        self.assertGreaterEqual(found["contrast"], 4.5)
        self.assertEqual(found["pictures"], [["img", "Pupils 学生", True], ["img", "count by month", True]])
        self.assertEqual((found["unnamed"], found["headers"], found["numbers"], found["broken"]), (0, True, True, []))
        self.assertEqual((found["language"], found["dark"], found["background"]), ("en", False, "rgb(255, 255, 255)"))

    def test_in_the_dark(self):
        found = self.look("--blink-settings=preferredColorScheme=0")
        self.assertTrue(found["dark"])
        self.assertGreaterEqual(found["contrast"], 4.5)
        self.assertNotEqual(found["background"], "rgb(255, 255, 255)")

    def test_on_paper(self):
        with Folder() as folder:
            write_page(folder)
            self.chromium(folder, "--print-to-pdf=page.pdf", f"file://{folder.path}/page.html")
            self.assertTrue((folder.path / "page.pdf").read_bytes().startswith(b"%PDF"))
