import Columns
import Diagnostics

/// Texts by their place in their order: equal texts have the same rank.
enum TextRanks {
  /// Ranks of the texts; those that are missing have any.
  static func ranks(
    _ texts: Vector<TextView>, _ presence: Vector<UInt8>?, _ checkStop: () throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Vector<UInt64> {
    let prefixes = texts.mapped(\.prefixWord)
    var order = (0..<texts.count).map { (prefix: prefixes[$0], row: Int32(truncatingIfNeeded: $0)) }
    if let presence { order.removeAll { presence[Int($0.row)] == 0 } }
    try sort(&order, texts, checkStop)
    return Vector(count: texts.count) { ranks in
      ranks.update(repeating: 0, count: texts.count)
      var rank: UInt64 = 0
      for place in order.indices {
        if place > 0, texts[Int(order[place].row)] != texts[Int(order[place - 1].row)] { rank += 1 }
        ranks[Int(order[place].row)] = rank
      }
    }
  }

  private static func sort(
    _ order: inout [(prefix: UInt64, row: Int32)], _ texts: Vector<TextView>,
    _ checkStop: () throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var compared = 0
    do {
      try order.withUnsafeMutableBufferPointer { order in
        try order.sort { a, b in
          compared += 1
          if compared & 0xFFFF == 0 { try checkStop() }
          return a.prefix != b.prefix ? a.prefix < b.prefix : texts[Int(a.row)].compare(texts[Int(b.row)]) < 0
        }
      }
    } catch {
      // `sort` forgets which error its closure throws: it is this one.
      throw error as? Diagnostic ?? Evaluator.stopped
    }
  }
}

extension TextView {
  /// The first eight bytes as a number in the order of texts, zeros after a shorter one.
  fileprivate var prefixWord: UInt64 {
    var word: UInt64 = 0
    for index in 0..<8 { word = word << 8 | (index < count ? UInt64(start[index]) : 0) }
    return word
  }
}
