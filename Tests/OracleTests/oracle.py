"""Random queries over random records, asked of almoner and, in an independent translation, of DuckDB; every value must agree.

Usage: oracle.py [--seed N] [--queries N] [--show]; ALMONER names another binary than the release build. Wants python3 with
the package `duckdb`. The last line is `N passed, N failed`.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import almoner_text
import duckdb
import sql_text
from program import run
from queries import Queries, Query
from records import TODAY, Records

QUERIES_PER_DATASET = 150


def answers(folder: Path, scripts: list[str]) -> list[list[list] | str]:
    """The rows that almoner gives for each script, or what it says where it fails. A failing statement ends a run, so the rest
    is asked anew."""
    results = []
    while len(results) < len(scripts):
        rest = scripts[len(results) :]
        # A text shown by itself stands before each result.
        text = "".join(f'"@@ {number}"\n{script}\n' for number, script in enumerate(rest))
        done = run(folder, "--format", "csv", "--no-notes", "--today", TODAY.isoformat(), text=text)
        blocks = done.stdout.split("@@ ")[1:]
        found = [parsed(block.split("\n", 1)[1]) for block in blocks]
        if done.returncode == 0:
            results += found
        elif not blocks:
            return check_each(folder, scripts, done.stderr)
        else:
            results += [*found[:-1], done.stderr.strip()]
    return results


def check_each(folder: Path, scripts: list[str], message: str) -> list:
    """Where one does not check nothing runs: each for itself."""
    if len(scripts) == 1:
        return [message.strip()]
    half = len(scripts) // 2
    return answers(folder, scripts[:half]) + answers(folder, scripts[half:])


def parsed(text: str) -> list[list]:
    """The cells of CSV, the header's too; a missing one is None, where the empty text stands in quotes."""
    rows, row, at = [], [], 0
    text = text.strip("\n") + "\n"
    while at < len(text):
        if text[at] == '"':
            end = at + 1
            while text[end] != '"' or text[end + 1] == '"':
                end += 2 if text[end] == '"' else 1
            row.append(text[at + 1 : end].replace('""', '"'))
            at = end + 1
        else:
            end = min(place for place in (text.find(",", at), text.find("\n", at)) if place >= 0)
            row.append(text[at:end] or None)
            at = end
        if text[at] == "\n":
            rows.append(row)
            row = []
        at += 1
    return rows


def agrees(cell: str | None, value) -> bool:
    """Decimals and texts exactly, floats within 1e-9 of their size."""
    if cell is None or value is None:
        return cell is None and value is None
    match value:
        case bool():
            return cell == str(value).lower()
        case float():
            return abs(float(cell) - value) <= 1e-9 * max(1, abs(value))
        case int() | Decimal():
            try:
                return Decimal(cell) == value
            except ArithmeticError:
                return False
        case list():
            return json.loads(cell) == value
        case _:
            return cell == str(value)


def difference(query: Query, got: list[list] | str, wanted: list[tuple]) -> str | None:
    if isinstance(got, str):
        return "almoner says: " + got
    if not query.source:
        # One value by itself is a line with one cell, where a missing one is "" as an empty text is: an empty line is none.
        cell = got[0][0] or (None if wanted[0][0] is None else "")
        return None if agrees(cell, wanted[0][0]) else f"{cell} and {wanted[0][0]}"
    got = got[1:]
    if len(got) != len(wanted):
        return f"{len(got)} rows and {len(wanted)}"
    if not query.sorted:
        # Keys come first, so that rows which differ only in floats stand beside each other.
        got = sorted(got, key=lambda row: [(cell is None, as_key(cell)) for cell in row])
        wanted = sorted(wanted, key=lambda row: [(value is None, as_key(value)) for value in row])
    for number, (cells, values) in enumerate(zip(got, wanted)):
        if len(cells) != len(values) or not all(map(agrees, cells, values)):
            return f"row {number}: {cells} and {[str(value) for value in values]}"
    return None


def as_key(value) -> str:
    try:
        return f"{float(value):.6g}"
    except (TypeError, ValueError):
        return str(value).lower() if isinstance(value, bool) else str(value)


class Oracle:
    def __init__(self, shows: bool):
        self.shows = shows
        self.passed = self.failed = self.filled = self.refused = 0
        self.connection = duckdb.connect(config={"threads": 1})
        self.connection.execute("SET order_by_non_integer_literal = true")
        for macro in sql_text.MACROS:
            self.connection.execute("CREATE MACRO " + macro)

    def ask(self, name: str):
        """Questions of one dataset, which the name is the seed of."""
        seeded = random.Random(name)
        folder = Path(tempfile.mkdtemp(prefix="oracle-"))
        records = Records(seeded)
        records.write(folder)
        records.read_into(self.connection, folder)
        made = [Queries(seeded).query() for _ in range(QUERIES_PER_DATASET)]
        scripts = [almoner_text.script(query) for query in made]
        for query, script, got in zip(made, scripts, answers(folder, scripts)):
            self.compare(query, script, got, name)
        shutil.rmtree(folder)

    def compare(self, query: Query, script: str, got: list[list] | str, name: str):
        sql = sql_text.SQL(query)
        text = ";\n  ".join([*sql.statements, sql.select])
        if self.shows:
            print(script, text, "", sep="\n", flush=True)
        try:
            for statement in sql.statements:
                self.connection.execute(statement)
            wanted = self.connection.execute(sql.select).fetchall()
            if sql.total:
                wanted += self.connection.execute(sql.total).fetchall()
        except duckdb.OutOfRangeException:
            # A product that DuckDB's decimals cannot hold.
            self.refused += 1
            return
        if fault := difference(query, got, wanted):
            self.failed += 1
            print(f"{fault}\n  {script}\n  {text}\n  of dataset {name}", flush=True)
        else:
            self.passed += 1
            self.filled += len(wanted) > 0


def main() -> int:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--queries", type=int, default=1800)
    arguments.add_argument("--show", action="store_true", help="print every query with both texts")
    options = arguments.parse_args()
    oracle = Oracle(options.show)
    for dataset in range(-(-options.queries // QUERIES_PER_DATASET)):
        oracle.ask(f"{options.seed}-{dataset}")
    print(f"DuckDB {duckdb.__version__}, seed {options.seed}; ", end="")
    print(f"{oracle.filled} queries with rows, {oracle.refused} that it could not compute")
    print(f"{oracle.passed} passed, {oracle.failed} failed")
    return 1 if oracle.failed else 0


if __name__ == "__main__":
    sys.exit(main())
