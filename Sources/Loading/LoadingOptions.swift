import Columns

/// How the reader divides its work; never what comes out of it.
package struct LoadingOptions: Sendable {
  package var threads: Int
  /// Longer texts are divided into chunks of about so many bytes.
  package var chunkSize: Int

  package init(threads: Int = availableThreads, chunkSize: Int = 2 << 20) {
    self.threads = max(1, threads)
    self.chunkSize = max(1, chunkSize)
  }
}
