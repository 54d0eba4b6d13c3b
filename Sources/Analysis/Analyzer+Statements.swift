import Columns
import Diagnostics
import Plans
import Syntax

extension Analyzer {
  func check(_ statement: Statement) {
    let span = statement.span
    switch statement.kind {
    case .use: break
    case .show(let pipeline): checkShown(pipeline, span)
    case .parameter(let parameter): checkParameter(parameter, span)
    case .letValue(let name, let pipeline): checkLet(name, pipeline, span)
    case .print(let text): add(.print(message(text)), span)
    case .title(let text): add(.title(message(text)), span)
    case .note(let text): add(.note(message(text)), span)
    case .expectCondition(let label, let expression): checkExpect(label, expression, span)
    case .expectNone(let label, let pipeline):
      let label = message(label)
      if let plan = plan(of: pipeline) { add(.expectNone(label: label, plan), span) }
    case .explain(let pipeline):
      let before = steps.count
      guard let plan = plan(of: pipeline) else { return }
      let preparations = Array(steps[before...])
      steps.removeLast(preparations.count)
      add(.explain(plan, after: preparations), span)
    case .letFunction(let name, let parameters, let body): declareFunction(name, parameters, body)
    case .run(let path, let arguments): checkRun(path, arguments, span)
    }
  }

  func add(_ kind: Program.Kind, _ span: Span) { steps.append(Program.Step(kind, span, source)) }

  private var scalarScope: Scope { Scope(shape: nil, aggregates: .none) }

  func message(_ text: Expression) -> TypedExpression {
    if case .text(let template) = text.kind {
      return typeTemplate(template, text.span, in: scalarScope, showsMissing: true)
    }
    let value = type(text, in: scalarScope)
    return TypedExpression(
      .call(.concatShowingMissing, [value.type == .text ? value : asText(value)]), .text, text.span)
  }

  private func asText(_ value: TypedExpression) -> TypedExpression {
    TypedExpression(.call(.textOf, [value]), .text, value.span)
  }

  private func checkShown(_ pipeline: Pipeline, _ span: Span) {
    if isValue(pipeline) {
      let value = type(pipeline.source, in: scalarScope)
      if shown(value) { add(.showValue(value), span) }
      return
    }
    guard var table = table(of: pipeline) else { return }
    if keepsResult {
      let kept = keep(table, named: "it", span)
      declarations.tables["it"] = kept
      table = self.table(over: kept, endingLike: table, span)
    }
    if case .save? = pipeline.stages.last?.kind { return }
    add(.show(table.finished(shown: outputFields(table.shape)), total: table.totalPlan), span)
  }

  /// Whether a pipeline without stages is an expression rather than a table.
  private func isValue(_ pipeline: Pipeline) -> Bool {
    guard pipeline.stages.isEmpty else { return false }
    switch pipeline.source.unwrapped.kind {
    case .search, .pipeline: return false
    case .name(let name):
      return declarations.tables[name.text] == nil && catalog.collection(named: name.text) == nil
        && !isCollectionLike(name)
    default: return true
    }
  }

  /// An unknown bare name is most likely a mistyped collection.
  private func isCollectionLike(_ name: Name) -> Bool { declarations.scalars[name.text] == nil }

  private func checkParameter(_ parameter: Parameter, _ span: Span) {
    guard let type = ValueType.named(parameter.type.text) else {
      report(
        .wrongType, "there is no type '\(parameter.type.text)'", parameter.type.span,
        caption: didYouMean(parameter.type.text, ValueType.parameterTypeNames),
        help: ["types of parameters: " + ValueType.parameterTypeNames.joined(separator: ", ")])
      return
    }
    var defaultValue = parameter.defaultValue.map { self.type($0, in: scalarScope) }
    if let value = defaultValue, commonType(type, value.type) == nil || (type == .integer && value.type == .decimal) {
      report(
        .wrongType, "the default is \(value.type.article), and the parameter \(type.article)", value.span)
      defaultValue = nil
    }
    if let value = defaultValue { defaultValue = TypedExpression(value.kind, type, value.span) }
    let id = declareScalar(parameter.name, type)
    add(
      .parameter(id, name: parameter.name.text, type: type, defaultValue: defaultValue, help: parameter.help?.value),
      span)
  }

  private func declareScalar(
    _ name: Name, _ type: ValueType, currency: TypedExpression.Currency? = nil
  ) -> ScalarID {
    declare(name, isScalar: true)
    let id = ScalarID(declarations.nextNumber())
    declarations.scalars[name.text] = Declarations.Scalar(id: id, type: type, currency: currency)
    declarations.tables[name.text] = nil
    return id
  }

  private func checkLet(_ name: Name, _ pipeline: Pipeline, _ span: Span) {
    if isValue(pipeline) {
      let value = type(pipeline.source, in: scalarScope)
      let type = shown(value) ? value.type.ofValue : .unknown
      let id = declareScalar(name, type, currency: value.currency)
      add(.scalar(id, name: name.text, value), span)
      return
    }
    if catalog.collection(named: name.text) != nil {
      report(.duplicateName, "'\(name.text)' is a collection: give the table another name", name.span)
    }
    declare(name, isScalar: false)
    guard let table = table(of: pipeline) else {
      var failed = Shape(fields: [], row: nil, name: name.text)
      failed.isUncertain = true
      let relation = RelationID(-declarations.nextNumber())
      declarations.tables[name.text] = Declarations.Table(
        relation: relation, shape: failed, row: newColumn(.row(relation)))
      return
    }
    rejectTotal(table, name.span)
    declarations.scalars[name.text] = nil
    declarations.tables[name.text] = keep(table, named: name.text, span)
  }

