import Columns
import Diagnostics

/// The `constraints` of a field. What they compare with is read once the field's type is known: it may be the data that tells.
struct ConstraintsDescriptor {
  private var isRequired = false
  private var isUnique = false
  private var bounds: [(property: String, node: DescriptorNode)] = []
  private var minimumLength: Int?
  private var maximumLength: Int?
  private var pattern: String?
  private var allowed: [DescriptorNode]?
  private var formName: String?
  private var hasJSONSchema = false

  /// `formName` is the `format` of a text.
  init(_ node: DescriptorNode?, formName: String?) throws(Diagnostic) {
    self.formName = formName
    guard let node else { return }
    isRequired = try node.member("required")?.boolean() ?? false
    isUnique = try node.member("unique")?.boolean() ?? false
    for property in ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"] {
      if let bound = try node.member(property) { bounds.append((property, bound)) }
    }
    minimumLength = try node.member("minLength")?.count()
    maximumLength = try node.member("maxLength")?.count()
    pattern = try node.text(of: "pattern")
    allowed = try node.member("enum")?.elements()
    hasJSONSchema = try node.member("jsonSchema") != nil
  }

  /// Those that can be asked of the field's values; of the others `warnings` says why not.
  func constraints(
    of field: FieldSchema, form: TextForm?, zoneMinutes: Int, warnings: inout [String]
  ) -> [FieldConstraint] {
    let literals = ConstraintLiterals(type: field.type, form: form, zoneMinutes: zoneMinutes)
    var found: [FieldConstraint] = isRequired ? [.required] : []
    if isUnique { found.append(.unique) }
    for (property, node) in bounds {
      // The texts of durations have no order.
      guard field.declaredType != "duration", field.type != .boolean, let value = literals.value(node.value) else {
        warnings.append("'\(property)' of \(field.name) is no \(field.declaredType ?? field.type.name)")
        continue
      }
      switch property {
      case "minimum": found.append(.atLeast(value))
      case "exclusiveMinimum": found.append(.above(value))
      case "maximum": found.append(.atMost(value))
      default: found.append(.below(value))
      }
    }
    addLengths(of: field, &found, &warnings)
    addTextForms(of: field, &found, &warnings)
    if let allowed {
      let values = allowed.map { literals.value($0.value) }
      if values.contains(nil) {
        warnings.append("'enum' of \(field.name) holds what is no \(field.type.name)")
      } else {
        found.append(.oneOf(values.compactMap { $0 }))
      }
    }
    if hasJSONSchema { warnings.append("'jsonSchema' of \(field.name) is not looked at") }
    return found
  }

  private func addLengths(of field: FieldSchema, _ found: inout [FieldConstraint], _ warnings: inout [String]) {
    guard minimumLength != nil || maximumLength != nil else { return }
    switch field.type {
    case .text, .list:
      if let minimumLength { found.append(.lengthAtLeast(minimumLength)) }
      if let maximumLength { found.append(.lengthAtMost(maximumLength)) }
    default: warnings.append("the length of \(field.name), which is \(field.type.name), is not looked at")
    }
  }

  private func addTextForms(of field: FieldSchema, _ found: inout [FieldConstraint], _ warnings: inout [String]) {
    if let pattern {
      if field.type == .text {
        found.append(.pattern(pattern))
      } else {
        warnings.append("the pattern of \(field.name), which is \(field.type.name), is not looked at")
      }
    }
    if let formName, field.type == .text, let pattern = Self.forms[formName] {
      found.append(.form(formName, pattern: pattern))
    }
  }

  /// The forms of texts that Table Schema names, loosely: what they refuse is surely none.
  private static let forms = [
    "email": #"[^@\s]+@[^@\s]+\.[^@\s]+"#,
    "uri": #"[A-Za-z][A-Za-z0-9+.-]*:\S+"#,
    "uuid": "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}",
    "binary": "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
  ]
}

/// Values of a field's type as a descriptor writes them: as JSON has them, or as texts in the field's form.
struct ConstraintLiterals {
  let type: ValueType
  let form: TextForm?
  let zoneMinutes: Int

  /// Nil where it is none of that type.
  func value(_ json: JSONValue) -> Value? {
    switch json {
    case .boolean(let value): return type == .boolean ? .boolean(value) : nil
    case .number(let text): return number(text)
    case .string(let text): return self.text(text)
    case .null, .array, .object, .unread: return nil
    }
  }

  private func number(_ text: String) -> Value? {
    switch type.ofValue {
    case .integer:
      if let value = Int64(text) { return .integer(value) }
      return NumberForm().number(text).map { .decimal($0) }
    case .decimal: return NumberForm().number(text).map { .decimal($0) }
    case .float: return Double(text).map { .float($0) }
    // A list of numbers among texts, such as codes.
    case .text: return .text(text)
    default: return nil
    }
  }

  private func text(_ text: String) -> Value? {
    switch type.ofValue {
    case .text: return .text(text)
    case .integer, .decimal, .float:
      if case .number(let form) = form { return form.number(text).map { .decimal($0) } }
      return number(text)
    case .boolean:
      if case .boolean(let trues, let falses) = form {
        return trues.contains(text) ? .boolean(true) : falses.contains(text) ? .boolean(false) : nil
      }
      return text == "true" ? .boolean(true) : text == "false" ? .boolean(false) : nil
    case .date: return time(text).map { .date($0.day) }
    case .period: return time(text).map { .period(Period(.month, containing: $0.day)) }
    case .datetime:
      if let instant = Instant.parse(text, zoneMinutes: zoneMinutes) { return .datetime(instant) }
      return time(text).map { time in
        let offset = Int64(time.zoneMinutes ?? zoneMinutes) * 60_000_000
        return .datetime(Int64(time.day) * Instant.microsecondsPerDay + time.microseconds - offset)
      }
    default: return nil
    }
  }

  /// As ISO 8601 writes it, or in the field's form.
  private func time(_ text: String) -> TimePattern.Reading? {
    var patterns = ["%Y-%m-%d", "%Y-%m"].compactMap { try? TimePattern($0) }
    if case .time(let own) = form { patterns.insert(own, at: 0) }
    return TextView.withView(of: text) { view in patterns.lazy.compactMap { $0.read(view) }.first }
  }
}

extension NumberForm {
  func number(_ text: String) -> DecimalNumber? { TextView.withView(of: text) { number($0) } }
}

extension TextView {
  /// The view is good within `body` alone.
  fileprivate static func withView<Result>(of text: String, _ body: (TextView) -> Result) -> Result {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      body(TextView(start: bytes.baseAddress ?? TextView.empty.start, count: bytes.count))
    }
  }
}
