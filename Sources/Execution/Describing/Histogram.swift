/// How numbers are spread between the least and the greatest, as block characters: of eight parts of one width, how many lie in each.
struct Histogram {
  let text: String

  private static let blocks = Array("▁▂▃▄▅▆▇█")

  /// Nil where there are no values. Of few whole numbers each has a part of its own.
  init?(_ values: [(at: Double, count: Int)], isWhole: Bool) {
    guard let least = values.map(\.at).min(), let greatest = values.map(\.at).max() else { return nil }
    let width = greatest - least
    // Where the width of floats is beyond them, half of each; elsewhere not, as half of the smallest is nothing.
    let unit = width.isFinite ? 1.0 : 2.0
    let scaledWidth = greatest / unit - least / unit
    let bins = isWhole && width < 7 ? Int(width) + 1 : width > 0 ? 8 : 1
    var counts = [Int](repeating: 0, count: bins)
    for value in values {
      let part = width > 0 ? min(max((value.at / unit - least / unit) / scaledWidth, 0), 1) : 0
      let bin = isWhole && width < 7 ? Int(value.at - least) : Int(part * Double(bins))
      counts[max(0, min(bin, bins - 1))] += value.count
    }
    let most = max(counts.max() ?? 1, 1)
    // Where there is something at all it is higher than where there is nothing.
    text = String(counts.map { Self.blocks[($0 * (Self.blocks.count - 1) + most - 1) / most] })
  }
}
