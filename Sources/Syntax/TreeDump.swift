import Diagnostics

/// A tree as indented text, one construct a line, for tests.
package func dump(_ script: Script) -> String {
  var dump = TreeDump()
  for statement in script.statements { dump.statement(statement) }
  return dump.text
}

/// An expression as one line of nested brackets.
package func dump(_ expression: Expression) -> String { TreeDump.line(expression) }

private struct TreeDump {
  var text = ""
  var indent = 0

  private mutating func add(_ parts: String?...) {
    text += String(repeating: "  ", count: indent)
    text += parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ") + "\n"
  }

  // MARK: Statements

  mutating func statement(_ statement: Statement) {
    switch statement.kind {
    case .show(let pipeline): self.pipeline("show", pipeline)
    case .use(let use):
      add(
        "use", Self.quoted(use.path.value), use.role.map { "as " + $0.text },
        use.purpose.map { "for " + Self.quoted($0.value) }, Self.clause("on", use.day))
    case .parameter(let parameter):
      add(
        "param", parameter.name.text, parameter.type.text, Self.clause("=", parameter.defaultValue),
        parameter.help.map { Self.quoted($0.value) })
    case .letValue(let name, let pipeline): self.pipeline("let \(name.text)", pipeline)
    case .letFunction(let name, let parameters, let body):
      add("let", "\(name.text)(\(parameters.map(\.text).joined(separator: " ")))", Self.line(body))
    case .print(let text): add("print", Self.line(text))
    case .title(let text): add("title", Self.line(text))
    case .note(let text): add("note", Self.line(text))
    case .expectCondition(let label, let condition): add("expect", Self.line(label), Self.line(condition))
    case .expectNone(let label, let pipeline): self.pipeline("expect \(Self.line(label)) no", pipeline)
    case .explain(let pipeline): self.pipeline("explain", pipeline)
    case .run(let path, let arguments): add("run", Self.quoted(path.value), Self.clause("with", arguments))
    }
  }

  private mutating func pipeline(_ head: String, _ pipeline: Pipeline) {
    add(head, Self.line(pipeline.source))
    indent += 1
    for stage in pipeline.stages { add(Self.line(stage)) }
    indent -= 1
  }

  // MARK: Stages

