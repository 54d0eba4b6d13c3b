import Columns
import Diagnostics

/// What the columns of a text of separated values are called, and where its rows begin.
struct DelimitedHeader {
  /// All different, none empty.
  private(set) var names: [String] = []
  /// HXL's, by column.
  private(set) var tags: [String: String] = [:]
  /// All of the first line's cells are in quotes.
  private(set) var isQuoted = false
  /// The lines of the names, of which there may be none, and of the tags, from 1.
  private(set) var rows: [Int] = []
  private(set) var tagRow: Int?
  /// Where the rows begin.
  private(set) var next: Bytes
  /// What is to be said, each beginning after the file's name.
  private(set) var warnings: [String] = []

  private let scanner: DelimitedScanner
  /// Of the line before `next`.
  private var number: Int

  private typealias Line = (number: Int, start: Bytes, cells: [(text: String, isQuoted: Bool)])

  /// `number` lines come before `start`.
  init(_ scanner: DelimitedScanner, _ start: Bytes, after number: Int, _ dialect: Dialect) throws(JSONFault) {
    self.scanner = scanner
    self.number = number
    next = start
    let wanted = dialect.headerRows ?? []
    var lines: [Line] = []
    while next < scanner.end, lines.isEmpty || self.number < wanted.max() ?? 0 {
      let (line, isComment) = try self.line()
      let isWanted = wanted.isEmpty ? !dialect.commentRows.contains(line.number) : wanted.contains(line.number)
      if isWanted, !isComment { lines.append(line) }
    }
    guard let first = lines.first else {
      throw JSONFault(.dataShape, at: next - scanner.base, "no line with the names of the columns comes before this")
    }
    isQuoted = first.cells.allSatisfy(\.isQuoted)
    names = first.cells.map { Self.trimmed($0.text) }
    for line in lines.dropFirst() {
      for (column, cell) in line.cells.enumerated() where column < names.count {
        let parts = [names[column], Self.trimmed(cell.text)].filter { !$0.isEmpty }
        names[column] = parts.joined(separator: dialect.headerJoin)
      }
    }
    if dialect.hasHeader ?? (!wanted.isEmpty || !isData) {
      rows = lines.map(\.number)
      nameAll()
      findTags()
    } else {
      (next, self.number) = (first.start, first.number - 1)
      nameByPlace(dialect)
    }
    try skipComments(dialect.commentRows)
  }

  /// The line at `next`, blank ones too, with whether it is blank or a comment.
  private mutating func line() throws(JSONFault) -> (line: Line, isComment: Bool) {
    let start = next
    number += 1
    if scanner.isLineEnd(start) || scanner.isComment(start) {
      next = scanner.lineStart(after: scanner.lineEnd(start))
      return ((number, start, []), true)
    }
    let row = try scanner.row(start)
    next = row.next
    return ((number, start, row.cells), false)
  }

  /// Lines that the descriptor says are comments can follow the names; further down none is looked for.
  private mutating func skipComments(_ rows: Set<Int>) throws(JSONFault) {
    while rows.contains(number + 1), next < scanner.end { _ = try line() }
    guard let row = rows.max(), row > number else { return }
    throw JSONFault(
      .dataDescriptor, at: next - scanner.base,
      "the rows begin here, and commentRows of the descriptor names one that comes later, \(row)",
      help: ["mark them with a character of their own, and name it as commentChar"])
  }

  /// Whether the first line is no line of names: nothing but numbers and dates.
  private var isData: Bool {
    let cells = names.filter { !$0.isEmpty }
    return !cells.isEmpty && cells.allSatisfy { CellKind.of($0) != .text }
  }

  // MARK: Names

  /// Where no line holds names, those of the schema are, in their order.
  private mutating func nameByPlace(_ dialect: Dialect) {
    let declared = dialect.fieldNames
    if declared.isEmpty {
      if dialect.hasHeader == nil {
        warnings.append(" has no line with names; its columns are called column_1, column_2, …")
      }
    } else if declared.count != names.count {
      warnings.append(" has \(names.count) columns, but the schema \(declared.count) fields")
    } else if dialect.hasHeader == nil {
      warnings.append(" has no line with names; its columns are the schema's fields in their order")
    }
    names = names.indices.map { $0 < declared.count ? declared[$0] : "column_\($0 + 1)" }
  }

  /// Gives names to columns that have none, or another's.
  private mutating func nameAll() {
    var (taken, changes): (Set<String>, [String]) = ([], [])
    for (index, name) in names.enumerated() {
      var unique = name.isEmpty ? "column_\(index + 1)" : name
      var number = 2
      while !taken.insert(unique).inserted {
        unique = (name.isEmpty ? "column_\(index + 1)" : name) + "_\(number)"
        number += 1
      }
      guard unique != name else { continue }
      changes.append(name.isEmpty ? "column \(index + 1) is called '\(unique)'" : "a second '\(name)' is '\(unique)'")
      names[index] = unique
    }
    guard !changes.isEmpty else { return }
    let listed = changes.prefix(4).joined(separator: ", ") + (changes.count > 4 ? ", …" : "")
    warnings.append(": columns without a name of their own got one: \(listed)")
  }

  /// One row of tags alone is: more are data.
  private mutating func findTags() {
    guard let row = tagRow(next), tagRow(row.next) == nil else { return }
    for (name, tag) in zip(names, row.tags) where !tag.isEmpty { tags[name] = tag }
    next = row.next
    number += 1
    tagRow = number
  }

  private func tagRow(_ start: Bytes) -> (tags: [String], next: Bytes)? {
    guard start < scanner.end, let first = try? scanner.cell(start), first.text.count < 256,
      first.text.count == 0 || first.text.start.pointee == UInt8(ascii: "#"), let row = try? scanner.row(start),
      let tags = HXLTags.tags(row.cells.map { Self.trimmed($0.text) }, count: names.count)
    else { return nil }
    return (tags, row.next)
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
