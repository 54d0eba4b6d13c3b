import Plans

extension AggregateFunction {
  var syntax: String {
    switch self {
    case .count: "count([distinct] [x] [where CONDITION])"
    case .sum: "sum(x [where CONDITION])"
    case .avg: "avg(x [where CONDITION])"
    case .min: "min(x [where CONDITION])"
    case .max: "max(x [where CONDITION])"
    case .median: "median(x)"
    case .stddev: "stddev(x)"
    case .percentile: "percentile(x, p)"
    case .share: "share(CONDITION)"
    case .first: "first(x [where CONDITION] [sort KEYS])"
    case .last: "last(x [where CONDITION] [sort KEYS])"
    case .only: "only(x)"
    case .mode: "mode(x)"
    case .list: "list([distinct] x [sort KEYS])"
    case .any: "any(CONDITION)"
    case .all: "all(CONDITION)"
    case .exists: "exists(RELATED [where CONDITION])"
    }
  }

  /// One line.
  var meaning: String {
    switch self {
    case .count: "how many rows; with x how many where it is not missing; with distinct how many different ones"
    case .sum: "the values added up"
    case .avg: "their mean"
    case .min: "the least, or the earliest"
    case .max: "the greatest, or the latest"
    case .median: "the middle one, half of them above it"
    case .stddev: "standard deviation of a sample"
    case .percentile: "the value below which the part p (0 to 1) of them lies"
    case .share: "the part of the rows for which it is true, 0 to 1"
    case .first: "x of the first row, in that order"
    case .last: "x of the last row, in that order"
    case .only: "the one value there is; several different ones are an error"
    case .mode: "the most frequent value"
    case .list: "all values, as a list"
    case .any: "whether it is true for at least one"
    case .all: "whether it is true for every one"
    case .exists: "whether there is such a row; of a reference, whether it leads to one"
    }
  }

  /// A pipeline that the sample records answer.
  var example: String {
    switch self {
    case .count: "visits | summarize count(), seen = count(distinct child), concerns = count(concern) by kind"
    case .sum: "distributions | summarize handed = sum(quantity where handed_on is not missing) by item"
    case .avg: "visits | summarize avg(minutes) by kind"
    case .min: "children | summarize min(birth_date) by grade"
    case .max: "children | derive last_seen = max(visits.date) | select name, last_seen"
    case .median: "visits | summarize median(minutes) by kind"
    case .stddev: "visits | summarize avg(minutes), stddev(minutes)"
    case .percentile: "visits | summarize long = percentile(minutes, 0.9) by kind"
    case .share: "children | summarize sponsored = share(sponsor is not missing) by school.name"
    case .first: "children | derive first_kind = first(visits.kind sort date) | count by first_kind"
    case .last: "children | derive visitor = last(visits.staff.name sort date) | select name, visitor"
    case .only: "items | where id == \"computer\" | summarize unit = only(unit)"
    case .mode: "visits | summarize usual = mode(kind) by staff.name"
    case .list: "children | derive kinds = list(distinct visits.kind) | select name, kinds | take 5"
    case .any: "children | where any(visits.minutes > 60) | count"
    case .all: "schools | where all(children.grade >= 4) | select name"
    case .exists: "children | where exists(sponsor) and not exists(visits where date in 2023) | select name"
    }
  }
}
