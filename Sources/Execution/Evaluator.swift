import Columns
import Diagnostics
import Plans

/// Evaluates expressions over frames, a column at a time. One for all threads that run a plan.
final class Evaluator: Sendable {
  let dataset: Dataset
  let indexes: IndexStore
  let notes: NoteCollector
  let threads: Int
  /// Rows that are evaluated together: enough to pay for the calls, few enough for the caches.
  let morselSize: Int
  private let shouldStop: @Sendable () -> Bool
  /// Told of the rows that go through pipelines.
  let progress: Progress?
  /// The distinct keys that a membership looks in, by the column of its rows, which is unique in a plan.
  let memberships = OnceCache<ColumnID, GroupNumbering>()

  init(
    dataset: Dataset, indexes: IndexStore, notes: NoteCollector, threads: Int, morselSize: Int,
    shouldStop: @escaping @Sendable () -> Bool, progress: Progress? = nil
  ) {
    self.dataset = dataset
    self.indexes = indexes
    self.notes = notes
    self.threads = threads
    self.morselSize = morselSize
    self.shouldStop = shouldStop
    self.progress = progress
  }

  /// Called once for every few thousand rows of quick work, and by kernels for every few rows where one may take long.
  func checkStop() throws(Diagnostic) {
    if shouldStop() { throw Self.stopped }
  }

  /// For what is computed more than once of the same rows.
  var withoutNotes: Evaluator {
    Evaluator(
      dataset: dataset, indexes: indexes, notes: NoteCollector(isHeard: false), threads: 1, morselSize: morselSize,
      shouldStop: shouldStop)
  }

  static let stopped = Diagnostic(.interrupted, "stopped before it was done")

  /// The rows of a relation that a plan begins with, joins or adds.
  func rows(of relation: RelationID, row: ColumnID) throws(Diagnostic) -> Rows {
    guard let table = dataset.relation(relation) else {
      throw Diagnostic(.unknownCollection, "this table was not computed, so it has no rows")
    }
    return Rows(table, row: row)
  }

  func evaluate(_ expression: TypedExpression, _ frame: Frame) throws(Diagnostic) -> Column {
    switch expression.kind {
    case .constant(let value):
      return try at(expression.span) { () throws(DecimalOverflow) in
        try Column.constant(value, expression.type, count: frame.count)
      }
    case .scalar, .subquery:
      throw Diagnostic(.unknownParameter, "this value is not known yet", at: expression.span)
    case .column(let id):
      guard let column = frame.column(id) else {
        throw Diagnostic(.unknownField, "this field is not there at this stage", at: expression.span)
      }
      return column
    case .field(let relation, let index, let row):
      return dataset[relation].columns[index].gather(try evaluate(row, frame))
    case .lookup(let relation, let fields, let keys):
      return try lookup(relation, fields, keys, frame)
    case .call(.and, let arguments): return try conjunction(arguments, frame, stopsAt: 0)
    case .call(.or, let arguments): return try conjunction(arguments, frame, stopsAt: 1)
    case .call(let function, let arguments):
      return try call(function, arguments, expression, frame)
    case .conditional(let condition, let then, let otherwise):
      let isTrue = try evaluate(condition, frame)
      try noteUndecided(condition, otherwise, frame)
      return try choose(isTrue, then, otherwise, expression, frame)
    case .membership(let value, let relation, let row, let key):
      return try membership(value, relation, row, key, frame)
    case .aggregate(let aggregate): return try related(aggregate, frame)
    }
  }

  /// The rows of the frame for which a condition is true.
  func selection(_ condition: TypedExpression, _ frame: Frame) throws(Diagnostic) -> Vector<Int32> {
    try evaluate(condition, frame).selection()
  }

