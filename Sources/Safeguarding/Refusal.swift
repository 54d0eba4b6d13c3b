import Columns
import Diagnostics

/// What a role may not do, and what to do instead. The numbers of rules are those of `.help safeguarding`.
struct Refusal {
  let role: Role
  let roles: [Role]

  /// Rule 1: about single persons.
  func single(_ secret: Secret) -> Diagnostic {
    Diagnostic(
      .labelShown,
      "'\(secret.field)' is \(secret.label.sensitivity.name): in the role \(role.name) nothing about single persons may depend on it (rule 1)",
      at: secret.span,
      help: [
        secret.label.sensitivity <= role.count ? "count groups of persons instead: … | count by …" : nil,
        who(\.show, secret),
      ]
      .compactMap { $0 })
  }

  /// Rule 3: not even of groups.
  func group(_ secret: Secret) -> Diagnostic {
    Diagnostic(
      .labelCounted,
      "'\(secret.field)' is \(secret.label.sensitivity.name): the role \(role.name) may not use it, not even of groups (rule 3)",
      at: secret.span, help: [who(\.count, secret)])
  }

  func key(_ secret: Secret) -> Diagnostic {
    let isSensitive = secret.isSensitive
    return Diagnostic(
      .labelKey,
      isSensitive
        ? "groups by '\(secret.field)' would tell which persons have it all or none (rule 5)"
        : "'\(secret.field)' identifies a person, so its groups are single persons (rule 3)",
      at: secret.span,
      help: [
        isSensitive
          ? "count one value of it: summarize n = count(… where …) by …"
          : "take a wider key, such as a place or a year",
        who(\.show, secret),
      ])
  }

  func beforeGroups(_ secret: Secret) -> Diagnostic {
    Diagnostic(
      .labelKey,
      "groups that '\(secret.field)' chose would tell by their absence where nobody has it (rule 5)", at: secret.span,
      help: ["write the condition inside the aggregate: summarize n = count(… where …) by …", who(\.show, secret)])
  }

  func oneOfGroup(_ function: String, _ secret: Secret) -> Diagnostic {
    Diagnostic(
      .labelOfOne,
      "\(function) gives the value of one person, and '\(secret.field)' is \(secret.label.sensitivity.name) (rule 3)",
      at: secret.span, help: ["use count, sum, avg, stddev or share", who(\.show, secret)])
  }

  /// What picks persons by one field to tell of another, or fails for some values: `sum of`, `a condition on`.
  func mixed(_ secret: Secret, in what: String) -> Diagnostic {
    Diagnostic(
      .labelUncounted,
      "\(what) what is computed with '\(secret.field)' can tell of one person among many (rule 3)",
      at: secret.span,
      help: [
        "compare each field by itself, joined by 'and'; add up fields as they are, or their year or age",
        who(\.show, secret),
      ])
  }

  func identified(_ secret: Secret) -> Diagnostic {
    Diagnostic(
      .labelKey, "'\(secret.field)' identifies a person, so what it chooses are single persons (rule 3)",
      at: secret.span, help: ["choose by something wider, such as a place or a year", who(\.show, secret)])
  }

  func pseudonym(at span: Span) -> Diagnostic {
    Diagnostic(
      .labelShown, "a pseudonym of what is no person's name or key would tell whose pseudonym it is (rule 1)", at: span,
      help: ["write pseudonym(…) of a field that identifies persons, as it is"])
  }

  func uncountable(_ secret: Secret) -> Diagnostic {
    Diagnostic(
      .labelUncounted,
      "here it can't be told how many persons are behind '\(secret.field)', which is \(secret.label.sensitivity.name) (rule 3)",
      at: secret.span,
      help: ["summarize the collection of these persons by itself", who(\.show, secret)])
  }

  /// Rule 7.
  func export(_ what: String, _ level: Sensitivity, at span: Span) -> Diagnostic {
    Diagnostic(
      .labelExported,
      "\(what) is \(level.name), and the role \(role.name) may write no more than \(role.export.name) to a file (rule 7)",
      at: span,
      help: [
        "leave out what is above it, write pseudonym(…) of a key, or summarize",
        list(roles.filter { $0.export >= level }, "may write it"),
      ])
  }

  private func who(_ may: KeyPath<Role, Sensitivity>, _ secret: Secret) -> String {
    list(roles.filter { $0[keyPath: may] >= secret.label.sensitivity }, may == \.show ? "may see it" : "may count it")
  }

  private func list(_ roles: [Role], _ what: String) -> String {
    if roles.isEmpty { return "no role \(what)" }
    return "roles that \(what): " + roles.map(\.name).joined(separator: ", ")
  }
}
