/// The names nearest to one that was not found.
package enum Suggestions {
  /// At most `limit` of `candidates`, the nearest first, by the number of letters inserted, left out, changed or swapped,
  /// ignoring case. A third of the letters may differ, and in short names one; or it is the beginning of a candidate.
  package static func nearest(to name: String, among candidates: [String], limit: Int = 4) -> [String] {
    let wanted = folded(name)
    // No name is so long; what is may be hostile.
    guard wanted.count <= 64 else { return [] }
    let cutoff = max(1, wanted.count / 3)
    var found: [(distance: Int, name: String)] = []
    for candidate in candidates {
      let scalars = folded(candidate)
      if wanted.count >= 3, scalars.count > wanted.count, scalars.starts(with: wanted) {
        // The beginning of a longer name: `child` of `children`.
        found.append((cutoff, candidate))
        continue
      }
      guard abs(scalars.count - wanted.count) <= cutoff else { continue }
      let distance = distance(wanted, scalars)
      if distance <= cutoff, distance < wanted.count { found.append((distance, candidate)) }
    }
    return found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(limit).map(\.name)
  }

  private static func folded(_ text: String) -> [Unicode.Scalar] { Array(text.lowercased().unicodeScalars) }

  /// The Damerau–Levenshtein distance with adjacent swaps (optimal string alignment), in three rows.
  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for j in b.indices {
        var best = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
        row.append(best)
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
