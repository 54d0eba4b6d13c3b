import Diagnostics

/// JSON text of a descriptor, laid out to be read and edited: what fits on a line stands on one.
extension JSONValue {
  private static let lineWidth = 110

  /// `source` gives the text of what was not read.
  func text(source: (Range<Int>) -> String) -> String {
    var text = ""
    write(to: &text, indent: 0, prefix: 0, source: source)
    return text + "\n"
  }

  private func write(to text: inout String, indent: Int, prefix: Int, source: (Range<Int>) -> String) {
    let line = compact(source)
    if indent > 0, indent + prefix + line.utf8.count <= Self.lineWidth || !isNested {
      text += line
      return
    }
    let inner = String(repeating: " ", count: indent + 2)
    var isFirst = true
    func begin(_ open: String) {
      text += (isFirst ? open : ",") + "\n" + inner
      isFirst = false
    }
    switch self {
    case .array(let elements):
      for element in elements {
        begin("[")
        element.write(to: &text, indent: indent + 2, prefix: 0, source: source)
      }
      text += "\n" + String(repeating: " ", count: indent) + "]"
    case .object(let members):
      for (name, value) in members {
        begin("{")
        let head = jsonQuoted(name) + ": "
        text += head
        value.write(to: &text, indent: indent + 2, prefix: head.utf8.count, source: source)
      }
      text += "\n" + String(repeating: " ", count: indent) + "}"
    case .null, .boolean, .number, .string, .unread: text += line
    }
  }

  private var isNested: Bool {
    switch self {
    case .array(let elements): !elements.isEmpty
    case .object(let members): !members.isEmpty
    case .null, .boolean, .number, .string, .unread: false
    }
  }

  private func compact(_ source: (Range<Int>) -> String) -> String {
    switch self {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .number(let text): text
    case .string(let text): jsonQuoted(text)
    case .unread(let range): source(range)
    case .array(let elements): "[" + elements.map { $0.compact(source) }.joined(separator: ", ") + "]"
    case .object(let members):
      members.isEmpty
        ? "{}"
        : "{ " + members.map { jsonQuoted($0.name) + ": " + $0.value.compact(source) }.joined(separator: ", ") + " }"
    }
  }
}

extension JSONValue {
  /// The members of an object; of anything else none.
  var members: [(name: String, value: JSONValue)] {
    if case .object(let members) = self { members } else { [] }
  }

  var elements: [JSONValue] {
    if case .array(let elements) = self { elements } else { [] }
  }

  var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
