/// Finding one text in another byte by byte, which in UTF-8 is code point by code point.
package enum TextSearch {
  package static func contains(_ text: String, _ part: String) -> Bool {
    find(Array(part.utf8), in: Array(text.utf8), from: 0) != nil
  }

  /// Every `what`, from the left and none within another, replaced; an empty `what` is nowhere.
  package static func replace(_ text: String, _ what: String, by replacement: String) -> String {
    split(text, by: what).joined(separator: replacement)
  }

  /// The parts between separators; the whole text where the separator is empty.
  package static func split(_ text: String, by separator: String) -> [String] {
    let (bytes, mark) = (Array(text.utf8), Array(separator.utf8))
    guard !mark.isEmpty else { return [text] }
    var parts: [String] = []
    var start = 0
    while let place = find(mark, in: bytes, from: start) {
      parts.append(String(decoding: bytes[start..<place], as: UTF8.self))
      start = place + mark.count
    }
    parts.append(String(decoding: bytes[start...], as: UTF8.self))
    return parts
  }

  /// Where `part` first begins at or after `start`. At worst as slow as the product of both lengths.
  private static func find(_ part: [UInt8], in text: [UInt8], from start: Int) -> Int? {
    guard !part.isEmpty else { return start }
    guard text.count >= part.count else { return nil }
    for place in start..<max(start, text.count - part.count + 1) where text[place] == part[0] {
      if text[place..<place + part.count].elementsEqual(part) { return place }
    }
    return nil
  }
}
