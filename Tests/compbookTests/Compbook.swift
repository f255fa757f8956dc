// Runs the built program as a process.

import Foundation
import Testing

/// What a run of the program left.
struct Outcome {
  let exitCode: Int32
  let output: String
  let diagnostics: String

  /// The one JSON object on standard output.
  var json: [String: Any] {
    get throws {
      try #require(JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any], "\(output)\(diagnostics)")
    }
  }

  /// The codes of the JSON object's diagnostics.
  var codes: [String] {
    get throws { try #require(json["diagnostics"] as? [[String: Any]]).compactMap { $0["code"] as? String } }
  }
}

enum Compbook {
  /// The program, which lies beside the bundle of its tests.
  static let program: URL? = {
    let candidates =
      [CommandLine.arguments.first, Bundle.main.executablePath].compactMap { $0 } + Bundle.allBundles.map(\.bundlePath)
    let folders = candidates.flatMap { ancestors(of: URL(filePath: $0)) }
    return folders.map { $0.appending(path: "compbook") }.first {
      var isDirectory: ObjCBool = false
      return FileManager.default.fileExists(atPath: $0.path, isDirectory: &isDirectory) && !isDirectory.boolValue
    }
  }()

  private static func ancestors(of file: URL) -> [URL] {
    var folder = file
    return (0..<4).map { _ in
      folder = folder.deletingLastPathComponent()
      return folder
    }
  }

  static let isBuilt = {
    if program == nil { print("skipped: the program is not among the built products") }
    return program != nil
  }()

  static func run(
    _ arguments: [String], input: String = "", environment: [String: String] = [:], program: URL? = program
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let folder = try TemporaryFolder()
    // Files, as a pipe that nobody empties would stop the program.
    let (output, diagnostics) = (try folder.file("stdout"), try folder.file("stderr"))
    process.standardInput = try FileHandle(forReadingFrom: folder.file("stdin", input))
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: diagnostics)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit, "the program died of signal \(process.terminationStatus)")
    return Outcome(
      exitCode: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
      diagnostics: try String(contentsOf: diagnostics, encoding: .utf8))
  }

  /// Runs a session that is written to a file `session.py` of its own.
  static func runSession(_ text: String, _ options: String..., bytes: Data? = nil) throws -> Outcome {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "session.py")
    try (bytes ?? Data(text.utf8)).write(to: file)
    let outcome = try run(["run", file.path] + options)
    return Outcome(
      exitCode: outcome.exitCode, output: outcome.output,
      diagnostics: outcome.diagnostics.replacing(folder.url.path + "/", with: ""))
  }
}

/// A folder that lives as long as the value.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "compbook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func file(_ name: String, _ text: String = "") throws -> URL {
    let file = url.appending(path: name)
    try Data(text.utf8).write(to: file)
    return file
  }
}

/// The folder that holds the package.
let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()
