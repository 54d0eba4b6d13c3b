import Diagnostics
import Synchronization

/// Values that are built when they are first asked for, each once: a thread that asks while another builds waits for it. A build that
/// fails (it was interrupted) is tried again.
final class OnceCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private final class Entry: Sendable {
    let value = Mutex<Value?>(nil)
  }

  private let entries = Mutex<[Key: Entry]>([:])

  func value(_ key: Key, build: () throws(Diagnostic) -> Value) throws(Diagnostic) -> Value {
    let entry = entries.withLock { entries in
      if let entry = entries[key] { return entry }
      let entry = Entry()
      entries[key] = entry
      return entry
    }
    return try entry.value.withLock { (value) throws(Diagnostic) -> Value in
      if let value { return value }
      let built = try build()
      value = built
      return built
    }
  }

  func removeAll(where isStale: (Key) -> Bool) {
    entries.withLock { entries in entries = entries.filter { !isStale($0.key) } }
  }
}
