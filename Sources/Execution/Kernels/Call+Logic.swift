import Columns
import Plans

extension Call {
  /// `and`, `or`, `not`; missing is false.
  func logic() -> Column? {
    var result: Vector<UInt8>?
    for argument in arguments {
      let truth = truth(argument)
      guard let before = result else {
        result = function == .not ? truth.mapped { 1 - $0 } : truth
        continue
      }
      let isAnd = function == .and
      result = Vector(count: count) { target in
        for row in 0..<count { target[row] = isAnd ? before[row] & truth[row] : before[row] | truth[row] }
      }
    }
    return result.map { flags($0) }
  }

  private func truth(_ argument: Kernels.Operand) -> Vector<UInt8> {
    switch argument {
    case .constant(.boolean(true)): return Vector(repeating: 1, count: count)
    case .constant: return Vector(repeating: 0, count: count)
    case .column(let column, _): return column.truth
    }
  }

  /// Each row's first value that is there.
  func coalesced() throws(EvaluationFailure) -> Column? {
    if case .column(let first, let firstType) = arguments[0], first.presence == nil, firstType.ofValue == type.ofValue {
      return first
    }
    var parts: [Column] = []
    var length = 0
    var places = Vector<Int32>(repeating: -1, count: count)
    // From the last to the first, each taking the rows where it is there.
    for argument in arguments.reversed() {
      let part = try argument.column(type, count: 1)
      let start = Int32(clamping: length)
      if let constant = argument.constant {
        if !constant.isMissing { places = Vector(repeating: start, count: count) }
      } else {
        let (before, isPresent) = (places, part.presence)
        places = Vector(count: count) { target in
          for row in 0..<count {
            target[row] = isPresent?[row] == 0 ? before[row] : start &+ Int32(truncatingIfNeeded: row)
          }
        }
      }
      parts.append(part)
      length += part.count
    }
    do throws(DecimalOverflow) {
      return try Column.concatenated(parts, type).gather(places)
    } catch { throw EvaluationFailure(error) }
  }
}
