import Columns
import Plans
import Testing

@Suite struct TextTests {
  @Test func cutsByCodePoints() throws {
    #expect(try call(.length, "彭干👨‍👩‍👧") == 7)
    #expect(try call(.left, "彭干小学", 2) == "彭干")
    #expect(try call(.right, "ab", 5) == "ab")
    #expect(try call(.left, "ab", -1) == "")
    #expect(try call(.substring, "Pengan", 2, 3) == "eng")
    #expect(try call(.substring, "Pengan", 0, 2) == "P")
    #expect(try call(.substring, "Pengan", .integer(.max), .integer(.max)) == "")
    #expect(try call(.trim, "\u{3000} a b\t") == "a b")
  }

  @Test func replacesAndSplits() throws {
    #expect(try call(.replace, "aaaa", "aa", "b") == "bb")
    #expect(try call(.replace, "abc", "", "x") == "abc")
    #expect(try call(.split, "a,,b", ",") == .list(["a", "", "b"]))
    #expect(try call(.split, "", ",") == .list([""]))
    #expect(try call(.join, .list(["a", .missing, "b"]), "; ") == "a; b")
    #expect(try call(.join, .list([1, 2]), "") == "12")
    #expect(try call(.padLeft, "7", 3, "ab") == "ab7")
    #expect(try call(.padLeft, "7000", 3, "0") == "7000")
    #expect(throws: EvaluationFailure.self) { try call(.padLeft, "7", 1_000_000_000_000, "0") }
    #expect(try call(.concatShowingMissing, "a ", .missing) == "a ·")
    #expect(try call(.concat, "a ", .missing).isMissing)
  }

  @Test func foldsCaseAndAccents() throws {
    #expect(try call(.fold, "CAFÉ Straße Łódź Ǚ Нью-Йорк Ό 彭干") == "cafe strasse lodz u нью-иорк ο 彭干")
    #expect(try call(.fold, "e\u{301}") == "e")
  }

  /// Values of Winkler's own examples.
  @Test(arguments: [
    ("MARTHA", "MARHTA", 0.9611), ("DIXON", "DICKSONX", 0.8133), ("DWAYNE", "Duane", 0.84), ("a", "b", 0), ("", "", 1),
  ])
  func similarityIsJaroWinkler(first: String, second: String, expected: Double) throws {
    let value = try call(.similarity, .text(first), .text(second)).double ?? -1
    #expect((value - expected).magnitude < 0.0001)
  }

  /// What is left out for its letters is never as alike as was asked for.
  @Test func lettersBoundSimilarity() {
    let names = [
      "Martha", "MARHTA", "Mártha Li", "", "a", "aaaaaa", "note 12", "note 21", "eton", "彭干", "王丽", "Wang Li",
    ]
    for wanted in names {
      let compared = ComparedText(wanted)
      for other in names {
        let similarity = compared.similarity(of: other) ?? -1
        for least in [0.3, 0.8, 0.95, similarity] {
          let found = compared.similarity(of: other, atLeast: least)
          #expect(found == similarity || (found == nil && similarity < least), "\(wanted), \(other), \(least)")
        }
      }
    }
    #expect(ComparedText("Martha").similarity(of: "bbbb", atLeast: 0.8) == nil)
  }

  @Test func formatsNumbers() throws {
    for (value, form, expected) in [
      (decimal("1234567.895"), "#,##0.00", "1,234,567.90"), (decimal("-0.5"), "#,##0.00", "-0.50"),
      (decimal("-0.001"), "0.00", "0.00"),
      (.float(0.1234), "0.0%", "12.3%"), (.integer(7), "000", "007"), (.integer(1000), "#,##0", "1,000"),
      (decimal("2.50"), "0.##", "2.5"), (decimal("2"), "0.##", "2"), (decimal("0.5"), "#.0", ".5"),
      (.integer(5), "¥0 each", "¥5 each"),
      (.integer(.min), "#,##0", "-9,223,372,036,854,775,808"),
    ] as [(Value, Value, Value)] {
      #expect(try call(.format, value, form) == expected)
    }
    #expect(throws: EvaluationFailure.self) { try call(.format, 1, "yyyy") }
  }

  @Test func formatsDates() throws {
    for (value, form, expected) in [
      (date("2023-09-04"), "d MMM yyyy", "4 Sep 2023"), (date("2023-09-04"), "yyyy年M月d日", "2023年9月4日"),
      (date("2023-09-04"), "EEEE, dd.MM.yy", "Monday, 04.09.23"),
      (month("2023-09"), "MMMM 'of' yyyy", "September of 2023"),
      (instant("2023-09-04T06:05:09Z"), "HH:mm:ss", "14:05:09"),
    ] as [(Value, Value, Value)] {
      #expect(try call(.format, value, form, zone: 480) == expected)
    }
    #expect(throws: EvaluationFailure.self) { try call(.format, date("2023-09-04"), "#,##0") }
  }

  @Test func plainTexts() throws {
    for (value, expected) in [
      (.float(1e21), "1e+21"), (.duration(-1, .days), "-1 day"),
      (.duration(9_000_000_000, .clock), "2 hours 30 minutes"),
      (.duration(1_500_000, .clock), "1.5 seconds"),
      (.list(["a\"", 1, .missing, date("2023-09-04")]), "[\"a\\\"\",1,null,\"2023-09-04\"]"),
      (true, "true"), (decimal("1.50"), "1.50"),
    ] as [(Value, Value)] {
      #expect(try call(.textOf, value) == expected)
    }
  }
}
