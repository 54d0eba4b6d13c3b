/// The signs a table is drawn with.
struct TableFrame {
  struct Rule {
    var left, cross, right: String
  }

  let horizontal, vertical: String
  let top, middle, bottom: Rule
  let ellipsis, missing, omission: String

  static let unicode = TableFrame(
    horizontal: "─", vertical: "│", top: Rule(left: "┌", cross: "┬", right: "┐"),
    middle: Rule(left: "├", cross: "┼", right: "┤"), bottom: Rule(left: "└", cross: "┴", right: "┘"),
    ellipsis: "…", missing: "·", omission: "⋮")

  static let ascii = TableFrame(
    horizontal: "-", vertical: "|", top: Rule(left: "+", cross: "+", right: "+"),
    middle: Rule(left: "+", cross: "+", right: "+"), bottom: Rule(left: "+", cross: "+", right: "+"),
    ellipsis: "...", missing: "-", omission: ":")
}
