import Columns
import Diagnostics

/// What stands in a file.
enum FileShape {
  /// The records of one collection.
  case records(RecordSource)
  /// Several lists of records: a collection each. Other members are left out.
  case collections([(name: String, source: RecordSource)], leftOut: [String])

  init(_ file: DataFile, dialect: Dialect = Dialect()) throws(Diagnostic) {
    let file = dialect.encoding == .gb18030 ? try GB18030.decoded(file) : file
    let scanner = JSONScanner(file)
    let textStart = try TextEncoding.textStart(file)
    let start = scanner.skipSpace(textStart)
    do throws(JSONFault) {
      guard start < scanner.end else {
        guard file.isLines, file.count == 0 else { throw Self.empty(file) }
        self = .records(RecordSource(file: file, layout: .sequence, start: start, end: start))
        return
      }
      let isDelimited = dialect.isDelimited || file.isDelimited
      let mayBe = !file.isJSON && start.pointee != UInt8(ascii: "[") && start.pointee != UInt8(ascii: "{")
      if isDelimited || mayBe && (dialect.delimiter != nil || DelimitedForm.isLikely(file, start)) {
        self = .records(try DelimitedForm.source(file, textStart, dialect))
      } else {
        self = try JSONShape(file, property: dialect.property).shape(start, scanner.end)
      }
    } catch { throw file.diagnostic(error) }
  }

  /// Of a value inside a file, such as a descriptor's inline data.
  init(_ file: DataFile, _ range: Range<Int>, property: String?) throws(Diagnostic) {
    do throws(JSONFault) {
      self = try JSONShape(file, property: property).shape(
        file.start + range.lowerBound, file.start + range.upperBound)
    } catch { throw file.diagnostic(error) }
  }

  private static func empty(_ file: DataFile) -> JSONFault {
    JSONFault(
      .dataShape, at: nil, "\(file.name) is empty",
      help: [
        file.isDelimited ? "its first line must be the names of the columns" : "a collection without rows is written []"
      ])
  }
}

extension DataFile {
  /// By its name, a file of which every line is a record, be it one.
  var isLines: Bool { hasEnding(among: [".ndjson", ".jsonl"]) }
  /// By its name, lines of separated values.
  var isDelimited: Bool { hasEnding(among: FileEnding.delimited) }
  /// By its name, JSON.
  var isJSON: Bool { hasEnding(among: FileEnding.json) }

  func hasEnding(among endings: [String]) -> Bool {
    endings.contains(where: FileEnding.plain(name).lowercased().hasSuffix)
  }
}

/// The endings by which files of records are known, in small letters or capitals; `.gz` may follow.
package enum FileEnding {
  static let json = [".json", ".ndjson", ".jsonl", ".geojson"]
  static let delimited = [".csv", ".tsv", ".tab"]

  package static func isOfRecords(_ name: String) -> Bool { stem(name) != nil }

  /// The file's name without them, which names its collection; nil where the name has none.
  static func stem(_ name: String) -> String? { stem(name, endings: json + delimited) }

  /// The same of a file that is named itself, which may be any text.
  static func stemOfAny(_ name: String) -> String { stem(name, endings: json + delimited + [".txt"]) ?? name }

  private static func stem(_ name: String, endings: [String]) -> String? {
    let plain = plain(name)
    guard let ending = endings.first(where: plain.lowercased().hasSuffix), ending.count < plain.count else {
      return nil
    }
    return String(plain.dropLast(ending.count))
  }

  /// Without the ending that says that it is compressed.
  static func plain(_ name: String) -> String {
    name.lowercased().hasSuffix(".gz") ? String(name.dropLast(3)) : name
  }
}
