"""One peer that is a Python library, as a process: `libraries.py PEER FOLDER CHILD QUERY` answers as CSV; with `loaded` for the query it
reads everything, answers all queries again and again, and prints the answers and times as JSON."""

import csv
import io
import json
import os
import sqlite3
import sys
import time
from pathlib import Path

from sql import ALL_FIELDS, BOOLEANS, FIELDS, INTEGERS, QUERIES, chdb_type, sql

BUDGET, LEAST, MOST = 0.5, 5, 50


def polars_peer(folder, child):
    import polars as pl

    import frames
    types = {"amount": pl.Float64, "guardian": pl.Struct({"relation": pl.String, "phone": pl.String}), "needs": pl.List(pl.String)}

    def schema(fields):
        return {f: types.get(f, pl.Int64 if f in INTEGERS else pl.Boolean if f in BOOLEANS else pl.String) for f in fields}

    def whole(query):
        def table(name):
            given = schema(FIELDS[query][name])
            if folder.name == "lines":
                return pl.scan_ndjson(folder / f"{name}.ndjson", schema=given)
            return pl.read_json(folder / f"{name}.json", schema=given).lazy()
        return frames.frame(query, table, frames.text_dates, child).collect().write_csv()

    def loaded():
        tables = {name: pl.read_ndjson(folder / f"{name}.ndjson", schema=schema(fields))
                  .with_columns(pl.col(f).str.to_date() for f in fields if f in ("date", "birth_date"))
                  for name, fields in ALL_FIELDS.items()}
        return lambda q: frames.frame(q, lambda name: tables[name].lazy(), frames.real_dates, child).collect(), pl.DataFrame.rows

    return whole, loaded


def duckdb_peer(folder, child):
    def loaded():
        import duckdb
        connection = duckdb.connect()
        for name in ALL_FIELDS:
            connection.execute(f"create table {name} as select * from read_json('{folder}/{name}.ndjson')")
        return lambda q: connection.sql(sql("duckdb-dates", q, child)).to_arrow_table(), arrow_rows
    return None, loaded


def chdb_peer(folder, child):
    import re
    names = "|".join(ALL_FIELDS)
    settings = " settings join_use_nulls = 1, input_format_null_as_default = 1"

    def source(name, fields):
        ending = "ndjson" if folder.name == "lines" else "json"
        types = ", ".join(f"{f} {chdb_type(f)}" for f in fields)
        return f"file('{folder}/{name}.{ending}', 'JSONEachRow', '{types}')"

    def whole(query):
        import chdb

        def replaced(match):
            alias = match[3] or f" {match[2]}"
            return f"{match[1]} {source(match[2], FIELDS[query][match[2]])}{alias}"
        text = re.sub(rf"\b(from|join)\s+({names})\b( (?!where|group|order|join|on)\w\b)?", replaced, sql("chdb", query, child))
        return str(chdb.query(text + settings, "CSVWithNames"))

    def loaded():
        import pyarrow as pa
        from chdb import session
        chdb_session = session.Session()
        chdb_session.query("create database b engine = Atomic")
        for name, fields in ALL_FIELDS.items():
            types = ", ".join(f"{f} {chdb_type(f)}" for f in fields)
            chdb_session.query(f"create table b.{name} ({types}) engine = Memory")
            chdb_session.query(f"insert into b.{name} select * from {source(name, fields)} settings input_format_null_as_default = 1")

        def rows(result):
            table = pa.ipc.open_file(pa.BufferReader(result.bytes())).read_all()
            return [[v.decode() if isinstance(v, bytes) else v for v in row] for row in arrow_rows(table)]

        def run(query):
            text = re.sub(rf"\b(from|join)\s+({names})\b", r"\1 b.\2", sql("chdb", query, child))
            return chdb_session.query(text + settings, "Arrow")
        return run, rows

    return whole, loaded


def datafusion_peer(folder, child):
    from datafusion import SessionContext
    context = SessionContext()

    def register(name, table):
        context.sql(f"create external table {table} stored as json location '{folder}/{name}.ndjson'")

    def rows(batches):
        return [row for batch in batches for row in arrow_rows(batch)]

    def whole(query):
        for name in FIELDS[query]:
            register(name, name)
        result = context.sql(sql("datafusion", query, child))
        out = io.StringIO()
        csv.writer(out).writerows([result.schema().names, *rows(result.collect())])
        return out.getvalue()

    def loaded():
        for name in ALL_FIELDS:
            register(name, f"{name}_file")
            context.register_record_batches(name, [context.sql(f"select * from {name}_file").collect()])
        return lambda q: context.sql(sql("datafusion", q, child)).collect(), rows

    return whole, loaded


def sqlite_peer(folder, child):
    def loaded():
        connection = sqlite3.connect(":memory:")
        for name, fields in ALL_FIELDS.items():
            def declared(field):
                if field == "id":
                    return "id integer primary key"
                kind = "integer" if field in INTEGERS | BOOLEANS else "real" if field == "amount" else "text"
                return f"{field} {kind}"
            connection.execute(f"create table {name} ({', '.join(map(declared, fields))})")
            with open(folder / f"{name}.ndjson") as lines:
                records = map(json.loads, lines)
                values = ([json.dumps(v, ensure_ascii=False) if isinstance(v, (dict, list)) else v for v in map(r.get, fields)] for r in records)
                connection.executemany(f"insert into {name} values ({', '.join('?' * len(fields))})", values)
        connection.execute("create index visits_key on visits(child_id, date)")
        connection.execute("create index donations_key on donations(donor_id)")
        connection.execute("analyze")
        return lambda q: connection.execute(sql("sqlite", q, child)).fetchall(), list
    return None, loaded


def arrow_rows(table):
    return [list(row) for row in zip(*(column.to_pylist() for column in table.columns))]


def time_loaded(run, rows, queries):
    """For each query the answer, the median of its wall times and the mean of its processor times, in milliseconds."""
    results = {}
    for query in queries:
        try:
            answer = [["" if value is None else str(value) for value in row] for row in rows(run(query))]
            times, cpu, end = [], time.process_time(), time.perf_counter() + BUDGET
            while len(times) < LEAST or (len(times) < MOST and time.perf_counter() < end):
                start = time.perf_counter()
                run(query)
                times.append(time.perf_counter() - start)
            cpu = (time.process_time() - cpu) / len(times)
            results[query] = {"answer": answer, "wall": 1e3 * sorted(times)[len(times) // 2], "cpu": 1e3 * cpu}
        except Exception as error:  # one query that a peer cannot run should not hide the others
            results[query] = {"error": repr(error)[:300]}
    return results


def main():
    peer, folder, child, query = sys.argv[1:5]
    whole, loaded = globals()[f"{peer}_peer"](Path(folder), int(child))
    if query != "loaded":
        sys.stdout.write(whole(query))
    else:
        start = time.perf_counter()
        run, rows = loaded()
        load = time.perf_counter() - start
        memory = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
        queries = sys.argv[5].split(",") if len(sys.argv) > 5 else QUERIES
        json.dump({"load": load, "memory": memory, "queries": time_loaded(run, rows, queries)}, sys.stdout)
    sys.stdout.flush()
    # Some of them take long to take themselves apart.
    os._exit(0)


main()
