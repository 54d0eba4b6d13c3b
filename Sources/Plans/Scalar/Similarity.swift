/// A text that others are compared with.
package struct ComparedText {
  private let letters: [Unicode.Scalar]
  private let counts: LetterCounts

  /// Only so many code points of each text are compared, as the time grows with the product of the lengths.
  private static let comparedLength = 256

  package init(_ text: String) {
    letters = TextFolding.folded(text, most: Self.comparedLength)
    counts = LetterCounts(letters)
  }

  /// How alike another text is after folding, 0 to 1. Winkler (1990): Jaro's measure, raised by a tenth of what lacks for each of the
  /// first four letters that agree. Two empty texts are alike. Nil where the letters alone, in whatever order, show that it is below
  /// `least`: that is found much sooner.
  package func similarity(of other: String, atLeast least: Double = 0) -> Double? {
    let (a, b) = (TextFolding.folded(other, most: Self.comparedLength), letters)
    let prefix = zip(a, b).prefix(4).prefix { $0 == $1 }.count
    func raised(_ jaro: Double) -> Double { jaro + Double(prefix) * 0.1 * (1 - jaro) }
    if least > 0, !a.isEmpty, !b.isEmpty {
      let shared = Double(LetterCounts(a).shared(with: counts))
      let most = raised((shared / Double(a.count) + shared / Double(b.count) + 1) / 3)
      // What is rounded of either may differ.
      if most + 1e-9 < least { return nil }
    }
    return raised(Self.jaro(a, b))
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

/// How often letters occur, those alike in the last six bits of their code points taken together.
private struct LetterCounts {
  private var counts = SIMD64<UInt16>.zero

  init(_ letters: [Unicode.Scalar]) {
    for letter in letters { counts[Int(letter.value & 63)] += 1 }
  }

  /// No fewer letters than two texts have in common.
  func shared(with other: LetterCounts) -> Int { Int(pointwiseMin(counts, other.counts).wrappedSum()) }
}
