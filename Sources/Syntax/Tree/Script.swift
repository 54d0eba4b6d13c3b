import Diagnostics

/// A parsed script. The tree says what was written, not what it means: it knows no schema.
package struct Script: Sendable {
  package var statements: [Statement]

  package init(statements: [Statement]) { self.statements = statements }
}

package struct Statement: Sendable {
  package var kind: Kind
  package var span: Span

  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }

  package indirect enum Kind: Sendable {
    /// A pipeline or, where it has no stages, an expression: shown.
    case show(Pipeline)
    case use(Use)
    case parameter(Parameter)
    /// `let cutoff = today - 60 days` or `let unseen = children | where …`: which of the two is known once names are resolved.
    case letValue(Name, Pipeline)
    case letFunction(Name, parameters: [Name], body: Expression)
    case print(Expression)
    case title(Expression)
    case note(Expression)
    case expectCondition(label: Expression, Expression)
    case expectNone(label: Expression, Pipeline)
    case explain(Pipeline)
    case run(path: Text, arguments: [Item])
  }
}

/// An identifier as written, without its backticks.
package struct Name: Sendable {
  package var text: String
  package var span: Span

  package init(_ text: String, _ span: Span) {
    self.text = text
    self.span = span
  }
}

/// A text literal that holds no expression, where only such a one may stand (a path, a role).
package struct Text: Sendable {
  package var value: String
  package var span: Span

  package init(_ value: String, _ span: Span) {
    self.value = value
    self.span = span
  }
}

/// `use "records" as programme for "monthly visits" on 2023-09-30`.
package struct Use: Sendable {
  package var path: Text
  package var role: Name?
  package var purpose: Text?
  package var day: Expression?

  package init(path: Text, role: Name? = nil, purpose: Text? = nil, day: Expression? = nil) {
    self.path = path
    self.role = role
    self.purpose = purpose
    self.day = day
  }
}

/// `param since: date = start(this month) "first day of the report"`.
package struct Parameter: Sendable {
  package var name: Name
  package var type: Name
  package var defaultValue: Expression?
  package var help: Text?

  package init(name: Name, type: Name, defaultValue: Expression? = nil, help: Text? = nil) {
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
    self.help = help
  }
}

/// A source of rows and stages; without stages the source may be any expression.
package struct Pipeline: Sendable {
  package var source: Expression
  package var stages: [Stage]
  package var span: Span

  package init(source: Expression, stages: [Stage], span: Span) {
    self.source = source
    self.stages = stages
    self.span = span
  }
}
