extension TextFolding {
  /// Only so many code points of each text are compared, as the time grows with the product of the lengths.
  private static let comparedLength = 256

  /// How alike two texts are after folding, 0 to 1. Winkler (1990): Jaro's measure, raised by a tenth of what lacks for each of the
  /// first four letters that agree. Two empty texts are alike.
  package static func similarity(_ first: String, _ second: String) -> Double {
    let a = Array(fold(first).unicodeScalars.prefix(comparedLength))
    let b = Array(fold(second).unicodeScalars.prefix(comparedLength))
    let jaro = jaro(a, b)
    let prefix = zip(a, b).prefix(4).prefix { $0 == $1 }.count
    return jaro + Double(prefix) * 0.1 * (1 - jaro)
  }

  private static func jaro(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Double {
    if a.isEmpty || b.isEmpty { return a.isEmpty && b.isEmpty ? 1 : 0 }
    let reach = max(0, max(a.count, b.count) / 2 - 1)
    var isTaken = [Bool](repeating: false, count: b.count)
    var matchesOfA: [Unicode.Scalar] = []
    for (index, scalar) in a.enumerated() {
      let low = max(0, index - reach)
      for other in low..<max(low, min(b.count, index + reach + 1)) where !isTaken[other] && b[other] == scalar {
        isTaken[other] = true
        matchesOfA.append(scalar)
        break
      }
    }
    guard !matchesOfA.isEmpty else { return 0 }
    let matchesOfB = b.indices.lazy.filter { isTaken[$0] }.map { b[$0] }
    let misplaced = zip(matchesOfA, matchesOfB).count { $0 != $1 }
    let matches = Double(matchesOfA.count)
    let inOrder = (matches - Double(misplaced / 2)) / matches
    return (matches / Double(a.count) + matches / Double(b.count) + inOrder) / 3
  }
}
