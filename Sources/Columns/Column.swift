/// One field of many rows: typed values in contiguous memory, and which of them are missing. Immutable; slices share memory.
package struct Column: Sendable {
  package var values: Values
  /// One byte a row, 0 where the value is missing; absent where nothing is. What `values` holds at a missing row is unspecified
  /// but initialised (and, for text, a view that may be read).
  package var validity: Vector<UInt8>?

  /// The physical kinds. Units: dates in days and datetimes in microseconds since 1970-01-01 (UTC), periods packed
  /// (`Period.packed`), durations in months, days or microseconds as their type says, decimals as mantissas of one scale a
  /// column, rows as row numbers of the relation that the type names (-1: none, as a missing value).
  package enum Values: Sendable {
    case boolean(Vector<UInt8>)
    case integer(Vector<Int64>)
    case decimal(Vector<Int64>, scale: Int)
    case wideDecimal(Vector<Int128>, scale: Int)
    case float(Vector<Double>)
    case text(Vector<TextView>, Arena)
    /// Codes into distinct texts.
    case dictionary(Vector<Int32>, TextDictionary)
    case date(Vector<Int32>)
    case datetime(Vector<Int64>)
    case period(Vector<Int64>)
    case duration(Vector<Int64>)
    case rows(Vector<Int32>)
    /// Row numbers that follow each other: what a scan gives before anything is filtered, so that a gather is a slice.
    case sequence(Range<Int>)
    /// Row `i` holds the elements `offsets[i]..<offsets[i + 1]`; one offset more than there are rows.
    case list(offsets: Vector<Int32>, ListElements)
  }

  @inlinable
  package init(_ values: Values, validity: Vector<UInt8>? = nil) {
    self.values = values
    self.validity = validity
  }

  package var count: Int {
    switch values {
    case .boolean(let vector): vector.count
    case .integer(let vector), .decimal(let vector, _), .datetime(let vector), .period(let vector),
      .duration(let vector):
      vector.count
    case .wideDecimal(let vector, _): vector.count
    case .float(let vector): vector.count
    case .text(let vector, _): vector.count
    case .dictionary(let vector, _), .date(let vector), .rows(let vector): vector.count
    case .sequence(let range): range.count
    case .list(let offsets, _): offsets.count - 1
    }
  }

  @inlinable
  package func isMissing(_ row: Int) -> Bool {
    guard let validity else { return false }
    return validity[row] == 0
  }
}

/// The elements of a column of lists, behind a reference so that a column of lists holds a column.
package final class ListElements: Sendable {
  package let column: Column
  package init(_ column: Column) { self.column = column }
}

/// Keeps the memory of text views alive: mapped files and arenas of decoded text.
package final class Arena: @unchecked Sendable {
  package let owners: [AnyObject]
  package init(_ owners: [AnyObject]) { self.owners = owners }
}

/// Distinct texts, to which codes refer. Entries are in the order of their first appearance.
package final class TextDictionary: @unchecked Sendable {
  package let entries: Vector<TextView>
  package let arena: Arena

  package init(entries: Vector<TextView>, arena: Arena) {
    self.entries = entries
    self.arena = arena
  }

  package var count: Int { entries.count }
}
