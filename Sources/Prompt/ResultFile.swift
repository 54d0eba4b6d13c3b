import Diagnostics
import Rendering
import Session

/// The file that `.output` names. Each result is added to it as a whole, so that there is all so far at any time.
final class ResultFile {
  let path: String
  let format: OutputFormat
  private(set) var count = 0

  /// Begins the file, which so far holds nothing; `isPrivate` of records that bear labels.
  init(path: String, format: OutputFormat, replacing: Bool, isPrivate: Bool) throws(Diagnostic) {
    self.path = path
    self.format = format
    try AtomicFile(path: path, replacing: replacing, isPrivate: isPrivate).commit()
  }

  /// What a presenter shows of it, as in a file: nothing cut, no colour.
  func add(_ event: SessionEvent, _ presenter: Presenter, isPrivate: Bool) throws(Diagnostic) {
    let (usual, rendering) = (presenter.format, presenter.rendering)
    defer { (presenter.format, presenter.rendering) = (usual, rendering) }
    presenter.format = format
    presenter.rendering = RenderingOptions(unicode: rendering.unicode, zoneMinutes: rendering.zoneMinutes)
    presenter.rendering.guardsFormulas = true
    var bytes = try presenter.collected { () throws(Diagnostic) in try presenter.show(event) }
    if count > 0, case .table = event, format != .json, format != .ndjson { bytes = Array("\n".utf8) + bytes }
    try AppendedFile.append(bytes, to: path, isPrivate: isPrivate)
    count += 1
  }
}

extension SessionEvent {
  /// Whether it belongs to the results, not to what is told about them.
  var isResult: Bool {
    switch self {
    case .table, .value, .print, .title, .note, .plan: true
    case .started, .parameter, .saved, .passed, .failed, .diagnostic: false
    }
  }
}
