import Diagnostics
import Session
import Testing

@testable import Prompt

@Suite struct ManualTests {
  @Test func everyExampleRunsOnTheSampleRecords() throws {
    #expect(true)
  }
}
