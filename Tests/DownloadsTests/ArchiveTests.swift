// Unpacking: honest archives as Python's tarfile makes them, and ones that nobody should unpack.

import Datasets
import Foundation
import Testing

@testable import Downloads

@Suite struct ArchiveTests {
  /// Writes an archive with an entry for each line: its type, its name, its content or the target of a link.
  private static let maker = """
    import io, sys, tarfile
    with tarfile.open(sys.argv[1], sys.argv[2]) as archive:
        for line in sys.argv[3].splitlines():
            kind, name, content = line.split("|")
            entry = tarfile.TarInfo(name)
            entry.type = {"file": tarfile.REGTYPE, "folder": tarfile.DIRTYPE, "symlink": tarfile.SYMTYPE,
                          "hardlink": tarfile.LNKTYPE, "device": tarfile.CHRTYPE, "pipe": tarfile.FIFOTYPE}[kind]
            if "link" in kind: entry.linkname = content
            data = content.encode() * (1 if kind == "file" else 0)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    """

  private func unpack(
    _ entries: [String], mode: String = "w:gz", limit: Int = 1000, cut: Int = 0,
    check: (_ problem: DownloadProblem?, _ folder: String) throws -> Void
  ) throws {
    try withFolder { folder in
      let path = "\(folder)/archive"
      try python(Self.maker, path, mode, entries.joined(separator: "\n"))
      if cut > 0 { try Data(contentsOf: URL(filePath: path)).dropLast(cut).write(to: URL(filePath: path)) }
      let destination = "\(folder)/data"
      try FileManager.default.createDirectory(atPath: destination, withIntermediateDirectories: true)
      var archive = Archive(path: path)
      archive.limit = limit
      var problem: DownloadProblem?
      do throws(DownloadProblem) { try archive.unpack(folder: "set", file: "test.bin", into: destination) } catch {
        problem = error
      }
      try check(problem, destination)
      // Nothing else is left, whatever happened.
      let left = try FileManager.default.contentsOfDirectory(atPath: destination)
      #expect(left == (problem == nil ? ["set"] : []))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["archive", "data"])
    }
  }

  @Test(arguments: ["w:gz", "w"])
  func anHonestArchiveAppearsWhole(mode: String) throws {
    try unpack(["folder|set|", "file|set/readme.html|hello", "file|./set/test.bin|123"], mode: mode) {
      problem, folder in
      #expect(problem == nil)
      let texts = try ["readme.html", "test.bin"].map { name in
        try String(contentsOfFile: "\(folder)/set/\(name)", encoding: .utf8)
      }
      #expect(texts == ["hello", "123"])
    }
  }

  @Test(arguments: [
    "file|../outside|x", "file|set/../../outside|x", "file|/tmp/compbook-outside|x", "symlink|set/link|/etc/passwd",
    "hardlink|set/link|/etc/passwd", "device|set/device|", "pipe|set/pipe|",
  ])
  func anEntryThatNoHonestArchiveHasIsRefused(entry: String) throws {
    try unpack(["file|set/test.bin|123", entry]) { problem, _ in
      let name = String(entry.split(separator: "|")[1])
      guard case .unsafeEntry(_, name: name)? = problem else {
        Issue.record("\(String(describing: problem))")
        return
      }
    }
    #expect(!FileManager.default.fileExists(atPath: "/tmp/compbook-outside"))
  }

  @Test func aFileTwiceIsRefused() throws {
    try unpack(["file|set/test.bin|123", "file|set/test.bin|456"]) { problem, _ in
      guard case .unwritable? = problem else {
        Issue.record("\(String(describing: problem))")
        return
      }
    }
  }

  @Test func whatUnpacksToTooMuchIsRefused() throws {
    try unpack(["file|set/test.bin|" + String(repeating: "0", count: 5000)]) { problem, _ in
      guard case .unpacksTooMuch(_, limit: 1000)? = problem else {
        Issue.record("\(String(describing: problem))")
        return
      }
    }
  }

  @Test func anArchiveWithoutTheDataIsRefused() throws {
    try unpack(["file|set/other.bin|123"]) { problem, _ in
      guard case .missingFile(_, name: "set/test.bin")? = problem else {
        Issue.record("\(String(describing: problem))")
        return
      }
    }
  }

  @Test(arguments: [20, 100])
  func anArchiveThatIsCutIsRefused(count: Int) throws {
    let content = (0..<300).map { String($0 * $0, radix: 36) }.joined()
    try unpack(["file|set/test.bin|\(content)"], cut: count) { problem, _ in
      guard case .noArchive? = problem else {
        Issue.record("\(String(describing: problem))")
        return
      }
    }
  }

  @Test func aFileThatIsNoArchiveIsRefused() throws {
    try withFolder { folder in
      try Data("import keras\n".utf8).write(to: URL(filePath: "\(folder)/x"))
      do throws(DownloadProblem) {
        try Archive(path: "\(folder)/x").unpack(folder: "set", file: "test.bin", into: folder)
        Issue.record("unpacked")
      } catch {
        #expect(error.description.hasPrefix("\(folder)/x cannot be unpacked: "))
      }
    }
  }

  @Test func aDataSetIsFetchedCheckedAndUnpacked() throws {
    try withFolder { folder in
      let path = "\(folder)/archive"
      try python(Self.maker, path, "w:gz", "folder|cifar-10-batches-bin|\nfile|cifar-10-batches-bin/test_batch.bin|123")
      let sum = try python("import hashlib, sys; print(hashlib.md5(open(sys.argv[1], 'rb').read()).hexdigest())", path)
      let server = try Server(file: path)
      let version = DataSet.Version(
        archive: "cifar-10-binary.tar.gz", md5: sum, folder: "cifar-10-batches-bin", file: "test_batch.bin")
      let fetch = DataSetFetch(version: version, base: server.address + "/serves", destination: "\(folder)/new/data")
      #expect(!fetch.isThere)
      try fetch.run { _ in true }
      #expect(fetch.isThere)
      #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/new/data") == ["cifar-10-batches-bin"])
    }
  }
}
