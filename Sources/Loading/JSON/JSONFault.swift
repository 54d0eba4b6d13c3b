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

  static func notUTF8(_ offset: Int) -> JSONFault {
    JSONFault(
      .dataNotUTF8, at: offset, "the text is not UTF-8 here",
      help: [
        "save the file with the encoding UTF-8",
        "or, if it is from a Chinese spreadsheet, name its encoding in a datapackage.json: \"encoding\": \"gb18030\"",
      ])
  }
}
