extension ForeignWords {
  /// What a stage's word of another language, or one of ours in other letters, stands for here.
  static func stage(_ word: String) -> Stage? {
    let lowercased = word.lowercased()
    if let own = StageWord(rawValue: lowercased), word != lowercased { return Stage(word: own, says: own.rawValue) }
    return stages[lowercased]
  }

  private static let stages: [String: Stage] = {
    var result: [String: Stage] = [:]
    for (word, names) in alike {
      for name in names { result[name] = Stage(word: word, says: word.rawValue) }
    }
    for (name, says) in unlike { result[name] = Stage(word: nil, says: says) }
    return result
  }()

  /// Words that can be read as the stage, being written like it.
  private static let alike: [(StageWord, [String])] = [
    (.where, ["filter", "having", "keep_if", "restrict", "query"]),
    (.derive, ["mutate", "extend", "add_column", "with_column", "with_columns", "transmute", "eval", "assign"]),
    (.select, ["project", "columns", "relocate", "pick"]),
    (.sort, ["order", "orderby", "order_by", "arrange", "sortby", "sort_by", "sort_values"]),
    (.take, ["limit", "head", "fetch", "slice_head"]),
    (.skip, ["offset"]),
    (.sample, ["sample_n", "slice_sample"]),
    (.summarize, ["summarise", "aggregate", "agg", "reduce"]),
    (.count, ["tally", "value_counts"]),
    (.distinct, ["unique", "uniq", "dedup", "drop_duplicates", "deduplicate"]),
    (.union, ["append", "union_all", "bind_rows", "concat"]),
    (.unnest, ["explode", "flatten", "unwind", "expand"]),
    (.drop, ["exclude", "except"]),
    (.chart, ["plot", "graph", "render"]),
    (.save, ["export", "write", "output"]),
    (.search, ["grep", "find"]),
    (.describe, ["summary", "glimpse", "profile"]),
  ]

  /// Words of which the stage here is written in another way.
  private static let unlike: [String: String] = [
    "group": "summarize … by …", "groupby": "summarize … by …", "group_by": "summarize … by …",
    "tail": "sort … desc | take n", "bottom": "sort x | take n", "slice_max": "top n by x",
    "slice_min": "sort x | take n",
    "first": "take 1", "last": "sort … desc | take 1",
    "left": "join … on …", "left_join": "join … on …", "leftjoin": "join … on …", "merge": "join … on …",
    "lookup": "join … on …", "inner": "join inner … on …", "inner_join": "join inner … on …",
    "full": "join full … on …", "full_join": "join full … on …", "outer_join": "join full … on …",
    "right_join": "other | join … on …", "rightjoin": "other | join … on …", "right": "other | join … on …",
    "semi_join": "where key in other.key", "semijoin": "where key in other.key", "semi": "where key in other.key",
    "leftsemi": "where key in other.key", "anti_join": "where key not in other.key",
    "antijoin": "where key not in other.key", "anti": "where key not in other.key",
    "leftanti": "where key not in other.key", "innerjoin": "join inner … on …", "fulljoin": "join full … on …",
    "pivot_wider": "pivot … across … by …",
    "spread": "pivot … across … by …",
    "crosstab": "pivot … across … by …", "pivot_table": "pivot … across … by …",
    "rename_with": "rename new = old", "delete": "where not …", "remove": "where not … or drop field",
    "window": "derive … per … sort …", "partition": "derive … per …", "let": "derive name = …",
    "set": "derive name = …",
    "from": "children | …", "in": "where x in …", "print": "nothing: a result is shown by itself",
    "show": "nothing: a result is shown by itself", "display": "nothing: a result is shown by itself",
    "nunique": "summarize count(distinct x)", "fillna": "derive x = x ?? value", "dropna": "where x is not missing",
    "drop_na": "where x is not missing", "intersect": "where x in other.x", "minus": "where x not in other.x",
    "update": "derive x = …", "insert": "union other", "map": "derive name = … or select …", "apply": "derive name = …",
    "nlargest": "top n by x", "nsmallest": "sort x | take n", "melt": "unnest list as element",
    "length": "count", "make": "summarize … by every month(date)", "mv": "unnest list as element",
    "to_csv": "save \"file.csv\"",
  ]
}
