import Columns
import Diagnostics
import Plans
import Safeguarding
import Syntax

/// In which role a dataset that bears labels is asked, and what that allows.
extension Session {
  /// The role: the command line's, else the script's, else the least of the dataset's; nil for a dataset without labels.
  package var role: Role? { dataset.roles.first { $0.name == roleName } ?? dataset.roles.leastPrivileged }

  private var roleName: String? { options.role ?? terms.role }

  /// For what it is asked, as the command line or the script says.
  package var purpose: String? { options.purpose ?? terms.purpose }

  /// Whether nobody chose the role.
  package var isRoleByDefault: Bool { roleName == nil }

  /// Whether the role may see everything of single persons.
  package var seesEverything: Bool { role.map { $0.show == .severe } ?? true }

  /// Whether what is in a field may be told to somebody who asks about the records rather than of them.
  package func mayTell(_ relation: RelationID, field: Int) -> Bool {
    guard let role else { return true }
    return knowledge.mayTell(relation, field: field, in: dataset, to: role)
  }

  /// Whether the number of rows of a named table may be told.
  package func mayTellCount(of table: RelationID) -> Bool { role == nil || knowledge.mayTellCount(of: table) }

  /// The references that masks follow, of what is read: to the counties of places. Nil where nothing is masked.
  var namesOfMasks: Set<String>? {
    guard let role, role.show < .severe else { return nil }
    let masked = dataset.relations.flatMap(\.schema.fields).filter {
      $0.label.mask == .county && $0.label.sensitivity > role.show
    }
    return Set(masked.map(\.name))
  }

  /// Throws S108 where the dataset has no role of that name. One without labels has none to be in.
  func checkRole(_ name: String) throws(Diagnostic) {
    if dataset.roles.isEmpty || dataset.roles.contains(where: { $0.name == name }) { return }
    throw Diagnostic(
      .unknownRole, "these records have no role '\(name)'",
      help: ["roles: " + dataset.roles.map(\.name).joined(separator: ", ")])
  }

  /// Takes another role. What was named belongs to the one before, and is forgotten.
  package func take(role name: String) throws(Diagnostic) {
    try checkRole(name)
    let before = (role?.name, options.role)
    options.role = name
    do throws(Diagnostic) {
      if let former = before.0 { try audit(changeOfRoleFrom: former) }
    } catch {
      options.role = before.1
      throw error
    }
    forgetNames()
  }

  /// What the role means: `You are public: counts only. …`.
  package var roleText: String? {
    guard let role else { return nil }
    let shown =
      switch role.show {
      case .severe: "everything is shown"
      case .low where role.count > .low: "counts only"
      case .low, .moderate, .high: "\(role.show.name) fields are shown"
      }
    let more = dataset.roles.filter { $0.show > role.show }.min { $0.show < $1.show }
    return "You are \(role.name): \(shown)."
      + (more.map { " \($0.name) shows \($0.show == .severe ? "records" : "\($0.show.name) fields")." } ?? "")
  }

  /// Whether a question checks, and is not refused to the role. It is not run.
  package func answers(_ question: String) -> Bool {
    do throws(Diagnostic) { return !(try check(SourceText(name: "question", text: question)).hasErrors) } catch {
      return false
    }
  }

  /// The program as the role may run it, and what it refuses. Nothing is done to a dataset without labels.
  func guarding(_ checked: inout CheckedScript) {
    guard let role, !checked.hasErrors else { return }
    var declarations = checked.result.declarations
    let result = Guard(
      role: role, dataset: dataset, knowledge: knowledge, intoFile: options.writesToFile, given: givenLevels,
      fresh: { declarations.nextNumber() }
    )
    .guarded(checked.result.program)
    checked.result.declarations = declarations
    checked.result.program = result.program
    checked.diagnostics += result.diagnostics
    checked.clearance = Clearance(
      role: role.name, purpose: purpose, fields: result.fields, highest: result.highest,
      refusal: result.diagnostics.first?.code, knowledge: result.knowledge, passed: result.passed)
  }
}

/// What is known of a run in a role before anything of it is shown.
package struct Clearance: Sendable {
  package var role: String
  package var purpose: String?
  /// The labelled fields above low that are read, `children.name`, and their highest level.
  package var fields: [String]
  package var highest: Sensitivity
  /// The rule's message where it is refused.
  package var refusal: Code?
  var knowledge: Knowledge
  /// The highest labels of what the scripts that it runs are given, by path and name.
  var passed: [String: [String: Sensitivity]]
}
