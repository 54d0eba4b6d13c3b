import Columns
import Diagnostics

/// What is to be said of a field whose values are not all what they seem, each with the first place.
struct FieldReport {
  /// `collection.field`.
  let path: String
  let chunks: [RecordChunk]
  /// No descriptor says in which zone datetimes are that name none.
  let assumesZone: Bool
  private(set) var warnings: [Diagnostic] = []

  init(path: String, chunks: [RecordChunk], assumesZone: Bool) {
    self.path = path
    self.chunks = chunks
    self.assumesZone = assumesZone
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

  /// `zones` are those that datetimes name; nil among them where one names none.
  mutating func describe(_ zones: Set<Int?>, _ schema: inout FieldSchema) {
    guard assumesZone, zones.contains(nil) else { return }
    let assumption = "names no zone, taken for UTC"
    schema.finding = schema.finding.map { $0 + "; " + assumption } ?? assumption
    guard zones.count > 1 else { return }
    say(
      "\(path) holds dates with a time of which some name a zone and some do not; these are taken for UTC",
      help: ["add \"almoner:timezone\": \"+08:00\" to a datapackage.json, with the zone that is meant"], at: nil,
      finding: "some name no zone, taken for UTC", &schema)
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
    let rounded = field.parts.reduce(0) { $0 + $1.pointee.roundedCount }
    let present = column.validity.map { $0.buffer.count { $0 != 0 } } ?? column.count
    // Where most are written as floats, and none loses anything by it, floats are meant.
    guard rounded > 0 || count > 0 && count * 2 < present else { return }
    let first = field.parts.firstIndex { $0.pointee.inexact.count > 0 }
    let way = rounded == 0 ? "with an exponent" : "with an exponent or more than 38 digits"
    let reason =
      count == 0
      ? "its numbers together have more than 38 digits"
      : "\(count) of its \(present) numbers \(count == 1 ? "is" : "are") written \(way)"
    let loss = rounded == 0 ? "" : "; \(rounded) \(rounded == 1 ? "is" : "are") rounded to 17 digits"
    say(
      "\(path) is a field of floats, whose sums are not exact, as \(reason)\(loss)",
      help: [
        "write them without an exponent, and with fewer digits",
        "or declare the field in a datapackage.json: with the type \"number\" 1e3 is exact, with \"string\" all digits stay",
      ], at: first.flatMap { excerpt($0, field.parts[$0].pointee.inexact.first) },
      finding: count == 0 ? "more than 38 digits together" : "\(count) \(way)", &schema)
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
    let rules = field.parts[0].pointee.context.rules
    guard let reading = TextReading(column, separator: separator, zoneMinutes: rules.zoneMinutes) else { return }
    let example = "written \(Self.shortened(reading.first.string))"
    switch reading.result {
    case .texts: break
    case .times(let times, let type, let pattern):
      (column, schema.type, schema.format, schema.finding) = (times, type, pattern, example)
    case .numbers(let numbers, let form):
      (column, schema.type, schema.finding) = (numbers, .decimal, example)
      schema.marks = (
        String(decoding: form.decimalMark, as: UTF8.self), String(decoding: form.groupMark, as: UTF8.self)
      )
    case .unclear(let what, let declaration):
      say(
        "\(path) holds \(what), such as '\(Self.shortened(reading.first.string))'; they are kept as text",
        help: ["say how they are written, in a datapackage.json: \(declaration)"], at: excerpt(reading.first),
        finding: example, &schema)
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

  /// Of cells.
  private var separator: UInt8? {
    for chunk in chunks { if case .delimited(let form) = chunk.source.layout { return form.separator } }
    return nil
  }

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