  /// Adds the step that computes a table and gives its declaration. Kept are the columns from which its fields are computed; of a
  /// table over another named table also what it reads of that, so that a chain of tables is no chain of reads.
  func keep(_ table: TableInProgress, named name: String, _ span: Span) -> Declarations.Table {
    let relation = RelationID(-declarations.nextNumber())
    let row = newColumn(.row(relation))
    let place = column(row, span)
    var kept: [(read: KeptRead, expression: TypedExpression)] = []
    func keepColumns(_ expression: TypedExpression) -> TypedExpression {
      expression.replacing { node in
        guard let read = KeptRead(node), table.columns.contains(read.column) else { return nil }
        let index = kept.firstIndex { $0.read == read } ?? kept.count
        if index == kept.count { kept.append((read, node)) }
        var result = node
        result.kind = .field(relation, index, row: place)
        if case .each(let text) = node.currency { result.currency = .each(keepColumns(text)) }
        return result
      }
    }
    var shape = table.shape
    shape.name = name
    shape.row = shape.row.map(keepColumns)
    for index in shape.fields.indices {
      shape.fields[index].content = shape.fields[index].content.changing(keepColumns)
    }
    let chart = table.chart?.changing(keepColumns)
    let output = kept.enumerated().map { Plan.OutputField(name: "column \($0)", expression: $1.expression) }
    var plan = table.finished(shown: output)
    (plan.pivot, plan.chart) = (nil, nil)
    add(.table(relation, name: name, plan), span)
    return Declarations.Table(relation: relation, shape: shape, row: row, chart: chart)
  }

  private func checkExpect(_ label: Expression, _ expression: Expression, _ span: Span) {
    let label = message(label)
    let condition = self.condition(expression, in: scalarScope)
    var sides: [TypedExpression] = []
    if case .call(let function, let arguments) = condition.kind,
      [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual].contains(function)
    {
      sides = arguments
    }
    add(.expect(label: label, condition: condition, sides: sides), span)
  }

  private func checkRun(_ path: Text, _ arguments: [Item], _ span: Span) {
    var values: [(name: String, value: TypedExpression)] = []
    for argument in arguments {
      let value = type(argument.expression, in: scalarScope)
      guard let name = name(of: argument, value), shown(value) else { continue }
      values.append((name, value))
    }
    add(.run(path: path.value, arguments: values), span)
  }

  private func plan(of pipeline: Pipeline) -> Plan? {
    guard let table = table(of: pipeline) else { return nil }
    return table.finished(shown: outputFields(table.shape))
  }

  /// The fields that are shown, records and lists of objects with what is in them.
  func outputFields(_ shape: Shape) -> [Plan.OutputField] {
    shape.fields.filter(\.isShown).map { field in
      switch field.content {
      case .value(let expression): return output(field.name, expression)
      case .elements(let relation, let row): return output(field.name, elements: relation, of: row)
      }
    }
  }

  private func output(_ name: String, _ expression: TypedExpression) -> Plan.OutputField {
    var result = Plan.OutputField(name: name, expression: expression, currency: expression.currency)
    guard expression.type == .record, case .field(let relation, let index, let row) = expression.kind,
      let schema = catalog.schema(relation)
    else { return result }
    let prefix = schema.fields[index].name + "."
    for (position, field) in schema.fields.enumerated() where field.name.hasPrefix(prefix) {
      let rest = String(field.name.dropFirst(prefix.count))
      let isDirect = !schema.fields.contains {
        $0.type == .record && $0.name.hasPrefix(prefix) && field.name.hasPrefix($0.name + ".")
      }
      guard isDirect else { continue }
      let value = catalog.value(of: position, in: relation, row: row).at(expression.span)
      result.children.append(output(rest, value))
    }
    return result
  }

  private func output(_ name: String, elements relation: RelationID, of row: TypedExpression) -> Plan.OutputField {
    let elementRow = newColumn(.row(relation))
    let shape = catalog.shape(of: relation, at: column(elementRow, row.span))
    return Plan.OutputField(
      name: name, expression: row, children: outputFields(shape), elements: (relation, elementRow))
  }
}

/// What a named table keeps: a column of its rows, or what that column reads of another named table.
private struct KeptRead: Hashable {
  var column: ColumnID
  var relation: RelationID?
  var field: Int?

  init?(_ expression: TypedExpression) {
    switch expression.kind {
    case .column(let id): column = id
    case .field(let relation, let field, let row) where relation.number < 0:
      guard case .column(let id) = row.kind else { return nil }
      column = id
      self.relation = relation
      self.field = field
    default: return nil
    }
  }
}

extension Expression {
  /// Without brackets around it.
  package var unwrapped: Expression {
    if case .parenthesised(let inner) = kind { return inner.unwrapped }
    return self
  }
}

extension ValueType {
  package static let parameterTypeNames = [
    "boolean", "integer", "decimal", "float", "text", "date", "datetime", "period",
  ]

  /// The type that a parameter's declaration names.
  static func named(_ name: String) -> ValueType? {
    switch name {
    case "boolean": .boolean
    case "integer": .integer
    case "decimal": .decimal
    case "float": .float
    case "text": .text
    case "date": .date
    case "datetime": .datetime
    case "period": .period
    default: nil
    }
  }
}
