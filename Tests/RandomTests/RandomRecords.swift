import Glibc

/// Rows for the programme's collections, made by a seed: missing and absent values, duplicates, keys that dangle, Chinese text,
/// negative and long decimals, days about month ends and leap days.
struct RandomRecords {
  /// JSON by file name.
  private(set) var files: [(name: String, text: String)] = [("datapackage.json", Programme.descriptor)]
  private var random: SplitMix
  private var collection = ""
  private var currencies = ["CNY"]

  static let words = [
    "Li", "王丽", "li", "Émile", "Wang Li", "soap", "pads", "", " pads ", "a-b", "扎西", "Zoe\\\"", "50%",
  ]
  static let schoolKeys = ["S1", "S2", "S3", "四", "s1", "S6"]
  static let regionKeys = ["R1", "R2", "R3"]
  static let days = [
    "2023-01-31", "2023-02-28", "2023-03-31", "2024-02-29", "2024-03-01", "2023-12-31", "2024-01-01", "2020-12-31",
    "2021-01-03", "2023-06-30", "2023-07-01", "2023-09-30", "2012-02-29", "2000-02-29", "1999-12-31",
  ]
  private static let decimals = [
    "0.00", "-0.10", "12.50", "12.5", "1700", "-15582.505", "0.001", "99999999999999.99", "-3", "7.25", "100.0",
  ]

  init(seed: UInt64) {
    random = SplitMix(seed: seed)
    let children = 1 + random.next(24)
    if random.chance(50) { currencies.append("USD") }
    for (collection, count) in [
      ("regions", random.next(4)), ("schools", random.next(6)), ("sponsors", random.next(6)), ("children", children),
      ("visits", random.next(40)), ("transfers", random.next(8)), ("gifts", random.next(12)),
    ] {
      self.collection = collection
      let rows = (0..<count).map { row in object(Programme.fields(of: collection), row, isWhole: row == 0) }
      files.append((collection + ".json", "[" + rows.joined(separator: ",\n ") + "]\n"))
    }
  }

  /// Writes the files into a new folder under /tmp and gives its path; `remove` takes it away.
  func write() -> String? {
    var template = Array("/tmp/random-XXXXXX".utf8CString)
    guard let folder = mkdtemp(&template).map({ String(cString: $0) }) else { return nil }
    for (name, text) in files {
      guard let file = fopen("\(folder)/\(name)", "w") else { return nil }
      fputs(text, file)
      fclose(file)
    }
    return folder
  }

  func remove(_ folder: String) {
    for (name, _) in files { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }

  // MARK: Values

  /// `isWhole`: with a value in every field, so that types which only the data tells are there.
  private mutating func object(_ fields: [Programme.Field], _ row: Int, isWhole: Bool) -> String {
    var parts: [String] = []
    for field in fields {
      if !isWhole, field.name != "id", random.chance(18) {
        if random.chance(60) { parts.append("\"\(Programme.plain(field.name))\": null") }
      } else {
        parts.append("\"\(Programme.plain(field.name))\": \(value(field, row, isWhole: isWhole))")
      }
    }
    return "{" + parts.joined(separator: ", ") + "}"
  }

  private mutating func value(_ field: Programme.Field, _ row: Int, isWhole: Bool) -> String {
    if field.name == "id" {
      // Now and then a key stands twice, and the first row is meant.
      let number = random.chance(4) ? max(0, row - 1) : row
      if field.kind == .integer { return "\(number + 1)" }
      return "\"\((collection == "schools" ? Self.schoolKeys : Self.regionKeys)[number])\""
    }
    if field.name == "currency" { return "\"\(random.pick(currencies))\"" }
    switch field.kind {
    case .boolean: return random.chance(50) ? "true" : "false"
    case .integer:
      return random.chance(2) ? "\(random.pick([Int64.max, Int64.min, 1 << 53]))" : "\(random.next(14) - 3)"
    case .decimal, .money:
      return random.chance(60) ? "\(random.next(4000) - 800).\(random.next(10))" : random.pick(Self.decimals)
    // Of eighths, whose sums and products are exact.
    case .float: return "\(Double(random.next(400) - 40) / 8)e0"
    case .text: return "\"\(random.chance(70) ? random.pick(Self.words) : "c\(random.next(9))")\""
    case .date: return "\"\(random.pick(Self.days))\""
    case .datetime:
      return "\"\(random.pick(Self.days))T\(random.pick(["00:00:00Z", "15:59:59Z", "16:00", "23:30:05+08:00"]))\""
    case .list(let element):
      let count = isWhole ? 2 : random.next(4)
      return "["
        + (0..<count).map { _ in value(Programme.Field("", element), row, isWhole: false) }.joined(separator: ", ")
        + "]"
    case .reference("schools"): return "\"\(random.pick(Self.schoolKeys))\""
    case .reference("regions"): return "\"\(random.pick(Self.regionKeys))\""
    case .reference("sponsors"): return "\(1 + random.next(7))"
    case .reference: return "\(1 + random.next(26))"
    case .record(let fields): return object(fields, row, isWhole: isWhole)
    case .objects(let fields):
      let count = isWhole ? 2 : random.next(3)
      return "[" + (0..<count).map { _ in object(fields, row, isWhole: isWhole) }.joined(separator: ", ") + "]"
    case .period, .days, .row: return "null"
    }
  }
}
