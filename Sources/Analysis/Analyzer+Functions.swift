import Columns
import Diagnostics
import Plans
import Syntax

/// Calls of functions and aggregates by name.
extension Analyzer {
  func typeCall(_ call: Call, _ span: Span, in scope: Scope) -> TypedExpression {
    if let aggregate = AggregateFunction(rawValue: call.name.text), !isListFunction(call, in: scope) {
      return typeAggregate(aggregate, call, span, in: scope)
    }
    if let function = OrderFunction(rawValue: call.name.text) { return typeOrder(function, call, span, in: scope) }
    if openFunctions.contains(call.name.text) {
      report(.wrongArguments, "'\(call.name.text)' leads to itself, and would never end", span)
      return unknown(span)
    }
    if let function = declarations.functions[call.name.text] { return apply(function, call, span, in: scope) }
    let isAggregateForm = call.distinct || call.condition != nil || !call.sort.isEmpty
    guard let signature = Signature.named(call.name.text) ?? listFirst(call) else {
      if let says = ForeignWords.function(call.name.text) {
        report(.foreignWord, "this language says '\(says)', not '\(call.name.text)'", call.name.span)
        return unknown(span)
      }
      let known =
        declarations.functions.keys.sorted() + Signature.all.map(\.name) + AggregateFunction.allCases.map(\.rawValue)
      report(
        .unknownFunction, "there is no function '\(call.name.text)'", call.name.span,
        caption: didYouMean(call.name.text, known), help: ["all functions: .help functions"])
      return unknown(span)
    }
    if isAggregateForm {
      report(
        .wrongArguments, "where, sort and distinct stand only in aggregates, and '\(call.name.text)' is none", span)
      return unknown(span)
    }
    return typeFunction(signature, call, span, in: scope)
  }

  /// `first(list)` of a list value is a function; of anything else, and in the full form, an aggregate.
  private func isListFunction(_ call: Call, in scope: Scope) -> Bool {
    guard call.name.text == "first", call.arguments.count == 1, call.condition == nil, call.sort.isEmpty,
      !call.distinct
    else { return false }
    switch call.arguments[0].unwrapped.kind {
    case .call(let inner): return ["split", "sorted", "list"].contains(inner.name.text)
    case .list: return true
    case .parameter(let name):
      if case .list? = declarations.scalars[name.text]?.type { return true }
    default: break
    }
    guard let names = chain(call.arguments[0]), case .value(let value) = lookUp(names, in: scope),
      case .list = value.type
    else { return false }
    return true
  }

  private func listFirst(_ call: Call) -> Signature? { call.name.text == "first" ? .firstOfList : nil }

  private func typeFunction(_ signature: Signature, _ call: Call, _ span: Span, in scope: Scope) -> TypedExpression {
    var arguments = call.arguments.map { type($0, in: scope) }
    guard arguments.allSatisfy({ shown($0) }) else { return unknown(span) }
    let types = arguments.map(\.type)
    guard let overload = signature.overloads.first(where: { fits($0, types) }) else {
      reportArguments(signature, arguments, span)
      return unknown(span)
    }
    switch overload.appended {
    case .today: arguments.append(TypedExpression(.constant(.date(today)), .date, span))
    case .secret: arguments.append(TypedExpression(.constant(.text(catalog.dataset.secret)), .text, span))
    case nil: break
    }
    if overload.function == .format, case .constant(.text(let form)) = arguments[1].kind {
      checkForm(form, of: arguments[0], arguments[1].span)
    }
    return money(overload.function, arguments) { arguments in
      TypedExpression(.call(overload.function, arguments), overload.result(types), span)
    }
  }

  /// Whether a form fits the values that it is to write, which one of them shows as well as any.
  func checkForm(_ form: String, of value: TypedExpression, _ span: Span) {
    let example: Value
    switch value.type.ofValue {
    case .integer, .decimal, .float: example = .integer(1)
    case .date, .period: example = .date(0)
    case .datetime: example = .datetime(0)
    case .boolean, .text, .duration, .list, .record, .reference, .row, .missing, .unknown: return
    }
    do throws(EvaluationFailure) { _ = try Form.format(example, form, zoneMinutes: 0) } catch {
      report(error.code, error.message, span, help: error.help)
    }
  }

  private func fits(_ overload: Signature.Overload, _ types: [ValueType]) -> Bool {
    let parameters = overload.parameters
    guard types.count == parameters.count || (overload.isVariadic && types.count > parameters.count) else {
      return false
    }
    return types.indices.allSatisfy { index in
      parameters[min(index, parameters.count - 1)].accepts(types[index], first: types[0])
    }
  }

  private func reportArguments(_ signature: Signature, _ arguments: [TypedExpression], _ span: Span) {
    if arguments.contains(where: { $0.type == .unknown }) { return }
    let help = ["write: \(signature.syntax)"]
    let counted = signature.overloads.filter { $0.parameters.count == arguments.count || $0.isVariadic }
    guard !counted.isEmpty else {
      let count = arguments.count
      report(
        .wrongArguments, "\(signature.name) does not take \(count) argument\(count == 1 ? "" : "s")", span, help: help)
      return
    }
    for (index, argument) in arguments.enumerated() {
      let expected = counted.map { $0.parameters[min(index, $0.parameters.count - 1)] }
      guard !expected.contains(where: { $0.accepts(argument.type, first: arguments[0].type) }) else { continue }
      var names: [String] = []
      for parameter in expected where !names.contains(parameter.name) { names.append(parameter.name) }
      let isPeriod = argument.type.ofValue == .period && expected.contains { $0.accepts(.date, first: .date) }
      report(
        .wrongType,
        "\(signature.name) wants \(names.joined(separator: " or ")) here, and this is \(argument.type.article)",
        argument.span, help: help + (isPeriod ? ["of its first day: start(\(source.slice(argument.span)))"] : []))
      return
    }
    report(.wrongArguments, "these arguments do not go together", span, help: help)
  }
}
