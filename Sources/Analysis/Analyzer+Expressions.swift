import Columns
import Diagnostics
import Plans
import Syntax

/// Expressions to typed expressions.
extension Analyzer {
  func type(_ expression: Expression, in scope: Scope) -> TypedExpression {
    typeWithUnit(expression, in: scope).at(expression.span)
  }

  private func typeWithUnit(_ expression: Expression, in scope: Scope) -> TypedExpression {
    let span = expression.span
    func constant(_ value: Value, _ type: ValueType) -> TypedExpression {
      TypedExpression(.constant(value), type, span)
    }
    switch expression.kind {
    case .missing: return constant(.missing, .missing)
    case .boolean(let value): return constant(.boolean(value), .boolean)
    case .integer(let value): return constant(.integer(value), .integer)
    case .decimal(let digits):
      guard let value = DecimalNumber(digits) else {
        report(.invalidLiteral, "a decimal has at most \(DecimalNumber.maximumDigits) digits", span)
        return unknown(span)
      }
      return constant(.decimal(value), .decimal)
    case .float(let value): return constant(.float(value), .float)
    case .text(let template): return typeTemplate(template, span, in: scope, showsMissing: false)
    case .regularExpression:
      report(.wrongType, "a regular expression stands only after matches", span, help: ["write: name matches /…/"])
      return unknown(span)
    case .date, .datetime, .period, .today, .duration, .ago, .relativeSpan, .relativePeriod:
      return typeTime(expression, in: scope)
    case .list(let elements): return typeList(elements, span, in: scope)
    case .name, .member: return typePath(expression, in: scope)
    case .parameter(let name): return typeScalar(name)
    case .all, .allOf:
      report(.unexpectedToken, "'*' stands only in select", span)
      return unknown(span)
    case .call(let call): return typeCall(call, span, in: scope)
    case .unary(let unary, let operand): return typeUnary(unary, operand, span, in: scope)
    case .binary(let binary, let left, let right, let operatorSpan):
      return typeBinary(binary, left, right, span, operatorSpan: operatorSpan, in: scope)
    case .isMissing(let operand, let negated): return typeIsMissing(operand, negated: negated, span, in: scope)
    case .between(let operand, let low, let high): return typeBetween(operand, low, high, span, in: scope)
    case .conditional(let condition, let then, let otherwise):
      return typeConditional(condition, then, otherwise, span, in: scope)
    case .parenthesised(let inner): return type(inner, in: scope)
    case .pipeline, .search:
      report(
        .wrongType, "a pipeline is a table, not a value", span,
        help: ["name it first: let t = …   and then use t in an aggregate, such as count(t)"])
      return unknown(span)
    case .invalid: return unknown(span)
    }
  }

  /// A condition: boolean, or an error that says so.
  func condition(_ expression: Expression, in scope: Scope) -> TypedExpression {
    let typed = type(expression, in: scope)
    switch typed.type {
    case .boolean, .unknown, .missing: return typed
    default:
      report(
        .notCondition, "a condition must be true or false, and this is \(typed.type.article)", expression.span,
        help: conditionHelp(expression, typed.type))
      return unknown(expression.span)
    }
  }

  private func conditionHelp(_ expression: Expression, _ type: ValueType) -> [String] {
    let path = chain(expression)?.map(\.text).joined(separator: ".") ?? "…"
    switch expression.unwrapped.kind {
    case .text, .integer, .decimal, .float, .date:
      let value = source.slice(expression.span)
      return ["compare each with a field: x == \(value)", "or with several values: x in [\(value), …]"]
    default: break
    }
    switch type {
    case .row: return ["write: exists(\(path))"]
    default: return ["write, for example: \(path) is not missing"]
    }
  }

  private func typePath(_ expression: Expression, in scope: Scope) -> TypedExpression {
    guard let names = chain(expression) else {
      // A dot after something computed: `first(visits.child).name`.
      guard case .member(let base, let name) = expression.kind else { return unknown(expression.span) }
      let start = type(base, in: scope)
      return value(of: follow([name], from: start, after: [Name("it", base.span)]), [name], expression.span, in: scope)
    }
    return value(of: resolve(names, in: scope), names, expression.span, in: scope)
  }

  /// The value that a path stands for where one value is expected.
  private func value(of resolved: Resolved, _ names: [Name], _ span: Span, in scope: Scope) -> TypedExpression {
    let path = names.map(\.text).joined(separator: ".")
    switch resolved {
    case .value(let expression): return expression
    case .row(let row): return row
    case .failed: return unknown(span)
    case .many(let many):
      let head = names.prefix(many.length).map(\.text).joined(separator: ".")
      let aggregated = names.count > many.length ? "max(\(path))" : "count(\(path))"
      report(
        .manyPerRow, "'\(head)' is many per row\(scope.shape.map { " of " + $0.name } ?? "")", span,
        help: ["make one value of them with an aggregate, such as: \(aggregated)"])
      return unknown(span)
    case .collection(_, let name):
      if scope.isUncertain { return unknown(span) }
      // Within an aggregate over the whole of it the name is that of its row, which lacks the field.
      if scope.prefix == [name], names.count > 1, let row = scope.shape?.row {
        _ = failedMember(names[1], of: row, after: [names[0]])
        return unknown(span)
      }
      if scope.shape != nil {
        reportUnrelated(name, names[0].span, in: scope)
      } else {
        report(
          .wrongType, "'\(name)' is a whole table, not a value", span,
          help: ["make one value of it with an aggregate, such as: count(\(path))"])
      }
      return unknown(span)
    }
  }

