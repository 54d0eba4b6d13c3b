import Columns
import Diagnostics

/// How people see what money is in: a sign before the number, or the code of the currency where it has none that everybody knows.
struct CurrencySign: Equatable {
  /// Written before the digits and after a minus.
  let text: String

  static let none = CurrencySign(text: "")

  private init(text: String) { self.text = text }

  /// `¥` is the yuan's: yen stay `JPY`. Without `unicode` only `$` is a sign.
  init(_ currency: String, unicode: Bool) {
    switch currency {
    case "USD": text = "$"
    case "CNY" where unicode: text = "¥"
    case "EUR" where unicode: text = "€"
    case "GBP" where unicode: text = "£"
    default: text = escapingControls(currency) + " "
    }
  }

  /// The sign and the digits of a number that is not negative.
  func before(_ digits: String) -> String { text + digits }

  /// The sign put into a number: `-¥5.00`.
  func into(_ number: String) -> String {
    number.hasPrefix("-") ? "-" + text + number.dropFirst() : text + number
  }
}
