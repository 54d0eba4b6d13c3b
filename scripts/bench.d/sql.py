"""The queries in SQL; `dialect` is duckdb (dates are text), duckdb-dates, chdb, datafusion or sqlite."""

# The fields that each query reads, by collection: peers that take a schema are given no others.
FIELDS = {
    "q01": {"children": "left_behind gender province birth_date"}, "q02": {"donations": "item quantity amount"},
    "q03": {"donations": "date amount currency"}, "q04": {"donations": "id donor_id date amount currency"},
    "q05": {"donations": "date donor_id"},
    "q06": {"visits": "child_id minutes", "children": "id school_id", "schools": "id province"},
    "q07": {"children": "id name county", "visits": "child_id date"}, "q08": {"visits": "kind notes"},
    "q09": {"children": "id name guardian"}, "q10": {"children": "needs"},
    "q11": {"donations": "kind currency amount"},
    "q12": {"donations": "kind item quantity", "distributions": "item quantity"},
    "q13": {"donations": "id donor_id date kind amount currency"}, "q14": {"visits": "id child_id date kind"},
    "q15": {"children": "id province sponsor_id school_id", "schools": "id boarding", "sponsors": "id type",
            "visits": "child_id date", "donations": "donor_id amount currency", "distributions": "child_id quantity",
            "sessions": "id date", "attendance": "session_id child_id present"},
    "q16": {"children": "id name guardian needs"},
}
FIELDS = {query: {name: fields.split() for name, fields in of.items()} for query, of in FIELDS.items()}
QUERIES = list(FIELDS)
# All that any query reads.
ALL_FIELDS = {name: list(dict.fromkeys(field for of in FIELDS.values() for field in of.get(name, [])))
              for name in FIELDS["q15"]}
INTEGERS = set("id donor_id quantity child_id school_id minutes sponsor_id session_id".split())
BOOLEANS = {"left_behind", "boarding", "present"}


