import Columns
import Diagnostics
import Plans
import Syntax

/// `in`, and the tests of texts and lists.
extension Analyzer {
  func typeIn(_ left: Expression, _ right: Expression, _ span: Span, in scope: Scope) -> TypedExpression {
    let value = type(left, in: scope)
    guard shown(value) else { return unknown(span) }
    if let names = chain(right), let table = wholeTable(names, in: scope) {
      return membership(of: value, in: table.relation, rest: table.rest, names: names, span)
    }
    if case .list(let elements) = right.kind { return inElements(value, elements, span, in: scope) }
    let container = type(right, in: scope)
    switch (value.type.ofValue, container.type.ofValue) {
    case (.date, .period), (.datetime, .period), (.period, .period), (.missing, .period):
      return TypedExpression(.call(.inPeriod, [value, container]), .boolean, span)
    case (.date, .integer), (.datetime, .integer), (.period, .integer):
      let year = TypedExpression(.call(.yearPeriod, [container]), .period, container.span)
      return TypedExpression(.call(.inPeriod, [value, year]), .boolean, span)
    case (let element, .list(let held)) where commonType(element, held) != nil:
      return TypedExpression(.call(.inList, [value, container]), .boolean, span)
    case (.unknown, _), (_, .unknown): return unknown(span)
    case (_, .list(let held)):
      return mismatch(
        .incomparable, "can't look for \(value.type.article) in a list of \(held.name)", value, container, span)
    case (_, .period):
      return mismatch(.incomparable, "only a date or period lies in a period", value, container, span)
    default:
      return mismatch(
        .wrongType, "the right side of in is a list, a period, or a field of a table", value, container, span,
        help: ["for one value write: \(source.slice(left.span)) == \(source.slice(right.span))"])
    }
  }

  /// The table whose field stands right of `in`, whole, and the path from its rows; nil where the path is a value of the row at hand.
  private func wholeTable(_ names: [Name], in scope: Scope) -> (relation: RelationID, rest: [Name])? {
    if scope.element == nil, [names[0].text] == scope.prefix {
      // Inside an aggregate over that very table its name still means the whole of it here.
      if case .scope(let outer) = scope.outer { return wholeTable(names, in: outer) }
      guard case .collection(let relation, _)? = lookUpCollection(names) else { return nil }
      return (relation, Array(names.dropFirst()))
    }
    switch lookUp(names, in: scope) {
    case .collection(let relation, _): return (relation, Array(names.dropFirst()))
    case .many(let path):
      // The name of related rows stands for all of them, and that of a table for the table.
      let steps = declarations.tables[names[0].text] == nil ? path.steps.count : 1
      return steps == 1 && path.length == 1 ? (path.relation, Array(names.dropFirst())) : nil
    default: return nil
    }
  }

  private func membership(
    of value: TypedExpression, in relation: RelationID, rest: [Name], names: [Name], _ span: Span
  ) -> TypedExpression {
    let row = newColumn(.row(relation))
    let shape = self.shape(of: relation, at: column(row, span))
    guard !rest.isEmpty else {
      let key = shape.fields.first?.name ?? "id"
      report(
        .wrongType, "'\(names[0].text)' is a table: in wants one of its fields", names[0].span,
        help: ["write: in \(names[0].text).\(key)"])
      return unknown(span)
    }
    guard let found = lookUp(rest, inShape: shape) else {
      if !shape.isUncertain { _ = failedMember(rest[0], of: column(row, span), after: [names[0]]) }
      return unknown(span)
    }
    guard case .value(let key) = found else {
      if case .failed = found { return unknown(span) }
      report(.wrongType, "the right side of in is a field with one value a row", spanOf(names[...]))
      return unknown(span)
    }
    guard let sides = comparable(value, key.at(spanOf(names[...]))).map(asKeys),
      let checked = inCurrency(ofAll: sides.1, in: relation, row: row, names: names, sides.0, span)
    else { return unknown(span) }
    return TypedExpression(.membership(checked, relation, row: row, key: sides.1), .boolean, span)
  }

