"""SQL for `search`, `top`, `union`, crosstabs, totals, periods without rows, and what goes row by row in an order."""

from dataclasses import replace

from records import SCHEMA

FORMS = {"month": "'%Y-%m'", "week": "'%G-W%V'"}
STEPS = {"month": "INTERVAL 1 MONTH", "quarter": "INTERVAL 3 MONTH", "week": "INTERVAL 7 DAY"}
OVER_NO_ROWS = {"count": "0", "sum": "0", "any": "false", "all": "true", "exists": "false", "list": "[]"}


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


class GroupedSQL:
    """A part of `SQL`, whose methods it uses."""

    def grouped(self, stage: tuple, before: str, order: str) -> tuple[str, str]:
        t = self.alias()
        source = f"FROM {before} {t}"
        match stage:
            case ("search", words):
                names = [name for name, of in SCHEMA[self.origin].items() if of == "text"]
                text = f"strip_accents(lower(concat_ws(' ', {', '.join(f'{t}.{name}' for name in names) or 'NULL'})))"
                tests = " AND ".join(f"contains({text}, strip_accents(lower({quoted(word)})))" for word in words.split())
                return f"SELECT * {source} WHERE {tests}", order
            case ("top", number, measure, keys):
                by = ", ".join(self.value(key, [t]) for key in keys)
                partition = f"PARTITION BY {by} " if keys else ""
                rows = f"{partition}ORDER BY {self.value(measure, [t])} DESC NULLS LAST, {t}.id"
                return f"SELECT * {source} QUALIFY row_number() OVER ({rows}) <= {number}", ""
            case ("union", table, names):
                fields = ", ".join(names)
                return f"SELECT * {source} UNION ALL BY NAME SELECT {fields} FROM {table}", ""
            case ("in order", name, function, value, distance, keys, keys_of_order):
                by = ", ".join(self.value(key, [t]) for key in keys)
                window = (f"PARTITION BY {by} " if keys else "") + f"ORDER BY {self.order(keys_of_order, t)}"
                made = self.in_order(function, self.value(value, [t]), distance, window)
                return f'SELECT *, {made} AS "{name}" {source}', ""
            case ("pivot", ("agg", aggregate), across, values, keys):
                items = []
                for number, value in enumerate(values):
                    here = ("==", across, value)
                    condition = ("and", aggregate.condition, here) if aggregate.condition else here
                    items.append((f"p{number}", ("agg", replace(aggregate, condition=condition))))
                return self.summarize(items, keys, before)
            case ("total", items, keys):
                self.total = self.summarize(items, [], before)[0]
                # In CSV the first key says what the row is.
                self.total = f"SELECT 'total', {'NULL, ' * (len(keys) - 1)}* FROM ({self.total})"
                return self.summarize(items, keys, before)
            case ("every", unit, date, items, keys):
                return self.every(unit, date, items, keys, before)
        raise ValueError(stage)

    @staticmethod
    def in_order(function: str, value: str, distance: int, window: str) -> str:
        match function:
            case "row_number" | "rank":
                return f"{function}() OVER ({window})"
            case "previous" | "next":
                return f"{'lag' if function == 'previous' else 'lead'}({value}, {distance}) OVER ({window})"
        running = f"({window} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"
        if function == "avg":
            value = f"CAST({value} AS DOUBLE)"
        return f"{'last_value' if function == 'last' else function}({value}) OVER {running}"

    def every(self, unit: str, date: tuple, items: list, keys: list, before: str) -> tuple[str, str]:
        """All periods from the first to the last, with each combination of the other keys, and what the groups have there."""
        groups = self.summarize(items, [("k0", ("start", date, unit)), *keys], before)[0]
        names = [name for name, _ in keys]
        others = ", ".join(f'"{name}"' for name in names)
        periods = f"SELECT unnest(generate_series(min(k0), max(k0), {STEPS[unit]})) AS p FROM g"
        cells = f"SELECT CAST(p AS DATE) AS p{''.join(f', c.{chr(34)}{name}{chr(34)}' for name in names)} FROM ({periods})"
        if names:
            cells += f" CROSS JOIN (SELECT DISTINCT {others} FROM g) c"
        same = " AND ".join(f'cells."{name}" IS NOT DISTINCT FROM g."{name}"' for name in names)
        shown = f"strftime(cells.p, {FORMS[unit]})" if unit in FORMS else "quarter_text(cells.p)"
        made = "".join(f', cells."{name}"' for name in names)
        for name, (_, aggregate) in items:
            empty = OVER_NO_ROWS.get(aggregate.function, "NULL")
            made += f', CASE WHEN g.k0 IS NULL THEN {empty} ELSE g."{name}" END'
        text = f"WITH g AS ({groups}), cells AS ({cells}) SELECT {shown}{made} FROM cells LEFT JOIN g ON cells.p = g.k0"
        text += f" AND {same}" if same else ""
        order = ", ".join(["cells.p", *[f'cells."{name}" NULLS LAST' for name in names]])
        return text, f" ORDER BY {order}"
