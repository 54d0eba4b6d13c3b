"""A query tree as SQL for DuckDB, from what the language says and not from how almoner does it."""

import datetime
from itertools import count

from expressions import Aggregate, Many
from grouped_sql import GroupedSQL, quoted
from queries import Query
from records import INVERSES, OBJECT, SCHEMA, TODAY, following

# With a lambda where an argument is needed twice: a macro repeats it.
MACROS = [
    # (sorted list, p): linear between the neighbours of p·(n−1), exactly.
    """part_of(sorted, p) AS list_transform([{'s': sorted, 'at': CAST(p * (len(sorted) - 1) AS DECIMAL(9, 2))}], lambda x:
      CASE WHEN len(x.s) = 0 THEN NULL WHEN floor(x.at) + 2 > len(x.s) THEN x.s[len(x.s)]
      ELSE x.s[CAST(floor(x.at) AS BIGINT) + 1] + (x.at - CAST(floor(x.at) AS INTEGER))
        * (x.s[CAST(floor(x.at) AS BIGINT) + 2] - x.s[CAST(floor(x.at) AS BIGINT) + 1]) END)[1]""",
    "month_number(d) AS year(d) * 12 + month(d)",
    """months_apart(a, b) AS list_transform([{'a': a, 'b': b}], lambda x: CASE WHEN x.a <= x.b
      THEN month_number(x.b) - month_number(x.a) - CASE WHEN day(x.b) < day(x.a) THEN 1 ELSE 0 END
      ELSE month_number(x.b) - month_number(x.a) + CASE WHEN day(x.a) < day(x.b) THEN 1 ELSE 0 END END)[1]""",
    """years_old(a, b) AS list_transform([{'a': a, 'b': b}], lambda x: CASE WHEN x.b >= x.a
      THEN year(x.b) - year(x.a) - CASE WHEN strftime(x.b, '%m%d') < strftime(x.a, '%m%d') THEN 1 ELSE 0 END END)[1]""",
    """padded(t, n) AS list_transform([{'t': t}], lambda x:
      CASE WHEN length(x.t) >= n THEN x.t ELSE lpad(x.t, n, '0') END)[1]""",
    """mode_of(l) AS list_transform([{'l': l}], lambda x: list_filter(x.l, lambda v: len(list_filter(x.l, lambda w: w = v))
      = list_max(list_transform(x.l, lambda u: len(list_filter(x.l, lambda w: w = u)))))[1])[1]""",
    "quarter_text(d) AS list_transform([{'d': d}], lambda x: year(x.d) || '-Q' || quarter(x.d))[1]",
    """in_between(v, low, high) AS list_transform([{'v': v, 'low': low, 'high': high}], lambda x:
      coalesce(x.v >= x.low AND x.v <= x.high, false))[1]""",
]


