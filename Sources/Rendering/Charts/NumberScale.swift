import Columns
import Glibc

/// An axis of numbers with round steps: 1, 2 or 5 times a power of ten, as in P. Heckbert, "Nice Numbers for Graph Labels", Graphics
/// Gems (1990), but with as many steps as asked for or fewer.
struct NumberScale {
  /// What stands before a number: the sign of a currency.
  var unit = CurrencySign.none
  private let mantissa: Int
  private let exponent: Int
  /// Of the steps, as multiples.
  private let first: Int
  private var last: Int
  private let step: Double

  var low: Double { value(first) }
  var high: Double { value(last) }

  /// Nil where floats cannot tell the ends apart, or hold their distance.
  init?(covering range: ClosedRange<Double>, steps: Int, isWhole: Bool) {
    var (low, high) = (range.lowerBound, range.upperBound)
    if low == high { (low, high) = low > 0 ? (0, high) : low < 0 ? (low, 0) : (0, 1) }
    let rough = high / Double(max(steps, 1)) - low / Double(max(steps, 1))
    guard rough.isFinite, rough >= .leastNormalMagnitude else { return nil }
    var exponent = Int(log10(rough).rounded(.down))
    var mantissa = [1, 2, 5].first { Double($0) * Self.power(exponent) >= rough * (1 - 1e-12) } ?? 10
    if mantissa == 10 { (mantissa, exponent) = (1, exponent + 1) }
    if isWhole, exponent < 0 { (mantissa, exponent) = (1, 0) }
    let step = Double(mantissa) * Self.power(exponent)
    guard step.isFinite, abs(low / step) < 1e15, abs(high / step) < 1e15 else { return nil }
    (self.mantissa, self.exponent, self.step) = (mantissa, exponent, step)
    first = Int((low / step + 1e-9).rounded(.down))
    last = Int((high / step - 1e-9).rounded(.up))
  }

  /// 10 to the power; exact as far as a float can be.
  private static func power(_ exponent: Int) -> Double {
    exponent >= 0 ? pow(10, Double(exponent)) : 1 / pow(10, Double(-exponent))
  }

  var ticks: [(value: Double, text: String)] { (first...last).map { (value($0), text($0)) } }

  /// The round numbers around the largest floats are beyond them.
  private func value(_ multiple: Int) -> Double {
    min(max(Double(multiple) * step, -.greatestFiniteMagnitude), .greatestFiniteMagnitude)
  }

  /// 0 at the low end, 1 at the high.
  func position(_ value: Double) -> Double { (value / step - Double(first)) / Double(last - first) }

  /// With one more step at its high end.
  var extended: NumberScale {
    var scale = self
    scale.last += 1
    return scale
  }

  var stepText: String { text(1) }

  private func text(_ multiple: Int) -> String {
    let digits = String((multiple * mantissa).magnitude).utf8.count + max(exponent, 0)
    var bytes: [UInt8] = []
    if digits > 15 || exponent < -12 {
      bytes.append(integer: Int64((multiple * mantissa).magnitude))
      if multiple != 0 { bytes += "e\(exponent)".utf8 }
    } else {
      let (whole, scale) = (Int128((multiple * mantissa).magnitude), max(-exponent, 0))
      bytes.append(mantissa: whole * Int128(DecimalNumber.power(max(exponent, 0))), scale: scale)
    }
    return (multiple < 0 ? "-" : "") + unit.before(groupingDigits(bytes, from: 5))
  }
}
