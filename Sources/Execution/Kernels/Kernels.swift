import Columns
import Plans

/// The meaning of functions over whole columns: equal to `Function.evaluate` row by row, which seeded tests check. What is common has
/// loops of its own; what is rare is lifted from the scalar meaning, so that there is no second one.
package enum Kernels {
  /// What a kernel reads: a column of `type`, or one value for every row.
  package enum Operand: Sendable {
    case column(Column, ValueType)
    case constant(Value)
  }

  /// The function's value in each of `count` rows; `type` is that of the call. `checkpoint` is called again and again where rows may
  /// take long, and may throw to end the work.
  package static func evaluate(
    _ function: Function, _ arguments: [Operand], as type: ValueType, count: Int, zoneMinutes: Int,
    checkpoint: @escaping () throws(EvaluationFailure) -> Void = {}
  ) throws(EvaluationFailure) -> Column {
    let call = Call(
      function: function, arguments: arguments, type: type, count: count, zoneMinutes: zoneMinutes,
      checkpoint: checkpoint)
    if let constants = call.constants {
      // Over no rows nothing is computed, so nothing fails.
      if count == 0 { return try column([], type) }
      return try constant(function.evaluate(constants, as: type, zoneMinutes: zoneMinutes), type, count: count)
    }
    if let column = try call.overDictionary() { return column }
    return try call.computed()
  }

  static func column(_ values: [Value], _ type: ValueType) throws(EvaluationFailure) -> Column {
    do { return try Column(values, type) } catch { throw EvaluationFailure(error) }
  }

  static func constant(_ value: Value, _ type: ValueType, count: Int) throws(EvaluationFailure) -> Column {
    do { return try Column.constant(value, type, count: count) } catch { throw EvaluationFailure(error) }
  }
}

extension Kernels.Operand {
  package func value(_ row: Int) -> Value {
    switch self {
    case .column(let column, let type): column.value(row, type)
    case .constant(let value): value
    }
  }

  /// As a column of `count` rows of `type`.
  package func column(_ type: ValueType, count: Int) throws(EvaluationFailure) -> Column {
    switch self {
    case .column(let column, _): column
    case .constant(let value): try Kernels.constant(value, type, count: count)
    }
  }

  var constant: Value? {
    if case .constant(let value) = self { return value }
    return nil
  }
}

/// One evaluation of a function over rows.
struct Call {
  var function: Function
  var arguments: [Kernels.Operand]
  var type: ValueType
  var count: Int
  var zoneMinutes: Int
  /// Called before every few rows where one may take long: a text may be matched for a tenth of a second, or be filled to a megabyte.
  var checkpoint: () throws(EvaluationFailure) -> Void

  static func isCheckpoint(_ row: Int) -> Bool { row & 3 == 0 }

  /// The arguments where none is a column.
  var constants: [Value]? {
    let values = arguments.compactMap(\.constant)
    return values.count == arguments.count ? values : nil
  }

  func computed() throws(EvaluationFailure) -> Column {
    if let column = try fast() { return column }
    return try lifted()
  }

  /// Row by row by the scalar meaning.
  func lifted() throws(EvaluationFailure) -> Column {
    var values: [Value] = []
    values.reserveCapacity(count)
    for row in 0..<count {
      if Self.isCheckpoint(row) { try checkpoint() }
      values.append(try function.evaluate(arguments.map { $0.value(row) }, as: type, zoneMinutes: zoneMinutes))
    }
    return try Kernels.column(values, type)
  }
}
