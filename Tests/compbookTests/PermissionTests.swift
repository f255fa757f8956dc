// What permissions forbid is one sentence and changes nothing. Root, whom they do not bind, runs the program as nobody.

import Foundation
import Testing

@Suite(.enabled(if: Compbook.isBuilt)) struct PermissionTests {
  private static let session = "import keras\n"

  /// The program where anybody may run it, and how to run it without root's rights.
  private struct Unprivileged {
    let folder: TemporaryFolder
    let command: [String]

    init() throws {
      folder = try TemporaryFolder()
      let program = try #require(Compbook.program)
      guard geteuid() == 0 else {
        command = [program.path]
        return
      }
      // The build may lie where root alone may go.
      let copy = folder.url.appending(path: "compbook")
      try FileManager.default.copyItem(at: program, to: copy)
      command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", copy.path]
      // The working folder of a test is anybody's.
      chmod(folder.url.path, 0o777)
    }

    func run(_ arguments: String...) throws -> Outcome {
      try Compbook.run(command + arguments, program: URL(filePath: "/usr/bin/env"))
    }
  }

  @Test func whatMayNotBeWrittenOrReadIsOneSentence() throws {
    let user = try Unprivileged()
    let file = try user.folder.file("session.py", Self.session)
    let target = try user.folder.file("target.py", "old")
    chmod(target.path, 0o444)
    let readOnly = try user.run("export", file.path, "--to", "keras", "-o", target.path)
    #expect(readOnly.exitCode == 1)
    #expect(readOnly.diagnostics == "error: \(target.path) cannot be saved: no permission to write it\n")
    #expect(try String(contentsOf: target, encoding: .utf8) == "old")

    let closed = user.folder.url.appending(path: "closed")
    try FileManager.default.createDirectory(at: closed, withIntermediateDirectories: true)
    chmod(closed.path, 0o555)
    let inside = closed.appending(path: "new.py").path
    let noFolder = try user.run("export", file.path, "--to", "keras", "-o", inside)
    #expect(noFolder.exitCode == 1)
    #expect(
      noFolder.diagnostics
        == "error: \(inside) cannot be saved safely: no permission to make a file in its folder\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: closed.path).isEmpty)

    chmod(file.path, 0)
    let unreadable = try user.run("check", file.path)
    #expect(unreadable.exitCode == 1)
    #expect(unreadable.diagnostics == "error: \(file.path): no permission to read it\n")
  }

  @Test func whatMayBeWrittenIs() throws {
    let user = try Unprivileged()
    let file = try user.folder.file("session.py", Self.session)
    let target = user.folder.url.appending(path: "target.py")
    #expect(try user.run("export", file.path, "--to", "keras", "-o", target.path).exitCode == 0)
    #expect(try String(contentsOf: target, encoding: .utf8) == Self.session)
  }
}
