import Columns

/// The fields of the objects of one place in the structure, in the order of their first appearance. Row numbers are those of the
/// relation, for nested objects too.
struct ObjectBuilder: ~Copyable {
  /// What the paths of the fields begin with: empty, or ending in a point.
  private let prefix: String
  private let context: BuildContext
  private(set) var fields: UnsafeMutablePointer<FieldBuilder>
  private(set) var count = 0
  private var capacity = 16
  private var names = TextTable()
  /// The field with which the object before began.
  var first = -1

  init(prefix: String, context: BuildContext) {
    self.prefix = prefix
    self.context = context
    fields = .allocate(capacity: capacity)
  }

  deinit {
    fields.deinitialize(count: count)
    fields.deallocate()
  }

  /// A collection has no more fields than this, nested ones included, and no longer paths.
  static let maximumFields = 1 << 16
  static let maximumPath = 4096

  /// The field of this name, which is made where it is new; nil beyond the limits. Pointers into `fields` do not outlive this.
  mutating func field(named name: TextView) -> Int? {
    if let index = names.index(of: name) { return index }
    guard context.fieldCount < Self.maximumFields, prefix.utf8.count + name.count <= Self.maximumPath else {
      return nil
    }
    return add(name)
  }

  /// The field of a name that another chunk has, or this.
  mutating func field(ofOtherChunk name: TextView) -> Int { names.index(of: name) ?? add(name) }

  private mutating func add(_ name: TextView) -> Int {
    context.fieldCount += 1
    if count == capacity { grow() }
    let kept = context.nameStore.copy(name)
    (fields + count).initialize(
      to: FieldBuilder(path: prefix + name.string, name: FieldName(kept), context: context))
    fields[count].isLeftOut = prefix.isEmpty && context.rules.leavesOut(name.string)
    count += 1
    return names.insert(kept)
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<FieldBuilder>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: fields, count: count)
    fields.deallocate()
    fields = larger
    capacity *= 2
  }

  var keepsViews: Bool { (0..<count).contains { fields[$0].keepsViews } }

  mutating func forget(row: Int) {
    for index in 0..<count {
      fields[index].lastRow = min(fields[index].lastRow, row - 1)
      fields[index].forget(row: row)
    }
  }
}
