import Diagnostics
import Foundation
import Loading
import Testing

@testable import Safeguarding

@Suite final class AuditTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("audit-\(UUID())")
  private var log: AuditLog { AuditLog(path: folder.appendingPathComponent("audit.jsonl").path) }

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: folder) }

  @Test func eachLineIsJSONWithAllItsMembers() throws {
    try append(2)
    let second = try #require(try lines().last)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(second)) as? [String: Any])
    #expect(object["seq"] as? Int == 2)
    #expect(object["time"] as? String == "2023-09-30T00:00:00Z")
    #expect(object["query"] as? String == "children\n| where name == \"王丽\" # 2")
    #expect(object["fields"] as? [String] == ["children.birth_date", "children.name"])
    #expect(object["persons"] as? Int == 12)
    #expect(object["code"] is NSNull)
    #expect(object["previous"] as? String == (try AuditLine(lines()[0][...])?.head.hash))
    #expect(try log.verify() == log.head())
  }

  @Test func anEmptyLogAndItsFirstLineHold() throws {
    try append(1)
    #expect(try log.verify().number == 1)
    #expect(try FileManager.default.attributesOfItem(atPath: log.path)[.posixPermissions] as? Int == 0o600)
  }

  @Test func everyFlippedBitIsFoundInItsLine() throws {
    try append(3)
    let whole = try contents()
    let lengths = try lines().map { $0.count + 1 }
    for place in whole.indices {
      var changed = whole
      changed[place] ^= 4
      try write(changed)
      let line = place < lengths[0] ? 1 : place < lengths[0] + lengths[1] ? 2 : 3
      let message = broken { try log.verify() }
      #expect(message != nil, "byte \(place)")
      // A changed line end joins a line to its neighbour, or is said of the end.
      if whole[place] != 10 {
        #expect(message?.contains("line \(line) was changed") == true, "byte \(place): \(message ?? "")")
      }
    }
  }

  @Test(arguments: [[0, 2, 3], [1, 2, 3], [0, 2, 1, 3], [0, 1, 1, 2, 3], [3, 2, 1, 0], [0, 1, 3]])
  func linesRemovedReorderedOrDoubledAreFound(order: [Int]) throws {
    try append(4)
    let lines = try lines()
    try write(order.flatMap { lines[$0] + [10] })
    let firstOff = order.enumerated().first { $0.offset != $0.element }.map { $0.offset + 1 }
    let message = broken { try log.verify() }
    #expect(message?.contains("before line \(firstOff ?? 0), lines were removed, added or reordered") == true)
  }

  @Test func everyCutIsFoundAndNothingIsAddedBehindIt() throws {
    try append(2)
    let whole = try contents()
    for length in whole.indices {
      try write(Array(whole[..<length]))
      #expect(broken { try log.verify() } != nil, "cut to \(length)")
      #expect(broken { try append(1) } != nil, "cut to \(length)")
      #expect(try contents().count == length)
    }
  }

  @Test func aLogWrittenAnewIsFoundByTheHeadThatWasKept() throws {
    try append(3)
    let kept = try log.head()
    try FileManager.default.removeItem(atPath: log.path)
    try FileManager.default.removeItem(atPath: log.path + ".head")
    try append(1)
    #expect(try log.verify().number == 1)
    #expect(broken { try log.verify(kept: kept) }?.contains("cut off") == true)
    try append(2, query: "another")
    #expect(broken { try log.verify(kept: kept) }?.contains("written anew") == true)
  }

  @Test func aLineWhoseHeadWasNotWrittenYetHolds() throws {
    try append(1)
    let head = try Data(contentsOf: URL(fileURLWithPath: log.path + ".head"))
    try append(1)
    try head.write(to: URL(fileURLWithPath: log.path + ".head"))
    try append(1)
    #expect(try log.verify().number == 3)
  }

  @Test func aLineLongerThanWhatIsReadAtATimeIsFollowed() throws {
    for length in [10, 16_000, 100_000, 10] { try append(1, query: String(repeating: "x", count: length)) }
    #expect(try log.verify().number == 4)
  }

  @Test func manyAtATimeMakeOneChain() async throws {
    let log = log
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<20 { group.addTask { try? log.append(Self.entry("children | count")) } }
    }
    #expect(try log.verify().number == 20)
  }

  @Test func whereItCannotBeWrittenNothingMayBeShown() throws {
    let full = AuditLog(path: folder.path)
    #expect { try full.append(Self.entry("children")) } throws: { ($0 as? Diagnostic)?.code == .auditLogUnwritable }
  }

  // MARK: -

  private func append(_ count: Int, query: String = "children\n| where name == \"王丽\" # 2") throws {
    for _ in 0..<count { try log.append(Self.entry(query)) }
  }

  private static func entry(_ query: String) -> AuditEntry {
    AuditEntry(
      time: 1_696_032_000_000_000, user: "li", role: "programme", purpose: "monthly \"visits\"", query: query,
      dataset: SHA256.hex(of: [1]), fields: ["children.birth_date", "children.name"], level: "high", persons: 12,
      decision: .shown, code: nil)
  }

  private func broken(_ body: () throws -> Void) -> String? {
    do { try body() } catch let error as Diagnostic where error.code == .auditLogBroken { return error.message } catch {
    }
    return nil
  }

  private func broken(_ body: () throws -> AuditHead) -> String? { broken { () throws -> Void in _ = try body() } }

  private func contents() throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: log.path))) }

  private func lines() throws -> [[UInt8]] { try contents().split(separator: 10).map(Array.init) }

  private func write(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(fileURLWithPath: log.path)) }
}
