import Diagnostics

/// Why reading a text stopped, with the byte where it did.
struct JSONFault: Error {
  var code: Code
  var offset: Int?
  var message: String
  var help: [String] = []

  init(_ code: Code, at offset: Int?, _ message: String, help: [String] = []) {
    self.code = code
    self.offset = offset
    self.message = message
    self.help = help
  }
}
