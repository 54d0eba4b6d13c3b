"""The queries for Polars: each takes `table`, which gives a lazy frame by name, `day`, `month` and `year`, which differ between
dates as text (cheaper to read) and as dates (cheaper to ask), and the child that q16 asks for."""

import datetime
import types

import polars as pl

c, n = pl.col, pl.len()
text_dates = types.SimpleNamespace(
    day=pl.lit, month=lambda d: d.str.head(7), shown=lambda m: m, year=lambda d: d.str.head(4))
real_dates = types.SimpleNamespace(
    day=lambda d: pl.lit(datetime.date.fromisoformat(d)), month=lambda d: d.dt.truncate("1mo"),
    shown=lambda m: m.dt.strftime("%Y-%m"), year=lambda d: d.dt.year())


def frame(query, table, dates, child):
    return globals()[query](table, dates, child)


def q01(t, d, child):
    return t("children").filter(c("left_behind"), c("gender") == "F", c("province") == "四川",
                                c("birth_date") >= d.day("2012-01-01")).select(n=n)


def q02(t, d, child):
    return t("donations").group_by("item").agg(
        n=n, qty=pl.when(c("quantity").count() > 0).then(c("quantity").sum()), total=c("amount").sum(),
        mean=c("amount").mean()).sort(["n", "item"], descending=[True, False])


def q03(t, d, child):
    return (t("donations").filter(c("currency") == "CNY").group_by(month=d.month(c("date")))
            .agg(n=n, total=c("amount").sum()).sort("month").with_columns(month=d.shown(c("month"))))


def q04(t, d, child):
    return (t("donations").filter(c("currency") == "CNY").select("id", "donor_id", "date", "amount")
            .sort(["amount", "id"], descending=[True, False]).head(20))


def q05(t, d, child):
    return t("donations").group_by(year=d.year(c("date"))).agg(donors=c("donor_id").n_unique()).sort("year")


def q06(t, d, child):
    return (t("visits").select("child_id", "minutes")
            .join(t("children").select("id", "school_id"), left_on="child_id", right_on="id")
            .join(t("schools").select("id", "province"), left_on="school_id", right_on="id")
            .group_by("province").agg(n=n, children=c("child_id").n_unique(), minutes=c("minutes").sum())
            .sort(["n", "province"], descending=[True, False]))


def q07(t, d, child):
    seen = t("visits").filter(c("date") >= d.day("2025-03-01")).select("child_id")
    return (t("children").select("id", "name", "county").join(seen, left_on="id", right_on="child_id", how="anti").sort("id"))


def q08(t, d, child):
    return (t("visits").filter(c("notes").str.contains("(?i)scholarship")).group_by("kind").agg(n=n)
            .sort(["n", "kind"], descending=[True, False]))


def q09(t, d, child):
    of = c("guardian").struct.field
    return (t("children").filter(of("relation") == "grandmother", of("phone").str.starts_with("138"))
            .select("id", "name", phone=of("phone")).sort("id"))


def q10(t, d, child):
    return (t("children").select(need=c("needs")).explode("need").filter(c("need").is_not_null()).group_by("need").agg(n=n)
            .sort(["n", "need"], descending=[True, False]))


def q11(t, d, child):
    def at(part):
        return c("amount").quantile(part, interpolation="linear")
    return (t("donations").filter(c("kind") == "cash").group_by("currency")
            .agg(n=n, median=at(0.5), p90=at(0.9), p99=at(0.99)).sort("currency"))


def q12(t, d, child):
    given = t("donations").filter(c("kind") == "in-kind").group_by("item").agg(donated=c("quantity").sum())
    out = t("distributions").group_by("item").agg(distributed=c("quantity").sum())
    return (given.join(out, on="item", how="full", coalesce=True)
            .with_columns(c("donated").fill_null(0), c("distributed").fill_null(0))
            .select("item", "donated", "distributed", balance=c("donated") - c("distributed")).sort("item"))


def q13(t, d, child):
    return (t("donations").filter(c("kind") == "cash", c("currency") == "CNY").select("donor_id", "id", "date", "amount")
            .sort("donor_id", "date", "id").with_columns(running=c("amount").cum_sum().over("donor_id").round(2))
            .filter(c("running") >= 50000).group_by("donor_id", maintain_order=True).first()
            .select("donor_id", "id", "date", "running").sort("donor_id"))


def q14(t, d, child):
    return (t("visits").select("child_id", "id", "date", "kind").sort("child_id", "date", "id")
            .unique("child_id", keep="last", maintain_order=True))


def q15(t, d, child):
    children = t("children")
    place = children.select("id", "province")

    def by_child(frame):
        return frame.join(place, left_on="child_id", right_on="id").group_by("province")

    parts = [
        children.join(t("sponsors").filter(c("type") == "company").select("id"), left_on="sponsor_id", right_on="id")
        .group_by("province").agg(company=n),
        children.join(t("schools").filter(c("boarding")).select("id"), left_on="school_id", right_on="id")
        .group_by("province").agg(boarding=n),
        by_child(t("visits").filter(c("date") >= d.day("2025-01-01"))).agg(visits=n),
        by_child(t("attendance").join(t("sessions").filter(c("date") >= d.day("2024-01-01")).select("id"),
                                      left_on="session_id", right_on="id")).agg(rate=c("present").mean() * 100),
        by_child(t("distributions")).agg(qty=c("quantity").sum()),
        children.filter(c("sponsor_id").is_not_null()).select("province", "sponsor_id").unique()
        .join(t("donations").filter(c("currency") == "CNY").select("donor_id", "amount"), left_on="sponsor_id", right_on="donor_id")
        .group_by("province").agg(total=c("amount").sum()),
    ]
    result = children.group_by("province").agg(children=n, sponsored=c("sponsor_id").count())
    for part in parts:
        result = result.join(part, on="province", how="left")
    return result.with_columns(c("company", "boarding", "visits", "qty", "total").fill_null(0)).sort("province")


def q16(t, d, child):
    return t("children").filter(c("id") == child).select(
        "id", "name", phone=c("guardian").struct.field("phone"), need1=c("needs").list.get(0, null_on_oob=True))