def sql(dialect, query, child):
    """`child` is the one that q16 asks for."""
    has_dates = dialect == "duckdb-dates"
    dialect = dialect.removesuffix("-dates")

    def by(default, **others):
        return others.get(dialect, default)

    phone = by("guardian.phone", datafusion="guardian['phone']", sqlite="guardian->>'phone'")
    relation = by("guardian.relation", datafusion="guardian['relation']", sqlite="guardian->>'relation'")
    distinct = by("count(distinct {})", chdb="uniqExact({})")
    match query:
        case "q01":
            return """select count(*) n from children where left_behind and gender = 'F' and province = '四川'
                      and birth_date >= '2012-01-01'"""
        case "q02":
            return """select item, count(*) n, sum(quantity) qty, sum(amount) total, avg(amount) mean from donations
                      group by item order by n desc, item"""
        case "q03":
            if has_dates:
                return """select printf('%d-%02d', m // 100, m % 100) as month, n, total from
                          (select year(date) * 100 + month(date) m, count(*) n, sum(amount) total from donations
                          where currency = 'CNY' group by 1) order by m"""
            month = by("substr(date, 1, 7)", duckdb="date[1:7]", chdb="formatDateTime(date, '%Y-%m')")
            return f"""select {month} as month, count(*) n, sum(amount) total from donations where currency = 'CNY'
                       group by 1 order by 1"""
        case "q04":
            return "select id, donor_id, date, amount from donations where currency = 'CNY' order by amount desc, id limit 20"
        case "q05":
            year = by("substr(date, 1, 4)", duckdb="year(date)" if has_dates else "date[1:4]", chdb="toYear(date)")
            return f"select {year} as year, {distinct.format('donor_id')} donors from donations group by 1 order by 1"
        case "q06":
            return f"""select s.province province, count(*) n, {distinct.format("v.child_id")} as children, sum(v.minutes) as minutes
                       from visits v join children c on c.id = v.child_id join schools s on s.id = c.school_id
                       group by s.province order by n desc, province"""
        case "q07":
            none = by("not exists (select 1 from visits v where v.child_id = c.id and v.date >= '2025-03-01')",
                      chdb="id not in (select child_id from visits where date >= '2025-03-01')")
            return f"select id, name, county from children c where {none} order by id"
        case "q08":
            has = by("notes ilike '%scholarship%'", sqlite="notes like '%scholarship%'",
                     chdb="positionCaseInsensitive(notes, 'scholarship') > 0")
            return f"select kind, count(*) n from visits where {has} group by kind order by n desc, kind"
        case "q09":
            starts = by(f"starts_with({phone}, '138')", sqlite=f"{phone} glob '138*'", chdb=f"startsWith({phone}, '138')")
            return f"""select id, name, {phone} phone from children where {relation} = 'grandmother' and {starts}
                       order by id"""
        case "q10":
            needs = by("select unnest(needs) need from children", chdb="select arrayJoin(needs) need from children",
                       sqlite="select value need from children, json_each(needs)")
            return f"select need, count(*) n from ({needs}) x group by need order by n desc, need"
        case "q11":
            return percentiles(dialect)
        case "q12":
            item = "coalesce(a.item, b.item)"
            return f"""select {item} item, coalesce(a.q, 0) donated, coalesce(b.q, 0) distributed,
                         coalesce(a.q, 0) - coalesce(b.q, 0) balance
                       from (select item, sum(quantity) q from donations where kind = 'in-kind' group by item) a
                       full join (select item, sum(quantity) q from distributions group by item) b on a.item = b.item
                       order by {item}"""
        case "q13":
            return """with r as (select donor_id, id, date, sum(amount) over (partition by donor_id order by date, id
                          rows between unbounded preceding and current row) running
                        from donations where kind = 'cash' and currency = 'CNY'),
                      p as (select *, row_number() over (partition by donor_id order by date, id) k
                        from r where round(running, 2) >= 50000)
                      select donor_id, id, date, round(running, 2) running from p where k = 1 order by donor_id"""
        case "q14":
            if dialect == "chdb":
                return "select child_id, id, date, kind from visits order by child_id, date desc, id desc limit 1 by child_id"
            if dialect == "duckdb":
                return """select child_id, t.id id, t.date date, t.kind kind from
                          (select child_id, max({date: date, id: id, kind: kind}) t from visits group by child_id)
                          order by child_id"""
            return """select child_id, id, date, kind from (select child_id, id, date, kind,
                        row_number() over (partition by child_id order by date desc, id desc) k from visits) x
                      where k = 1 order by child_id"""
        case "q15":
            return DASHBOARD
        case "q16":
            need = by("needs[1]", sqlite="needs->>'$[0]'", chdb="arrayElementOrNull(needs, 1)")
            return f"select id, name, {phone} phone, {need} need1 from children where id = {child}"


def percentiles(dialect):
    if dialect in ("duckdb", "chdb"):
        function = {"duckdb": "quantile_cont(amount, [0.5, 0.9, 0.99])",
                    "chdb": "quantilesExactInclusive(0.5, 0.9, 0.99)(amount)"}[dialect]
        return f"""select currency, n, q[1] median, q[2] p90, q[3] p99 from
                   (select currency, count(*) n, {function} q from donations where kind = 'cash' group by currency)
                   order by currency"""
    if dialect == "datafusion":
        return """select currency, count(*) n, percentile_cont(amount, 0.5) median, percentile_cont(amount, 0.9) p90,
                    percentile_cont(amount, 0.99) p99 from donations where kind = 'cash' group by currency order by currency"""

    def at(part):
        place = f"{part} * (g.n - 1)"
        return f"""(select a.amount + ({place} - cast({place} as int)) * (coalesce(b.amount, a.amount) - a.amount) from r a
                    left join r b on b.currency = a.currency and b.k = a.k + 1
                    where a.currency = g.currency and a.k = cast({place} as int))"""
    return f"""with r as materialized (select currency, amount, row_number() over (partition by currency order by amount) - 1 k
                 from donations where kind = 'cash'),
               g as (select currency, count(*) n from r group by 1)
               select currency, n, {at(0.5)} median, {at(0.9)} p90, {at(0.99)} p99 from g order by currency"""


