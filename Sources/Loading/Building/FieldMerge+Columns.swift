import Columns

/// The finished columns. Each is taken out of its builders, so that a column is asked for once.
extension FieldMerge {
  /// What the field is called by type, once it is finished.
  var type: ValueType {
    switch kind {
    case .boolean: .boolean
    case .integer: .integer
    case .decimal: .decimal
    case .float: .float
    case .date: .date
    case .datetime: .datetime
    case .month: .period
    case .unknown, .text, .mixed: .text
    case .list: .list(elements?.type ?? .text)
    case .record: .record
    }
  }

  func takeColumn(_ arena: Arena) -> Column {
    for (part, rows) in zip(parts, rows) { part.pointee.fill(to: rows) }
    let validity = takeValidity()
    let values: Column.Values =
      switch kind {
      case .boolean, .record: .boolean(joined { $0.pointee.bytes.take() })
      case .integer: .integer(joined { $0.pointee.integers.take() })
      case .decimal: takeDecimals()
      case .float: .float(joined { $0.pointee.floats.take() })
      case .date: .date(joined { $0.pointee.words.take() })
      case .datetime: .datetime(joined { $0.pointee.integers.take() })
      case .month: .period(joined { $0.pointee.integers.take() })
      case .unknown: .text(Vector(repeating: .empty, count: count), arena)
      case .text: takeTexts(arena)
      case .mixed: .text(joined { $0.pointee.views.take() }, arena)
      case .list:
        .list(offsets: takeOffsets(), ListElements(elements?.takeColumn(arena) ?? Column(.integer(Vector([])))))
      }
    return Column(values, validity: validity)
  }

  /// Where the elements of each row's list begin, and where the last ends.
  func takeOffsets() -> Vector<Int32> {
    for (part, rows) in zip(parts, rows) { part.pointee.fill(to: rows) }
    return Vector(count: count + 1) { target in
      target[0] = 0
      var (row, base) = (1, Int32(0))
      for (part, rows) in zip(parts, rows) {
        for index in 0..<rows { target[row + index] = base &+ part.pointee.words[index] }
        row += rows
        base = target[row - 1]
      }
    }
  }

  private func joined<Element>(_ take: (Part) -> Vector<Element>) -> Vector<Element> {
    parts.count == 1 ? take(parts[0]) : .concatenated(parts.map(take))
  }

  private func takeValidity() -> Vector<UInt8>? {
    guard parts.contains(where: { $0.pointee.hasMissing }) else { return nil }
    return joined { part in
      part.pointee.hasMissing ? part.pointee.validity.take() : Vector(repeating: 1, count: part.pointee.count)
    }
  }

  private func takeDecimals() -> Column.Values {
    let scale = parts.map { $0.pointee.scale }.max() ?? 0
    guard parts.allSatisfy({ $0.pointee.rescale(to: scale) }) else {
      // Together they need more than 38 digits, as one value alone may have made a chunk's field float.
      kind = .float
      for part in parts { part.pointee.become(.float) }
      return .float(joined { $0.pointee.floats.take() })
    }
    guard parts.contains(where: { $0.pointee.isWide }) else {
      return .decimal(joined { $0.pointee.integers.take() }, scale: scale)
    }
    for part in parts { part.pointee.widen() }
    return .wideDecimal(joined { $0.pointee.wides.take() }, scale: scale)
  }

  // MARK: Texts

  private func takeTexts(_ arena: Arena) -> Column.Values {
    guard parts.allSatisfy({ $0.pointee.isCoded }) else { return takeViews(arena) }
    let values = parts.count == 1 ? parts[0].pointee.words.count : count
    var distinct = TextTable()
    var codes: [Vector<Int32>] = []
    if parts.count == 1 {
      let entries = parts[0].pointee.distinct.takeEntries()
      return coded(parts[0].pointee.words.take(), entries, values, arena)
    }
    for part in parts {
      let entries = part.pointee.distinct.takeEntries()
      let numbers = entries.buffer.map { Int32(truncatingIfNeeded: distinct.insert($0)) }
      let own = part.pointee.words.take()
      codes.append(
        Vector(count: own.count) { target in
          for row in 0..<own.count {
            let code = Int(own[row])
            target[row] = code < numbers.count ? numbers[code] : 0
          }
        })
    }
    return coded(.concatenated(codes), distinct.takeEntries(), values, arena)
  }

  /// A dictionary where it pays, else views: few texts keep theirs always, as it is what completion offers.
  private func coded(_ codes: Vector<Int32>, _ entries: Vector<TextView>, _ values: Int, _ arena: Arena)
    -> Column.Values
  {
    let isSmall = entries.count <= 256 || entries.count * 2 <= values
    if entries.count > 0, entries.count <= FieldBuilder.maximumDistinct, isSmall {
      return .dictionary(codes, TextDictionary(entries: entries, arena: arena))
    }
    let views = Vector<TextView>(count: codes.count) { target in
      for row in 0..<codes.count {
        let code = Int(codes[row])
        target[row] = code < entries.count ? entries[code] : .empty
      }
    }
    return .text(views, arena)
  }

  private func takeViews(_ arena: Arena) -> Column.Values {
    for part in parts { part.pointee.uncode() }
    return .text(joined { $0.pointee.views.take() }, arena)
  }
}
