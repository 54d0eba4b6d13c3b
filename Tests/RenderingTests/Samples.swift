import Columns
import Diagnostics
import Rendering

/// Keeps the bytes of texts alive.
private final class Bytes: @unchecked Sendable {
  let start: UnsafeMutablePointer<UInt8>
  init(_ bytes: [UInt8]) {
    start = .allocate(capacity: max(bytes.count, 1))
    for (index, byte) in bytes.enumerated() { start[index] = byte }
  }
  deinit { start.deallocate() }
}

private func views(_ texts: [String]) -> (Vector<TextView>, Arena) {
  let owners = texts.map { Bytes(Array($0.utf8)) }
  let views = zip(owners, texts).map { TextView(start: $0.start, count: $1.utf8.count) }
  return (Vector(views), Arena(owners))
}

private func present<T>(_ values: [T?]) -> Vector<UInt8>? {
  values.contains { $0 == nil } ? Vector(values.map { $0 == nil ? 0 : 1 }) : nil
}

/// Columns of each kind from literals; nil is missing.
extension Column {
  static func texts(_ values: [String?]) -> Column {
    let (vector, arena) = views(values.map { $0 ?? "" })
    return Column(.text(vector, arena), validity: present(values))
  }
  static func dictionary(_ entries: [String], _ codes: [Int32]) -> Column {
    let (vector, arena) = views(entries)
    return Column(.dictionary(Vector(codes), TextDictionary(entries: vector, arena: arena)))
  }
  static func integers(_ values: [Int64?]) -> Column {
    Column(.integer(Vector(values.map { $0 ?? 0 })), validity: present(values))
  }
  static func decimals(_ values: [Int64?], scale: Int) -> Column {
    Column(.decimal(Vector(values.map { $0 ?? 0 }), scale: scale), validity: present(values))
  }
  static func floats(_ values: [Double?]) -> Column {
    Column(.float(Vector(values.map { $0 ?? 0 })), validity: present(values))
  }
  static func booleans(_ values: [Bool?]) -> Column {
    Column(.boolean(Vector(values.map { $0 == true ? 1 : 0 })), validity: present(values))
  }
  static func lists(_ offsets: [Int32], _ elements: Column) -> Column {
    Column(.list(offsets: Vector(offsets), ListElements(elements)))
  }
}

extension ResultTable {
  /// One field of one column.
  init(_ name: String, _ type: ValueType, _ column: Column, children: [ResultField] = []) {
    self.init(
      fields: [ResultField(name: name, type: type, column: column, children: children)], count: column.count)
  }
}

func render(_ table: ResultTable, _ format: OutputFormat, _ options: RenderingOptions = RenderingOptions()) throws
  -> String
{
  try Renderer.text(table, as: format, options: options)
}

/// A child each: text, a decimal, a nested guardian, a list of needs.
let children = ResultTable(
  fields: [
    ResultField(name: "name", type: .text, column: .texts(["王芳", "Amina \"Mina\", jr", nil])),
    ResultField(name: "given", type: .decimal, column: .decimals([1_234_567_50, -5, nil], scale: 2)),
    ResultField(
      name: "guardian", type: .record, column: .booleans([true, true, nil]),
      children: [
        ResultField(name: "relation", type: .text, column: .dictionary(["mother", "aunt"], [0, 1, 0])),
        ResultField(name: "phone", type: .text, column: .texts(["138", nil, nil])),
      ]),
    ResultField(
      name: "needs", type: .list(.text), column: .lists([0, 2, 2, 3], .texts(["soap", "pads, large", nil]))),
    ResultField(
      name: "school", type: .row(RelationID(1)), column: Column(.rows(Vector([0, 1, -1])))),
  ], count: 3)
