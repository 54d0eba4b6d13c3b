import Foundation

/// A file of cases as plain text: comments, then sections headed `--- name` that all its cases share, then cases, each headed
/// `=== title` with sections of its own. Empty lines at the end of a section are layout. See Tests/README.md.
struct GoldenFile {
  struct Section: Equatable {
    /// What stands after `--- `: `script`, `data children.json`, `output`, …
    var name: String
    var body: String
  }

  struct Case {
    var title: String
    var sections: [Section]

    subscript(name: String) -> String? { sections.first { $0.name == name }?.body }

    /// Puts in what a run gave: keeps the place of a section that is there, and takes out what came empty.
    mutating func record(_ section: String, _ body: String?) {
      let index = sections.firstIndex { $0.name == section }
      switch (index, body) {
      case (let index?, let body?): sections[index].body = body
      case (let index?, nil): sections.remove(at: index)
      case (nil, let body?): sections.append(Section(name: section, body: body))
      case (nil, nil): break
      }
    }
  }

  var comment: String
  var shared: [Section]
  var cases: [Case]

  init(_ text: String) {
    let file = Self.split(text, at: "=== ")
    let head = Self.split(file.before, at: "--- ")
    comment = head.before
    shared = head.parts.map(Section.init)
    cases = file.parts.map { title, body in
      Case(title: title, sections: Self.split(body, at: "--- ").parts.map(Section.init))
    }
  }

  /// The parts of a text that lines beginning with `mark` head, and what stands before the first; without empty lines at their ends.
  private static func split(_ text: String, at mark: String) -> (before: String, parts: [(name: String, body: String)])
  {
    var parts: [(name: String, lines: [Substring])] = [("", [])]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix(mark) {
        parts.append((String(line.dropFirst(mark.count)), []))
      } else {
        parts[parts.count - 1].lines.append(line)
      }
    }
    let trimmed = parts.map { part in
      let end = part.lines.lastIndex { !$0.isEmpty } ?? -1
      return (name: part.name, body: part.lines.prefix(end + 1).joined(separator: "\n"))
    }
    return (trimmed[0].body, Array(trimmed.dropFirst()))
  }

  /// The text that reads back as this.
  var text: String {
    var blocks = comment.isEmpty ? [] : [comment]
    blocks += shared.map(Self.text)
    for part in cases {
      let sections = part.sections.map(Self.text)
      blocks.append((["=== \(part.title)\n" + (sections.first ?? "")] + sections.dropFirst()).joined(separator: "\n\n"))
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private static func text(_ section: Section) -> String {
    "--- \(section.name)" + (section.body.isEmpty ? "" : "\n" + section.body)
  }
}
