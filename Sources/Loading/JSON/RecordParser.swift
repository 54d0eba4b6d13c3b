import Columns
import Diagnostics

/// Reads records from JSON text straight into the builders of their fields.
struct RecordParser: ~Copyable {
  let scanner: JSONScanner
  /// Decoded texts and those of mixed fields.
  let store = ByteArena()
  let stop: StopSignal
  private(set) var rows = 0
  /// Where `stop` is asked next.
  var nextPoll: Bytes
  /// Members whose name occurred before in the same object.
  var duplicates = Sightings()
  /// Lines of several cells without a value in any.
  var emptyLines = Sightings()

  /// So many bytes are read between two looks at `stop`.
  private static let pollDistance = 1 << 21
  /// Rows are numbered in 32 bits.
  static let maximumRows = Int(Int32.max)

  init(_ scanner: JSONScanner, stop: StopSignal) {
    self.scanner = scanner
    self.stop = stop
    nextPoll = scanner.base
  }

  // MARK: Rows

  /// Reads the elements of an array as rows of `root`, from the first element on. With `end`, exactly up to the comma that stands
  /// there; without, up to the closing bracket. Gives the place after that.
  mutating func elements(
    _ start: Bytes, until end: Bytes?, into root: UnsafeMutablePointer<FieldBuilder>
  ) throws(JSONFault) -> Bytes {
    var p = scanner.skipSpace(start)
    if end == nil, p.pointee == UInt8(ascii: "]"), rows == 0 { return p + 1 }
    while true {
      p = scanner.skipSpace(try row(p, into: root, depth: 1))
      switch p.pointee {
      case UInt8(ascii: ","):
        if let end, p >= end {
          guard p == end else { throw misaligned(p) }
          return p + 1
        }
        p = scanner.skipSpace(p + 1)
      case UInt8(ascii: "]"):
        guard end == nil else { throw misaligned(p) }
        return p + 1
      default: throw scanner.expected("',' or ']' after a record", p)
      }
    }
  }

  /// Reads values that follow each other, up to exactly `end`.
  mutating func sequence(
    _ start: Bytes, until end: Bytes, into root: UnsafeMutablePointer<FieldBuilder>
  ) throws(JSONFault) {
    var p = scanner.skipSpace(start)
    while p < end {
      let isRecord = p.pointee == UInt8(ascii: "{")
      if rows > 0, !isRecord { throw scanner.expected("a record in { }, or the end of the file", p) }
      p = try row(p, into: root, depth: 0)
      if p > end { throw misaligned(p) }
      p = scanner.skipSpace(p)
      // Values other than objects may not follow each other: what comes after one is more likely a mistake.
      if p < end, !isRecord { throw scanner.expected("the end of the file", p) }
    }
  }

  /// The ends of chunks are guesses; a wrong one shows here.
  func misaligned(_ p: Bytes) -> JSONFault { scanner.fault(p, "the records are not divided here") }

  mutating func row(
    _ p: Bytes, into root: UnsafeMutablePointer<FieldBuilder>, depth: Int
  ) throws(JSONFault) -> Bytes {
    if p >= nextPoll { try poll(p) }
    guard rows < Self.maximumRows else { throw tooManyRows(p) }
    rows += 1
    return try value(p, into: root, row: rows - 1, depth: depth)
  }

  /// Counts a row of `root` whose members are read one by one.
  @inline(__always)
  mutating func beginRow(of root: UnsafeMutablePointer<FieldBuilder>) -> Int {
    let row = rows
    rows += 1
    root.pointee.fill(to: row)
    root.pointee.bytes.append(1)
    root.pointee.countValue()
    return row
  }

  @inline(never)
  mutating func poll(_ p: Bytes) throws(JSONFault) {
    nextPoll = p + Self.pollDistance
    if stop.isRequested() { throw JSONFault(.interrupted, at: nil, "interrupted while reading") }
  }

  func tooManyRows(_ p: Bytes) -> JSONFault {
    JSONFault(.dataTooLarge, at: p - scanner.base, "there are more than \(Self.maximumRows) rows here")
  }
}
