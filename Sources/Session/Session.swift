import Analysis
import Columns
import Diagnostics
import Execution
import Loading
import Plans
import Safeguarding
import Syntax

/// One dataset, one day, and what statements have named so far: compiles and runs scripts. The face that the prompt, the runner and
/// the tests use; not thread-safe.
package final class Session {
  package struct Options: Sendable {
    /// Days since 1970-01-01; nil for the system's date in the dataset's time zone.
    package var today: Int?
    /// The paths of the dataset that the command line names, which overrides a script's `use`; none where it names none.
    package var datasetPaths: [String] = []
    /// The role and purpose that the command line or `.role` names, which override a script's.
    package var role: String?
    package var purpose: String?
    package var threads = availableThreads
    /// Of a script that needs no others only the fields that it names are read. For sessions that run one script and end.
    package var readsNamedFieldsOnly = false
    package var showsNotes = true
    /// Each script tells what it is and what it asks, with the hashes of the records, before it runs.
    package var tellsOrigin = false
    /// Where `sample` begins to choose; nil for another place each time.
    package var seed: UInt64?
    /// Values of parameters, by name, as text.
    package var parameters: [String: String] = [:]
    /// Asked at least every 50 ms of work; true ends it with E405.
    package var shouldStop: @Sendable () -> Bool = { false }
    /// Whether all that is shown goes into a file.
    package var writesToFile = false
    /// Asks for the passphrase of a sealed dataset, by the question.
    package var passphrase: @Sendable (String) throws(Diagnostic) -> Passphrase = { (_) throws(Diagnostic) in
      throw Diagnostic(.usage, "the records are sealed, and there is no way to ask for their passphrase")
    }
    /// The audit log of labelled records; nil for the user's own.
    package var auditPath: String?
    package var memory = MemoryLimit()
    /// Told how far reading and running are.
    package var progress: Progress?

    package init() {}
  }

  package var options: Options
  package internal(set) var dataset = Dataset(name: "", relations: [], references: [])
  package private(set) var reader: DatasetReader?
  /// Where the dataset is, as it was named; of several paths all together are it.
  package private(set) var paths: [String] = []
  package internal(set) var declarations = Declarations()
  var scalars: [ScalarID: Value] = [:]
  private(set) var indexes = IndexStore()
  /// Warnings about the records that were told of.
  private var toldWarnings: Set<String> = []
  /// Relations whose rules were checked, by number.
  private var checkedRelations: Set<Int> = []
  /// What `use` named beside the records.
  var terms = Terms()
  /// What the tables and scalars that were named tell of persons.
  package internal(set) var knowledge = Knowledge()
  private var hasToldRole = false
  /// The resolved paths of the scripts that are running scripts down to this one, outermost first, to find one that runs itself.
  var callers: [String] = []
  /// The records with those that scripts read which this one runs: they share its reader, which reads nothing twice.
  var read: Dataset?
  /// Values that the script which runs this one gives to its parameters.
  var givenParameters: [String: Value] = [:]
  /// Their highest labels.
  var givenLevels: [String: Sensitivity] = [:]

  /// `use … as role for "purpose" on day`.
  struct Terms: Sendable {
    var role: String?
    var purpose: String?
    /// Since 1970-01-01.
    var day: Int?
  }

  /// The highest label of what was shown since the dataset was opened, where that goes into a file; nil for records without labels.
  package internal(set) var exported: Sensitivity?

  package init(options: Options = Options()) { self.options = options }

  /// Days since 1970-01-01: the command line's, else the script's, else the system's.
  package var today: Int {
    givenDay ?? Instant.day(systemMicroseconds(), zoneMinutes: dataset.zoneMinutes)
  }

  /// As the command line or the script names it.
  package var givenDay: Int? { options.today ?? terms.day }

  /// Opens a dataset in place of the one that was open; what was named so far is forgotten. Rows are read when a script names them.
  package func open(_ paths: [String]) throws(Diagnostic) {
    let (opened, files) = try SealedRecords.open(paths, options: options)
    let reader = try DatasetReader(
      paths: opened, in: files, options: LoadingOptions(threads: options.threads))
    // The audit log of labelled records names what was read.
    reader.hashesFiles = options.tellsOrigin || !reader.emptyDataset.roles.isEmpty
    self.reader = reader
    self.paths = paths
    dataset = reader.emptyDataset
    read = nil
    terms = Terms()
    hasToldRole = false
    forgetNames()
    if let role = options.role { try checkRole(role) }
  }

  /// What statements named so far.
  func forgetNames() {
    declarations = Declarations()
    scalars = [:]
    indexes = IndexStore()
    dataset.named = [:]
    checkedRelations = []
    knowledge = Knowledge()
  }

  /// In which role the records are asked, where nobody chose it; and that a role means nothing where they bear no labels. Told once.
  func takeRoleNote() -> Diagnostic? {
    guard reader != nil, !hasToldRole else { return nil }
    if let text = roleText, isRoleByDefault {
      hasToldRole = true
      return Diagnostic(
        .noteRole, text, help: ["another role: --role NAME, or in a script: use \"…\" as NAME", ".help safeguarding"])
    }
    guard role == nil, !isRoleByDefault else { return nil }
    hasToldRole = true
    return Diagnostic(.noteRole, "these records bear no labels: everything is shown, whatever the role")
  }

  package func open(_ path: String) throws(Diagnostic) { try open([path]) }

  /// Reads the collections to which the names lead, all for nil. Where the names are all the `fields` that are wanted too, of each
  /// collection these alone; where some were left out before, everything is read anew.
  package func load(mentionedIn names: Set<String>?, fields: DatasetReader.Fields = .all) throws(Diagnostic) {
    guard let reader else { return }
    beginAnewWhereFieldsAreLeftOut()
    reader.progress = options.progress
    do throws(Diagnostic) {
      try reader.load(mentionedIn: names, fields: fields, into: &dataset, shouldStop: shouldStop)
    } catch { throw tellable(options.memory.explaining(error)) }
  }

  /// Without the place in the records that it quotes, where these bear labels.
  private func tellable(_ diagnostic: Diagnostic) -> Diagnostic {
    guard !seesEverything else { return diagnostic }
    var result = diagnostic
    result.excerpt = nil
    return result
  }

  /// Reads all collections that can be read; see `DatasetReader.loadAll`.
  package func loadAll(
    _ misfits: DatasetReader.Misfits = .refused
  ) throws(Diagnostic) -> (failures: [Diagnostic], misfits: [RecordMisfit]) {
    beginAnewWhereFieldsAreLeftOut()
    reader?.progress = options.progress
    do throws(Diagnostic) {
      let (failures, found) = try reader?.loadAll(misfits, into: &dataset, shouldStop: shouldStop) ?? ([], [])
      return (failures.map(tellable), found)
    } catch { throw options.memory.explaining(error) }
  }

  /// The wish to stop, or the need.
  private var shouldStop: @Sendable () -> Bool {
    let (shouldStop, memory) = (options.shouldStop, options.memory)
    return { shouldStop() || memory.isExceeded }
  }

  private func beginAnewWhereFieldsAreLeftOut() {
    guard let reader, reader.leftFieldsOut else { return }
    reader.forget()
    dataset = reader.emptyDataset
    indexes = IndexStore()
    checkedRelations = []
  }

  /// What is odd about the records, whatever their rules.
  package var oddities: [Diagnostic] { seesEverything ? reader?.warnings ?? [] : [] }

  /// What is to be said of the records that were read since this was last asked: what is odd about them, and which rules of the
  /// descriptor they break. Keys that lead nowhere are noted when they are first followed; with `references` they
  /// are looked for, and inferred keys are checked too.
  package func takeWarnings(references: Bool = false) throws(Diagnostic) -> [Diagnostic] {
    // They count and quote what is in the records.
    guard seesEverything else { return [] }
    var warnings = reader?.warnings ?? []
    var checker = RuleChecker(dataset: dataset, executor: executor(notes: NoteCollector()))
    for index in dataset.relations.indices where checkedRelations.insert(index).inserted {
      try checker.check(RelationID(index), inferredKeys: references)
    }
    if references { for reference in dataset.references { try checker.check(reference) } }
    warnings += dataset.displayFormWarnings + checker.warnings + checker.summaries(of: dataset.name)
    return warnings.filter { toldWarnings.insert($0.message).inserted }
  }

  /// Keeps a computed table in place of an earlier one of that number.
  func keep(_ relation: Relation, as id: RelationID) {
    indexes.drop(id)
    dataset.named[id] = relation
  }

  /// Gives back what earlier results hold, once nothing leads to them.
  func forgetUnreachable() {
    let reachable = declarations.forgetUnreachable()
    for relation in dataset.named.keys where !reachable.contains(relation) {
      dataset.named[relation] = nil
      indexes.drop(relation)
    }
  }

  func executor(notes: NoteCollector) -> Executor {
    options.progress?.begin("running")
    return Executor(
      dataset: dataset, indexes: indexes, threads: options.threads, shouldStop: shouldStop,
      progress: options.progress, notes: notes)
  }

  /// A session for a script that this one runs: with the same records unless that script names its own.
  func child(callers: [String]) -> Session {
    let child = Session(options: options)
    child.options.parameters = [:]
    child.dataset = read ?? dataset
    child.dataset.named = [:]
    child.reader = reader
    child.paths = paths
    child.terms = terms
    child.callers = callers
    return child
  }
}
