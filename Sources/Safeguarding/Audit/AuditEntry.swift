import Columns
import Loading
import Rendering

/// What is written down of a run over labelled records, before its results are shown.
package struct AuditEntry: Sendable {
  package enum Decision: String, Sendable {
    case shown, refused
    /// Another role was taken.
    case role
  }

  /// Microseconds since 1970-01-01T00:00Z.
  package var time: Int64
  /// The system's name of who runs the program.
  package var user: String
  package var role: String
  package var purpose: String?
  /// In the one layout, with its comments; of a change of role the role that was left.
  package var query: String
  /// SHA-256 of the records that were read, in hexadecimal digits.
  package var dataset: String
  /// Labelled fields that the run looked at, `children.name`, in alphabetical order.
  package var fields: [String]
  /// The highest level among them.
  package var level: String
  /// How many persons the collections of these fields hold.
  package var persons: Int
  package var decision: Decision
  /// The code of a refusal's message, whose page of the manual names the rule.
  package var code: String?

  package init(
    time: Int64, user: String, role: String, purpose: String?, query: String, dataset: String, fields: [String],
    level: String, persons: Int, decision: Decision, code: String?
  ) {
    self.time = time
    self.user = user
    self.role = role
    self.purpose = purpose
    self.query = query
    self.dataset = dataset
    self.fields = fields
    self.level = level
    self.persons = persons
    self.decision = decision
    self.code = code
  }

  /// The members of a line after its number and before its hashes, as JSON.
  var members: [UInt8] {
    var bytes: [UInt8] = []
    func member(_ name: String, _ value: () -> Void) {
      bytes += Array(",\"\(name)\":".utf8)
      value()
    }
    func text(_ text: String?) {
      guard let text else { return bytes += Array("null".utf8) }
      TextEscaping.json.append(text, to: &bytes)
    }
    member("time") { text(Instant.text(time, zoneMinutes: 0)) }
    member("user") { text(user) }
    member("role") { text(role) }
    member("purpose") { text(purpose) }
    member("query") { text(query) }
    member("query_hash") { text(SHA256.hex(of: Array(query.utf8))) }
    member("dataset") { text(dataset) }
    member("fields") {
      bytes.append(UInt8(ascii: "["))
      for (index, field) in fields.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        text(field)
      }
      bytes.append(UInt8(ascii: "]"))
    }
    member("level") { text(level) }
    member("persons") { bytes += Array(String(persons).utf8) }
    member("decision") { text(decision.rawValue) }
    member("code") { text(code) }
    return bytes
  }
}
