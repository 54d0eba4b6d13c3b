import Columns
import Diagnostics

/// A chunk of a source, and what was read of it. One thread reads it.
final class RecordChunk: @unchecked Sendable {
  let source: RecordSource
  private let start: Bytes
  /// Nil: the end of the source.
  private let end: Bytes?

  private(set) var root: UnsafeMutablePointer<FieldBuilder>?
  private(set) var rows = 0
  private(set) var fault: JSONFault?
  private(set) var duplicates = Sightings()
  private(set) var emptyLines = Sightings()
  private(set) var store: ByteArena?
  /// Values of another kind than declared, where the rules ask for them; their rows count from the chunk's first.
  var misfits: [Misfit] { context?.misfits ?? [] }
  /// Keeps the names of fields.
  private var context: BuildContext?

  init(source: RecordSource, start: Bytes, end: Bytes?) {
    self.source = source
    self.start = start
    self.end = end
  }

  var byteCount: Int { (end ?? source.end) - start }

  deinit { clear() }

  private func clear() {
    root?.deinitialize(count: 1)
    root?.deallocate()
    root = nil
  }

  /// Reads the chunk, anew where it was read before.
  func read(_ rules: FieldRules, stop: StopSignal) {
    clear()
    let context = BuildContext(rules, bytes: (end ?? source.end) - start)
    let root = UnsafeMutablePointer<FieldBuilder>.allocate(capacity: 1)
    root.initialize(to: FieldBuilder(path: "", name: FieldName(.empty), context: context))
    self.root = root
    self.context = context
    let scanner = JSONScanner(source.file)
    var parser = RecordParser(scanner, stop: stop)
    source.file.expect(start, end ?? source.end)
    do throws(JSONFault) {
      try parse(&parser, scanner, root)
      fault = context.isOverfull ? BuildContext.overfull("most fields are missing in most of the records") : nil
    } catch { fault = error }
    rows = parser.rows
    (duplicates, emptyLines) = (parser.duplicates, parser.emptyLines)
    store = parser.store
    // Who reads all fields does not ask for all their texts at once.
    if rules.names == nil || !root.pointee.keepsViews { source.file.release(start, end ?? source.end) }
  }

  private func parse(
    _ parser: inout RecordParser, _ scanner: JSONScanner, _ root: UnsafeMutablePointer<FieldBuilder>
  ) throws(JSONFault) {
    switch source.layout {
    case .sequence: try parser.sequence(start, until: end ?? source.end, into: root)
    case .array:
      let after = try parser.elements(start, until: end, into: root)
      if end == nil { try expectEnd(after, scanner) }
    case .members(let key): try expectEnd(parser.keyedRecords(start, key: key, into: root), scanner)
    case .tuples(let names): try expectEnd(parser.tuples(start, names, into: root), scanner)
    case .delimited(let form):
      try parser.lines(start, until: end ?? source.end, form, source: source, into: root)
    }
  }

  private func expectEnd(_ p: Bytes, _ scanner: JSONScanner) throws(JSONFault) {
    let rest = scanner.skipSpace(p)
    if rest < source.end { throw scanner.expected("the end of the file", rest) }
  }
}
