import Columns

/// How often something was seen in a chunk, and at which byte of its file first.
struct Sightings {
  private(set) var count = 0
  private(set) var first = 0

  mutating func add(at offset: Int) {
    if count == 0 { first = offset }
    count += 1
  }
}

/// One field of one chunk of a text, as it grows. Rows without a value are filled in when the next value, or the end, comes, so that
/// a missing value costs nothing. Lives in memory that `ObjectBuilder` or a list's builder manages.
struct FieldBuilder: ~Copyable {
  /// The dotted path from the collection's rows, with `[]` for the elements of a list (`medications[].dose`); of the rows
  /// themselves empty.
  let path: String
  let name: FieldName
  let context: BuildContext
  let isDeclared: Bool
  let missingTexts: [String]
  /// How texts are written where they are not what they seem.
  let form: TextForm?
  /// Of decimals: numbers with an exponent are some too.
  let readsExponents: Bool
  /// Texts are looked at before they are stored.
  let examinesTexts: Bool

  var kind: FieldKind
  /// All kinds seen, also after values stopped being kept.
  var unifiedKind: FieldKind
  /// A value came that `kind` does not hold: nothing is kept from there on, and the text must be read again.
  var isConflicted = false
  /// Nobody asks for the field: its values are checked and not kept. Never of lists and objects.
  var isLeftOut = false
  /// The rows that have a place so far.
  var count = 0
  /// The row at which the name was last seen, to find names that occur twice in an object.
  var lastRow = -1
  /// The field that came after this one in the object before.
  var next = -1

  /// Filled only once a value was missing.
  var validity = GrowableVector<UInt8>()
  var hasMissing = false

  // Which of these is in use, `kind` says: booleans and the presence of records; dictionary codes, dates, ends of lists; integers,
  // mantissas, datetimes; wide mantissas; floats; views.
  var bytes = GrowableVector<UInt8>()
  var words = GrowableVector<Int32>()
  var integers = GrowableVector<Int64>()
  var wides = GrowableVector<Int128>()
  var floats = GrowableVector<Double>()
  var views = GrowableVector<TextView>()

  /// Digits after the point of all mantissas.
  var scale = 0
  /// Mantissas are in `wides`.
  var isWide = false
  /// Texts are codes into `distinct`.
  var isCoded = true
  var distinct = TextTable()
  /// The builder of a list's elements, whose rows are counted by `elementCount`.
  var elements: UnsafeMutablePointer<FieldBuilder>?
  var elementCount = 0
  var object: UnsafeMutablePointer<ObjectBuilder>?
  /// How many values of each family a mixed field has.
  var census = KindCensus()
  /// Numbers that are floats by the way they are written, and whole numbers beyond 64 bits.
  var inexact = Sightings()
  /// Numbers of which, as floats, not all digits are left.
  var roundedCount = 0
  var large = Sightings()
  /// The offsets from UTC that datetimes state, in minutes; nil among them where one states none.
  var zones: Set<Int?> = []
  var lastZone: Int??
  /// Of separated values: `""`, or blanks in quotes, came before any value that tells whether it is an empty text or nothing.
  var hasEarlyEmptyTexts = false

  init(path: String, name: FieldName, context: BuildContext) {
    let rule = context.rules.byPath[path]
    self.path = path
    self.name = name
    self.context = context
    isDeclared = rule?.isDeclared ?? false
    missingTexts = rule?.missingTexts ?? context.rules.missingTexts
    form = rule?.form
    readsExponents = rule.map { $0.readsExponents || $0.isDeclared && $0.kind == .decimal } ?? false
    examinesTexts = !missingTexts.isEmpty || rule?.form != nil
    kind = .unknown
    unifiedKind = .unknown
    if let rule { become(rule.kind) }
  }

  deinit {
    if let elements {
      elements.deinitialize(count: 1)
      elements.deallocate()
    }
    if let object {
      object.deinitialize(count: 1)
      object.deallocate()
    }
  }

  /// Whether texts stay where they stand in the file, other than a dictionary's few.
  var keepsViews: Bool {
    views.count > 0 || (elements?.pointee.keepsViews ?? false) || (object?.pointee.keepsViews ?? false)
  }

  /// Goes on as `newKind`, which `kind.converts(to:)`.
  mutating func become(_ newKind: FieldKind) {
    guard newKind != kind else { return }
    switch newKind {
    case .float: convertToFloat()
    case .list: makeElements()
    case .record: makeObject()
    case .unknown, .boolean, .integer, .decimal, .date, .datetime, .month, .text, .mixed: break
    }
    kind = newKind
    unifiedKind = unifiedKind.unified(newKind)
  }

  private mutating func makeElements() {
    guard elements == nil else { return }
    let place = UnsafeMutablePointer<FieldBuilder>.allocate(capacity: 1)
    place.initialize(to: FieldBuilder(path: path + "[]", name: FieldName(.empty), context: context))
    elements = place
  }

  private mutating func makeObject() {
    guard object == nil else { return }
    let place = UnsafeMutablePointer<ObjectBuilder>.allocate(capacity: 1)
    place.initialize(to: ObjectBuilder(prefix: path.isEmpty ? "" : path + ".", context: context))
    object = place
  }

  /// Gives the rows up to `row` a place, all of them missing.
  @inline(__always)
  mutating func fill(to row: Int) { if count < row { fillMissing(to: row) } }

  @inline(never)
  private mutating func fillMissing(to row: Int) {
    let gap = row - count
    guard context.admits(missing: gap) else {
      count = row
      return
    }
    noteMissing()
    validity.append(repeating: 0, count: gap)
    switch kind {
    case .unknown: break
    case .boolean, .record: bytes.append(repeating: 0, count: gap)
    case .date: words.append(repeating: 0, count: gap)
    case .list: words.append(repeating: Int32(truncatingIfNeeded: elementCount), count: gap)
    case .integer, .datetime, .month: integers.append(repeating: 0, count: gap)
    case .decimal:
      if isWide { wides.append(repeating: 0, count: gap) } else { integers.append(repeating: 0, count: gap) }
    case .float: floats.append(repeating: 0, count: gap)
    case .text where isCoded: words.append(repeating: 0, count: gap)
    case .text, .mixed: views.append(repeating: .empty, count: gap)
    }
    count = row
  }

  private mutating func noteMissing() {
    guard !hasMissing else { return }
    hasMissing = true
    validity.append(repeating: 1, count: count)
  }

  /// Rows that have a value.
  var presentCount: Int {
    hasMissing ? (0..<validity.count).reduce(0) { $0 + Int(validity[$1]) } : count
  }

  /// After a value was stored.
  @inline(__always)
  mutating func countValue() {
    if hasMissing { validity.append(1) }
    count += 1
  }

  /// Takes back what was read for `row`, as its name occurs again.
  mutating func forget(row: Int) {
    guard count > row else { return }
    count = row
    bytes.truncate(to: row)
    words.truncate(to: row)
    integers.truncate(to: row)
    wides.truncate(to: row)
    floats.truncate(to: row)
    views.truncate(to: row)
    validity.truncate(to: row)
    if kind == .list, let elements {
      elementCount = row > 0 && row <= words.count ? Int(words[row - 1]) : 0
      elements.pointee.forgetRows(from: elementCount)
    }
    object?.pointee.forget(row: row)
  }

  /// As `forget`, of all rows from `row` on.
  mutating func forgetRows(from row: Int) {
    lastRow = min(lastRow, row - 1)
    forget(row: row)
  }
}
