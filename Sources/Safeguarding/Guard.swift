import Columns
import Diagnostics
import Plans

/// Keeps what a checked program tells within what a role may see. Between Analysis and Optimization; it sees plans only.
///
/// The labels of what is read travel through expressions, operators, tables and statements (`Taint`): with conditions, keys and sorts
/// into the choice of rows, with values into columns. Only fields above the role's `show` matter, the secrets. A `group` is where they
/// may end: conditions on secrets wait for it and go into its aggregates, keys of few persons become one, and beside each aggregate that
/// secrets touch it counts the distinct persons behind it and those whom each condition leaves out; `Withholding` hides what is of too few.
/// At the end of a pipeline that is shown or saved
/// - a field that was only passed through is replaced by its mask where it is read (rule 1),
/// - what else a secret touched is refused (rules 1 to 5), with the place where the secret was read.
/// So nothing that runs later sees a secret in any other way, and all that is shown of a run is safe, messages included, if notes are
/// left out of statements that secrets touch (rule 6). What this cannot judge it refuses.
package final class Guard {
  let role: Role
  let dataset: Dataset
  let refusal: Refusal
  /// Numbers for columns, scalars and tables.
  let intoFile: Bool
  let fresh: () -> Int
  /// The highest labels of what another script gives to the parameters of this one, by name; and this one to others, by their paths.
  let given: [String: Sensitivity]
  var passed: [String: [String: Sensitivity]] = [:]
  package internal(set) var knowledge: Knowledge
  var diagnostics: [Diagnostic] = []
  var steps: [Program.Step] = []
  /// The script of the statement at hand.
  var source: SourceText?
  /// What the statement at hand reads.
  var read = Taint()
  /// `children.birth_date`, … of everything labelled that is read, above low.
  package private(set) var fields: Set<String> = []
  package private(set) var highest = Sensitivity.low
  /// Beside which tables a total is shown, and whether their last key is spread across columns.
  var layouts: [RelationID: Layout] = [:]
  /// The highest label of what each subquery gives, by the column of its rows.
  var levels: [ColumnID: Sensitivity] = [:]
  /// The highest label of what the statement at hand writes to a file.
  var exported: Sensitivity?

  /// How the rows of a table are shown.
  struct Layout {
    var hasTotal = false
    var isCrosstab = false
  }

  /// `intoFile`: whether all that is shown goes into a file.
  package init(
    role: Role, dataset: Dataset, knowledge: Knowledge, intoFile: Bool, given: [String: Sensitivity] = [:],
    fresh: @escaping () -> Int
  ) {
    self.role = role
    self.given = given
    self.intoFile = intoFile
    self.dataset = dataset
    self.knowledge = knowledge
    self.fresh = fresh
    refusal = Refusal(role: role, roles: dataset.roles)
  }

  package struct Result {
    package var program: Program
    package var diagnostics: [Diagnostic]
    package var knowledge: Knowledge
    /// What was read above low, and its highest level.
    package var fields: [String]
    package var highest: Sensitivity
    /// The highest labels of what scripts that it runs are given, by path and name.
    package var passed: [String: [String: Sensitivity]]
  }

  package func guarded(_ program: Program) -> Result {
    findLayouts(program)
    for step in program.steps {
      source = step.source
      (read, exported) = (Taint(), nil)
      if intoFile { checkExport(of: step) }
      let kind = guarded(step.kind, step.span)
      var result = Program.Step(kind, step.span, step.source)
      result.tellsNotes = read.secrets.isEmpty
      result.exported = exported
      steps.append(result)
    }
    return Result(
      program: Program(steps: steps), diagnostics: diagnostics, knowledge: knowledge, fields: fields.sorted(),
      highest: highest, passed: passed)
  }

  func refuse(_ diagnostic: Diagnostic) {
    var placed = diagnostic
    placed.source = source
    // One message a place: another field read there is most often the same mistake.
    if diagnostics.contains(where: { $0.span == placed.span && $0.source === placed.source }) { return }
    diagnostics.append(placed)
  }

  func note(_ field: String, _ level: Sensitivity) {
    if level > .low { fields.insert(field) }
    highest = max(highest, level)
  }

  func newColumn() -> ColumnID { ColumnID(fresh()) }

  /// Tables whose rows a later statement shows with a total, or spread; what they are made of is laid out as they are.
  private func findLayouts(_ program: Program) {
    for step in program.steps.reversed() {
      switch step.kind {
      case .show(let plan, let total), .save(let plan, let total, _, _):
        if total != nil { layouts[plan.source, default: Layout()].hasTotal = true }
        if plan.pivot != nil { layouts[plan.source, default: Layout()].isCrosstab = true }
      case .table(let relation, _, let plan):
        if let layout = layouts[relation], layouts[plan.source] == nil { layouts[plan.source] = layout }
      case .parameter, .scalar, .showValue, .describe, .print, .title, .note, .expect, .expectNone, .explain, .run:
        break
      }
    }
  }
}
