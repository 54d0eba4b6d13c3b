import Columns
import Plans
import Testing

@Suite struct NumberTests {
  @Test func typesMix() throws {
    #expect(try call(.add, 1, decimal("2.50"), as: .decimal).plainText(zoneMinutes: 0) == "3.50")
    #expect(try call(.multiply, decimal("1.5"), decimal("0.20"), as: .decimal).plainText(zoneMinutes: 0) == "0.300")
    #expect(try call(.add, decimal("0.1"), 0.2, as: .float) == .float(0.1 + 0.2))
    #expect(try call(.divide, 7, 2, as: .float) == 3.5)
    #expect(try call(.coalesce, .missing, 2, as: .decimal).plainText(zoneMinutes: 0) == "2")
  }

  @Test func divisionByZeroIsMissing() throws {
    for function in [Function.divide, .remainder, .div] {
      for zero in [Value.integer(0), decimal("0.00"), .float(0)] { #expect(try call(function, 5, zero).isMissing) }
    }
    #expect(try call(.add, .missing, 1).isMissing)
    #expect(try call(.sqrt, -1).isMissing)
    #expect(try call(.ln, 0).isMissing)
  }

  @Test func theRestHasTheSignOfTheDividend() throws {
    #expect(try call(.remainder, -7, 3) == -1)
    #expect(try call(.remainder, 7, -3) == 1)
    #expect(try call(.remainder, decimal("-7.5"), 2) == decimal("-1.5"))
    #expect(try call(.div, -7, 2) == -3)
    #expect(try call(.div, decimal("7.9"), decimal("-2")) == -3)
    #expect(try call(.remainder, .integer(.min), -1) == 0)
  }

  @Test func roundsHalfAwayFromZero() throws {
    #expect(try call(.round, decimal("2.5")) == 3)
    #expect(try call(.round, decimal("-2.5")) == -3)
    #expect(try call(.round, -2.5) == -3)
    #expect(try call(.round, decimal("3.516"), 2).plainText(zoneMinutes: 0) == "3.52")
    // As the number is written, not as its bits are.
    #expect(try call(.round, 2.675, 2) == decimal("2.68"))
    #expect(try call(.round, 1250, -2) == 1300)
    #expect(try call(.round, decimal("1.5"), -60) == 0)
    #expect(try call(.floor, decimal("-0.1")) == -1)
    #expect(try call(.ceil, decimal("-0.9")) == 0)
    #expect(try call(.ceil, 2.1) == 3)
  }

  @Test func overflowIsAnError() {
    for (function, arguments) in [
      (Function.add, [Value.integer(.max), 1]), (.subtract, [.integer(.min), 1]),
      (.multiply, [.integer(1 << 40), .integer(1 << 40)]),
      (.negate, [.integer(.min)]), (.div, [.integer(.min), -1]), (.round, [decimal("99999999999999999999")]),
      (.floor, [1e30]),
    ] {
      let failure = #expect(throws: EvaluationFailure.self) {
        try function.evaluate(arguments, as: .integer, zoneMinutes: 0)
      }
      #expect(failure?.code == .integerOverflow)
    }
    let nines = decimal(String(repeating: "9", count: 38))
    for function in [Function.add, .multiply] {
      let failure = #expect(throws: EvaluationFailure.self) { try call(function, nines, nines) }
      #expect(failure?.code == .decimalOverflow)
    }
  }

  @Test func decimalsTooLongOnlyByTheirZerosAreExact() throws {
    let long = decimal("1." + String(repeating: "0", count: 37))
    #expect(try call(.multiply, long, decimal("2.50")) == decimal("2.5"))
  }

  @Test func binsAndExtremes() throws {
    #expect(try call(.bin, -1, 5) == -5)
    #expect(try call(.bin, 10, 5) == 10)
    #expect(try call(.bin, decimal("-0.3"), decimal("0.25")) == decimal("-0.5"))
    #expect(try call(.bin, 1, 0).isMissing)
    #expect(try call(.least, .missing, 3, 2) == 2)
    #expect(try call(.greatest, .missing, .missing).isMissing)
  }

  @Test func converts() throws {
    #expect(try call(.integerOf, " 12 ") == 12)
    #expect(try call(.integerOf, decimal("12.00")) == 12)
    #expect(try call(.integerOf, decimal("12.5")).isMissing)
    #expect(try call(.integerOf, "twelve").isMissing)
    #expect(try call(.decimalOf, "12.50").plainText(zoneMinutes: 0) == "12.50")
    #expect(try call(.decimalOf, 1e-50) == 0)
    #expect(try call(.decimalOf, "1e99").isMissing)
    #expect(try call(.floatOf, "2.5e3") == 2500.0)
    #expect(try call(.floatOf, "nan").isMissing)
    #expect(try call(.parseDate, "2023-02-29").isMissing)
    #expect(try call(.parseDate, "2024-02-29") == date("2024-02-29"))
  }
}
