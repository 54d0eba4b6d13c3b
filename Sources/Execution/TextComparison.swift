import Columns
import Diagnostics
import Plans

/// A field that is asked for a text as it is written: `kind == "Home"`. Where no row has the text it is mostly a slip of the pen, which
/// an answer of nothing, or of 0, does not show.
struct TextComparison {
  let relation: RelationID
  let field: Int
  let wanted: String
  let span: Span

  /// Less alike than this (Jaro-Winkler after folding) it is rather another word.
  private static let leastSimilarity = 0.8
  /// So many texts are looked through for each question; more, only where it has no answer.
  private static let few = 1 << 12
  /// So many are compared letter by letter, of those that have the letters to be near.
  private static let mostCompared = 1 << 14
  /// So many are listed.
  private static let listed = 8

  /// Those that an expression itself makes, not what is in it.
  static func made(by expression: TypedExpression) -> [TextComparison] {
    guard case .call(let function, let arguments) = expression.kind, let first = arguments.first else { return [] }
    switch function {
    case .equal, .notEqual:
      return comparison(first, arguments[1], expression.span).map { [$0] }
        ?? comparison(arguments[1], first, expression.span).map { [$0] } ?? []
    case .inElements: return arguments.dropFirst().compactMap { comparison(first, $0, expression.span) }
    default: return []
    }
  }

  private static func comparison(
    _ field: TypedExpression, _ text: TypedExpression, _ span: Span
  ) -> TextComparison? {
    guard case .field(let relation, let index, _) = field.kind, case .constant(.text(let wanted)) = text.kind else {
      return nil
    }
    return TextComparison(relation: relation, field: index, wanted: wanted, span: span)
  }

  /// What to say where no row has the text: what is nearest to it, or of what it is the name. With `isThorough`, of a question that has
  /// no answer, however many texts there are, and all of them where they are few.
  func note(_ evaluator: Evaluator, isThorough: Bool) throws(Diagnostic) -> Diagnostic? {
    let table = evaluator.dataset[relation]
    let column = table.columns[field]
    // Of declared values the check before the run has spoken.
    if table.schema.fields[field].categories != nil { return nil }
    if !isThorough {
      guard case .dictionary(_, let dictionary) = column.values, dictionary.count <= Self.few else { return nil }
      if dictionary.entries.buffer.contains(where: { $0.string == wanted }) { return nil }
    }
    let groups = try evaluator.group([column], count: column.count)
    var texts: [(text: String, group: Int)] = []
    for group in 0..<groups.count {
      if group & 0xFFF == 0 { try evaluator.checkStop() }
      guard case .text(let text) = column.value(Int(groups.firstRows[group]), .text) else { continue }
      if text == wanted { return nil }
      texts.append((text, group))
    }
    if let note = try ofReference(evaluator) { return note }
    let said = "no \(table.schema.fields[field].name) is \"\(wanted)\""
    if let nearest = try nearest(among: texts, evaluator) {
      let count = groups.groups.buffer.count { Int($0) == nearest.group }
      let rows = count == 1 ? "1 row" : "\(grouped(count)) rows"
      return Diagnostic(.noteEmpty, "\(said); nearest: \"\(nearest.text)\" (\(rows))", at: span)
    }
    guard isThorough, !texts.isEmpty, texts.count <= Self.listed else { return nil }
    let all = texts.map(\.text).sorted().map { "\"\($0)\"" }.joined(separator: ", ")
    return Diagnostic(.noteEmpty, "\(said); there \(texts.count == 1 ? "is" : "are"): \(all)", at: span)
  }

  private func nearest(
    among texts: [(text: String, group: Int)], _ evaluator: Evaluator
  ) throws(Diagnostic) -> (text: String, group: Int)? {
    let wanted = ComparedText(wanted)
    var best: (text: String, group: Int)?
    var (most, compared) = (Self.leastSimilarity, 0)
    for (index, candidate) in texts.enumerated() where compared < Self.mostCompared {
      if index & 0xFF == 0 { try evaluator.checkStop() }
      guard let similarity = wanted.similarity(of: candidate.text, atLeast: most) else { continue }
      compared += 1
      if similarity >= most { (best, most) = (candidate, similarity) }
    }
    return best
  }

  /// Where the field is a key, and the text what another field of the row referred to holds.
  private func ofReference(_ evaluator: Evaluator) throws(Diagnostic) -> Diagnostic? {
    let dataset = evaluator.dataset
    guard let reference = dataset.references.first(where: { $0.from == relation && $0.fields == [field] }) else {
      return nil
    }
    let table = dataset[reference.to]
    for (index, schema) in table.schema.fields.enumerated() where schema.type == .text {
      for row in 0..<table.count {
        if row & 0xFFF == 0 { try evaluator.checkStop() }
        guard table.columns[index].value(row, .text) == .text(wanted) else { continue }
        return Diagnostic(
          .noteEmpty, "no \(reference.name) is \"\(wanted)\": it is compared by its key; this is a \(schema.name)",
          at: span, help: ["write: \(reference.name).\(schema.name) == \"\(wanted)\""])
      }
    }
    return nil
  }
}
