extension TerminalText {
  /// Puts ``colorMarker`` around every `ESC[…m`.
  static func markingColors(_ prompt: String) -> String {
    let marker = Character(Unicode.Scalar(UInt8(bitPattern: colorMarker)))
    return mapColors(prompt) { "\(marker)\($0)\(marker)" }
  }

  static func removingColors(_ prompt: String) -> String {
    mapColors(prompt) { _ in "" }
  }

  private static func mapColors(_ prompt: String, _ transform: (String) -> String) -> String {
    var result = ""
    var rest = Substring(prompt)
    while let start = rest.firstIndex(of: "\u{1B}"), let end = rest[start...].firstIndex(of: "m") {
      result += rest[..<start] + transform(String(rest[start...end]))
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}
