import Columns
import Diagnostics
import Plans

/// Groups: the one place where secrets may end. Each aggregate that one touches becomes a cell, with the distinct persons behind it counted
/// beside it; what is of too few is withheld (rules 3 to 5).
extension Guard {
  /// The group, its periods without rows, and what withholds its cells. `before` is the plan up to it.
  func group(
    _ keys: [Computation], _ aggregates: [Aggregation], _ completion: PeriodCompletion?, after before: Plan,
    _ layout: Layout, _ frame: inout Frame
  ) -> [Operator] {
    let keyTaints = keys.map { taint($0.expression, frame) }
    let shared = keyTaints.reduce(frame.rows) { $0 + $1 }
    checkKeys(keyTaints, rows: frame.rows)
    var cells = CellBuilder(fresh: newColumn, completion: completion)
    var after = Frame()
    for (key, taint) in zip(keys, keyTaints) { after.columns[key.column] = Taint(level: taint.level) }
    for aggregation in aggregates {
      let parts = parts(of: aggregation.aggregate, frame)
      let whole = shared + parts.range + parts.argument + parts.condition
      after.columns[aggregation.column] = Taint(level: level(of: whole))
      guard !whole.secrets.isEmpty, allows(aggregation.aggregate, whole, parts) else {
        cells.keep(aggregation, state: stateOfFirst(aggregation.aggregate, frame))
        continue
      }
      cells.add(aggregation, subjects(of: aggregation.aggregate, shared, parts, frame))
    }
    if shared.secrets.contains(where: \.isSensitive), !cells.isEmpty { compare(&cells, with: before, shared) }
    after.rows = Taint(level: role.least >= Self.leastGroup ? .low : shared.level)
    after.states = cells.states
    frame = after
    return cells.operators(keys, least: role.least, layout)
  }

  /// Smaller groups never have the label `low`, whatever the role.
  static let leastGroup = 5

  private func level(of taint: Taint) -> Sensitivity {
    taint.secrets.isEmpty || role.least < Self.leastGroup ? taint.level : .low
  }

  private func checkKeys(_ keys: [Taint], rows: Taint) {
    for secret in keys.flatMap(\.secrets) {
      if secret.label.sensitivity > role.count { refuse(refusal.group(secret)) }
      if secret.label.attribute == .direct || secret.isSensitive { refuse(refusal.key(secret)) }
    }
    guard !keys.isEmpty else { return }
    for secret in rows.secrets where secret.isSensitive { refuse(refusal.beforeGroups(secret)) }
  }

  private func allows(
    _ aggregate: Aggregate, _ whole: Taint, _ parts: (range: Taint, argument: Taint, condition: Taint)
  ) -> Bool {
    let before = diagnostics.count
    for secret in whole.secrets {
      if secret.label.sensitivity > role.count {
        refuse(refusal.group(secret))
      } else if aggregate.function.isOfOneRow, !aggregate.isOfCurrency {
        refuse(refusal.oneOfGroup(aggregate.function.rawValue, secret))
      } else if secret.person == nil {
        refuse(refusal.uncountable(secret))
      }
    }
    // How many different values there are says whether all have the same.
    if aggregate.isDistinct, let secret = parts.argument.secrets.first(where: \.isSensitive) {
      refuse(refusal.key(secret))
    }
    return diagnostics.count == before
  }

  // MARK: Persons

  /// The kinds of persons behind an aggregate, each by the way to it.
  private func subjects(
    of aggregate: Aggregate, _ shared: Taint, _ parts: (range: Taint, argument: Taint, condition: Taint), _ frame: Frame
  ) -> [CellBuilder.Subject] {
    let own = parts.range + parts.argument + parts.condition
    var found: [CellBuilder.Subject] = []
    for secret in (shared + own).secrets {
      guard let person = secret.person, !found.contains(where: { $0.person.readText == person.readText }) else {
        continue
      }
      let isHis: (Secret) -> Bool = { $0.person?.readText == person.readText }
      let isOwnSensitive = own.secrets.contains { isHis($0) && $0.isSensitive }
      let dividing = parts.condition.secrets + (aggregate.function.isOfCondition ? parts.argument.secrets : [])
      let divides = dividing.contains(where: isHis) || isOwnSensitive
      // There is no row outside of related rows: who is behind the group is counted in the group.
      let isOutside = !own.secrets.contains(where: isHis) && aggregate.innerColumn != nil
      var counted = isOutside ? Self.persons(over: .rows, nil, aggregate.span) : condition(of: aggregate)
      counted.argument = person
      var all = counted
      all.condition = nil
      found.append(
        CellBuilder.Subject(person: person, counted: counted, all: divides ? all : nil, isSensitive: isOwnSensitive))
    }
    return found
  }

