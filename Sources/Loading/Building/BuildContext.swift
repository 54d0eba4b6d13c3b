import Columns
import Diagnostics

/// A value that is not of the kind which the descriptor declares.
struct Misfit {
  /// Of the collection, from 0.
  var row: Int
  /// In its file.
  var offset: Int
  var path: String
  var declared: FieldKind
  /// What it is.
  var kind: FieldKind
}

/// What the builders of one chunk share.
final class BuildContext {
  let rules: FieldRules
  let nameStore = ByteArena()
  /// Of all objects.
  var fieldCount = 0
  /// Values of another kind than declared, in their order, where the rules ask for them.
  var misfits: [Misfit] = []
  private var missingCells = 0
  private let maximumMissingCells: Int

  /// The chunk is of so many `bytes`.
  init(_ rules: FieldRules, bytes: Int) {
    self.rules = rules
    maximumMissingCells = Self.maximumCells(bytes: bytes)
  }

  /// Columns hold at most so many cells for a text of this size: more come from texts whose names are data (`{"C1": …}`, `{"C2": …}`),
  /// of which the columns would be larger than any memory.
  static func maximumCells(bytes: Int) -> Int {
    max(50_000_000, bytes.multipliedReportingOverflow(by: 10).partialValue)
  }

  /// Counts cells that are to be filled in; beyond the limit nothing more is, and the chunk is of no use.
  func admits(missing cells: Int) -> Bool {
    missingCells += cells
    return !isOverfull
  }

  var isOverfull: Bool { missingCells > maximumMissingCells }

  static func overfull(_ what: String, at offset: Int? = nil) -> JSONFault {
    JSONFault(
      .dataTooLarge, at: offset, what,
      help: ["names that are data, such as identifiers, belong into a field of their own"])
  }
}
