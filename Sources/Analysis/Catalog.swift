import Columns
import Plans

/// What the dataset offers to names: collections, their fields, and the references between them, both ways.
struct Catalog {
  let dataset: Dataset

  func collection(named name: String) -> RelationID? {
    dataset.relations.firstIndex { $0.schema.name == name && $0.schema.parent == nil }.map { RelationID($0) }
  }

  func schema(_ relation: RelationID) -> RelationSchema? {
    relation.number >= 0 && relation.number < dataset.relations.count ? dataset.relations[relation.number].schema : nil
  }

  var collectionNames: [String] {
    dataset.relations.filter { $0.schema.parent == nil }.map(\.schema.name)
  }

  /// Those that were not read too, as far as they are known: what could be named.
  var allCollectionNames: [String] {
    let read = collectionNames
    return read + dataset.collectionNames.filter { !read.contains($0) }
  }

  func references(from relation: RelationID) -> [Reference] { dataset.references.filter { $0.from == relation } }
  func references(to relation: RelationID) -> [Reference] { dataset.references.filter { $0.to == relation } }

  /// The relations of lists of objects in rows of this one, with the path of the list.
  func lists(of relation: RelationID) -> [(path: String, relation: RelationID)] {
    dataset.relations.indices.compactMap { index in
      guard let parent = dataset.relations[index].schema.parent, parent.relation == relation else { return nil }
      return (parent.path, RelationID(index))
    }
  }

  /// The shape of the rows of a collection, `row` being the expression for its row.
  func shape(of relation: RelationID, at row: TypedExpression) -> Shape {
    guard let schema = schema(relation) else { return Shape(fields: [], row: row, name: "the table") }
    let references = references(from: relation)
    let records = schema.fields.filter { $0.type == .record }.map { $0.name + "." }
    var fields: [Shape.Field] = []
    for (index, field) in schema.fields.enumerated() where !records.contains(where: field.name.hasPrefix) {
      let reference = references.first { $0.fields == [index] }
      fields.append(
        Shape.Field(
          field.name, alias: reference.flatMap { $0.name == field.name ? nil : $0.name },
          .value(value(of: index, in: relation, row: row)), qualifier: field.qualifier))
    }
    for list in lists(of: relation) { fields.append(Shape.Field(list.path, .elements(list.relation, of: row))) }
    return Shape(fields: fields, row: row, name: schema.name)
  }

  /// A field of a row, with all that the schema says of it.
  func value(of index: Int, in relation: RelationID, row: TypedExpression) -> TypedExpression {
    let field = schema(relation)?.fields[index]
    var value = TypedExpression(
      .field(relation, index, row: row), field?.type ?? .unknown, row.span,
      currency: currency(of: index, in: relation, row: row))
    value.categories = field?.categories
    value.displayForm = field?.displayForm
    return value
  }

  /// What the amounts of a field are in, as the descriptor says.
  func currency(of index: Int, in relation: RelationID, row: TypedExpression) -> TypedExpression.Currency? {
    guard let schema = schema(relation), index < schema.fields.count else { return nil }
    switch schema.fields[index].unit {
    case nil: return nil
    case .fixed(let name): return .fixed(name)
    case .field(let name):
      guard let field = schema.index(ofField: name), schema.fields[field].type.ofValue == .text else { return nil }
      return .each(TypedExpression(.field(relation, field, row: row), .text, row.span))
    }
  }

  /// The field `path` below the record at `index`: `phone` of `guardian`.
  func field(_ name: String, ofRecord index: Int, in relation: RelationID) -> Int? {
    guard let schema = schema(relation), index < schema.fields.count else { return nil }
    return schema.index(ofField: schema.fields[index].name + "." + name)
  }
}
