import Syntax

/// Whether a script can do with those fields of the records that it names: it shows, saves, searches and compares no whole rows. Only
/// what is sure counts; where this says no, all fields are read, and nothing else changes.
struct NamedFields {
  private let tokens: [Token]
  private var tables: [String: Pipeline] = [:]
  private var shown: [Pipeline] = []
  private var runsScripts = false

  init(_ script: Script, tokens: [Token]) {
    self.tokens = tokens
    for statement in script.statements {
      switch statement.kind {
      case .show(let pipeline), .expectNone(_, let pipeline), .explain(let pipeline): shown.append(pipeline)
      case .letValue(let name, let pipeline):
        tables[name.text] = pipeline
        if pipeline.stages.contains(where: \.saves) { shown.append(pipeline) }
      case .use, .parameter, .letFunction, .print, .title, .note, .expectCondition: break
      case .run: runsScripts = true
      }
    }
  }

  var suffice: Bool { !runsScripts && !usesWholeRows && shown.allSatisfy { isNarrow($0, tables) } }

  /// `search`, `union`, `describe`, `distinct` by itself, `*` and `school.*`, in any place.
  private var usesWholeRows: Bool {
    tokens.indices.contains { index in
      switch tokens[index].kind {
      case .name where ["search", "union", "describe"].contains(tokens[index].text): true
      case .name where tokens[index].text == "distinct": index + 1 == tokens.count || !tokens[index + 1].beginsOperand
      case .symbol(.star): index == 0 || !tokens[index - 1].endsOperand
      default: false
      }
    }
  }

  /// Whether the rows that leave a pipeline have fields that the script names, and no others.
  private func isNarrow(_ pipeline: Pipeline, _ tables: [String: Pipeline]) -> Bool {
    for stage in pipeline.stages {
      switch stage.kind {
      case .select, .summarize, .count, .pivot: return true
      case .distinct(let items): if !items.isEmpty { return true }
      case .where, .derive, .sort, .take, .skip, .top, .join, .unnest, .rename, .drop: break
      case .search, .sample, .union, .describe, .chart, .save, .invalid: return false
      }
    }
    switch pipeline.source.kind {
    case .name(let name):
      // No table is made of itself, but a script that does not check may say so.
      var others = tables
      guard let table = others.removeValue(forKey: name.text) else { return false }
      return isNarrow(table, others)
    case .call, .binary, .between, .conditional, .unary, .isMissing, .text, .integer, .decimal, .float, .boolean, .date,
      .today, .parameter:
      return pipeline.stages.isEmpty
    default: return false
    }
  }
}

extension Stage {
  fileprivate var saves: Bool { if case .save = kind { true } else { false } }
}
