/// One message about a script, a dataset or a run: what is wrong in plain words, where, and what to do.
package struct Diagnostic: Error, Sendable {
  /// A further place, with a word of what stands there.
  package struct Label: Hashable, Sendable {
    package var span: Span
    package var text: String

    package init(_ span: Span, _ text: String) {
      self.span = span
      self.text = text
    }
  }

  package var code: Code
  package var message: String
  /// The script that `span` and `labels` point into; messages about data carry their place in `excerpt`.
  package var source: SourceText?
  package var span: Span?
  /// Shown after the caret, such as `did you mean 'guardian'?`.
  package var caption: String?
  package var labels: [Label] = []
  /// What to do, each on a line of its own after `=`.
  package var help: [String] = []
  /// For data: the place in a file, which is not held as a `SourceText`.
  package var excerpt: DataExcerpt?

  package init(
    _ code: Code, _ message: String, at span: Span? = nil, caption: String? = nil, labels: [Label] = [],
    help: [String] = [], in source: SourceText? = nil, excerpt: DataExcerpt? = nil
  ) {
    self.code = code
    self.message = message
    self.span = span
    self.caption = caption
    self.labels = labels
    self.help = help
    self.source = source
    self.excerpt = excerpt
  }

  package var severity: Severity { code.severity }
}

package enum Severity: Sendable {
  case error, warning, note
}

/// A place in a data file: line and column count from 1, the column in characters; `text` is the line, or the part of it about
/// the place where it is long, and `caret` the number of characters of `text` before the place.
package struct DataExcerpt: Hashable, Sendable {
  package var file: String
  package var line: Int
  package var column: Int
  package var text: String
  package var caret: Int

  package init(file: String, line: Int, column: Int, text: String, caret: Int) {
    self.file = file
    self.line = line
    self.column = column
    self.text = text
    self.caret = caret
  }
}
