import Diagnostics

/// How a resource's files are written, where the descriptor says so: `dialect` of Data Package v1 and v2, `format`, `encoding`.
struct Dialect {
  /// `dialect.property`: the member of an object that holds the records.
  var property: String?
  var delimiter: UInt8?
  var hasHeader: Bool?
  /// The rows, from 1, that together hold the names of the columns; nil: the first.
  var headerRows: [Int]?
  var headerJoin = " "
  /// Rows that are none.
  var commentRows: Set<Int> = []
  /// What lines that are comments begin with.
  var comment: UInt8?
  var skipsInitialSpace = false
  /// A text that stands for a missing value.
  var nullText: String?
  /// Those of the schema, which are the columns' where no row names them.
  var fieldNames: [String] = []
  var isDelimited = false
  var encoding = TextEncoding.utf8

  init() {}

  /// Of a resource.
  init(_ node: DescriptorNode) throws(Diagnostic) {
    if let name = try node.member("encoding") { encoding = try Self.encoding(name) }
    if let format = try node.text(of: "format")?.lowercased() {
      isDelimited = format == "csv" || format == "tsv"
      if format == "tsv" { delimiter = UInt8(ascii: "\t") }
    }
    guard let dialect = try node.member("dialect")?.resolved() else { return }
    property = try dialect.text(of: "property")
    if let text = try dialect.member("delimiter") { delimiter = try Self.character(text) }
    try readRows(dialect)
    skipsInitialSpace = try dialect.member("skipInitialSpace")?.boolean() ?? false
    nullText = try dialect.text(of: "nullSequence")
    try Self.refuse(dialect, "quoteChar", otherThan: "\"")
    try Self.refuse(dialect, "escapeChar", otherThan: "")
    if let member = try dialect.member("doubleQuote"), try !member.boolean() { throw Self.unread(member) }
    if let text = try dialect.text(of: "lineTerminator"), !["\n", "\r\n", "\r"].contains(text) {
      throw try Self.unread(dialect.required("lineTerminator"))
    }
  }

  /// Which rows hold the names, and which nothing.
  private mutating func readRows(_ dialect: DescriptorNode) throws(Diagnostic) {
    hasHeader = try dialect.member("header")?.boolean()
    if let rows = try dialect.member("headerRows") {
      headerRows = try rows.rowNumbers()
      if headerRows == [] { hasHeader = hasHeader ?? false }
    }
    headerJoin = try dialect.text(of: "headerJoin") ?? " "
    commentRows = try Set(dialect.member("commentRows")?.rowNumbers() ?? [])
    if let text = try dialect.member("commentChar"), try text.text() != "" { comment = try Self.character(text) }
  }

  private static func character(_ node: DescriptorNode) throws(Diagnostic) -> UInt8 {
    let text = try node.text()
    guard let byte = text.utf8.first, text.utf8.count == 1, byte < 0x80, byte != 0x22, byte != 0x0A, byte != 0x0D else {
      throw node.failure("must be one character, such as \";\"")
    }
    return byte
  }

  private static func encoding(_ node: DescriptorNode) throws(Diagnostic) -> TextEncoding {
    switch try node.text().lowercased() {
    case "utf-8", "utf8", "utf-8-sig", "ascii", "us-ascii": return .utf8
    case "gb18030", "gbk", "gb2312", "cp936", "936": return .gb18030
    case let other:
      throw node.failure("is '\(other)'; utf-8 and gb18030 are read", help: ["save the file with the encoding UTF-8"])
    }
  }

  /// What would change the meaning of the cells, and is not read, is said.
  private static func refuse(_ dialect: DescriptorNode, _ name: String, otherThan usual: String) throws(Diagnostic) {
    guard let member = try dialect.member(name), try member.text() != usual else { return }
    throw unread(member)
  }

  private static func unread(_ member: DescriptorNode) -> Diagnostic {
    member.failure("is not read: cells are quoted by \" alone, and lines end, as RFC 4180 says")
  }
}

extension DescriptorNode {
  /// A list of whole numbers from 1.
  fileprivate func rowNumbers() throws(Diagnostic) -> [Int] {
    var numbers: [Int] = []
    for element in try elements() {
      let number = try element.count()
      guard number > 0 else { throw element.failure("must be a whole number from 1") }
      numbers.append(number)
    }
    return numbers
  }
}
