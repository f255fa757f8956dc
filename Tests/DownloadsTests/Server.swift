// The misbehaving server, as a process of its own for the time of one test.

import Foundation
import Testing

@testable import Downloads

final class Server {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var pending = Data()
  /// Without a manner.
  private(set) var address = ""

  /// Serves a file's bytes.
  init(file: String) throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "server.py")
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", script.path(), file]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    address = "http://127.0.0.1:\(line())"
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// The next line that it prints; empty at the end.
  private func line() -> String {
    while true {
      if let end = pending.firstIndex(of: 0x0A) {
        defer { pending = Data(pending[pending.index(after: end)...]) }
        return String(decoding: pending[..<end], as: UTF8.self)
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { return "" }
      pending += more
    }
  }

  /// The ranges of so many requests.
  func ranges(_ count: Int) -> [String] { (0..<count).map { _ in line() } }
}

/// A folder for the time of one test.
func withFolder(_ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "compbook-\(UUID())").path()
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try body(folder)
}

/// Python's own program for something.
@discardableResult func python(_ code: String, _ arguments: String...) throws -> String {
  let process = Process()
  let output = Pipe()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = ["python3", "-c", code] + arguments
  process.standardOutput = output
  try process.run()
  let data = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  try #require(process.terminationStatus == 0)
  return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
}
