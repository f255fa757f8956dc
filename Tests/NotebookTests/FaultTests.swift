// Saving where the system fails: the old file or the new one is there, whole, and the error is one sentence.

import Foundation
import Testing

@testable import Notebook

@Suite struct FaultTests {
  private let old = Array("x = 1\n".utf8)
  private let new = Array("x = 2\ny = 3\n".utf8)

  @Test(arguments: [EIO, ENOSPC, EDQUOT, EROFS, EACCES]) func whateverCallFailsTheFileIsWhole(number: CInt) throws {
    try withFolder { folder in
      let path = folder + "a.py"
      var failures = 0
      for index in 1...100 {
        try write(old, to: path)
        let calls = FailingCalls(first: index, number: number, portion: 5)
        do {
          try FileReplacing.replace(path, .of(FileVersion(of: old)), with: new, calls: calls.table)
          #expect(try read(path) == new)
          if calls.madeCalls < index { break }
        } catch let error as SessionFileError {
          failures += 1
          #expect([old, new].contains(try read(path)), "call \(index)")
          #expect(error.description.hasPrefix(path) && !error.description.contains("\n"))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.py"], "call \(index)")
      }
      // A temporary file, its permissions, three writes, its flush and its new name at the least.
      #expect(failures >= 7)
    }
  }

  @Test func aNewFileIsWholeOrNotThere() throws {
    try withFolder { folder in
      let path = folder + "a.py"
      for index in 1...100 {
        try? FileManager.default.removeItem(atPath: path)
        let calls = FailingCalls(first: index, portion: 5)
        let isSaved = (try? FileReplacing.replace(path, .ofNothing, with: new, calls: calls.table)) != nil
        let found = try? read(path)
        #expect(found == new || !isSaved && found == nil, "call \(index)")
        if calls.madeCalls < index { return }
      }
      Issue.record("saving makes more than a hundred calls")
    }
  }

  @Test func anInterruptedCallIsMadeAgain() throws {
    try withFolder { folder in
      let path = folder + "a.py"
      for index in [3, 4, 5, 6] {
        try write(old, to: path)
        // The first two make the temporary file and its permissions.
        let calls = FailingCalls(first: index, number: EINTR, portion: 5)
        try FileReplacing.replace(path, with: new, calls: calls.table)
        #expect(try read(path) == new)
        #expect(calls.madeCalls >= index)
      }
    }
  }

  @Test func whatAnotherProgramWroteIsNotReplaced() throws {
    try withFolder { folder in
      let path = folder + "a.py"
      try write(old, to: path)
      let version = FileVersion(of: old)
      try write(Array("x = 9\n".utf8), to: path)
      #expect(throws: SessionFileError(path, .changed)) { try SessionFile.save(new, to: path, .of(version)) }
      #expect(throws: SessionFileError(path, .exists)) { try SessionFile.save(new, to: path, .ofNothing) }
      #expect(try read(path) == Array("x = 9\n".utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.py"])
      for (replacement, content) in [(Replacement.ofAnything, new), (.ofAnyFile, old)] {
        try SessionFile.save(content, to: path, replacement)
        #expect(try read(path) == content)
      }
    }
  }

  @Test func aFileThatIsTouchedOrGoneIsNoChange() throws {
    try withFolder { folder in
      let path = folder + "a.py"
      try write(old, to: path)
      try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: path)
      try SessionFile.save(new, to: path, .of(FileVersion(of: old)))
      try FileManager.default.removeItem(atPath: path)
      try SessionFile.save(old, to: path, .of(FileVersion(of: new)))
      #expect(try read(path) == old)
    }
  }

  @Test func extendedAttributesStay() throws {
    try withFolder { folder in
      let path = folder + "a.py"
      try write(old, to: path)
      let set = Process()
      set.executableURL = URL(filePath: "/usr/bin/python3")
      set.arguments = ["-c", "import os, sys; os.setxattr(sys.argv[1], 'user.note', b'kept')", path]
      set.standardError = FileHandle.nullDevice
      try set.run()
      set.waitUntilExit()
      guard set.terminationStatus == 0 else { return print("skipped: no extended attributes in \(folder)") }
      try SessionFile.save(new, to: path)
      let get = Process()
      get.executableURL = URL(filePath: "/usr/bin/python3")
      get.arguments = ["-c", "import os, sys; sys.exit(os.getxattr(sys.argv[1], 'user.note') != b'kept')", path]
      try get.run()
      get.waitUntilExit()
      #expect(get.terminationStatus == 0)
    }
  }

  @Test func partsOfAKilledSaveGoAtTheNextOpening() throws {
    try withFolder { folder in
      for name in [".a.py.compbook-1x2y", ".b.py.compbook-1x2y", "a.py", ".a.py"] { try write(old, to: folder + name) }
      SessionFile.removeAbandonedParts(of: folder + "a.py")
      let left = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      #expect(left == [".a.py", ".b.py.compbook-1x2y", "a.py"])
    }
  }
}

/// A file system of 64 KiB in memory. It takes root to make one.
@Suite(.serialized) struct FullDiskTests {
  private func run(_ command: String, _ arguments: String...) -> Bool {
    // Without asking for a password: nobody is there to type it.
    let prefix = geteuid() == 0 ? [] : ["sudo", "-n"]
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = prefix + [command] + arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  private func withSmallDisk(_ body: (String) throws -> Void) throws {
    try withFolder { folder in
      guard run("mount", "-t", "tmpfs", "-o", "size=64k,mode=0777", "tmpfs", folder) else {
        print("skipped: this user may not mount a file system")
        let isRequired = ProcessInfo.processInfo.environment["COMPBOOK_FULL_DISK_REQUIRED"] != nil
        return #expect(!isRequired, "a file system must be mountable here")
      }
      defer { _ = run("umount", folder) }
      try body(folder)
    }
  }

  @Test func aFullDiskLeavesTheOldFileAndSaysSo() throws {
    try withSmallDisk { folder in
      let path = folder + "a.py"
      let old = Array(String(repeating: "x = 1\n", count: 1000).utf8)
      try SessionFile.save(old, to: path)
      let large = Array(String(repeating: "x = 1\n", count: 20_000).utf8)
      #expect(throws: SessionFileError(path, .noSpace)) { try SessionFile.save(large, to: path) }
      #expect(try read(path) == old)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.py"])
    }
  }

  @Test func aJournalOnAFullDiskKeepsWhatItHasAndGoesOnWhenThereIsRoom() throws {
    try withSmallDisk { folder in
      let journals = JournalFolder(path: folder + "state")
      var document = NotebookDocument.new()
      let journal = RecoveryJournal(document, in: journals)
      document.setText("small", of: 1)
      journal.note(document)
      #expect(journal.flush())
      let small = document.fileBytes
      try write([UInt8](repeating: 1, count: 30_000), to: folder + "other")
      document.setText(String(repeating: "large ", count: 10_000), of: 1)
      journal.note(document)
      #expect(!journal.flush())
      #expect(journal.takeNews() == .failing(folder: folder + "state", cause: "no space left"))
      #expect(journals.journals().map(\.bytes) == [small])
      document.setText("small again", of: 1)
      journal.note(document)
      #expect(journal.flush())
      #expect(journal.takeNews() == .written)
      #expect(journals.journals().map(\.bytes) == [document.fileBytes])
      journal.end(keeping: false)
    }
  }
}
