// Functions on tensors, run: from the session's text to values, against Keras' own.

import Diagnostics
import Foundation
@testable import KerasBindings
import Kernel
import Language
import ModelGraph
import Runtime
import Tensors
import Testing

struct OperationValueTests {
  /// What Keras computed for a case of a script; the values are tensors of `values.safetensors`.
  private struct Case: Decodable {
    let script: String
    let index: Int
    let source: String
    let types: [String]

    var isWhole: Bool { types.contains { !$0.hasPrefix("float") } }
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/operations")

  private static func cases(of script: String) throws -> [Case] {
    struct Record: Decodable { let cases: [Case] }
    let data = try Data(contentsOf: folder.appending(path: "values.json"))
    return try JSONDecoder().decode(Record.self, from: data).cases.filter { $0.script == script }
  }

  /// Values from -1 to 1 that differ from place to place, as the recording program has them.
  private static func pattern(_ shape: [Int]) -> Tensor {
    let count = shape.reduce(1, *)
    return Tensor(shape: shape, values: (0..<count).map { Float(Double(($0 &* 7919) % 2003) / 1001.5 - 1) })
  }

  /// The tensors that each case of a script gave, and the session.
  private static func run(_ script: String) throws -> (results: [[TensorID]], session: Interpreter) {
    let text = try String(contentsOf: folder.appending(path: "\(script).py"), encoding: .utf8)
    return withLargeStack {
      var interpreter = Interpreter(state: KerasState())
      interpreter.install(KerasLibrary.library)
      let execution = interpreter.execute(parse(SourceText(name: "\(script).py", text: text)).tree)
      #expect(execution.diagnostics.map(\.message) == [])
      let results =
        interpreter.globalNames.first { $0.name == "results" }.flatMap { interpreter.sequence($0.value) } ?? []
      return (results.map { interpreter.tensors(in: $0) ?? [] }, interpreter)
    }
  }

  /// Sizes for those that the session leaves open, as the recording program has them.
  private static func inputShapes(_ session: Interpreter, batch: Int) -> [TensorID: [Int]] {
    var shapes: [TensorID: [Int]] = [:]
    for (_, value) in session.globalNames {
      guard let tensor = session.tensor(value) else { continue }
      let sizes = session.keras.graph[tensor].shape.dimensions
      shapes[tensor] = zip(sizes, [batch, 5, 4] + sizes.dropFirst(3).map { _ in 1 }).map { $0 ?? $1 }
    }
    return shapes
  }

  @Test(arguments: ["functional", "traced", "values"])
  func functionsGiveKerasValues(script: String) async throws {
    let (results, session) = try Self.run(script)
    let batch = script == "values" ? 2 : 1
    let shapes = Self.inputShapes(session, batch: batch)
    let expected = try Safetensors(
      bytes: Array(Data(contentsOf: Self.folder.appending(path: "values.safetensors"))))
    let engine = try Engine()
    let cases = try Self.cases(of: script)
    try #require(cases.count > 150)
    for recorded in cases {
      let name = Comment(rawValue: recorded.source)
      let tensors = recorded.index < results.count ? results[recorded.index] : []
      guard tensors.count == recorded.types.count else {
        Issue.record("\(name): \(tensors.count) tensors")
        continue
      }
      do {
        let graph = session.keras.graph
        let plan = try ExecutionPlan(graph: graph, outputs: tensors, batch: batch, inputShapes: shapes)
        let inputs = Dictionary(uniqueKeysWithValues: plan.inputs.map { ($0.tensor, Self.pattern($0.shape)) })
        let activations = try await engine.run(plan, inputs: inputs, seed: 0)
        let fused = try await engine.predict(
          BatchPlan(plan), inputs: inputs, seed: 0
        ).outputs
        for (number, tensor) in tensors.enumerated() {
          let wanted = try #require(expected["\(script)/\(recorded.index)/\(number)"])
          for (way, actual) in [("exact", activations[tensor]), ("fused", fused[tensor])] {
            let actual = try #require(actual)
            #expect(actual.shape == wanted.shape, "\(name), \(way)")
            let error = Self.error(of: actual, wanted)
            #expect(error <= (recorded.types[number].hasPrefix("float") ? 1e-5 : 0), "\(name), \(way)")
          }
        }
      } catch {
        Issue.record("\(name): \((error as? RuntimeProblem)?.message ?? String(describing: error))")
      }
    }
  }

  /// The largest difference, as a share of the largest magnitude. No number must stand where Keras has none, and infinity
  /// where it has that.
  private static func error(of actual: Tensor, _ expected: Tensor) -> Float {
    let scale = expected.values.filter(\.isFinite).map(\.magnitude).max() ?? 0
    let differences = zip(actual.values, expected.values).map { left, right in
      right.isFinite ? (left - right).magnitude : left == right || left.isNaN && right.isNaN ? 0 : .infinity
    }
    if differences.contains(where: \.isNaN) { return .infinity }
    let largest = differences.max() ?? 0
    return scale > 0 ? largest / scale : largest
  }

  @Test func whatDoesNotRunYetIsNamed() async throws {
    let session = Session(
      """
      import keras
      x = keras.Input((4, 4, 3))
      y = keras.ops.sum(x[:, 4:], axis=1)
      """)
    let subject = try #require(try await session.snapshot().subject)
    #expect(subject.rows.map(\.typeName) == ["InputLayer", "GetItem", "Sum"])
    #expect(subject.forward?.problem == "sum is not run: there is no kernel for Sum of a tensor without values")
  }
}
