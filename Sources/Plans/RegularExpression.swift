import CPCRE2
import Columns

/// A compiled regular expression (PCRE2, Unicode text), with limits on time and memory: one that backtracks without end fails instead.
/// Threads may share one, each with a `Workspace` of its own.
package final class RegularExpression: @unchecked Sendable {
  private let code: OpaquePointer

  /// Steps and kilobytes after which a match is given up: about a tenth of a second.
  private static let matchLimit: UInt32 = 1_000_000
  private static let heapLimit: UInt32 = 20_000

  /// A pattern that is none fails with `E406`, and says where.
  package init(_ pattern: String, ignoresCase: Bool) throws(EvaluationFailure) {
    var pattern = pattern
    var number: Int32 = 0
    var offset = 0
    let options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | (ignoresCase ? PCRE2_CASELESS : 0)
    let compiled = pattern.withUTF8 { bytes in
      pcre2_compile_8(bytes.baseAddress ?? TextView.empty.start, bytes.count, options, &number, &offset, nil)
    }
    guard let compiled else {
      let before = String(decoding: Array(pattern.utf8.prefix(offset)), as: UTF8.self)
      throw EvaluationFailure(
        .regularExpression, "this is no regular expression: \(Self.message(number)), after '\(before)'",
        help: ["put \\ before a character that is meant as it stands: . * + ? ( ) [ ] { } ^ $ | / \\"])
    }
    code = compiled
    // Without a just-in-time compiler for the machine the interpreter matches: the result is the same.
    _ = pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE))
  }

  deinit { pcre2_code_free_8(code) }

  /// What one match needs of memory; one thread uses it at a time.
  package final class Workspace {
    fileprivate let data: OpaquePointer?
    fileprivate let context: OpaquePointer?

    package init() {
      data = pcre2_match_data_create_8(1, nil)
      context = pcre2_match_context_create_8(nil)
      pcre2_set_match_limit_8(context, RegularExpression.matchLimit)
      pcre2_set_heap_limit_8(context, RegularExpression.heapLimit)
    }

    deinit {
      pcre2_match_data_free_8(data)
      pcre2_match_context_free_8(context)
    }
  }

  /// Whether it matches anywhere in the text.
  package func matches(_ text: String) throws(EvaluationFailure) -> Bool {
    let workspace = Workspace()
    let bytes = Array(text.utf8)
    let found = bytes.withUnsafeBufferPointer { bytes in
      match(TextView(start: bytes.baseAddress ?? TextView.empty.start, count: bytes.count), workspace)
    }
    return try result(found)
  }

  package func matches(_ text: TextView, _ workspace: Workspace) throws(EvaluationFailure) -> Bool {
    try result(match(text, workspace))
  }

  private func match(_ text: TextView, _ workspace: Workspace) -> Int32 {
    let found = pcre2_match_8(code, text.start, text.count, 0, 0, workspace.data, workspace.context)
    guard found == PCRE2_ERROR_JIT_STACKLIMIT else { return found }
    // The interpreter keeps its steps on the heap, which has a limit of its own.
    return pcre2_match_8(code, text.start, text.count, 0, PCRE2_NO_JIT, workspace.data, workspace.context)
  }

  private func result(_ found: Int32) throws(EvaluationFailure) -> Bool {
    if found >= 0 { return true }
    if found == PCRE2_ERROR_NOMATCH { return false }
    throw EvaluationFailure(
      .regularExpression, "the regular expression was given up: \(Self.message(found))",
      help: ["avoid repetitions within repetitions, such as (a+)+"])
  }

  private static func message(_ number: Int32) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { buffer in
      let count = pcre2_get_error_message_8(number, buffer.baseAddress, buffer.count)
      return count > 0 ? String(decoding: buffer[..<Int(count)], as: UTF8.self) : "error \(number)"
    }
  }
}
