// Functions on tensors, run: from the session's text to values, against Keras' own.

import Diagnostics
import Foundation
@testable import KerasBindings
import Kernel
import Language
import ModelGraph
@testable import Runtime
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
        let fused = try await engine.predict(BatchPlan(plan), inputs: inputs, seed: 0).outputs
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

  /// Image by image where no image's values depend on another's, and otherwise all at once.
  @Test func partsOfABatchGiveWhatTheWholeDoes() async throws {
    let (results, session) = try Self.run("values")
    let graph = session.keras.graph
    let engine = try Engine()
    var inParts = 0
    for recorded in try Self.cases(of: "values") {
      let tensors = results[recorded.index]
      let whole = BatchPlan(try ExecutionPlan(graph: graph, outputs: tensors, batch: 2))
      let inputs = Dictionary(uniqueKeysWithValues: whole.inputs.map { ($0.tensor, Self.pattern($0.shape)) })
      let parts = try BatchPlan(graph: graph, outputs: tensors, batch: 2, group: 1)
      if parts.groups.count > 1 { inParts += 1 }
      let expected = try await engine.predict(whole, inputs: inputs, seed: 0).outputs
      let actual = try await engine.predict(parts, inputs: inputs, seed: 0).outputs
      for tensor in tensors {
        let (left, right) = (try #require(actual[tensor]), try #require(expected[tensor]))
        #expect(left.shape == right.shape && Self.error(of: left, right) <= 1e-5, Comment(rawValue: recorded.source))
      }
    }
    #expect(inParts > 300)
  }

  /// Random values are our own; what TensorFlow draws cannot be had.
  @Test func randomValuesAreTheSameInEveryRunAndSpreadAsAsked() async throws {
    let results = try await Self.values(
      """
      import keras
      x = keras.Input((1,))
      seeds = keras.random.SeedGenerator(7)
      results = [
        x * keras.random.normal((10000,), mean=2.0, stddev=3.0),
        x * keras.random.uniform((10000,), -1.0, 3.0),
        x * keras.random.truncated_normal((10000,)),
        x * keras.random.normal((10000,), seed=seeds),
        x * keras.random.normal((10000,), seed=seeds),
        x * keras.random.normal((10000,), seed=5),
        x * keras.random.normal((10000,), seed=5),
      ]
      """)
    #expect(results.count == 7)
    let expected: [(mean: Float, deviation: Float)] = [(2, 3), (1, 1.1547), (0, 0.8796), (0, 1), (0, 1), (0, 1)]
    for (values, expected) in zip(results, expected) {
      let mean = values.reduce(0, +) / Float(values.count)
      let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(values.count)).squareRoot()
      #expect(abs(mean - expected.mean) < 0.05 * expected.deviation)
      #expect(abs(deviation / expected.deviation - 1) < 0.03)
    }
    #expect(results[1].allSatisfy { (-1..<3).contains($0) } && results[2].allSatisfy { abs($0) <= 2 })
    #expect(results[3] != results[4] && results[5] == results[6] && results[0] != results[5])
  }

  /// A residual block written with `+` is one kernel, as one with Add; a sum that repeats what the kernel gives is not.
  @Test(arguments: [("x + y", true), ("layers.Add()([x, y])", true), ("x + s", false), ("layers.Add()([x, s])", false)])
  func sumsJoinTheKernelBeforeThem(sum: String, joins: Bool) async throws {
    let session = Self.session(
      """
      import keras
      from keras import layers
      i = keras.Input((4, 4, 3))
      x = layers.Conv2D(3, 3, padding="same")(i)
      y = layers.Conv2D(3, 3, padding="same")(layers.ReLU()(i))
      s = layers.Conv2D(3, 1)(layers.GlobalAveragePooling2D(keepdims=True)(i))
      results = [keras.ops.relu(\(sum))]
      """)
    let results = session.globalNames.first { $0.name == "results" }.flatMap { session.tensors(in: $0.value) } ?? []
    let plan = try ExecutionPlan(graph: session.keras.graph, outputs: results, batch: 2)
    #expect(Fusion.steps(of: plan).contains { $0.summand != nil } == joins)
    let inputs = Dictionary(uniqueKeysWithValues: plan.inputs.map { ($0.tensor, Self.pattern($0.shape)) })
    let engine = try Engine()
    let exact = try #require(try await engine.run(plan, inputs: inputs, seed: 1)[results[0]])
    let fused = try #require(try await engine.predict(BatchPlan(plan), inputs: inputs, seed: 1).outputs[results[0]])
    #expect(Self.error(of: fused, exact) <= 1e-5)
  }

  /// Each runs or is refused; none brings the process down.
  @Test(arguments: [
    "ops.take(x, [9, -9], axis=1)", "ops.take(x, [float('nan')], axis=1)", "ops.take(x, [1e30], axis=1)",
    "ops.top_k(x, 100)[0]", "ops.roll(x, (1, 2, 3), axis=1)", "ops.roll(x, 10**18, axis=1)", "ops.roll(x, [], axis=[])",
    "ops.tril(x, k=10**18)", "ops.triu(x, k=-10**18)", "ops.eye(3, k=2**62)", "ops.einsum('bhwc->bbc', x)",
    "ops.pad(x, ((0, 0), (-2, 5), (0, 0), (0, 0)))", "ops.pad(x, ((0, 0), (9, 9), (9, 9), (9, 9)), mode='reflect')",
    "ops.repeat(x, 0, axis=1)", "ops.tile(x, (1, 0, 1, 1))", "ops.one_hot(ops.cast(x, 'int32'), 0)",
    "ops.image.extract_patches(x, 2, dilation_rate=10**15, padding='same')",
    "ops.image.extract_patches(x, 10**6, padding='same')", "ops.max_pool(x, 10**6, padding='same')",
    "ops.image.resize(x, (10**6, 10**6))", "ops.image.resize(x, (0, 5))", "ops.conv(x, ops.ones((3, 3, 2, 5)))",
    "ops.conv(x, ops.ones((1, 1, 3, 0)))", "ops.sort(x / 0.0)", "ops.argmax(x / 0.0, axis=1)", "ops.sum(x[:, 9:])",
    "ops.concatenate([x, x[:, 9:]], axis=1)", "ops.round(x, 400)", "ops.round(x, -400)", "ops.norm(x, ord=-2, axis=1)",
    "ops.normalize(x, order=100)", "ops.cast(x * 1e30, 'uint8')", "ops.broadcast_to(ops.sum(x), (3, 4))",
    "ops.tensordot(x, x, axes=[[1, 1], [1, 1]])", "ops.matmul(ops.ones((2, 0)), ops.ones((0, 3)))",
    "ops.transpose(ops.sum(x))", "ops.mean(ops.sum(x))", "ops.softmax(ops.sum(x, axis=(1, 2, 3)), axis=0)",
    "ops.reshape(ops.sum(x), (1, 1))", "ops.glu(x[..., :2], axis=3)", "ops.squeeze(ops.sum(x, keepdims=True))",
    "keras.layers.Lambda(lambda t: tf.nn.lrn(t, depth_radius=-1))(x)",
    "keras.layers.Lambda(lambda t: tf.nn.lrn(t, depth_radius=2**62))(x)",
    "keras.layers.Lambda(lambda t: tf.gather(t, tf.cast(t[..., 0], tf.int32), axis=1, batch_dims=1))(x)",
  ])
  func oddArgumentsRunOrAreRefused(expression: String) async throws {
    let text = "import keras\nimport tensorflow as tf\nfrom keras import ops\nx = keras.Input((4, 4, 3))\n"
    _ = try? await Self.values(text + "results = [\(expression)]\n")
  }

  /// The values of the tensors that a session calls its results, for inputs of ones.
  private static func values(_ text: String) async throws -> [[Float]] {
    let session = session(text)
    let results = session.globalNames.first { $0.name == "results" }.flatMap { session.tensors(in: $0.value) } ?? []
    let plan = try ExecutionPlan(graph: session.keras.graph, outputs: results, batch: 1)
    let inputs = Dictionary(
      uniqueKeysWithValues: plan.inputs.map { ($0.tensor, Tensor(shape: $0.shape, repeating: 1)) })
    let activations = try await Engine().run(plan, inputs: inputs, seed: 0)
    return try results.map { try #require(activations[$0]).values }
  }

  private static func session(_ text: String) -> Interpreter {
    withLargeStack {
      var interpreter = Interpreter(state: KerasState())
      interpreter.install(KerasLibrary.library)
      _ = interpreter.execute(parse(SourceText(name: "session.py", text: text)).tree)
      return interpreter
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
