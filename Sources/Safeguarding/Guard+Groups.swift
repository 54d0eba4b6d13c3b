import Columns
import Diagnostics
import Plans

/// How the rows of a group are laid out.
struct GroupForm {
  var layout: Guard.Layout
  var completion: PeriodCompletion?
  /// Whether its last key is spread across columns.
  var isSpread = false

  init(layout: Guard.Layout) { self.layout = layout }
}

/// Groups: the one place where secrets may end. Each aggregate that one touches becomes a cell, with the distinct persons behind it counted
/// beside it; what is of too few is withheld (rules 3 to 5).
extension Guard {
  /// The group, its periods without rows, what makes its keys known of enough persons only, and what withholds its cells.
  func group(
    _ keys: [Computation], _ aggregates: [Aggregation], _ form: GroupForm, _ frame: inout Frame
  ) -> [Operator] {
    let keyTaints = keys.map { taint($0.expression, frame) }
    let shared = keyTaints.reduce(frame.rows) { $0 + $1 }
    checkKeys(keyTaints, frame)
    let told = tellable(keys, keyTaints, form, frame)
    var cells = CellBuilder(fresh: newColumn, completion: form.completion, told)
    var after = Frame()
    for (key, taint) in zip(keys, keyTaints) {
      after.columns[key.column] = Taint(level: taint.level, source: .field("#\(key.column.number)"))
      if isPersonsKey(key.expression, frame) { after.keys.insert(key.column) }
    }
    for aggregation in aggregates {
      var aggregate = chosen(aggregation.aggregate, frame)
      let parts = parts(of: aggregate, frame)
      let whole = shared + parts.own
      after.columns[aggregation.column] = Taint(
        level: level(of: whole), source: .field("#\(aggregation.column.number)"))
      guard !whole.secrets.isEmpty, allows(aggregate, whole, parts) else {
        cells.keep(Aggregation(aggregation.column, aggregate), state: stateOfFirst(aggregate, frame))
        continue
      }
      // That they are in several currencies would tell of those that were chosen.
      if aggregate.currency != nil { aggregate.isOfTotal = true }
      let (subjects, family) = subjects(of: aggregate, shared, parts, given: frame.chosen.count)
      cells.add(Aggregation(aggregation.column, aggregate), subjects, family: family)
    }
    var rest: [Operator] = []
    if !frame.chosen.isEmpty, !keys.isEmpty, form.completion == nil {
      rest = [chosenGroups(frame, shared, &cells)]
    }
    if form.isSpread { after.across = keys.last.flatMap { told.states[$0.column] } }
    after.rows = Taint(level: role.least >= Self.leastGroup ? .low : shared.level)
    after.states = cells.states.merging(told.states) { $1 }
    addStatesOfKeys(keys, frame, &cells, &after)
    addStatesOfEmpty(aggregates, frame, &cells, &after)
    frame = after
    let isCrosstab = form.isSpread || form.layout.isCrosstab
    let across = isCrosstab && !keys.isEmpty ? told.keys[keys.count - 1] : nil
    return told.before + cells.operators(told.keys, least: role.least, form.layout, across: across) + rest
  }

  /// Smaller groups never have the label `low`, whatever the role.
  static let leastGroup = 5

  private func level(of taint: Taint) -> Sensitivity {
    taint.secrets.isEmpty || role.least < Self.leastGroup ? taint.level : .low
  }

  // MARK: Conditions that wait

  /// The aggregate of those rows alone that the conditions which wait choose.
  private func chosen(_ aggregate: Aggregate, _ frame: Frame) -> Aggregate {
    guard let first = frame.chosen.first else { return aggregate }
    guard case .rows = aggregate.range else {
      for secret in taint(first, frame).secrets { refuse(refusal.uncountable(secret)) }
      return aggregate
    }
    var result = aggregate
    result.condition = .all(frame.chosen + (aggregate.condition?.conjuncts ?? []), first.span)
    return result
  }

