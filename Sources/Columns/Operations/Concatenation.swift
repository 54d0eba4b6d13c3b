extension Column {
  /// The rows of all `columns`, one after the other; all are of `type`, but may differ in kind: decimals of other scales, texts
  /// with and without a dictionary, columns of missing values alone.
  package static func concatenated(_ columns: [Column], _ type: ValueType) throws(DecimalOverflow) -> Column {
    let parts = columns.filter { $0.count > 0 }
    guard let first = parts.first else {
      if let empty = columns.first { return empty }
      return try Column([], type)
    }
    if parts.count == 1 { return first }
    guard let values = try joinedValues(parts, first, type) else {
      return try Column(parts.flatMap { part in (0..<part.count).map { part.value($0, type) } }, type)
    }
    guard !values.areRows, parts.contains(where: { $0.validity != nil }) else { return Column(values) }
    let validity = Vector<UInt8>.concatenated(
      parts.map { $0.validity ?? Vector(repeating: 1, count: $0.count) })
    return Column(values, validity: validity)
  }

  /// Nil where the parts are of different kinds.
  private static func joinedValues(_ parts: [Column], _ first: Column, _ type: ValueType) throws(DecimalOverflow)
    -> Values?
  {
    switch first.values {
    case .boolean:
      return vectors(parts) { if case .boolean(let vector) = $0 { vector } else { nil } }.map { .boolean($0) }
    case .integer:
      return vectors(parts) { if case .integer(let vector) = $0 { vector } else { nil } }.map { .integer($0) }
    case .float: return vectors(parts) { if case .float(let vector) = $0 { vector } else { nil } }.map { .float($0) }
    case .date: return vectors(parts) { if case .date(let vector) = $0 { vector } else { nil } }.map { .date($0) }
    case .datetime:
      return vectors(parts) { if case .datetime(let vector) = $0 { vector } else { nil } }.map { .datetime($0) }
    case .period: return vectors(parts) { if case .period(let vector) = $0 { vector } else { nil } }.map { .period($0) }
    case .duration:
      return vectors(parts) { if case .duration(let vector) = $0 { vector } else { nil } }.map { .duration($0) }
    case .decimal, .wideDecimal: return try decimals(parts)
    case .text, .dictionary: return texts(parts)
    case .rows, .sequence: return rows(parts)
    case .list: return try lists(parts, type)
    }
  }

  private static func vectors<T>(_ parts: [Column], _ read: (Values) -> Vector<T>?) -> Vector<T>? {
    let vectors = parts.compactMap { read($0.values) }
    return vectors.count == parts.count ? .concatenated(vectors) : nil
  }

  private static func decimals(_ parts: [Column]) throws(DecimalOverflow) -> Values? {
    var scale = 0
    for part in parts {
      switch part.values {
      case .decimal(_, let other), .wideDecimal(_, let other): scale = max(scale, other)
      default: return nil
      }
    }
    let narrow = vectors(parts) { if case .decimal(let vector, scale) = $0 { vector } else { nil } }
    if let narrow { return .decimal(narrow, scale: scale) }
    var wide: [Vector<Int128>] = []
    for part in parts { wide.append(try part.mantissas(scale: scale)) }
    return .decimals(.concatenated(wide), scale: scale)
  }

  /// The mantissas of a decimal column at `scale`, no smaller than its own.
  private func mantissas(scale: Int) throws(DecimalOverflow) -> Vector<Int128> {
    try Vector(count: count) { (target) throws(DecimalOverflow) in
      for row in 0..<count {
        guard !isMissing(row), let exact = value(row, .decimal).exact else {
          target[row] = 0
          continue
        }
        guard let rescaled = exact.rescaled(to: scale) else { throw DecimalOverflow() }
        target[row] = rescaled.mantissa
      }
    }
  }

  private static func texts(_ parts: [Column]) -> Values? {
    if let merged = mergedDictionaries(parts) { return merged }
    let views = parts.compactMap { $0.textViews }
    guard views.count == parts.count else { return nil }
    return .text(.concatenated(views.map(\.views)), Arena(views.map(\.arena)))
  }

  /// Codes into one dictionary, where all have codes and the entries are few beside the rows.
  private static func mergedDictionaries(_ parts: [Column]) -> Values? {
    var dictionaries: [TextDictionary] = []
    for part in parts {
      guard case .dictionary(_, let dictionary) = part.values else { return nil }
      if !dictionaries.contains(where: { $0 === dictionary }) { dictionaries.append(dictionary) }
    }
    let rows = parts.reduce(0) { $0 + $1.count }
    guard dictionaries.count == 1 || dictionaries.reduce(0, { $0 + $1.count }) <= rows else { return nil }
    if dictionaries.count == 1 {
      return vectors(parts) { if case .dictionary(let codes, _) = $0 { codes } else { nil } }
        .map { .dictionary($0, dictionaries[0]) }
    }
    var table = TextTable()
    var codes: [Vector<Int32>] = []
    for case .dictionary(let own, let dictionary) in parts.lazy.map(\.values) {
      let place = dictionary.entries.mapped { Int32(truncatingIfNeeded: table.insert($0)) }
      // What stands at a missing row may be no code.
      codes.append(own.mapped { $0 >= 0 && $0 < place.count ? place[Int($0)] : 0 })
    }
    let arena = Arena(dictionaries.map(\.arena))
    return .dictionary(.concatenated(codes), TextDictionary(entries: table.takeEntries(), arena: arena))
  }

  /// The texts of a column as views, and what keeps them; nil for other columns.
  package var textViews: (views: Vector<TextView>, arena: Arena)? {
    switch values {
    case .text(let views, let arena): return (views, arena)
    case .dictionary(let codes, let dictionary):
      let views = Vector<TextView>(count: codes.count) { target in
        for row in 0..<codes.count {
          target[row] = isMissing(row) ? .empty : dictionary.entries[Int(codes[row])]
        }
      }
      return (views, dictionary.arena)
    default: return nil
    }
  }

  private static func rows(_ parts: [Column]) -> Values? {
    var following: Range<Int>?
    var isSequence = true
    for part in parts {
      switch part.values {
      case .sequence(let range):
        let start = following?.lowerBound ?? range.lowerBound
        isSequence = isSequence && part.validity == nil && (following?.upperBound ?? start) == range.lowerBound
        following = start..<max(start, range.upperBound)
      case .rows: isSequence = false
      default: return nil
      }
    }
    if isSequence, let following { return .sequence(following) }
    return .rows(.concatenated(parts.map(\.rowNumbers)))
  }

  private static func lists(_ parts: [Column], _ type: ValueType) throws(DecimalOverflow) -> Values? {
    guard case .list(let elementType) = type.ofValue else { return nil }
    var offsets: [Int32] = [0]
    var elements: [Column] = []
    var length = 0
    for part in parts {
      guard case .list(let own, let child) = part.values else { return nil }
      elements.append(child.column.slice(Int(own[0])..<Int(own[part.count])))
      for row in 0..<part.count { offsets.append(Int32(clamping: length + Int(own[row + 1] - own[0]))) }
      length += Int(own[part.count] - own[0])
    }
    return .list(offsets: Vector(offsets), ListElements(try concatenated(elements, elementType)))
  }
}

extension Vector {
  /// The values of all `vectors`, one after the other.
  @inlinable
  package static func concatenated(_ vectors: [Vector<Element>]) -> Vector<Element> {
    Vector(count: vectors.reduce(0) { $0 + $1.count }) { target in
      var place = target
      for vector in vectors {
        place.update(from: vector.start, count: vector.count)
        place += vector.count
      }
    }
  }
}
