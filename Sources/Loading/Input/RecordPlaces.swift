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
            text: chunk.source.value(at: misfit.offset), declared: misfit.declared.phrase))
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
    var p = isDelimited ? start : scanner.skipSpace(start)
    while p < end, offsets.count < wanted.count, let next = rowEnd(&p, scanner) {
      if wanted[offsets.count] == row { offsets.append(p - scanner.base) }
      row += 1
      p = next
    }
    return (offsets, row)
  }

  /// Where the row after the one at `p` begins, or what follows the last; nil where none is at `p`, which is moved to the row's start.
  private func rowEnd(_ p: inout Bytes, _ scanner: JSONScanner) -> Bytes? {
    if case .delimited(let form) = layout {
      let cells = form.scanner(base: scanner.base, end: end)
      p = cells.rowStart(p, before: end, columns: form.names.count)
      return p < end ? try? cells.row(p).next : nil
    }
    if p.pointee == UInt8(ascii: "]") || p.pointee == UInt8(ascii: "}") { return nil }
    guard var next = try? scanner.skipValue(p, depth: 0) else { return nil }
    if case .members = layout {
      guard let value = try? scanner.colon(after: next), let end = try? scanner.skipValue(value, depth: 0) else {
        return nil
      }
      next = end
    }
    next = scanner.skipSpace(next)
    return next < end && next.pointee == UInt8(ascii: ",") ? scanner.skipSpace(next + 1) : next
  }

  /// The text of the value that begins at an offset, cut where it is long.
  fileprivate func value(at offset: Int) -> String {
    let scanner = JSONScanner(file)
    let place = file.start + offset
    let valueEnd: Bytes
    if case .delimited(let form) = layout {
      let cells = form.scanner(base: scanner.base, end: end)
      let isQuoted = place > start && place[-1] == UInt8(ascii: "\"")
      let cell = try? cells.cell(isQuoted ? place - 1 : place)
      valueEnd = cell.map { $0.text.start + $0.text.count } ?? place
    } else {
      valueEnd = (try? scanner.skipValue(place, depth: 0)) ?? place
    }
    let shown = min(valueEnd, place + 80)
    return TextView(start: place, count: shown - place).string + (shown < valueEnd ? "…" : "")
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
}
