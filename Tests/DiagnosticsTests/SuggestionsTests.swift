import Diagnostics
import Testing

struct SuggestionsTests {
  private let names = ["guardian", "guardians", "grade", "name", "id", "школа"]

  @Test(arguments: [
    ("guardain", ["guardian", "guardians"]), ("Guardian", ["guardian", "guardians"]), ("nmae", ["name"]),
    ("grad", ["grade"]),
    ("шкoла", ["школа"]), ("zzz", []), ("x", []), ("", []),
  ])
  func nearest(_ name: String, _ expected: [String]) {
    #expect(Suggestions.nearest(to: name, among: names) == expected)
  }

  @Test func atMostTheLimit() {
    #expect(Suggestions.nearest(to: "abcd", among: ["abce", "abcf", "abcg", "abch", "abci"]).count == 4)
  }

  @Test func longNamesAreNotCompared() {
    let long = String(repeating: "a", count: 1_000_000)
    #expect(Suggestions.nearest(to: long, among: [long]) == [])
  }
}