class SQL(GroupedSQL):
    """The statements for one query: each stage a table, the last a SELECT, and of a total one more."""

    def __init__(self, query: Query):
        self.numbers = count()
        self.origin = query.source
        self.statements = []
        self.total = ""
        if not query.source:
            self.select = "SELECT " + self.aggregate(query.stages[0][1][1], [])
            return
        self.select, order = f"SELECT * FROM {query.source}_wide", ""
        for number, stage in enumerate(query.stages):
            self.statements.append(f"CREATE OR REPLACE TEMP TABLE stage{number} AS {self.select}")
            self.select, order = self.stage(stage, f"stage{number}", order)
        self.select += order

    def alias(self) -> str:
        return f"t{next(self.numbers)}"

    def stage(self, stage: tuple, before: str, order: str) -> tuple[str, str]:
        """The table after a stage, and how it is ordered, over its columns."""
        t = self.alias()
        source = f"FROM {before} {t}"
        match stage:
            case ("where", condition):
                return f"SELECT * {source} WHERE {self.value(condition, [t])}", order
            case ("derive", [(name, value)], keys):
                is_rows = value[0] == "agg" and not value[1].many
                made = self.window(value[1], before, t, keys) if is_rows else self.value(value, [t])
                return f'SELECT *, {made} AS "{name}" {source}', order
            case ("select", items):
                columns = ", ".join(f'{self.value(value, [t])} AS "{name}"' for name, value in items)
                # What orders the rows is no longer among the columns.
                return f"SELECT {columns} {source}{order.replace('@', t)}", ""
            case ("sort", keys):
                return f"SELECT * {source}", " ORDER BY " + self.order(keys, "@")
            case ("take", number, [], keys):
                return f"SELECT * {source} ORDER BY {self.order(keys, t)} LIMIT {number}", " ORDER BY " + self.order(
                    keys, "@"
                )
            case ("take", number, per, keys):
                by = ", ".join(self.value(key, [t]) for key in per)
                return (
                    f"SELECT * {source} QUALIFY row_number() OVER (PARTITION BY {by} ORDER BY {self.order(keys, t)}) <= {number}",
                    "",
                )
            case ("skip", number):
                return f"SELECT * {source}{order.replace('@', t)} OFFSET {number}", order
            case ("count", keys):
                columns = ", ".join(f'{self.value(value, [t])} AS "{name}"' for name, value in keys)
                names = ", ".join(f'"{name}" NULLS LAST' for name, _ in keys)
                return (
                    f"SELECT {columns}, count(*) AS count {source} GROUP BY {', '.join(str(number + 1) for number in range(len(keys)))}",
                    f" ORDER BY count DESC, {names}",
                )
            case ("distinct", items):
                columns = ", ".join(f'{self.value(value, [t])} AS "{name}"' for name, value in items)
                names = ", ".join(f'"{name}" NULLS LAST' for name, _ in items)
                return f"SELECT DISTINCT {columns} {source}", f" ORDER BY {names}"
            case ("summarize", items, keys):
                return self.summarize(items, keys, before)
            case ("join", kind, name, table, own, other):
                j = self.alias()
                hidden = ", ".join(f'{j}.{field} AS "{name}.{field}"' for field in SCHEMA[table])
                joins = {"left": "LEFT", "inner": "INNER", "full": "FULL"}[kind]
                left = f"SELECT *, {self.value(own, [t])} AS own_key {source}"
                l = self.alias()
                return (
                    f'SELECT {l}.*, {j}.id IS NOT NULL AS "{name}.there", {hidden} FROM ({left}) {l} {joins} JOIN {table} {j} ON {l}.own_key = {j}.{other}',
                    "",
                )
            case ("unnest", "needs", name):
                return f'SELECT * EXCLUDE (needs), unnest(needs) AS "{name}" {source}', ""
            case ("unnest", path, name):
                u = self.alias()
                fields = ", ".join(f'item.{field} AS "{name}.{field}"' for field in OBJECT)
                return f"SELECT * EXCLUDE (item), {fields} FROM (SELECT *, unnest({path}) AS item {source}) {u}", ""
        return self.grouped(stage, before, order)

    def order(self, keys: list, t: str) -> str:
        return ", ".join(
            f"{self.value(key, [t])} {'DESC' if down else 'ASC'} NULLS {'FIRST' if first else 'LAST'}"
            for key, down, first in keys
        )

    def summarize(self, items: list, keys: list, before: str) -> tuple[str, str]:
        t, b = self.alias(), self.alias()
        columns = "".join(f', {self.value(value, [t])} AS "{name}"' for name, value in keys)
        base = f"SELECT {t}.*{columns} FROM {before} {t}"
        made, parts = [f'{b}."{name}"' for name, _ in keys], ""
        for name, (_, aggregate) in items:
            if aggregate.many:
                made.append(f'{self.of_group(aggregate, base, b, keys)} AS "{name}"')
            else:
                parts += ", " + self.parts(aggregate, [t], name)
                made.append(f'{self.over(aggregate, name)} AS "{name}"')
        names = [f'"{name}"' for name, _ in keys]
        group = " GROUP BY " + ", ".join(f"{b}.{name}" for name in names) if names else ""
        order = " ORDER BY " + ", ".join(name + " NULLS LAST" for name in names) if names else ""
        # Without keys there is one row, and a query of nothing but subqueries has to be told so.
        rows = f" FROM (SELECT {t}.*{columns}{parts} FROM {before} {t}) {b}" if keys or parts else ""
        return f"SELECT {', '.join(made)}{rows}{group}", order

    def of_group(self, aggregate: Aggregate, base: str, group: str, keys: list) -> str:
        """Over the rows related to any row of the group, each once."""
        m, g = self.alias(), self.alias()
        same = [f'{g}."{name}" IS NOT DISTINCT FROM {group}."{name}"' for name, _ in keys]
        link = self.link(aggregate.many, m, g)
        rows = f"{aggregate.many.target}_wide {m} WHERE EXISTS (SELECT 1 FROM ({base}) {g} WHERE {' AND '.join([*same, link])})"
        return self.subquery(aggregate, [m], rows)

    # Aggregates

    def link(self, many: Many, m: str, t: str) -> str:
        """That the row `m` is one of those to which the steps lead from the row `t`."""
        start, collection = f"{t}.id", self.origin
        if many.start:
            field = next(
                f
                for f in SCHEMA[self.origin]
                if following(f) == many.start[0] and SCHEMA[self.origin][f].startswith("ref:")
            )
            collection = SCHEMA[self.origin][field][4:]
            start = f"(SELECT r.id FROM {collection} r WHERE r.id = {t}.{field})"
        # The keys of the rows of each step lead to the next.
        keys = start
        for step in many.steps[:-1]:
            collection, field = INVERSES[collection][step]
            s = self.alias()
            keys = f"SELECT {s}.id FROM {collection} {s} WHERE {s}.{field} IN ({keys})"
        _, field = INVERSES[collection][many.steps[-1]]
        return f"{m}.{field} IN ({keys})"

    def aggregate(self, aggregate: Aggregate, rows: list[str]) -> str:
        """Over rows related to the row `rows[0]`, or over a whole collection."""
        many, m = aggregate.many, self.alias()
        if many.target == "objects":
            source = f"(SELECT item.*, 0 AS id FROM (SELECT unnest({rows[0]}.medications) AS item)) {m}"
            return self.subquery(aggregate, [m, *rows], source)
        where = f" WHERE {self.link(many, m, rows[0])}" if rows else ""
        return self.subquery(aggregate, [m, *rows], f"{many.target}_wide {m}{where}")

    def window(self, aggregate: Aggregate, before: str, t: str, keys: list) -> str:
        """Over the rows with the same keys."""
        w = self.alias()
        same = [f"{self.value(key, [w])} IS NOT DISTINCT FROM {self.value(key, [t])}" for key in keys]
        return self.subquery(aggregate, [w], f"{before} {w} WHERE {' AND '.join(same) or 'true'}")

    def subquery(self, aggregate: Aggregate, rows: list[str], source: str) -> str:
        return f"(SELECT {self.over(aggregate, 'of')} FROM (SELECT {self.parts(aggregate, rows, 'of')} FROM {source}))"

    def parts(self, aggregate: Aggregate, rows: list[str], name: str) -> str:
        """What an aggregate computes of each row, as columns: DuckDB takes an aggregate of outer columns for one of the query outside."""
        order = self.value(aggregate.order[0], rows) if aggregate.order else "NULL"
        argument = self.value(aggregate.argument, rows) if aggregate.argument else "1"
        condition = self.value(aggregate.condition, rows) if aggregate.condition else "true"
        return (
            f'{argument} AS "{name} x", {condition} AS "{name} if", {order} AS "{name} by", {rows[0]}.id AS "{name} id"'
        )

    def over(self, aggregate: Aggregate, name: str) -> str:
        x = f'"{name} x"'
        each = "DISTINCT " if aggregate.distinct else ""
        chosen = f' FILTER (WHERE "{name} if")'
        number = f"count(*){chosen}"
        match aggregate.function:
            case "count":
                return f"count({each}{x}){chosen}" if aggregate.argument else number
            case "exists":
                return f"{number} > 0"
            case "sum":
                return f"CASE WHEN {number} = 0 THEN 0 ELSE sum({each}{x}){chosen} END"
            case "avg":
                return f"avg(CAST({x} AS DOUBLE)){chosen}"
            case "stddev":
                return f"stddev_samp(CAST({x} AS DOUBLE)){chosen}"
            case "min" | "max":
                return f"{aggregate.function}({x}){chosen}"
            case "median" | "percentile":
                values = f'list(CAST({x} AS DECIMAL(18, 3))) FILTER (WHERE "{name} if" AND {x} IS NOT NULL)'
                return f"part_of(list_sort(coalesce({values}, [])), CAST({aggregate.part or '0.5'} AS DECIMAL(3, 2)))"
            case "share":
                return f"avg(CASE WHEN {x} THEN 1.0 ELSE 0.0 END){chosen}"
            case "any":
                return f"coalesce(bool_or({x}){chosen}, false)"
            case "all":
                return f"coalesce(bool_and({x}){chosen}, true)"
            case "mode":
                return f'mode_of(coalesce(list({x} ORDER BY "{name} id") FILTER (WHERE "{name} if" AND {x} IS NOT NULL), []))'
            case "list":
                direction = "DESC" if aggregate.order[1] else "ASC"
                order = f'"{name} by" {direction} NULLS LAST, "{name} id"'
                return f'coalesce(list({x} ORDER BY {order}) FILTER (WHERE "{name} if" AND {x} IS NOT NULL), [])'
            case "first" | "last":
                direction = "DESC" if aggregate.order[1] else "ASC"
                return f'{aggregate.function}({x} ORDER BY "{name} by" {direction} NULLS LAST, "{name} id"){chosen}'
        raise ValueError(aggregate)

    # Values

    def value(self, node: tuple, rows: list[str]) -> str:
        sub = lambda part: self.value(part, rows)
        match node:
            case ("field", names, level):
                return f'{rows[level]}."{".".join(names)}"'
            case ("joined", name, field):
                return f'{rows[0]}."{name}.{field}"'
            case ("exists row", name):
                return f'coalesce({rows[0]}."{name}.there", false)'
            case ("const", kind, constant):
                return self.constant(kind, constant)
            case ("agg", aggregate):
                return self.aggregate(aggregate, rows)
            case ("if", condition, then, otherwise):
                return f"CASE WHEN {sub(condition)} THEN {sub(then)} ELSE {sub(otherwise)} END"
            case ("and" | "or" as operator, left, right):
                return f"(coalesce({sub(left)}, false) {operator} coalesce({sub(right)}, false))"
            case ("not", part):
                return f"(NOT coalesce({sub(part)}, false))"
            case ("==", left, right):
                return f"({sub(left)} IS NOT DISTINCT FROM {sub(right)})"
            case ("!=", left, right):
                return f"({sub(left)} IS DISTINCT FROM {sub(right)})"
            case ("<" | "<=" | ">" | ">=" as operator, left, right):
                return f"coalesce({sub(left)} {operator} {sub(right)}, false)"
            case ("between", part, low, high):
                return f"in_between({sub(part)}, {sub(low)}, {sub(high)})"
            case ("in" | "not in" as operator, part, *elements):
                return f"({'NOT ' if operator == 'not in' else ''}coalesce({sub(part)} IN ({', '.join(map(sub, elements))}), false))"
            case ("in table" | "not in table" as operator, part, table, field):
                r = self.alias()
                found = f"EXISTS (SELECT 1 FROM {table} {r} WHERE {r}.{field} = {sub(part)})"
                return f"({'NOT ' if operator.startswith('not') else ''}{found})"
            case ("missing", part):
                return f"({sub(part)} IS NULL)"
            case ("present", part):
                return f"({sub(part)} IS NOT NULL)"
            case ("contains" | "starts" | "ends" as test, part, text):
                function = {"contains": "contains", "starts": "starts_with", "ends": "suffix"}[test]
                return f"coalesce({function}(lower({sub(part)}), lower({quoted(text)})), false)"
            case ("has", part, text):
                return f"coalesce(list_contains({sub(part)}, {quoted(text)}), false)"
            case ("within", part, span):
                first, last = period(span)
                return f"coalesce({sub(part)} BETWEEN DATE '{first}' AND DATE '{last}', false)"
        return self.computed(node, sub)

    def constant(self, kind: str, constant) -> str:
        match kind:
            case "text":
                return quoted(constant)
            case "date":
                return f"DATE '{constant}'"
            case "decimal":
                return f"CAST({constant} AS DECIMAL(14, 3))"
            case "float":
                return f"CAST({constant} AS DOUBLE)"
            case "int":
                return f"CAST({constant} AS BIGINT)"
        return str(constant).lower()

    def computed(self, node: tuple, sub) -> str:
        match node:
            case ("??", left, right):
                return f"coalesce({sub(left)}, {sub(right)})"
            case ("/", left, right):
                return f"(CAST({sub(left)} AS DOUBLE) / nullif(CAST({sub(right)} AS DOUBLE), 0))"
            case ("%", left, right):
                return f"({sub(left)} % nullif({sub(right)}, 0))"
            case ("div", left, right):
                return f"CAST(trunc(CAST({sub(left)} AS DOUBLE) / nullif({sub(right)}, 0)) AS BIGINT)"
            case ("+" | "-" | "*" as operator, left, right):
                return f"({sub(left)} {operator} {sub(right)})"
            case ("round2", part, digits):
                return f"round({sub(part)}, {digits})"
            case ("round" | "floor" | "ceil" as function, part):
                return f"CAST({function}({sub(part)}) AS BIGINT)"
            case ("days_between", a, b):
                return f"({sub(b)} - {sub(a)})"
            case ("months_between", a, b):
                return f"months_apart({sub(a)}, {sub(b)})"
            case ("age", a, b):
                return f"years_old({sub(a)}, {sub(b)})"
            case ("weekday", part):
                return f"isodow({sub(part)})"
            case ("month_of_year", part):
                return f"month({sub(part)})"
            case ("add", part, number, unit):
                days = {"days": 1, "weeks": 7}.get(unit)
                if days:
                    return f"({sub(part)} + {number * days})"
                months = number * {"months": 1, "quarters": 3, "years": 12}[unit]
                return f"CAST({sub(part)} + to_months({months}) AS DATE)"
            case ("start", part, unit):
                return f"CAST(date_trunc('{unit}', {sub(part)}) AS DATE)"
            case ("end", part, unit):
                step = {"week": "INTERVAL 7 DAY", "month": "INTERVAL 1 MONTH", "quarter": "INTERVAL 3 MONTH"}[unit]
                return f"(CAST(date_trunc('{unit}', {sub(part)}) + {step} AS DATE) - 1)"
            case ("month", part):
                return f"strftime({sub(part)}, '%Y-%m')"
            case ("week", part):
                return f"strftime({sub(part)}, '%G-W%V')"
            case ("quarter", part):
                return f"quarter_text({sub(part)})"
            case ("text", part):
                return f"CAST({sub(part)} AS VARCHAR)"
            case ("concat", left, right):
                return f"({sub(left)} || {sub(right)})"
            case ("replace", part, what, by):
                return f"replace({sub(part)}, {quoted(what)}, {quoted(by)})"
            case ("pad_left", part, width):
                return f"padded({sub(part)}, {width})"
            case (function, *arguments):
                return f"{function}({', '.join(sub(part) if isinstance(part, tuple) else str(part) for part in arguments)})"
        raise ValueError(node)


