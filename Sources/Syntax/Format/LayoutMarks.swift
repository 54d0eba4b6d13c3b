/// What the formatter must know of tokens that only the parser can tell, by the tokens' first bytes.
struct LayoutMarks {
  /// Brackets that stand close to the name before them.
  var callBrackets: Set<Int> = []
  /// Minus signs that stand close to what follows.
  var prefixes: Set<Int> = []
  /// Tokens that have a first form: `==` for `=`, `per` for `by` after `derive`.
  var spellings: [Int: String] = [:]
  /// The `|` of stages outside brackets, each of which may begin a line.
  var stagePipes: Set<Int> = []
}
