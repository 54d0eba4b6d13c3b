import Diagnostics
import Foundation
import Testing

@testable import Safeguarding

/// Sealed files in a folder of their own, at a cost that lets them be opened hundreds of times.
@Suite final class SealingTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sealing-\(UUID())")
  private var path: String { folder.appendingPathComponent("records.sealed").path }

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Sizes about the borders of chunks (table and padding of one file take 89 bytes), several files, none.
  @Test(arguments: [
    [], [0], [1], [SealedChunk.size - 90], [SealedChunk.size - 89], [SealedChunk.size - 88], [SealedChunk.size, 7],
    [10, 2 * SealedChunk.size + 5, 0, 3],
  ])
  func opensAsItWasSealed(sizes: [Int]) throws {
    let files = sizes.enumerated().map { number, size in ("子\(number)/f.json", Self.bytes(size, seed: number)) }
    try seal(files)
    let archive = try open("open sesame")
    #expect(archive.files.map(\.name) == files.map(\.0))
    for (opened, file) in zip(archive.files, files) { #expect(Array(opened.bytes) == file.1) }
  }

  @Test func isReadableToItsOwnerAlone() throws {
    try seal([("a.json", [1])])
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func plainTextIsNowhereInTheFile() throws {
    let secret = Array("Wang Xiaoli of the third grade".utf8)
    try seal([("children.json", secret)])
    let sealed = try contents()
    #expect(sealed.firstRange(of: secret) == nil)
    #expect(sealed.firstRange(of: Array("children.json".utf8)) == nil)
  }

  @Test func sealingTwiceGivesNothingAlike() throws {
    try seal([("a.json", [1, 2, 3])])
    let first = try contents()
    try seal([("a.json", [1, 2, 3])])
    #expect(first.dropFirst(20) != (try contents()).dropFirst(20))
  }

  @Test func anotherPassphraseDoesNotOpenIt() throws {
    try seal([("a.json", [1])])
    #expect(code { try open("open sesam") } == .wrongPassphrase)
  }

  @Test func everyChangedByteIsFound() throws {
    try seal([("a.json", Self.bytes(100, seed: 1))])
    let sealed = try contents()
    for place in sealed.indices {
      var changed = sealed
      changed[place] ^= 1
      try write(changed)
      let found = code { try open("open sesame") }
      #expect(found == .sealedFileChanged || found == .wrongPassphrase && place < SealedHeader.size, "byte \(place)")
    }
  }

  @Test func everyMissingOrAddedEndIsFound() throws {
    try seal([("a.json", Self.bytes(60, seed: 1))])
    let sealed = try contents()
    for length in sealed.indices {
      try write(Array(sealed[..<length]))
      #expect(code { try open("open sesame") } == .sealedFileChanged, "cut to \(length)")
    }
    try write(sealed + [0])
    #expect(code { try open("open sesame") } == .sealedFileChanged)
  }

  @Test func chunksCannotBeExchangedLeftOutOrDoubled() throws {
    try seal([("a.json", Self.bytes(3 * SealedChunk.size, seed: 1))])
    let sealed = try contents()
    let head = Array(sealed[..<SealedHeader.size])
    let chunks = stride(from: SealedHeader.size, to: sealed.count, by: SealedChunk.sealedSize).map {
      Array(sealed[$0..<min($0 + SealedChunk.sealedSize, sealed.count)])
    }
    #expect(chunks.count == 4)
    for order in [[1, 0, 2, 3], [0, 2, 3], [0, 1, 1, 2, 3], [0, 1, 2], [0, 1, 2, 2], [3], []] {
      try write(head + order.flatMap { chunks[$0] })
      #expect(code { try open("open sesame") } == .sealedFileChanged, "\(order)")
    }
  }

  @Test func chunksOfAnotherFileAreFound() throws {
    try seal([("a.json", [1, 2, 3])])
    let first = try contents()
    try seal([("a.json", [1, 2, 4])])
    try write(Array(first[..<SealedHeader.size]) + (try contents())[SealedHeader.size...])
    #expect(code { try open("open sesame") } == .sealedFileChanged)
  }

  @Test func aForgedCostIsRefusedBeforeItIsPaid() throws {
    try seal([("a.json", [1])])
    var sealed = try contents()
    sealed[16] = 40
    try write(sealed)
    #expect(code { try open("open sesame") } == .sealedFileChanged)
  }

  @Test func anEmptyPassphraseIsRefused() { #expect(code { _ = try Passphrase([]) } == .usage) }

  // MARK: -

  private func seal(_ files: [(String, [UInt8])]) throws {
    var writer = try SealedWriter(
      path: path, replacing: true, passphrase: try Passphrase(Array("open sesame".utf8)), cost: 10,
      isInterrupted: { false })
    let table = SealedArchive.table(of: files.map { SealedArchive.File(name: $0.0, size: $0.1.count) })
    try table.withUnsafeBytes { try writer.append($0) }
    for file in files {
      let padded = file.1 + [UInt8](repeating: 0, count: SealedArchive.padding)
      try padded.withUnsafeBytes { try writer.append($0) }
    }
    try writer.commit()
  }

  @discardableResult
  private func open(_ passphrase: String) throws -> SealedArchive {
    try SealedArchive(
      path: path, name: "records.sealed", passphrase: try Passphrase(Array(passphrase.utf8)), threads: 2)
  }

  private func code(_ body: () throws -> Void) -> Code? {
    do { try body() } catch { return (error as? Diagnostic)?.code }
    return nil
  }

  private func contents() throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }

  private func write(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

  private static func bytes(_ count: Int, seed: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761 &+ seed) >> 7) }
  }
}
