// swift-tools-version: 6.2
import PackageDescription

// Continuous integration sets this, so that a newer compiler's new warning never stops a user's build.
let warningsAreErrors = Context.environment["COMPBOOK_WARNINGS_AS_ERRORS"] != nil

let swiftSettings: [SwiftSetting] =
  [.enableUpcomingFeature("MemberImportVisibility")]
  + (warningsAreErrors ? [.treatAllWarnings(as: .error)] : [])

/// The sessions that the program holds within itself. `Sources/Lessons/sessions` is a link to the folder `sessions`.
let lessons = [
  "convolution", "depthwise", "separable", "pooling", "effnet", "mobilenet", "shufflenet", "inception", "comparison",
]

let collections = Target.Dependency.product(name: "Collections", package: "swift-collections")

/// A target of the house: its dependencies are the only modules it may import.
func room(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: swiftSettings)
}

/// The tests of a room; `data` are folders beside them that they read where they lie.
func tests(_ name: String, _ dependencies: [Target.Dependency] = [], data: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.init(stringLiteral: name)] + dependencies, exclude: data,
    swiftSettings: swiftSettings)
}

let package = Package(
  name: "compbook",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "compbook", targets: ["compbook"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    // The C edges.
    .target(name: "CDNNL", linkerSettings: [.linkedLibrary("dnnl")]),
    .target(
      name: "CDownloads",
      linkerSettings: [.linkedLibrary("curl"), .linkedLibrary("archive"), .linkedLibrary("md")]),
    .systemLibrary(name: "CMarkdown"),
    .target(name: "CImages", linkerSettings: [.linkedLibrary("png"), .linkedLibrary("jpeg")]),
    .target(
      name: "CNcurses", cSettings: [.define("_XOPEN_SOURCE_EXTENDED")], linkerSettings: [.linkedLibrary("ncursesw")]),
    .target(name: "CExtendedAttributes"),

    // The model.
    room("Diagnostics"),
    room("Tensors"),
    room("Language", ["Diagnostics", collections]),
    room("ModelGraph", ["Diagnostics", "Tensors"]),
    room("KerasBindings", ["Language", "ModelGraph", "Diagnostics", "Tensors"]),
    room("Runtime", ["ModelGraph", "Tensors", "CDNNL"]),
    room("Datasets", ["Tensors", "CImages"], resources: [.embedInCode("Resources/cifar10_sample.bin")]),
    room("Downloads", ["Datasets", "CDownloads"]),
    room("Notebook", ["Diagnostics", "CExtendedAttributes"]),
    room("Markdown", ["CMarkdown"]),
    room("Configuration", [.product(name: "TOMLKit", package: "TOMLKit")]),
    room("Lessons", ["Notebook"], resources: lessons.map { .embedInCode("sessions/\($0).py") }),
    room(
      "Kernel",
      ["Diagnostics", "Tensors", "Language", "ModelGraph", "KerasBindings", "Runtime", "Datasets", "Notebook"]),
    room("Reports", ["Kernel", "Markdown", "Notebook", "Datasets", "Diagnostics", "Tensors"]),

    // The screen.
    room("Screen"),
    room(
      "Interface",
      ["Configuration", "Kernel", "Markdown", "Notebook", "Lessons", "Screen", "Diagnostics", "Tensors"]),
    room("NcursesTerminal", ["Screen", "CNcurses"]),

    .executableTarget(
      name: "compbook",
      dependencies: [
        "Interface", "Kernel", "NcursesTerminal", "Notebook", "Reports", "Downloads", "Datasets", "Configuration",
        "Diagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: swiftSettings),
    .executableTarget(
      name: "benchmark",
      dependencies: [
        "Diagnostics", "Tensors", "Language", "ModelGraph", "KerasBindings", "Runtime", "Notebook", "Kernel", "Screen",
        "Interface",
      ],
      swiftSettings: swiftSettings),

    // Runs the program's loop in a process that tests kill.
    .executableTarget(
      name: "scripted-notebook", dependencies: ["Interface", "Notebook", "Screen"], path: "Tests/ScriptedNotebook",
      swiftSettings: swiftSettings),

    tests("Diagnostics"),
    tests("Tensors"),
    tests("Language", ["Diagnostics"], data: ["Numpy", "Programs"]),
    tests("ModelGraph", ["Diagnostics", "Tensors"]),
    tests("KerasBindings", ["Language", "ModelGraph", "Diagnostics", "Tensors"]),
    tests("Runtime", ["ModelGraph", "Tensors", "Diagnostics"]),
    tests("Datasets", ["Tensors"]),
    tests("Downloads", ["Datasets"], data: ["server.py"]),
    tests("Notebook", ["Diagnostics"]),
    tests("Markdown"),
    tests("Kernel", ["Notebook", "Diagnostics", "Tensors", "Language", "ModelGraph", "KerasBindings", "Runtime"]),
    tests("Reports", ["Kernel", "Notebook", "Diagnostics", "Tensors"]),
    tests("Screen"),
    tests(
      "Interface",
      [
        "Configuration", "Kernel", "Notebook", "Lessons", "Screen", "Diagnostics", "Tensors", "scripted-notebook",
      ]),
    tests("NcursesTerminal", ["Screen"]),
    tests("compbook"),
  ],
  swiftLanguageModes: [.v6]
)
