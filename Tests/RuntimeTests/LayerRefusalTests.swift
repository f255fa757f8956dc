// Layers whose shapes are known and which do not run: each says why by name.

import ModelGraph
import Runtime
import Tensors
import Testing

/// A layer on inputs of these shapes, batch of 2, and what there is no kernel for.
private struct Refusal: CustomTestStringConvertible, Sendable {
  let layer: String
  let arguments: [String: ArgumentValue]
  let shapes: [[Int]]
  let what: String

  var testDescription: String { "\(layer) \(arguments)" }

  /// What Keras refuses when it runs, too, but for masks and glu.
  static let all = [
    Refusal(
      layer: "Embedding", arguments: ["input_dim": .int(5), "output_dim": .int(3), "mask_zero": .bool(true)],
      shapes: [[4]], what: "mask_zero=True: Compbook has no masks"),
    Refusal(
      layer: "Activation", arguments: ["activation": .string("glu")], shapes: [[4]],
      what: "the activation 'glu', which gives half of the values that Keras' shapes say"),
    Refusal(
      layer: "Activation", arguments: ["activation": .string("threshold")], shapes: [[4]],
      what: "the activation 'threshold', whose function needs two more arguments than Keras gives it"),
    Refusal(
      layer: "Conv2DTranspose",
      arguments: [
        "filters": .int(2), "kernel_size": .int(2), "strides": .int(2), "padding": .string("same"),
        "output_padding": .int(0),
      ], shapes: [[4, 4, 2]], what: "this output_padding: no Conv2DTranspose gives 6 pixels for 4"),
    Refusal(
      layer: "Resizing", arguments: ["height": .int(2), "width": .int(3), "interpolation": .string("gaussian")],
      shapes: [[4, 4, 2]], what: "interpolation='gaussian', which Keras does not run, either"),
    Refusal(
      layer: "UpSampling2D", arguments: ["interpolation": .string("mitchellcubic")], shapes: [[4, 4, 2]],
      what: "interpolation='mitchellcubic', which Keras does not run, either"),
    Refusal(
      layer: "Resizing", arguments: ["height": .int(2), "width": .int(3), "fill_mode": .string("reflect")],
      shapes: [[4, 4, 2]], what: "fill_mode='reflect', which Keras does not run, either"),
    Refusal(
      layer: "Resizing",
      arguments: [
        "height": .int(2), "width": .int(3), "crop_to_aspect_ratio": .bool(true), "pad_to_aspect_ratio": .bool(true),
      ], shapes: [[4, 4, 2]], what: "crop_to_aspect_ratio and pad_to_aspect_ratio at once"),
    Refusal(
      layer: "RMSNormalization", arguments: ["axis": .int(1)], shapes: [[3, 4, 5]],
      what: "a scale that is not as long as the last axis: Keras cannot multiply by it, either"),
    Refusal(
      layer: "MultiHeadAttention", arguments: ["num_heads": .int(1), "key_dim": .int(2)],
      shapes: [[4, 3], [2, 4, 3]],
      what: "attention along axes [1] from [2, 4, 3] to [2, 2, 4, 3]"),
    Refusal(
      layer: "MultiHeadAttention",
      arguments: ["num_heads": .int(1), "key_dim": .int(2), "attention_axes": .sequence([.int(7)])],
      shapes: [[4, 3], [4, 3]], what: "attention along axes [7] from [2, 4, 3] to [2, 4, 3]"),
    Refusal(
      layer: "MultiHeadAttention",
      arguments: ["num_heads": .int(1), "key_dim": .int(2), "attention_axes": .sequence([.int(1)])],
      shapes: [[4, 5, 3], [4, 6, 3]], what: "attention along axes [1] from [2, 4, 5, 3] to [2, 4, 6, 3]"),
    Refusal(
      layer: "MultiHeadAttention",
      arguments: ["num_heads": .int(1), "key_dim": .int(2), "sliding_window": .int(2)],
      shapes: [[4, 5, 3], [4, 5, 3]], what: "a sliding_window on anything but sequences"),
  ]
}

@Suite struct LayerRefusalTests {
  @Test(arguments: Refusal.all) fileprivate func whatDoesNotRunSaysWhy(_ refusal: Refusal) async throws {
    var model = TestGraph()
    let inputs = try refusal.shapes.map { try model.input($0) }
    let output = try model.call(refusal.layer, refusal.arguments, inputs, name: "layer")
    let plan = try ExecutionPlan(graph: model.graph, outputs: [output], batch: 2)
    let tensors = zip(inputs, refusal.shapes).map { ($0, Tensor.pattern([2] + $1)) }
    await #expect(throws: RuntimeProblem.unsupported(layer: "layer", what: refusal.what)) {
      try await Engine().run(plan, inputs: Dictionary(uniqueKeysWithValues: tensors), seed: 0)
    }
  }

  /// As on JAX; TensorFlow on the CPU stops with an error.
  @Test func anIndexBeyondTheTableGivesNoNumber() async throws {
    var model = TestGraph()
    let input = try model.input([4])
    let output = try model.call("Embedding", ["input_dim": .int(3), "output_dim": .int(2)], [input])
    let plan = try ExecutionPlan(graph: model.graph, outputs: [output], batch: 1)
    let indices = Tensor(shape: [1, 4], values: [2, 3, -4, .infinity])
    let actual: Tensor = try #require(try await Engine().run(plan, inputs: [input: indices], seed: 0)[output])
    #expect(actual.values.map(\.isNaN) == [false, false, true, true, true, true, true, true])
  }
}
