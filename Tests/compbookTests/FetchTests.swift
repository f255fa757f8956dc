// `compbook fetch` against a server on loopback: its words and its exit codes.

import Foundation
import Testing

@Suite(.enabled(if: Compbook.isBuilt))
struct FetchTests {
  /// Starts a server of a file of so many bytes that answers in one manner, and the command against it.
  private func fetch(
    _ manner: String, bytes: Int, inTerminal: Bool = false, _ meanwhile: (Process, URL) throws -> Void = { _, _ in }
  ) throws -> (outcome: Outcome, data: TemporaryFolder) {
    let folder = try TemporaryFolder()
    let file = try folder.file("content", String(repeating: "x", count: bytes))
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "DownloadsTests/server.py")
    let server = Process()
    let (input, output) = (Pipe(), Pipe())
    server.executableURL = URL(filePath: "/usr/bin/env")
    server.arguments = ["python3", script.path, file.path]
    (server.standardInput, server.standardOutput) = (input, output)
    try server.run()
    defer {
      try? input.fileHandleForWriting.close()
      server.waitUntilExit()
    }
    let port =
      String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
      .split(separator: "\n").first ?? ""

    let data = try TemporaryFolder()
    let program = try #require(Compbook.program)
    let process = Process()
    let (out, diagnostics) = (try folder.file("stdout"), try folder.file("stderr"))
    process.executableURL = program
    process.arguments = ["fetch", "cifar10", "--from", "http://127.0.0.1:\(port)/\(manner)", "--stall", "5"]
    process.environment = ["COMPBOOK_DATA": data.url.path, "PATH": "/usr/bin:/bin", "TERM": "xterm"]
    if inTerminal {
      let spawn = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
      process.arguments = ["python3", "-c", spawn, program.path] + (process.arguments ?? [])
      process.executableURL = URL(filePath: "/usr/bin/env")
    }
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: diagnostics)
    try process.run()
    try meanwhile(process, data.url.appending(path: "cifar-10-binary.tar.gz.part"))
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    return (
      Outcome(
        exitCode: process.terminationStatus, output: try String(contentsOf: out, encoding: .utf8),
        diagnostics: try String(contentsOf: diagnostics, encoding: .utf8)), data
    )
  }

  @Test func aWrongArchiveIsThrownAwayAndProgressIsLines() throws {
    let (outcome, data) = try fetch("serves", bytes: 1_000_000)
    #expect(outcome.exitCode == 1 && outcome.output.isEmpty)
    let lines = outcome.diagnostics.split(separator: "\n").map(String.init)
    #expect(lines.dropLast().last == "cifar-10-binary.tar.gz: 100% (1.0 MB of 1.0 MB)")
    #expect(lines.last?.hasSuffix("MD5 sum is not c32a1d4ab5d03f1284b67883e8d87530; it was thrown away") == true)
    #expect(!outcome.diagnostics.contains("\r") && !outcome.diagnostics.contains("\u{1B}"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: data.url.path).isEmpty)
  }

  /// In a terminal of Python's.
  @Test func progressOnATerminalIsABarThatIsPaintedOver() throws {
    let (outcome, _) = try fetch("serves", bytes: 1_000_000, inTerminal: true)
    #expect(outcome.exitCode == 1)
    let lines = outcome.output.split(separator: "\r\n")
    #expect(lines.count == 2 && lines.last?.hasPrefix("error: ") == true)
    let paintings = try #require(lines.first).split(separator: "\r")
    #expect(!paintings.isEmpty)
    #expect(paintings.allSatisfy { $0.hasPrefix("cifar-10-binary.tar.gz  ") && $0.hasSuffix("\u{1B}[K") })
    let last = try #require(paintings.last)
    #expect(last.contains("  \(String(repeating: "#", count: 24))  100%  1.0 MB of 1.0 MB"))
  }

  @Test func anInterruptKeepsThePartAndExitsWith130() throws {
    let (outcome, data) = try fetch("slow", bytes: 100_000) { process, part in
      let size = { (try? Data(contentsOf: part))?.count ?? 0 }
      for _ in 0..<400 where size() == 0 { Thread.sleep(forTimeInterval: 0.02) }
      kill(process.processIdentifier, SIGINT)
    }
    #expect(outcome.exitCode == 130)
    #expect(outcome.diagnostics.hasSuffix("interrupted; the same command goes on where it stopped\n"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: data.url.path) == ["cifar-10-binary.tar.gz.part"])
  }

  @Test func whatIsThereIsNotFetched() throws {
    let data = try TemporaryFolder()
    let folder = data.url.appending(path: "cifar-10-batches-bin")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("x".utf8).write(to: folder.appending(path: "test_batch.bin"))
    let process = Process()
    let output = Pipe()
    process.executableURL = Compbook.program
    process.arguments = ["fetch", "cifar10", "--from", "http://127.0.0.1:9"]
    process.environment = ["COMPBOOK_DATA": data.url.path]
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && text == "CIFAR-10 is in \(folder.path)\n")
  }

  @Test func anotherDataSetIsAUsageError() throws {
    let outcome = try Compbook.run(["fetch", "imagenet"])
    #expect(outcome.exitCode == 64 && outcome.diagnostics.contains("'imagenet' is invalid"))
  }
}