def period(span: tuple) -> tuple[datetime.date, datetime.date]:
    """Its first and last day."""
    one = datetime.timedelta(days=1)
    match span:
        case ("year", year):
            return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        case ("quarter", year, number):
            first = datetime.date(year, 3 * number - 2, 1)
            return first, moved(first, 3) - one
        case ("month", year, number):
            first = datetime.date(year, number, 1)
            return first, moved(first, 1) - one
        case ("week", year, number):
            first = datetime.date.fromisocalendar(year, number, 1)
            return first, first + 6 * one
        case ("last", number, "days"):
            return TODAY - number * one + one, TODAY
        case ("last", number, "months"):
            return moved(TODAY, -number) + one, TODAY
        case ("next", number, "weeks"):
            return TODAY + one, TODAY + 7 * number * one
        case ("this", "quarter"):
            return period(("quarter", TODAY.year, (TODAY.month + 2) // 3))
        case ("this", "year"):
            return period(("year", TODAY.year))
        case ("previous", "month"):
            return moved(TODAY.replace(day=1), -1), TODAY.replace(day=1) - one
        case ("previous", "quarter"):
            first = period(("this", "quarter"))[0]
            return moved(first, -3), first - one
        case ("previous", "week"):
            monday = TODAY - TODAY.weekday() * one
            return monday - 7 * one, monday - one
    raise ValueError(span)


def moved(day: datetime.date, months: int) -> datetime.date:
    """By months, to the last day of a shorter one."""
    number = day.year * 12 + day.month - 1 + months
    for last in range(day.day, 0, -1):
        try:
            return datetime.date(number // 12, number % 12 + 1, last)
        except ValueError:
            continue
    raise ValueError(day)
