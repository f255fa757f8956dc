// The models of all sessions among the fixtures, with weights, against Keras: what they compute, exactly and by fused kernels.

import Foundation
import KerasBindings
import Language
import ModelGraph
import Runtime
import Tensors
import Testing

@testable import Kernel

/// What a model of a script computes under Keras: see `Tests/Fixtures/generator/sessions.py`.
private struct SessionNumbers: Decodable, Sendable, CustomTestStringConvertible {
  let script: String
  let variable: String
  let inputs: [[Int]]
  let outputs: [OutputNumbers]

  var testDescription: String { "\(script) \(variable)" }

  private struct Fixture: Decodable {
    let gain: Float
    let models: [SessionNumbers]
  }

  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures")

  private static let file: Fixture? = {
    let file = fixtures.appending(path: "networks/sessions.json")
    return try? JSONDecoder().decode(Fixture.self, from: Data(contentsOf: file))
  }()

  static let all = file?.models ?? []
  static let gain = file?.gain ?? 0

  func evaluation() throws -> DocumentEvaluation {
    let file = Self.fixtures.appending(path: script)
    return try DocumentEvaluation(of: Data(contentsOf: file), at: file.path)
  }
}

@Suite(.serialized) struct SessionNumberTests {
  @Test func theFixtureIsThere() { #expect(SessionNumbers.all.count == 106) }

  @Test(arguments: SessionNumbers.all)
  private func modelsComputeWhatKerasDoes(expected: SessionNumbers) async throws {
    let interpreter = try expected.evaluation().interpreter
    let graph = interpreter.keras.graph
    let model = try #require(interpreter.models.first { $0.variable == expected.variable })
    let weights = LoadedWeights(
      interpreter.weights(of: model).map { weight in
        Safetensors.Entry(name: weight.path, tensor: .formula(weight, gain: SessionNumbers.gain))
      })
    try #require(model.inputs.count == expected.inputs.count)
    var inputs: [TensorID: Tensor] = [:]
    for (index, (tensor, shape)) in zip(model.inputs, expected.inputs).enumerated() {
      inputs[tensor] = .formula("input/\(index)", shape: shape, times: 0.5, plus: 0.5)
    }
    let batch = try #require(expected.inputs.first?.first)
    let plan = try ExecutionPlan(
      graph: graph, outputs: model.outputs, batch: batch, inputShapes: inputs.mapValues(\.shape))
    let engine = try Engine()
    let activations = try await engine.run(plan, inputs: inputs, seed: 0, weights: weights)
    for (tensor, numbers) in zip(model.outputs, expected.outputs) {
      #expect(numbers.error(of: try #require(activations[tensor])) <= 1e-5)
    }
    // Groups of a batch have sizes that the session knows. Here each image is one, several at a time.
    guard model.inputs.allSatisfy({ graph[$0].shape.elementsPerImage != nil }) else { return }
    let groups = try BatchPlan(graph: graph, outputs: model.outputs, batch: batch, group: 1)
    let outputs = try await engine.predict(groups, inputs: inputs, seed: 0, weights: weights).outputs
    for (tensor, numbers) in zip(model.outputs, expected.outputs) {
      #expect(numbers.error(of: try #require(outputs[tensor])) <= 1e-5)
    }
  }
}
