// Recovery journals: what is written is found again, whatever happens to the file's end or to the program.

import Foundation
import Testing

@testable import Notebook

@Suite struct JournalTests {
  private let owner = JournalOwner(path: "/tmp/a b/é.py", process: 12, version: FileVersion(size: 3, checksum: 7))

  private func contents(_ file: JournalFile) throws -> JournalContents {
    try #require(JournalContents(try read(file.path)))
  }

  /// Texts that grow, shrink and change, each from the one before.
  private func texts(_ generator: inout SeededGenerator, count: Int) -> [[UInt8]] {
    var text: [UInt8] = Array("start".utf8)
    return (0..<count).map { _ in
      let start = Int.random(in: 0...text.count, using: &generator)
      let end = Int.random(in: start...min(text.count, start + 4), using: &generator)
      text.replaceSubrange(start..<end, with: Array(RandomEdit.text(&generator).utf8))
      return text
    }
  }

  @Test func everyWritingIsReadBack() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("everyWritingIsReadBack: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    try withFolder { folder in
      var file = try JournalFile(in: folder, stem: "a", owner: owner)
      defer { file.close() }
      #expect(try contents(file).bytes == nil)
      for text in texts(&generator, count: 60) {
        try file.write(text)
        #expect(try contents(file).bytes == text, "seed \(seed)")
        #expect(try contents(file).owner == owner)
      }
    }
  }

  @Test func aTornOrSpoiltEndCostsOnlyWhatItHeld() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("aTornOrSpoiltEndCostsOnlyWhatItHeld: seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    try withFolder { folder in
      var file = try JournalFile(in: folder, stem: "a", owner: owner)
      defer { file.close() }
      var ends = [try read(file.path).count]
      let all = texts(&generator, count: 12)
      for text in all {
        try file.write(text)
        ends.append(try read(file.path).count)
      }
      let bytes = try read(file.path)
      for length in 0..<bytes.count {
        let whole = ends.count { $0 <= length }
        let expected = whole < 2 ? nil : all[whole - 2]
        #expect(JournalContents(Array(bytes[..<length]))?.bytes == expected, "seed \(seed), \(length) bytes")
        // What stood there before is a worse end than none.
        var spoilt = bytes
        spoilt[length] ^= UInt8.random(in: 1...255, using: &generator)
        let kept = ends.count { $0 <= length }
        #expect(JournalContents(spoilt)?.bytes == (kept < 2 ? nil : all[kept - 2]), "seed \(seed), byte \(length)")
      }
    }
  }

  @Test func whateverCallFailsTheNextWritingIsReadBack() throws {
    var generator = SeededGenerator(seed: 5)
    let all = texts(&generator, count: 8)
    for first in 1...60 {
      try withFolder { folder in
        let calls = FailingCalls(first: first, count: 2, number: ENOSPC, portion: 9)
        guard var file = try? JournalFile(in: folder, stem: "a", owner: owner, calls: calls.table) else {
          #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
          return
        }
        defer { file.close() }
        // What the journal may hold: what was written last, or of what failed since then any part that came through.
        var possible: [[UInt8]?] = [nil]
        for (index, text) in (all + [all[0]] + [all[1]]).enumerated() {
          do {
            if index == 4 {
              // Beginning anew drops what is in the notebook's own file already.
              possible.append(nil)
              try file.restart(owner)
            }
            possible.append(text)
            try file.write(text)
            possible = [text]
          } catch {}
          let found = JournalContents(try read(file.path))?.bytes
          #expect(possible.contains(found), "call \(first)")
        }
        #expect(try contents(file).bytes == all[1])
      }
    }
  }

  @Test func aFileThatIsNoJournalIsNone() {
    #expect(JournalContents([]) == nil)
    #expect(JournalContents(Array("compbook journal 1\n".utf8)) == nil)
    #expect(JournalContents([UInt8](repeating: 0, count: 100)) == nil)
    #expect(JournalContents(JournalFormat.start + [UInt8](repeating: 255, count: 100)) == nil)
  }

  @Test func theChecksumIsFNV1a() {
    // From the authors' test vectors, http://www.isthe.com/chongo/src/fnv/test_fnv.c.
    #expect(Checksum.of([]) == 0xcbf2_9ce4_8422_2325)
    #expect(Checksum.of(Array("a".utf8)) == 0xaf63_dc4c_8601_ec8c)
    #expect(Checksum.of(Array("foobar".utf8)) == 0x8594_4171_f739_67e8)
  }
}

@Suite struct RecoveryTests {
  @Test func theFolderFollowsTheBaseDirectorySpecification() {
    #expect(JournalFolder(environment: ["XDG_STATE_HOME": "/s", "HOME": "/h"])?.path == "/s/compbook")
    #expect(JournalFolder(environment: ["XDG_STATE_HOME": "s", "HOME": "/h"])?.path == "/h/.local/state/compbook")
    #expect(JournalFolder(environment: ["XDG_STATE_HOME": "", "HOME": "/h"])?.path == "/h/.local/state/compbook")
    #expect(JournalFolder(environment: [:]) == nil)
  }

