import Columns
import Diagnostics
import Plans
import Syntax

/// Functions of the order of rows, which stand in `derive … [per …] [sort …]`.
package enum OrderFunction: String, CaseIterable, Sendable {
  case running, rank, previous, next
  case rowNumber = "row_number"

  package var syntax: String {
    switch self {
    case .running: "running(sum(x))"
    case .rank: "rank()"
    case .previous: "previous(x [, n])"
    case .next: "next(x [, n])"
    case .rowNumber: "row_number()"
    }
  }
}

extension Analyzer {
  func typeOrder(_ function: OrderFunction, _ call: Call, _ span: Span, in scope: Scope) -> TypedExpression {
    guard scope.isOrdered, case .window = scope.aggregates else {
      report(
        .aggregateMisplaced, "\(function.rawValue) stands only in derive, where rows have an order", span,
        help: ["write: derive n = \(function.syntax) per … sort …"])
      return unknown(span)
    }
    let wanted = function == .rank || function == .rowNumber ? 0...0 : function == .running ? 1...1 : 1...2
    guard wanted.contains(call.arguments.count), call.condition == nil, call.sort.isEmpty, !call.distinct else {
      report(
        .wrongArguments, "these arguments do not go with \(function.rawValue)", span,
        help: ["write: \(function.syntax)"])
      return unknown(span)
    }
    switch function {
    case .rowNumber: return ordered(.rowNumber, .integer, span)
    case .rank: return ordered(.rank, .integer, span)
    case .running: return typeRunning(call.arguments[0], span, in: scope)
    case .previous, .next: return typeShifted(call, sign: function == .previous ? 1 : -1, span, in: scope)
    }
  }

  private func ordered(
    _ function: WindowFunction, _ type: ValueType, _ span: Span, currency: TypedExpression.Currency? = nil
  ) -> TypedExpression {
    let column = newColumn(type)
    collectedFunctions.append((column, function))
    return TypedExpression(.column(column), type, span, currency: currency)
  }

  /// The aggregate inside is typed as any other over the rows, and taken from those that the stage collects.
  private func typeRunning(_ argument: Expression, _ span: Span, in scope: Scope) -> TypedExpression {
    guard case .call(let inner) = argument.unwrapped.kind, AggregateFunction(rawValue: inner.name.text) != nil else {
      report(.wrongArguments, "running wants an aggregate", argument.span, help: ["write: running(sum(x))"])
      return unknown(span)
    }
    let before = collected.count
    let value = type(argument, in: scope)
    // The aggregate, and before it that of its currency.
    let added = collected[before...]
    guard case .column(let column) = value.kind, added.last?.column == column else {
      if value.type != .unknown {
        report(
          .wrongArguments, "running goes over the rows of the table, and this is about related rows", argument.span)
      }
      return unknown(span)
    }
    collected.removeLast(added.count)
    collectedFunctions += added.map { ($0.column, .running($0.aggregate)) }
    return TypedExpression(value.kind, value.type, span, currency: value.currency)
  }

  private func typeShifted(_ call: Call, sign: Int, _ span: Span, in scope: Scope) -> TypedExpression {
    let value = type(call.arguments[0], in: scope)
    guard shown(value) else { return unknown(span) }
    var distance = 1
    if call.arguments.count == 2 {
      guard case .integer(let count) = call.arguments[1].unwrapped.kind, (1...1_000_000).contains(count) else {
        report(.wrongArguments, "how many rows away is a whole number from 1", call.arguments[1].span)
        return unknown(span)
      }
      distance = Int(count)
    }
    var currency = value.currency
    if case .each(let text)? = currency {
      currency = .each(ordered(.shifted(text, distance: sign * distance), .text, span))
    }
    return ordered(.shifted(value, distance: sign * distance), value.type.carried, span, currency: currency)
  }
}
