import Diagnostics
import Foundation
import Syntax
import Testing

import enum Syntax.Formatter

/// Runs every case under `Cases`. With ALMONER_UPDATE_GOLDEN=1 what is expected is rewritten instead (scripts/golden), in the files
/// whose path contains ALMONER_GOLDEN_FILTER.
@Suite struct GoldenTests {
  private static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let environment = ProcessInfo.processInfo.environment
  private static let isUpdating = environment["ALMONER_UPDATE_GOLDEN"] != nil

  private static let caseFolder = here.appendingPathComponent("Cases")
  private static let scriptFolder = here.appendingPathComponent("../../samples/scripts").standardized

  static let files = names(in: caseFolder, ending: ".golden")
  static let samples = names(in: scriptFolder, ending: ".dsl")

  private static func names(in folder: URL, ending: String) -> [String] {
    let all = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    let filter = environment["ALMONER_GOLDEN_FILTER"] ?? ""
    return all.filter { $0.hasSuffix(ending) && (filter.isEmpty || $0.contains(filter)) }.sorted()
  }

  @Test(arguments: files)
  func cases(of file: String) throws {
    let location = Self.caseFolder.appendingPathComponent(file)
    var golden = GoldenFile(try String(contentsOf: location, encoding: .utf8))
    for index in golden.cases.indices {
      var result = golden.cases[index]
      for (section, body) in try Self.run(result, shared: golden.shared) { result.record(section, body) }
      if Self.isUpdating {
        golden.cases[index] = result
      } else {
        Self.compare(golden.cases[index], result)
      }
    }
    if Self.isUpdating {
      try golden.text.write(to: location, atomically: true, encoding: .utf8)
    }
  }

  /// The scripts of all cases and samples: laid out, they mean the same, and laid out again they stay.
  @Test func layouts() throws {
    let cases = try Self.files.flatMap { file in
      GoldenFile(try String(contentsOf: Self.caseFolder.appendingPathComponent(file), encoding: .utf8)).cases
    }
    let samples = try Self.samples.map {
      try String(contentsOf: Self.scriptFolder.appendingPathComponent($0), encoding: .utf8)
    }
    for script in cases.compactMap({ $0["script"] }) + samples {
      let source = SourceText(name: "script.dsl", text: script)
      guard let once = Formatter.format(source) else { continue }
      let laidOut = SourceText(name: "script.dsl", text: once)
      #expect(dump(Parser.parse(laidOut).script) == dump(Parser.parse(source).script))
      #expect(Formatter.format(laidOut) == once)
    }
  }

  /// What every script under `samples` prints, with the day that it names.
  @Test(arguments: samples)
  func sample(_ script: String) throws {
    let folder = try Self.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let outcome = try Program.run(["run", Self.scriptFolder.appendingPathComponent(script).path], in: folder)
    #expect(outcome.exit == 0, "\(outcome.messages)")
    let golden = Self.here.appendingPathComponent("Samples/\(script).txt")
    if Self.isUpdating {
      try outcome.output.write(to: golden, atomically: true, encoding: .utf8)
    } else {
      #expect(try outcome.output == String(contentsOf: golden, encoding: .utf8))
    }
  }

  private static func compare(_ expected: GoldenFile.Case, _ result: GoldenFile.Case) {
    let names = Set((expected.sections + result.sections).map(\.name))
    for name in names.sorted() where expected[name] != result[name] {
      Issue.record(
        """
        \(expected.title): \(name)
        expected:
        \(expected[name] ?? "(nothing)")
        but was:
        \(result[name] ?? "(nothing)")
        """)
    }
  }

  /// What a case's script gives, by section; nil for what is empty. One that expects a tree and nothing else is only parsed.
  private static func run(_ golden: GoldenFile.Case, shared: [GoldenFile.Section]) throws -> [(String, String?)] {
    let script = golden["script"] ?? ""
    guard golden["tree"] == nil else {
      let parsed = Parser.parse(SourceText(name: "script.dsl", text: script))
      let messages = parsed.diagnostics.map { $0.code.rawValue + " " + $0.message }.joined(separator: "\n")
      return [("tree", trimmed(dump(parsed.script))), ("messages", trimmed(messages))]
    }
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let sections = shared + golden.sections
    try write(
      script, data: sections.filter { $0.name.hasPrefix("data ") },
      or: sections.first { $0.name == "dataset" }?.body ?? "Data", to: folder)
    let options = sections.filter { $0.name == "options" }.flatMap { arguments($0.body) }
    let outcome = try Program.run(["run", "script.dsl", "--data", "data"] + options, in: folder)
    let saved = golden.sections.filter { $0.name.hasPrefix("file ") }.map { section in
      let path = folder.appendingPathComponent(String(section.name.dropFirst("file ".count))).path
      return (
        section.name,
        FileManager.default.contents(atPath: path).flatMap { trimmed(String(decoding: $0, as: UTF8.self)) }
      )
    }
    return saved + [
      ("output", trimmed(outcome.output)), ("messages", trimmed(outcome.messages)),
      ("exit", outcome.exit == 0 ? nil : String(outcome.exit)),
    ]
  }

  private static func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("almoner-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// Puts into `target` `script.dsl` and `data`: the files given, or else the dataset in `folder`.
  private static func write(
    _ script: String, data: [GoldenFile.Section], or folder: String, to target: URL
  ) throws {
    let place = target.appendingPathComponent("data")
    if data.isEmpty {
      try FileManager.default.copyItem(at: here.appendingPathComponent(folder), to: place)
    } else {
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    }
    for file in data {
      let path = place.appendingPathComponent(String(file.name.dropFirst("data ".count)))
      try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try (file.body + "\n").write(to: path, atomically: false, encoding: .utf8)
    }
    try script.write(to: target.appendingPathComponent("script.dsl"), atomically: false, encoding: .utf8)
  }

  /// A line `format csv` is `--format csv`.
  private static func arguments(_ options: String) -> [String] {
    options.split(separator: "\n").flatMap { line in
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      return ["--" + words[0]] + words.dropFirst()
    }
  }

  private static func trimmed(_ text: String) -> String? {
    var text = Substring(text)
    while text.hasSuffix("\n") { text.removeLast() }
    return text.isEmpty ? nil : String(text)
  }
}
