import Columns
import Diagnostics

/// What is to be said of a field whose values are not all what they seem, each with the first place.
struct FieldReport {
  /// `collection.field`.
  let path: String
  let chunks: [RecordChunk]
  private(set) var warnings: [Diagnostic] = []

  init(path: String, chunks: [RecordChunk]) {
    self.path = path
    self.chunks = chunks
  }

  /// Looks at a finished column; texts that are all dates become dates.
  mutating func describe(_ field: FieldMerge, _ column: inout Column, _ schema: inout FieldSchema) {
    if let elements = field.elements { mixed(elements, &schema) }
    switch field.kind {
    case .mixed: mixed(field, &schema)
    case .float where !field.isDeclared: floats(field, column, &schema)
    case .decimal where !field.isDeclared: large(field, &schema)
    case .text where !field.isDeclared: texts(field, &column, &schema)
    case .unknown, .boolean, .integer, .decimal, .float, .date, .datetime, .month, .text, .list, .record: break
    }
  }

  private mutating func say(
    _ message: String, help: [String], at excerpt: DataExcerpt?, finding: String, _ schema: inout FieldSchema
  ) {
    warnings.append(Diagnostic(.dataWarning, message, help: help, excerpt: excerpt))
    schema.finding = finding + (excerpt.map { ", \($0.file) line \($0.line)" } ?? "")
  }

  // MARK: Several kinds

  /// Of a mixed field, or of a list's mixed elements.
  private mutating func mixed(_ field: FieldMerge, _ schema: inout FieldSchema) {
    if let elements = field.elements { mixed(elements, &schema) }
    guard field.kind == .mixed else { return }
    var census = KindCensus()
    var firstChunk: [FieldKind.Family: Int] = [:]
    for (number, part) in field.parts.enumerated() {
      for family in FieldKind.Family.allCases where census.counts[family] == 0 && part.pointee.census.counts[family] > 0
      {
        firstChunk[family] = number
      }
      census.add(part.pointee.census)
    }
    let families = FieldKind.Family.allCases.filter { census.counts[$0] > 0 }.sorted {
      census.counts[$0] > census.counts[$1]
    }
    guard let rarest = families.last, let chunk = firstChunk[rarest] else { return }
    let parts = families.map { $0.counted(census.counts[$0]) }.joined(separator: ", ")
    say(
      "\(path) holds values of several kinds (\(parts)); each is kept as its text",
      help: ["the first of the rarest kind is shown"], at: excerpt(chunk, census.places[rarest]),
      finding: "\(parts); the first of the last kind", &schema)
  }

  // MARK: Numbers

  private mutating func floats(_ field: FieldMerge, _ column: Column, _ schema: inout FieldSchema) {
    let count = field.parts.reduce(0) { $0 + $1.pointee.inexact.count }
    let present = column.validity.map { $0.buffer.count { $0 != 0 } } ?? column.count
    guard count * 2 < present, let first = field.parts.firstIndex(where: { $0.pointee.inexact.count > 0 }) else {
      return
    }
    say(
      "\(path) is a field of floats, whose sums are not exact, as \(count) of its \(present) numbers \(count == 1 ? "is" : "are") written with an exponent or with very many digits",
      help: ["write it without an exponent", "or declare the field in a datapackage.json, with the type \"number\""],
      at: excerpt(first, field.parts[first].pointee.inexact.first), finding: "\(count) with an exponent", &schema)
  }

  private mutating func large(_ field: FieldMerge, _ schema: inout FieldSchema) {
    let count = field.parts.reduce(0) { $0 + $1.pointee.large.count }
    guard let first = field.parts.firstIndex(where: { $0.pointee.large.count > 0 }) else { return }
    say(
      "\(path) has \(count) whole \(count == 1 ? "number" : "numbers") beyond 64 bits, so it is a field of decimals",
      help: ["a code of many digits is better written as text, in quotes"],
      at: excerpt(first, field.parts[first].pointee.large.first), finding: "\(count) beyond 64 bits", &schema)
  }

  // MARK: Texts

  private mutating func texts(_ field: FieldMerge, _ column: inout Column, _ schema: inout FieldSchema) {
    guard let reading = TextReading(column, areCells: field.parts[0].pointee.context.rules.valuesAreCells) else {
      return
    }
    switch reading.result {
    case .texts: break
    case .dates(let dates, let pattern):
      column = dates
      schema.type = .date
      schema.format = pattern
    case .ambiguous(let first):
      say(
        "\(path) holds dates of which nothing tells whether the day or the month comes first, such as '\(first.string)'; they are kept as text",
        help: ["write them as 2023-09-30"], at: excerpt(first), finding: "dates, day or month first", &schema)
    case .strays(let what, let count, let total, let first):
      say(
        "\(path) holds \(what), but \(count) of its \(total) values \(count == 1 ? "is" : "are") not; so all are kept as text",
        help: [
          "the first that is not is '\(Self.shortened(first.string))'",
          "correct it; or, if it stands for a missing value, list it as \"missingValues\" in a datapackage.json",
        ], at: excerpt(first), finding: "\(total - count) \(what), \(count) not", &schema)
    }
  }

  private static func shortened(_ text: String) -> String { text.count > 40 ? text.prefix(40) + "…" : text }

  // MARK: Places

  private func excerpt(_ chunk: Int, _ offset: Int) -> DataExcerpt? {
    chunks.indices.contains(chunk) ? chunks[chunk].source.file.excerpt(at: offset) : nil
  }

  /// Where the text stands in a file as it is.
  private func excerpt(_ text: TextView) -> DataExcerpt? {
    for chunk in chunks {
      let file = chunk.source.file
      if text.start >= file.start, text.start < file.start + file.count {
        return file.excerpt(at: text.start - file.start)
      }
    }
    return nil
  }
}

extension FieldKind.Family {
  /// `2 numbers`.
  fileprivate func counted(_ count: Int) -> String {
    switch self {
    case .boolean: "\(count) true or false"
    case .number: count == 1 ? "1 number" : "\(count) numbers"
    case .text: count == 1 ? "1 text" : "\(count) texts"
    case .list: count == 1 ? "1 list" : "\(count) lists"
    case .record: count == 1 ? "1 object" : "\(count) objects"
    }
  }
}
