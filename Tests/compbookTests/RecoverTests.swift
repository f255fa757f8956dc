// `compbook recover`: what a killed program left is listed, printed, written to a file, or dropped.

import Foundation
import Testing

@Suite(.enabled(if: Compbook.isBuilt)) struct RecoverTests {
  /// A journal as the program writes it, of an unnamed notebook: a line that names the format, then a record of its owner
  /// and one of its text.
  private func writeJournal(_ name: String, _ text: String, in state: URL) throws {
    let opening = [UInt8](repeating: 0, count: 32)
    let content = [UInt8](repeating: 0, count: 16) + Array(text.utf8)
    var bytes = Array("compbook journal 1\n".utf8)
    var seal: UInt64 = 0xCBF2_9CE4_8422_2325
    for (kind, payload) in [(UInt8(1), opening), (2, content)] {
      seal = ([kind] + payload).reduce(seal) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
      bytes += withUnsafeBytes(of: UInt32(payload.count).littleEndian) { Array($0) }
      bytes += withUnsafeBytes(of: seal.littleEndian) { Array($0) } + [kind] + payload
    }
    let folder = state.appending(path: "compbook")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: folder.appending(path: name + ".journal"))
  }

  private func recover(_ arguments: String..., in folder: TemporaryFolder) throws -> Outcome {
    try Compbook.run(["recover"] + arguments, environment: ["XDG_STATE_HOME": folder.url.path])
  }

  @Test func nothingToRecoverIsSaid() throws {
    let folder = try TemporaryFolder()
    let outcome = try recover(in: folder)
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.isEmpty)
    let state = folder.url.appending(path: "compbook")
    #expect(outcome.diagnostics == "no journal is kept in \(state.path): there is no such folder\n")
    try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
    let empty = try recover(in: folder)
    #expect(empty.exitCode == 0)
    #expect(empty.diagnostics == "nothing to recover: no journal in \(state.path) holds unsaved work\n")
  }

  @Test func aFolderThatCannotBeReadIsRefused() throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("compbook", "a file in the folder's place")
    let outcome = try recover(in: folder)
    let path = folder.url.appending(path: "compbook").path
    #expect(outcome.exitCode == 1)
    #expect(outcome.diagnostics == "error: no journal is kept in \(path): Not a directory\n")
  }

  @Test func aNotebookIsListedPrintedWrittenAndDropped() throws {
    let folder = try TemporaryFolder()
    try writeJournal("untitled-abc234", "x = 1\ny = 'é'\n", in: folder.url)
    let list = try recover(in: folder).output
    #expect(list.hasPrefix("1  untitled-abc234  "))
    #expect(list.hasSuffix("  2 lines  a notebook without a name\n"))
    #expect(try recover("1", in: folder).output == "x = 1\ny = 'é'\n")
    #expect(try recover("untitled-abc234", in: folder).output == "x = 1\ny = 'é'\n")
    let taken = try folder.file("taken.py", "mine")
    let refused = try recover("1", "--to", taken.path, in: folder)
    #expect(refused.exitCode == 1)
    #expect(refused.diagnostics == "error: \(taken.path) exists already\n")
    let file = folder.url.appending(path: "new.py")
    #expect(try recover("1", "--to", file.path, in: folder).exitCode == 0)
    #expect(try String(contentsOf: file, encoding: .utf8) == "x = 1\ny = 'é'\n")
    #expect(try recover(in: folder).output.isEmpty)
    try writeJournal("untitled-def567", "x\n", in: folder.url)
    #expect(try recover("untitled-def567", "--discard", in: folder).exitCode == 0)
    #expect(try recover(in: folder).output.isEmpty)
  }

  @Test func whatIsNotThereIsOneLine() throws {
    let folder = try TemporaryFolder()
    let state = folder.url.appending(path: "compbook")
    try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
    let outcome = try recover("7", in: folder)
    #expect(outcome.exitCode == 1)
    #expect(outcome.diagnostics == "error: there is no unsaved notebook 7; `compbook recover` lists what there is\n")
    #expect(try recover("--discard", in: folder).exitCode == 64)
  }
}
