"""Random values as plain trees, which know neither of the two languages.

A value is a tuple: ("field", path, level), level 1 being the row outside an aggregate; ("const", kind, value); ("if", c, a, b);
("agg", Aggregate), ("window", Aggregate, keys); or (operation, value…).
"""

import random
from dataclasses import dataclass

from records import DAYS, INVERSES, OBJECT, SCHEMA, WORDS, base, following

ORDERED = ["int", "decimal", "float", "text", "date"]
PLAIN = ["int", "int", "decimal", "decimal", "float", "text", "text", "date", "bool"]


@dataclass
class Many:
    """The way from a row to many: names of references to one, then names of inverses or of a list of objects."""

    start: list[str]
    steps: list[str]
    target: str  # a collection, or "objects"


@dataclass
class Aggregate:
    function: str
    argument: tuple | None = None
    condition: tuple | None = None
    order: tuple | None = None  # (value, descending)
    distinct: bool = False
    part: str = ""  # of a percentile
    many: Many | None = None  # None: the rows of the group


class Expressions:
    def __init__(self, random_: random.Random):
        self.random = random_

    # What there is: fields of the rows by path, those of rows referred to included.

    def start(self, source: str):
        self.fields = {(name,): kind for name, kind in SCHEMA[source].items() if kind != "objects"}
        self.origin = source
        self.has_objects = source == "children"
        self.last = 0

    def name(self) -> str:
        self.last += 1
        return f"x{self.last}"

    @staticmethod
    def paths(fields: dict, depth: int = 2) -> dict:
        result = dict(fields)
        for path, kind in fields.items():
            if kind.startswith("ref:") and depth:
                to = kind[4:]
                inner = {(name,): of for name, of in SCHEMA[to].items() if of != "objects"}
                for rest, of in Expressions.paths(inner, depth - 1).items():
                    result.setdefault((*path[:-1], following(path[-1]), *rest), of)
        return result

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    # Values

    def value(self, kind: str, rows: list[dict], depth: int = 2, aggregates: bool = True) -> tuple:
        """`rows`: the fields of the row at hand, then of the one outside."""
        if depth <= 0 or self.chance(35):
            return self.leaf(kind, rows)
        make = lambda of, less=1: self.value(of, rows, depth - less, aggregates)
        if self.chance(12):
            return ("if", self.condition(rows, depth - 1, aggregates), make(kind), make(kind))
        if self.chance(10):
            return ("??", make(kind), make(kind))
        if self.chance(8) and kind in ORDERED:
            return (self.random.choice(["least", "greatest"]), make(kind), make(kind))
        if aggregates and self.chance(30) and (made := self.related(kind, rows)):
            return made
        match kind:
            case "bool":
                return self.condition(rows, depth - 1, aggregates)
            case "int":
                operation = self.random.choice(
                    [
                        "+",
                        "-",
                        "*",
                        "%",
                        "div",
                        "length",
                        "part",
                        "part",
                        "days",
                        "months",
                        "age",
                        "round",
                        "floor",
                        "ceil",
                        "abs",
                    ]
                )
                match operation:
                    case "length":
                        return ("length", make("text"))
                    case "part":
                        return (self.random.choice(["year", "day", "weekday", "month_of_year"]), make("date"))
                    case "days" | "months" | "age":
                        return (
                            {"days": "days_between", "months": "months_between"}.get(operation, operation),
                            make("date"),
                            make("date"),
                        )
                    case "round" | "floor" | "ceil":
                        return (operation, self.leaf("decimal", rows))
                    case "abs":
                        return ("abs", make("int"))
                    case _:
                        return (operation, make("int"), self.leaf("int", rows))
            case "decimal":
                operation = self.random.choice(["+", "-", "*", "%", "round", "abs"])
                if operation == "round":
                    return ("round2", make("decimal"), self.random.randint(0, 2))
                if operation == "abs":
                    return ("abs", make("decimal"))
                right = self.leaf(self.random.choice(["decimal", "int"]), rows)
                return (operation, self.leaf("decimal", rows) if operation in "*%" else make("decimal"), right)
            case "float":
                if self.chance(50):
                    return (
                        "/",
                        make(self.random.choice(["int", "decimal"])),
                        self.leaf(self.random.choice(["int", "decimal"]), rows),
                    )
                return (
                    self.random.choice(["+", "-", "*"]),
                    make("float"),
                    self.leaf(self.random.choice(["int", "float", "decimal"]), rows),
                )
            case "text":
                operation = self.random.choice(
                    [
                        "upper",
                        "lower",
                        "trim",
                        "left",
                        "right",
                        "substring",
                        "concat",
                        "replace",
                        "pad_left",
                        "month",
                        "quarter",
                        "week",
                        "text",
                    ]
                )
                match operation:
                    case "left" | "right":
                        return (operation, make("text"), self.random.randint(0, 3))
                    case "substring":
                        return (operation, make("text"), self.random.randint(1, 3), self.random.randint(0, 3))
                    case "concat":
                        return (operation, make("text"), make("text"))
                    case "replace":
                        return (
                            operation,
                            make("text"),
                            self.random.choice(["i", "-", "王", "a b"]),
                            self.random.choice(["", "é", "--"]),
                        )
                    case "pad_left":
                        return (operation, make("text"), self.random.randint(0, 5))
                    case "month" | "quarter" | "week":
                        return (operation, make("date"))
                    case "text":
                        return (operation, make(self.random.choice(["int", "date"])))
                    case _:
                        return (operation, make("text"))
            case "date":
                operation = self.random.choice(["add", "add", "start", "end"])
                if operation == "add":
                    return (
                        "add",
                        make("date"),
                        self.random.randint(-30, 30),
                        self.random.choice(["days", "weeks", "months", "quarters", "years"]),
                    )
                return (operation, make("date"), self.random.choice(["month", "quarter", "week"]))
        return self.leaf(kind, rows)

    def leaf(self, kind: str, rows: list[dict], references: bool = False) -> tuple:
        """References only where they are wanted: those to different collections do not compare."""
        kind_of = base if references else str
        choices = [
            ("field", path, level)
            for level, fields in enumerate(rows)
            for path, of in self.paths(fields).items()
            if kind_of(of) == kind
        ]
        if choices and not self.chance(12):
            return self.random.choice(choices)
        return self.constant(kind)

    def constant(self, kind: str) -> tuple:
        match kind:
            case "int":
                return ("const", kind, self.random.randint(0, 9))
            case "decimal":
                return ("const", kind, self.random.choice(["0.5", "2.50", "100.0", "0.001", "12.5"]))
            case "float":
                return ("const", kind, self.random.choice(["0.5e0", "2.5e1"]))
            case "text":
                return ("const", kind, self.random.choice(WORDS))
            case "date":
                return ("const", kind, self.random.choice(DAYS))
            case "bool":
                return ("const", kind, self.chance(50))

    def condition(self, rows: list[dict], depth: int = 2, aggregates: bool = True) -> tuple:
        make = lambda of: self.value(of, rows, depth, aggregates)
        again = lambda: self.condition(rows, depth - 1, aggregates)
        if depth > 0:
            match self.random.randrange(7):
                case 0 | 1:
                    return (self.random.choice(["and", "or"]), again(), again())
                case 2:
                    return ("not", again())
        kind = self.random.choice(PLAIN)
        ordered = self.random.choice(ORDERED)
        match self.random.randrange(13):
            case 0 | 1:
                return (self.random.choice(["==", "!="]), make(kind), make(kind))
            case 2 | 3 | 4:
                return (self.random.choice(["<", "<=", ">", ">="]), make(ordered), make(ordered))
            case 5:
                return ("between", make(ordered), make(ordered), make(ordered))
            case 6:
                kind = self.random.choice(["int", "text", "date"])
                return (
                    self.random.choice(["in", "not in"]),
                    make(kind),
                    *[self.constant(kind) for _ in range(self.random.randint(1, 3))],
                )
            case 7:
                return (
                    self.random.choice(["missing", "present"]),
                    make(kind) if self.chance(50) else self.leaf("int", rows, True),
                )
            case 8 | 9:
                return (
                    self.random.choice(["contains", "starts", "ends"]),
                    make("text"),
                    self.random.choice(["l", "LI", "王", "É", "", "_", "%", "pad"]),
                )
            case 10:
                return ("within", make("date"), self.period())
            case 11:
                table = self.random.choice(list(SCHEMA))
                name = self.random.choice(
                    [name for name, of in SCHEMA[table].items() if base(of) in ("int", "text", "date")]
                )
                if (
                    any(path[0] == table or following(path[0]) == table for fields in rows for path in fields)
                    or self.origin == table
                ):
                    return ("missing", make(kind))
                taken = INVERSES.get(self.origin, {})
                if table in taken or len(rows) > 1:
                    return ("present", make(kind))
                return (self.random.choice(["in table", "not in table"]), make(base(SCHEMA[table][name])), table, name)
            case _:
                lists = [
                    ("field", path, level)
                    for level, fields in enumerate(rows[:1])
                    for path, of in fields.items()
                    if of == "texts"
                ]
                if lists:
                    return ("has", self.random.choice(lists), self.random.choice(WORDS))
                return (self.random.choice(["==", "!="]), self.leaf("int", rows, True), self.constant("int"))

    def period(self) -> tuple:
        return self.random.choice(
            [
                ("year", 2023),
                ("quarter", 2023, self.random.randint(1, 4)),
                ("month", 2024, self.random.randint(1, 12)),
                ("month", 2023, self.random.randint(1, 12)),
                ("week", 2023, self.random.randint(1, 52)),
                ("week", 2020, 53),
                ("last", 60, "days"),
                ("last", self.random.randint(1, 9), "months"),
                ("next", 2, "weeks"),
                ("this", "quarter"),
                ("this", "year"),
                ("previous", "month"),
                ("previous", "quarter"),
                ("previous", "week"),
            ]
        )

    # Aggregates

    def related(self, kind: str, rows: list[dict], in_group: bool = False) -> tuple | None:
        """An aggregate over rows related to the row at hand, or to those of its group."""
        if not self.origin or len(rows) > 1:
            return None
        ways = [Many([], [name], to) for name, (to, _) in INVERSES[self.origin].items()]
        for many in list(ways):
            ways += [Many([], [*many.steps, name], to) for name, (to, _) in INVERSES[many.target].items()]
        for path, of in rows[0].items():
            if of.startswith("ref:") and len(path) == 1 and not in_group:
                ways += [Many([following(path[0])], [name], to) for name, (to, _) in INVERSES[of[4:]].items()]
        if self.origin == "children" and self.has_objects and not in_group:
            ways.append(Many([], ["medications"], "objects"))
        if not ways:
            return None
        many = self.random.choice(ways)
        fields = OBJECT if many.target == "objects" else SCHEMA[many.target]
        inner = {(name,): of for name, of in fields.items() if of not in ("objects", "texts")}
        outer = [] if in_group else [{path: of for path, of in rows[0].items() if of != "texts"}]
        return self.aggregate(kind, [inner, *outer], many)

    def aggregate(self, kind: str, rows: list[dict], many: Many | None = None) -> tuple | None:
        functions = {
            "int": ["count", "count", "sum", "min", "max", "first", "last", "mode"],
            "decimal": ["sum", "sum", "min", "max", "median", "percentile", "first", "last"],
            "float": ["avg", "avg", "stddev", "share", "sum", "max"],
            "text": ["min", "max", "first", "last", "mode"],
            "date": ["min", "max", "first", "last", "mode"],
            "list": ["list"],
            "bool": ["any", "all", "exists"] if many else ["any", "all"],
        }
        function = self.random.choice(functions[kind])
        made = Aggregate(function, many=many)
        if function in ("first", "last", "mode", "list") and many and (many.target == "objects" or function == "mode"):
            # Their order is not that of keys.
            return None
        if function in ("any", "all", "share"):
            if many:
                # What it ranges over is named by its argument.
                choices = [path for path in rows[0] if base(rows[0][path]) in ("int", "text", "date")]
                made.argument = ("present", ("field", self.random.choice(choices), 0))
            else:
                made.argument = self.condition(rows, 1, False)
        elif function == "exists" or function == "count" and self.chance(40):
            made.argument = None
        else:
            wanted = {"count": self.random.choice(["int", "text", "decimal", "date"])}.get(function, kind)
            if function in ("avg", "stddev"):
                wanted = self.random.choice(["int", "decimal", "float"])
            if function == "list":
                wanted = self.random.choice(["int", "text"])
            if function in ("median", "percentile"):
                wanted = self.random.choice(["int", "decimal"])
            # The least or first of references is a reference, which does not compare with others.
            kind_of = str if function in ("min", "max", "first", "last", "mode", "list") else base
            paths = [path for path, of in self.paths(rows[0], 1).items() if kind_of(of) == wanted]
            if not paths:
                return None
            made.argument = ("field", self.random.choice(paths), 0)
            if function == "sum" and wanted != "float" and self.chance(25):
                made.argument = ("*", made.argument, self.constant("int"))
            made.distinct = function in ("count", "sum") and self.chance(25)
        if self.chance(40):
            made.condition = self.condition(rows, 1, False)
        if function in ("first", "last", "list"):
            made.order = (self.leaf(self.random.choice(ORDERED), rows[:1]), self.chance(40))
        if function == "percentile":
            made.part = self.random.choice(["0.9", "0.25", "0", "1"])
        return ("agg", made)
