import Columns
import Rendering
import Testing

@Suite struct DisplayTextTests {
  @Test func singleValues() {
    #expect(displayText(of: .missing) == "·")
    #expect(displayText(of: .integer(1_234_567)) == "1234567")
    #expect(displayText(of: .decimal(DecimalNumber(-150, scale: 2))) == "-1.50")
    #expect(displayText(of: .text("a\nb")) == "a\nb")
    #expect(displayText(of: .date(0)) == "1970-01-01")
    #expect(displayText(of: .datetime(0), zoneMinutes: 480) == "1970-01-01T08:00:00+08:00")
    #expect(displayText(of: .duration(1, .months)) == "1 month")
    #expect(displayText(of: .list([.text("soap"), .missing, .integer(10_000)])) == "soap, ·, 10000")
    #expect(displayText(of: .boolean(true)) == "true")
    #expect(displayText(of: .float(2.5)) == "2.5")
  }

  @Test(arguments: [
    ("abc", 3), ("王芳", 4), ("e\u{301}", 1), ("ｶ", 1), ("ﾞ", 1), ("한글", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("👩‍👩‍👧", 2),
    ("🇨🇳", 2), ("☎", 1), ("☎\u{FE0F}", 2), ("👍🏽", 2), ("\u{200B}", 0), ("Ａ", 2), ("𠮷", 2), ("ไทย", 3), ("é", 1), ("", 0),
    ("“”…", 3), ("、。", 4), ("ก\u{E49}", 1), ("\u{301}", 0),
  ]) func widths(text: String, width: Int) {
    #expect(TextWidth.of(text) == width)
  }
}
