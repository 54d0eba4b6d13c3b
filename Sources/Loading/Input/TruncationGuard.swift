import Glibc
import Synchronization

/// Reading a mapped file where it no longer reaches, because somebody cut it short, or where its disk fails, raises SIGBUS. The
/// guard puts a page of zeros there, so that reading goes on to an error, and remembers that it did.
enum TruncationGuard {
  private static let covered = Atomic<Int>(0)
  private static let pageSize = UInt(sysconf(Int32(_SC_PAGESIZE)))

  /// How many pages, of all files so far, are not what the files hold.
  static var coveredPages: Int { covered.load(ordering: .relaxed) }

  static func install() { _ = installed }

  private static let installed: Bool = {
    _ = pageSize
    var action = sigaction()
    action.__sigaction_handler.sa_sigaction = { signal, information, _ in
      // BUS_ADRERR, the one kind that a file gives; others end the program as ever.
      if let information, information.pointee.si_code == 2, TruncationGuard.coverPage(of: information.pointee) {
        return
      }
      Glibc.signal(signal, SIG_DFL)
    }
    action.sa_flags = SA_SIGINFO
    return sigaction(SIGBUS, &action, nil) == 0
  }()

  /// In the signal's handler: nothing but system calls.
  private static func coverPage(of information: siginfo_t) -> Bool {
    guard let address = information._sifields._sigfault.si_addr else { return false }
    let page = UnsafeMutableRawPointer(bitPattern: UInt(bitPattern: address) & ~(pageSize - 1))
    let mapped = mmap(page, Int(pageSize), PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0)
    covered.add(1, ordering: .relaxed)
    return mapped == page
  }
}
