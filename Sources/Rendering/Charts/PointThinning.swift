/// Of more points than a picture has places across, those by which it looks the same: in each place the first, the last, the lowest and
/// the highest (U. Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014), and one where the line is broken.
struct PointThinning {
  private let range: ClosedRange<Double>
  /// More than a terminal has dots, or an SVG on a screen pixels.
  private static let places = 1024
  private static let mostInPlace = 5

  init(_ range: ClosedRange<Double>) { self.range = range }

  /// `points` go from left to right, and so does what is given.
  func seen(_ points: [Lines.Point]) -> [Lines.Point] {
    guard points.count > Self.places * Self.mostInPlace else { return points }
    var result: [Lines.Point] = []
    var start = 0
    while start < points.count {
      let place = place(points[start].x)
      var end = start + 1
      while end < points.count, self.place(points[end].x) == place { end += 1 }
      for index in marked(points, start..<end) { result.append(points[index]) }
      start = end
    }
    return result
  }

  private func place(_ x: Double) -> Int {
    let length = range.upperBound - range.lowerBound
    // What is not drawn may lie beside what is.
    let part = length > 0 && length.isFinite ? (x - range.lowerBound) / length : 0
    return Int((min(max(part, 0), 1) * Double(Self.places - 1)).rounded(.down))
  }

  private func marked(_ points: [Lines.Point], _ indices: Range<Int>) -> [Int] {
    var marked: Set<Int> = [indices.lowerBound, indices.upperBound - 1]
    var (lowest, highest, broken): (Int?, Int?, Int?)
    for index in indices {
      guard let y = points[index].y else {
        broken = broken ?? index
        continue
      }
      if lowest.flatMap({ points[$0].y }).map({ y < $0 }) ?? true { lowest = index }
      if highest.flatMap({ points[$0].y }).map({ y > $0 }) ?? true { highest = index }
    }
    for case let index? in [lowest, highest, broken] { marked.insert(index) }
    return marked.sorted()
  }
}
