/// How references and their fields are named.
enum ReferenceNames {
  private static let irregularPlurals = ["child": "children", "person": "people", "man": "men", "woman": "women"]

  /// `sponsor` for `sponsor_id`.
  static func name(ofField field: String) -> String {
    field.hasSuffix("_id") && field.count > 3 ? String(field.dropLast(3)) : field
  }

  /// The names that a collection of `noun` may bear.
  static func collections(of noun: String) -> [String] {
    var names = [noun, noun + "s", noun + "es"]
    if noun.hasSuffix("y") { names.append(noun.dropLast() + "ies") }
    for (singular, plural) in irregularPlurals where noun.hasSuffix(singular) {
      names.append(noun.dropLast(singular.count) + plural)
    }
    return names
  }
}
