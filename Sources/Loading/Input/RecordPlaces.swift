import Columns
import Diagnostics

/// Where a record or value stands.
package struct RecordPlace: Hashable, Sendable {
  package var file: String
  /// From 1.
  package var line: Int
}

/// A value that is not of the type which the descriptor declares, as a check of the records lists it.
package struct RecordMisfit: Sendable {
  package var collection: String
  /// Of the collection, from 0.
  package var row: Int
  package var place: RecordPlace
  /// The field's path; `needs[]` for the elements of a list.
  package var path: String
  /// As it stands in the file.
  package var text: String
  /// `a whole number`.
  package var declared: String
}

extension RecordReader {
  /// More are not listed of one collection.
  private static let misfitLimit = 10_000

  func misfits(_ chunks: [RecordChunk]) -> [RecordMisfit] {
    var found: [RecordMisfit] = []
    var base = 0
    for chunk in chunks {
      let own = chunk.misfits.prefix(Self.misfitLimit - found.count)
      let file = chunk.source.file
      let lines = file.lines(at: own.map(\.offset))
      for (misfit, line) in zip(own, lines) {
        found.append(
          RecordMisfit(
            collection: name, row: base + misfit.row, place: RecordPlace(file: file.name, line: line),
            path: misfit.path,
            text: file.value(at: misfit.offset), declared: misfit.declared.phrase))
      }
      base += chunk.rows
    }
    return found
  }
}

extension DatasetReader {
  /// Where rows of a collection, ascending, begin. Of those that cannot be found there is none: the file may have changed since.
  package func places(of rows: [Int], in collection: String) -> [Int: RecordPlace] {
    guard !rows.isEmpty, let outline = location.outlines.first(where: { $0.name == collection }),
      let sources = try? outline.sources()
    else { return [:] }
    var places: [Int: RecordPlace] = [:]
    var (base, wanted) = (0, rows[...])
    for source in sources {
      let (offsets, count) = source.offsets(of: wanted.map { $0 - base })
      for (row, line) in zip(wanted, source.file.lines(at: offsets)) {
        places[row] = RecordPlace(file: source.file.name, line: line)
      }
      wanted = wanted.dropFirst(offsets.count)
      base += count
    }
    return places
  }
}

extension RecordSource {
  /// Where the wanted rows (ascending, from 0) begin in the file, as far as there are such; and the number of rows, or of those up to
  /// the last wanted one.
  fileprivate func offsets(of wanted: [Int]) -> (offsets: [Int], count: Int) {
    let scanner = JSONScanner(file)
    var (offsets, row): ([Int], Int) = ([], 0)
    var p = scanner.skipSpace(start)
    while p < end, p.pointee != UInt8(ascii: "]"), offsets.count < wanted.count {
      if wanted[offsets.count] == row { offsets.append(p - scanner.base) }
      guard let next = try? scanner.skipValue(p, depth: 0) else { break }
      row += 1
      p = scanner.skipSpace(next)
      if p < end, p.pointee == UInt8(ascii: ",") { p = scanner.skipSpace(p + 1) }
    }
    return (offsets, row)
  }
}

extension DataFile {
  /// The lines, from 1, of ascending offsets.
  func lines(at offsets: [Int]) -> [Int] {
    var (line, at) = (1, 0)
    return offsets.map { offset in
      while at < min(offset, count) {
        if start[at] == UInt8(ascii: "\n") { line += 1 }
        at += 1
      }
      return line
    }
  }

  /// The text of the value that begins at an offset, cut where it is long.
  fileprivate func value(at offset: Int) -> String {
    let scanner = JSONScanner(self)
    guard let end = try? scanner.skipValue(start + offset, depth: 0) else { return "" }
    let text = String(decoding: bytes[offset..<min(end - start, offset + 80)], as: UTF8.self)
    return end - start > offset + 80 ? text + "…" : text
  }
}
