/// The lines of one statement.
struct StatementLayout {
  /// A pipeline of at most two stages stands on one line where it fits these columns.
  static let shortWidth = 80
  /// A stage that is longer goes on over several lines.
  static let width = 100

  private let pieces: [Piece]
  /// Before the stages: they stand in from a statement's word, and at the margin under a table.
  private let stageIndent: String
  private var lines: [String] = []
  private var line = ""

  init(_ pieces: [Piece]) {
    self.pieces = pieces
    let first = pieces.first?.text ?? ""
    let second = pieces.dropFirst().first
    let isWord = StatementWord(rawValue: first) != nil && second?.hasSpaceBefore == true && second?.beginsStage == false
    stageIndent = isWord ? "  " : ""
  }

  var text: String {
    var layout = self
    layout.layOut()
    return layout.lines.map { $0 + "\n" }.joined()
  }

  private mutating func layOut() {
    let comments = pieces.dropLast().contains { $0.kind != .token }
    if !comments, pieces.count(where: \.beginsStage) <= 2, Self.width(of: pieces) <= Self.shortWidth {
      for piece in pieces { append(piece) }
      return flush()
    }
    var start = pieces.startIndex
    while start < pieces.endIndex {
      var end = start + 1
      while end < pieces.endIndex, !pieces[end].beginsStage { end += 1 }
      segment(pieces[start..<end], indent: pieces[start].beginsStage ? stageIndent : "")
      start = end
    }
  }

  /// A stage, or what stands before the first.
  private mutating func segment(_ segment: ArraySlice<Piece>, indent: String) {
    line = indent
    let further = indent + (segment.first?.beginsStage == true ? "    " : "  ")
    let isLong = indent.count + Self.width(of: segment) > Self.width
    let breaksAtWords = isLong && segment.contains(where: \.mayBreakBefore)
    for (index, piece) in zip(segment.indices, segment) {
      if piece.kind == .ownComment {
        flush()
        // One before the next stage stands as that does.
        let isLast = segment[index...].allSatisfy { $0.kind == .ownComment }
        lines.append((isLast ? stageIndent : further) + piece.text)
        line = further
        continue
      }
      if breaksAtWords, piece.mayBreakBefore { startLine(further) }
      if isLong, !breaksAtWords, index > segment.startIndex, segment[index - 1].mayBreakAfter,
        Self.columns(line) + Self.width(upToBreak: segment[index...]) > Self.width
      {
        startLine(further)
      }
      append(piece)
      if piece.kind == .trailingComment { startLine(further) }
    }
    flush()
  }

  private mutating func startLine(_ indent: String) {
    flush()
    line = indent
  }

  private mutating func append(_ piece: Piece) {
    let isAtStart = line.utf8.allSatisfy { $0 == UInt8(ascii: " ") }
    if !isAtStart, piece.hasSpaceBefore { line += piece.kind == .trailingComment ? "  " : " " }
    line += piece.text
  }

  private mutating func flush() {
    if line.utf8.contains(where: { $0 != UInt8(ascii: " ") }) { lines.append(line) }
    line = ""
  }

  private static func columns(_ text: String) -> Int { text.unicodeScalars.count }

  private static func width(of pieces: some Sequence<Piece>) -> Int {
    pieces.reduce(0) { $1.kind == .token ? $0 + columns($1.text) + ($1.hasSpaceBefore ? 1 : 0) : $0 }
  }

  /// The width up to where the line may break again.
  private static func width(upToBreak pieces: ArraySlice<Piece>) -> Int {
    let end = pieces.firstIndex(where: \.mayBreakAfter) ?? pieces.endIndex - 1
    return width(of: pieces[pieces.startIndex...end])
  }
}