  /// A value that is looked for among all amounts of a table: these must be in one currency, and it in the same. Nil after an error.
  private func inCurrency(
    ofAll key: TypedExpression, in relation: RelationID, row: ColumnID, names: [Name], _ value: TypedExpression,
    _ span: Span
  ) -> TypedExpression? {
    guard value.currency != nil, case .each(let currency)? = key.currency else {
      return sameCurrency(value, key, span)?.0
    }
    var one = Aggregate(
      .min, argument: currency, condition: TypedExpression(.call(.isPresent, [key]), .boolean, key.span), range: .rows,
      label: source.slice(key.span), type: .text, span: key.span)
    one.currency = currency
    one.remedy = .table(
      names[0].text, amount: names.dropFirst().map(\.text).joined(separator: "."),
      field: name(ofCurrency: currency, in: nil))
    let column = newColumn(.text)
    var plan = Plan(source: relation, row: row, operators: [.group(keys: [], aggregates: [Aggregation(column, one)])])
    plan.output = [.init(name: Aggregate.currencyLabel, expression: self.column(column, key.span))]
    var amount = key
    amount.currency = .each(TypedExpression(.subquery(plan), .text, key.span))
    return sameCurrency(value, amount, span)?.0
  }

  private func inElements(
    _ value: TypedExpression, _ elements: [Expression], _ span: Span, in scope: Scope
  ) -> TypedExpression {
    var (typed, days): ([TypedExpression], [TypedExpression]) = ([], [])
    var (checked, day) = (value, value)
    for element in elements {
      let candidate = type(element, in: scope)
      guard let sides = comparable(value, candidate), let same = sameCurrency(checked, sides.1, span) else {
        return unknown(span)
      }
      checkCategory(candidate, of: value)
      if sides.0.type.ofValue == value.type.ofValue {
        checked = same.0
        typed.append(sides.1)
      } else {
        // A datetime among dates is taken by its day.
        day = sides.0
        days.append(sides.1)
      }
    }
    func isAmong(_ value: TypedExpression, _ elements: [TypedExpression]) -> TypedExpression {
      TypedExpression(.call(.inElements, [value] + elements), .boolean, span)
    }
    if days.isEmpty { return isAmong(checked, typed) }
    if typed.isEmpty { return isAmong(day, days) }
    return TypedExpression(.call(.or, [isAmong(checked, typed), isAmong(day, days)]), .boolean, span)
  }

  func typeTextTest(
    _ binary: BinaryOperator, _ left: Expression, _ right: Expression, _ span: Span, in scope: Scope
  ) -> TypedExpression {
    let (a, b) = (type(left, in: scope), type(right, in: scope))
    if binary == .contains, case .list(let element) = a.type.ofValue {
      guard commonType(element, b.type) != nil else {
        return mismatch(.incomparable, "a list of \(element.name) contains no \(b.type.name)", a, b, span)
      }
      return TypedExpression(.call(.containsElement, [a, b]), .boolean, span)
    }
    for side in [a, b] where ![.text, .unknown, .missing].contains(side.type.ofValue) {
      report(
        .wrongType, "\(binary.rawValue) works on text, and this is \(side.type.article)", side.span,
        help: ["as text: text(\(source.slice(side.span)))"])
      return unknown(span)
    }
    let function: Function =
      switch binary {
      case .startsWith: .startsWith
      case .endsWith: .endsWith
      default: .containsText
      }
    return TypedExpression(.call(function, [a, b]), .boolean, span)
  }

  func typeMatches(_ left: Expression, _ right: Expression, _ span: Span, in scope: Scope) -> TypedExpression {
    let value = type(left, in: scope)
    guard case .regularExpression(let pattern, let ignoresCase) = right.kind else {
      report(
        .wrongType, "matches wants a regular expression between slashes", right.span,
        help: ["write: matches /milk.*powder/i   or, to find a text: contains \"milk\""])
      return unknown(span)
    }
    guard [.text, .unknown, .missing].contains(value.type.ofValue) else {
      report(.wrongType, "matches works on text, and this is \(value.type.article)", value.span)
      return unknown(span)
    }
    do throws(EvaluationFailure) {
      _ = try RegularExpression(pattern, ignoresCase: ignoresCase)
    } catch {
      report(error.code, error.message, right.span, help: error.help)
      return unknown(span)
    }
    let patternText = TypedExpression(.constant(.text(pattern)), .text, right.span)
    return TypedExpression(.call(ignoresCase ? .matchesIgnoringCase : .matches, [value, patternText]), .boolean, span)
  }

  /// The shape of a collection or named table over an expression for its row.
  func shape(of relation: RelationID, at row: TypedExpression) -> Shape {
    if let table = declarations.table(of: relation) { return table.shape(at: row) }
    return catalog.shape(of: relation, at: row)
  }
}
