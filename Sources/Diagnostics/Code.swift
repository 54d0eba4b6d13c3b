/// The catalogue of messages, in alphabetical order of their codes. A code never changes its meaning; the first letter says who
/// speaks: `D` data, `E0` syntax, `E1` names, `E2` types, `E3` references and aggregates, `E4` running, `E5` statements,
/// `N` notes, `S` safeguarding, `U` usage, `W` warnings.
package enum Code: String, CaseIterable, Sendable {
  case dataCannotBeRead = "D001"
  case dataNotUTF8 = "D002"
  case dataSyntax = "D003"
  case dataTooDeep = "D004"
  case dataNumberRange = "D005"
  case dataShape = "D006"
  case dataDescriptor = "D007"
  case dataTypeMismatch = "D008"
  case dataPathRefused = "D010"
  case dataTooLarge = "D011"
  case dataCheckFailed = "D012"

  case unexpectedCharacter = "E001"
  case unterminatedText = "E002"
  case unexpectedToken = "E003"
  case foreignWord = "E004"
  case invalidLiteral = "E005"
  case unclosedBracket = "E006"
  case nestedTooDeep = "E007"
  case scriptNotUTF8 = "E008"
  case tooManyErrors = "E009"

  case unknownField = "E101"
  case unknownCollection = "E102"
  case unknownFunction = "E103"
  case unknownStage = "E104"
  case unknownParameter = "E105"
  case duplicateName = "E106"
  case needsName = "E107"
  case noPreviousResult = "E108"
  case noDataset = "E109"

  case wrongType = "E201"
  case incomparable = "E202"
  case wrongArguments = "E203"
  case wrongArithmetic = "E204"
  case notCondition = "E205"
  case notOrdered = "E206"

  case aggregateMisplaced = "E301"
  case notInGroup = "E302"
  case unrelated = "E303"
  case twoToManyPaths = "E304"
  case manyPerRow = "E305"
  case joinedRowByItself = "E306"
  case joinNeedsEquality = "E307"
  case notAReference = "E308"
  case mayNotFollow = "E309"

  case integerOverflow = "E401"
  case decimalOverflow = "E402"
  case severalValues = "E403"
  case outputFailed = "E404"
  case interrupted = "E405"
  case regularExpression = "E406"
  case outOfMemory = "E407"
  case mixedCurrencies = "E410"

  case parameterValue = "E501"
  case parameterMissing = "E502"
  case expectFailed = "E503"
  case fileCannotBeRead = "E504"
  case fileExists = "E505"
  case fileFormat = "E506"
  case misplacedStatement = "E507"

  case noteMissingLeftOut = "N001"
  case noteQualified = "N002"
  case noteDangling = "N003"
  case noteEmpty = "N004"
  case noteMultiplied = "N005"
  case noteMissingEqual = "N006"
  case noteRepeatedKey = "N007"
  case noteMissingAsFalse = "N008"
  case noteRole = "N009"
  case noteStandIn = "N010"
  case noteCurrencies = "N011"
  case noteZone = "N012"

  case labelShown = "S101"
  case labelCounted = "S102"
  case labelKey = "S103"
  case labelOfOne = "S104"
  case labelUncounted = "S105"
  case labelWithheld = "S106"
  case labelExported = "S107"
  case unknownRole = "S108"

  case auditLogUnwritable = "S201"
  case auditLogBroken = "S202"
  case wrongPassphrase = "S301"
  case sealedFileChanged = "S302"

  case usage = "U001"

  case unused = "W001"
  case dataWarning = "W002"
  case constantCondition = "W003"
  case rulesBroken = "W005"
  case tooManyWarnings = "W006"

  package var severity: Severity {
    switch rawValue.utf8.first {
    case UInt8(ascii: "N"): .note
    case UInt8(ascii: "W"): .warning
    default: .error
    }
  }
}
