import Columns
import Glibc
import Plans

extension Call {
  /// `contains`, `starts with`, `ends with` a constant, ignoring case.
  func textTest() -> Column? {
    guard case .text(let part) = arguments[1].constant, case .vector(let views) = texts(0)?.values else { return nil }
    let wanted = Array(part.lowercased().utf8)
    let scratch = Lowercase()
    let plain = function == .containsText ? PlainTextSearch(wanted) : nil
    let result = wanted.withUnsafeBufferPointer { wanted in
      views.mapped { view in bit(plain?.occurs(in: view) ?? test(scratch.lowered(view).bytes, wanted)) }
    }
    return present(result)
  }

  private func test(_ text: UnsafeBufferPointer<UInt8>, _ part: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = text.baseAddress, let wanted = part.baseAddress, part.count > 0 else { return true }
    guard text.count >= part.count else { return false }
    switch function {
    case .startsWith: return memcmp(start, wanted, part.count) == 0
    case .endsWith: return memcmp(start + text.count - part.count, wanted, part.count) == 0
    default: return contains(start, text.count, wanted, part.count)
    }
  }

  /// By the first byte, then the rest.
  private func contains(
    _ text: UnsafePointer<UInt8>, _ count: Int, _ part: UnsafePointer<UInt8>, _ length: Int
  ) -> Bool {
    var place = text
    let end = text + (count - length + 1)
    while place < end, let found = memchr(place, Int32(part[0]), end - place) {
      place = UnsafePointer(found.assumingMemoryBound(to: UInt8.self))
      if memcmp(place, part, length) == 0 { return true }
      place += 1
    }
    return false
  }

  /// A constant pattern, compiled once.
  func matching() throws(EvaluationFailure) -> Column? {
    guard case .text(let pattern) = arguments[1].constant, case .vector(let views) = texts(0)?.values else {
      return nil
    }
    let expression = try RegularExpression(pattern, ignoresCase: function == .matchesIgnoringCase)
    let workspace = RegularExpression.Workspace()
    let validity = presence()
    let result = try Vector<UInt8>(count: count) { (target) throws(EvaluationFailure) in
      for row in 0..<count {
        if Self.isCheckpoint(row) { try checkpoint() }
        if validity?[row] == 0 {
          target[row] = 0
        } else {
          target[row] = bit(try expression.matches(views[row], workspace))
        }
      }
    }
    return flags(result)
  }

  /// The code points: the bytes that continue none.
  func length() -> Column? {
    guard case .vector(let views) = texts(0)?.values else { return nil }
    return column(
      .integer(
        views.mapped { view in
          var count = 0
          for byte in view.bytes { count += Int(bit(byte & 0xC0 != 0x80)) }
          return Int64(count)
        }))
  }

  /// `lower` and `fold`.
  func lowered() -> Column? {
    guard case .vector(let views) = texts(0)?.values else { return nil }
    let scratch = function == .fold ? Lowercase(TextFolding.fold) : Lowercase()
    let bytes = ByteArena()
    let result = views.mapped { view in bytes.copy(scratch.lowered(view)) }
    return column(.text(result, Arena([bytes])))
  }

  func concatenation() -> Column? {
    var parts: [Input<TextView>] = []
    var arenas: [Arena] = []
    for index in arguments.indices {
      guard let part = texts(index) else { return nil }
      parts.append(part.values)
      arenas.append(part.arena)
    }
    let bytes = ByteArena()
    let result = Vector<TextView>(count: count) { target in
      for row in 0..<count { target[row] = bytes.joined(parts, row) }
    }
    return withExtendedLifetime(arenas) { column(.text(result, Arena([bytes]))) }
  }

  /// False where the text is missing.
  private func present(_ result: Vector<UInt8>) -> Column {
    guard let present = presence() else { return flags(result) }
    return flags(Vector(count: count) { target in for row in 0..<count { target[row] = result[row] & present[row] } })
  }
}

extension ByteArena {
  /// One row of several texts.
  fileprivate func joined(_ parts: [Input<TextView>], _ row: Int) -> TextView {
    var length = 0
    for part in parts { length += part.view(row).count }
    let start = reserve(length)
    var end = start
    for part in parts {
      let view = part.view(row)
      memcpy(end, view.start, view.count)
      end += view.count
    }
    return commit(start, count: length)
  }
}

extension Input<TextView> {
  fileprivate func view(_ row: Int) -> TextView {
    switch self {
    case .vector(let vector): vector[row]
    case .constant(let view): view
    }
  }
}
