/// What names mean at some place of a script that is being made.
struct Scope {
  typealias Field = Programme.Field
  typealias Kind = Programme.Kind

  /// A path as a script writes it.
  struct Path {
    var text: String
    var kind: Kind
  }

  /// A path to many rows for each row at hand.
  struct Many {
    var text: String
    var fields: [Field]
    var origin: String?
  }

  /// Over what an aggregate without a to-many path ranges.
  enum Place { case rows, group, inner, nowhere, barred }

  var fields: [Field]
  /// The collection whose rows these are, while they live.
  var origin: String?
  var place: Place
  /// Named tables that kept the rows of a collection.
  var related: [(name: String, origin: String, fields: [Field])] = []
  /// A path that means the row at hand itself: `visits` inside `max(visits.minutes)`.
  var prefix: String?
  /// Of the scope around an aggregate.
  var outerPaths: [Path] = []
  /// In `summarize`: the rows of the groups, over which aggregates range.
  var groupRows: [Scope] = []

  init(fields: [Field], origin: String? = nil, place: Place) {
    (self.fields, self.origin, self.place) = (fields, origin, place)
  }

  /// Every path to one value, references followed twice.
  var paths: [Path] {
    let own = Self.paths(fields, depth: 2)
    return own + (prefix.map { prefix in own.map { Path(text: prefix + "." + $0.text, kind: $0.kind) } } ?? [])
      + outerPaths
  }

  private static func paths(_ fields: [Field], depth: Int) -> [Path] {
    fields.flatMap { field -> [Path] in
      func under(_ name: String, _ fields: [Field]) -> [Path] {
        paths(fields, depth: depth - 1).map { Path(text: name + "." + $0.text, kind: $0.kind) }
      }
      switch field.kind {
      case .reference(let other):
        let follow = depth > 0 ? under(field.following ?? field.name, Programme.fields(of: other)) : []
        return [Path(text: field.name, kind: field.kind)] + follow
      case .record(let inner): return under(field.name, inner)
      case .row(let inner, _): return depth > 0 ? under(field.name, inner) : []
      case .objects: return []
      default: return [Path(text: field.name, kind: field.kind)]
      }
    }
  }

  /// Every path to many rows, up to two to-many steps.
  var manies: [Many] {
    var result = origin.map { Self.inverses(of: $0, depth: 2) } ?? []
    for field in fields {
      switch field.kind {
      case .objects(let inner): result.append(Many(text: field.name, fields: inner))
      case .reference(let other):
        result += Self.inverses(of: other, depth: 1).map { $0.under(field.following ?? field.name) }
      case .row(_, let origin?): result += Self.inverses(of: origin, depth: 1).map { $0.under(field.name) }
      default: break
      }
    }
    for table in related where table.origin == origin {
      result.append(Many(text: table.name, fields: table.fields, origin: table.origin))
    }
    // An own field wins over the name of an inverse.
    let hidden = Set(fields.filter { if case .objects = $0.kind { false } else { true } }.map(\.name))
    return result.filter { !hidden.contains($0.text) }
  }

  private static func inverses(of collection: String, depth: Int) -> [Many] {
    guard depth > 0 else { return [] }
    let inverses = Programme.collection(collection)?.inverses ?? []
    return inverses.flatMap { inverse -> [Many] in
      let fields = Programme.fields(of: inverse.collection)
      let objects = fields.compactMap { field in
        if case .objects(let inner) = field.kind { Many(text: field.name, fields: inner) } else { nil as Many? }
      }
      let further = Self.inverses(of: inverse.collection, depth: depth - 1) + objects
      return [Many(text: inverse.name, fields: fields, origin: inverse.collection)]
        + further.map { $0.under(inverse.name) }
    }
  }

  /// The scope of the rows to which a path leads, inside an aggregate.
  func inside(_ many: Many) -> Scope {
    var inner = Scope(fields: many.fields, origin: many.origin, place: .inner)
    inner.prefix = many.text
    if place != .group { inner.outerPaths = outer(besides: inner) }
    return inner
  }

  /// The scope of the elements of a list of plain values.
  func inside(list path: String, _ element: Kind) -> Scope {
    var inner = Scope(fields: [Field(path, element)], place: .inner)
    inner.outerPaths = outer(besides: inner)
    return inner
  }

  /// The scope of the rows at hand, inside an aggregate over them.
  var insideRows: Scope {
    var inner = self
    inner.place = .inner
    return inner
  }

  private func outer(besides inner: Scope) -> [Path] {
    var taken = Set(inner.fields.flatMap { [$0.name, $0.following ?? $0.name] }.map(Self.first))
    if let prefix = inner.prefix { taken.insert(Self.first(prefix)) }
    if let origin = inner.origin { taken.formUnion(Self.inverses(of: origin, depth: 1).map(\.text)) }
    taken.formUnion(related.map(\.name))
    let own = Self.paths(fields, depth: 1)
    return own.filter { !taken.contains(Self.first($0.text)) }
      + own.prefix(6).map { Path(text: "outer." + $0.text, kind: $0.kind) }
  }

  private static func first(_ path: String) -> String { String(path.prefix { $0 != "." }) }
}

extension Scope.Many {
  func under(_ name: String) -> Scope.Many {
    var result = self
    result.text = name + "." + text
    return result
  }
}
