import Columns
import Diagnostics
import Session

/// `.help`: the manual, and what the records themselves say of a name.
extension Prompt {
  func showHelp(_ topic: String) {
    if topic.isEmpty { return say(Manual.overview(trying: firstQuestions)) }
    let page = Manual.text(for: topic)
    if let page { say(page) }
    let name = topic.lowercased().hasPrefix("field ") ? String(topic.dropFirst(6)) : topic
    var fields = SchemaTables(session).places(ofField: name)
    // Of a path such as `school.kind` what it ends in.
    if fields.isEmpty, page == nil, let last = name.split(separator: ".").last, last.count < name.count {
      fields = SchemaTables(session).places(ofField: String(last))
    }
    if session.dataset.relations.contains(where: { $0.schema.name == name && $0.schema.parent == nil }) {
      if page != nil { return say("\n\(name) is also a collection: .schema \(name)\n") }
      return showSchema(name)
    }
    if !fields.isEmpty {
      return say((page == nil ? "" : "\n") + "\(name) is a field of\n" + Manual.table(fields))
    }
    if page == nil { tell(noPage(topic)) }
  }

  /// What the open records answer.
  private var firstQuestions: String {
    let questions = Questions(session).suggested
    if questions.isEmpty { return "No records are open yet: .open PATH opens some." }
    return "Try with these records:\n" + questions.map { "    " + $0 }.joined(separator: "\n")
  }

  private func noPage(_ topic: String) -> Diagnostic {
    var names = Manual.nearest(to: topic)
    let known = session.dataset.relations.flatMap { [$0.schema.name] + $0.schema.fields.map(\.name) }
    for name in Suggestions.nearest(to: topic, among: known) where !names.contains(name) { names.append(name) }
    let nearest = names.prefix(4).map { ".help \($0)" }.joined(separator: " or ")
    return Diagnostic(
      .usage, "the manual has no page '\(topic)', nor have the records such a name",
      help: [nearest.isEmpty ? ".help lists all" : "did you mean \(nearest)?"])
  }
}
