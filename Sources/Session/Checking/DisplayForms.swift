import Columns
import Diagnostics
import Plans

extension Dataset {
  /// Fields whose `almoner:format` is none for their values: these are shown as usual.
  var displayFormWarnings: [Diagnostic] {
    relations.flatMap { relation in
      relation.schema.fields.compactMap { field in
        guard let form = field.displayForm, let fault = fault(of: form, field.type.ofValue) else { return nil }
        return Diagnostic(.dataWarning, "\(relation.schema.name).\(field.name): almoner:format: \(fault)")
      }
    }
  }

  /// What is wrong with a form for values of a type; nil where nothing is, or the type is not known yet.
  private func fault(of form: String, _ type: ValueType) -> String? {
    let sample: Value
    switch type {
    case .integer, .decimal, .float: sample = .integer(1)
    case .date, .datetime, .period: sample = .date(0)
    case .unknown, .missing: return nil
    case .boolean, .text, .duration, .list, .record, .reference, .row:
      return "'\(form)' is for numbers and dates, and this is \(type.article)"
    }
    do throws(EvaluationFailure) {
      _ = try Form.format(sample, form, zoneMinutes: zoneMinutes)
      return nil
    } catch {
      return ([error.message] + error.help).joined(separator: "; ")
    }
  }
}
