import Columns
import Plans
import Testing

@Suite struct ConditionTests {
  @Test func missingIsComparedAsTheLanguageSays() throws {
    #expect(try call(.equal, .missing, .missing) == true)
    #expect(try call(.equal, .missing, 1) == false)
    #expect(try call(.notEqual, .missing, 1) == true)
    #expect(try call(.notEqual, .missing, .missing) == false)
    for order in [Function.less, .lessOrEqual, .greater, .greaterOrEqual] {
      #expect(try call(order, .missing, 1) == false)
      #expect(try call(order, 1, .missing) == false)
      #expect(try call(order, .missing, .missing) == false)
    }
    #expect(try call(.and, .missing, true) == false)
    #expect(try call(.or, .missing, true) == true)
    #expect(try call(.not, .missing) == true)
    #expect(try call(.between, 3, .missing, 5) == false)
    #expect(try call(.inElements, .missing, 1, .missing) == false)
    #expect(try call(.inList, .missing, .list([.missing])) == false)
    #expect(try call(.containsText, .missing, "a") == false)
    #expect(try call(.isMissing, .missing) == true)
    #expect(try call(.coalesce, .missing, 4) == 4)
  }

  @Test func numbersOfUnlikeTypesCompareByValue() throws {
    #expect(try call(.equal, 2, decimal("2.00")) == true)
    #expect(try call(.less, decimal("1.999"), 2) == true)
    #expect(try call(.equal, 0.5, decimal("0.5")) == true)
    #expect(try call(.inElements, 3, decimal("3.0"), 4) == true)
    #expect(try call(.between, decimal("2.5"), 1, decimal("2.50")) == true)
  }

  @Test func textComparesByCodePoints() throws {
    // é as one code point and as two.
    #expect(try call(.equal, "\u{E9}", "e\u{301}") == false)
    #expect(try call(.less, "Z", "a") == true)
    #expect(try call(.less, "\u{FFFD}", "\u{10000}") == true)
  }

  @Test func searchesIgnoreCase() throws {
    #expect(try call(.containsText, "Milk POWDER, 奶粉", "powder, 奶") == true)
    #expect(try call(.startsWith, "ÄPFEL", "äp") == true)
    #expect(try call(.endsWith, "School", "OOL") == true)
    #expect(try call(.endsWith, "School", "a long text, School") == false)
    #expect(try call(.containsText, "abc", "") == true)
    #expect(try call(.containsElement, .list(["Soap"]), "soap") == false)
  }

  @Test func periodsHoldWhatLiesWhollyWithin() throws {
    #expect(try call(.inPeriod, date("2023-09-30"), month("2023-09")) == true)
    #expect(try call(.inPeriod, date("2023-10-01"), month("2023-09")) == false)
    #expect(try call(.inPeriod, period(.week, "2023-10-01"), month("2023-09")) == false)
    #expect(try call(.inPeriod, month("2023-09"), period(.quarter, "2023-08-01")) == true)
    // 1 October in China.
    #expect(try call(.inPeriod, instant("2023-09-30T16:30Z"), month("2023-09"), zone: 480) == false)
  }

  @Test func inForceIsOpenWhereItHasNoEnd() throws {
    let (from, to) = (date("2023-01-01"), date("2023-06-30"))
    #expect(try call(.inForce, from, to, date("2023-06-30")) == true)
    #expect(try call(.inForce, from, to, date("2023-07-01")) == false)
    #expect(try call(.inForce, from, .missing, date("2030-01-01")) == true)
    #expect(try call(.inForce, .missing, to, date("2023-02-01")) == false)
    #expect(try call(.inForce, from, to, .missing) == false)
  }

  @Test func regularExpressionsMatchAnywhereAndGiveUp() throws {
    #expect(try call(.matches, "free milk powder", "milk.*powder") == true)
    #expect(try call(.matches, "Milk", "milk") == false)
    #expect(try call(.matchesIgnoringCase, "MILCH Ä", "ä$") == true)
    #expect(try call(.matches, "彭干", "^.{2}$") == true)
    let endless = Value.text(String(repeating: "a", count: 60) + "b")
    let failure = #expect(throws: EvaluationFailure.self) { try call(.matches, endless, "^(a|aa)+(a|aa)+(a|aa)+$") }
    #expect(failure?.code == .regularExpression)
    // Deeper than the stack of compiled code.
    #expect(try call(.matches, .text(String(repeating: "ab", count: 30_000) + "c"), "^(a|b)*c$") == true)
    let unclosed = #expect(throws: EvaluationFailure.self) { try RegularExpression("milk(powder", ignoresCase: false) }
    #expect(unclosed?.message.contains("after 'milk(powder'") == true)
  }
}
