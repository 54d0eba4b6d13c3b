import Diagnostics

extension Code {
  /// What to do about it, in lines that fit a page.
  var wayOut: String {
    switch self {
    case .dataCannotBeRead:
      "Check the path, and that you may read the file. Records are a folder of .json, .ndjson,\n"
        + ".csv or .tsv files, or one such file (.help files). A file that somebody changes while it is\n"
        + "open has to be opened again."
    case .dataNotUTF8: "Save it as UTF-8; in a spreadsheet or editor that is a choice when saving."
    case .dataSyntax:
      "The message shows the line and the place. Most often a comma or a quote is missing or too\n"
        + "many just before it. Nothing of a malformed file is used."
    case .dataTooDeep: "No real record is. Check that the file is what you think it is."
    case .dataNumberRange: "Write it as text, in quotes, if it is an identifier."
    case .dataShape:
      "A collection is a list of objects, [{…}, {…}], one object on each line, or a table with a\n"
        + "line of names and as many cells in every line (.help files)."
    case .dataDescriptor:
      "The message names the resource or field. Keys must name fields that are there, and\n"
        + "foreign keys a resource of the package."
    case .dataTypeMismatch: "Correct the value, or declare the field as what it is (a \"string\" holds everything)."
    case .dataPathRefused:
      "Paths in datapackage.json are relative, without .. and without links that lead out. What is on the\n"
        + "network is downloaded first."
    case .dataTooLarge: "Open a part of them; the message says which limit was met."
    case .dataCheckFailed:
      "The table lists them: correct the records, or the rule in datapackage.json where the rule is\n"
        + "wrong. A problem that is known may stay: nothing else depends on it."
    case .unexpectedCharacter:
      "Often it came from a word processor or a Chinese keyboard: “ ” for \", ， for a comma.\n"
        + "The message says what to write."
    case .unterminatedText:
      "End it with the sign that it begins with: \" ' ` or /. A { in \"…\" begins an expression;\n"
        + "\\{ is the sign itself."
    case .unexpectedToken: "Look before the caret first: a comma, an operator or a | may be missing there."
    case .foreignWord: "The message says what this one writes: where for filter, by for group by, take for limit."
    case .invalidLiteral:
      "Dates are 2023-09-01, quarters 2023-Q3, decimals 12.50. A subtraction has spaces: 2023 - 9."
    case .unclosedBracket: "Close it where the second caret points. A name in a text counts no brackets."
    case .nestedTooDeep: "Compute a part first, with let or derive; compare with many values by: x in [\"a\", \"b\"]."
    case .scriptNotUTF8: "Save it as UTF-8."
    case .tooManyErrors: "Mend the first ones; the others may go with them."
    case .unknownField:
      "After select and summarize a table has only the fields made there. .fields COLLECTION lists\n"
        + "all; Tab completes them. A text needs quotes: province == \"Sichuan\"."
    case .unknownCollection: "`.collections` lists them. A named table must be named before it is used."
    case .unknownFunction: "`.help functions` and `.help aggregates` list them."
    case .unknownStage: "`.help stages` lists them."
    case .unknownParameter: "Declare it before: let cutoff = today - 60 days, or param since: date. A table has no $."
    case .duplicateName: "Give one of the two another name: other = school.name."
    case .needsName: "Write it before an equals sign: age_next_year = age(birth_date) + 1."
    case .noPreviousResult: "A line that begins with |, and `it`, need a table shown before."
    case .noDataset: "At the prompt .open PATH; in a script use \"PATH\"; or name them when starting: almoner PATH."
    case .wrongType: "The message says of which type it is. text(x), integer(x), decimal(x), date(x) convert."
    case .incomparable:
      "Compare like with like: a date with 2023-09-01 or in 2023-09, a text with \"a text\"; of a\n"
        + "reference compare a field: school.name == \"…\"."
    case .wrongArguments: "`.help` and its name shows how it is written."
    case .wrongArithmetic: "Dates move by durations (date + 60 days); a month is no number of days."
    case .notCondition: "Compare it with something: present == true, count(visits) > 0, sponsor is not missing."
    case .notOrdered: "Lists, records and rows are not sorted, grouped or compared by < ; take one of their fields."
    case .aggregateMisplaced:
      "Compute it before, in a derive or let, and use its name. Inside an aggregate another one\n"
        + "ranges over the related rows of each row."
    case .notInGroup: "Make it a key (summarize … by school), or one value with an aggregate: max(school)."
    case .unrelated:
      "Follow one of the paths that the message names, or compute the whole before the pipeline:\n"
        + "let n = count(visits), and then $n."
    case .twoToManyPaths: "Use an aggregate of each, and compute with their results: count(visits) + count(gifts)."
    case .manyPerRow: "Make one of them with an aggregate: sum(donations.amount), last(visits.kind sort date)."
    case .joinedRowByItself: "Name one of its fields: plan.quantity. `plan.*` in select gives all."
    case .joinNeedsEquality: "Write: join plan = budgets on plan.item == item; other conditions may follow with and."
    case .notAReference:
      "Only references, nested objects and related rows are followed with a dot; .fields tells which\n"
        + "fields are references."
    case .mayNotFollow:
      "Only sort and save may follow. Compute before it; of a pivot, list the columns:\n\n"
        + "    children | pivot count() across sex in [\"F\", \"M\"] by school.name | where F > M"
    case .integerOverflow: "Compute with decimals: decimal(x)."
    case .decimalOverflow: "Round first: round(x, 2); or compute with floats: float(x)."
    case .severalValues: "Choose one with first, last, min or max, or see all of them: list(distinct x)."
    case .outputFailed: "The folder must be there, with room in it and open to you. Nothing half-written is left."
    case .interrupted: "By Ctrl-C. Nothing has changed."
    case .regularExpression:
      "Put \\ before . * + ? ( ) [ ] meant as they stand; avoid repetitions in repetitions, such as\n"
        + "(a+)+. To find a text, contains is simpler."
    case .outOfMemory:
      "Keep fewer rows or fields first: where, select, summarize.\n"
        + "`--memory 4GB` says how much may be used; without it, nine tenths of what there is."
    case .mixedCurrencies:
      "The message counts the rows of each. Keep them apart, choose one, or convert: decimal(x)\n"
        + "is the number without its currency. datapackage.json says which fields have a currency (.help types).\n\n"
        + "    donations | summarize sum(amount) by currency\n"
        + "    donations | where currency == \"CNY\" | summarize sum(amount)\n"
        + "    donations | derive cny = decimal(amount) * (if currency == \"USD\" then 7.1 else 1) | summarize sum(cny)"
    case .parameterValue: "Write it as in the language, without quotes: --set since=2023-09-01."
    case .parameterMissing: "Give it one: --set since=2023-09-01; at the prompt .run FILE since=2023-09-01."
    case .expectFailed:
      "Both sides or the rows are shown. Either the records or the expectation is wrong; the script\n"
        + "ends with exit code 4."
    case .fileCannotBeRead: "Check its path, and that you may read it."
    case .fileExists: "Name another, or write over it: save replace \"file.csv\"."
    case .fileFormat: "Endings: .csv .tsv .json .ndjson .md, and .svg for a chart."
    case .misplacedStatement: "Take out the run statement that leads back to it."
    case .noteMissingLeftOut: "Nothing is wrong; the result is of the others. count(x) counts those that are there."
    case .noteQualified: "The result is no exact figure either: say so when you pass it on."
    case .noteDangling:
      "Fields followed through them are missing. Correct the keys: where x is not missing and not\n"
        + "exists(x) finds them."
    case .noteEmpty: "The note says which stage took the last of them."
    case .noteMultiplied: "Several rows matched one. If that was not meant, join on more fields, or summarize first."
    case .noteMissingEqual: "If that was not meant, add: and x is not missing."
    case .noteCurrencies:
      "Amounts of different currencies have no order, so least, median, greatest and histogram stay empty.\n"
        + "One currency by itself has them:\n\n    donations | where currency == \"CNY\" | describe"
    case .noteStandIn:
      "Where they do, datapackage.json says so, and they are missing from then on (.help files):\n"
        + "\"missingValues\": [\"\", \"N/A\"], in the schema of the collection or in one of its fields."
    case .noteZone:
      "datapackage.json says which zone is meant (.help files): \"almoner:timezone\": \"+08:00\". Then days,\n"
        + "weeks and months are reckoned in it too."
    case .noteRepeatedKey:
      "A reference leads to the first of them. To see them: children | count by id | where count > 1"
    case .noteMissingAsFalse:
      "Say which you mean: where x is not missing and not x, or share(x where x is not missing)."
    case .noteRole:
      "Records with labels open in the role that sees least. Choose one: --role NAME, .role NAME, or in a\n"
        + "script use \"records\" as NAME. See .help safeguarding."
    case .labelShown:
      "It may be shown masked, and counted in groups of enough persons; a condition, key, sort or\n"
        + "computation about single persons may not read it. The message names the roles that may see it."
    case .labelCounted: "Leave it out, or ask in a role that the message names."
    case .labelKey:
      "Group by something that more persons share: a place, a year. What is sensitive is counted by a\n"
        + "condition inside an aggregate, so that groups of which all or none have it are withheld."
    case .labelOfOne: "count, sum, avg, stddev and share are of the whole group."
    case .labelUncounted:
      "Numbers of persons are shown where enough distinct persons are behind them. Summarize the\n"
        + "collection of these persons by itself, before it is joined, united or cut. A condition reads one\n"
        + "field, and others stand beside it with 'and'; what is added up is a field as it is, its year or age."
    case .labelWithheld: "Check a larger group, or in a role that may see smaller ones."
    case .labelExported:
      "Files travel further than the screen. Leave the fields out that are above what the role may\n"
        + "export, write pseudonym(…) of a key, or summarize."
    case .unknownRole: "The message names the roles of these records; they stand in datapackage.json."
    case .auditLogUnwritable:
      "Of labelled records every question is written down before its answer is shown. Make room, or name\n"
        + "a file that you can write by --audit FILE."
    case .auditLogBroken:
      "Somebody changed the file, or a disk failed. Keep it as it is; another log is named by --audit FILE.\n"
        + "To see which line is the first: almoner audit verify LOG"
    case .wrongPassphrase: "Type it as when the records were sealed. Nobody can recover a passphrase that is lost."
    case .sealedFileChanged: "Nothing of it is opened. Take an earlier copy; the message says where it was changed."
    case .usage: "almoner --help shows how, .help commands what the prompt knows."
    case .unused: "Use it or take it away; often a name is misspelt where it was meant to be used."
    case .dataWarning: "They were read; the message says how the odd values were taken."
    case .tooManyWarnings: "The script runs all the same; mend the first ones to see the others."
    case .rulesBroken:
      "Everything was read, and questions are answered from it as it is. To see each of them:\n\n"
        + "  almoner check --data RECORDS"
    case .constantCondition:
      "So it keeps all rows, or none. Most often a field stands in quotes: \"sex\" == \"F\" compares two\n"
        + "texts that are never equal. Without them:\n\n    children | where sex == \"F\" | count\n\n"
        + "Or several exclude each other, such as grade == 1 and grade == 2: then or was meant, or in [1, 2].\n"
        + "x != 1 or x != 2 is true of every x: not in [1, 2] leaves out both. A text beside a field with\n"
        + "declared categories should be one of them."
    }
  }
}
