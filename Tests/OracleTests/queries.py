"""Random queries as plain trees, which know neither of the two languages: a source, and stages made of values (see expressions.py)."""

from dataclasses import dataclass, field

from expressions import ORDERED, PLAIN, Expressions, Many
from records import OBJECT, SCHEMA, base


@dataclass
class Query:
    """`stages`: ("where", c), ("derive", [(name, value)], keys), ("select", [(name, value)]), ("summarize", items, keys),
    ("count", keys), ("distinct", items), ("take", n, keys, order), ("skip", n), ("sort", order), ("join", kind, name, table, own, other),
    ("unnest", list, name), ("search", words), ("top", n, value, keys), ("union", table, names), ("total", items, keys),
    ("in order", name, function, value, distance, keys, order), ("pivot", aggregate, across, values, keys),
    ("every", unit, date, items, keys); order is [(value, descending, missing_first)]. An empty source: the stages' only value, of a whole
    collection.
    """

    source: str
    stages: list[tuple] = field(default_factory=list)
    sorted: bool = False


class Queries(Expressions):
    def query(self) -> Query:
        source = self.random.choice([*SCHEMA, "children", "children", "visits"])
        self.start(source)
        query = Query(source)
        if self.chance(8):
            query.stages.append(("search", self.random.choice(["li", "WANG li", "emile", "王", "a b", "%", "é"])))
        for _ in range(self.random.randint(0, 2)):
            if self.chance(60):
                query.stages.append(("where", self.condition([self.fields])))
            else:
                query.stages.append(self.derive())
        ending = self.random.choice(
            [
                self.select,
                self.select,
                self.summarize,
                self.summarize,
                self.summarize,
                self.count,
                self.distinct,
                self.take_per,
                self.join,
                self.join,
                self.unnest,
                self.window,
                self.in_order,
                self.in_order,
                self.top,
                self.union,
                self.pivot,
                self.every,
                self.total,
                self.whole,
            ]
        )
        ending(query)
        return query

    def derive(self) -> tuple:
        kind, name = self.random.choice(PLAIN), self.name()
        stage = ("derive", [(name, self.value(kind, [self.fields]))], [])
        self.fields[(name,)] = kind
        return stage

    def items(self, count: int) -> list[tuple]:
        return [(self.name(), self.value(self.random.choice(PLAIN), [self.fields])) for _ in range(count)]

    def keep_id(self) -> list[tuple]:
        return [("id", ("field", ("id",), 0))]

    def select(self, query: Query):
        if self.chance(60):
            order = [
                (self.leaf(self.random.choice(ORDERED), [self.fields]), self.chance(40), self.chance(20))
                for _ in range(self.random.randint(1, 2))
            ]
            order.append((("field", ("id",), 0), False, False))
            if self.chance(50):
                query.stages.append(("take", self.random.randint(0, 8), [], order))
            else:
                query.stages.append(("sort", order))
                if self.chance(40):
                    query.stages.append(("skip", self.random.randint(0, 3)))
            query.sorted = True
        query.stages.append(("select", self.keep_id() + self.items(self.random.randint(1, 3))))

    def keys(self) -> list[tuple]:
        keys = []
        for _ in range(self.random.randint(1, 2)):
            kind = self.random.choice(["int", "text", "text", "date", "bool"])
            value = self.leaf("int", [self.fields], True) if self.chance(30) else self.value(kind, [self.fields], 1)
            keys.append((self.name(), value))
        return keys

    def summarize(self, query: Query):
        keys = self.keys() if self.chance(75) else []
        items, kinds = [], {}
        while len(items) < self.random.randint(2, 3):
            kind = self.random.choice(PLAIN)
            made = (
                self.related(kind, [self.fields], in_group=True)
                if self.chance(25)
                else self.aggregate(kind, [self.fields])
            )
            if made:
                items.append((self.name(), made))
                kinds[(items[-1][0],)] = kind
        query.stages.append(("summarize", items, keys))
        query.sorted = True
        if self.chance(35):
            self.origin, self.fields = "", kinds
            query.stages.append(("where", self.condition([self.fields], 1)))

    def count(self, query: Query):
        query.stages.append(("count", self.keys()))
        query.sorted = True

    def distinct(self, query: Query):
        query.stages.append(("distinct", self.keys() + [(self.name(), self.leaf("int", [self.fields]))]))
        query.sorted = True

    def take_per(self, query: Query):
        keys = [value for _, value in self.keys()]
        order = [
            (self.leaf(self.random.choice(ORDERED), [self.fields]), self.chance(50), False),
            (("field", ("id",), 0), False, False),
        ]
        query.stages.append(("take", self.random.randint(1, 3), keys, order))
        query.stages.append(("select", self.keep_id() + self.items(1)))

    def join(self, query: Query):
        table = self.random.choice(list(SCHEMA))
        kind = self.random.choice(["left", "inner", "full"])
        wanted = self.random.choice(["int", "text", "date"])
        others = [name for name, of in SCHEMA[table].items() if base(of) == wanted]
        own = [
            ("field", path, 0)
            for path, of in self.paths(self.fields, 1).items()
            if base(of) == wanted and path[0] in SCHEMA[query.source]
        ]
        if not others or not own:
            return self.select(query)
        name, left, other = self.name(), self.random.choice(own), self.random.choice(others)
        kinds = {self.paths(self.fields, 1)[left[1]], SCHEMA[table][other]}
        if len(kinds) > 1 and all(of.startswith("ref:") for of in kinds):
            # References to different collections do not compare.
            other = "id"
        query.stages.append(("join", kind, name, table, left, other))
        items = [("id", ("field", ("id",), 0))]
        items += [
            (f"{name}.{other}", ("joined", name, other))
            for other in self.random.sample(
                [of for of in SCHEMA[table] if SCHEMA[table][of] not in ("objects", "texts")], 2
            )
        ]
        items.append((self.name(), ("exists row", name)))
        query.stages.append(("select", items))

    def unnest(self, query: Query):
        if query.source != "children":
            return self.select(query)
        name = self.name()
        if self.chance(50):
            query.stages.append(("unnest", "needs", name))
            self.fields[(name,)] = "text"
            del self.fields[("needs",)]
            items = self.keep_id() + [(name, ("field", (name,), 0))]
        else:
            query.stages.append(("unnest", "medications", name))
            self.has_objects = False
            items = self.keep_id() + [(f"{name}.{field}", ("joined", name, field)) for field in OBJECT]
        if self.chance(50) and name in [item[0] for item in items]:
            query.stages.append(("count", [items[1]]))
            query.sorted = True
        else:
            query.stages.append(("select", items + self.items(1)))

    def window(self, query: Query):
        name, made = self.name(), None
        while not made:
            made = self.aggregate(self.random.choice(PLAIN), [self.fields])
        keys = [value for _, value in self.keys()] if self.chance(70) else []
        query.stages.append(("derive", [(name, made)], keys))
        query.stages.append(("select", self.keep_id() + [(name, ("field", (name,), 0))]))

    def in_order(self, query: Query):
        """What goes row by row; the key comes last in the order, but for ranks, so that there is only one."""
        function = self.random.choice(["row_number", "rank", "previous", "next", "sum", "count", "min", "max", "avg", "last"])
        kind = "float" if function == "avg" else self.random.choice(["int", "decimal"] + ["text", "date"] * (function != "sum"))
        order = [(self.leaf(self.random.choice(ORDERED), [self.fields]), self.chance(40), self.chance(20))]
        if function != "rank":
            order.append((("field", ("id",), 0), False, False))
        keys = [value for _, value in self.keys()] if self.chance(60) else []
        name = self.name()
        value = self.value(kind, [self.fields], 1, False)
        query.stages.append(("in order", name, function, value, self.random.randint(1, 3), keys, order))
        query.stages.append(("select", self.keep_id() + [(name, ("field", (name,), 0))]))

    def top(self, query: Query):
        keys = [value for _, value in self.keys()] if self.chance(60) else []
        measure = self.value(self.random.choice(ORDERED), [self.fields], 1)
        query.stages.append(("top", self.random.randint(0, 4), measure, keys))
        query.stages.append(("select", self.keep_id() + self.items(1)))

    def union(self, query: Query):
        """Fields of one name are of one kind in every collection."""
        table = self.random.choice(list(SCHEMA))
        names = {}
        for side in (query.source, table):
            plain = [name for name, of in SCHEMA[side].items() if of not in ("objects", "texts")]
            names[side] = ["id", *self.random.sample([name for name in plain if name != "id"], min(2, len(plain) - 1))]
        query.stages.append(("select", [(name, ("field", (name,), 0)) for name in names[query.source]]))
        query.stages.append(("union", table, names[table]))

    def pivot(self, query: Query):
        kind = self.random.choice(["int", "text", "bool"])
        values = [("const", kind, value) for value in {"int": [0, 2, 5], "text": ["Li", "soap", "王丽"], "bool": [True, False]}[kind]]
        made = None
        while not made:
            made = self.aggregate(self.random.choice(PLAIN), [self.fields])
        query.stages.append(("pivot", made, self.leaf(kind, [self.fields]), values, self.keys()))
        query.sorted = True

    def plain_items(self) -> list[tuple]:
        items = []
        while len(items) < 2:
            if made := self.aggregate(self.random.choice([*PLAIN, "list"]), [self.fields]):
                items.append((self.name(), made))
        return items

    def every(self, query: Query):
        unit = self.random.choice(["month", "quarter", "week"])
        # Within few years, or there would be very many rows.
        date = self.leaf("date", [self.fields])
        query.stages.append(("where", ("within", date, ("last", self.random.randint(8, 40), "months"))))
        keys = self.keys()[:1] if self.chance(50) else []
        query.stages.append(("every", unit, date, self.plain_items(), keys))
        query.sorted = True

    def total(self, query: Query):
        query.stages.append(("total", self.plain_items(), self.keys()))
        query.sorted = True

    def whole(self, query: Query):
        """Aggregates of whole collections, outside any stage."""
        made = None
        while not made or made[1].function in ("any", "all", "share"):
            self.origin = table = self.random.choice(list(SCHEMA))
            fields = {(name,): of for name, of in SCHEMA[table].items() if of not in ("objects", "texts")}
            made = self.aggregate(self.random.choice(PLAIN), [fields], Many([], [table], table))
        query.source, query.stages = "", [("value", made)]
