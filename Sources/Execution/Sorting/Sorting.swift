import Columns
import Diagnostics
import Plans

/// Orders rows by keys, stably, in steps short enough to be interrupted.
extension Evaluator {
  /// The numbers of `rows` in the order of the keys.
  func order(by keys: [SortKey], _ rows: Rows) throws(Diagnostic) -> Vector<Int32> {
    var columns: [Comparator.Key] = []
    for key in keys {
      let column = try evaluateAll(key.expression, rows)
      columns.append(Comparator.Key(column, descending: key.descending, missingFirst: key.missingFirst))
    }
    return try sortedRows(columns, count: rows.count)
  }

  /// The rows 0..<count in order, equal ones as they stand.
  func sortedRows(_ keys: [Comparator.Key], count: Int) throws(Diagnostic) -> Vector<Int32> {
    var words: [SortWord] = []
    for key in keys {
      try checkStop()
      guard count > Self.radixMinimum, let own = try SortWord.words(key, checkStop) else {
        return Comparator(keys).sorted(count: count)
      }
      words += own
    }
    var order = Vector(0..<count)
    for word in SortWord.packed(words).reversed() { order = try radixSorted(order, by: word) }
    return order
  }

  /// Below this the digits' counters cost more than comparing.
  private static var radixMinimum: Int { 64 }

  /// `order`, stably sorted by the words of its rows: digit by digit from the lowest.
  private func radixSorted(_ order: Vector<Int32>, by word: SortWord) throws(Diagnostic) -> Vector<Int32> {
    let digitBits = 11
    var source = order.mapped { WordOfRow(word: word.words[Int($0)], row: $0) }
    for shift in stride(from: 0, to: word.bits, by: digitBits) {
      let mask = UInt64(1 << min(digitBits, word.bits - shift) - 1)
      var ends = [Int](repeating: 0, count: Int(mask) + 2)
      for place in 0..<source.count { ends[Int(source[place].word >> UInt64(shift) & mask) + 1] += 1 }
      for digit in 1..<ends.count { ends[digit] += ends[digit - 1] }
      let before = source
      source = try Vector(count: before.count) { (target) throws(Diagnostic) in
        for place in 0..<before.count {
          if place & 0xFFFF == 0 { try checkStop() }
          let digit = Int(before[place].word >> UInt64(shift) & mask)
          target[ends[digit]] = before[place]
          ends[digit] += 1
        }
      }
    }
    return source.mapped(\.row)
  }
}

private struct WordOfRow: BitwiseCopyable, Sendable {
  var word: UInt64
  var row: Int32
}
