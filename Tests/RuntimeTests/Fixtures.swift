// The numbers that Keras itself computed: Tests/Fixtures, written by generate.py there.

import Foundation
import ModelGraph
import Tensors
import Testing

enum Fixtures {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures")

  static func tensors(_ path: String) throws -> Safetensors {
    try Safetensors(bytes: Array(Data(contentsOf: folder.appending(path: path))))
  }

  /// All cases of layers/layers.json. Empty, and reported by a test, if the file cannot be read.
  static let layerCases: [LayerCase] = {
    struct File: Decodable { let cases: [LayerCase] }
    guard let data = try? Data(contentsOf: folder.appending(path: "layers/layers.json")) else { return [] }
    return (try? JSONDecoder().decode(File.self, from: data).cases) ?? []
  }()

  static let layerFiles: [String: Safetensors] = {
    let names = Set(layerCases.map(\.file))
    return Dictionary(
      uniqueKeysWithValues: names.compactMap { name in
        (try? tensors("layers/\(name)")).map { (name, $0) }
      })
  }()
}

/// One layer with its weights, inputs and output.
struct LayerCase: Decodable, Sendable, CustomTestStringConvertible {
  struct Input: Decodable, Sendable {
    let shape: [Int]
    let tensor: String
  }

  struct Weight: Decodable, Sendable {
    let name: String
    let tensor: String
  }

  let id: String
  let layer: String
  let source: String
  let arguments: [String: JSONValue]
  let inputs: [Input]
  let outputShape: [Int]
  let weights: [Weight]
  let file: String
  let output: String

  var testDescription: String { "\(id) \(source)" }
}

/// A JSON value as a layer's argument.
struct JSONValue: Decodable, Sendable {
  let argument: ArgumentValue

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      argument = .null
    } else if let value = try? container.decode(Bool.self) {
      argument = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      argument = .int(value)
    } else if let value = try? container.decode(Double.self) {
      argument = .float(value)
    } else if let value = try? container.decode(String.self) {
      argument = .string(value)
    } else {
      argument = .sequence(try container.decode([JSONValue].self).map(\.argument))
    }
  }
}

/// The largest difference of two tensors, as a share of the expected one's largest magnitude.
func relativeError(_ actual: Tensor, _ expected: Tensor) -> Float {
  guard actual.shape == expected.shape else { return .infinity }
  let scale = expected.values.map(\.magnitude).max() ?? 0
  var largest: Float = 0
  for (left, right) in zip(actual.values, expected.values) {
    let difference = (left - right).magnitude
    if !(difference <= largest) { largest = difference }
  }
  return scale > 0 ? largest / scale : largest
}
