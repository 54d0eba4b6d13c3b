/// The colours of charts. On both grounds every text has a contrast of at least 4.5 to 1 and every mark of 3 to 1 (WCAG 2.2, 1.4.3
/// and 1.4.11), which a test computes. Marks of several series differ also in their form or stand apart.
enum SVGPalette {
  struct Scheme {
    let paper, ink, faintInk, rule: String
    /// In the order in which series take them.
    let series: [String]
  }

  static let light = Scheme(
    paper: "#ffffff", ink: "#1b1f24", faintInk: "#57606a", rule: "#d8dee4",
    series: ["#1f6feb", "#c2410c", "#0f766e", "#9333ea", "#a16207", "#be185d", "#4d7c0f", "#57606a"])

  static let dark = Scheme(
    paper: "#14171c", ink: "#e6e9ee", faintInk: "#9aa4b0", rule: "#333a44",
    series: ["#58a6ff", "#fb923c", "#2dd4bf", "#c084fc", "#eab308", "#f472b6", "#a3e635", "#9ca3af"])

  /// Rules for elements within a chart, which do not touch a page around it.
  static var style: String {
    """
    .almoner-chart{width:100%;max-width:720px;height:auto;font-family:system-ui,-apple-system,"Segoe UI","Noto Sans",\
    "Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;font-size:13px}
    \(variables(light, of: ".almoner-chart"))
    @media (prefers-color-scheme:dark){\(variables(dark, of: ".almoner-chart"))}
    .almoner-chart .paper{fill:var(--paper)}
    .almoner-chart text{fill:var(--ink)}
    .almoner-chart .title{font-size:16px;font-weight:600}
    .almoner-chart .name{font-weight:600}
    .almoner-chart .faint{fill:var(--faint)}
    .almoner-chart .grid{stroke:var(--rule);stroke-width:1}
    .almoner-chart .zero{stroke:var(--faint);stroke-width:1}
    .almoner-chart .line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
    .almoner-chart .part{stroke:var(--paper);stroke-width:1}

    """
      + light.series.indices.map {
        ".almoner-chart .s\($0){fill:var(--s\($0))}.almoner-chart .l\($0){stroke:var(--s\($0))}\n"
      }
      .joined()
  }

  private static func variables(_ scheme: Scheme, of selector: String) -> String {
    let colors = scheme.series.enumerated().map { "--s\($0):\($1)" }.joined(separator: ";")
    return
      "\(selector){--paper:\(scheme.paper);--ink:\(scheme.ink);--faint:\(scheme.faintInk);--rule:\(scheme.rule);\(colors)}"
  }
}