  /// The number of distinct things in the rows whose values the aggregate uses.
  private func condition(of aggregate: Aggregate) -> Aggregate {
    var condition = aggregate.condition
    if let argument = aggregate.argument {
      let used =
        aggregate.function.isOfCondition
        ? argument : TypedExpression(.call(.isPresent, [argument]), .boolean, argument.span)
      condition = condition.map { TypedExpression(.call(.and, [$0, used]), .boolean, used.span) } ?? used
    }
    return Self.persons(over: aggregate.range, condition, aggregate.span)
  }

  private static func persons(over range: Aggregate.Range, _ condition: TypedExpression?, _ span: Span) -> Aggregate {
    Aggregate(
      .count, isDistinct: true, condition: condition, range: range, label: "persons", type: .integer, span: span)
  }

  /// `first` of a column with cells that may be withheld, as a crosstab with listed columns takes it: what became of that cell.
  private func stateOfFirst(_ aggregate: Aggregate, _ frame: Frame) -> Aggregate? {
    guard aggregate.function == .first, let argument = aggregate.argument, let state = state(of: argument, frame) else {
      return nil
    }
    var result = aggregate
    result.argument = state
    result.type = .integer
    result.currency = nil
    return result
  }
}

/// The cells of one group as they are found.
struct CellBuilder {
  struct Subject {
    var person: TypedExpression
    var counted: Aggregate
    var all: Aggregate?
    var isSensitive: Bool
  }

  let fresh: () -> ColumnID
  var completion: PeriodCompletion?
  private var aggregates: [Aggregation] = []
  private(set) var cells: [Withholding.Cell] = []
  /// Who is counted, by cell and subject.
  private(set) var persons: [[TypedExpression]] = []
  private(set) var states: [ColumnID: TypedExpression] = [:]

  init(fresh: @escaping () -> ColumnID, completion: PeriodCompletion?) {
    self.fresh = fresh
    self.completion = completion
  }

  var isEmpty: Bool { cells.isEmpty }

  /// An aggregate that no secret touches; `state` tells what became of the cell that it takes.
  mutating func keep(_ aggregation: Aggregation, state: Aggregate?) {
    aggregates.append(aggregation)
    guard let state else { return }
    let column = add(state)
    states[aggregation.column] = TypedExpression(.column(column), .integer, state.span)
  }

  /// The cell leaves under the number of the aggregate, which is computed under another.
  mutating func add(_ aggregation: Aggregation, _ subjects: [Subject]) {
    let (value, state) = (fresh(), fresh())
    aggregates.append(Aggregation(value, aggregation.aggregate))
    if let completion, let place = completion.fill.firstIndex(where: { $0.column == aggregation.column }) {
      self.completion?.fill[place].column = value
    }
    let span = aggregation.aggregate.span
    func column(_ aggregate: Aggregate) -> TypedExpression { TypedExpression(.column(add(aggregate)), .integer, span) }
    persons.append(subjects.map(\.person))
    let counts = subjects.map {
      Withholding.Subject(counted: column($0.counted), all: $0.all.map(column), isSensitive: $0.isSensitive)
    }
    cells.append(
      Withholding.Cell(
        value: value, shown: aggregation.column, type: aggregation.aggregate.type, state: state,
        isCount: aggregation.aggregate.function == .count, subjects: counts))
    states[aggregation.column] = TypedExpression(.column(state), .integer, span)
  }

  private mutating func add(_ aggregate: Aggregate) -> ColumnID {
    let column = fresh()
    aggregates.append(Aggregation(column, aggregate))
    completion?.fill.append((column, .integer(0)))
    return column
  }

  /// Of how many a cell's persons are a part, where the rows of the whole group were chosen by what is sensitive.
  mutating func compare(_ cell: Int, _ subject: Int, with all: TypedExpression) {
    cells[cell].subjects[subject].all = all
    cells[cell].subjects[subject].isSensitive = true
  }

  func operators(_ keys: [Computation], least: Int, _ layout: Guard.Layout) -> [Operator] {
    var result: [Operator] = [.group(keys: keys, aggregates: aggregates)]
    if let completion { result.append(.complete(completion)) }
    guard !cells.isEmpty else { return result }
    let across = layout.isCrosstab ? keys.last : nil
    result.append(
      .withhold(
        Withholding(
          least: least, cells: cells, hasTotal: layout.hasTotal,
          across: across.map { TypedExpression(.column($0.column), $0.expression.type, $0.expression.span) })))
    return result
  }
}
