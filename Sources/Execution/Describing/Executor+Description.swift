import Columns
import Diagnostics
import Plans

extension Executor {
  /// A row for each field of a plan's result, those of records after the record: the fields of `Description`.
  package func description(of plan: Plan) throws(Diagnostic) -> Relation {
    let table = try run(plan, explainsEmpty: false)
    let fields = described(table.fields, prefix: "")
    let descriptions = try mapTasks(fields.count, threads: evaluator.threads) { [evaluator] (task) throws(Diagnostic) in
      try FieldDescriber(evaluator: evaluator).facts(of: fields[task])
    }
    for (field, facts) in zip(fields, descriptions) {
      evaluator.notes.addStandIns(in: field.name, facts.standIns)
      if let currencies = facts.currencies { evaluator.notes.addCurrencies(of: field.name, currencies) }
    }
    // Of the whole dataset, so that only who may see all of it is told.
    let dataset = evaluator.dataset
    if dataset.assumesZone, dataset.shown == .severe, fields.contains(where: { $0.type == .datetime }) {
      evaluator.notes.addAssumedZone()
    }
    var columns: [Column] = []
    for (index, field) in Description.fields.enumerated() {
      columns.append(
        try evaluator.at(nil) { () throws(DecimalOverflow) in
          try Column(descriptions.map { $0.values[index] }, field.type)
        })
    }
    return Relation(
      schema: RelationSchema(name: "description", fields: Description.fields), count: fields.count, columns: columns)
  }

  /// Fields with their dotted names. Rows of joined tables are not shown, and so not described.
  private func described(_ fields: [ResultField], prefix: String) -> [ResultField] {
    fields.flatMap { field -> [ResultField] in
      if case .row = field.type { return [] }
      var own = field
      own.name = prefix + field.name
      return [own] + (field.type.ofValue == .record ? described(field.children, prefix: own.name + ".") : [])
    }
  }
}
