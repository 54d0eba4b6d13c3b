"""A query tree as an almoner script."""

from expressions import Aggregate
from queries import Query

BETWEEN = {"==", "!=", "<", "<=", ">", ">=", "and", "or", "+", "-", "*", "/", "%", "??"}


def script(query: Query) -> str:
    if not query.source:
        return value(query.stages[0][1])
    return " | ".join([query.source, *map(stage, query.stages)])


def stage(parts: tuple) -> str:
    match parts:
        case ("where", condition):
            return "where " + value(condition)
        case ("derive", items, keys):
            return "derive " + named(items) + (" per " + keyed(keys) if keys else "")
        case ("select", items):
            return "select " + named(items)
        case ("summarize", items, keys):
            return "summarize " + named(items) + (" by " + named(keys) if keys else "")
        case ("count", keys):
            return "count by " + named(keys)
        case ("distinct", items):
            return "distinct " + named(items)
        case ("take", count, keys, order):
            return f"take {count}" + (" per " + keyed(keys) if keys else "") + " sort " + ordered(order)
        case ("sort", order):
            return "sort " + ordered(order)
        case ("skip", count):
            return f"skip {count}"
        case ("join", kind, name, table, own, other):
            return f"join {'' if kind == 'left' else kind + ' '}{name} = {table} on {name}.{other} == {value(own)}"
        case ("unnest", path, name):
            return f"unnest {path} as {name}"
        case ("search", words):
            return "search " + quoted(words)
        case ("top", number, measure, keys):
            return f"top {number} by {value(measure)}" + (" per " + keyed(keys) if keys else "")
        case ("union", table, names):
            return f"union ({table} | select {', '.join(names)})"
        case ("in order", name, function, argument, distance, keys, order):
            made = in_order(function, value(argument), distance)
            return f"derive {name} = {made}" + (" per " + keyed(keys) if keys else "") + " sort " + ordered(order)
        case ("pivot", aggregate, across, values, keys):
            listed = ", ".join(map(value, values))
            return f"pivot {value(aggregate)} across ({value(across)}) in [{listed}] by {named(keys)}"
        case ("every", unit, date, items, keys):
            further = ", " + named(keys) if keys else ""
            return f"summarize {named(items)} by every {unit} = {unit}({value(date)}){further}"
        case ("total", items, keys):
            return f"summarize {named(items)} by {named(keys)} with total"
    raise ValueError(parts)


def in_order(function: str, argument: str, distance: int) -> str:
    match function:
        case "row_number" | "rank":
            return function + "()"
        case "previous" | "next":
            return f"{function}({argument}, {distance})"
    return f"running({function}({argument}))"


def named(items: list) -> str:
    return ", ".join(name if path(item) == name else f"{name} = {value(item)}" for name, item in items)


def keyed(keys: list) -> str:
    """Keys want names where they are no paths."""
    return ", ".join(
        value(key) if key[0] == "field" else f"k{number} = {value(key)}" for number, key in enumerate(keys)
    )


def ordered(order: list) -> str:
    return ", ".join(
        ("-" if down else "") + value(key) + (" missing first" if first else "") for key, down, first in order
    )


def path(item: tuple) -> str | None:
    match item:
        case ("field", names, 0):
            return ".".join(names)
        case ("joined", name, field):
            return f"{name}.{field}"
    return None


def value(node: tuple, prefix: str = "") -> str:
    """`prefix`: the path by which an aggregate's argument names its rows."""
    sub = lambda part: value(part, prefix)
    match node:
        case ("field", names, level):
            return ("outer." if level else prefix) + ".".join(names)
        case ("joined", name, field):
            return f"{name}.{field}"
        case ("exists row", name):
            return f"exists({name})"
        case ("const", kind, constant):
            return quoted(constant) if kind == "text" else str(constant).lower() if kind == "bool" else str(constant)
        case ("if", condition, then, otherwise):
            return f"(if {sub(condition)} then {sub(then)} else {sub(otherwise)})"
        case ("agg", aggregate):
            return call(aggregate)
        case ("not", part):
            return f"(not {sub(part)})"
        case ("missing", part):
            return f"({sub(part)} is missing)"
        case ("present", part):
            return f"({sub(part)} is not missing)"
        case ("between", part, low, high):
            return f"({sub(part)} between {sub(low)} and {sub(high)})"
        case ("in" | "not in" as operator, part, *elements):
            return f"({sub(part)} {operator} [{', '.join(map(sub, elements))}])"
        case ("in table" | "not in table" as operator, part, table, field):
            return f"({sub(part)} {operator.removesuffix(' table')} {table}.{field})"
        case ("within", part, span):
            return f"({sub(part)} in {period(span)})"
        case ("contains" | "starts" | "ends" as test, part, text):
            return f"({sub(part)} {test}{' with' if test != 'contains' else ''} {quoted(text)})"
        case ("has", part, text):
            return f"({sub(part)} contains {quoted(text)})"
        case ("add", part, count, unit):
            return f"({sub(part)} {'-' if count < 0 else '+'} {abs(count)} {unit})"
        case ("start" | "end" as edge, part, unit):
            return f"{edge}({unit}({sub(part)}))"
        case ("month" | "quarter" | "week" as unit, part):
            return f"text({unit}({sub(part)}))"
        case ("round2", part, digits):
            return f"round({sub(part)}, {digits})"
        case ("pad_left", part, width):
            return f'pad_left({sub(part)}, {width}, "0")'
        case ("replace", part, what, by):
            return f"replace({sub(part)}, {quoted(what)}, {quoted(by)})"
        case (operator, left, right) if operator in BETWEEN:
            return f"({sub(left)} {operator} {sub(right)})"
        case (function, *arguments):
            return f"{function}({', '.join(sub(part) if isinstance(part, tuple) else str(part) for part in arguments)})"


def call(aggregate: Aggregate) -> str:
    many = ".".join([*aggregate.many.start, *aggregate.many.steps]) if aggregate.many else ""
    argument = value(aggregate.argument, many + "." if many else "") if aggregate.argument else many
    text = f"{aggregate.function}({'distinct ' if aggregate.distinct else ''}{argument}"
    if aggregate.part:
        text += ", " + aggregate.part
    if aggregate.condition and (argument or aggregate.many):
        text += " where " + value(aggregate.condition)
    elif aggregate.condition:
        text += "where " + value(aggregate.condition)
    if aggregate.order:
        key, down = aggregate.order
        # Of rows reached in several steps the order is another than that of their keys.
        text += " sort " + ("-" if down else "") + value(key) + (", id" if aggregate.many else "")
    return text + ")"


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("{", "\\{") + '"'


def period(span: tuple) -> str:
    match span:
        case ("year", year):
            return str(year)
        case ("quarter", year, number):
            return f"{year}-Q{number}"
        case ("month", year, number):
            return f"{year}-{number:02}"
        case ("week", year, number):
            return f"{year}-W{number:02}"
        case ("last" | "next" as direction, count, unit):
            return f"{direction} {count} {unit}"
        case ("this", unit):
            return f"this {unit}"
        case ("previous", unit):
            return f"last {unit}"
    raise ValueError(span)
