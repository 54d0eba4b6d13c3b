/// Numbers distinct integers 0, 1, 2, … by first appearance: by their place in an array as long as they lie close together, as
/// identifiers, days and numbers of rows do, else by hash. Built by one thread; looked up by any.
final class IntegerTable: @unchecked Sendable {
  enum Index {
    /// The number of `low + i` at `i`, -1 where it was never inserted.
    case places(UnsafeMutableBufferPointer<Int32>, low: Int64)
    case hashed(DenseTable<Int64>)
  }

  @exclusivity(unchecked) private(set) var index: Index
  /// By number, while places are used.
  @exclusivity(unchecked) private var values = GrowableVector<Int64>()
  /// How many rows it was prepared for.
  private var rows = 0

  init() { index = .places(.allocate(capacity: 0), low: 0) }

  deinit { if case .places(let places, _) = index { places.deallocate() } }

  var count: Int { if case .hashed(let table) = index { table.count } else { values.count } }

  /// To be called before so many rows of integers in `bounds` are inserted.
  func prepare(_ bounds: ClosedRange<Int64>, rows added: Int) {
    rows += added
    guard case .places(let places, let low) = index else { return }
    // What has a place lies close together, so that only the bounds can be far off.
    let last = low.addingReportingOverflow(Int64(max(places.count, 1) - 1))
    if places.count > 0, !last.overflow, low <= bounds.lowerBound, bounds.upperBound <= last.partialValue { return }
    let least = values.count == 0 ? bounds.lowerBound : min(low, bounds.lowerBound)
    let most = values.count == 0 ? bounds.upperBound : max(last.overflow ? .max : last.partialValue, bounds.upperBound)
    let (span, overflow) = most.subtractingReportingOverflow(least)
    if overflow || span >= max(1 << 12, 4 * rows) { useHashes() } else { extend(least, count: Int(span) + 1) }
    places.deallocate()
  }

  /// Only within what it was prepared for.
  @inline(__always)
  func insert(_ value: Int64, _ places: UnsafeMutableBufferPointer<Int32>, low: Int64) -> Int32 {
    let place = Int(value &- low)
    return places[place] >= 0 ? places[place] : add(value, places, place)
  }

  @inline(never)
  private func add(_ value: Int64, _ places: UnsafeMutableBufferPointer<Int32>, _ place: Int) -> Int32 {
    places[place] = Int32(truncatingIfNeeded: values.count)
    values.append(value)
    return places[place]
  }

  @inline(__always)
  static func find(_ value: Int64, _ places: UnsafeMutableBufferPointer<Int32>, low: Int64) -> Int32 {
    let (place, overflow) = value.subtractingReportingOverflow(low)
    return overflow || place < 0 || place >= places.count ? -1 : places[Int(place)]
  }

  /// Room on both sides, so that what comes in ascending or descending order is not moved each time.
  private func extend(_ least: Int64, count: Int) {
    let (low, overflow) = least.subtractingReportingOverflow(values.count == 0 ? 0 : Int64(count / 2))
    let places = UnsafeMutableBufferPointer<Int32>.allocate(capacity: 2 * count)
    places.initialize(repeating: -1)
    let start = overflow ? least : low
    for number in 0..<values.count { places[Int(values[number] - start)] = Int32(truncatingIfNeeded: number) }
    index = .places(places, low: start)
  }

  private func useHashes() {
    let table = DenseTable<Int64>()
    for number in 0..<values.count { _ = table.insert(values[number]) }
    values = GrowableVector()
    index = .hashed(table)
  }
}