  private func typeScalar(_ name: Name) -> TypedExpression {
    guard let scalar = declarations.scalars[name.text] else {
      let known = declarations.scalars.keys.sorted()
      let isTable = declarations.tables[name.text] != nil
      report(
        .unknownParameter, "there is no parameter or let '$\(name.text)'", name.span,
        caption: isTable ? "'\(name.text)' is a table: write it without $" : didYouMean(name.text, known),
        help: known.isEmpty ? ["declare it: param \(name.text): date   or   let \(name.text) = …"] : [])
      return unknown(name.span)
    }
    used.insert(name.text)
    return TypedExpression(.scalar(scalar.id), scalar.type, name.span, currency: scalar.currency)
  }

  private func typeList(_ elements: [Expression], _ span: Span, in scope: Scope) -> TypedExpression {
    let typed = elements.map { type($0, in: scope) }
    var element = ValueType.missing
    for item in typed {
      guard let common = commonType(element, item.type) else {
        report(
          .wrongType, "a list holds values of one type; here are \(element.article) and \(item.type.article)", item.span
        )
        return unknown(span)
      }
      element = common
    }
    return TypedExpression(.call(.list, typed), .list(element), span)
  }

  private func typeConditional(
    _ condition: Expression, _ then: Expression, _ otherwise: Expression?, _ span: Span, in scope: Scope
  ) -> TypedExpression {
    let condition = self.condition(condition, in: scope)
    let yes = type(then, in: scope)
    let no = otherwise.map { type($0, in: scope) } ?? TypedExpression(.constant(.missing), .missing, span)
    guard let common = commonType(yes.type, no.type) else {
      report(
        .wrongType, "then gives \(yes.type.article) and else \(no.type.article): they must be of one type", span,
        labels: [.init(yes.span, yes.type.name), .init(no.span, no.type.name)])
      return unknown(span)
    }
    let whole = TypedExpression(.conditional(condition, then: yes, else: no), common, span)
    return withCurrency(whole, of: eitherCurrency(condition, yes, no, span))
  }

  private func typeIsMissing(_ operand: Expression, negated: Bool, _ span: Span, in scope: Scope) -> TypedExpression {
    TypedExpression(.call(negated ? .isPresent : .isMissing, [type(operand, in: scope)]), .boolean, span)
  }

  /// A text with its parts filled in. `showsMissing`: a missing part shows as `·` (`print`, `title`, `note`); otherwise it makes the
  /// text missing.
  func typeTemplate(_ template: TextTemplate, _ span: Span, in scope: Scope, showsMissing: Bool) -> TypedExpression {
    if let plain = template.plain { return TypedExpression(.constant(.text(plain)), .text, span) }
    let parts = template.parts.map { part -> TypedExpression in
      switch part {
      case .literal(let text): return TypedExpression(.constant(.text(text)), .text, span)
      case .expression(let expression, let form):
        let value = type(expression, in: scope)
        guard shown(value) else { return unknown(expression.span) }
        if let form {
          checkForm(form, of: value, expression.span)
          let form = TypedExpression(.constant(.text(form)), .text, expression.span)
          return TypedExpression(.call(.format, [value, form]), .text, expression.span)
        }
        return value.type == .text ? value : TypedExpression(.call(.textOf, [value]), .text, expression.span)
      }
    }
    return TypedExpression(.call(showsMissing ? .concatShowingMissing : .concat, parts), .text, span)
  }

  /// Whether a value can be shown, computed with or stored: a joined row cannot.
  func shown(_ value: TypedExpression) -> Bool {
    switch value.type {
    case .row:
      report(
        .joinedRowByItself, "a joined row by itself is not shown, compared or saved", value.span,
        help: ["name one of its fields, with a dot after it"])
      return false
    default: return true
    }
  }

  /// The type that both fit, or nil. References to one relation stay references, unlike ones become keys.
  func commonType(_ a: ValueType, _ b: ValueType) -> ValueType? {
    let (a, b) = (a.carried, b.carried)
    if a == b { return a }
    switch (a, b) {
    case (.unknown, _), (_, .unknown): return .unknown
    case (.missing, let other), (let other, .missing): return other
    case (.reference(let x, _), .reference(let y, _)) where x == y: return a
    case (.list(let x), .list(let y)): return commonType(x, y).map { .list($0) }
    default: break
    }
    let (x, y) = (a.ofValue, b.ofValue)
    if x == y { return x }
    if x.isNumber, y.isNumber { return x == .float || y == .float ? .float : .decimal }
    return nil
  }
}
