import Diagnostics
import Optimization
import Plans

extension Session {
  /// Conditions that are true or false whatever the row: most often a slip.
  func constantConditions(in program: Program) -> [Diagnostic] {
    program.steps.flatMap { step in
      let zone = dataset.zoneMinutes
      let findings =
        ConditionCheck.findings(in: step.plans, zoneMinutes: zone)
        + ConditionCheck.findings(in: step.expressions, zoneMinutes: zone)
      return findings.map { Self.warning($0, step.source) }
    }
  }

  private static func warning(_ finding: ConditionCheck.Finding, _ source: SourceText) -> Diagnostic {
    guard let last = finding.spans.last, finding.spans.count > 1 else {
      let always = finding.isTrue ? "true" : "false"
      return Diagnostic(
        .constantCondition, "this condition is always \(always), whatever the row", at: finding.spans.first, in: source)
    }
    let these = finding.spans.count == 2 ? "both of these conditions" : "all of these conditions"
    return Diagnostic(
      .constantCondition,
      finding.isTrue ? "every row meets one of these conditions" : "no row meets \(these)", at: last,
      labels: finding.spans.dropLast().map { .init($0, finding.isTrue ? "or this" : "and this") },
      help: finding.isTrue ? ["to leave out what meets either, join them with and"] : [], in: source)
  }
}

extension Diagnostic {
  /// Whether something of the same kind was said of a part of its place, of which it is a consequence.
  func follows(from others: [Diagnostic]) -> Bool {
    guard let span else { return false }
    return others.contains { other in
      other.code == code && other.source === source
        && other.span.map { span.start <= $0.start && $0.end <= span.end } ?? false
    }
  }
}

extension Program.Step {
  /// The plans whose rows it computes.
  fileprivate var plans: [Plan] {
    switch kind {
    case .table(_, _, let plan), .show(let plan, _), .describe(_, let plan), .save(let plan, _, _, _),
      .expectNone(_, let plan), .explain(let plan, _):
      [plan]
    case .parameter, .scalar, .showValue, .print, .title, .note, .expect, .run: []
    }
  }

  /// What it computes beside them.
  fileprivate var expressions: [TypedExpression] {
    switch kind {
    case .parameter(_, _, _, let value, _): value.map { [$0] } ?? []
    case .scalar(_, _, let value), .showValue(let value), .print(let value), .title(let value), .note(let value):
      [value]
    case .expect(_, let condition, _, _): [condition]
    case .run(_, let arguments): arguments.map(\.value)
    case .table, .show, .describe, .save, .expectNone, .explain: []
    }
  }
}
