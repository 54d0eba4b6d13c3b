/// How much harm it may do that something is known: the information levels of OCHA's Data Responsibility Guidelines.
package enum Sensitivity: Int, CaseIterable, Comparable, Sendable {
  case low, moderate, high, severe

  package init?(_ name: String) {
    guard let level = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = level
  }

  package var name: String { "\(self)" }

  package static func < (left: Sensitivity, right: Sensitivity) -> Bool { left.rawValue < right.rawValue }
}

/// What a field tells of a person.
package enum Attribute: String, CaseIterable, Sendable {
  /// Identifies: a name, a phone number.
  case direct
  /// Identifies together with others: a birth date, a village.
  case quasi
  /// Health, ethnicity, circumstances.
  case sensitive
  case none
}

/// What is shown of a value in its place.
package enum Mask: String, CaseIterable, Sendable {
  /// Of a name, the first letter of each part.
  case initials
  /// Of a phone number, the last two digits.
  case lastTwo = "last two"
  /// Of a date.
  case year
  /// Of a place, the name of the county in which it lies.
  case county
  /// A keyed pseudonym, the same for the same value.
  case pseudonym
  /// Nothing: `***`.
  case hidden
}

/// What a descriptor says of a field's sensitivity.
package struct Label: Hashable, Sendable {
  package var sensitivity: Sensitivity
  package var attribute: Attribute
  package var mask: Mask

  package init(_ sensitivity: Sensitivity = .low, _ attribute: Attribute = .none, mask: Mask = .hidden) {
    self.sensitivity = sensitivity
    self.attribute = attribute
    self.mask = mask
  }
}

/// What somebody in a role may see.
package struct Role: Hashable, Sendable {
  package var name: String
  /// The highest level that may be shown of one person.
  package var show: Sensitivity
  /// The highest level that may be used in groups of at least `least` persons.
  package var count: Sensitivity
  /// The k of the descriptor.
  package var least: Int
  /// The highest level that may be written to a file.
  package var export: Sensitivity

  package init(_ name: String, show: Sensitivity, count: Sensitivity, least: Int, export: Sensitivity) {
    self.name = name
    self.show = show
    self.count = count
    self.least = least
    self.export = export
  }

  /// For descriptors that list none.
  package static let defaults = [
    Role("caseworker", show: .severe, count: .severe, least: 1, export: .low),
    Role("programme", show: .high, count: .severe, least: 5, export: .moderate),
    Role("fundraiser", show: .low, count: .high, least: 8, export: .low),
    Role("public", show: .low, count: .moderate, least: 11, export: .low),
  ]
}

extension [Role] {
  /// The one that sees least: by what it is shown, then by what it may count, then by the size of groups.
  package var leastPrivileged: Role? {
    self.min { ($0.show, $0.count, -$0.least, $0.export) < ($1.show, $1.count, -$1.least, $1.export) }
  }
}