  private static func line(_ stage: Stage) -> String {
    let parts: [String?]
    switch stage.kind {
    case .where(let condition): parts = ["where", line(condition)]
    case .search(let words): parts = ["search", quoted(words.value)]
    case .derive(let items, let keys, let sort):
      parts = ["derive", line(items), clause("per", keys), clause("sort", sort)]
    case .select(let items): parts = ["select", line(items)]
    case .drop(let fields): parts = ["drop", line(fields)]
    case .rename(let renamings):
      parts = ["rename"] + renamings.map { "(= \($0.new.text) \(line($0.old)))" }
    case .sort(let keys): parts = [clause("sort", keys)]
    case .take(let count, let keys, let sort):
      parts = ["take", line(count), clause("per", keys), clause("sort", sort)]
    case .skip(let count): parts = ["skip", line(count)]
    case .top(let count, let measure, let keys):
      parts = ["top", line(count), "by", line(measure), clause("per", keys)]
    case .sample(let count): parts = ["sample", line(count)]
    case .summarize(let items, let keys, let total):
      parts = ["summarize", line(items), clause("by", keys), total ? "with-total" : nil]
    case .count(let keys, let total): parts = ["count", clause("by", keys), total ? "with-total" : nil]
    case .distinct(let items): parts = ["distinct", line(items)]
    case .join(let join):
      parts = [
        "join", "\(join.kind)", join.name.map { $0.text + " =" }, line(join.table), "on", line(join.on),
      ]
    case .union(let table): parts = ["union", line(table)]
    case .unnest(let list, let name): parts = ["unnest", line(list), name.map { "as " + $0.text }]
    case .pivot(let pivot):
      parts = [
        "pivot", line([pivot.aggregate]), "across", line(pivot.across), clause("in", pivot.values),
        clause("by", pivot.by), pivot.total ? "with-total" : nil,
      ]
    case .describe: parts = ["describe"]
    case .chart(let chart):
      parts = [
        "chart", chart.kind.rawValue, line(chart.x), chart.y.map(line), clause("per", chart.per),
        clause("title", chart.title),
      ]
    case .save(let path, let replace): parts = ["save", replace ? "replace" : nil, line(path)]
    case .invalid: parts = ["invalid"]
    }
    return "| " + parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func clause(_ word: String, _ expression: Expression?) -> String? {
    expression.map { "\(word) \(line($0))" }
  }

  private static func clause(_ word: String, _ items: [Item]) -> String? {
    items.isEmpty ? nil : "\(word) \(line(items))"
  }

  private static func clause(_ word: String, _ keys: [GroupKey]) -> String? {
    guard !keys.isEmpty else { return nil }
    let parts = keys.map { key in
      [key.isEvery ? "every" : nil, line([key.item]), clause("in", key.range)].compactMap { $0 }.joined(separator: " ")
    }
    return "\(word) \(parts.joined(separator: " "))"
  }

  private static func clause(_ word: String, _ keys: [SortKey]) -> String? {
    guard !keys.isEmpty else { return nil }
    let parts = keys.map { key in
      line(key.expression) + (key.descending ? " desc" : "") + (key.missingFirst ? " missing-first" : "")
    }
    return "\(word) \(parts.joined(separator: ", "))"
  }

  private static func line(_ items: [Item]) -> String {
    items.map { item in item.name.map { "(= \($0.text) \(line(item.expression)))" } ?? line(item.expression) }
      .joined(separator: " ")
  }

  // MARK: Expressions

  private static func line(_ expressions: [Expression]) -> String { expressions.map(line).joined(separator: " ") }

  private static func line(_ pipeline: Pipeline) -> String {
    pipeline.stages.isEmpty
      ? line(pipeline.source) : "{\(([line(pipeline.source)] + pipeline.stages.map(line)).joined(separator: " "))}"
  }

  static func line(_ expression: Expression) -> String {
    switch expression.kind {
    case .missing: "missing"
    case .boolean(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .decimal(let digits): digits
    case .float(let value): "\(value)"
    case .text(let template): line(template)
    case .regularExpression(let pattern, let ignoresCase): "/\(pattern)/\(ignoresCase ? "i" : "")"
    case .date(let year, let month, let day): "\(year)-\(month)-\(day)"
    case .datetime(let text): text
    case .period(let period): line(period)
    case .today: "today"
    case .search(let words): "(search \(quoted(words.value)))"
    case .duration(let number, let unit): "(\(unit.rawValue) \(line(number)))"
    case .ago(let duration): "(ago \(line(duration)))"
    case .relativeSpan(let direction, let number, let unit): "(\(direction.rawValue) \(unit.rawValue) \(line(number)))"
    case .relativePeriod(let direction, let unit): "(\(direction.rawValue) \(unit.rawValue))"
    case .list(let elements): "[\(line(elements))]"
    case .name(let name): name.text
    case .parameter(let name): "$" + name.text
    case .member(let base, let name): "\(line(base)).\(name.text)"
    case .all: "*"
    case .allOf(let base): "\(line(base)).*"
    case .call(let call): line(call)
    case .unary(let sign, let operand): "(\(sign.rawValue) \(line(operand)))"
    case .binary(let sign, let left, let right, _): "(\(sign.rawValue) \(line(left)) \(line(right)))"
    case .isMissing(let operand, let negated): "(is-\(negated ? "not-" : "")missing \(line(operand)))"
    case .between(let value, let low, let high): "(between \(line(value)) \(line(low)) \(line(high)))"
    case .conditional(let condition, let then, let otherwise):
      "(if \(line(condition)) \(line(then))\(otherwise.map { " " + line($0) } ?? ""))"
    case .parenthesised(let inner): "(\(line(inner)))"
    case .pipeline(let pipeline): line(pipeline)
    case .invalid: "invalid"
    }
  }

  private static func line(_ call: Call) -> String {
    let parts = [
      call.name.text, call.distinct ? "distinct" : nil, line(call.arguments), clause("where", call.condition),
      clause("sort", call.sort),
    ]
    return "(" + parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ") + ")"
  }

  private static func line(_ period: PeriodLiteral) -> String {
    switch period {
    case .quarter(let year, let quarter): "\(year)-Q\(quarter)"
    case .month(let year, let month): "\(year)-M\(month)"
    case .week(let year, let week): "\(year)-W\(week)"
    }
  }

  private static func line(_ template: TextTemplate) -> String {
    let parts = template.parts.map { part in
      switch part {
      case .literal(let text): quoted(text)
      case .expression(let value, let form): "{\(line(value))\(form.map { ":" + $0 } ?? "")}"
      }
    }
    return parts.isEmpty ? "\"\"" : parts.count == 1 ? parts[0] : "(text \(parts.joined(separator: " ")))"
  }

  private static func quoted(_ text: String) -> String {
    "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n"))\""
  }
}
