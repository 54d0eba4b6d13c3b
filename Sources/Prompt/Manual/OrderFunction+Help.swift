import Analysis

extension OrderFunction {
  /// One line.
  var meaning: String {
    switch self {
    case .running: "an aggregate of the rows so far, this one included"
    case .rank: "the place in that order; equal rows share one: 1, 1, 3"
    case .previous: "x of the row before, or n rows before; missing where there is none"
    case .next: "x of the row after, or n rows after; missing where there is none"
    case .rowNumber: "1, 2, 3 … in that order, also of equal rows"
    }
  }

  /// Statements that the sample records answer.
  var example: String {
    switch self {
    case .running:
      "donations | derive so_far = running(sum(amount)), of_them = running(count()) per currency sort date"
    case .rank:
      "children | derive place = rank() per school sort birth_date | select name, school.name, birth_date, place"
    case .previous:
      "visits | derive gap = days_between(previous(date), date) per child sort date | top 5 by gap"
    case .next:
      "visits | derive after = next(kind) per child sort date | count by kind, after"
    case .rowNumber:
      "visits | derive n = row_number() per child sort date | where n == 2 | select child.name, date, kind"
    }
  }
}
