import Diagnostics

/// A path or name as it stands in a statement: in backticks where a part of it is no identifier.
package func writtenName(_ name: String) -> String {
  name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { isIdentifier(String($0)) }
    ? name : "`\(name)`"
}

private func isIdentifier(_ name: String) -> Bool {
  let tokens = Lexer.tokens(of: SourceText(name: "", text: name)).tokens
  return tokens.count == 2 && tokens[0].kind == .name
}
