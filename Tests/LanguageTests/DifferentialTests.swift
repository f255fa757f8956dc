// Small programs whose output, and the last line of whose traceback, must be CPython's to the letter.

import Diagnostics
import Foundation
import Testing

@testable import Language

private let programs: [String] = {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Programs")
  let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
  return names.filter { $0.hasSuffix(".py") }.sorted().map { folder.appending(path: $0).path }
}()

struct PythonRun {
  var output: String
  /// The last line of the traceback.
  var wholeLastLine: String
  /// The last line of the traceback without CPython's suggestions, which are chosen by other rules than ours.
  var lastLine: String
}

/// What CPython makes of a program, nil where there is no python3.
func runPython(_ path: String) throws -> PythonRun? {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["python3", path]
  let (output, errors) = (Pipe(), Pipe())
  process.standardOutput = output
  process.standardError = errors
  try process.run()
  let outputData = output.fileHandleForReading.readDataToEndOfFile()
  let errorData = errors.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  if process.terminationStatus == 127 { return nil }
  // Warnings go the same way as tracebacks.
  let hasFailed = process.terminationStatus != 0
  let lines = String(decoding: errorData, as: UTF8.self).split(separator: "\n")
  let lastLine = hasFailed ? lines.last.map { String($0) } ?? "" : ""
  return PythonRun(
    output: String(decoding: outputData, as: UTF8.self), wholeLastLine: lastLine, lastLine: withoutHint(lastLine))
}

/// A message without suggestions and, unless they matter, without paths.
func withoutHint(_ message: String, path: Bool = true) -> String {
  ([". Did you mean", ". It is outside of"] + (path ? [" (/"] : [])).lazy.compactMap { message.firstRange(of: $0) }
    .first.map {
      String(message[..<$0.lowerBound])
    } ?? message
}

@Suite struct DifferentialTests {
  @Test func thereArePrograms() {
    #expect(programs.count >= 20)
  }

  @Test(arguments: programs) func programsBehaveAsInPython(path: String) throws {
    guard let expected = try runPython(path) else {
      print("skipped \(path): there is no python3 here")
      return
    }
    let outcome = run(try String(contentsOfFile: path, encoding: .utf8))
    let ours = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    let theirs = expected.output.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, (our, their)) in zip(ours, theirs).enumerated() where our != their {
      Issue.record("line \(index + 1) of the output: \(our)\nCPython: \(their)")
    }
    #expect(ours.count == theirs.count, "\(outcome.messages)")
    #expect(withoutHint(outcome.messages.last ?? "") == expected.lastLine)
    #expect(outcome.messages.count <= 1)
  }
}
