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

@Suite struct SafetensorsTests {
  @Test func aPublishedFileIsRead() throws {
    #expect(try Safetensors(bytes: published) == tensors)
    #expect(tensors["b/kernel"]?.shape == [2, 3])
    #expect(tensors["d"] == nil)
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

  @Test func aBadHeaderSaysWhere() {
    #expect(failure(file(header: "[]", data: 0)) == .header(reason: "a wrong type"))
    #expect(failure(file(header: "{", data: 0)) == .header(reason: "malformed text"))
    #expect(
      failure(file(header: #"{"a":{"dtype":"F32","shape":[1]}}"#, data: 4)) == .header(reason: "no data_offsets at a"))
    #expect(
      failure(file(header: #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#, data: 4))
        == .header(reason: "tensor a needs two data_offsets"))
  }

  @Test func onlyFloat32IsRead() {
    let header = #"{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}"#
    #expect(failure(file(header: header, data: 4)) == .type(tensor: "a", found: "F16"))
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
