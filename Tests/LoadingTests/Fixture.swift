import Columns
import Diagnostics
import Glibc
import Testing

@testable import Loading

/// A folder of files, removed at the end of the test.
final class Fixture {
  let folder: String

  init(_ files: [String: String] = [:]) {
    var template = Array("/tmp/loading-XXXXXX".utf8CString)
    folder = mkdtemp(&template).map { String(cString: $0) } ?? "/nowhere"
    for (name, text) in files { write(name, Array(text.utf8)) }
  }

  deinit {
    if let directory = opendir(folder) {
      while let entry = readdir(directory) {
        unlink(
          folder + "/"
            + withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
      }
      closedir(directory)
    }
    rmdir(folder)
  }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) -> String {
    let path = folder + "/" + name
    if let file = fopen(path, "w") {
      fwrite(bytes, 1, bytes.count, file)
      fclose(file)
    }
    return path
  }
}

/// Reads all collections of a file of this text.
func load(_ text: String, as name: String = "rows.json", options: LoadingOptions = LoadingOptions(threads: 1)) throws
  -> Dataset
{
  try load(Array(text.utf8), as: name, options: options)
}

func load(_ bytes: [UInt8], as name: String = "rows.json", options: LoadingOptions = LoadingOptions(threads: 1)) throws
  -> Dataset
{
  let fixture = Fixture()
  return try loadAll(fixture.write(name, bytes), options: options).dataset
}

func loadAll(
  _ path: String, options: LoadingOptions = LoadingOptions(threads: 1)
) throws -> (dataset: Dataset, warnings: [Diagnostic]) {
  let reader = try DatasetReader(path: path, options: options)
  var dataset = reader.emptyDataset
  try reader.load(mentionedIn: nil, into: &dataset)
  return (dataset, reader.warnings)
}

/// The fault that loading ends with.
func fault(_ body: () throws -> Void) -> Diagnostic? {
  do {
    try body()
    return nil
  } catch { return error as? Diagnostic }
}

extension Dataset {
  func relation(_ name: String) -> Relation? { relations.first { $0.schema.name == name } }
}

extension Relation {
  /// The values of a field as text, missing as `·`.
  func texts(_ field: String) -> [String] {
    guard let index = schema.index(ofField: field) else { return [] }
    return (0..<count).map { columns[index].value($0, schema.fields[index].type).plain }
  }

  func type(_ field: String) -> ValueType? { schema.index(ofField: field).map { schema.fields[$0].type } }

  /// Everything in it as lines of text.
  var dump: [String] {
    schema.fields.map { $0.name + " " + $0.type.name + ": " + texts($0.name).joined(separator: "|") }
  }
}

extension Value {
  var plain: String {
    switch self {
    case .missing: "·"
    case .boolean(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .decimal(let value): value.description
    case .float(let value): "\(value)"
    case .text(let value): value
    case .date(let days): CalendarDate(days: days).description
    case .datetime(let instant): Instant.text(instant, zoneMinutes: 0)
    case .period(let period): period.description
    case .duration(let value, _): "\(value)"
    case .list(let values): "[" + values.map(\.plain).joined(separator: ",") + "]"
    case .row(let row): "#\(row)"
    }
  }
}
