import Columns
import Diagnostics

/// How a text of separated values is written, as its first lines and the descriptor show: what separates, and what the columns are
/// called.
struct DelimitedForm {
  var separator: UInt8
  /// What lines that are comments begin with.
  var comment: UInt8?
  /// Blanks after a separator are no part of the cell.
  var skipsInitialSpace = false
  /// Of the columns; all different, none empty.
  var names: [String] = []
  /// The lines that hold the names, and the one that holds HXL's tags, from 1.
  var headerRows: [Int] = []
  var tagRow: Int?
  /// `""` says no more than that there is nothing: all cells are in quotes, or there is one in each line, which would else be empty.
  var emptyIsMissing = false

  static let separators: [UInt8] = [
    UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"),
  ]

  /// The source of the rows of a text that begins at `start`.
  static func source(_ file: DataFile, _ start: Bytes, _ dialect: Dialect) throws(JSONFault) -> RecordSource {
    let stated = statedSeparator(file, start)
    let start = stated?.next ?? start
    let separator = dialect.delimiter ?? stated?.separator ?? likelySeparator(file, start)
    var form = DelimitedForm(
      separator: separator, comment: dialect.comment, skipsInitialSpace: dialect.skipsInitialSpace)
    let header = try DelimitedHeader(form.scanner(file), start, after: stated == nil ? 0 : 1, dialect)
    if let wrong = firstInvalidUTF8(start, header.next) { throw JSONFault.notUTF8(wrong - file.start) }
    form.names = header.names
    (form.headerRows, form.tagRow) = (header.rows, header.tagRow)
    form.emptyIsMissing = header.names.count == 1 || header.isQuoted
    var source = RecordSource(file: file, layout: .delimited(form), start: header.next, end: file.start + file.count)
    source.tags = header.tags
    source.warnings = header.warnings.map { Diagnostic(.dataWarning, "\(file.name)\($0)") }
    return source
  }

  func scanner(_ file: DataFile) -> DelimitedScanner { scanner(base: file.start, end: file.start + file.count) }

  func scanner(base: Bytes, end: Bytes) -> DelimitedScanner {
    DelimitedScanner(
      base: base, end: end, separator: separator, comment: comment, skipsInitialSpace: skipsInitialSpace)
  }

  // MARK: What separates

  /// So many bytes and rows are looked at.
  private static let sampleSize = 1 << 16
  private static let sampleRows = 20

  /// A first line `sep=;`, by which Excel is told.
  private static func statedSeparator(_ file: DataFile, _ start: Bytes) -> (separator: UInt8, next: Bytes)? {
    let scanner = DelimitedScanner(base: file.start, end: file.start + file.count, separator: 0)
    guard let cell = try? scanner.cell(start), scanner.isLineEnd(cell.next), cell.text.count == 5 else { return nil }
    let text = cell.text.bytes
    guard text.prefix(4).elementsEqual("sep=".utf8), text[4] < 0x80 else { return nil }
    return (text[4], scanner.lineStart(after: cell.next))
  }

  /// Of the usual separators the one that divides the first rows into the most columns, all into as many; or the first line. By its
  /// name a file may be one of tabs.
  private static func likelySeparator(_ file: DataFile, _ start: Bytes) -> UInt8 {
    let isTabs = file.hasEnding(among: [".tsv", ".tab"])
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
