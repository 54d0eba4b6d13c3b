import Columns
import Diagnostics
import Glibc
import Loading
import Session
import Syntax

/// The package manager wants a program with a main of its own, in place of libFuzzer's, which does no more than this.
@main enum Fuzz {
  static func main() {
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    var count = CommandLine.argc
    exit(runFuzzer(&count, &arguments, fuzz))
  }
}

/// Of libFuzzer; the convention of calls is the same for such arguments.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ argumentCount: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ body: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt

/// What libFuzzer calls with each input; `ALMONER_FUZZ` names the target. A trap, a sanitizer's report, a hang, and whatever `check`
/// finds, are findings.
private func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  switch target {
  case "json":
    compareDivisions(of: bytes, as: "r.json")
    compareDivisions(of: bytes, as: "r.ndjson")
  case "csv": compareDivisions(of: bytes, as: "r.csv")
  case "descriptor":
    write(bytes, "datapackage.json")
    _ = load(folder, LoadingOptions(threads: 1))
  case "script": checkScript(bytes)
  default: check(false, "ALMONER_FUZZ names no target: json, csv, descriptor or script")
  }
  return 0
}

private let target = getenv("ALMONER_FUZZ").map { String(cString: $0) } ?? ""

/// Where inputs are written, on no disk where there is such a place.
private let folder: String = {
  var template = Array("/dev/shm/almoner-fuzz-XXXXXX".utf8CString)
  let folder = mkdtemp(&template).map { String(cString: $0) } ?? "."
  if target == "descriptor" || target == "script" {
    write(Array(#"[{"id":1,"name":"a","day":"2023-09-01","tags":["x"],"r_id":1}]"#.utf8), "r.json", in: folder)
    write(Array("id,n\n1,2.5\n".utf8), "s.csv", in: folder)
  }
  return folder
}()

private func write(_ bytes: [UInt8], _ name: String, in place: String? = nil) {
  guard let file = fopen((place ?? folder) + "/" + name, "w") else { return }
  fwrite(bytes, 1, bytes.count, file)
  fclose(file)
}

private func check(_ condition: Bool, _ message: String) {
  guard !condition else { return }
  let text = Array("FOUND: \(message)\n".utf8)
  _ = Glibc.write(STDERR_FILENO, text, text.count)
  abort()
}

// MARK: Records

/// What was read, field by field, or what is wrong.
private func load(_ path: String, _ options: LoadingOptions) -> Result<[String], Diagnostic> {
  do throws(Diagnostic) {
    let reader = try DatasetReader(path: path, options: options)
    var dataset = reader.emptyDataset
    try reader.load(mentionedIn: nil, into: &dataset)
    return .success(dataset.relations.flatMap(contents))
  } catch { return .failure(error) }
}

private func contents(_ relation: Relation) -> [String] {
  ["\(relation.schema.name): \(relation.count) rows"]
    + zip(relation.schema.fields, relation.columns).map { field, column in
      "\(field.name) \(field.type): \((0..<min(column.count, 200)).map { column.value($0, field.type) })"
    }
}

/// However a text is divided for several threads, the same is read.
private func compareDivisions(of bytes: [UInt8], as name: String) {
  write(bytes, name)
  let path = folder + "/" + name
  switch (load(path, LoadingOptions(threads: 1)), load(path, LoadingOptions(threads: 1, chunkSize: 24))) {
  case (.success(let whole), .success(let parts)): check(whole == parts, "\(name): \(whole), in parts \(parts)")
  case (.failure(let whole), .failure(let parts)):
    check(whole.message == parts.message, "\(name): '\(whole.message)', in parts '\(parts.message)'")
  case (.success(let whole), .failure(let parts)): check(false, "\(name): \(whole), in parts '\(parts.message)'")
  case (.failure(let whole), .success(let parts)): check(false, "\(name): '\(whole.message)', in parts \(parts)")
  }
}

// MARK: Scripts

/// libFuzzer calls from one thread.
private nonisolated(unsafe) let session: Session = {
  let session = Session()
  session.options.datasetPaths = [folder]
  do throws(Diagnostic) { try session.open(folder) } catch { check(false, error.message) }
  return session
}()

/// Parses, checks against records and lays out; what was laid out stays as it is.
private func checkScript(_ bytes: [UInt8]) {
  guard let text = String(validating: bytes, as: UTF8.self) else { return }
  let source = SourceText(name: "fuzz.dsl", text: text)
  _ = try? session.check(source)
  guard let laidOut = Formatter.format(source) else { return }
  let again = Formatter.format(SourceText(name: "fuzz.dsl", text: laidOut))
  check(again == laidOut, "laid out again it differs:\n\(laidOut)")
}