DASHBOARD = """
with c as (select province, count(*) children, count(sponsor_id) sponsored from children group by province),
  k as (select c.province province, count(*) company from children c join sponsors s on s.id = c.sponsor_id
    where s.type = 'company' group by c.province),
  b as (select c.province province, count(*) boarding from children c join schools s on s.id = c.school_id
    where s.boarding group by c.province),
  v as (select c.province province, count(*) visits from visits v join children c on c.id = v.child_id
    where v.date >= '2025-01-01' group by c.province),
  a as (select c.province province, sum(case when a.present then 1 else 0 end) * 100.0 / count(*) rate from attendance a
    join sessions s on s.id = a.session_id join children c on c.id = a.child_id where s.date >= '2024-01-01' group by c.province),
  d as (select c.province province, sum(d.quantity) qty from distributions d join children c on c.id = d.child_id group by c.province),
  m as (select p.province province, sum(o.amount) total
    from (select distinct province, sponsor_id from children where sponsor_id is not null) p
    join donations o on o.donor_id = p.sponsor_id where o.currency = 'CNY' group by p.province)
select c.province province, c.children children, c.sponsored sponsored, coalesce(k.company, 0) company,
  coalesce(b.boarding, 0) boarding, coalesce(v.visits, 0) visits, a.rate rate, coalesce(d.qty, 0) qty, coalesce(m.total, 0) total
from c left join k on k.province = c.province left join b on b.province = c.province left join v on v.province = c.province
  left join a on a.province = c.province left join d on d.province = c.province left join m on m.province = c.province
order by c.province"""


def duckdb_views(folder, query):
    """Statements that let a query read the files, with the types of the fields that it needs."""
    def type_of(field):
        if field in INTEGERS:
            return "bigint"
        return {"amount": "double", "guardian": "struct(relation varchar, phone varchar)", "needs": "varchar[]"}.get(
            field, "boolean" if field in BOOLEANS else "varchar")
    form, ending = ("array", "json") if folder.name == "array" else ("newline_delimited", "ndjson")
    return "".join(
        f"create view {name} as select * from read_json('{folder}/{name}.{ending}', format = '{form}', columns = {{"
        + ", ".join(f"{field}: '{type_of(field)}'" for field in fields) + "});"
        for name, fields in FIELDS[query].items())


def chdb_type(field):
    if field in INTEGERS:
        return "Nullable(Int64)"
    return {"amount": "Float64", "guardian": "Tuple(relation Nullable(String), phone Nullable(String))",
            "needs": "Array(String)", "date": "Date", "birth_date": "Date", "item": "Nullable(String)"}.get(
        field, "Bool" if field in BOOLEANS else "String")


def sqlite_script(folder, query, child):
    """SQLite reads whole arrays with its JSON functions."""
    lines = [".mode csv", ".headers on"]
    for name, fields in FIELDS[query].items():
        values = ", ".join(f"value->{'' if field in ('guardian', 'needs') else '>'}'{field}' as {field}" for field in fields)
        kind = "view" if len(FIELDS[query]) == 1 and query not in ("q11", "q13") else "table"
        lines.append(f"create temp {kind} {name} as select {values} from json_each(readfile('{folder}/{name}.json'));")
        if kind == "table" and len(FIELDS[query]) > 1:
            key = "child_id" if name == "visits" and query == "q07" else "id" if "id" in fields else fields[0]
            lines.append(f"create index temp.{name}_key on {name}({key});")
    return "\n".join(lines + [sql("sqlite", query, child) + ";"])
