// Batches of the Python versions: read as Python's own pickle module reads them, and nothing in a pickle is ever done.

import Foundation
import Testing

@testable import Datasets

@Suite struct PickleTests {
  /// Tests/Fixtures/generator/batches.py.
  private static let folder = PictureFixtures.folder.deletingLastPathComponent().appending(path: "batches")

  private static func bytes(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: folder.appending(path: name)))
  }

  private func problem(_ bytes: [UInt8]) throws -> InputError? {
    var problem: InputError?
    try withFile("batch", bytes) { path in
      do throws(InputError) { _ = try ImageBatch(path: path) } catch { problem = error }
    }
    return problem
  }

  private func clause(_ bytes: [UInt8]) throws -> PickleProblem? {
    guard case .pickle(_, let problem)? = try problem(bytes) else { return nil }
    return problem
  }

  @Test(arguments: [
    ("cifar10_python2", DataSet.cifar10, ["cat", "truck", "airplane"]),
    ("cifar10_python3", .cifar10, ["cat", "truck", "airplane"]),
    ("cifar100_python2", .cifar100, ["mountain", "worm", "apple"]),
  ])
  func pickledBatchesAreRead(name: String, dataSet: DataSet, classes: [String]) throws {
    let batch = try ImageBatch(path: Self.folder.appending(path: name).path())
    #expect(batch.dataSet == dataSet && batch.count == 3)
    #expect(try (0..<3).map { try batch.image($0).className } == classes)
    // The generator's formula, at a pixel's red, green and blue.
    let samples = try batch.image(2).bitmap.samples
    let expected = [0, 1024, 2048].map { plane in UInt8((14 + 700 + plane) % 251) }
    #expect(Array(samples[2100..<2103]) == expected)
  }

  @Test func aCallIsRefusedByName() throws {
    let calls: [(String, String)] = [
      ("\u{2}cposix\nsystem\nU\u{4}echo\u{85}R.", "posix.system"),
      ("\u{2}c__builtin__\neval\nU\u{1}1\u{85}R.", "__builtin__.eval"),
      ("\u{4}\u{8C}\u{8}builtins\u{8C}\u{4}exec\u{93}.", "builtins.exec"),
    ]
    for (code, name) in calls {
      let bytes = [0x80] + code.unicodeScalars.map { UInt8($0.value) }
      #expect(try clause(bytes) == .name(name))
    }
    #expect(
      PickleProblem.name("posix.system").description
        == "is a pickle that asks for posix.system, which is not made: only plain data and arrays are")
  }

  @Test func anOpcodeThatIsNotNeededIsRefusedByName() throws {
    #expect(try clause(Self.bytes("cifar10_python3_protocol5")) == .name("numpy._core.numeric._frombuffer"))
    let codes: [([UInt8], String)] = [
      ([0x69], "INST"), ([0x6F], "OBJ"), ([0x81], "NEWOBJ"), ([0x92], "NEWOBJ_EX"), ([0x50], "PERSID"),
      ([0x82, 1], "EXT1"), ([0x47], "BINFLOAT"), ([0xFF], "0xFF"),
    ]
    for (code, name) in codes { #expect(try clause([0x80, 2] + code) == .opcode(name)) }
  }

  @Test func aPickleCutAnywhereIsRefused() throws {
    let bytes = try Self.bytes("cifar10_python2")
    for count in Array(1..<300) + Array(bytes.count - 200..<bytes.count) {
      #expect(try clause(Array(bytes.prefix(count))) == .truncated, "\(count) bytes")
    }
  }

  @Test func changedBytesAreNeverATrap() throws {
    let bytes = try Self.bytes("cifar100_python2")
    for index in Array(0..<120) + Array(bytes.count - 500..<bytes.count) {
      for change: UInt8 in [0x01, 0x10, 0x80, 0xFF] {
        var changed = bytes
        changed[index] ^= change
        if let problem = try problem(changed) { #expect(!problem.description.contains("\n")) }
      }
    }
  }

  @Test func whatIsNoBatchIsRefused() throws {
    // An empty dictionary; a list; a list in itself; a million tuples in each other.
    #expect(try clause([0x80, 2] + Array("}.".utf8)) == .noImages)
    #expect(try clause([0x80, 2] + Array("].".utf8)) == .notAsNeeded("it is no dictionary"))
    #expect(try clause([0x80, 2] + Array("]q\u{1}h\u{1}a.".utf8)) == .notAsNeeded("it is no dictionary"))
    let nested = [0x80, 2, 0x29] + [UInt8](repeating: 0x85, count: 1_000_000) + [0x2E]
    #expect(try clause(nested) == .notAsNeeded("it has too many values"))
    #expect(try clause([0x80, 2, 0x74]) == .damaged)
    #expect(try clause([0x80, 2, 0x54, 0xFF, 0xFF, 0xFF, 0x7F]) == .truncated)
  }

  @Test func labelsAndImagesMustBeAsMany() throws {
    var bytes = try Self.bytes("cifar10_python2")
    let labels = try #require(bytes.indices.first { bytes[$0...].starts(with: [0x4B, 3, 0x4B, 9, 0x4B, 0]) })
    bytes[labels + 1] = 10
    guard case .foreign? = try problem(bytes) else {
      Issue.record("a label that is no class")
      return
    }
    // One label less.
    bytes.removeSubrange(labels..<labels + 2)
    #expect(try clause(bytes) == .noImages)
  }
}
