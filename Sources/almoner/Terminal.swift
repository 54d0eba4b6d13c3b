import Glibc
import Prompt
import Rendering
import Session

/// What standard output is, and how results look there.
enum Terminal {
  /// Rows shown at a terminal before the middle is left out.
  private static let usualRows = 40

  static func presenter(_ options: CommonOptions) -> Presenter {
    let format = options.format ?? .table
    let isTerminal = options.output == nil && format.isPiecemeal && isatty(STDOUT_FILENO) == 1
    var rendering = RenderingOptions()
    rendering.unicode = isUTF8
    rendering.colour = options.output == nil && isColored(options.color, STDOUT_FILENO)
    rendering.guardsFormulas = options.output != nil
    rendering.showsControls = isTerminal
    if isTerminal {
      rendering.width = width
      rendering.maximumRows = usualRows
    }
    if let rows = options.maximumRows { rendering.maximumRows = rows == 0 ? nil : rows }
    let presenter = Presenter(format: format, rendering: rendering, isInterrupted: { Interrupt.isRequested })
    presenter.errorFormat = options.errorFormat
    presenter.colorsMessages = isColored(options.color, STDERR_FILENO)
    return presenter
  }

  /// Takes the numbers of standard streams that are closed, so that no other file gets them and is taken for one. Opened the wrong way
  /// round, they fail as closed ones do.
  static func holdStandardDescriptors() {
    for (descriptor, flags) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
    where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", flags)
    }
  }

  /// Columns; nil where the terminal does not say.
  static var width: Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// As the locale's variables say, in the order in which they hold.
  private static var isUTF8: Bool {
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let value = environment(name), !value.isEmpty else { continue }
      let lower = value.lowercased()
      return lower.contains("utf-8") || lower.contains("utf8")
    }
    return false
  }

  private static func isColored(_ choice: CommonOptions.Color, _ descriptor: Int32) -> Bool {
    switch choice {
    case .always: true
    case .never: false
    case .auto:
      isatty(descriptor) == 1 && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
    }
  }

  private static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
