/// What a script is and what it asks, as a report states it.
package struct ScriptOrigin: Sendable {
  /// A file of records, with the SHA-256 of its bytes (uncompressed) in hexadecimal digits.
  package struct RecordFile: Hashable, Sendable {
    package var name: String
    package var sha256: String

    package init(name: String, sha256: String) {
      self.name = name
      self.sha256 = sha256
    }
  }

  /// How messages name it: a path, or `<stdin>`, `<command>`, `<prompt>`.
  package var script: String
  /// The text of one that has no file.
  package var text: String?
  package var scriptSHA256: String
  /// The path of the records; nil where none are open.
  package var dataset: String?
  package var datasetTitle: String?
  /// Those that were read, in the order of their collections.
  package var files: [RecordFile]
  /// What `today` means: days since 1970-01-01.
  package var today: Int
  /// In which it ran, and what for; of records without labels as the script's `use` says.
  package var role: String?
  package var purpose: String?

  package init(
    script: String, text: String?, scriptSHA256: String, dataset: String?, datasetTitle: String?, files: [RecordFile],
    today: Int,
    role: String?, purpose: String?
  ) {
    self.script = script
    self.text = text
    self.scriptSHA256 = scriptSHA256
    self.dataset = dataset
    self.datasetTitle = datasetTitle
    self.files = files
    self.today = today
    self.role = role
    self.purpose = purpose
  }
}
