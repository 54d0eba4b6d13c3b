"""Runs the queries through almoner and its peers; checks that all answers agree; prints medians, ratios to the best peer, processor time
and peak memory. The machine's other work meets all alike: each round goes through all peers before the next one."""

import argparse
import csv
import io
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

import data
import programs
from sql import FIELDS, QUERIES, duckdb_views, sql, sqlite_script

HERE = Path(__file__).resolve().parent
BUILD = HERE.parent.parent / ".build-bench"
ALMONER = HERE.parent.parent / ".build" / "release" / "almoner"
LOADED_BENCH = ALMONER.with_name("LoadedBench")
BIN = BUILD / "venv" / "bin"
# The forms of the records that each tool is run on for a whole process.
WHOLE = {"almoner": ["array", "lines"], "duckdb": ["array", "lines"], "polars": ["array", "lines"], "chdb": ["lines"],
         "datafusion": ["lines"], "sqlite": ["array"], "jq": ["array"], "miller": ["array"]}
LOADED = ["almoner", "duckdb", "polars", "chdb", "datafusion", "sqlite"]
# A tool that once took so many seconds is not measured more often than this.
SLOW, SLOW_REPETITIONS = 2.0, 2


class Bench:
    def __init__(self, options):
        self.options = options
        self.folder = BUILD / "data" / f"scale{options.scale:g}"
        self.child = data.looked_up_child(options.scale)

    # Whole processes.

    def almoner_query(self, query):
        return (HERE / "queries" / f"{query}.dsl").read_text().replace("{child}", str(self.child))

    def command(self, tool, form, query):
        """The arguments of a process that answers a query as CSV, None where the tool cannot."""
        folder = self.folder / form
        files = [str(folder / f"{name}.{'json' if form == 'array' else 'ndjson'}") for name in FIELDS[query]]
        match tool:
            case "almoner":
                return [str(self.options.almoner), str(folder), "-c", self.almoner_query(query), "--format", "csv"]
            case "duckdb":
                text = duckdb_views(folder, query) + sql("duckdb", query, self.child)
                return [str(BIN / "duckdb"), "-csv", "-nullvalue", "", ":memory:", text]
            case "sqlite":
                script = BUILD / f"sqlite-{query}.sql"
                script.write_text(sqlite_script(folder, query, self.child))
                return ["sqlite3", ":memory:", "-cmd", f".read {script}"]
            case "jq":
                return programs.jq(query, files, self.child)
            case "miller":
                return programs.miller(query, files, self.child)
        return [str(BIN / "python"), str(HERE / "libraries.py"), tool, str(folder), str(self.child), query]

    def whole(self, query):
        """Of each tool and form its measurements, (wall, processor time, peak memory), and its answers."""
        cells = {(tool, form): command for tool, forms in WHOLE.items() if tool in self.options.peers for form in forms
                 if (command := self.command(tool, form, query))}
        measured = {cell: [] for cell in cells}
        answers = {}
        for cell, command in cells.items():
            result = subprocess.run(command, capture_output=True, text=True)
            answers[cell] = rows_of(result.stdout, has_header=cell[0] != "jq") if result.returncode == 0 else None
            if answers[cell] is None:
                print(f"{query} {cell[0]} failed: {result.stderr.strip()[-300:]}", file=sys.stderr)
        for repetition in range(self.options.reps):
            for cell, command in cells.items():
                runs = measured[cell]
                if answers[cell] is None or len(runs) >= SLOW_REPETITIONS and runs[0][0] > SLOW:
                    continue
                runs.append(measure(command))
        for cell, runs in measured.items():
            memory = peak_memory(cells[cell]) if runs else None
            runs[:] = [(*run, memory) for run in runs]
        return {cell: runs for cell, runs in measured.items() if runs}, answers

    # Loaded.

    def almoner_loaded(self):
        """By query the median of the wall times of asking it in a process that has everything loaded, text to table in memory."""
        scripts = "".join(self.almoner_query(query) + "\0" for query in self.options.queries)
        folder = self.folder / "array"
        result = subprocess.run([LOADED_BENCH, "ask", folder, "0.5"], input=scripts, capture_output=True, text=True)
        if result.returncode != 0:
            print(f"almoner loaded failed: {result.stderr.strip()[-300:]}", file=sys.stderr)
        return {query: float(line.split()[0]) for query, line in zip(self.options.queries, result.stdout.splitlines())}

    def loaded(self):
        """Of each tool its wall times in milliseconds by query, and its answers."""
        times, answers = {}, {}
        for tool in LOADED:
            if tool not in self.options.peers:
                continue
            if tool == "almoner":
                times[tool] = self.almoner_loaded()
                continue
            result = subprocess.run([BIN / "python", HERE / "libraries.py", tool, self.folder / "lines", str(self.child), "loaded",
                                     ",".join(self.options.queries)], capture_output=True, text=True)
            try:
                queries = json.loads(result.stdout)["queries"]
            except (ValueError, KeyError):
                print(f"{tool} loaded failed: {result.stderr.strip()[-300:]}", file=sys.stderr)
                continue
            times[tool] = {query: of.get("wall") for query, of in queries.items()}
            for query, of in queries.items():
                if "error" in of:
                    print(f"{query} {tool} loaded failed: {of['error']}", file=sys.stderr)
                else:
                    answers.setdefault(query, {})[tool, "loaded"] = of["answer"]
        return times, answers