  /// Adds the place to what a column operation throws.
  func at<Result>(
    _ span: Span?, _ body: () throws(DecimalOverflow) -> Result
  ) throws(Diagnostic) -> Result {
    do throws(DecimalOverflow) { return try body() } catch {
      throw Diagnostic(
        .decimalOverflow, "these decimals together have more than 38 digits", at: span,
        help: ["round them first: round(x, 2)"])
    }
  }

  private func call(
    _ function: Function, _ arguments: [TypedExpression], _ expression: TypedExpression, _ frame: Frame
  ) throws(Diagnostic) -> Column {
    try checkStop()
    var operands: [Kernels.Operand] = []
    for argument in arguments {
      if case .constant(let value) = argument.kind {
        operands.append(.constant(value))
      } else {
        operands.append(.column(try evaluate(argument, frame), argument.type))
      }
    }
    if function == .equal { noteBothMissing(operands, at: expression.span) }
    if function == .not { noteTakenAsFalse(operands, arguments, at: expression.span) }
    do throws(EvaluationFailure) {
      return try Kernels.evaluate(
        function, operands, as: expression.type, count: frame.count, zoneMinutes: dataset.zoneMinutes
      ) { [shouldStop] () throws(EvaluationFailure) in
        if shouldStop() { throw EvaluationFailure(Self.stopped.code, Self.stopped.message) }
      }
    } catch {
      throw error.code == Self.stopped.code ? Self.stopped : error.diagnostic(at: expression.span)
    }
  }

  /// Counts the rows in which two columns are equal for being missing both.
  private func noteBothMissing(_ operands: [Kernels.Operand], at span: Span) {
    guard case .column(let left, _) = operands[0], case .column(let right, _) = operands[1],
      let first = left.presence, let second = right.presence
    else { return }
    var count = 0
    for row in 0..<first.count { count += Int(1 - (first[row] | second[row])) }
    notes.addBothMissing(at: span, count: count)
  }

  /// Counts the rows in which `not` holds of a field that is missing; conditions themselves never are.
  private func noteTakenAsFalse(_ operands: [Kernels.Operand], _ arguments: [TypedExpression], at span: Span) {
    guard case .field(let relation, let index, _) = arguments[0].kind, case .column(let column, _) = operands[0],
      let presence = column.presence
    else { return }
    let missing = presence.count - presence.indices { $0 != 0 }.count
    notes.addTakenAsFalse("not \(dataset[relation].schema.fields[index].name)", at: span, count: missing)
  }

  /// Counts the rows that an `if` takes the `else` of for a value that is missing: that is an answer of its own. The last of several
  /// says so, and an `else` that gives missing need not.
  private func noteUndecided(
    _ condition: TypedExpression, _ otherwise: TypedExpression, _ frame: Frame
  ) throws(Diagnostic) {
    switch otherwise.kind {
    case .conditional, .constant(.missing): return
    default: break
    }
    guard case .call(let function, _) = condition.kind, function.isOrder,
      let field = condition.firstField, case .field(let relation, let index, _) = field.kind,
      let presence = try evaluate(field, frame).presence
    else { return }
    let missing = presence.count - presence.indices { $0 != 0 }.count
    let name = dataset[relation].schema.fields[index].name
    notes.addTakenAsFalse("the condition on \(name)", at: condition.span, count: missing)
  }

  /// `and` and `or` evaluate what follows only for rows that are not decided: what would fail in the others does not.
  private func conjunction(
    _ arguments: [TypedExpression], _ frame: Frame, stopsAt decided: UInt8
  ) throws(Diagnostic) -> Column {
    var undecided = Vector<Int32>(0..<frame.count)
    var results = [UInt8](repeating: 1 - decided, count: frame.count)
    var part = frame
    for argument in arguments {
      let isTrue = try evaluate(argument, part)
      let flags = isTrue.truth
      for row in 0..<undecided.count { results[Int(undecided[row])] = flags[row] }
      let rest = flags.indices { $0 != decided }
      if rest.count == undecided.count { continue }
      undecided = undecided.gathered(rest, missing: -1)
      if undecided.count == 0 { break }
      part = frame.selecting(undecided)
    }
    return Column(.boolean(Vector(results)))
  }

