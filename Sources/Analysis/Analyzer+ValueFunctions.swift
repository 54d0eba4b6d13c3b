import Columns
import Diagnostics
import Plans
import Syntax

/// Functions of values, `let band(grade) = …`. A call is its body with the arguments in the places of the parameters, so that it is
/// checked for their types, and no engine needs to know of functions.
extension Analyzer {
  /// Calls inside calls are unfolded so deep, and a statement to so many in all.
  private static let mostDepth = 100
  private static let mostCalls = 10_000

  func declareFunction(_ name: Name, _ parameters: [Name], _ body: Expression) {
    if Signature.named(name.text) != nil || AggregateFunction(rawValue: name.text) != nil {
      report(.duplicateName, "'\(name.text)' is a function of the language: choose another name", name.span)
      return
    }
    // A value or table may bear the same name: that of a function stands before brackets.
    declare(Name(name.text + "()", name.span), isScalar: false)
    for (index, parameter) in parameters.enumerated()
    where parameters[..<index].contains(where: { $0.text == parameter.text }) {
      report(.duplicateName, "two parameters are called '\(parameter.text)'", parameter.span)
    }
    var function = Declarations.ValueFunction(parameters: parameters.map(\.text), body: body, source: source)
    // Checked once for any types, so that a mistake is found where it stands and not at each call.
    let unknowns = parameters.map { unknown($0.span) }
    let errors = diagnostics.count
    openFunctions.append(name.text)
    outermost = 1
    _ = self.body(of: function, with: unknowns)
    outermost = 0
    openFunctions.removeLast()
    // One that failed would fail again wherever it is called.
    if unfoldsTooFar || diagnostics[errors...].contains(where: { $0.severity == .error }) {
      function.body = Expression(.invalid, body.span)
    }
    declarations.functions[name.text] = function
  }

  private var unfoldsTooFar: Bool { unfolded > Self.mostCalls }

  func apply(
    _ function: Declarations.ValueFunction, _ call: Call, _ span: Span, in scope: Scope
  ) -> TypedExpression {
    let name = call.name.text
    used.insert(name + "()")
    guard call.condition == nil, call.sort.isEmpty, !call.distinct else {
      report(.wrongArguments, "where, sort and distinct stand only in aggregates, and '\(name)' is none", span)
      return unknown(span)
    }
    guard call.arguments.count == function.parameters.count else {
      report(
        .wrongArguments,
        "\(name) wants \(function.parameters.count) argument\(function.parameters.count == 1 ? "" : "s")", span,
        help: ["write: \(name)(\(function.parameters.joined(separator: ", ")))"])
      return unknown(span)
    }
    let arguments = call.arguments.map { type($0, in: scope) }
    guard arguments.allSatisfy({ shown($0) }) else { return unknown(span) }
    unfolded += 1
    if openFunctions.count >= Self.mostDepth || unfolded > Self.mostCalls {
      unfolded = .max / 2
      return unknown(span)
    }
    openFunctions.append(name)
    let value = body(of: function, with: arguments)
    openFunctions.removeLast()
    if unfoldsTooFar, openFunctions.count == outermost {
      report(
        .nestedTooDeep, "functions that call functions make too many calls of this one", span,
        help: [
          "at most \(Self.mostDepth) inside one another and \(Self.mostCalls) in all; keep a value: let x = …, then $x"
        ])
      return unknown(span)
    }
    // Places while running are those of the call, in the script that runs.
    return value.mapped { $0.at(span) }
  }

  /// How messages name what a body sees.
  static let functionShape = "the function"

  /// The body sees parameters, scalars, functions and collections, never the row where it is called.
  private func body(of function: Declarations.ValueFunction, with arguments: [TypedExpression]) -> TypedExpression {
    var shape = Shape(fields: [], row: nil, name: Self.functionShape)
    shape.fields = zip(function.parameters, arguments).map { Shape.Field($0, $1) }
    let caller = source
    source = function.source
    defer { source = caller }
    return type(function.body, in: Scope(shape: shape, aggregates: .forbidden("in a function")))
  }
}
