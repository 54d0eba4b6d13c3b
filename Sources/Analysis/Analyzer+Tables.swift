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
  var chart: DrawnChart?

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
    var plan = Plan(source: source, row: row, operators: operators, output: output + (chart?.marks ?? []))
    plan.pivot = pivot
    plan.chart = chart?.output
    return plan
  }

  /// What makes it one that can only be shown and saved, in words.
  var ending: String? {
    chart != nil
      ? "chart" : totalPlan != nil ? "with total" : pivot != nil ? "a pivot whose columns only the data knows" : nil
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

  /// As `table(over:)`, for a table that was kept on its way: with its total, its crosstab's columns and its picture.
  func table(over kept: Declarations.Table, endingLike table: TableInProgress, _ span: Span) -> TableInProgress {
    var result = self.table(over: kept, span)
    (result.totalPlan, result.pivot) = (table.totalPlan, table.pivot)
    result.chart = kept.chart(at: column(result.row, span))
    return result
  }

  /// Whether a stage may stand here: after a chart, a total, and a crosstab whose columns the data decides, only few may.
  func mayFollow(_ stage: Stage, _ table: TableInProgress) -> Bool {
    guard let ending = table.ending else { return true }
    switch stage.kind {
    case .save, .invalid: return true
    case .sort, .chart: if table.chart == nil { return true }
    default: break
    }
    let few = table.chart == nil ? "sort, chart and save" : "save"
    let way = "list the columns, so that they can be named: across … in [\"a\", \"b\"]"
    report(
      .mayNotFollow, "after \(ending) only \(few) may follow", stage.span,
      help: table.chart != nil ? ["write it before the chart"] : table.totalPlan != nil ? [] : [way])
    return false
  }

  /// A chart, a total, or columns that only the data knows, can be shown and saved, not computed with.
  func rejectTotal(_ table: TableInProgress, _ span: Span) {
    guard let ending = table.ending else { return }
    let what = ending == "chart" ? "a chart" : ending == "with total" ? "a total" : ending
    report(.mayNotFollow, "\(what) can only be shown or saved, so nothing else is made of it", span)
  }

  private func source(_ expression: Expression) -> TableInProgress? {
    switch expression.unwrapped.kind {
    case .pipeline(let inner):
      let inner = table(of: inner)
      if let inner { rejectTotal(inner, expression.span) }
      return inner
    case .name(let name): return source(named: name)
    case .search(let words): return searchEverywhere(words, expression.span)
    case .invalid: return nil
    default:
      report(
        .wrongType, "a pipeline begins with a collection or a named table, and this is a value", expression.span,
        help: ["there are: " + listed(catalog.allCollectionNames, limit: 12)])
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
