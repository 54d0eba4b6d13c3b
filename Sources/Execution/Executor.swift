import Columns
import Diagnostics
import Plans

/// Runs checked plans over a dataset, on up to `threads` threads; the answer does not depend on how many. A plan's parameters are
/// bound (`Plan.binding`) before it comes here.
package final class Executor: Sendable {
  let evaluator: Evaluator
  private let notes: NoteCollector

  /// `shouldStop` is asked often and from all threads; when it says so what runs throws E405. `indexes` are of this dataset and are
  /// kept for the next statement.
  package convenience init(
    dataset: Dataset, indexes: IndexStore, threads: Int, shouldStop: @escaping @Sendable () -> Bool,
    progress: Progress? = nil, notes: NoteCollector
  ) {
    self.init(
      dataset: dataset, indexes: indexes, threads: threads, morselSize: 1 << 14, shouldStop: shouldStop,
      progress: progress, notes: notes)
  }

  /// For tests: with morsels so small that a few rows make several.
  init(
    dataset: Dataset, indexes: IndexStore, threads: Int, morselSize: Int, shouldStop: @escaping @Sendable () -> Bool,
    progress: Progress? = nil, notes: NoteCollector
  ) {
    self.notes = notes
    evaluator = Evaluator(
      dataset: dataset, indexes: indexes, notes: notes, threads: threads, morselSize: morselSize,
      shouldStop: shouldStop,
      progress: progress)
  }

  /// The result of a plan. Where it has no rows a note says which operator removed the last, unless `explainsEmpty` is false.
  package func run(_ plan: Plan, explainsEmpty: Bool = true) throws(Diagnostic) -> ResultTable {
    var comparisons: [TextComparison] = []
    let plan = try withoutSubqueries(plan, &comparisons)
    let output = OutputBuilder(plan, evaluator)
    var run = try PlanRun(plan, evaluator)
    let rows = try run.result(output.computations, keeping: output.kept)
    if notes.isHeard {
      run.noteMultiplied(notes)
      let isEmpty = explainsEmpty && rows.count == 0
      if !(try noteAbsent(comparisons, isThorough: isEmpty)), isEmpty { run.noteEmpty(notes) }
    }
    var table = try output.table(rows)
    let chart = try plan.chart.map { (chart) throws(Diagnostic) in try takeChart(chart, of: &table) }
    if let pivot = plan.pivot { table = try Crosstab(pivot: pivot, evaluator: evaluator).spread(table) }
    table.chart = chart ?? nil
    return table
  }

  /// The result as a relation of its own, `name`: fields of records beside the others with dotted names, rows of joined tables as row
  /// numbers. Lists of objects have no column.
  package func relation(of plan: Plan, name: String) throws(Diagnostic) -> Relation {
    let table = try run(plan, explainsEmpty: false)
    var schema = RelationSchema(name: name)
    var columns: [Column] = []
    func add(_ fields: [ResultField], prefix: String) {
      for field in fields where field.type.ofValue != .list(.record) {
        var own = FieldSchema(prefix + field.name, field.type.ofValue)
        if case .fixed(let name)? = field.currency { own.unit = .fixed(name) }
        schema.fields.append(own)
        columns.append(field.column)
        add(field.children, prefix: own.name + ".")
      }
    }
    add(table.fields, prefix: "")
    return Relation(schema: schema, count: table.count, columns: columns)
  }

  /// The value of an expression outside any rows: of a `let`, a check, a text.
  package func value(of expression: TypedExpression) throws(Diagnostic) -> Value {
    try evaluator.value(try withoutSubqueries(expression))
  }

  // MARK: Subqueries

  /// Notes what is compared with texts that no row has; whether there is any.
  private func noteAbsent(_ comparisons: [TextComparison], isThorough: Bool) throws(Diagnostic) -> Bool {
    var isAny = false
    for comparison in comparisons {
      guard let note = try comparison.note(evaluator, isThorough: isThorough) else { continue }
      notes.add(note)
      isAny = true
    }
    return isAny
  }

  /// Collects the comparisons with texts on the way.
  private func withoutSubqueries(_ plan: Plan, _ comparisons: inout [TextComparison]) throws(Diagnostic) -> Plan {
    var failure: Diagnostic?
    let result = plan.mapped { expression in
      comparisons += TextComparison.made(by: expression)
      return computed(expression, &failure)
    }
    if let failure { throw failure }
    return result
  }

  /// What a choice does not take, or what does not decide any more, is not computed, and so cannot fail.
  private func withoutSubqueries(_ expression: TypedExpression) throws(Diagnostic) -> TypedExpression {
    var failure: Diagnostic?
    let result = expression.replacing { node in
      do throws(Diagnostic) {
        switch node.kind {
        case .subquery: return computed(node, &failure)
        case .conditional(let condition, let then, let otherwise): return try choice(node, condition, then, otherwise)
        case .call(let function, let arguments) where [.and, .or, .coalesce].contains(function):
          return try firstOf(node, function, arguments)
        default: return nil
        }
      } catch {
        failure = failure ?? error
        return node
      }
    }
    if let failure { throw failure }
    return result
  }

  private func choice(
    _ node: TypedExpression, _ condition: TypedExpression, _ then: TypedExpression, _ otherwise: TypedExpression
  ) throws(Diagnostic) -> TypedExpression {
    let condition = try withoutSubqueries(condition)
    let isTrue = try evaluator.value(condition) == .boolean(true)
    var result = node
    result.kind = .conditional(
      condition, then: isTrue ? try withoutSubqueries(then) : then.nothing,
      else: isTrue ? otherwise.nothing : try withoutSubqueries(otherwise))
    return result
  }

  private func firstOf(
    _ node: TypedExpression, _ function: Function, _ arguments: [TypedExpression]
  ) throws(Diagnostic) -> TypedExpression {
    var result = node
    var parts: [TypedExpression] = []
    var isDecided = false
    for argument in arguments {
      parts.append(isDecided ? argument.nothing : try withoutSubqueries(argument))
      guard !isDecided, let last = parts.last else { continue }
      let value = try evaluator.value(last)
      isDecided = function == .coalesce ? !value.isMissing : (value == .boolean(true)) == (function == .or)
    }
    result.kind = .call(function, parts)
    return result
  }

  /// A subquery as the constant that it computes.
  private func computed(_ expression: TypedExpression, _ failure: inout Diagnostic?) -> TypedExpression {
    guard case .subquery(let plan) = expression.kind, failure == nil else { return expression }
    do throws(Diagnostic) {
      let table = try run(plan, explainsEmpty: false)
      let value = table.count > 0 ? table.fields.first?.column.value(0, expression.type) : nil
      return TypedExpression(.constant(value ?? .missing), expression.type, expression.span)
    } catch {
      failure = error
      return expression
    }
  }
}

extension TypedExpression {
  /// In its place, where it is not computed.
  fileprivate var nothing: TypedExpression { TypedExpression(.constant(.missing), type, span) }
}
