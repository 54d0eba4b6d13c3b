import Columns
import Diagnostics

/// How a text of separated values is written, as its first lines show: what separates, and what the columns are called.
struct DelimitedForm {
  var separator: UInt8
  /// Of the columns; all different, none empty.
  var names: [String]
  /// The first line holds the names.
  var hasHeader = true
  /// `""` says no more than that there is nothing: all cells are in quotes, or there is one in each line, which would else be empty.
  var emptyIsMissing = false

  static let separators: [UInt8] = [
    UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"),
  ]

  /// The source of the rows from `start` on.
  static func source(_ file: DataFile, _ start: Bytes, _ dialect: Dialect) throws(JSONFault) -> RecordSource {
    let end = file.start + file.count
    let separator = dialect.delimiter ?? Self.separator(file, start)
    let scanner = DelimitedScanner(base: file.start, end: end, separator: separator)
    var first = start
    while first < end, scanner.isLineEnd(first) { first = scanner.lineStart(after: first) }
    let header = try scanner.row(first)
    if let wrong = firstInvalidUTF8(start, header.next) { throw JSONFault.notUTF8(wrong - file.start) }
    var form = DelimitedForm(separator: separator, names: header.cells.map { trimmed($0.text) })
    form.emptyIsMissing = header.cells.count == 1 || header.cells.allSatisfy(\.isQuoted)
    var source = RecordSource(file: file, layout: .delimited(form), start: header.next, end: end)
    if dialect.hasHeader == false || dialect.hasHeader == nil && form.isData {
      form.names = form.names.indices.map { "column_\($0 + 1)" }
      form.hasHeader = false
      source = RecordSource(file: file, layout: .delimited(form), start: first, end: end)
      if dialect.hasHeader == nil {
        source.warnings.append(
          Diagnostic(.dataWarning, "\(file.name) has no line with names; its columns are called column_1, column_2, …"))
      }
      return source
    }
    form.nameAll(&source)
    if let next = form.startAfterTags(header.next, scanner) {
      source.start = next
    }
    source.layout = .delimited(form)
    return source
  }

  /// Whether the first line is no line of names: nothing but numbers and dates.
  private var isData: Bool {
    let cells = names.filter { !$0.isEmpty }
    return !cells.isEmpty && cells.allSatisfy { CellKind.of($0) != .text }
  }

  /// Gives names to columns that have none, or another's.
  private mutating func nameAll(_ source: inout RecordSource) {
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
    source.warnings.append(
      Diagnostic(.dataWarning, "\(source.file.name): columns without a name of their own got one: \(listed)"))
  }

  /// Where the rows begin after a row of HXL's tags (https://hxlstandard.org), such as `#affected+f`; nil where the line at `start` is none.
  /// One row of tags alone is: more are data.
  private func startAfterTags(_ start: Bytes, _ scanner: DelimitedScanner) -> Bytes? {
    func tagsEnd(_ start: Bytes) -> Bytes? {
      guard start < scanner.end, let first = try? scanner.cell(start), first.text.count < 256,
        first.text.count == 0 || first.text.start.pointee == UInt8(ascii: "#"), let row = try? scanner.row(start)
      else { return nil }
      let filled = row.cells.map { Self.trimmed($0.text) }.filter { !$0.isEmpty }
      let areTags = row.cells.count == names.count && filled.count > 1 && filled.allSatisfy(Self.isTag)
      return areTags ? row.next : nil
    }
    guard let end = tagsEnd(start), tagsEnd(end) == nil else { return nil }
    return end
  }

  private static func isTag(_ text: String) -> Bool {
    text.hasPrefix("#") && text.utf8.count > 1
      && text.utf8.dropFirst().allSatisfy { byte in
        byte &- 0x61 < 26 || byte &- 0x30 < 10 || [0x20, 0x2B, 0x2D, 0x5F].contains(byte)
      }
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  // MARK: What separates

  /// So many bytes and rows are looked at.
  private static let sampleSize = 1 << 16
  private static let sampleRows = 20

  /// Of the usual separators the one that divides the first rows into the most columns, all into as many; or the first line. By its
  /// name a file may be one of tabs.
  private static func separator(_ file: DataFile, _ start: Bytes) -> UInt8 {
    let isTabs = file.plainName.hasSuffix(".tsv") || file.plainName.hasSuffix(".tab")
    let candidates = (isTabs ? [UInt8(ascii: "\t")] : []) + separators
    let counts = candidates.map { ($0, columnCounts(file, start, $0)) }
    let even = counts.filter { $0.1.count > 0 && $0.1.allSatisfy { [first = $0.1[0]] in $0 == first } }
    func most(_ counts: [(UInt8, [Int])]) -> UInt8? {
      let largest = counts.map { $0.1.first ?? 1 }.max() ?? 1
      return largest > 1 ? counts.first { $0.1.first == largest }?.0 : nil
    }
    return most(even) ?? most(counts) ?? candidates[0]
  }

  /// Whether a text of unknown kind is one of separated values: its first lines have equally many cells, more than one.
  static func isLikely(_ file: DataFile, _ start: Bytes) -> Bool {
    separators.contains { separator in
      let counts = columnCounts(file, start, separator)
      return counts.count > 1 && counts[0] > 1 && counts.allSatisfy { $0 == counts[0] }
    }
  }

  /// Of the first rows; empty where the quotes do not fit.
  private static func columnCounts(_ file: DataFile, _ start: Bytes, _ separator: UInt8) -> [Int] {
    let end = file.start + file.count
    let scanner = DelimitedScanner(base: file.start, end: end, separator: separator)
    var (counts, p): ([Int], Bytes) = ([], start)
    while p < end, counts.count < sampleRows, p - start < sampleSize {
      if scanner.isLineEnd(p) {
        p = scanner.lineStart(after: p)
        continue
      }
      guard let row = try? scanner.cellCount(p) else { return [] }
      counts.append(row.cells)
      p = row.next
    }
    return counts
  }
}
