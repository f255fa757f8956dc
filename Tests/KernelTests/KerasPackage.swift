// Where the tests find the files of Keras: none of them lies in the repository.

import Foundation
import Language
import Notebook
import Testing

@testable import Kernel

/// The package `keras` of PyPI, whose own files the tests open.
enum KerasPackage {
  /// Whether the tests that need it must run, as in continuous integration.
  static let isRequired = ProcessInfo.processInfo.environment["COMPBOOK_KERAS_REQUIRED"] != nil

  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// `keras==3.15.1`: the release that the fixtures come from.
  private static let release: String = {
    let file = root.appending(path: "Tests/Fixtures/requirements.txt")
    let lines = (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n") ?? []
    return lines.first { $0.hasPrefix("keras==") }.map(String.init) ?? "keras"
  }()

  /// The folder `keras`, or why it is not there. `COMPBOOK_KERAS` names it; else it lies in `.build`, where it is
  /// downloaded to the first time.
  static let folder: Result<URL, Missing> = {
    if let path = ProcessInfo.processInfo.environment["COMPBOOK_KERAS"] {
      let folder = URL(filePath: path)
      return isPackage(folder) ? .success(folder) : .failure(Missing("COMPBOOK_KERAS=\(path) is not Keras' package"))
    }
    let store = root.appending(path: ".build/" + release.replacing("==", with: "-"))
    let folder = store.appending(path: "keras")
    if isPackage(folder) { return .success(folder) }
    if let problem = download(to: store) { return .failure(problem) }
    return isPackage(folder) ? .success(folder) : .failure(Missing("the wheel of keras has no src/applications"))
  }()

  /// The folder, or nil where what needs it is left out: said so, and an issue where it must not be.
  static func folder(for test: some Any) -> URL? {
    switch folder {
    case .success(let folder): return folder
    case .failure(let missing):
      if isRequired { Issue.record("\(missing)") } else { print("skipped \(test): \(missing)") }
      return nil
    }
  }

  /// A file of `keras/src/applications` with lines appended, as a session that lies beside it and is not saved.
  static func evaluation(of file: String, then lines: String, in keras: URL) throws -> DocumentEvaluation {
    let folder = keras.appending(path: "src/applications")
    let text = try Data(contentsOf: folder.appending(path: "\(file).py")) + Data("\n\(lines)\n".utf8)
    return try DocumentEvaluation(of: text, at: folder.appending(path: "session.py").path)
  }

  struct Missing: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }

  private static func isPackage(_ folder: URL) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: "src/applications/mobilenet.py").path)
  }

  /// The wheel alone, without what it depends on, unpacked.
  private static func download(to store: URL) -> Missing? {
    let commands = [
      ["pip", "download", "--quiet", "--no-deps", "--dest", store.path, release],
      ["zipfile", "-e", store.path + "/" + release.replacing("==", with: "-") + "-py3-none-any.whl", store.path],
    ]
    for command in commands {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["python3", "-m"] + command
      let errors = Pipe()
      process.standardError = errors
      do { try process.run() } catch { return Missing("\(error)") }
      let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      if process.terminationStatus != 0 {
        return Missing(
          "Keras' package is not here, and python3 -m \(command[0]) failed: \(said.split(separator: "\n").last ?? "it failed")"
        )
      }
    }
    return nil
  }
}

extension DocumentEvaluation {
  /// A session's text, as if it were the file at that path.
  init(of text: Data, at path: String) throws {
    let cells = try SessionFile.parse(Array(text), name: path).document.snapshot.codeCells
    self = withLargeStack {
      var evaluation = DocumentEvaluation()
      _ = evaluation.update(to: cells, fileName: path, folder: SessionFolder(ofSession: path)?.sources)
      return evaluation
    }
  }
}
