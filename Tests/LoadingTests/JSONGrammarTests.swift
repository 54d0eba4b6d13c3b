import Diagnostics
import Testing

@testable import Loading

/// What RFC 8259 accepts, and what it does not: the cases of nst/JSONTestSuite, and more.
@Suite struct JSONGrammarTests {
  @Test(arguments: JSONSuiteCases.cases(JSONSuiteCases.accepted))
  func accepts(_ text: JSONSuiteCases.Case) throws { _ = try load(text.bytes) }

  @Test(arguments: JSONSuiteCases.cases(JSONSuiteCases.refused))
  func rejects(_ text: JSONSuiteCases.Case) { #expect(fault { _ = try load(text.bytes) } != nil) }

  /// What is too large for a float and what is no character is refused; anything else is read.
  @Test(arguments: JSONSuiteCases.cases(JSONSuiteCases.open))
  func decides(_ text: JSONSuiteCases.Case) {
    #expect((fault { _ = try load(text.bytes) }?.code.rawValue ?? "-") == text.code)
  }

  @Test(arguments: [
    "[]", "{}", "[[]   ]", #"[""]"#, "[null]", " [1] ", "[1\n]", "[true]", "[-0]", "[0e+1]", "[0.4e006]",
    "[1E-2]", "[123.456e78]", "[-123123123123123123123123123123]", "[20e1]", "[1,null,null,null,2]", "42", "-0.1",
    "null", #""asd""#,
    #"["\"\\\/\b\f\n\r\t"]"#, #"["\u0060\u012a\u12AB"]"#, #"["\uD801\udc37"]"#, #"["\u0000"]"#, #"["\\a"]"#,
    "[\"\u{7F}\"]",
    "[\"\u{2028}\u{10FFFF}€\"]", "[\"new\u{00A0}line\"]", #"{"a":"b","a":"c"}"#, #"{"":0}"#, #"{"foo\u0000bar": 42}"#,
    #"{"a":[]}"#,
    "\u{FEFF}{}", "{\n\"a\": \"b\"\n}", #"[[["x"]]]"#, "[\"日é本\"]", #"{"min": -1.0e+28, "max": 1.0e+28}"#,
  ])
  func accepts(_ text: String) throws { _ = try load(text) }

  @Test(arguments: [
    "[1 true]", "[a", "[\"\": 1]", "[\"\"],", "[,1]", "[1,,2]", "[\"x\",,]", "[\"x\"]]", "[\"\",]", "[\"x\"", "[x",
    "[3[4]]", "[1,]",
    "[1,\n1\n,1", "[*]", "[\"\"", "[1,", "[", "[fals]", "[nul]", "[tru]", "[-01]", "[+1]", "[.-1]", "[-1.0.]", "[-2.]",
    "[-NaN]",
    "[0.1.2]", "[0.3e+]", "[0.3e]", "[0.e1]", "[0E]", "[0e+]", "[1.0e-]", "[1eE2]", "[2.e3]", "[9.e+]", "[Inf]",
    "[NaN]", "[0x1]",
    "[1+2]", "[- 1]", "[-012]", "[012]", "[1.]", "[2.e-3]", "[-Infinity]", "[.123]", "[1a]", "{\"x\", null}",
    "{\"x\"::\"b\"}",
    "{\"a\":\"a\" 123}", "{key: 'value'}", "{\"a\" b}", "{:\"b\"}", "{\"a\" \"b\"}", "{\"a\":", "{\"a\"", "{1:1}",
    "{\"id\":0,,,}",
    "{'a':0}", "{\"id\":0,}", "{\"a\":\"b\"}/**/", "{\"a\":\"b\"}#", "{\"a\":\"b\",,\"c\":\"d\"}", "{a: \"b\"}",
    "{\"a\":\"a", "[\"\\uD800\\\"]",
    "[\"\\uD800\\u\"]", "[\"\\uD800\\u1x\"]", "[\"\\uD800\"]", "[\"\\uDC00\\uD800\"]", "[\"\\x00\"]", "[\"\\\\\\\"]",
    "[\"\\a\"]", "[\"\\uqqqq\"]",
    "[\"\\", "\"", "['single']", "abc", "[\"\\", "[\"new\nline\"]", "[\"\t\"]", "[\"a\u{0}a\"]", "\"\"x", "\u{2060}",
    "<null>", "[1]x",
    "2@", "{}}", "{\"\":", "{\"a\":/*comment*/\"b\"}", "{\"a\": true} \"x\"", "[\"a\",\n4\n,1,", "{[", "[][]", "]", "{",
    "{\"a", "*", "[\\u000A\"\"]",
    "[1\u{000C}]", "[True]", "1]", "{\"asd\":\"asd\"", "å", "[\u{2060}]", "[\"a\u{1F}\"]", "1 2", "[1] 2", "", " ",
    "\n", "[1]\u{0}",
  ])
  func rejects(_ text: String) {
    let found = fault { _ = try load(text) }
    #expect(found != nil, "\(text)")
  }

  @Test(
    arguments: [
      [0x5B, 0x22, 0xFF, 0x22, 0x5D], [0x5B, 0x22, 0xC0, 0xAF, 0x22, 0x5D], [0x5B, 0x22, 0xED, 0xA0, 0x80, 0x22, 0x5D],
      [0x5B, 0x22, 0xF4, 0xBF, 0xBF, 0xBF, 0x22, 0x5D], [0x5B, 0x22, 0xE0, 0xFF, 0x22, 0x5D],
      [0x5B, 0x22, 0x81, 0x22, 0x5D],
      [0x5B, 0x22, 0xE6, 0x97, 0x22, 0x5D], [0x5B, 0x22, 0xE9, 0x22, 0x5D],
      [0x5B, 0x22, 0xFC, 0x80, 0x80, 0x80, 0x80, 0x80, 0x22, 0x5D],
      [0xFF, 0xFE, 0x5B, 0x00, 0x5D, 0x00], [0x00, 0x5B, 0x00, 0x5D], [0x5B, 0x00, 0x5D, 0x00],
    ] as [[UInt8]])
  func rejectsOtherEncodings(_ bytes: [UInt8]) {
    #expect(fault { _ = try load(bytes) }?.code == .dataNotUTF8)
  }

  @Test func limitsDepth() throws {
    let deep = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    _ = try load(deep)
    for text in [
      String(repeating: "[", count: 100_000), String(repeating: #"{"a":"#, count: 100_000), "[" + deep + "]",
      String(repeating: #"[{"":"#, count: 50_000),
    ] {
      #expect(fault { _ = try load(text) }?.code == .dataTooDeep)
    }
  }

  /// Mistakes that people make are named.
  @Test(arguments: [
    (#"[{"a":1},]"#, "after the last there is no comma"), (#"[{"a":1 , }]"#, "after the last there is no comma"),
    (#"[1,]"#, "after the last there is no comma"), ("[1] // x", "JSON has no comments"),
    ("# x\n[1]", "JSON has no comments"),
    ("[{'a':1}]", "double quotes"), ("[NaN]", "NaN and Infinity are not JSON"),
    ("[True]", "true and false are written small"),
  ])
  func namesMistakes(_ text: String, _ message: String) {
    #expect(fault { _ = try load(text) }?.message.contains(message) == true)
  }

  @Test func limitsNumbers() {
    #expect(fault { _ = try load("[1e400]") }?.code == .dataNumberRange)
    #expect(fault { _ = try load("[1, \(String(repeating: "9", count: 400))]") }?.code == .dataNumberRange)
  }

  /// A text cut anywhere is an error, never a crash.
  @Test func cutsAreErrors() {
    let text = Array(#"[{"a":"x\n€\ud83d\ude00","b":[1,-2.5e3,null,true],"c":{"d":"2023-09-01"}}]"#.utf8)
    for end in 0..<text.count {
      #expect(fault { _ = try load(Array(text[..<end])) } != nil, "\(end)")
    }
  }
}
