// Safetensors against a file that the Python package wrote, and against every kind of damage.

import Foundation
import Tensors
import Testing

/// Written by safetensors 0.8 for Python:
/// `save({"a/bias": np.array([1.5, -2.0, 3.25], np.float32), "b/kernel": np.arange(6, dtype=np.float32).reshape(2, 3) / 4,
/// "c/scalar": np.array(7, np.float32)}, metadata={"format": "np"})`
private let published = [UInt8](
  Data(
    base64Encoded: """
      2AAAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJmb3JtYXQiOiJucCJ9LCJhL2JpYXMiOnsiZHR5cGUiOiJGMzIiLCJzaGFwZSI6WzNdLCJkYXRhX29m\
      ZnNldHMiOlswLDEyXX0sImIva2VybmVsIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlsyLDNdLCJkYXRhX29mZnNldHMiOlsxMiwzNl19LCJjL3Nj\
      YWxhciI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbXSwiZGF0YV9vZmZzZXRzIjpbMzYsNDBdfX0AAMA/AAAAwAAAUEAAAAAAAACAPgAAAD8AAEA/\
      AACAPwAAoD8AAOBA
      """) ?? Data())

private let tensors = Safetensors(
  entries: [
    .init(name: "a/bias", tensor: Tensor(shape: [3], values: [1.5, -2, 3.25])),
    .init(name: "b/kernel", tensor: Tensor(shape: [2, 3], values: [0, 0.25, 0.5, 0.75, 1, 1.25])),
    .init(name: "c/scalar", tensor: Tensor(shape: [], values: [7])),
  ], metadata: ["format": "np"])

/// A file of this header and so many zero bytes.
private func file(header: String, data: Int) -> [UInt8] {
  let text = Array(header.utf8)
  return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text + Array(repeating: 0, count: data)
}

private func failure(_ bytes: [UInt8]) -> SafetensorsError? {
  do {
    _ = try Safetensors(bytes: bytes)
    return nil
  } catch {
    return error
  }
}

private let types = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "Fixtures/tensors/types.safetensors")

@Suite struct SafetensorsTests {
  @Test func aPublishedFileIsRead() throws {
    #expect(try Safetensors(bytes: published) == tensors)
    #expect(tensors["b/kernel"]?.shape == [2, 3])
    #expect(tensors["d"] == nil)
  }

  @Test func namesInMessagesAreShortAndPlain() {
    #expect("\u{1B}[31mred".shown == "\u{FFFD}[31mred")
    #expect(String(repeating: "ä", count: 200).shown == String(repeating: "ä", count: 120) + "…")
    #expect("".shown == "''")
  }

  @Test func theSameBytesAreWritten() throws {
    #expect(try tensors.encoded() == published)
  }

  @Test func orderAndOddNamesSurvive() throws {
    let entries = ["z", "quote\"back\\slash", "new\nline\u{1}", "Größe 雪", ""].enumerated().map {
      Safetensors.Entry(name: $1, tensor: Tensor(shape: [$0 + 1], repeating: Float($0)))
    }
    let bytes = try Safetensors(entries: entries).encoded()
    #expect(try Safetensors(bytes: bytes).entries == entries)
    #expect(bytes.count % 4 == 0)
  }

  @Test func noTensorsAtAllIsAFile() throws {
    let bytes = try Safetensors(entries: []).encoded()
    #expect(try Safetensors(bytes: bytes).entries.isEmpty)
  }

  @Test func emptyTensorsAreKept() throws {
    let entries = [Safetensors.Entry(name: "none", tensor: Tensor(shape: [0, 4], values: []))]
    #expect(try Safetensors(bytes: Safetensors(entries: entries).encoded()).entries == entries)
  }

  @Test func namesMustDiffer() {
    let entry = Safetensors.Entry(name: "a", tensor: Tensor(shape: [1]))
    #expect(throws: SafetensorsError.duplicateName("a")) { try Safetensors(entries: [entry, entry]).encoded() }
  }

  @Test func everyTruncationIsAnError() {
    for length in published.indices {
      #expect(failure(Array(published.prefix(length))) != nil, "cut at \(length)")
    }
  }

  @Test func aChangedByteOfTheHeaderNeverTraps() {
    for index in 0..<(published.count - 40) {
      for byte in [UInt8(0), 0xff, UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "\"")] {
        var bytes = published
        bytes[index] = byte
        if let error = failure(bytes) { #expect(!error.description.isEmpty) }
      }
    }
  }

  @Test func theHeaderMayNotPassTheEnd() {
    #expect(failure([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0]) == .headerLength(.max, available: 1))
    #expect(failure([1, 0]) == .truncated(size: 2))
  }

  @Test(arguments: ["\u{89}HDF\r\n\u{1A}\n", "PK\u{3}\u{4}\u{14}\0\0\0", "\u{93}NUMPY\u{1}\0v\0"])
  func otherFormatsAreKnownByTheirBeginning(start: String) {
    guard case .foreign = failure(start.unicodeScalars.map { UInt8($0.value) }) else {
      Issue.record("expected to be told the format")
      return
    }
  }

