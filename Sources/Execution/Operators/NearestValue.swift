import Columns
import Diagnostics
import Plans

/// For a filter that left nothing because a text equals no value: the value that was perhaps meant.
struct NearestValue {
  var field: String
  var wanted: String
  var nearest: String
  /// How many rows have it.
  var count: Int

  /// Less alike than this (Jaro-Winkler after folding) it is rather another word.
  private static let leastSimilarity = 0.8

  /// Of the first equality in `condition` between a field and a text that no row has.
  init?(_ condition: TypedExpression, _ evaluator: Evaluator) throws(Diagnostic) {
    guard let (relation, index, wanted) = Self.equality(condition) else { return nil }
    let column = evaluator.dataset[relation].columns[index]
    let groups = try evaluator.group([column], count: column.count)
    var best: (group: Int, similarity: Double)?
    for group in 0..<groups.count {
      if group & 0xFFF == 0 { try evaluator.checkStop() }
      guard case .text(let text) = column.value(Int(groups.firstRows[group]), .text) else { continue }
      if text == wanted { return nil }
      guard
        case .float(let similarity)? = try? Function.similarity.evaluate(
          [.text(text), .text(wanted)], as: .float, zoneMinutes: 0)
      else { continue }
      if similarity >= best?.similarity ?? Self.leastSimilarity { best = (group, similarity) }
    }
    guard let best else { return nil }
    field = evaluator.dataset[relation].schema.fields[index].name
    self.wanted = wanted
    nearest = column.value(Int(groups.firstRows[best.group]), .text).text
    count = groups.groups.buffer.count { Int($0) == best.group }
  }

  private static func equality(_ condition: TypedExpression) -> (RelationID, Int, String)? {
    guard case .call(let function, let arguments) = condition.kind else { return nil }
    if function == .and { return arguments.lazy.compactMap { equality($0) }.first }
    guard function == .equal, arguments.count == 2 else { return nil }
    for (field, text) in [(arguments[0], arguments[1]), (arguments[1], arguments[0])] {
      if case .field(let relation, let index, _) = field.kind, case .constant(.text(let wanted)) = text.kind {
        return (relation, index, wanted)
      }
    }
    return nil
  }
}

extension Value {
  fileprivate var text: String {
    if case .text(let text) = self { return text }
    return ""
  }
}
