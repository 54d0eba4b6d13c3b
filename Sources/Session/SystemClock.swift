import Glibc

/// Microseconds since 1970-01-01T00:00Z by the system's clock.
package func systemMicroseconds() -> Int64 {
  var now = timespec()
  clock_gettime(CLOCK_REALTIME, &now)
  return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
}
