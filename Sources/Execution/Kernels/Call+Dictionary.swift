import Columns
import Plans

extension Call {
  /// Where one dictionary column meets constants alone: computed once for each text that occurs, then spread over the rows. Nil
  /// elsewhere, and where that would save nothing.
  func overDictionary() throws(EvaluationFailure) -> Column? {
    guard let place = arguments.firstIndex(where: { $0.constant == nil }),
      !arguments[(place + 1)...].contains(where: { $0.constant == nil }),
      case .column(let column, let argumentType) = arguments[place],
      case .dictionary(let codes, let dictionary) = column.values, dictionary.count < count
    else { return nil }
    if dictionary.count <= count / 8, let flags = try overEntries(place, column, argumentType, codes, dictionary) {
      return flags
    }
    let (entries, places) = Self.occurring(column, codes, dictionary)
    var inner = self
    inner.arguments[place] = .column(entries, argumentType)
    inner.count = entries.count
    return Self.spread(try inner.computed(), over: places)
  }

  /// A condition that cannot fail, computed for all texts, whether they occur or not. Nil for what is none.
  private func overEntries(
    _ place: Int, _ column: Column, _ type: ValueType, _ codes: Vector<Int32>, _ dictionary: TextDictionary
  ) throws(EvaluationFailure) -> Column? {
    switch function {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .between, .containsText, .startsWith,
      .endsWith:
      break
    default: return nil
    }
    // The last one is missing.
    let missing = dictionary.count
    let texts = Vector.concatenated([dictionary.entries, Vector([.empty])])
    var inner = self
    inner.count = missing + 1
    inner.arguments[place] = .column(
      Column(.text(texts, dictionary.arena), validity: Column.validity(count: missing + 1) { $0 != missing }), type)
    guard case .boolean(let flags) = try inner.computed().values else { return nil }
    let isTrueOfMissing = flags[missing]
    guard let presence = column.validity else { return self.flags(codes.mapped { flags[Int($0)] }) }
    return self.flags(
      Vector(count: count) { target in
        for row in 0..<count {
          target[row] = presence[row] == 0 ? isTrueOfMissing : flags[Int(codes[row])]
        }
      })
  }

  /// The texts that occur, missing among them, and where each row's stands.
  private static func occurring(
    _ column: Column, _ codes: Vector<Int32>, _ dictionary: TextDictionary
  ) -> (entries: Column, places: Vector<Int32>) {
    let missing = dictionary.count
    var placeOf = [Int32](repeating: -1, count: dictionary.count + 1)
    var occurring: [Int32] = []
    var missingPlace: Int32?
    let places = Vector<Int32>(count: codes.count) { target in
      for row in 0..<codes.count {
        let code = column.isMissing(row) ? missing : Int(codes[row])
        if placeOf[code] < 0 {
          placeOf[code] = Int32(truncatingIfNeeded: occurring.count)
          if code == missing { missingPlace = placeOf[code] }
          occurring.append(code == missing ? -1 : Int32(truncatingIfNeeded: code))
        }
        target[row] = placeOf[code]
      }
    }
    let views = dictionary.entries.gathered(Vector(occurring), missing: .empty)
    let validity = missingPlace.map { place in Column.validity(count: occurring.count) { $0 != Int(place) } } ?? nil
    return (Column(.text(views, dictionary.arena), validity: validity), places)
  }

  /// The value at each row's place; texts as a dictionary, so that what follows profits too.
  private static func spread(_ result: Column, over places: Vector<Int32>) -> Column {
    guard case .text(_, let arena) = result.values else { return result.gather(places) }
    let distinct = GroupNumbering([result], count: result.count)
    guard case .text(let entries, _) = result.gather(distinct.firstRows).values else { return result.gather(places) }
    let codes = distinct.groups.gathered(places, missing: 0)
    return Column(
      .dictionary(codes, TextDictionary(entries: entries, arena: arena)),
      validity: result.validity?.gathered(places, missing: 0))
  }
}
