import Columns
import Diagnostics
import Optimization
import Plans

extension Session {
  /// Conditions that are true or false whatever the row, as folding shows: most often a slip.
  func constantConditions(in program: Program) -> [Diagnostic] {
    program.steps.flatMap { step in
      step.plans.flatMap { plan in
        Optimizer.optimize(plan, zoneMinutes: dataset.zoneMinutes).operators.compactMap { operation in
          guard case .filter(let condition) = operation, case .constant(let value) = condition.kind,
            condition.type == .boolean
          else { return nil }
          let always = value == .boolean(true) ? "true" : "false"
          return Diagnostic(
            .constantCondition, "this condition is always \(always), whatever the row", at: condition.span,
            in: step.source)
        }
      }
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
}