  @Test func anUnnamedNotebookIsFoundAsUnsavedWork() throws {
    try withFolder { folder in
      let journals = JournalFolder(path: folder + "deep/state")
      var document = NotebookDocument.new()
      let journal = RecoveryJournal(document, in: journals)
      document.setText("y = 2", of: 1)
      journal.note(document)
      #expect(journal.flush())
      let live = try #require(journals.journals().first)
      #expect(live.isLive)
      #expect(live.owner == JournalOwner(path: nil, process: Int(getpid()), version: nil))
      #expect(live.name.hasPrefix("untitled-"))
      let modes = try ["deep/state", "deep/state/\(live.name).journal"].map {
        try FileManager.default.attributesOfItem(atPath: folder + $0)[.posixPermissions] as? Int
      }
      #expect(modes == [0o700, 0o600])
      journal.end(keeping: true)
      let left = try #require(journals.journals().first)
      #expect(!left.isLive)
      let restored = try left.document()
      #expect(restored.texts == document.texts)
      #expect(restored.isModified)
      #expect(restored.path == nil)
    }
  }

  @Test func aJournalWithoutNewsIsRemoved() throws {
    try withFolder { folder in
      let journals = JournalFolder(path: folder + "state")
      RecoveryJournal(.new(), in: journals).end(keeping: true)
      #expect(journals.journals().isEmpty)
      try write(Array("x = 1\n".utf8), to: folder + "a.py")
      var document = try SessionFile.open(folder + "a.py").document
      let journal = RecoveryJournal(document, in: journals)
      document.setText("x = 2", of: 0)
      journal.note(document)
      journal.end(keeping: true)
      #expect(journals.journals().of(folder + "a.py").count == 1)
      #expect(journals.journals().of(folder + "b.py").isEmpty)
      // The same text came into the file by another way.
      try write(document.fileBytes, to: folder + "a.py")
      #expect(journals.journals().isEmpty)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "state").isEmpty)
    }
  }

  @Test func aSavedNotebookLeavesNothingAndASavedOneThatGoesOnDoes() throws {
    try withFolder { folder in
      let journals = JournalFolder(path: folder + "state")
      var document = NotebookDocument.new()
      let journal = RecoveryJournal(document, in: journals)
      document.setText("one", of: 1)
      journal.note(document)
      journal.flush()
      try SessionFile.save(document.fileBytes, to: folder + "a.py", .ofNothing)
      document.path = folder + "a.py"
      document.version = FileVersion(of: document.fileBytes)
      document.markSaved()
      journal.noteSaved(document)
      journal.flush()
      #expect(journals.journals().map(\.bytes) == [nil])
      document.setText("two", of: 1)
      journal.note(document)
      journal.flush()
      let found = try #require(journals.journals().of(folder + "a.py").first)
      #expect(found.bytes == document.fileBytes)
      #expect(found.owner.version == document.version)
      journal.end(keeping: false)
      #expect(journals.journals().isEmpty)
    }
  }

  @Test func whatIsLeftBehindStaysWhileTheNotebookGoesOn() throws {
    try withFolder { folder in
      let journals = JournalFolder(path: folder + "state")
      var document = NotebookDocument.new()
      let journal = RecoveryJournal(document, in: journals)
      document.setText("mine", of: 1)
      journal.note(document)
      journal.leave(for: .new())
      journal.end(keeping: false)
      #expect(journals.journals().map(\.bytes) == [document.fileBytes])
    }
  }

  @Test func aFolderThatCannotBeIsToldOnceAndTriedUntilItIsWell() async throws {
    let (news, posting) = AsyncStream<Void>.makeStream()
    let folder = FileManager.default.temporaryDirectory.path + "/compbook-\(UUID())/"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write([], to: folder + "state")
    var document = NotebookDocument.new()
    let journals = JournalFolder(path: folder + "state/compbook")
    let journal = RecoveryJournal(document, in: journals) { posting.yield() }
    var waiting = news.makeAsyncIterator()
    await waiting.next()
    guard case .failing(folder: journals.path, let cause)? = journal.takeNews() else {
      Issue.record("a file in the folder's place must be told of")
      return
    }
    #expect(!cause.isEmpty && !cause.contains("\n"))
    document.setText("x", of: 1)
    journal.note(document)
    #expect(!journal.flush())
    #expect(journal.takeNews() == nil)
    try FileManager.default.removeItem(atPath: folder + "state")
    // Nobody types any more, and it is tried again all the same.
    await waiting.next()
    #expect(journal.takeNews() == .written)
    #expect(journals.journals().map(\.bytes) == [document.fileBytes])
    journal.end(keeping: false)
  }

  @Test func aJournalThatSomebodyRemovedIsMadeAnew() throws {
    try withFolder { folder in
      var document = NotebookDocument.new()
      let journals = JournalFolder(path: folder + "state")
      let journal = RecoveryJournal(document, in: journals)
      try FileManager.default.removeItem(atPath: folder + "state")
      document.setText("x", of: 1)
      journal.note(document)
      #expect(journal.flush())
      #expect(journals.journals().map(\.bytes) == [document.fileBytes])
      journal.end(keeping: false)
    }
  }

  @Test func twoPathsToAFileAreOneForTheJournals() throws {
    try withFolder { folder in
      try write(Array("x\n".utf8), to: folder + "a.py")
      try FileManager.default.createSymbolicLink(atPath: folder + "link.py", withDestinationPath: "a.py")
      let journals = JournalFolder(path: folder + "state")
      let journal = RecoveryJournal(try SessionFile.open(folder + "a.py").document, in: journals)
      #expect(journals.journals().of(folder + "./link.py").map(\.isLive) == [true])
      journal.end(keeping: false)
    }
  }
}
