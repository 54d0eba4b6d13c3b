import Columns
import Diagnostics
import Plans

extension PlanRun {
  /// Joins that gave more rows than they were given. Where only a part was, how many they would be of all is not known.
  func noteMultiplied(_ notes: NoteCollector) {
    let after = counts.all
    for (number, operation) in plan.operators.enumerated() {
      guard case .join(let join) = operation, join.kind != .full else { continue }
      let part = cutShort.first { $0.operators.contains(number) }
      let before =
        if let part, part.operators.first == number { part.entered } else {
          number == 0 ? evaluator.dataset[plan.source].count : after[number - 1]
        }
      guard after[number] > before else { continue }
      let span = join.keys.first?.span
      if part == nil { notes.addMultiplied(before, to: after[number], at: span) } else { notes.addSeveral(at: span) }
    }
  }

  /// Which operator removed the last rows.
  func noteEmpty(_ notes: NoteCollector) {
    let after = counts.all
    var before = evaluator.dataset[plan.source].count
    if before == 0, after.allSatisfy({ $0 == 0 }) {
      return notes.add(Diagnostic(.noteEmpty, "no rows: \(evaluator.dataset[plan.source].schema.name) has none"))
    }
    var isCutShort = false
    for (number, operation) in plan.operators.enumerated() {
      if cutShort.contains(where: { $0.operators.contains(number) }) {
        isCutShort = true
        continue
      }
      if isCutShort, after[number] == 0 {
        return notes.add(Diagnostic(.noteEmpty, "no rows: this takes none", at: operation.span))
      }
      isCutShort = false
      if after[number] == 0, before > 0 {
        let rows = before == 1 ? "the last row" : "all \(grouped(before)) rows that were left"
        return notes.add(Diagnostic(.noteEmpty, "no rows: this removed \(rows)", at: operation.span))
      }
      before = after[number]
    }
  }
}

extension Operator {
  /// Where what it removes rows by was written.
  fileprivate var span: Span? {
    switch self {
    case .filter(let condition): condition.span
    case .compute(let computations): computations.first?.expression.span
    case .sort(let keys): keys.first?.expression.span
    case .limit(let skip, let take): (take ?? skip)?.span
    case .limitPer(let take, _, _): take.span
    case .group(let keys, _): keys.first?.expression.span
    case .window(let window): window.keys.first?.span
    case .union(let union): union.columns.first?.right.span
    case .sample(let count, _): count.span
    case .complete(let completion): completion.range?.span
    case .withhold: nil
    case .distinct(let keys): keys.first?.span
    case .join(let join): join.keys.first?.span
    case .unnestList(let list, _): list.span
    case .unnestRows(let base, _, _): base.span
    }
  }
}
