import Columns
import Diagnostics

/// A checked script: what its statements do, in order, with every name, type and table resolved. Tables that statements name, or that
/// joins and saves need, are computed by `.table` steps ahead of their use.
package struct Program: Sendable {
  package var steps: [Step]

  package init(steps: [Step] = []) { self.steps = steps }

  package struct Step: Sendable {
    package var kind: Kind
    package var span: Span
    /// The script in which it stands: the one that runs, or one whose `let`s it uses.
    package var source: SourceText
    /// Whether what is noted while it runs may be told.
    package var tellsNotes = true
    /// Of a `save` from records that bear labels, the highest label of what is in the file.
    package var exported: Sensitivity?

    package init(_ kind: Kind, _ span: Span, _ source: SourceText) {
      self.kind = kind
      self.span = span
      self.source = source
    }
  }

  package indirect enum Kind: Sendable {
    /// A parameter: its value as set, or else its default.
    case parameter(ScalarID, name: String, type: ValueType, defaultValue: TypedExpression?, help: String?)
    case scalar(ScalarID, name: String, TypedExpression)
    /// Computes a table and keeps it as the relation of that number.
    case table(RelationID, name: String, Plan)
    /// `total` is a plan of one row with the same fields, shown last.
    case show(Plan, total: Plan?)
    case showValue(TypedExpression)
    /// Keeps a description of the plan's fields, a row each, as the relation of that number: the fields of `Description`.
    case describe(RelationID, Plan)
    case save(Plan, total: Plan?, path: TypedExpression, replace: Bool)
    case print(TypedExpression)
    case title(TypedExpression)
    case note(TypedExpression)
    /// `sides` are those of a comparison, shown where the check fails. `withheld`: whether one of its values is, so that nothing can be
    /// checked.
    case expect(
      label: TypedExpression, condition: TypedExpression, sides: [TypedExpression], withheld: TypedExpression? = nil)
    case expectNone(label: TypedExpression, Plan)
    /// With the steps that would compute and save tables for it: nothing is run.
    case explain(Plan, after: [Step])
    /// Runs another script, which the session has checked, with values for its parameters.
    case run(path: String, arguments: [(name: String, value: TypedExpression)])
  }
}