def measure(command):
    null_in, null_out = os.open(os.devnull, os.O_RDONLY), os.open(os.devnull, os.O_WRONLY)
    start = time.perf_counter()
    actions = [(os.POSIX_SPAWN_DUP2, null_in, 0), (os.POSIX_SPAWN_DUP2, null_out, 1), (os.POSIX_SPAWN_DUP2, null_out, 2)]
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    _, _, usage = os.wait4(process, 0)
    wall = time.perf_counter() - start
    os.close(null_in)
    os.close(null_out)
    return wall, usage.ru_utime + usage.ru_stime


def peak_memory(command):
    """In MB. What a process had before it became the command counts with the command's own: so a small one starts it."""
    file = BUILD / "memory"
    subprocess.run(["/usr/bin/time", "-f", "%M", "-o", file, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return int(file.read_text().split()[-1]) / 1024


# Answers.

def rows_of(text, has_header):
    rows = [row for row in csv.reader(io.StringIO(text)) if row]
    return rows[1:] if has_header else rows


def difference(a, b):
    """Where two answers differ: numbers by more than the last digit of a sum of floats; None where they agree."""
    if len(a) != len(b):
        return f"{len(a)} rows and {len(b)}"
    for number, (left, right) in enumerate(zip(a, b), 1):
        if len(left) != len(right) or not all(map(is_same, left, right)):
            return f"row {number}: {left} and {right}"
    return None


def is_same(a, b):
    a, b = ("" if value in ("NULL", "\\N", "null") else value for value in (a, b))
    if a == b:
        return True
    try:
        return math.isclose(float(a), float(b), rel_tol=1e-6, abs_tol=0.006)
    except ValueError:
        return False


def check(query, answers):
    known = {cell: answer for cell, answer in answers.items() if answer is not None}
    reference = next((cell for cell in known if cell[0] == "duckdb"), next(iter(known), None))
    wrong = 0
    for cell, answer in known.items():
        if text := difference(answer, known[reference]):
            print(f"{query} {' '.join(cell)} DIFFERS from {' '.join(reference)}: {text}")
            wrong += 1
    return wrong


# Tables.

def median(runs, index):
    return statistics.median(run[index] for run in runs)


def print_whole(title, results, index, factor):
    cells = list(dict.fromkeys(cell for of in results.values() for cell in of))
    print(f"\n### {title}\n")
    print("| query | " + " | ".join(" ".join(cell) for cell in cells) + " | ratio array | ratio lines |")
    print("|" + " --- |" * (len(cells) + 3))
    ratios = {"array": [], "lines": []}
    for query, of in results.items():
        values = {cell: factor * median(runs, index) for cell, runs in of.items()}
        peers = [value for cell, value in values.items() if cell[0] != "almoner"]
        row = [f"{values[cell]:.1f}" if cell in values else "-" for cell in cells]
        for form, list_of in ratios.items():
            own = values.get(("almoner", form))
            if own and peers:
                list_of.append(own / min(peers))
            row.append(f"**{own / min(peers):.2f}**" if own and peers else "-")
        print(f"| {query} | " + " | ".join(row) + " |")
    print_means(ratios)


def print_loaded(times, queries):
    print("\n### Loaded: median wall time, ms\n")
    print("| query | " + " | ".join(times) + " | ratio |")
    print("|" + " --- |" * (len(times) + 2))
    ratios = []
    for query in queries:
        values = {tool: of.get(query) for tool, of in times.items()}
        peers = [value for tool, value in values.items() if tool != "almoner" and value]
        own = values.get("almoner")
        ratio = own / min(peers) if own and peers else None
        if ratio:
            ratios.append(ratio)
        print(f"| {query} | " + " | ".join(f"{v:.2f}" if v else "-" for v in values.values())
              + (f" | **{ratio:.2f}** |" if ratio else " | - |"))
    print_means({"loaded": ratios})


def print_means(ratios):
    for name, values in ratios.items():
        if values:
            mean = math.exp(statistics.fmean(map(math.log, values)))
            print(f"\n{name}: geometric mean {mean:.2f}, worst {max(values):.2f}")


def print_start(almoner, repetitions=31):
    commands = {"true": ["/bin/true"], "almoner": [str(almoner), "-c", "1+1"], "sqlite3": ["sqlite3", ":memory:", "select 1 + 1"],
                "jq": ["jq", "-n", "1 + 1"], "duckdb": [str(BIN / "duckdb"), ":memory:", "select 1 + 1"]}
    runs = {name: [] for name in commands}
    for _ in range(repetitions):
        for name, command in commands.items():
            runs[name].append(measure(command))
    print("\n### Start and end: median and fastest wall time, ms\n")
    for name, of in runs.items():
        print(f"- {name}: {1e3 * median(of, 0):.1f}, {1e3 * min(run[0] for run in of):.1f}")


def print_limits(folder):
    """From text to columns of all fields, beside counting lines and beside simdjson, which makes no columns: GB/s."""
    import simdjson
    print("\n### Loading: GB/s of text, medians\n")
    print("| file | almoner, one thread | almoner, all threads | wc -l | simdjson, one thread, parsing alone |")
    print("|" + " --- |" * 5)
    for name in ("donations", "visits", "attendance"):
        for file in (folder / "array" / f"{name}.json", folder / "lines" / f"{name}.ndjson"):
            size = file.stat().st_size / 1e9
            lines = subprocess.run([LOADED_BENCH, "read", file], capture_output=True, text=True, check=True).stdout.splitlines()
            own = [size / (float(line.split()[0]) / 1e3) for line in lines]
            text = file.read_bytes()
            parser = simdjson.Parser()

            def parse():
                # An array is one document; of lines each is.
                for document in [text] if file.suffix == ".json" else text.splitlines():
                    parser.parse(document)
            count = lambda: subprocess.run(["wc", "-l", file], stdout=subprocess.DEVNULL)
            peers = [size / median_time(work) for work in (count, parse)]
            print(f"| {file.name} | " + " | ".join(f"{speed:.2f}" for speed in own + peers) + " |")


def print_forms(options, folder, name="donations"):
    """What it costs to read one collection in each form: the greatest value of each field, asked in a process of its own."""
    files = data.forms(folder, name)
    fields = next(csv.reader(open(folder / "forms" / f"{name}.csv")))
    own = f"{name} | summarize " + ", ".join(f"{field} = max({field})" for field in fields)
    print(f"\n### Reading all fields of {name}: a whole process, median processor time, ms\n")
    print("| file | MB | almoner | duckdb | wc -l | ratio to duckdb |")
    print("|" + " --- |" * 6)
    for file in files:
        reader = "read_csv" if ".csv" in file.name else "read_json"
        asked = "select " + ", ".join(f"max({field})" for field in fields) + f" from {reader}('{file}')"
        count = ["sh", "-c", f"zcat '{file}' | wc -l"] if file.suffix == ".gz" else ["wc", "-l", str(file)]
        commands = [[str(options.almoner), str(file), "-c", own], [str(BIN / "duckdb"), ":memory:", asked], count]
        rounds = [[1e3 * measure(command)[1] for command in commands] for _ in range(options.reps)]
        times = [statistics.median(times) for times in zip(*rounds)]
        print(f"| {file.name} | {file.stat().st_size / 1e6:.1f} | " + " | ".join(f"{time:.0f}" for time in times)
              + f" | **{times[0] / times[1]:.2f}** |")


def median_time(work, repetitions=7):
    times = []
    for _ in range(repetitions):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def print_growth(options, scales):
    """How the time and memory of a whole process grow with the records."""
    print("\n### How cost grows: almoner, whole process, median ms and peak MB\n")
    print("| query | " + " | ".join(f"{scale:g}×: ms | MB" for scale in scales) + " | "
          + " | ".join(f"{b:g}× / {a:g}×" for a, b in zip(scales, scales[1:])) + " |")
    print("|" + " --- |" * (1 + 2 * len(scales) + len(scales) - 1))
    for query in options.queries:
        cells, times = [], []
        for scale in scales:
            options.scale = scale
            command = Bench(options).command("almoner", "lines", query)
            times.append(1e3 * statistics.median(measure(command)[0] for _ in range(options.reps)))
            cells.append(f"{times[-1]:.1f} | {peak_memory(command):.1f}")
        print(f"| {query} | " + " | ".join(cells) + " | " + " | ".join(f"{b / a:.1f}" for a, b in zip(times, times[1:])) + " |")


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    add = parser.add_argument
    add("--scale", type=float, default=1, help="1 is about 68 MB, 10 about 680 MB")
    add("--queries", help="such as q01,q05; all where left out")
    add("--peers", help=f"such as almoner,duckdb; of {', '.join(WHOLE)}")
    add("--reps", type=int, default=7, help="of whole processes")
    add("--only", choices=["whole", "loaded"], help="one of the two kinds")
    add("--limits", action="store_true", help="also the speed of loading, beside wc -l, simdjson and DuckDB on the same files")
    add("--growth", action="store_true", help="only how cost grows from 0.1 to 10 times the records")
    add("--almoner", default=ALMONER, help="another binary")
    options = parser.parse_args()
    options.queries = options.queries.split(",") if options.queries else QUERIES
    options.peers = options.peers.split(",") if options.peers else list(WHOLE)
    if options.growth:
        scales = [0.1, 1, 10]
        for scale in scales:
            data.make(BUILD / "data" / f"scale{scale:g}", scale)
        return print_growth(options, scales)
    bench = Bench(options)
    data.make(bench.folder, options.scale)

    print(f"{time.strftime('%Y-%m-%d %H:%M')}, {platform.processor() or platform.machine()}, {os.cpu_count()} processors, "
          f"load {os.getloadavg()[0]:.1f}, scale {options.scale:g}")
    results, answers, times = {}, {}, {}
    if options.only != "loaded":
        for query in options.queries:
            results[query], answers[query] = bench.whole(query)
    if options.only != "whole":
        times, loaded_answers = bench.loaded()
        for query, of in loaded_answers.items():
            answers[query] = {**answers.get(query, {}), **of}
    wrong = sum(check(query, of) for query, of in answers.items())
    if results:
        print_whole("Whole process: median wall time, ms", results, 0, 1e3)
        print_whole("Whole process: median processor time, ms", results, 1, 1e3)
        print_whole("Whole process: peak memory, MB", results, 2, 1)
        print_start(options.almoner)
    if times:
        print_loaded(times, options.queries)
    if options.limits:
        print_limits(bench.folder)
        print_forms(options, bench.folder)
    count = sum(answer is not None for of in answers.values() for answer in of.values())
    print(f"\n{count} answers, {wrong} of them different")
    return 1 if wrong else 0


sys.exit(main())
