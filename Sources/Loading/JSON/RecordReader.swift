import Columns
import Diagnostics

/// What was read of a collection.
struct CollectionContents {
  /// The collection, the relations of its lists of objects after it.
  var relations: [RelationDraft]
  /// What is to be said about them.
  var warnings: [Diagnostic]
  /// Where the rules ask for them.
  var misfits: [RecordMisfit] = []
  /// The mapped files that columns may point into.
  var files: [DataFile] = []
}

/// Reads the records of a collection into columns, on several threads. What comes out depends on the text and the chunk size, never
/// on the threads.
struct RecordReader {
  let name: String
  let sources: [RecordSource]
  var rules: FieldRules
  let options: LoadingOptions
  let stop: StopSignal
  let progress: Progress?

  mutating func read() throws(Diagnostic) -> CollectionContents {
    var chunks = sources.flatMap { $0.chunks(of: options.chunkSize) }
    if rules.valuesAreCells, chunks.count > 2 { settleKinds(by: chunks[0]) }
    while true {
      chunks = try read(chunks)
      var conflicts: [String: FieldKind] = [:]
      let merged = FieldMerge(chunks.compactMap(\.root), rows: chunks.map(\.rows), conflicts: &conflicts)
      if conflicts.isEmpty { return try finish(merged, chunks) }
      // Each round settles at least one more field.
      // Whether the records are objects is for one reader to say, with the place.
      if conflicts[""] != nil, chunks.count > sources.count { chunks = sources.map(\.whole) }
      for (path, kind) in conflicts where path != "" || chunks.count == sources.count {
        rules.byPath[path] = FieldRule(
          kind: kind, isDeclared: false, missingTexts: rules.byPath[path]?.missingTexts,
          readsExponents: kind == .decimal)
      }
    }
  }

  /// Begins with the kinds that the first of many chunks has, as most conflicts between cells show there.
  private mutating func settleKinds(by chunk: RecordChunk) {
    for _ in 0..<4 {
      chunk.read(rules, stop: stop)
      guard chunk.fault == nil, let root = chunk.root else { return }
      var conflicts: [String: FieldKind] = [:]
      let merged = FieldMerge([root], rows: [chunk.rows], conflicts: &conflicts)
      for member in merged.members where member.kind != .unknown && !member.isDeclared {
        let missing = rules.byPath[member.path]?.missingTexts
        rules.byPath[member.path] = FieldRule(kind: member.kind, isDeclared: false, missingTexts: missing)
      }
      if conflicts.isEmpty { return }
    }
  }

  private func read(_ chunks: [RecordChunk]) throws(Diagnostic) -> [RecordChunk] {
    let (rules, stop, progress) = (rules, stop, progress)
    parallel(chunks.count, threads: options.threads) { number in
      let chunk = chunks[number]
      chunk.read(rules, stop: stop)
      progress?.advance(by: chunk.byteCount, rows: chunk.rows)
    }
    guard let failed = chunks.first(where: { $0.fault != nil }), let fault = failed.fault else { return chunks }
    if fault.code == .interrupted || chunks.count == sources.count { throw failed.source.file.diagnostic(fault) }
    // Wrong, or wrongly divided: reading it whole tells.
    return try read(sources.map(\.whole))
  }

  private func finish(
    _ merged: FieldMerge, _ chunks: [RecordChunk]
  ) throws(Diagnostic) -> CollectionContents {
    var builder = RelationBuilder(
      collection: name, arena: Arena(sources.map(\.file) + chunks.compactMap(\.store)), chunks: chunks,
      threads: options.threads)
    do throws(JSONFault) {
      try builder.build(merged, bytes: sources.reduce(0) { $0 + ($1.end - $1.start) })
    } catch { throw sources[0].file.diagnostic(error) }
    return CollectionContents(
      relations: builder.relations, warnings: structureWarnings(chunks) + builder.warnings,
      misfits: rules.collectsMisfits ? misfits(chunks) : [])
  }

  private func structureWarnings(_ chunks: [RecordChunk]) -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    func warn(_ sightings: KeyPath<RecordChunk, Sightings>, _ message: (Int) -> String) {
      guard let first = chunks.first(where: { $0[keyPath: sightings].count > 0 }) else { return }
      let count = chunks.reduce(0) { $0 + $1[keyPath: sightings].count }
      let excerpt = first.source.file.excerpt(at: first[keyPath: sightings].first)
      warnings.append(Diagnostic(.dataWarning, message(count), excerpt: excerpt))
    }
    warn(\.duplicates) { "\(name) has objects in which a name occurs twice (\($0) in all); the last value counts" }
    warn(\.emptyLines) {
      "\(name) has \($0) \($0 == 1 ? "line" : "lines") of empty cells; \($0 == 1 ? "it counts as a row, with all values" : "they count as rows, with all values") missing"
    }
    return warnings
  }
}
