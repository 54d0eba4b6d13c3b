import Analysis
import Columns
import Diagnostics
import Loading
import Optimization
import Plans
import Syntax

@testable import Execution

/// What a statement gives: rows of values, or the code of an error.
enum Outcome {
  case rows([[Value]])
  case failure(Diagnostic)
}

/// Runs a script's plans in four ways and says where they part.
struct Engines {
  let dataset: Dataset
  let today: Int

  enum Verdict {
    /// It does not check: the messages.
    case unchecked([String])
    case agreed(rows: Int, failed: Bool)
    case differ(String)
  }

  func verdict(on text: String) -> Verdict {
    let source = SourceText(name: "random.dsl", text: text)
    let parsed = Parser.parse(source)
    if !parsed.diagnostics.isEmpty { return .unchecked(parsed.diagnostics.map(\.message)) }
    if let fault = faultOfFormat(source, parsed.script) { return .differ(fault) }
    let result = Analyzer.analyze(
      parsed.script, source: source, dataset: dataset, declarations: Declarations(), today: today)
    if result.hasErrors {
      return .unchecked(result.diagnostics.filter { $0.severity == .error }.map(\.message))
    }
    var run = Run(dataset: dataset)
    for step in result.program.steps {
      if let fault = run.fault(of: step) { return .differ(fault) }
      if run.hasFailed { break }
    }
    return .agreed(rows: run.rows, failed: run.hasFailed)
  }

  /// The tree stays as it is, and what is formatted stays.
  private func faultOfFormat(_ source: SourceText, _ script: Script) -> String? {
    guard let formatted = Formatter.format(source) else { return "it is not formatted" }
    let again = SourceText(name: "formatted.dsl", text: formatted)
    let parsed = Parser.parse(again)
    guard parsed.diagnostics.isEmpty else {
      return "formatted, it does not parse: \(parsed.diagnostics.map(\.message))\n\(formatted)"
    }
    if dump(parsed.script) != dump(script) { return "formatting changes the tree:\n\(formatted)" }
    if Formatter.format(again) != formatted { return "formatting twice changes:\n\(formatted)" }
    return nil
  }
}

/// The steps of one script, each with the results of those before it.
private struct Run {
  var dataset: Dataset
  var scalars: [ScalarID: Value] = [:]
  var rows = 0
  var hasFailed = false

  init(dataset: Dataset) { self.dataset = dataset }

  mutating func fault(of step: Program.Step) -> String? {
    switch step.kind {
    case .parameter(let id, _, _, let value?, _), .scalar(let id, _, let value): return fault(of: value, keptAs: id)
    case .showValue(let value): return fault(of: value, keptAs: nil)
    case .show(let plan, let total):
      if let fault = fault(of: plan) { return fault }
      return hasFailed ? nil : total.flatMap { fault(of: $0) }
    case .describe(let relation, let plan):
      if let fault = fault(of: plan) { return "described: " + fault }
      if hasFailed { return nil }
      dataset.named[relation] = try? executor().description(of: optimized(plan))
      return nil
    case .table(let relation, let name, let plan):
      if let fault = fault(of: plan) { return "let \(name): " + fault }
      if hasFailed { return nil }
      dataset.named[relation] = try? executor().relation(of: optimized(plan), name: name)
      return nil
    case .save, .print, .title, .note, .expect, .expectNone, .explain, .run, .parameter: return nil
    }
  }

  private func executor(threads: Int = 1, morselSize: Int = 1 << 14) -> Executor {
    Executor(
      dataset: dataset, indexes: IndexStore(), threads: threads, morselSize: morselSize, shouldStop: { false },
      notes: NoteCollector())
  }

  private func optimized(_ plan: Plan) -> Plan {
    Optimizer.optimize(plan.binding(scalars), zoneMinutes: dataset.zoneMinutes)
  }

  // MARK: Tables

  private mutating func fault(of plan: Plan) -> String? {
    let (bound, better) = (plan.binding(scalars), optimized(plan))
    let reference = ReferenceInterpreter(dataset: dataset)
    var meant = outcome { () throws(Diagnostic) in try reference.run(bound) }
    let plain = outcome { () throws(Diagnostic) in try executor().run(bound).rows }
    let one = outcome { () throws(Diagnostic) in try executor().run(better).rows }
    let two = outcome { () throws(Diagnostic) in try executor(threads: 2, morselSize: 3).run(better).rows }
    if case (.failure, .rows) = (meant, plain) {
      // The engine does not compute what nothing reads, so that it cannot fail.
      meant = outcome { () throws(Diagnostic) in try reference.run(bound.withoutUnread) }
    }
    switch meant {
    case .rows(let values): rows += values.count
    case .failure: hasFailed = true
    }
    if let fault = difference(meant, plain) { return "the executor and the meaning differ: " + fault }
    if let fault = difference(one, two) { return "one thread and two differ: " + fault }
    // A filter that moves ahead of what it does not depend on may keep a row from failing (see FilterPushdown).
    if case (.failure, .rows) = (plain, one), plan.operators.contains(where: \.isFilter) { return nil }
    return difference(plain, one).map { "optimised and not differ: " + $0 }
  }

