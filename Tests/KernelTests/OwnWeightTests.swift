// Layers that add their own weights, run: from the session's text to values, against Keras' own.

import Diagnostics
import Foundation
import KerasBindings
import Language
import ModelGraph
import Runtime
import Tensors
import Testing

struct OwnWeightTests {
  private struct Record: Decodable {
    struct Weight: Decodable {
      let path: String
      let shape: [Int]
    }
    struct Output: Decodable {
      let name: String
      let shape: [Int]
      let values: [Float]
    }
    let weights: [Weight]
    let outputs: [Output]
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/layers")

  /// Values from -1 to 1 that differ from place to place, as the recording program has them.
  private static func pattern(_ shape: [Int]) -> Tensor {
    let count = shape.reduce(1, *)
    return Tensor(shape: shape, values: (0..<count).map { Float(Double(($0 &* 7919) % 2003) / 1001.5 - 1) })
  }

  /// Each layer by itself, and all of them fused.
  @Test func operationsOnWeightsGiveKerasValues() async throws {
    let text = try String(contentsOf: Self.folder.appending(path: "own_weights.py"), encoding: .utf8)
    let record = try JSONDecoder().decode(
      Record.self, from: Data(contentsOf: Self.folder.appending(path: "own_weights.json")))
    let interpreter = withLargeStack {
      var interpreter = Interpreter(state: KerasState())
      interpreter.install(KerasLibrary.library)
      let execution = interpreter.execute(parse(SourceText(name: "own_weights.py", text: text)).tree)
      #expect(execution.diagnostics.map(\.message) == [])
      return interpreter
    }
    let graph = interpreter.keras.graph
    let model = try #require(interpreter.models.first)
    #expect(Set(record.weights.map(\.path)).isSubset(of: graph.layers.flatMap { layer in layer.weights.map(\.path) }))
    let weights = LoadedWeights(
      Safetensors(entries: record.weights.map { .init(name: $0.path, tensor: Self.pattern($0.shape)) }))
    let input = try #require(model.inputs.first)
    let inputs = [input: Self.pattern([2, 6, 4])]
    let engine = try Engine()
    let exact = try await engine.run(
      try ExecutionPlan(graph: graph, outputs: model.outputs, batch: 2), inputs: inputs, seed: 0, weights: weights)
    let fused = try await engine.predict(
      try BatchPlan(graph: graph, outputs: model.outputs, batch: 2, group: 2), inputs: inputs, seed: 0,
      weights: weights)
    try #require(model.outputs.count == record.outputs.count)
    for (tensor, expected) in zip(model.outputs, record.outputs) {
      let scale = expected.values.map(abs).max() ?? 1
      let name = Comment(rawValue: expected.name)
      for computed in [exact[tensor], fused.outputs[tensor]] {
        let output: Tensor = try #require(computed)
        #expect(output.shape == expected.shape, name)
        let error = zip(output.values, expected.values).map { abs($0 - $1) }.max() ?? 0
        #expect(error <= 1e-5 * scale, name)
      }
    }
  }
}
