/// What is known of a relation (a collection of the dataset, the elements of its lists of objects, or a named table): its name and
/// fields. Everything that can be asked of it without its rows.
package struct RelationSchema: Sendable {
  package var name: String
  package var fields: [FieldSchema]
  /// Indices of the fields that identify a row; empty where none is declared or inferred.
  package var primaryKey: [Int] = []
  /// The descriptor names the key: rows that share it break its rule.
  package var isKeyDeclared = false
  /// Further combinations of fields that the descriptor declares to be unique, by index.
  package var uniqueKeys: [[Int]] = []
  /// For the elements of a list of objects: whose they are.
  package var parent: Parent?
  /// The fields that together name the person of whom a row tells; empty where rows tell of no person.
  package var subject: [Int] = []

  /// The rows of this relation are the elements of the list `field` of `relation`.
  package struct Parent: Sendable {
    package var relation: RelationID
    package var path: String
    package init(relation: RelationID, path: String) {
      self.relation = relation
      self.path = path
    }
  }

  package init(name: String, fields: [FieldSchema] = [], primaryKey: [Int] = [], parent: Parent? = nil) {
    self.name = name
    self.fields = fields
    self.primaryKey = primaryKey
    self.parent = parent
  }

  package func index(ofField name: String) -> Int? { fields.firstIndex { $0.name == name } }
}

/// One field. Fields of nested objects stand beside the others with a dotted path (`guardian.phone`), after a field of type
/// `record` for the object itself.
package struct FieldSchema: Sendable {
  package var name: String
  /// A foreign key's type is its key's; what it refers to is in `Dataset.references`.
  package var type: ValueType
  package var title: String?
  package var description: String?
  /// `almoner:unit`: a currency, fixed or named by another field.
  package var unit: Unit?
  /// `almoner:qualifier`: the field that says `exact`, `approximate` or `more than` of this one.
  package var qualifier: String?
  /// `almoner:format`: how people see its values, such as `0.0%` or `d MMM yyyy`.
  package var displayForm: String?
  /// Declared order of a text's values, from `categories`.
  package var categories: [String]?
  package var label = Label()
  /// Of dates that are not written as ISO 8601 has it: how, as a pattern of `strptime`.
  package var format: String?
  /// Of numbers that are not written as JSON has them: what stands before the decimals, and between groups of digits.
  package var marks: (decimal: String, group: String)?
  /// `hxl:tag`, or what a row of tags says: the meaning of the field in the Humanitarian Exchange Language.
  package var tag: String?
  /// What its values turned out to be, where the type alone does not say it.
  package var finding: String?
  /// What the descriptor demands of the values beyond their type.
  package var constraints: [FieldConstraint] = []
  /// The descriptor's type where no column has it, such as `time`: its values are kept as text.
  package var declaredType: String?
  /// Values of several kinds, each kept as its text.
  package var isMixed = false

  package enum Unit: Hashable, Sendable {
    case fixed(String)
    case field(String)
  }

  package init(_ name: String, _ type: ValueType) {
    self.name = name
    self.type = type
  }
}

/// A foreign key: rows of `from` refer to rows of `to`.
package struct Reference: Sendable {
  package var from: RelationID
  /// Indices of the fields of `from` that hold the key.
  package var fields: [Int]
  package var to: RelationID
  /// Indices of the fields of `to` that are referred to.
  package var keys: [Int]
  /// How an expression follows it: `sponsor` for `sponsor_id`.
  package var name: String
  /// How an expression at `to` names the rows that refer to it: the name of `from`, `almoner:inverse`, or
  /// `transfers_from_school` where several lead here.
  package var inverse: String
  package var isInferred: Bool

  package init(
    from: RelationID, fields: [Int], to: RelationID, keys: [Int], name: String, inverse: String, isInferred: Bool
  ) {
    self.from = from
    self.fields = fields
    self.to = to
    self.keys = keys
    self.name = name
    self.inverse = inverse
    self.isInferred = isInferred
  }
}
