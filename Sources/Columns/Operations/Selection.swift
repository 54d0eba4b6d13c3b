extension Column {
  /// The rows where this boolean column is true, ascending; missing is false.
  package func selection() -> Vector<Int32> {
    guard case .boolean(let flags) = values else { return Vector([]) }
    var selected = 0
    let rows = Vector<Int32>(count: flags.count) { target in
      // Every row is written and only the end moves: no branch for the processor to guess.
      if let validity {
        for row in 0..<flags.count {
          target[selected] = Int32(truncatingIfNeeded: row)
          selected += Int(flags[row] & validity[row])
        }
      } else {
        for row in 0..<flags.count {
          target[selected] = Int32(truncatingIfNeeded: row)
          selected += Int(flags[row])
        }
      }
    }
    return rows.slice(0..<selected)
  }
}
