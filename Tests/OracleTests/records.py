"""A random dataset as JSON files, with a descriptor for almoner and the same types spelled out for DuckDB."""

import datetime
import json
import random
from pathlib import Path

TODAY = datetime.date(2023, 9, 30)

# Collection → field → kind. `ref:x` is a foreign key to the collection x; the first field is the key and counts up.
SCHEMA = {
    "regions": {"id": "int", "name": "text", "parent_id": "ref:regions"},
    "schools": {"id": "int", "name": "text", "region": "ref:regions", "opened": "date", "budget": "decimal"},
    "sponsors": {"id": "int", "name": "text", "since": "date", "pledge": "decimal"},
    "children": {
        "id": "int",
        "name": "text",
        "grade": "int",
        "weight": "float",
        "fee": "decimal",
        "born": "date",
        "active": "bool",
        "school": "ref:schools",
        "sponsor_id": "ref:sponsors",
        "needs": "texts",
        "medications": "objects",
    },
    "visits": {
        "id": "int",
        "child_id": "ref:children",
        "date": "date",
        "minutes": "int",
        "staff": "text",
        "score": "decimal",
    },
}
OBJECT = {"drug": "text", "dose": "int"}
# Collection → the name of an inverse → (collection, its field that refers here).
INVERSES = {
    "regions": {"schools": ("schools", "region")},
    "schools": {"children": ("children", "school")},
    "sponsors": {"children": ("children", "sponsor_id")},
    "children": {"visits": ("visits", "child_id")},
    "visits": {},
}

WORDS = ["Li", "王丽", "li", "Émile", "Wang Li", "soap", "pads", "", " a b ", "a-b", "扎西", "zoe", "50%", "LI_"]
DAYS = [
    "2023-01-31",
    "2023-02-28",
    "2023-03-31",
    "2024-02-29",
    "2024-03-01",
    "2023-12-31",
    "2024-01-01",
    "2020-12-31",
    "2021-01-03",
    "2023-06-30",
    "2023-07-01",
    "2023-07-31",
    "2023-08-01",
    "2023-09-30",
    "2012-02-29",
    "2000-02-29",
    "1999-12-31",
]
DUCKDB_TYPES = {
    "int": "BIGINT",
    "decimal": "DECIMAL(14,3)",
    "float": "DOUBLE",
    "text": "VARCHAR",
    "date": "DATE",
    "bool": "BOOLEAN",
    "texts": "VARCHAR[]",
    "objects": "STRUCT(drug VARCHAR, dose BIGINT)[]",
}
DESCRIPTOR_TYPES = {
    "int": "integer",
    "decimal": "number",
    "text": "string",
    "date": "date",
    "bool": "boolean",
    "texts": "array",
    "objects": "array",
}


def following(field: str) -> str:
    """How a reference is followed: `sponsor` of `sponsor_id`."""
    return field.removesuffix("_id")


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


class Decimals(float):
    """A number that JSON writes with these digits."""

    def __new__(cls, text: str):
        self = super().__new__(cls, text)
        self.text = text
        return self

    def __repr__(self):
        return self.text


class Records:
    def __init__(self, random_: random.Random):
        self.random = random_
        sizes = {"regions": 3, "schools": 5, "sponsors": 6, "children": 25, "visits": 40}
        self.rows = {name: self.collection(name, random_.randint(0, most)) for name, most in sizes.items()}

    def collection(self, name: str, count: int) -> list[dict]:
        # The first child has a value everywhere, so that the types which only the data tells are there.
        if name == "children":
            count = max(1, count)
        return [self.row(SCHEMA[name], number, number > 1) for number in range(1, count + 1)]

    def row(self, fields: dict, number: int, may_lack: bool) -> dict:
        row = {}
        for field, kind in fields.items():
            if field == "id":
                row[field] = number
            elif not may_lack or self.random.random() > 0.2:
                row[field] = self.value(kind, may_lack)
            elif self.random.random() < 0.5:
                row[field] = None
        return row

    def value(self, kind: str, may_lack: bool):
        pick = self.random
        match kind:
            case "int":
                return pick.randint(-3, 9)
            case "decimal":
                return Decimals(
                    pick.choice(
                        [
                            "-0.100",
                            "12.5",
                            "12.50",
                            "1700",
                            "-15582.505",
                            "99999999.999",
                            "7.25",
                            "0.001",
                            f"{pick.randint(-900, 900)}.{pick.randint(0, 99)}",
                        ]
                    )
                )
            case "float":
                # With an exponent, which makes it a float.
                return Decimals(f"{pick.randint(-400, 400) / 8}e0")
            case "text":
                return pick.choice(WORDS)
            case "date":
                return pick.choice(DAYS)
            case "bool":
                return pick.random() < 0.5
            case "texts":
                return [pick.choice(WORDS) for _ in range(pick.randint(0 if may_lack else 1, 3))]
            case "objects":
                return [self.row(OBJECT, 0, may_lack) for _ in range(pick.randint(0 if may_lack else 1, 2))]
            case _:
                # Some keys dangle.
                return pick.randint(1, {"ref:regions": 3, "ref:schools": 6, "ref:sponsors": 7}.get(kind, 27))

    def write(self, folder: Path):
        resources = []
        for name, fields in SCHEMA.items():
            (folder / f"{name}.json").write_text(json.dumps(self.rows[name], ensure_ascii=False))
            keys = [(field, kind[4:]) for field, kind in fields.items() if kind.startswith("ref:")]
            resources.append(
                {
                    "name": name,
                    "path": f"{name}.json",
                    "schema": {
                        "fields": [
                            {"name": field} | ({"type": DESCRIPTOR_TYPES[base(kind)]} if kind != "float" else {})
                            for field, kind in fields.items()
                        ],
                        "foreignKeys": [
                            {"fields": [field], "reference": {"resource": "" if to == name else to, "fields": ["id"]}}
                            for field, to in keys
                        ],
                    },
                }
            )
        (folder / "datapackage.json").write_text(json.dumps({"name": "random", "resources": resources}))

    def read_into(self, connection, folder: Path):
        """As tables, and each collection once more as `x_wide`, with what its references lead to beside its own fields."""
        for name, fields in SCHEMA.items():
            columns = ", ".join(f"'{field}': '{DUCKDB_TYPES[base(kind)]}'" for field, kind in fields.items())
            connection.execute(
                f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM "
                f"read_json('{folder}/{name}.json', format = 'array', columns = {{{columns}}})"
            )
        for name in SCHEMA:
            columns, joins = wide(name, name, "", 2)
            connection.execute(
                f"CREATE OR REPLACE TABLE {name}_wide AS SELECT {', '.join(columns)} FROM {name} {' '.join(joins)}"
            )


def wide(collection: str, alias: str, prefix: str, depth: int) -> tuple[list[str], list[str]]:
    columns, joins = [], []
    for field, kind in SCHEMA[collection].items():
        columns.append(f'{alias}.{field} AS "{prefix}{field}"')
        if kind.startswith("ref:") and depth:
            path, other = prefix + following(field), f"{alias}_{field}"
            joins.append(f"LEFT JOIN {kind[4:]} {other} ON {other}.id = {alias}.{field}")
            more, further = wide(kind[4:], other, path + ".", depth - 1)
            # A field by which the reference is followed keeps its name: `school` beside `school.name`.
            columns += more
            joins += further
    return columns, joins


def base(kind: str) -> str:
    """A reference's value is its key."""
    return "int" if kind.startswith("ref:") else kind
