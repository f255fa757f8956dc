// What prediction leaves out: zeros that kernels see by themselves, and pixels that nobody reads.

import ModelGraph
import Tensors
import Testing

@testable import Runtime

@Suite struct SimplificationTests {
  /// A stage of ResNet50 before the next one's strides: convolutions, a sum and its shortcut that only 1×1 windows of
  /// stride 2 read.
  @Test func onlyReadPixelsAreComputed() async throws {
    var model = TestGraph()
    let input = try model.input([9, 8, 4])
    let shortcut = try model.call("ReLU", [:], [try model.convolve(input, 6, 3)])
    var x = try model.call("ReLU", [:], [try model.convolve(shortcut, 5, 3)])
    x = try model.call("BatchNormalization", [:], [try model.convolve(x, 6, 1)])
    x = try model.call("ReLU", [:], [try model.call("Add", [:], [shortcut, x])])
    let left = try model.convolve(x, 7, 1, strides: 2)
    let right = try model.convolve(x, 7, 1, strides: 2)
    let output = try model.call("Add", [:], [left, right])
    let plan = try ExecutionPlan(graph: model.graph, outputs: [output], batch: 2)
    let simplified = plan.simplified()
    let sizes = simplified.steps.map(\.outputShape)
    // The first convolution is read by a 3×3 window too, so that its sum's part is thinned by itself.
    #expect(
      sizes == [
        [2, 9, 8, 6], [2, 9, 8, 6], [2, 5, 4, 6], [2, 5, 4, 5], [2, 5, 4, 5], [2, 5, 4, 6], [2, 5, 4, 6], [2, 5, 4, 6],
        [2, 5, 4, 6], [2, 5, 4, 7], [2, 5, 4, 7], [2, 5, 4, 7],
      ])
    try await expectAgreement(model, input, [output])
  }

  @Test func whatIsWantedStaysWhole() throws {
    var model = TestGraph()
    let input = try model.input([8, 8, 3])
    let x = try model.convolve(input, 4, 3)
    let output = try model.convolve(x, 4, 1, strides: 2)
    let thin = try ExecutionPlan(graph: model.graph, outputs: [output], batch: 1).simplified()
    #expect(thin.steps[0].outputShape == [1, 4, 4, 4])
    let whole = try ExecutionPlan(graph: model.graph, outputs: [output, x], batch: 1).simplified()
    #expect(whole.steps[0].outputShape == [1, 8, 8, 4])
  }

  @Test(arguments: ["valid", "same"]) func zerosBeforeAConvolutionAreItsPadding(_ padding: String) async throws {
    var model = TestGraph()
    let input = try model.input([7, 6, 3])
    let padded = try model.call(
      "ZeroPadding2D", ["padding": .sequence([.sequence([.int(1), .int(2)]), .sequence([.int(0), .int(3)])])], [input])
    let output = try model.call(
      "Conv2D",
      ["filters": .int(4), "kernel_size": .int(3), "strides": .int(2), "padding": .string(padding)], [padded])
    let plan = try ExecutionPlan(graph: model.graph, outputs: [output], batch: 1)
    #expect(plan.simplified().steps.count == 1)
    try await expectAgreement(model, input, [output])
  }

  /// After a rectifier zeros are never the largest unless all are; elsewhere they may be.
  @Test(arguments: [true, false]) func zerosBeforeAMaximum(_ isRectified: Bool) async throws {
    var model = TestGraph()
    let input = try model.input([7, 6, 3])
    var x = try model.call("Rescaling", ["scale": .float(1), "offset": .float(-2)], [input])
    if isRectified { x = try model.call("ReLU", [:], [x]) }
    x = try model.call("ZeroPadding2D", ["padding": .int(1)], [x])
    let output = try model.call("MaxPooling2D", ["pool_size": .int(3), "strides": .int(2)], [x])
    let plan = try ExecutionPlan(graph: model.graph, outputs: [output], batch: 1)
    let isAbsorbed = !plan.simplified().steps.contains { if case .margins = $0.operation { true } else { false } }
    #expect(isAbsorbed == isRectified)
    try await expectAgreement(model, input, [output])
  }

  /// The one pixel that the last window reads is made of padding alone.
  @Test func aWindowThatSeesZerosAloneGivesItsBias() async throws {
    var model = TestGraph()
    let input = try model.input([5, 6, 3])
    var x = try model.call("ZeroPadding2D", ["padding": .int(1)], [input])
    x = try model.convolve(x, 3, 1)
    x = try model.convolve(x, 3, 1, strides: 9)
    try await expectAgreement(model, input, [x])
  }

  /// Chains of windows, rectifiers, sums and paddings, drawn at random.
  @Test func randomNetworksAgreeWithTheExactRun() async throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<60 {
      var model = TestGraph()
      let input = try model.input([
        Int.random(in: 5...12, using: &generator), Int.random(in: 5...12, using: &generator), 3,
      ])
      var layers: [String] = []
      var x = input
      for _ in 0..<Int.random(in: 2...8, using: &generator) {
        let name = ["Conv2D", "Conv2D", "DepthwiseConv2D", "Pool", "ReLU", "Shortcut", "Pad"].randomElement(
          using: &generator)!
        let size = Int.random(in: 1...3, using: &generator)
        let strides = Int.random(in: 1...2, using: &generator)
        layers.append("\(name) \(size) \(strides)")
        switch name {
        case "Conv2D": x = try model.convolve(x, 3, size, strides: strides)
        case "DepthwiseConv2D":
          x = try model.call(
            name, ["kernel_size": .int(size), "strides": .int(strides), "padding": .string("same")], [x])
        case "Pool":
          let kind = Bool.random(using: &generator) ? "MaxPooling2D" : "AveragePooling2D"
          x = try model.call(
            kind, ["pool_size": .int(size), "strides": .int(strides), "padding": .string("same")], [x])
        case "Shortcut": x = try model.call("Add", [:], [x, try model.convolve(x, 3, size)])
        case "Pad": x = try model.call("ZeroPadding2D", ["padding": .int(1)], [x])
        default: x = try model.call(name, [:], [x])
        }
      }
      try await expectAgreement(model, input, [x], "\(layers)")
    }
  }
}

extension TestGraph {
  fileprivate mutating func convolve(_ x: TensorID, _ filters: Int, _ size: Int, strides: Int = 1) throws -> TensorID {
    try call(
      "Conv2D",
      [
        "filters": .int(filters), "kernel_size": .int(size), "strides": .int(strides), "padding": .string("same"),
        "bias_initializer": .string("random_normal"),
      ], [x])
  }
}

/// Prediction gives what the exact run gives, with groups of these sizes.
func expectAgreement(
  _ model: TestGraph, _ input: TensorID, _ outputs: [TensorID], _ comment: Comment? = nil, groups sizes: [Int] = [2]
) async throws {
  let batch = 3
  let plan = try ExecutionPlan(graph: model.graph, outputs: outputs, batch: batch)
  let images = Tensor.pattern(plan.inputs[0].shape)
  let engine = try Engine()
  let exact = try await engine.run(plan, inputs: [input: images], seed: 3)
  for size in sizes {
    let groups = try BatchPlan(graph: model.graph, outputs: outputs, batch: batch, group: size)
    let predicted = try await engine.predict(groups, inputs: [input: images], seed: 3)
    for output in outputs {
      #expect(relativeError(try #require(predicted.outputs[output]), try #require(exact[output])) <= 1e-5, comment)
    }
  }
}
