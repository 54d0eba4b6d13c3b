import Columns
import Diagnostics

/// The encoding of texts from Chinese spreadsheets, GB 18030 (2000 and 2005), of which GBK and GB 2312 are parts. One byte is ASCII;
/// two bytes are a character of the table, or the next ideograph of U+4E00 to U+9FA5 that it lacks; four bytes number all other
/// characters in the order of Unicode. The C library's own decoder is a module that a static program cannot load.
enum GB18030 {
  /// The file in UTF-8.
  static func decoded(_ file: DataFile) throws(Diagnostic) -> DataFile {
    // No character takes more than three bytes for its two, or four for its four.
    var memory = try FileMemory(capacity: file.count / 2 * 3 + 4, name: file.name)
    let target = memory.room.bindMemory(to: UInt8.self)
    var (position, count) = (0, 0)
    while position < file.count {
      guard let (scalar, length) = tables.scalar(file.start + position) else {
        throw file.diagnostic(
          JSONFault(
            .dataNotUTF8, at: position, "these bytes are no character of GB18030, which the descriptor names",
            help: ["name the encoding that the file has, or save it as UTF-8"]))
      }
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
        target[count] = byte
        count += 1
      }
      position += length
    }
    try memory.commit(count, name: file.name)
    return DataFile(memory, name: file.name)
  }

  private static let tables = Tables()

  /// Built at the first use.
  private struct Tables {
    /// By lead byte from 81 and trail byte from 40; 0 where there is no character.
    private var pairs = [UInt16](repeating: 0, count: 126 * 191)
    /// In the order of the numbers that four bytes make.
    private var numbered: [UInt16] = []

    init() {
      place(GB18030Table.symbols, leads: 0xA1...0xA9, trails: 0xA1...0xFE)
      place(GB18030Table.moreSymbols, leads: 0xA8...0xA9, trails: 0x40...0xA0)
      place(GB18030Table.ideographs, leads: 0xB0...0xF7, trails: 0xA1...0xFE)
      placeRest()
      var taken = [Bool](repeating: false, count: 1 << 16)
      for scalar in pairs { taken[Int(scalar)] = true }
      // Characters for private use have two bytes, which are not read, but for these.
      let pairedLate: Set<Int> = [
        0xE816, 0xE817, 0xE818, 0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE831, 0xE832, 0xE83B, 0xE843, 0xE854, 0xE855,
      ]
      let alone = Set(
        [0xE76C, 0xE7C8] + Array(0xE7E7...0xE7F3) + (0xE815...0xE863).filter { !pairedLate.contains($0) })
      for scalar in 0xE000...0xE864 where !alone.contains(scalar) { taken[scalar] = true }
      numbered = (0x80..<0x10000).filter { !taken[$0] && !(0xD800...0xDFFF).contains($0) }.map { UInt16($0) }
    }

    private static func index(_ lead: Int, _ trail: Int) -> Int { (lead - 0x81) * 191 + trail - 0x40 }

    private mutating func place(_ lines: String, leads: ClosedRange<Int>, trails: ClosedRange<Int>) {
      for (lead, line) in zip(leads, lines.split(separator: "\n")) {
        let free = trails.filter { $0 != 0x7F }
        for (trail, scalar) in zip(free, line.unicodeScalars) where scalar != "\u{FFFD}" {
          pairs[Self.index(lead, trail)] = UInt16(scalar.value)
        }
      }
    }

    /// The ideographs that GB 2312 lacks, and what follows them.
    private mutating func placeRest() {
      let present = Set(pairs)
      let missing = (UInt16(0x4E00)...0x9FA5).filter { !present.contains($0) }
      let last = GB18030Table.last.unicodeScalars.map { $0 == "\u{FFFD}" ? 0 : UInt16($0.value) }
      var scalars = (missing + last).makeIterator()
      for lead in Array(0x81...0xA0) + Array(0xAA...0xFE) {
        for trail in 0x40...(lead <= 0xA0 ? 0xFE : 0xA0) where trail != 0x7F {
          if let scalar = scalars.next() { pairs[Self.index(lead, trail)] = scalar }
        }
      }
    }

    /// The character at `p`, and how many bytes it takes; nil where there is none.
    func scalar(_ p: Bytes) -> (Unicode.Scalar, length: Int)? {
      if p[0] < 0x80 { return (Unicode.Scalar(p[0]), 1) }
      guard p[0] >= 0x81, p[0] <= 0xFE else { return nil }
      if p[1] >= 0x40, p[1] <= 0xFE {
        let scalar = pairs[Self.index(Int(p[0]), Int(p[1]))]
        return scalar == 0 ? nil : Unicode.Scalar(scalar).map { ($0, 2) }
      }
      guard (0x30...0x39).contains(p[1]), (0x81...0xFE).contains(p[2]), (0x30...0x39).contains(p[3]) else { return nil }
      let number = ((Int(p[0] - 0x81) * 10 + Int(p[1] - 0x30)) * 126 + Int(p[2] - 0x81)) * 10 + Int(p[3] - 0x30)
      if number < numbered.count { return Unicode.Scalar(numbered[number]).map { ($0, 4) } }
      // 90308130 is U+10000.
      let beyond = number - 189_000
      return beyond >= 0 ? Unicode.Scalar(UInt32(0x10000 + beyond)).map { ($0, 4) } : nil
    }
  }
}
