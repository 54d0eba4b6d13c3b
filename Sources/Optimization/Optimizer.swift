import Diagnostics
import Plans

/// Makes of a plan one that gives the same rows in less work. One rule a file; each can be left out without changing an answer.
package enum Optimizer {
  package static func optimize(_ plan: Plan, zoneMinutes: Int) -> Plan {
    var result = plan.mapped { ConstantFolding.fold($0, zoneMinutes: zoneMinutes) }
    FilterPushdown.apply(to: &result.operators)
    return result
  }
}
