/// A decimal of more than 38 digits, in a column whose values share one scale.
package struct DecimalOverflow: Error {
  package init() {}
}

extension Column {
  /// A column of boxed values of `type` (missing ones too): integers stand for decimals, and both for floats, where the type says so.
  package init(_ values: [Value], _ type: ValueType) throws(DecimalOverflow) {
    let validity = Self.validity(count: values.count) { !values[$0].isMissing }
    switch type.ofValue {
    case .boolean, .record, .missing, .unknown:
      self.init(.boolean(Self.vector(values, 0) { if case .boolean(true) = $0 { 1 } else { 0 } }))
    case .integer:
      self.init(.integer(Self.vector(values, 0) { if case .integer(let value) = $0 { value } else { 0 } }))
    case .decimal: self.init(try Self.decimals(values))
    case .float: self.init(.float(Self.vector(values, 0) { $0.double ?? 0 }))
    case .text: self.init(Self.texts(values))
    case .date:
      self.init(.date(Self.vector(values, 0) { if case .date(let days) = $0 { Int32(clamping: days) } else { 0 } }))
    case .datetime:
      self.init(.datetime(Self.vector(values, 0) { if case .datetime(let value) = $0 { value } else { 0 } }))
    case .period:
      self.init(.period(Self.vector(values, 0) { if case .period(let value) = $0 { value.packed } else { 0 } }))
    case .duration:
      self.init(.duration(Self.vector(values, 0) { if case .duration(let value, _) = $0 { value } else { 0 } }))
    case .row:
      self.init(.rows(Self.vector(values, -1) { if case .row(let row) = $0 { Int32(clamping: row) } else { -1 } }))
      return
    case .list(let element): self.init(try Self.lists(values, of: element))
    case .reference: self.init(.boolean(Vector(repeating: 0, count: values.count)))
    }
    self.validity = validity
  }

  /// `count` times the same value. A text is a dictionary of one entry, so that what is computed from it is computed once.
  package static func constant(_ value: Value, _ type: ValueType, count: Int) throws(DecimalOverflow) -> Column {
    try Column([value], type).gather(Vector(repeating: 0, count: count))
  }

  /// One byte a row, 1 where `isPresent`; nil where all are.
  package static func validity(count: Int, isPresent: (Int) -> Bool) -> Vector<UInt8>? {
    var present = 0
    let result = Vector<UInt8>(count: count) { target in
      for row in 0..<count {
        let bit: UInt8 = isPresent(row) ? 1 : 0
        target[row] = bit
        present += Int(bit)
      }
    }
    return present == count ? nil : result
  }

  private static func vector<T>(_ values: [Value], _ missing: T, _ read: (Value) -> T) -> Vector<T> {
    Vector(count: values.count) { target in
      for (row, value) in values.enumerated() { target[row] = value.isMissing ? missing : read(value) }
    }
  }

  private static func decimals(_ values: [Value]) throws(DecimalOverflow) -> Values {
    let scale = values.reduce(0) { max($0, $1.exact?.scale ?? 0) }
    var mantissas: [Int128] = []
    mantissas.reserveCapacity(values.count)
    for value in values {
      guard let exact = value.exact else {
        mantissas.append(0)
        continue
      }
      guard let rescaled = exact.rescaled(to: scale) else {
        // Zeros at the end may be what makes it too long.
        return try trimmedDecimals(values)
      }
      mantissas.append(rescaled.mantissa)
    }
    return .decimals(Vector(mantissas), scale: scale)
  }

  private static func trimmedDecimals(_ values: [Value]) throws(DecimalOverflow) -> Values {
    let exacts = values.map { $0.exact?.trimmed }
    let scale = exacts.reduce(0) { max($0, $1?.scale ?? 0) }
    var mantissas: [Int128] = []
    for exact in exacts {
      guard let rescaled = (exact ?? DecimalNumber(0, scale: 0)).rescaled(to: scale) else { throw DecimalOverflow() }
      mantissas.append(rescaled.mantissa)
    }
    return .decimals(Vector(mantissas), scale: scale)
  }

  private static func texts(_ values: [Value]) -> Values {
    let bytes = ByteArena()
    let views = vector(values, TextView.empty) { if case .text(let text) = $0 { bytes.copy(text) } else { .empty } }
    let arena = Arena([bytes])
    guard values.count == 1 else { return .text(views, arena) }
    return .dictionary(Vector(repeating: 0, count: 1), TextDictionary(entries: views, arena: arena))
  }

  private static func lists(_ values: [Value], of element: ValueType) throws(DecimalOverflow) -> Values {
    var offsets: [Int32] = [0]
    var elements: [Value] = []
    for value in values {
      if case .list(let list) = value { elements += list }
      offsets.append(Int32(clamping: elements.count))
    }
    return .list(offsets: Vector(offsets), ListElements(try Column(elements, element)))
  }
}

extension Column.Values {
  /// Decimals of one scale, in 64 bits where all fit.
  package static func decimals(_ mantissas: Vector<Int128>, scale: Int) -> Column.Values {
    var fits = true
    for row in 0..<mantissas.count {
      fits = fits && Int128(Int64(truncatingIfNeeded: mantissas[row])) == mantissas[row]
    }
    guard fits else { return .wideDecimal(mantissas, scale: scale) }
    return .decimal(
      Vector(count: mantissas.count) { target in
        for row in 0..<mantissas.count { target[row] = Int64(truncatingIfNeeded: mantissas[row]) }
      }, scale: scale)
  }
}
