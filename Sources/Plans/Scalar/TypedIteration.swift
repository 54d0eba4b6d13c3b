/// The standard library's `filter` and `flatMap` forget which error a closure throws.
extension Sequence {
  func kept<Failure: Error>(where isKept: (Element) throws(Failure) -> Bool) throws(Failure) -> [Element] {
    var result: [Element] = []
    for element in self where try isKept(element) { result.append(element) }
    return result
  }

  func joined<Part, Failure: Error>(_ parts: (Element) throws(Failure) -> [Part]) throws(Failure) -> [Part] {
    var result: [Part] = []
    for element in self { result += try parts(element) }
    return result
  }
}
