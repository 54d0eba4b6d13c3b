import Columns
import Diagnostics
import Plans

@testable import Execution

/// A small programme, made by a seed: schools, children (with references that are missing or dangle, lists of needs, medications as
/// objects in a list), visits, sponsors, and a named table whose rows hold children.
struct Fixture {
  static let (schools, children, visits, sponsors, medications, picked) = (
    RelationID(0), RelationID(1), RelationID(2), RelationID(3), RelationID(4), RelationID(-1)
  )

  var dataset: Dataset
  private var random: SplitMix

  init(seed: UInt64, children: Int = 60, visits: Int = 150) {
    random = SplitMix(state: seed)
    dataset = Dataset(name: "test", relations: [], references: [])
    var random = self.random
    func maybe(_ value: @autoclosure () -> Value, _ percent: Int = 85) -> Value {
      random.next(100) < percent ? value() : .missing
    }
    let schools = Self.relation(
      "schools", [("id", .integer), ("name", .text), ("county", .text)],
      (0..<6).map {
        [.integer(Int64($0)), .text("school \($0)"), maybe(.text(["Lhasa", "Pengan", "Qumalai"][$0 % 3]))]
      })
    let needs = ["pads", "soap", "shoes", "books"]
    let childRows: [[Value]] = (0..<children).map { row in
      [
        .integer(Int64(row)), .text("child \(random.next(children))"), maybe(.integer(Int64(random.next(7)))),
        maybe(.decimal(DecimalNumber(Int128(random.next(4000)) - 500, scale: 2))),
        maybe(.float(Double(random.next(400)) / 4)), maybe(.date(14_000 + random.next(900))),
        // 6 and 7 dangle.
        maybe(.integer(Int64(random.next(8)))), maybe(.integer(Int64(random.next(12))), 60),
        maybe(.list((0..<random.next(4)).map { _ in .text(needs[random.next(4)]) })),
        maybe(.boolean(random.next(2) == 0)),
        // Chains, cycles, themselves and nobody.
        maybe(.integer(Int64(random.next(children + 1)))),
      ]
    }
    let childFields: [(String, ValueType)] = [
      ("id", .integer), ("name", .text), ("grade", .integer), ("fee", .decimal), ("weight", .float), ("born", .date),
      ("school_id", .integer), ("sponsor_id", .integer), ("needs", .list(.text)), ("active", .boolean),
      ("mentor_id", .integer),
    ]
    let visitRows: [[Value]] = (0..<visits).map { row in
      [
        .integer(Int64(row)), maybe(.integer(Int64(random.next(children + 3)))), .date(16_000 + random.next(365)),
        maybe(.decimal(DecimalNumber(Int128(random.next(100)), scale: 1))),
        maybe(.text(["Li", "Wang", "Zhaxi"][random.next(3)])), maybe(.integer(Int64(random.next(120)))),
        maybe(.text(random.next(40) == 0 ? "USD" : "CNY")),
      ]
    }
    let sponsors = Self.relation(
      "sponsors", [("id", .integer), ("name", .text)],
      // A key that stands twice finds its first row.
      (0..<10).map { [.integer(Int64(min($0, 8))), .text("sponsor \($0)")] })
    var offsets: [Int32] = [0]
    for _ in 0..<children { offsets.append((offsets.last ?? 0) + Int32(random.next(3))) }
    let medications = Self.relation(
      "children.medications", [("name", .text), ("dose", .integer)],
      (0..<Int(offsets.last ?? 0)).map { _ in
        [.text(["A", "B"][random.next(2)]), maybe(.integer(Int64(random.next(9))))]
      },
      parentOffsets: Vector(offsets))
    let picked = Self.relation(
      "picked", [("child", .row(Self.children)), ("points", .integer)],
      (0..<children / 2).map { _ in [maybe(.row(random.next(children))), .integer(Int64(random.next(5)))] })
    dataset.relations = [
      schools, Self.relation("children", childFields, childRows),
      Self.relation(
        "visits",
        [
          ("id", .integer), ("child_id", .integer), ("date", .date), ("score", .decimal), ("staff", .text),
          ("minutes", .integer), ("currency", .text),
        ], visitRows), sponsors, medications,
    ]
    dataset.named = [Self.picked: picked]
    self.random = random
  }

