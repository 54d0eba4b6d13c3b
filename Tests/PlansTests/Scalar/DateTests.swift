import Columns
import Plans
import Testing

@Suite struct DateTests {
  private func months(_ count: Int64) -> Value { .duration(count, .months) }
  private func days(_ count: Int64) -> Value { .duration(count, .days) }

  @Test func addingMonthsKeepsTheDayWhereItExists() throws {
    #expect(try call(.shift, date("2023-01-31"), months(1)) == date("2023-02-28"))
    #expect(try call(.shift, date("2024-01-31"), months(1)) == date("2024-02-29"))
    #expect(try call(.shift, date("2024-02-29"), months(12)) == date("2025-02-28"))
    #expect(try call(.shift, date("2023-03-31"), months(-1)) == date("2023-02-28"))
    #expect(try call(.shift, date("2023-12-31"), days(1)) == date("2024-01-01"))
    #expect(try call(.shift, date("9999-12-31"), days(1)).isMissing)
    #expect(try call(.shift, date("2023-01-01"), months(.max)).isMissing)
    // 31 January in China, still 30 January in UTC.
    #expect(try call(.shift, instant("2023-01-30T18:00Z"), months(1), zone: 480) == instant("2023-02-27T18:00Z"))
  }

  @Test func periodsMoveByWholeSteps() throws {
    #expect(try call(.shift, month("2023-11"), months(3)) == month("2024-02"))
    #expect(try call(.shift, period(.quarter, "2023-09-01"), months(-3)) == period(.quarter, "2023-04-01"))
    #expect(try call(.shift, period(.week, "2023-09-04"), days(14)) == period(.week, "2023-09-18"))
    #expect(try call(.shift, span("2023-09-01", "2023-09-10"), days(5)) == span("2023-09-06", "2023-09-15"))
    let failure = #expect(throws: EvaluationFailure.self) {
      try call(.shift, period(.quarter, "2023-09-01"), months(1))
    }
    #expect(failure?.message == "2023-Q3 moves by whole quarters only")
  }

  @Test func nothingLiesBeyondTheCalendar() throws {
    let last = period(.week, "9999-12-31")
    #expect(try call(.start, last) == date("9999-12-27"))
    #expect(try call(.end, last).isMissing)
    #expect(try call(.end, period(.year, "9999-12-31")) == date("9999-12-31"))
    #expect(try call(.periodAround, date("9999-12-25"), "week", 1) == last)
    #expect(try call(.periodAround, date("9999-12-31"), "week", 1).isMissing)
  }

  @Test func isoWeeksBelongToTheYearOfTheirThursday() throws {
    for (day, week) in [
      ("2021-01-03", "2020-W53"), ("2018-12-31", "2019-W01"), ("2023-01-01", "2022-W52"), ("2024-12-30", "2025-W01"),
    ] {
      #expect(try call(.week, date(day)).plainText(zoneMinutes: 0) == week)
    }
    #expect(try call(.weekday, date("2023-09-04")) == 1)
    #expect(try call(.weekday, date("1969-12-28")) == 7)
  }

  @Test func agesAndDistances() throws {
    #expect(try call(.age, date("2012-02-29"), date("2023-02-28")) == 10)
    #expect(try call(.age, date("2012-02-29"), date("2023-03-01")) == 11)
    #expect(try call(.age, date("2024-01-02"), date("2024-01-01")).isMissing)
    #expect(try call(.monthsBetween, date("2023-01-31"), date("2023-02-28")) == 0)
    #expect(try call(.monthsBetween, date("2023-01-31"), date("2023-09-30")) == 7)
    #expect(try call(.monthsBetween, date("2023-03-31"), date("2023-01-31")) == -2)
    #expect(try call(.daysBetween, date("2024-02-28"), date("2024-03-01")) == 2)
    #expect(try call(.difference, date("2024-02-28"), date("2024-03-01")) == days(-2))
  }

  @Test func relativePeriods() throws {
    let today = date("2023-03-31")
    #expect(try call(.lastSpan, today, 60, "day") == span("2023-01-31", "2023-03-31"))
    #expect(try call(.lastSpan, today, 1, "month") == span("2023-03-01", "2023-03-31"))
    #expect(try call(.nextSpan, today, 2, "week") == span("2023-04-01", "2023-04-14"))
    #expect(try call(.periodAround, today, "month", -1) == month("2023-02"))
    #expect(try call(.periodAround, today, "quarter", 1) == period(.quarter, "2023-04-01"))
    #expect(try call(.lastSpan, today, .integer(.min), "year").isMissing)
    #expect(try call(.yearPeriod, 2023) == period(.year, "2023-05-05"))
    #expect(try call(.yearPeriod, 0).isMissing)
  }

  @Test func datetimesAreReckonedInTheZone() throws {
    let evening = instant("2023-08-31T16:00Z")
    #expect(try call(.dateOf, evening, zone: 480) == date("2023-09-01"))
    #expect(try call(.month, evening, zone: 480) == month("2023-09"))
    #expect(try call(.datetimeOf, date("2023-09-01"), zone: 480) == evening)
    #expect(try call(.textOf, evening, zone: 480) == "2023-09-01T00:00:00+08:00")
  }

  @Test func durationsDivideToANumber() throws {
    #expect(try call(.divideDurations, days(10), days(4)) == .float(2.5))
    #expect(try call(.divideDurations, days(10), days(0)).isMissing)
  }

  @Test func durationsOverflowAsIntegersDo() {
    #expect(throws: EvaluationFailure.self) { try call(.scaleDuration, days(.max), 2) }
    #expect(throws: EvaluationFailure.self) { try call(.addDurations, months(.max), months(1)) }
  }
}
