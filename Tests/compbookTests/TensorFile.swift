// Safetensors files by the letter of the format's description, apart from the program's own code, and a session beside them.

import Foundation
import Testing

/// https://github.com/huggingface/safetensors: 8 bytes of header length, little-endian; a JSON object that begins with `{`,
/// padded with spaces; the tensors' bytes, each from its first to its last without gaps.
struct TensorFile {
  struct Entry {
    let name: String
    let shape: [Int]
    let values: [Float]
  }

  var entries: [Entry]

  init(_ entries: [(name: String, shape: [Int], values: [Float])]) {
    self.entries = entries.map { Entry(name: $0.name, shape: $0.shape, values: $0.values) }
  }

  subscript(name: String) -> Entry? { entries.first { $0.name == name } }

  /// The file's bytes, where `entries` lie in this order.
  var bytes: Data {
    get throws {
      var header: [String: Any] = [:]
      var data = Data()
      for entry in entries {
        let start = data.count
        for value in entry.values { withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) } }
        header[entry.name] = ["dtype": "F32", "shape": entry.shape, "data_offsets": [start, data.count]]
      }
      let json = try JSONSerialization.data(withJSONObject: header)
      return withUnsafeBytes(of: UInt64(json.count).littleEndian) { Data($0) } + json + data
    }
  }

  /// Reads a file, and holds it to all that the format asks.
  init(strictly file: URL) throws {
    let bytes = [UInt8](try Data(contentsOf: file))
    try #require(bytes.count >= 8)
    let length = bytes[..<8].enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
    try #require(8 + length <= bytes.count)
    #expect(length % 8 == 0)
    #expect(bytes[8] == UInt8(ascii: "{"))
    let json = try JSONSerialization.jsonObject(with: Data(bytes[8..<8 + length]))
    var header = try #require(json as? [String: [String: Any]])
    if let metadata = header.removeValue(forKey: "__metadata__") { #expect(metadata is [String: String]) }
    let data = bytes[(8 + length)...]
    var position = 0
    entries = []
    let placed = try header.map { name, item in
      (name: name, item: item, offsets: try #require(item["data_offsets"] as? [Int]))
    }
    for (name, item, offsets) in placed.sorted(by: { $0.offsets.lexicographicallyPrecedes($1.offsets) }) {
      let shape = try #require(item["shape"] as? [Int])
      #expect(Set(item.keys) == ["dtype", "shape", "data_offsets"])
      #expect(item["dtype"] as? String == "F32")
      try #require(offsets.count == 2 && offsets[0] == position, "\(name) leaves a gap")
      position = offsets[1]
      #expect(offsets[1] - offsets[0] == 4 * shape.reduce(1, *))
      try #require(position <= data.count)
      let part = data[(data.startIndex + offsets[0])..<(data.startIndex + offsets[1])]
      let values = stride(from: part.startIndex, to: part.endIndex, by: 4).map { start in
        Float(bitPattern: part[start..<start + 4].enumerated().reduce(0) { $0 | UInt32($1.element) << (8 * $1.offset) })
      }
      entries.append(Entry(name: name, shape: shape, values: values))
    }
    #expect(position == data.count)
  }
}

/// A session beside its files of tensors.
struct Workplace {
  let folder = try? TemporaryFolder()
  let session: String

  init(_ text: String) throws { session = try #require(folder).file("session.py", text).path }

  func path(_ name: String) throws -> String { try #require(folder).url.appending(path: name).path }

  func write(_ name: String, _ entries: [(name: String, shape: [Int], values: [Float])]) throws -> String {
    let path = try path(name)
    try TensorFile(entries).bytes.write(to: URL(filePath: path))
    return path
  }

  func read(_ name: String) throws -> TensorFile { try TensorFile(strictly: URL(filePath: path(name))) }

  /// Runs the session; file names in diagnostics are without the folder.
  func run(_ options: String...) throws -> Outcome {
    let outcome = try Compbook.run(["run", session] + options)
    return Outcome(
      exitCode: outcome.exitCode, output: outcome.output,
      diagnostics: outcome.diagnostics.replacing(try path("") + "/", with: "").replacing(try path(""), with: ""))
  }

  /// The model's output under `--json`.
  func output(_ options: String...) throws -> [[Double]] {
    let report = try Compbook.run(["run", session, "--json"] + options).json
    return try #require((report["forward"] as? [String: Any])?["output"] as? [[Double]])
  }
}
