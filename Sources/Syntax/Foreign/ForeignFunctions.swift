extension ForeignWords {
  /// What this language says for a function of another one; nil where it is none that we know.
  package static func function(_ name: String) -> String? { functions[name.lowercased()] }

  private static let functions: [String: String] = {
    var result: [String: String] = [:]
    for (says, names) in functionNames { for name in names { result[name] = says } }
    return result
  }()

  private static let functionNames: [(String, [String])] = [
    ("length(x)", ["len", "strlen", "size", "char_length", "nchar"]),
    ("lower(x)", ["lowercase", "tolower", "to_lower", "lcase", "downcase"]),
    ("upper(x)", ["uppercase", "toupper", "to_upper", "ucase", "upcase"]),
    ("substring(x, 1, n)", ["substr", "mid"]),
    ("trim(x)", ["strip", "ltrim", "rtrim"]),
    ("a ?? b", ["coalesce", "ifnull", "nvl", "if_null", "fillna"]),
    ("x is missing", ["is_null", "isnull", "isna", "is_na", "is_missing", "ismissing", "isempty", "isblank"]),
    ("avg(x)", ["mean", "average"]),
    ("sum(x)", ["total"]),
    ("max(x)", ["maximum"]),
    ("min(x)", ["minimum"]),
    ("stddev(x)", ["std", "sd", "stdev", "stddev_samp"]),
    ("count()", ["n", "nrow", "rows"]),
    ("count(distinct x)", ["count_distinct", "countdistinct", "n_distinct", "dcount", "nunique"]),
    ("count(where condition)", ["countif", "count_if"]),
    ("sum(x where condition)", ["sumif", "sum_if"]),
    ("percentile(x, 0.9)", ["quantile", "percentile_cont"]),
    ("list(x)", ["array_agg", "collect", "group_concat", "string_agg", "make_list"]),
    ("if a then b else c", ["iif", "ifelse", "if_else", "case_when"]),
    ("today", ["now", "current_date", "getdate", "curdate", "sysdate"]),
    ("days_between(a, b)", ["datediff", "date_diff", "timestampdiff"]),
    ("date + 3 days", ["dateadd", "date_add", "adddate"]),
    ("month(date), quarter(date) or year(date)", ["date_trunc", "datetrunc", "date_part", "extract"]),
    ("x contains \"…\"", ["contains", "str_contains", "instr"]),
    ("x starts with \"…\"", ["startswith", "starts_with"]),
    ("x ends with \"…\"", ["endswith", "ends_with"]),
    ("x matches /…/", ["regexp_matches", "grepl", "regexp_like", "str_detect"]),
    ("date(x)", ["to_date", "todate", "str_to_date"]),
    ("integer(x)", ["int", "to_int", "toint", "as_integer"]),
    ("text(x)", ["str", "string", "tostring", "to_char"]),
    ("integer(x), decimal(x), text(x) or date(x)", ["cast", "convert"]),
    ("previous(x)", ["lag"]),
    ("next(x)", ["lead"]),
    ("running(sum(x))", ["cumsum", "running_total", "row_cumsum"]),
    ("pow(x, y)", ["power"]),
    ("ceil(x)", ["ceiling"]),
    ("weekday(x)", ["dayofweek", "day_of_week"]),
    ("x is not missing", ["isnotnull", "isnotempty", "notna", "notnull"]),
    ("only(x), or first(x)", ["any_value", "take_any"]),
    ("sorted(x)", ["sort_array", "array_sort"]),
    ("bin(x, width)", ["width_bucket", "cut", "floor_to"]),
    ("\"{a} {b}\", or concat(a, b)", ["strcat", "paste", "paste0", "concat_ws", "str_c"]),
    ("split(x, \",\")", ["str_split", "string_split", "strsplit"]),
    ("x between a and b", ["between"]),
    ("rank()", ["dense_rank", "min_rank", "row_rank"]),
  ]
}
