import Columns
import Diagnostics
import Plans
import Syntax

/// A pipeline while its stages are checked: what is done so far, and the shape that results.
struct TableInProgress {
  var source: RelationID
  var row: ColumnID
  var operators: [Operator] = []
  var shape: Shape
  /// Every column that the rows have.
  var columns: Set<ColumnID>
  /// The row of `with total`: a plan of one row with the same fields.
  var totalPlan: Plan?
  /// The columns of a crosstab that only the data knows.
  var pivot: Plan.PivotOutput?

  init(source: RelationID, row: ColumnID, shape: Shape) {
    self.source = source
    self.row = row
    self.shape = shape
    columns = [row]
  }

  /// What the next stage can name: not the columns of a crosstab that only the data knows.
  var nameableShape: Shape {
    guard pivot != nil else { return shape }
    var result = shape
    result.fields.removeLast(min(2, result.fields.count))
    return result
  }

  func finished(shown output: [Plan.OutputField]) -> Plan {
    var plan = Plan(source: source, row: row, operators: operators, output: output)
    plan.pivot = pivot
    return plan
  }
}

extension Analyzer {
  /// A whole pipeline; nil where its source means nothing. Stages that fail are left out, and the shape is uncertain from there.
  func table(of pipeline: Pipeline) -> TableInProgress? {
    guard var table = source(pipeline.source) else { return nil }
    for stage in pipeline.stages {
      shapes.append(StageShape(span: stage.span, shape: table.nameableShape))
      let errors = diagnostics.count
      check(stage, &table)
      if diagnostics.count > errors, diagnostics[errors...].contains(where: { $0.severity == .error }) {
        table.shape.isUncertain = table.shape.isUncertain || stage.changesFields
      }
    }
    return table
  }

  /// A pipeline that begins with a table computed before.
  func table(over declared: Declarations.Table, _ span: Span) -> TableInProgress {
    let row = newColumn(.row(declared.relation))
    return TableInProgress(source: declared.relation, row: row, shape: declared.shape(at: column(row, span)))
  }

  /// Whether a stage may stand here: after a total, and after a crosstab whose columns the data decides, only few may.
  func mayFollow(_ stage: Stage, _ table: TableInProgress) -> Bool {
    guard table.totalPlan != nil || table.pivot != nil else { return true }
    switch stage.kind {
    case .sort, .save, .chart, .invalid: return true
    default:
      let what = table.totalPlan != nil ? "with total" : "a pivot whose columns only the data knows"
      report(
        .mayNotFollow, "after \(what) only sort and save may follow", stage.span,
        help: table.totalPlan != nil ? [] : ["list the columns, so that they can be named: across … in [\"a\", \"b\"]"])
      return false
    }
  }

  /// A total, or columns that only the data knows, can be shown and saved, not computed with.
  func rejectTotal(_ table: TableInProgress, _ span: Span) {
    guard table.totalPlan != nil || table.pivot != nil else { return }
    let what = table.totalPlan != nil ? "a total" : "a pivot whose columns only the data knows"
    report(.mayNotFollow, "\(what) can only be shown or saved, so nothing else is made of it", span)
  }

  private func source(_ expression: Expression) -> TableInProgress? {
    switch expression.unwrapped.kind {
    case .pipeline(let inner):
      let inner = table(of: inner)
      if let inner { rejectTotal(inner, expression.span) }
      return inner
    case .name(let name): return source(named: name)
    case .invalid: return nil
    default:
      report(
        .wrongType, "a pipeline begins with a collection or a named table, and this is a value", expression.span,
        help: ["there are: " + listed(catalog.collectionNames, limit: 12)])
      return nil
    }
  }

  private func source(named name: Name) -> TableInProgress? {
    let resolved = lookUp([name], in: Scope(shape: nil, aggregates: .none))
    guard case .collection(let relation, _) = resolved else {
      if name.text == "it" {
        report(.noPreviousResult, "there is no last result yet that '|' or 'it' could carry on", name.span)
      } else {
        reportUnknown([name], in: Scope(shape: nil, aggregates: .none))
      }
      return nil
    }
    let row = newColumn(.row(relation))
    return TableInProgress(source: relation, row: row, shape: shape(of: relation, at: column(row, name.span)))
  }
}

extension Stage {
  /// Whether a failure leaves the fields of the table unknown.
  fileprivate var changesFields: Bool {
    switch kind {
    case .where, .search, .sort, .take, .skip, .top, .sample, .save, .chart: false
    default: true
    }
  }
}
