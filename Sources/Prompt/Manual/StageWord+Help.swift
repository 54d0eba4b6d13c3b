import Syntax

extension StageWord {
  /// What follows the `|`.
  var syntax: String {
    switch self {
    case .where: "where CONDITION"
    case .derive: "derive ITEMS [per KEYS] [sort KEYS]"
    case .select: "select ITEMS"
    case .drop: "drop FIELD, …"
    case .rename: "rename NEW = OLD, …"
    case .sort: "sort KEYS"
    case .take: "take N [per KEYS] [sort KEYS]"
    case .skip: "skip N"
    case .top: "top N by EXPRESSION [per KEYS]"
    case .summarize: "summarize ITEMS [by [every] KEYS] [with total]"
    case .count: "count [by [every] KEYS] [with total]"
    case .distinct: "distinct [ITEMS]"
    case .join: "join [inner|full] [NAME =] TABLE on KEYS or CONDITION"
    case .unnest: "unnest LIST [as NAME]"
    case .save: "save [replace] \"FILE\""
    case .search: "search \"WORDS\""
    case .sample: "sample N"
    case .union: "union TABLE"
    case .pivot: "pivot AGGREGATE across EXPRESSION [in [VALUES]] by [every] KEYS [with total]"
    case .describe: "describe"
    case .chart: "chart bar|line|histogram EXPRESSION[, NUMBER] [per EXPRESSION] [title \"TEXT\"]"
    }
  }

  /// One line.
  var meaning: String {
    switch self {
    case .where: "keeps the rows for which the condition is true"
    case .derive: "adds fields, or replaces those of the same name"
    case .select: "keeps exactly these fields, in this order"
    case .drop: "takes fields away"
    case .rename: "gives fields other names"
    case .sort: "puts the rows in order"
    case .take: "keeps the first N rows, or of each group"
    case .skip: "leaves out the first N rows"
    case .top: "keeps the N rows with the largest value"
    case .summarize: "makes one row of many: one for each key, or one in all"
    case .count: "the number of rows, or of each key, the most frequent first"
    case .distinct: "each combination of values once"
    case .join: "finds rows of another table for each row, where no reference leads there"
    case .unnest: "one row for each element of a list; rows with none go"
    case .save: "writes the table to a file"
    case .search: "keeps the rows whose texts together hold all the words; without a table, everywhere"
    case .sample: "N rows by chance"
    case .union: "appends the rows of another table"
    case .pivot: "a crosstab: a column for each value of what stands after across"
    case .describe: "a row for each field: its type, what is missing, its range and most frequent value"
    case .chart: "shows the table as a picture"
    }
  }
}
