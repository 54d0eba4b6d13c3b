import Columns
import Plans
import Testing

@Suite struct AggregateTests {
  private func aggregate(
    _ function: AggregateFunction, _ values: [Value], _ parameter: Value = .missing, as type: ValueType = .integer
  ) throws -> Value {
    try function.evaluate(values, parameter: parameter, as: type)
  }

  @Test func overNoRows() throws {
    #expect(try aggregate(.count, []) == 0)
    #expect(try aggregate(.sum, []) == 0)
    #expect(try aggregate(.sum, [], as: .duration(.days)) == .duration(0, .days))
    #expect(try aggregate(.any, [], as: .boolean) == false)
    #expect(try aggregate(.all, [], as: .boolean) == true)
    #expect(try aggregate(.exists, [], as: .boolean) == false)
    #expect(try aggregate(.list, [], as: .list(.integer)) == .list([]))
    for function in [AggregateFunction.share, .avg, .min, .max, .median, .stddev, .first, .last, .only, .mode] {
      #expect(try aggregate(function, []).isMissing)
    }
  }

  @Test func missingValues() throws {
    #expect(try aggregate(.sum, [.missing, .missing]).isMissing)
    #expect(try aggregate(.sum, [.missing, 2, 3]) == 5)
    #expect(try aggregate(.count, [.missing, 2]) == 1)
    #expect(try aggregate(.avg, [.missing, 2, 3], as: .float) == 2.5)
    #expect(try aggregate(.first, [.missing, 2]).isMissing)
    #expect(try aggregate(.last, [2, .missing]).isMissing)
    #expect(try aggregate(.list, [2, .missing], as: .list(.integer)) == .list([2]))
    #expect(try aggregate(.only, [.missing, 2, 2]) == 2)
    #expect(try aggregate(.share, [true, .missing, false, true], as: .float) == 0.5)
    #expect(try aggregate(.all, [true, .missing], as: .boolean) == false)
  }

  @Test func percentilesInterpolateExactly() throws {
    #expect(try aggregate(.median, [4, 1, 3, 2], as: .decimal) == decimal("2.5"))
    let money = ["0.10", "0.20", "0.40"].map { decimal($0) }
    #expect(try aggregate(.percentile, money, decimal("0.9"), as: .decimal) == decimal("0.36"))
    #expect(try aggregate(.percentile, money, 1, as: .decimal) == decimal("0.40"))
    #expect(try aggregate(.percentile, money, decimal("1.1"), as: .decimal).isMissing)
    #expect(try aggregate(.percentile, [1, 2], 0.5, as: .decimal) == decimal("1.5"))
    #expect(try aggregate(.median, [1.0, 2.0], as: .float) == 1.5)
    let digits = decimal("0." + String(repeating: "3", count: 38))
    #expect(try aggregate(.percentile, [0, 3], digits, as: .decimal) == decimal("0.999999999999999999"))
  }

  @Test func sums() throws {
    // What overflows on the way need not in the end.
    #expect(try aggregate(.sum, [.integer(.max), 1, -1]) == .integer(.max))
    let failure = #expect(throws: EvaluationFailure.self) { try aggregate(.sum, [.integer(.max), 1]) }
    #expect(failure?.code == .integerOverflow)
    #expect(try aggregate(.sum, [decimal("0.10"), decimal("0.2")], as: .decimal).plainText(zoneMinutes: 0) == "0.30")
    #expect(try aggregate(.avg, [.integer(.max), .integer(.max)], as: .float) == .float(Double(Int64.max)))
    #expect(try aggregate(.stddev, [2, 4, 4, 4, 5, 5, 7, 9], as: .float) == .float((32.0 / 7).squareRoot()))
    #expect(try aggregate(.stddev, [2], as: .float).isMissing)
  }

  /// On the way a sum may be of more digits than a decimal has.
  @Test func sumsDoNotDependOnTheOrder() throws {
    let (large, less) = (
      Value.decimal(DecimalNumber(DecimalNumber.limit, scale: 0)),
      Value.decimal(DecimalNumber(-DecimalNumber.limit, scale: 0))
    )
    #expect(try aggregate(.sum, [large, large, less], as: .decimal) == large)
    #expect(try aggregate(.sum, [less, large, less, large, large], as: .decimal) == large)
    #expect(throws: EvaluationFailure.self) { try aggregate(.sum, [large, large], as: .decimal) }
  }

  @Test func choices() throws {
    #expect(try aggregate(.mode, ["b", "a", "a", "b", .missing, .missing, .missing], as: .text) == "b")
    #expect(try aggregate(.max, [date("2023-09-01"), .missing, date("2023-10-01")], as: .date) == date("2023-10-01"))
    let failure = #expect(throws: EvaluationFailure.self) { try aggregate(.only, [1, 2]) }
    #expect(failure?.code == .severalValues)
  }
}
