import Diagnostics

extension Manual {
  static let codes: [Page] = Code.allCases.map { code in
    let kind =
      switch code.severity {
      case .error: "an error"
      case .warning: "a warning"
      case .note: "a note"
      }
    return Page(
      name: code.rawValue, meaning: code.meaning,
      text: "\(code.rawValue)   (\(kind))\n  \(code.meaning)\n\n\(code.wayOut)\n")
  }

  static let errorsTopic =
    """
    Messages

    A message says what is wrong, shows the place with a caret under it, and after = what to
    do. Everything is checked before it runs, so that all errors of a script come at once.
    Notes tell what a result leaves out; --no-notes turns them off. .help CODE explains one.


    """ + table(codes.map { ($0.name, $0.meaning) }) + """

      A script ends with 0 where all is good, 1 where it failed while running, 2 for a wrong
      use of almoner, 3 where it does not check, 4 where an `expect` failed, 5 where the
      records can't be read or a check of them found problems, 130 where it was stopped.

      """
}
