import Diagnostics
import Testing

@Suite struct TextWidthTests {
  @Test(arguments: [
    ("abc", 3), ("王芳", 4), ("e\u{301}", 1), ("ｶ", 1), ("ﾞ", 1), ("한글", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("👩‍👩‍👧", 2),
    ("🇨🇳", 2), ("☎", 1), ("☎\u{FE0F}", 2), ("👍🏽", 2), ("\u{200B}", 0), ("Ａ", 2), ("𠮷", 2), ("ไทย", 3), ("é", 1), ("", 0),
    ("“”…", 3), ("、。", 4), ("ก\u{E49}", 1), ("\u{301}", 0),
  ]) func widths(text: String, width: Int) {
    #expect(TextWidth.of(text) == width)
  }

  @Test(arguments: [
    ("王芳芳", 6, "王芳芳"), ("王芳芳", 5, "王芳…"), ("王芳芳", 4, "王… "), ("abc   ", 4, "abc "), ("abcdef", 1, "…"),
    ("abcdef", 0, ""),
  ]) func cutting(text: String, width: Int, cut: String) {
    #expect(TextWidth.cut(text, to: width, ellipsis: "…") == cut)
  }

  @Test func textIsBrokenAtSpaces() {
    #expect(TextWidth.wrapped("one two three", to: 7) == ["one two", "three"])
    #expect(TextWidth.wrapped("one two three", to: 20, first: 3) == ["one", "two three"])
    // Where nothing else helps it is cut, or too long.
    #expect(TextWidth.wrapped("a 王小芳王小芳 b", to: 6, ellipsis: "…") == ["a", "王小… ", "b"])
    #expect(TextWidth.wrapped("a longer b", to: 3) == ["a", "longer", "b"])
    #expect(TextWidth.wrapped("", to: 3) == [""])
  }
}
