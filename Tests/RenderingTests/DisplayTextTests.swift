import Columns
@testable import Rendering
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

  @Test func aHeadingInMarkdownEndsInWhatItEnds() {
    #expect(["C #", "##", "no", "# a"].map { MarkdownText.heading($0) } == ["C \\#", "\\##", "no", "# a"])
  }
}
