import Columns
import Plans
import Testing

@testable import Execution

/// Every function, over random columns, dictionary columns and constants: the kernel gives what the scalar meaning gives.
@Suite struct KernelTests {
  @Test(arguments: Function.allCases) func kernelIsScalar(function: Function) throws {
    #expect(!function.cases.isEmpty, "FunctionCases has no arguments for it")
    for (index, example) in function.cases.enumerated() {
      for round in 0..<36 {
        var random = RandomValues(seed: UInt64(index * 1000 + round), isWild: round % 3 == 2)
        random.missingPart = round % 4 == 0 ? 0 : 0.15
        try check(function, example, count: [0, 1, 7, 90][round % 4], &random)
      }
    }
  }

  @Test func smallLettersAreThoseOfStrings() {
    let (lowercase, folded) = (Lowercase(), Lowercase(TextFolding.fold))
    for scalar in (0x20...0xFFFF as ClosedRange<UInt32>).compactMap({ Unicode.Scalar($0) }) {
      var text = String(scalar)
      let results = text.withUTF8 { bytes in
        let view = TextView(start: bytes.baseAddress ?? TextView.empty.start, count: bytes.count)
        return (lowercase.lowered(view).string, folded.lowered(view).string)
      }
      // As code points: `==` of strings would take more for equal.
      guard
        Array(results.0.utf8) != Array(text.lowercased().utf8)
          || Array(results.1.utf8) != Array(TextFolding.fold(text).utf8)
      else { continue }
      Issue.record("\(scalar.value): \(results)")
    }
  }

  private func check(_ function: Function, _ example: FunctionCase, count: Int, _ random: inout RandomValues) throws {
    // Every third time a column and constants, which most loops are made for.
    let isFirstAlone = random.chance(0.34)
    var operands: [Kernels.Operand] = []
    for (index, argument) in example.arguments.enumerated() {
      switch argument {
      case .constant(let values): operands.append(.constant(random.pick(values)))
      case .any(let type):
        let isConstant = isFirstAlone ? index > 0 : random.chance(0.2)
        if !isConstant, let column = try? random.column(type, count: count) {
          operands.append(.column(column, type))
        } else {
          operands.append(.constant(isFirstAlone ? random.present(type) : random.value(type)))
        }
      }
    }
    let zone = 480
    let expected = Result { () throws(EvaluationFailure) in
      var values: [Value] = []
      for row in 0..<count {
        values.append(try function.evaluate(operands.map { $0.value(row) }, as: example.type, zoneMinutes: zone))
      }
      return values
    }
    let found = Result { () throws(EvaluationFailure) in
      try Kernels.evaluate(function, operands, as: example.type, count: count, zoneMinutes: zone)
    }
    switch (expected, found) {
    case (.success(let expected), .success(let column)):
      #expect(column.count == count)
      let values = (0..<column.count).map { column.value($0, example.type) }
      for (row, pair) in zip(expected, values).enumerated()
      where pair.0 != pair.1 || pair.0.isMissing != pair.1.isMissing {
        Issue.record("\(function) of \(operands.map { $0.value(row) }): \(pair.1), not \(pair.0)")
        return
      }
      if function.isCondition { #expect(!values.contains { $0.isMissing }) }
    case (.failure(let expected), .failure(let found)): #expect(expected.code == found.code)
    // Values that are good each may be too far apart for the one scale of a column.
    case (.success, .failure(let failure)): #expect(failure.code == .decimalOverflow, "\(function): \(failure.message)")
    case (.failure(let failure), .success): Issue.record("\(function) should fail: \(failure.message)")
    }
  }
}
