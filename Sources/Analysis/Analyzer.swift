import Columns
import Diagnostics
import Plans
import Syntax

/// Checks a syntax tree against the schema and makes of it a program, in which every name is resolved and every expression typed.
/// All errors are collected; what failed has the type `unknown`, which agrees with everything, so that no error causes another.
package final class Analyzer {
  let catalog: Catalog
  /// The script whose words are being checked: another one inside a function that was declared there.
  var source: SourceText
  /// Days since 1970-01-01.
  let today: Int
  /// Whether what is shown stays as the table `it`, as at the prompt.
  let keepsResult: Bool
  /// Where `sample` begins to choose.
  let seed: UInt64
  /// How many stages `sample` were met: each chooses from another seed, the same in each run.
  var samples: UInt64 = 0
  static let seedStep: UInt64 = 0x9E37_79B9_7F4A_7C15
  var declarations: Declarations
  var diagnostics: [Diagnostic] = []
  var steps: [Program.Step] = []
  /// Aggregates over the rows at hand that the stage being checked has met.
  var collected: [Aggregation] = []
  /// Functions of the rows' order that the `derive` being checked has met.
  var collectedFunctions: [(column: ColumnID, function: WindowFunction)] = []
  var columnTypes: [ColumnID: ValueType] = [:]
  /// The shape before each stage, for completion.
  var shapes: [StageShape] = []
  /// Parameters and lets of this script with their spans, and those that something reads.
  var declared: [(name: Name, isScalar: Bool)] = []
  private var declaredNames: Set<String> = []
  var used: Set<String> = []
  /// The functions of values whose bodies are being checked, to find one that leads to itself.
  var openFunctions: [String] = []
  /// How many calls of functions of values the statement being checked has unfolded to.
  var unfolded = 0
  /// How many functions are open around a call that is written in the statement itself.
  var outermost = 0
  /// Where completion's placeholder was met.
  var placeholderScope: Scope?

  package struct StageShape: Sendable {
    package var span: Span
    package var shape: Shape
  }

  package struct Result: Sendable {
    package var program: Program
    package var declarations: Declarations
    package var diagnostics: [Diagnostic]
    package var shapes: [StageShape]
    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  }

  init(source: SourceText, dataset: Dataset, declarations: Declarations, today: Int, keepsResult: Bool, seed: UInt64) {
    self.source = source
    catalog = Catalog(dataset: dataset)
    self.declarations = declarations
    self.today = today
    self.keepsResult = keepsResult
    self.seed = seed
  }

  /// What is shown at the prompt (`isInteractive`) stays as the table `it`, and what is named there may be used later.
  /// `libraries` are the scripts whose `let`s it uses; `declarations` are those of earlier statements; `today` is in days since 1970-01-01. `use` statements are the caller's: the
  /// dataset is open by now.
  package static func analyze(
    _ script: Script, source: SourceText, libraries: [(script: Script, source: SourceText)] = [], dataset: Dataset,
    declarations: Declarations, today: Int, seed: UInt64 = 0, isInteractive: Bool = false
  ) -> Result {
    let analyzer = Analyzer(
      source: source, dataset: dataset, declarations: declarations, today: today, keepsResult: isInteractive, seed: seed
    )
    for library in libraries { analyzer.checkLets(of: library.script, library.source) }
    for statement in script.statements {
      // Each costs looking for what may have been meant.
      if analyzer.hasTooManyErrors { break }
      analyzer.unfolded = 0
      analyzer.check(statement)
    }
    if !isInteractive { analyzer.reportUnused() }
    return Result(
      program: Program(steps: analyzer.steps), declarations: analyzer.declarations,
      diagnostics: analyzer.diagnostics, shapes: analyzer.shapes)
  }

  private var hasTooManyErrors: Bool { diagnostics.count { $0.severity == .error } > Parser.errorLimit }

  /// Notes a parameter or let of this script, or reports that there is one of that name already.
  func declare(_ name: Name, isScalar: Bool) {
    if !declaredNames.insert(name.text).inserted {
      report(.duplicateName, "'\(name.text)' is declared twice", name.span)
    }
    declared.append((name, isScalar))
  }

  /// What a used script names, not what it shows; that some of it is not used is no mistake.
  private func checkLets(of library: Script, _ librarySource: SourceText) {
    let own = source
    source = librarySource
    for statement in library.statements {
      switch statement.kind {
      case .letValue, .letFunction: check(statement)
      default: break
      }
    }
    declared = []
    declaredNames = []
    source = own
  }

  func report(
    _ code: Code, _ message: String, _ span: Span, caption: String? = nil, labels: [Diagnostic.Label] = [],
    help: [String] = []
  ) {
    // No more are shown. One more tells that there are.
    if diagnostics.count(where: { $0.severity == code.severity }) > Parser.errorLimit { return }
    // One message a place: a second one is a consequence of the first.
    if diagnostics.contains(where: { $0.span == span && $0.severity == code.severity && $0.source === source }) {
      return
    }
    diagnostics.append(Diagnostic(code, message, at: span, caption: caption, labels: labels, help: help, in: source))
  }

  func newColumn(_ type: ValueType) -> ColumnID {
    let column = ColumnID(declarations.nextNumber())
    columnTypes[column] = type
    return column
  }

  func column(_ id: ColumnID, _ span: Span) -> TypedExpression {
    TypedExpression(.column(id), columnTypes[id] ?? .unknown, span)
  }

  /// The column in which a value stands, with all that is known of the value.
  func column(_ id: ColumnID, holding value: TypedExpression) -> TypedExpression {
    var result = value
    result.kind = .column(id)
    return result
  }

  func unknown(_ span: Span) -> TypedExpression { TypedExpression(.constant(.missing), .unknown, span) }

  private func reportUnused() {
    // What is misspelt may be the use.
    if diagnostics.contains(where: { $0.severity == .error }) { return }
    for (name, isScalar) in declared where !used.contains(name.text) {
      report(.unused, "\(isScalar ? "$" : "")\(name.text) is never used", name.span)
    }
  }
}
