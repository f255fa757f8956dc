// Functions on tensors, run: from the session's text to values, against Keras' own.

import Diagnostics
import Foundation
import KerasBindings
import Kernel
import Language
import ModelGraph
import Runtime
import Tensors
import Testing

struct OperationValueTests {
  private struct Record: Decodable {
    struct Output: Decodable {
      let name: String
      let shape: [Int]
      let values: [Float]
    }
    let outputs: [Output]
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/operations")

  /// Values from -1 to 1 that differ from place to place, as the recording program has them.
  private static func pattern(_ shape: [Int]) -> Tensor {
    let count = shape.reduce(1, *)
    return Tensor(shape: shape, values: (0..<count).map { Float(Double(($0 &* 7919) % 2003) / 1001.5 - 1) })
  }

  @Test func whatRunsGivesKerasValues() async throws {
    let text = try String(contentsOf: Self.folder.appending(path: "values.py"), encoding: .utf8)
    let record = try JSONDecoder().decode(
      Record.self, from: Data(contentsOf: Self.folder.appending(path: "values.json")))
    let interpreter = withLargeStack {
      var interpreter = Interpreter(state: KerasState())
      interpreter.install(KerasLibrary.library)
      let execution = interpreter.execute(parse(SourceText(name: "values.py", text: text)).tree)
      #expect(execution.diagnostics.map(\.message) == [])
      return interpreter
    }
    let model = try #require(interpreter.models.first)
    try #require(model.outputs.count == record.outputs.count)
    let engine = try Engine()
    for (tensor, expected) in zip(model.outputs, record.outputs) {
      let name = Comment(rawValue: expected.name)
      let plan = try ExecutionPlan(graph: interpreter.keras.graph, outputs: [tensor], batch: 2)
      let inputs = Dictionary(uniqueKeysWithValues: plan.inputs.map { ($0.tensor, Self.pattern($0.shape)) })
      let activations: Activations
      do {
        activations = try await engine.run(plan, inputs: inputs, seed: 0)
      } catch {
        Issue.record("\(expected.name): \(error.message)")
        continue
      }
      let output = try #require(activations[tensor])
      #expect(output.shape == expected.shape, name)
      let scale = expected.values.map(abs).max() ?? 1
      let error = zip(output.values, expected.values).map { abs($0 - $1) }.max() ?? 0
      #expect(error <= 1e-5 * max(scale, 1e-3), name)
    }
  }

  @Test func whatDoesNotRunYetIsNamed() async throws {
    let session = Session(
      """
      import keras
      x = keras.Input((4, 4, 3))
      y = keras.layers.Conv2D(2, 1)(keras.ops.cumsum(x, axis=1))
      """)
    let subject = try #require(try await session.snapshot().subject)
    #expect(subject.rows.map(\.typeName) == ["InputLayer", "Cumsum", "Conv2D"])
    #expect(subject.parameters == 8)
    #expect(subject.forward?.problem == "cumsum is not run: there is no kernel for the operation Cumsum yet")
  }
}
