/// A table as it leaves the engine, to be shown or written.
package struct ResultTable: Sendable {
  package var fields: [ResultField]
  package var count: Int
  /// The row of `with total`, shown last: for each field one of its name with one row.
  package var total: [ResultField]?
  /// The picture that people are shown in its place.
  package var chart: ResultChart?

  package init(fields: [ResultField], count: Int, total: [ResultField]? = nil, chart: ResultChart? = nil) {
    self.fields = fields
    self.count = count
    self.total = total
    self.chart = chart
  }
}

/// One field of a result. A record (`.record`) has its presence as `column` and its fields as `children`, all of the table's count; a
/// list of records (`.list(.record)`) has a list column, and its elements' fields as `children`, one row an element.
package struct ResultField: Sendable {
  package var name: String
  package var type: ValueType
  /// What the values are in, where they are money.
  package var currency: Currency?
  /// How people see a value that is not missing, where that is not as usual; nil for one that has no such form.
  package var display: (@Sendable (Value) -> String?)?
  /// The form by which `display` writes, such as `#,##0.00`.
  package var displayForm: String?
  package var column: Column
  package var children: [ResultField]
  /// What stands in the place of values that are withheld; these are missing.
  package var marks: CellMarks?

  package enum Currency: Sendable {
    case fixed(String)
    /// A text for each row; missing where it is not known.
    case each(Column)

    package func name(_ row: Int) -> String? {
      switch self {
      case .fixed(let name): return name
      case .each(let column):
        guard case .text(let name) = column.value(row, .text) else { return nil }
        return name
      }
    }
  }

  package init(
    name: String, type: ValueType, currency: Currency? = nil, column: Column, children: [ResultField] = []
  ) {
    self.name = name
    self.type = type
    self.currency = currency
    self.column = column
    self.children = children
  }
}

/// Words in the place of some cells.
package struct CellMarks: Sendable {
  /// Integers: which of the words stands in a row, 0 none.
  package var states: Column
  package var words: [String?]

  package init(states: Column, words: [String?]) {
    self.states = states
    self.words = words
  }

  package subscript(row: Int) -> String? {
    guard case .integer(let state) = states.value(row, .integer), words.indices.contains(Int(state)) else { return nil }
    return words[Int(state)]
  }
}

extension Column {
  /// The value of one row; `type` says what the durations and periods in the column are.
  package func value(_ row: Int, _ type: ValueType) -> Value {
    if isMissing(row) { return .missing }
    switch values {
    case .boolean(let vector): return .boolean(vector[row] != 0)
    case .integer(let vector): return .integer(vector[row])
    case .decimal(let vector, let scale): return .decimal(DecimalNumber(Int128(vector[row]), scale: scale))
    case .wideDecimal(let vector, let scale): return .decimal(DecimalNumber(vector[row], scale: scale))
    case .float(let vector): return .float(vector[row])
    case .text(let vector, _): return .text(vector[row].string)
    case .dictionary(let codes, let dictionary): return .text(dictionary.entries[Int(codes[row])].string)
    case .date(let vector): return .date(Int(vector[row]))
    case .datetime(let vector): return .datetime(vector[row])
    case .period(let vector): return .period(Period(packed: vector[row]))
    case .duration(let vector):
      if case .duration(let unit) = type.ofValue { return .duration(vector[row], unit) }
      return .duration(vector[row], .days)
    case .rows(let vector): return vector[row] < 0 ? .missing : .row(Int(vector[row]))
    case .sequence(let range): return .row(range.lowerBound + row)
    case .list(let offsets, let elements):
      var elementType = ValueType.unknown
      if case .list(let type) = type.ofValue { elementType = type }
      return .list((Int(offsets[row])..<Int(offsets[row + 1])).map { elements.column.value($0, elementType) })
    }
  }
}