  /// Evaluates each branch for its rows alone.
  private func choose(
    _ isTrue: Column, _ then: TypedExpression, _ otherwise: TypedExpression, _ expression: TypedExpression,
    _ frame: Frame
  ) throws(Diagnostic) -> Column {
    let flags = isTrue.truth
    let (first, second) = (flags.indices { $0 != 0 }, flags.indices { $0 == 0 })
    func branch(_ branch: TypedExpression, _ frame: Frame) throws(Diagnostic) -> Column {
      let column = try evaluate(branch, frame)
      if branch.type.ofValue == expression.type.ofValue { return column }
      // An integer beside a decimal, or `missing`: kinds that differ within one column.
      return try at(expression.span) { () throws(DecimalOverflow) in
        try Column((0..<column.count).map { column.value($0, branch.type) }, expression.type)
      }
    }
    if second.count == 0 { return try branch(then, frame) }
    if first.count == 0 { return try branch(otherwise, frame) }
    let parts = [try branch(then, frame.selecting(first)), try branch(otherwise, frame.selecting(second))]
    let joined = try at(expression.span) { () throws(DecimalOverflow) in
      try Column.concatenated(parts, expression.type)
    }
    let places = Vector<Int32>(count: frame.count) { target in
      for place in 0..<first.count { target[Int(first[place])] = Int32(truncatingIfNeeded: place) }
      for place in 0..<second.count { target[Int(second[place])] = Int32(truncatingIfNeeded: first.count + place) }
    }
    return joined.gather(places)
  }

  private func membership(
    _ value: TypedExpression, _ relation: RelationID, _ row: ColumnID, _ key: TypedExpression, _ frame: Frame
  ) throws(Diagnostic) -> Column {
    let keys = try memberships.value(row) { () throws(Diagnostic) in
      let rows = try self.rows(of: relation, row: row)
      return try GroupNumbering([try evaluateAll(key, rows)], count: rows.count, checkpoint: checkStop)
    }
    let found = keys.find([try evaluate(value, frame)], count: frame.count, missingMatches: false)
    return Column(.boolean(found.mapped { $0 >= 0 ? 1 : 0 }))
  }

  /// Over any number of rows, on all threads.
  func evaluateAll(_ expression: TypedExpression, _ rows: Rows) throws(Diagnostic) -> Column {
    if let column = direct(expression, rows) { return column }
    let morsels = ranges(of: rows.count, size: morselSize)
    let parts = try mapTasks(morsels.count, threads: threads) { (task) throws(Diagnostic) in
      try checkStop()
      return try evaluate(expression, Frame(rows.slice(morsels[task])))
    }
    return try at(expression.span) { () throws(DecimalOverflow) in
      try Column.concatenated(parts, expression.type)
    }
  }

  /// What needs no work: a column that is there, or a field of rows that follow each other.
  func direct(_ expression: TypedExpression, _ rows: Rows) -> Column? {
    switch expression.kind {
    case .column(let id): return rows.columns[id]
    case .field(let relation, let index, let row):
      guard case .column(let id) = row.kind, let numbers = rows.columns[id], case .sequence = numbers.values else {
        return nil
      }
      return dataset[relation].columns[index].gather(numbers)
    default: return nil
    }
  }
}

extension TypedExpression {
  /// The field that a value is computed from alone, at the left: of `age(birth_date) < 6` the birth date.
  fileprivate var firstField: TypedExpression? {
    switch kind {
    case .field: self
    case .call(_, let arguments): arguments.first?.firstField
    default: nil
    }
  }
}

extension Function {
  /// Whether it compares by order, which a missing value has none of.
  fileprivate var isOrder: Bool {
    switch self {
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .between: true
    default: false
    }
  }
}
