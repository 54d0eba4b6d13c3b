import Columns
import Diagnostics

/// Values of another kind than those before, or than declared.
extension RecordParser {
  /// A value that the field's kind does not hold: refused where the descriptor says the kind, kept as its text in a mixed field;
  /// otherwise the field is noted as one to be read again.
  @inline(never)
  mutating func unfit(
    _ kind: FieldKind, _ text: TextView, _ p: Bytes, into field: UnsafeMutablePointer<FieldBuilder>, row: Int
  ) throws(JSONFault) {
    if field.pointee.kind == .mixed {
      if let family = kind.family { field.pointee.census.add(family, at: p - scanner.base) }
      field.pointee.append(mixed: text, at: row)
    } else if field.pointee.isDeclared {
      guard field.pointee.context.rules.collectsMisfits else { throw mismatch(kind, p, field) }
      field.pointee.context.misfits.append(
        Misfit(
          row: rows - 1, offset: p - scanner.base, path: field.pointee.path, declared: field.pointee.kind, kind: kind))
    } else {
      if field.pointee.path.isEmpty, field.pointee.kind == .record {
        throw notLikeTheOthers(kind, p, field)
      }
      field.pointee.isConflicted = true
      field.pointee.unifiedKind = field.pointee.unifiedKind.unified(kind)
    }
  }

  func mismatch(_ kind: FieldKind, _ p: Bytes, _ field: UnsafeMutablePointer<FieldBuilder>) -> JSONFault {
    let declared = field.pointee.kind
    let help: [String] =
      switch declared {
      case .date: ["dates are written \"2023-09-01\""]
      case .datetime: ["they are written \"2023-09-01T14:30:00+08:00\""]
      case .month: ["they are written \"2023-09\""]
      case .unknown, .boolean, .integer, .decimal, .float, .text, .list, .record, .mixed: []
      }
    let path = field.pointee.path
    if field.pointee.form != nil, kind == .text {
      return JSONFault(
        .dataTypeMismatch, at: p - scanner.base,
        "this is not written as the descriptor says that '\(path)', \(declared.phrase), is",
        help: ["see its format, decimalChar, groupChar, trueValues or delimiter in datapackage.json"])
    }
    return JSONFault(
      .dataTypeMismatch, at: p - scanner.base,
      "the descriptor says that '\(path)' is \(declared.phrase), but this is \(kind.phrase)", help: help)
  }

  func notLikeTheOthers(_ kind: FieldKind, _ p: Bytes, _ root: UnsafeMutablePointer<FieldBuilder>) -> JSONFault {
    JSONFault(
      .dataShape, at: p - scanner.base,
      "the records before are each \(root.pointee.kind.phrase), but this is \(kind.phrase)",
      help: ["all records of a collection must be objects, in { }"])
  }
}
