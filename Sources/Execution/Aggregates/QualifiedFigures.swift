import Columns
import Diagnostics
import Plans

/// Figures that are added up although they are marked as not exact (`almoner:qualifier`): a note counts them.
extension Evaluator {
  /// The field that says how exact the argument of a sum or an average is.
  func qualifier(of aggregate: Aggregate) -> TypedExpression? {
    guard aggregate.function == .sum || aggregate.function == .avg,
      case .field(let relation, let index, let row)? = aggregate.argument?.kind
    else { return nil }
    let schema = dataset[relation].schema
    guard let name = schema.fields[index].qualifier, let field = schema.index(ofField: name) else { return nil }
    return TypedExpression(.field(relation, field, row: row), schema.fields[field].type, aggregate.span)
  }

  /// Counts the figures in `argument` by what `marks` says of them.
  func noteQualified(_ aggregate: Aggregate, _ argument: Column, marks: Column) {
    guard let texts = marks.textViews?.views else { return }
    var counts: [TextView: Int] = [:]
    for row in 0..<texts.count where !marks.isMissing(row) && !argument.isMissing(row) {
      counts[texts[row], default: 0] += 1
    }
    for (mark, count) in counts where mark.string != "exact" {
      notes.addQualified(mark.string, at: aggregate.span, count: count)
    }
  }
}
