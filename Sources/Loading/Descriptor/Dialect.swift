import Diagnostics

/// How a resource's files are written, where the descriptor says so: `dialect` of Data Package v1 and v2, `format`, `encoding`.
struct Dialect {
  /// `dialect.property`: the member of an object that holds the records.
  var property: String?
  var delimiter: UInt8?
  var hasHeader: Bool?
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
    if let text = try dialect.member("delimiter") {
      let separator = try text.text()
      guard let byte = separator.utf8.first, separator.utf8.count == 1, byte < 0x80, byte != 0x22, byte != 0x0A else {
        throw text.failure("must be one character, such as \";\"")
      }
      delimiter = byte
    }
    if let header = try dialect.member("header") {
      guard case .boolean(let value) = header.value else { throw header.failure("must be true or false") }
      hasHeader = value
    }
    try Self.refuse(dialect, "quoteChar", otherThan: "\"")
    for absent in ["escapeChar", "commentChar"] { try Self.refuse(dialect, absent, otherThan: "") }
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
    throw member.failure("is not read: cells are quoted by \" alone, as RFC 4180 says")
  }
}
