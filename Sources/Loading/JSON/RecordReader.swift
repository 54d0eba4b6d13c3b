import Columns
import Diagnostics
import Synchronization

/// What was read of a collection.
struct CollectionContents {
  /// The collection, the relations of its lists of objects after it.
  var relations: [RelationDraft]
  /// What is to be said about them.
  var warnings: [Diagnostic]
  /// Where the rules ask for them.
  var misfits: [RecordMisfit] = []
}

/// Reads the records of a collection into columns, on several threads. What comes out depends on the text and the chunk size, never
/// on the threads.
struct RecordReader: Sendable {
  let name: String
  let sources: [RecordSource]
  var rules: FieldRules
  let options: LoadingOptions
  let stop: StopSignal

  /// Several collections together: their chunks are read by all threads in turn, so that none waits for another collection's last one.
  static func read(
    _ readers: [RecordReader], _ options: LoadingOptions
  ) -> [Result<CollectionContents, Diagnostic>] {
    let chunks = readers.map { reader in reader.sources.flatMap { $0.chunks(of: options.chunkSize) } }
    let tasks = zip(readers, chunks).flatMap { reader, chunks in chunks.map { (reader: reader, chunk: $0) } }
    parallel(tasks.count, threads: options.threads) { task in
      tasks[task].chunk.read(tasks[task].reader.rules, stop: tasks[task].reader.stop)
    }
    let results = Mutex([Result<CollectionContents, Diagnostic>?](repeating: nil, count: readers.count))
    parallel(readers.count, threads: options.threads) { number in
      var reader = readers[number]
      let result = Result { () throws(Diagnostic) in try reader.contents(of: chunks[number]) }
      results.withLock { $0[number] = result }
    }
    return results.withLock { $0 }.compactMap { $0 }
  }

  /// Of chunks that were read.
  private mutating func contents(of chunks: [RecordChunk]) throws(Diagnostic) -> CollectionContents {
    var chunks = try checked(chunks)
    while true {
      var conflicts: [String: FieldKind] = [:]
      let merged = FieldMerge(chunks.compactMap(\.root), rows: chunks.map(\.rows), conflicts: &conflicts)
      if conflicts.isEmpty { return try finish(merged, chunks) }
      // Each round settles at least one more field.
      for (path, kind) in conflicts {
        rules.byPath[path] = FieldRule(kind: kind, isDeclared: false, missingTexts: rules.byPath[path]?.missingTexts)
      }
      chunks = try read(chunks)
    }
  }

  private func read(_ chunks: [RecordChunk]) throws(Diagnostic) -> [RecordChunk] {
    let (rules, stop) = (rules, stop)
    parallel(chunks.count, threads: options.threads) { chunks[$0].read(rules, stop: stop) }
    return try checked(chunks)
  }

  private func checked(_ chunks: [RecordChunk]) throws(Diagnostic) -> [RecordChunk] {
    guard let failed = chunks.first(where: { $0.fault != nil }), let fault = failed.fault else { return chunks }
    if fault.code == .interrupted || chunks.count == sources.count { throw failed.source.file.diagnostic(fault) }
    // Wrong, or wrongly divided: reading it whole tells.
    return try read(sources.flatMap { $0.chunks(of: .max / 2) })
  }

  private func finish(
    _ merged: FieldMerge, _ chunks: [RecordChunk]
  ) throws(Diagnostic) -> CollectionContents {
    var builder = RelationBuilder(
      collection: name, arena: Arena(sources.map(\.file) + chunks.compactMap(\.store)), chunks: chunks)
    do throws(JSONFault) {
      try builder.build(merged, bytes: sources.reduce(0) { $0 + ($1.end - $1.start) })
    } catch { throw sources[0].file.diagnostic(error) }
    return CollectionContents(
      relations: builder.relations, warnings: duplicateWarnings(chunks) + builder.warnings,
      misfits: rules.collectsMisfits ? misfits(chunks) : [])
  }

  private func duplicateWarnings(_ chunks: [RecordChunk]) -> [Diagnostic] {
    guard let first = chunks.first(where: { $0.duplicates.count > 0 }) else { return [] }
    let count = chunks.reduce(0) { $0 + $1.duplicates.count }
    return [
      Diagnostic(
        .dataWarning, "\(name) has objects in which a name occurs twice (\(count) in all); the last value counts",
        excerpt: first.source.file.excerpt(at: first.duplicates.firstOffset))
    ]
  }
}
