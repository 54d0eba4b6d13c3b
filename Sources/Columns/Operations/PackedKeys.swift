/// The sort keys of a row and its number as one word, whose order is that of the rows: the keys' codes from the first one down, then the
/// row's number, so that equal rows stay as they stand. For keys of whole numbers whose ranges are small enough together; comparing,
/// sorting and choosing rows is then done with plain numbers.
package struct PackedKeys: Sendable {
  private let comparator: Comparator
  private let keys: [Key]
  private let rowBits: UInt64
  private let bits: UInt64

  private struct Key: @unchecked Sendable {
    var words: UnsafePointer<Int64>
    var isPresent: UnsafePointer<UInt8>?
    /// What has the lowest code: the least word, or of a descending key the greatest.
    var first: Int64
    var isDescending: Bool
    /// Of the present rows, and of the missing ones.
    var base: UInt64
    var missing: UInt64
    var bits: UInt64
  }

  /// Of the rows 0..<count; nil where their keys do not fit.
  package init?(_ comparator: Comparator, count: Int) {
    self.comparator = comparator
    rowBits = Self.bitCount(UInt64(max(count - 1, 0)))
    var (keys, bits): ([Key], UInt64) = ([], 0)
    for prepared in comparator.preparedKeys {
      guard let key = Self.key(prepared, count: count) else { return nil }
      keys.append(key)
      bits += key.bits
    }
    // No word is the greatest there is.
    guard bits + rowBits < 64 else { return nil }
    self.keys = keys
    self.bits = bits
  }

  private static func key(_ prepared: PreparedKey, count: Int) -> Key? {
    guard prepared.kind == .words else { return nil }
    let words = prepared.values.assumingMemoryBound(to: Int64.self)
    let vector = Vector(borrowing: words, count: count, owner: nil)
    let presence = prepared.isPresent.map { Vector(borrowing: $0, count: count, owner: nil) }
    let bounds = vector.bounds(presence) ?? 0...0
    let (span, overflow) = bounds.upperBound.subtractingReportingOverflow(bounds.lowerBound)
    guard !overflow, span < 1 << 62 else { return nil }
    let most = UInt64(span) + (presence == nil ? 0 : 1)
    return Key(
      words: words, isPresent: prepared.isPresent,
      first: prepared.descending ? bounds.upperBound : bounds.lowerBound, isDescending: prepared.descending,
      base: presence != nil && prepared.missingFirst ? 1 : 0, missing: prepared.missingFirst ? 0 : most,
      bits: bitCount(most))
  }

  private static func bitCount(_ number: UInt64) -> UInt64 {
    UInt64(truncatingIfNeeded: UInt64.bitWidth - number.leadingZeroBitCount)
  }

  /// Writes the words of `rows` to `target`, that of the first one to its beginning.
  package func write(_ rows: Range<Int>, to target: UnsafeMutablePointer<UInt64>) {
    target.update(repeating: 0, count: rows.count)
    for key in keys {
      for place in 0..<rows.count {
        let word = key.words[rows.lowerBound + place]
        var code = UInt64(bitPattern: key.isDescending ? key.first &- word : word &- key.first) &+ key.base
        if let isPresent = key.isPresent, isPresent[rows.lowerBound + place] == 0 { code = key.missing }
        target[place] = target[place] &<< key.bits | code
      }
    }
    for place in 0..<rows.count {
      target[place] = target[place] &<< rowBits | UInt64(truncatingIfNeeded: rows.lowerBound + place)
    }
  }

  @inline(__always)
  func row(_ word: UInt64) -> Int32 {
    Int32(truncatingIfNeeded: word & (1 &<< rowBits &- 1))
  }

  /// The rows of the words.
  package func rows(_ words: Vector<UInt64>) -> Vector<Int32> { words.mapped { row($0) } }

  // MARK: Sorting

  private static let digitBits: UInt64 = 11
  /// Between two looks at the checkpoint.
  private static let pieceSize = 1 << 18

  /// The words of `range` in order, eleven bits at a time from the lowest that is no row's number's (D. E. Knuth, The Art of Computer
  /// Programming 3, 5.2.5). `checkpoint` is called again and again, and may throw to end the work.
  package func sorted<Failure: Error>(
    _ range: Range<Int>, checkpoint: () throws(Failure) -> Void
  ) throws(Failure) -> Vector<UInt64> {
    var source = Vector<UInt64>(count: range.count) { write(range, to: $0) }
    var shift = rowBits
    while shift < rowBits + bits {
      let counts = Self.counts(source, shift)
      if !counts.contains(Int32(truncatingIfNeeded: range.count)) {
        source = try Self.distributed(source, counts, shift, checkpoint: checkpoint)
      }
      shift += Self.digitBits
    }
    return source
  }

  @inline(__always)
  private static func digit(_ word: UInt64, _ shift: UInt64) -> Int {
    Int(truncatingIfNeeded: word &>> shift & (1 << digitBits - 1))
  }

  private static func counts(_ words: Vector<UInt64>, _ shift: UInt64) -> [Int32] {
    var counts = [Int32](repeating: 0, count: 1 << digitBits)
    counts.withUnsafeMutableBufferPointer { counts in
      for place in 0..<words.count { counts[digit(words[place], shift)] += 1 }
    }
    return counts
  }

  private static func distributed<Failure: Error>(
    _ source: Vector<UInt64>, _ counts: [Int32], _ shift: UInt64, checkpoint: () throws(Failure) -> Void
  ) throws(Failure) -> Vector<UInt64> {
    var places = counts
    var start: Int32 = 0
    for digit in places.indices { (places[digit], start) = (start, start + counts[digit]) }
    return try Vector(count: source.count) { (target) throws(Failure) in
      var first = 0
      while first < source.count {
        try checkpoint()
        let end = min(source.count, first + pieceSize)
        places.withUnsafeMutableBufferPointer { places in
          for place in first..<end {
            let digit = digit(source[place], shift)
            target[Int(places[digit])] = source[place]
            places[digit] += 1
          }
        }
        first = end
      }
    }
  }

  /// Two sorted runs as one.
  package static func merged<Failure: Error>(
    _ left: Vector<UInt64>, _ right: Vector<UInt64>, checkpoint: () throws(Failure) -> Void
  ) throws(Failure) -> Vector<UInt64> {
    try Vector(count: left.count + right.count) { (target) throws(Failure) in
      var (a, b) = (0, 0)
      while a < left.count, b < right.count {
        try checkpoint()
        let end = min(a + b + pieceSize, left.count + right.count)
        while a + b < end, a < left.count, b < right.count {
          let (x, y) = (left[a], right[b])
          let isLeft = Int(unsafeBitCast(x < y, to: UInt8.self))
          target[a + b] = min(x, y)
          a += isLeft
          b += 1 - isLeft
        }
      }
      (target + a + b).update(from: left.start + a, count: left.count - a)
      (target + left.count + b).update(from: right.start + b, count: right.count - b)
    }
  }

  // MARK: Choosing

  /// Calls `body` with the rows' words, some at a time, and the first row of them.
  package func forEachPiece<Failure: Error>(
    of count: Int, _ body: (_ first: Int, _ words: UnsafeBufferPointer<UInt64>) throws(Failure) -> Void
  ) throws(Failure) {
    let piece = UnsafeMutablePointer<UInt64>.allocate(capacity: 1 << 12)
    defer { piece.deallocate() }
    var first = 0
    while first < count {
      let size = min(count - first, 1 << 12)
      write(first..<first + size, to: piece)
      try body(first, UnsafeBufferPointer(start: piece, count: size))
      first += size
    }
  }
}
