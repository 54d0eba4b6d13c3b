// swift-tools-version: 6.2
import PackageDescription

/// Imports go down only (see Sources/README.md); `scripts/check` compares every `import` with this graph.
let package = Package(
  name: "almoner",
  products: [.executable(name: "almoner", targets: ["almoner"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    // Level 0: thin C headers over system libraries.
    .target(
      name: "CLibedit",
      linkerSettings: [
        .linkedLibrary("edit"), .linkedLibrary("tinfo"), .linkedLibrary("bsd"), .linkedLibrary("md"),
      ]),
    .target(name: "CLibmd", linkerSettings: [.linkedLibrary("md")]),
    .target(name: "CMalloc"),
    .target(name: "CPCRE2", linkerSettings: [.linkedLibrary("pcre2-8")]),
    .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),
    // Level 1
    .target(name: "Diagnostics"),
    .target(name: "Columns"),
    // Level 2
    .target(name: "Syntax", dependencies: ["Diagnostics"], exclude: ["README.md"]),
    .target(name: "Plans", dependencies: ["CLibmd", "CPCRE2", "Columns", "Diagnostics"]),
    .target(name: "Loading", dependencies: ["CLibmd", "CZlib", "Columns", "Diagnostics"]),
    .target(name: "Rendering", dependencies: ["CZlib", "Columns", "Diagnostics"]),
    // Level 3
    .target(name: "Analysis", dependencies: ["Columns", "Diagnostics", "Plans", "Syntax"]),
    .target(name: "Optimization", dependencies: ["Columns", "Diagnostics", "Plans"]),
    .target(name: "Execution", dependencies: ["Columns", "Diagnostics", "Plans"]),
    .target(
      name: "Safeguarding",
      dependencies: [
        "Columns", "Diagnostics", "Loading", "Plans", "Rendering",
        .product(name: "Crypto", package: "swift-crypto"), .product(name: "CryptoExtras", package: "swift-crypto"),
      ]),
    // Level 4
    .target(
      name: "Session",
      dependencies: [
        "Analysis", "CMalloc", "Columns", "Diagnostics", "Execution", "Loading", "Optimization", "Plans", "Rendering",
        "Safeguarding",
        "Syntax",
      ]),
    // Level 5
    .target(
      name: "Prompt",
      dependencies: [
        "Analysis", "CLibedit", "Columns", "Diagnostics", "Loading", "Plans", "Rendering", "Session", "Syntax",
      ]),
    .target(
      name: "Scripting", dependencies: ["Diagnostics", "Loading", "Rendering", "Safeguarding", "Session", "Syntax"]),
    // Level 6
    .executableTarget(
      name: "almoner",
      dependencies: [
        "Diagnostics", "Loading", "Prompt", "Rendering", "Safeguarding", "Scripting", "Session",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    // What scripts/bench measures questions at a loaded prompt with; no part of the program.
    .executableTarget(
      name: "LoadedBench", dependencies: ["Columns", "Diagnostics", "Loading", "Session"],
      path: "scripts/bench.d/LoadedBench"),
    // Tests of a target each, and the golden files, which run the program that is built beside them.
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
    .testTarget(name: "ExecutionTests", dependencies: ["Columns", "Diagnostics", "Execution", "Plans"]),
    .testTarget(name: "LoadingTests", dependencies: ["Columns", "Diagnostics", "Loading"]),
    .testTarget(name: "PlansTests", dependencies: ["Columns", "Diagnostics", "Plans"]),
    .testTarget(name: "PromptTests", dependencies: ["Diagnostics", "Prompt", "Session"]),
    .testTarget(
      name: "RandomTests",
      dependencies: ["Analysis", "Columns", "Diagnostics", "Execution", "Loading", "Optimization", "Plans", "Syntax"]),
    .testTarget(name: "RenderingTests", dependencies: ["Columns", "Diagnostics", "Rendering"]),
    .testTarget(
      name: "SafeguardingTests",
      dependencies: ["Columns", "Diagnostics", "Loading", "Plans", "Safeguarding", "Session"]),
    .testTarget(name: "SyntaxTests", dependencies: ["Diagnostics", "Syntax"]),
    .testTarget(
      name: "GoldenTests", dependencies: ["Diagnostics", "Syntax"], exclude: ["Cases", "Data", "Labelled", "Samples"]),
  ]
)

// The fuzzers are built by scripts/fuzz alone: they need a sanitizer in everything that they look at.
if Context.environment["ALMONER_FUZZERS"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Fuzz", dependencies: ["Columns", "Diagnostics", "Loading", "Session", "Syntax"], path: "Tests/Fuzz",
      exclude: ["Seeds"],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]))
}
