/// How many columns of a terminal text takes: per character the widest of its scalars, two where it is shown as emoji. A table of
/// our own, since `wcwidth` depends on the locale and knows no emoji sequences.
package enum TextWidth {
  package static func of(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  package static func of(_ character: Character) -> Int {
    var width = 0
    for scalar in character.unicodeScalars {
      if scalar == "\u{FE0F}" || (scalar.value > 0x2000 && scalar.properties.isEmojiPresentation) { return 2 }
      width = max(width, of(scalar))
    }
    return width
  }

  /// Exactly `width` columns of `text` where it is wider: trailing spaces go first, then it ends in `ellipsis`.
  package static func cut(_ text: String, to width: Int, ellipsis: String) -> String {
    if of(text) <= width { return text }
    var kept = Substring(text)
    while kept.last == " " { kept.removeLast() }
    let keptWidth = of(String(kept))
    if keptWidth <= width { return kept + String(repeating: " ", count: width - keptWidth) }
    var result = ""
    var used = min(of(ellipsis), width)
    for character in text {
      let next = used + of(character)
      guard next <= width else { break }
      result.append(character)
      used = next
    }
    return result + ellipsis.prefix(width) + String(repeating: " ", count: max(width - used, 0))
  }

  /// In lines of so many columns, the first of `first`, broken at spaces. A longer word is cut where there is an `ellipsis`.
  package static func wrapped(
    _ text: String, to width: Int, first: Int? = nil, ellipsis: String? = nil
  ) -> [String] {
    var lines: [String] = []
    var room = first ?? width
    for word in text.split(separator: " ", omittingEmptySubsequences: false).map(String.init) {
      if let last = lines.last, of(last) + 1 + of(word) <= room {
        lines[lines.count - 1] = last + " " + word
      } else {
        room = lines.isEmpty ? room : width
        lines.append(ellipsis.map { cut(word, to: room, ellipsis: $0) } ?? word)
      }
    }
    return lines
  }

  /// Controls count as nothing: escape them before.
  package static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) ? 0 : 1 }
    if isWide(value) { return isZeroWidth(scalar) ? 0 : 2 }
    return isZeroWidth(scalar) ? 0 : 1
  }

  private static func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
    // Vowels and finals of Hangul join the syllable before them.
    if (0x1160...0x11FF).contains(scalar.value) { return true }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator: return true
    default: return false
    }
  }

  private static func isWide(_ value: UInt32) -> Bool {
    guard value >= 0x1100 else { return false }
    var low = 0
    var high = wideRanges.count
    while low < high {
      let middle = (low + high) / 2
      if wideRanges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < wideRanges.count && wideRanges[low].contains(value)
  }
}
