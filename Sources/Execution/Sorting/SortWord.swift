import Columns
import Diagnostics

/// A sort key, or part of one, as unsigned words: a word a row, from 0 to `greatest`, in the order of the rows.
struct SortWord {
  var words: Vector<UInt64>
  var greatest: UInt64

  var bits: Int { UInt64.bitWidth - greatest.leadingZeroBitCount }

  /// Missing values aside, which are a word of their own.
  private init(_ words: Vector<UInt64>, presence: Vector<UInt8>?, descending: Bool) {
    var (least, most) = (UInt64.max, UInt64.min)
    for row in 0..<words.count where presence.map({ $0[row] != 0 }) ?? true {
      least = min(least, words[row])
      most = max(most, words[row])
    }
    guard least <= most else {
      self.init(words: Vector(repeating: 0, count: words.count), greatest: 0)
      return
    }
    let (low, high) = (least, most)
    let values = Vector<UInt64>(count: words.count) { target in
      for row in 0..<words.count {
        let isPresent = presence.map { $0[row] != 0 } ?? true
        target[row] = !isPresent ? 0 : descending ? high &- words[row] : words[row] &- low
      }
    }
    self.init(words: values, greatest: high - low)
  }

  private init(words: Vector<UInt64>, greatest: UInt64) {
    self.words = words
    self.greatest = greatest
  }

  /// The words of a key, the first counting most; nil for lists, which no number of words can stand for.
  static func words(
    _ key: Comparator.Key, _ checkStop: () throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> [SortWord]? {
    let presence = key.column.presence
    guard let values = try key.column.orderedWords(presence, checkStop) else { return nil }
    var result = values.map { SortWord($0, presence: presence, descending: key.descending) }
    if let presence {
      let missing: UInt64 = key.missingFirst ? 0 : 1
      result.insert(SortWord(words: presence.mapped { $0 == 0 ? missing : 1 - missing }, greatest: 1), at: 0)
    }
    return result
  }

  /// The same order in as few words as it fits.
  static func packed(_ words: [SortWord]) -> [SortWord] {
    var result: [SortWord] = []
    for word in words where word.bits > 0 {
      guard let last = result.last, last.bits + word.bits <= UInt64.bitWidth else {
        result.append(word)
        continue
      }
      let (shift, high, low) = (UInt64(word.bits), last.words, word.words)
      let joined = Vector<UInt64>(count: high.count) { target in
        for row in 0..<high.count { target[row] = high[row] &<< shift | low[row] }
      }
      result[result.count - 1] = SortWord(words: joined, greatest: last.greatest << shift | (1 << shift - 1))
    }
    return result
  }
}

extension Column {
  /// Unsigned words, the first counting most, in the order of the values; a missing value has any. Nil for lists.
  func orderedWords(
    _ presence: Vector<UInt8>?, _ checkStop: () throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> [Vector<UInt64>]? {
    func flipped(_ value: Int64) -> UInt64 { UInt64(bitPattern: value) ^ 1 << 63 }
    switch values {
    case .boolean(let vector): return [vector.mapped { UInt64($0) }]
    case .integer(let vector), .decimal(let vector, _), .datetime(let vector), .period(let vector),
      .duration(let vector):
      return [vector.mapped(flipped)]
    case .wideDecimal(let vector, _):
      return [
        vector.mapped { flipped(Int64(truncatingIfNeeded: $0 >> 64)) },
        vector.mapped { UInt64(truncatingIfNeeded: $0) },
      ]
    case .float(let vector): return [vector.mapped(\.orderedWord)]
    case .date(let vector), .rows(let vector): return [vector.mapped { flipped(Int64($0)) }]
    case .sequence(let range): return [Vector(0..<range.count).mapped { UInt64($0) }]
    case .text(let views, _): return [try TextRanks.ranks(views, presence, checkStop)]
    case .dictionary(let codes, let dictionary):
      if dictionary.count > codes.count, let views = textViews?.views {
        return [try TextRanks.ranks(views, presence, checkStop)]
      }
      let ranks = try TextRanks.ranks(dictionary.entries, nil, checkStop)
      return [
        Vector(count: codes.count) { target in
          for row in 0..<codes.count {
            target[row] = presence.map { $0[row] != 0 } ?? true ? ranks[Int(codes[row])] : 0
          }
        }
      ]
    case .list: return nil
    }
  }
}

extension Double {
  /// In the order of `Value.compareFloats`: one zero, every NaN the greatest.
  fileprivate var orderedWord: UInt64 {
    if isNaN { return .max }
    let bits = (self == 0 ? 0 : self).bitPattern
    return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
  }
}
