import Diagnostics
import Syntax
import Testing

/// Hostile scripts: each ends soon, with an error and not with the stack.
struct DepthTests {
  @Test(arguments: [
    String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000),
    String(repeating: "(", count: 10_000),
    String(repeating: "f([", count: 10_000),
    String(repeating: "- ", count: 10_000) + "1",
    String(repeating: "not ", count: 10_000) + "1",
    String(repeating: "if a then b else ", count: 10_000) + "c",
    String(repeating: "(t | where x in ", count: 10_000),
    "1" + String(repeating: " + 1", count: 10_000),
    "a" + String(repeating: ".a", count: 10_000),
    "t" + String(repeating: " | count", count: 10_000),
    String(repeating: "(a or b and c == d ?? e + f * ", count: 190) + "1" + String(repeating: ")", count: 190),
  ])
  func tooDeep(_ text: String) {
    let (script, diagnostics) = Parser.parse(SourceText(name: "", text: "print 1\nlet x = \(text)\nprint 2"))
    #expect(diagnostics.map(\.code) == [.nestedTooDeep])
    #expect(script.statements.count >= 1)
  }

  @Test func deepTexts() {
    let diagnostics = Parser.parse(SourceText(name: "", text: String(repeating: "\"{", count: 10_000))).diagnostics
    #expect(diagnostics.map(\.code) == [.unterminatedText, .nestedTooDeep])
  }

  @Test(arguments: [
    "(((1)))", "1" + String(repeating: " + 1", count: 400), "[" + String(repeating: "1, ", count: 10_000) + "1]",
  ])
  func notTooDeep(_ text: String) {
    #expect(Parser.parse(SourceText(name: "", text: text)).diagnostics.isEmpty)
  }

  @Test(arguments: [
    String(repeating: "«", count: 20_000), String(repeating: "([{)]}", count: 5_000),
    String(repeating: "a b ", count: 10_000),
    String(repeating: "\"\n", count: 10_001), String(repeating: "x | where (a | ", count: 3_000), "\\\u{0}/`'\"$",
    "f(" + String(repeating: "select(a), ", count: 5_000), String(repeating: "| | ;", count: 5_000),
  ])
  func neverCrashes(_ text: String) {
    let diagnostics = Parser.parse(SourceText(name: "", text: text)).diagnostics
    #expect((1...21).contains(diagnostics.count))
  }

  /// Every prefix and every single character left out of a script that uses much of the grammar.
  @Test func brokenScriptsEndInErrorsOrTrees() {
    let script = Array(
      "use 'r' as a\nt | where x in last (1+2) days and \"a{f(b:0}\" != `c` | join p = (q|count) on x\nlet f(x)=/a/i")
    for index in script.indices {
      _ = Parser.parse(SourceText(name: "", text: String(script[..<index])))
      _ = Parser.parse(SourceText(name: "", text: String(script[..<index] + script[(index + 1)...])))
    }
  }
}
