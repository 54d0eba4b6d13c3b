import Columns

/// Lines through points, each with marks of a form of its own.
struct SVGLines {
  private let drawn: Lines
  private let content: ChartContent
  /// With more points on a line its marks would hide it.
  private static let mostMarks = 60

  init(_ drawn: Lines, _ content: ChartContent) {
    self.drawn = drawn
    self.content = content
  }

  func draw(_ writer: inout SVGWriter, _ y: inout Double) {
    guard var plane = SVGPlane(covering: drawn.yRange, isWhole: drawn.isWhole, unit: drawn.unit) else {
      return SVGChart.remark(ChartContent.obstacle(drawn.yRange), &writer, &y)
    }
    plane.draw(content.y, &writer, &y)
    let room = Int((plane.right - plane.left) / SVGChart.letterWidth)
    let axis = HorizontalAxis(drawn.axis, drawn.xRange, columns: room)
    // Marks at the ends stay within the field.
    let (left, right) = (plane.left + 8, plane.right - 8)
    func x(_ value: Double) -> Double { left + axis.position(value) * (right - left) }
    for (number, points) in drawn.series.enumerated() {
      writer.begin("g")
      if !content.series[number].isEmpty { writer.add("title", text: content.series[number]) }
      var (path, isDown) = ("", false)
      for point in points {
        guard let value = point.y else {
          isDown = false
          continue
        }
        path += (isDown ? "L" : "M") + "\(SVGWriter.number(x(point.x))) \(SVGWriter.number(plane.y(value)))"
        isDown = true
      }
      if !path.isEmpty { writer.add("path", ["class": "line l\(number)", "d": path]) }
      for (index, point) in points.enumerated() {
        guard let value = point.y else { continue }
        let isAlone =
          (index == 0 || points[index - 1].y == nil) && (index + 1 == points.count || points[index + 1].y == nil)
        guard points.count <= Self.mostMarks || isAlone else { continue }
        Self.mark(number, x(point.x), plane.y(value), drawn.text(of: point), &writer)
      }
      writer.end()
    }
    plane.label(axis.ticks.map { (x($0.value), $0.text) }, content.x, &writer, &y)
  }

  /// A mark of the series' colour and form, with a text where one points at it.
  static func mark(_ series: Int, _ x: Double, _ y: Double, _ text: String, _ writer: inout SVGWriter) {
    let corners: [(Double, Double)] =
      switch series % 4 {
      case 1: [(0, -5), (4.5, 3.5), (-4.5, 3.5)]
      case 2: [(-3.5, -3.5), (3.5, -3.5), (3.5, 3.5), (-3.5, 3.5)]
      case 3: [(0, -5), (5, 0), (0, 5), (-5, 0)]
      default: []
      }
    let path =
      corners.isEmpty
      ? "M\(SVGWriter.number(x - 3.5)) \(SVGWriter.number(y))a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z"
      : "M" + corners.map { "\(SVGWriter.number(x + $0)) \(SVGWriter.number(y + $1))" }.joined(separator: "L") + "z"
    writer.begin("path", ["class": "s\(series)", "d": path])
    if !text.isEmpty { writer.add("title", text: text) }
    writer.end()
  }
}