  /// Groups without any chosen row go, as long as that nobody is chosen may be told.
  private func chosenGroups(_ frame: Frame, _ shared: Taint, _ cells: inout CellBuilder) -> Operator {
    let span = frame.chosen.first?.span ?? Span(0, 0)
    let count = chosen(Aggregate(.count, range: .rows, label: "count()", type: .integer, span: span), frame)
    let (subjects, family) = subjects(
      of: count, shared, parts(of: count, frame), given: frame.chosen.count)
    let cell = cells.add(Aggregation(newColumn(), count), subjects, family: family)
    let zero = TypedExpression(.constant(.integer(0)), .integer, span)
    let hasRows = TypedExpression(
      .call(.greater, [TypedExpression(.column(cell.value), .integer, span), zero]), .boolean, span)
    let isWithheld = TypedExpression(
      .call(.notEqual, [TypedExpression(.column(cell.state), .integer, span), zero]), .boolean, span)
    return .filter(TypedExpression(.call(.or, [hasRows, isWithheld]), .boolean, span))
  }

  // MARK: What is refused

  private func checkKeys(_ keys: [Taint], _ frame: Frame) {
    for key in keys {
      for secret in key.secrets {
        if secret.label.sensitivity > role.count {
          refuse(refusal.group(secret))
        } else if secret.label.attribute == .direct && secret.isValue || secret.isSensitive {
          refuse(refusal.key(secret))
        } else if key.source == .mixed {
          refuse(refusal.mixed(secret, in: "grouping by"))
        }
      }
    }
    for secret in frame.rows.secrets where secret.isSensitive { refuse(refusal.beforeGroups(secret)) }
  }

  private func allows(_ aggregate: Aggregate, _ whole: Taint, _ parts: AggregateParts) -> Bool {
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
    checkValue(of: aggregate, parts)
    guard diagnostics.count == before else { return false }
    for condition in conditions(of: aggregate, parts) { check(condition) }
    return diagnostics.count == before
  }

  /// What is added up or told apart is a field, as it is or as a measure of it.
  private func checkValue(of aggregate: Aggregate, _ parts: AggregateParts) {
    guard let secret = parts.value.secrets.first, !aggregate.function.isOfCondition,
      aggregate.function != .count || aggregate.isDistinct
    else { return }
    if case .field = parts.value.source {
    } else {
      refuse(refusal.mixed(secret, in: "\(aggregate.function.rawValue) of"))
    }
    // How many different values there are says whether all have the same.
    if aggregate.isDistinct, let secret = parts.argument.secrets.first(where: \.isSensitive) {
      refuse(refusal.key(secret))
    }
  }

  private func check(_ condition: Condition) {
    for secret in condition.taint.secrets where secret.label.attribute == .direct && secret.isValue {
      refuse(refusal.identified(secret))
    }
    for atom in condition.atoms where atom.source == .mixed {
      for secret in atom.secrets { refuse(refusal.mixed(secret, in: "a condition on")) }
    }
  }

  /// What became of values that are keys now.
  private func addStatesOfKeys(
    _ keys: [Computation], _ frame: Frame, _ cells: inout CellBuilder, _ after: inout Frame
  ) {
    for key in keys {
      guard let state = state(of: key.expression, frame) else { continue }
      let mark = Aggregate(.max, argument: state, range: .rows, label: "withheld", type: .integer, span: state.span)
      let column = newColumn()
      cells.keep(Aggregation(column, mark), state: nil)
      after.states[key.column] = TypedExpression(.column(column), .integer, state.span)
    }
  }

  /// Of a crosstab with listed columns a cell without rows is withheld where its row has columns that are: it may be one of them.
  private func addStatesOfEmpty(
    _ aggregates: [Aggregation], _ frame: Frame, _ cells: inout CellBuilder, _ after: inout Frame
  ) {
    guard let across = frame.across else { return }
    for found in aggregates where found.aggregate.label == Aggregate.pivotLabel && found.aggregate.function == .exists {
      let mark = Aggregate(
        .max, argument: across, range: .rows, label: "withheld", type: .integer, span: found.aggregate.span)
      let column = newColumn()
      cells.keep(Aggregation(column, mark), state: nil)
      after.empty[found.column] = TypedExpression(.column(column), .integer, mark.span)
    }
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
