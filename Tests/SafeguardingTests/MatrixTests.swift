import Columns
import Diagnostics
import Glibc
import Session
import Testing

/// What each role may do with each field of a person: shown, masked, hidden; a condition about single persons; counted; grouped by.
@Suite struct MatrixTests {
  private static let folder =
    String(#filePath.dropLast("SafeguardingTests/MatrixTests.swift".count)) + "GoldenTests/Labelled"

  /// S101, … or the name of the column and the first value, or `good`.
  private func ask(_ text: String, as role: String) throws -> String {
    var options = Session.Options()
    // Not the log of whoever runs the tests.
    options.auditPath = "/tmp/almoner-tests-\(getpid()).jsonl"
    options.role = role
    let session = Session(options: options)
    try session.open(Self.folder)
    var answer = "nothing"
    let outcome = try session.run(SourceText(name: "q", text: text)) { event in
      switch event {
      case .table(let table):
        let field = table.fields[0]
        answer = field.name.hasSuffix("(masked)") ? "\(field.column.value(0, field.type))" : "shown"
      case .diagnostic(let diagnostic) where diagnostic.severity == .error: answer = diagnostic.code.rawValue
      default: break
      }
    }
    #expect((outcome == .refused) == answer.hasPrefix("S"), "\(text): \(answer)")
    return answer
  }

  /// For the roles worker, staff and guest: how it is shown, whether a condition may read it, and what groups by it and sums of it are.
  private static let matrix: [(field: String, shown: [String], condition: [String], group: [String])] = [
    ("id", ["shown", "shown", "P"], ["good", "good", "S101"], ["good", "good", "S103"]),
    ("name", ["shown", "L. Y.", "***"], ["good", "S101", "S102"], ["good", "S103", "S102"]),
    ("phone", ["shown", "…11", "***"], ["good", "S101", "S102"], ["good", "S103", "S102"]),
    ("sex", ["shown", "shown", "***"], ["good", "good", "S101"], ["good", "good", "good"]),
    ("born", ["shown", "shown", "2012"], ["good", "good", "S101"], ["good", "good", "good"]),
    ("village", ["shown", "Pengan", "***"], ["good", "S101", "S102"], ["good", "good", "S102"]),
    ("left_behind", ["shown", "***", "***"], ["good", "S101", "S102"], ["good", "S103", "S102"]),
    ("guardian.phone", ["shown", "***", "***"], ["good", "S101", "S102"], ["good", "S103", "S102"]),
    ("remark", ["shown", "***", "***"], ["good", "S101", "S102"], ["good", "good", "S102"]),
    ("club", ["shown", "shown", "shown"], ["good", "good", "good"], ["good", "good", "good"]),
  ]

  @Test(arguments: matrix.indices)
  func field(_ index: Int) throws {
    let (field, shown, condition, group) = Self.matrix[index]
    for (place, role) in ["worker", "staff", "guest"].enumerated() {
      let display = try ask("children | select x = \(field) | take 1", as: role)
      #expect(display.contains(shown[place]), "\(role) sees \(field) as \(display)")
      let filtered = try ask("children | where \(field) is missing | select club", as: role)
      #expect(
        filtered == (condition[place] == "good" ? "shown" : condition[place]),
        "\(role) filters by \(field): \(filtered)")
      let sorted = try ask(
        "children | sort \(field == "guardian.phone" ? "guardian.name" : field) | select club", as: role)
      #expect(
        sorted == (condition[place] == "good" ? "shown" : condition[place]), "\(role) sorts by \(field): \(sorted)")
      let grouped = try ask("children | count by x = \(field)", as: role)
      #expect(grouped == (group[place] == "good" ? "shown" : group[place]), "\(role) groups by \(field): \(grouped)")
    }
  }
}