  // MARK: Values

  private mutating func fault(of expression: TypedExpression, keptAs id: ScalarID?) -> String? {
    let bound = expression.binding(scalars)
    let meant = outcome { () throws(Diagnostic) in
      [[try ScalarEvaluator(dataset: dataset).evaluate(bound)]]
    }
    let computed = outcome { () throws(Diagnostic) in [[try executor(threads: 2, morselSize: 3).value(of: bound)]] }
    switch meant {
    case .rows(let values): if let id { scalars[id] = values[0][0] }
    case .failure: hasFailed = true
    }
    return difference(meant, computed).map { "a value and its meaning differ: " + $0 }
  }

  private func outcome(_ body: () throws(Diagnostic) -> [[Value]]) -> Outcome {
    do throws(Diagnostic) { return .rows(try body()) } catch { return .failure(error) }
  }

  private func difference(_ a: Outcome, _ b: Outcome) -> String? {
    switch (a, b) {
    case (.rows(let a), .rows(let b)):
      if a.count != b.count { return "\(a.count) rows and \(b.count)" }
      for (row, (x, y)) in zip(a, b).enumerated() {
        for (field, (left, right)) in zip(x, y).enumerated() where !left.isAlike(right) {
          return "row \(row), field \(field): \(left) and \(right)"
        }
      }
      return nil
    case (.failure(let a), .failure(let b)): return a.code == b.code ? nil : "\(a.message) and \(b.message)"
    case (.rows, .failure(let error)): return "an answer and the error: \(error.message)"
    case (.failure(let error), .rows): return "the error and an answer: \(error.message)"
    }
  }
}

extension Operator {
  fileprivate var isFilter: Bool { if case .filter = self { true } else { false } }

  fileprivate var columns: Set<ColumnID> {
    var result: Set<ColumnID> = []
    _ = mapped { result.insert($0) }
    return result
  }
}

extension Set<ColumnID> {
  /// To walk an expression with `mapped`.
  fileprivate mutating func insert(_ expression: TypedExpression) -> TypedExpression {
    if case .column(let column) = expression.kind { insert(column) }
    return expression
  }
}

extension Plan {
  /// Without computations and aggregates of columns that nothing after them reads.
  fileprivate var withoutUnread: Plan {
    var result = self
    var read: Set<ColumnID> = []
    result.output = output.map { $0.mapped { read.insert($0) } }
    for index in operators.indices.reversed() {
      switch operators[index] {
      case .compute(let computations):
        var kept: [Computation] = []
        for computation in computations.reversed() where read.contains(computation.column) {
          kept.insert(computation, at: 0)
          read.formUnion(computation.expression.columns)
        }
        result.operators[index] = .compute(kept)
      case .group(let keys, let aggregates):
        result.operators[index] = .group(keys: keys, aggregates: aggregates.filter { read.contains($0.column) })
      case .window(var window):
        window.aggregates = window.aggregates.filter { read.contains($0.column) }
        window.functions = window.functions.filter { read.contains($0.column) }
        result.operators[index] = .window(window)
      default: break
      }
      if case .compute = operators[index] { continue }
      read.formUnion(result.operators[index].columns)
    }
    return result
  }
}

extension Value {
  /// Equal; floats within 1e-9 of their size.
  fileprivate func isAlike(_ other: Value) -> Bool {
    switch (self, other) {
    case (.float(let a), .float(let b)): a == b || abs(a - b) <= 1e-9 * max(abs(a), abs(b)) || (a.isNaN && b.isNaN)
    case (.list(let a), .list(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.isAlike($1) }
    default: self == other
    }
  }
}

extension ResultTable {
  /// In the form that the reference gives: a record followed by its fields, a list of objects as a list of lists.
  fileprivate var rows: [[Value]] { (0..<count).map { Self.values(fields, $0) } }

  private static func values(_ fields: [ResultField], _ row: Int) -> [Value] {
    fields.flatMap { field -> [Value] in
      if field.type == .list(.record), case .list(let offsets, _) = field.column.values {
        if field.column.isMissing(row) { return [.missing] }
        return [.list((Int(offsets[row])..<Int(offsets[row + 1])).map { .list(values(field.children, $0)) })]
      }
      return [field.column.value(row, field.type)] + values(field.children, row)
    }
  }
}