  static func relation(
    _ name: String, _ fields: [(String, ValueType)], _ rows: [[Value]], parentOffsets: Vector<Int32>? = nil
  ) -> Relation {
    let columns = fields.enumerated().map { index, field in
      (try? Column(rows.map { $0[index] }, field.1)) ?? Column(.boolean(Vector(repeating: 0, count: rows.count)))
    }
    let schema = RelationSchema(name: name, fields: fields.map { FieldSchema($0.0, $0.1) })
    return Relation(schema: schema, count: rows.count, columns: columns, parentOffsets: parentOffsets)
  }

  func executor(
    threads: Int = 1, morselSize: Int = 7, notes: NoteCollector = NoteCollector(),
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) -> Executor {
    Executor(
      dataset: dataset, indexes: IndexStore(), threads: threads, morselSize: morselSize, shouldStop: shouldStop,
      notes: notes)
  }
}

/// The result as rows of values, in the form that the reference gives: a list of objects as a list of lists.
func rows(_ table: ResultTable) -> [[Value]] { (0..<table.count).map { row in values(table.fields, row) } }

private func values(_ fields: [ResultField], _ row: Int) -> [Value] {
  fields.flatMap { field -> [Value] in
    if field.type == .list(.record), case .list(let offsets, _) = field.column.values {
      if field.column.isMissing(row) { return [.missing] }
      return [.list((Int(offsets[row])..<Int(offsets[row + 1])).map { .list(values(field.children, $0)) })]
    }
    return [field.column.value(row, field.type)] + values(field.children, row)
  }
}

/// S. Vigna's SplitMix64.
struct SplitMix {
  var state: UInt64

  mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}

// MARK: - Writing plans by hand

let somewhere = Span(0, 1)

extension TypedExpression {
  static func column(_ id: ColumnID, _ type: ValueType) -> TypedExpression {
    TypedExpression(.column(id), type, somewhere)
  }
  static func integer(_ value: Int64) -> TypedExpression {
    TypedExpression(.constant(.integer(value)), .integer, somewhere)
  }
  static func text(_ value: String) -> TypedExpression { TypedExpression(.constant(.text(value)), .text, somewhere) }

  static func call(_ function: Function, _ type: ValueType, _ arguments: TypedExpression...) -> TypedExpression {
    TypedExpression(.call(function, arguments), type, somewhere)
  }

  static func aggregate(_ aggregate: Aggregate) -> TypedExpression {
    TypedExpression(.aggregate(aggregate), aggregate.type, somewhere)
  }
}

extension Fixture {
  /// A field by its name, of the row in `row`.
  func field(_ relation: RelationID, _ name: String, _ row: TypedExpression) -> TypedExpression {
    let schema = dataset[relation].schema
    let index = schema.index(ofField: name) ?? 0
    return TypedExpression(.field(relation, index, row: row), schema.fields[index].type, somewhere)
  }

  func field(_ relation: RelationID, _ name: String, _ row: ColumnID) -> TypedExpression {
    field(relation, name, .column(row, .row(relation)))
  }

  /// The row of `to` whose `id` is `key`.
  func follow(_ key: TypedExpression, _ to: RelationID) -> TypedExpression {
    TypedExpression(.lookup(to, fields: [0], keys: [key]), .row(to), somewhere)
  }

  func reverse(_ relation: RelationID, _ name: String, _ to: RelationID) -> Aggregate.Step {
    .reverse(relation: relation, fields: [dataset[relation].schema.index(ofField: name) ?? 0], to: to, keys: [0])
  }
}

func aggregate(
  _ function: AggregateFunction, _ argument: TypedExpression? = nil, _ range: Aggregate.Range = .rows,
  distinct: Bool = false, where condition: TypedExpression? = nil, sort: [SortKey] = [], p: TypedExpression? = nil
) -> Aggregate {
  let type: ValueType
  switch function {
  case .count: type = .integer
  case .any, .all, .exists: type = .boolean
  case .avg, .stddev, .share: type = .float
  case .median, .percentile: type = argument?.type == .float ? .float : .decimal
  case .list: type = .list(argument?.type ?? .unknown)
  case .sum, .min, .max, .first, .last, .only, .mode: type = argument?.type ?? .unknown
  }
  return Aggregate(
    function, isDistinct: distinct, argument: argument, parameter: p, condition: condition, sort: sort, range: range,
    label: function.rawValue + "(…)", type: type, span: somewhere)
}

func output(_ expressions: TypedExpression...) -> [Plan.OutputField] {
  expressions.enumerated().map { Plan.OutputField(name: "f\($0)", expression: $1) }
}
