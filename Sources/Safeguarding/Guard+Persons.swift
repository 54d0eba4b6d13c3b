import Columns
import Plans

/// The persons behind a cell, and which other cells they could be found from.
extension Guard {
  /// One of the conditions that a row must hold to be part of an aggregate.
  struct Condition {
    var expression: TypedExpression
    var taint: Taint
    /// What `and`, `or` and `not` make it of.
    var atoms: [Taint]
    /// Whether those for whom it does not hold are a group too, which must be as large.
    var divides: Bool
  }

  /// Those written, and the one that the argument itself is or implies.
  func conditions(of aggregate: Aggregate, _ parts: AggregateParts) -> [Condition] {
    func condition(_ expression: TypedExpression, divides: Bool) -> Condition {
      let taint = taint(expression, parts.inner)
      return Condition(
        expression: expression, taint: taint, atoms: expression.atoms.map { self.taint($0, parts.inner) },
        divides: !taint.secrets.isEmpty && (divides || taint.secrets.contains(where: \.isSensitive)))
    }
    var result = (aggregate.condition?.conjuncts ?? []).map { condition($0, divides: true) }
    guard let argument = aggregate.argument else { return result }
    if aggregate.function.isOfCondition {
      result += argument.conjuncts.map { condition($0, divides: true) }
    } else {
      let isPresent = TypedExpression(.call(.isPresent, [argument]), .boolean, argument.span)
      // How many have a value at all is a number of persons as any other; of a sum it is not told.
      result.append(condition(isPresent, divides: aggregate.function == .count && !aggregate.isDistinct))
    }
    return result
  }

  /// The kinds of persons behind an aggregate, each by the way to it: for each condition on secrets, how many of those that all others
  /// choose it chooses too. The family says what the cells have in common that add up to a larger one, but for the first conditions, which
  /// all of them are given.
  func subjects(
    of aggregate: Aggregate, _ shared: Taint, _ parts: AggregateParts, given: Int
  ) -> (subjects: [CellBuilder.Subject], family: CellBuilder.Family?) {
    let own = parts.own
    let conditions = conditions(of: aggregate, parts)
    var found: [CellBuilder.Subject] = []
    var persons: Set<String> = []
    for secret in (shared + own).secrets {
      guard let person = secret.person, persons.insert(person.readText ?? "").inserted else { continue }
      let isHis: (Secret) -> Bool = { $0.person?.readText == person.readText }
      func count(_ conditions: [Condition], over range: Aggregate.Range) -> Aggregate {
        let condition = conditions.isEmpty ? nil : TypedExpression.all(conditions.map(\.expression), aggregate.span)
        return Aggregate(
          .count, isDistinct: true, argument: person, condition: condition, range: range, label: "persons",
          type: .integer, span: aggregate.span)
      }
      // There is no row outside of related rows: who is behind the group is counted in the group.
      if !own.secrets.contains(where: isHis), aggregate.innerColumn != nil {
        found.append(CellBuilder.Subject(counted: count([], over: .rows), all: nil, isSensitive: false))
        continue
      }
      let counted = count(conditions, over: aggregate.range)
      let before = found.count
      for (place, condition) in conditions.enumerated()
      where condition.divides && condition.taint.secrets.contains(where: isHis) {
        var others = conditions
        others.remove(at: place)
        found.append(
          CellBuilder.Subject(
            counted: counted, all: count(others, over: aggregate.range),
            isSensitive: condition.taint.secrets.contains { isHis($0) && $0.isSensitive }))
        let plain = conditions.filter(\.taint.secrets.isEmpty)
        // None of its parts chooses single persons, of whom the others would tell.
        for atom in condition.expression.atoms where condition.atoms.count > 1 {
          let part = Condition(expression: atom, taint: Taint(), atoms: [], divides: true)
          found.append(
            CellBuilder.Subject(
              counted: count(plain + [part], over: aggregate.range), all: count(plain, over: aggregate.range),
              isSensitive: false))
        }
      }
      guard found.count == before else { continue }
      // Of a group of few nothing is told, be it that none of them has a value.
      let some = conditions.dropLast(aggregate.argument == nil ? 0 : 1)
      if some.count < conditions.count, aggregate.argument?.readText != person.readText {
        found.append(
          CellBuilder.Subject(counted: count(Array(some), over: aggregate.range), all: nil, isSensitive: false))
      }
      let isSensitive = parts.range.secrets.contains { isHis($0) && $0.isSensitive }
      found.append(
        CellBuilder.Subject(
          counted: counted, all: isSensitive ? count([], over: aggregate.range) : nil, isSensitive: isSensitive))
    }
    let dividing = Set(conditions.dropFirst(given).filter(\.divides).flatMap(\.taint.secrets).map(\.field))
    let isNumber = aggregate.function == .count || aggregate.function.isOfCondition
    let family = CellBuilder.Family(
      value: isNumber ? "count" : "\(aggregate.function) \(aggregate.argument?.readText ?? "")", fields: dividing)
    return (found, dividing.isEmpty ? nil : family)
  }
}
