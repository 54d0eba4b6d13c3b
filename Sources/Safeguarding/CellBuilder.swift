import Columns
import Plans

/// The cells of one group as they are found.
struct CellBuilder {
  struct Subject {
    var counted: Aggregate
    var all: Aggregate?
    var isSensitive: Bool
  }

  /// Cells of the same value, divided by what some field says: together they are all.
  struct Family {
    var value: String
    var fields: Set<String>
  }

  let fresh: () -> ColumnID
  var completion: PeriodCompletion?
  private var aggregates: [Aggregation] = []
  private(set) var cells: [Withholding.Cell] = []
  private var families: [Family?] = []
  private(set) var states: [ColumnID: TypedExpression] = [:]

  /// The persons of a period without rows. Where keys are withheld there may be some, in the row of those.
  private var personsOfNoRows = 0

  init(fresh: @escaping () -> ColumnID, completion: PeriodCompletion?, _ told: Guard.TellableKeys) {
    self.fresh = fresh
    self.completion = completion
    aggregates = told.marks
    if !told.before.isEmpty { personsOfNoRows = 1 }
    guard let known = completion?.keys else { return }
    for key in told.keys where !known.contains(key.column) {
      self.completion?.fill.append((key.column, .integer(Withheld.shown.rawValue)))
    }
  }

  /// An aggregate that no secret touches; `state` tells what became of the cell that it takes.
  mutating func keep(_ aggregation: Aggregation, state: Aggregate?) {
    aggregates.append(aggregation)
    guard let state else { return }
    let column = add(state)
    states[aggregation.column] = TypedExpression(.column(column), .integer, state.span)
  }

  /// The cell leaves under the number of the aggregate, which is computed under another.
  @discardableResult
  mutating func add(_ aggregation: Aggregation, _ subjects: [Subject], family: Family?) -> Withholding.Cell {
    let (value, state) = (fresh(), fresh())
    aggregates.append(Aggregation(value, aggregation.aggregate))
    if let completion, let place = completion.fill.firstIndex(where: { $0.column == aggregation.column }) {
      self.completion?.fill[place].column = value
    }
    let span = aggregation.aggregate.span
    func column(_ aggregate: Aggregate) -> TypedExpression { TypedExpression(.column(add(aggregate)), .integer, span) }
    families.append(family)
    let counts = subjects.map {
      Withholding.Subject(counted: column($0.counted), all: $0.all.map(column), isSensitive: $0.isSensitive)
    }
    let cell = Withholding.Cell(
      value: value, shown: aggregation.column, type: aggregation.aggregate.type, state: state,
      isCount: aggregation.aggregate.function == .count, subjects: counts)
    cells.append(cell)
    states[aggregation.column] = TypedExpression(.column(state), .integer, span)
    return cell
  }

  private mutating func add(_ aggregate: Aggregate) -> ColumnID {
    let column = fresh()
    aggregates.append(Aggregation(column, aggregate))
    completion?.fill.append((column, .integer(Int64(personsOfNoRows))))
    return column
  }

  func operators(_ keys: [Computation], least: Int, _ layout: Guard.Layout, across: Computation?) -> [Operator] {
    var result: [Operator] = [.group(keys: keys, aggregates: aggregates)]
    if let completion { result.append(.complete(completion)) }
    guard !cells.isEmpty else { return result }
    result.append(
      .withhold(
        Withholding(
          least: least, cells: cells, hasTotal: layout.hasTotal,
          across: across.map { TypedExpression(.column($0.column), $0.expression.type, $0.expression.span) },
          families: numbered(families))))
    return result
  }

  /// For each cell the number of the first one with which, or with others of which, it shares a value and a field.
  private func numbered(_ families: [Family?]) -> [Int?] {
    var numbers = families.indices.map { families[$0] == nil ? nil : Optional($0) }
    for (later, family) in families.enumerated() {
      for (earlier, other) in families[..<later].enumerated() {
        guard let family, let other, family.value == other.value, !family.fields.isDisjoint(with: other.fields),
          let from = numbers[later], let to = numbers[earlier]
        else { continue }
        numbers = numbers.map { $0 == from ? to : $0 }
      }
    }
    return numbers
  }
}