  @Test func aBadHeaderSaysWhere() {
    #expect(failure(file(header: "[]", data: 0)) == .header(reason: "a wrong type"))
    #expect(failure(file(header: "{", data: 0)) == .header(reason: "malformed text"))
    #expect(
      failure(file(header: #"{"a":{"dtype":"F32","shape":[1]}}"#, data: 4)) == .header(reason: "no data_offsets at a"))
    #expect(
      failure(file(header: #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#, data: 4))
        == .header(reason: "tensor a needs two data_offsets"))
  }

  @Test func aTypeThatFloat32CannotStandForIsRefused() {
    let header = #"{"a":{"dtype":"C64","shape":[2],"data_offsets":[0,16]}}"#
    #expect(failure(file(header: header, data: 16)) == .type(tensor: "a", found: "C64"))
  }

  /// Numbers: numpy's own conversions (Tests/Fixtures/generator/tensors.py).
  @Test func everyTypeIsReadAsNumpyConvertsIt() throws {
    let file = try Safetensors(bytes: Array(Data(contentsOf: types)))
    #expect(file.metadata == ["made by": "numpy", "Größe": "\"klein\"\n"])
    for type in StoredType.allCases where type != .float32 {
      let converted = try #require(file[type.rawValue])
      let expected = try #require(file["\(type.rawValue) as F32"])
      #expect(converted.shape == expected.shape)
      #expect(converted.values.map(\.bitPattern) == expected.values.map(\.bitPattern), "\(type)")
    }
    #expect(file.entries.count == 2 * StoredType.allCases.count - 1)
  }

  @Test(arguments: [(-4, 0), (0, 8), (4, 0), (8, 12)])
  func offsetsStayWithinTheData(begin: Int, end: Int) {
    let header = #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[\#(begin),\#(end)]}}"#
    #expect(failure(file(header: header, data: 4)) == .offsets(tensor: "a", begin: begin, end: end, dataSize: 4))
  }

  @Test(arguments: ["-1,-1", "9223372036854775807,3", "4294967296,4294967296"])
  func impossibleShapesAreRefused(shape: String) {
    let header = #"{"a":{"dtype":"F32","shape":[\#(shape)],"data_offsets":[0,4]}}"#
    guard case .shape(tensor: "a", _) = failure(file(header: header, data: 4)) else {
      Issue.record("expected a shape error")
      return
    }
  }

  @Test(arguments: [2, 4_611_686_018_427_387_904, 0])
  func theShapeMustAgreeWithTheBytes(shape: Int) {
    let header = #"{"a":{"dtype":"F32","shape":[\#(shape)],"data_offsets":[0,4]}}"#
    #expect(failure(file(header: header, data: 4)) == .size(tensor: "a", shape: [shape], bytes: 4))
  }

  @Test(arguments: [2, 8])
  func gapsAndOverlapsAreRefused(begin: Int) {
    let header =
      #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[\#(begin),\#(begin + 4)]}}"#
    #expect(failure(file(header: header, data: 12)) == .gapOrOverlap(tensor: "b", begin: begin, expected: 4))
  }

  @Test func bytesThatBelongToNoTensorAreRefused() {
    let header = #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#
    #expect(failure(file(header: header, data: 6)) == .trailingBytes(2))
  }
}

/// The same from disk, tensor by tensor.
@Suite struct SafetensorsFileTests {
  /// A file of these bytes for the time of the call.
  private func withFile<Result>(_ bytes: some Sequence<UInt8>, _ body: (String) throws -> Result) throws -> Result {
    let url = FileManager.default.temporaryDirectory.appending(path: "tensors-\(UUID().uuidString)")
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path)
  }

  private func failure(_ path: String) -> SafetensorsError? {
    do {
      _ = try SafetensorsFile(path: path)
      return nil
    } catch {
      return error
    }
  }

  @Test func aFileHoldsWhatItsBytesHold() throws {
    let whole = try Safetensors(bytes: Array(Data(contentsOf: types)))
    let file = try SafetensorsFile(path: types.path)
    #expect(file.header.metadata == whole.metadata)
    #expect(file.header.items.map(\.name) == whole.entries.map(\.name))
    for (item, entry) in zip(file.header.items, whole.entries) {
      let tensor = try file.tensor(item)
      #expect(tensor.shape == entry.tensor.shape)
      #expect(tensor.values.map(\.bitPattern) == entry.tensor.values.map(\.bitPattern), "\(item.name)")
    }
  }

  @Test func manyNumbersAreConvertedByParts() throws {
    let count = 150_001
    let header = #"{"a":{"dtype":"U8","shape":[\#(count)],"data_offsets":[0,\#(count)]}}"#
    let values = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try withFile(file(header: header, data: 0) + values) { path in
      let open = try SafetensorsFile(path: path)
      #expect(try open.tensor(open.header.items[0]).values == values.map(Float.init))
    }
  }

  @Test func everyTruncationIsAnError() throws {
    for length in published.indices {
      try withFile(published.prefix(length)) { #expect(failure($0) != nil, "cut at \(length)") }
    }
  }

  @Test func whatIsNoFileSaysSo() {
    #expect(failure("/no/such/file") == .file(.missing))
    #expect(failure("") == .file(.missing))
    #expect(failure("a\0b") == .file(.missing))
    #expect(failure("/") == .file(.directory))
    #expect(failure("/dev/null") == .file(.notRegular))
  }

  @Test func aFileThatShrinksWhileItIsOpenIsAnError() throws {
    try withFile(published) { path in
      let file = try SafetensorsFile(path: path)
      truncate(path, off_t(published.count - 20))
      #expect(throws: SafetensorsError.file(.shortened)) { try file.tensor(file.header.items[1]) }
    }
  }
}
