// Windows one over another in one walk: what joins a chain, and that a chain gives what its layers give one by one.

import ModelGraph
import Tensors
import Testing

@testable import Runtime

@Suite struct WindowChainTests {
  /// Mixings, depthwise convolutions and poolings of all sizes, with what may follow them, drawn at random.
  @Test func randomChainsAgreeWithTheExactRun() async throws {
    var generator = SystemRandomNumberGenerator()
    var chainCount = 0
    for _ in 0..<80 {
      func draw(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
      var model = TestGraph()
      let channels = draw(16...40)
      let isMixed = draw(0...1) == 0
      let input = try model.input([draw(1...12), draw(1...12), isMixed ? draw(1...4) : channels])
      var layers: [String] = []
      var x = input
      if isMixed {
        let stride = draw(1...2)
        layers.append("mixing \(stride)")
        x = try model.call(
          "Conv2D",
          [
            "filters": .int(channels), "kernel_size": .int(1), "strides": .int(stride),
            "bias_initializer": .string("random_normal"),
          ], [x])
      }
      for _ in 0..<draw(2...5) {
        let size = ArgumentValue.sequence([.int(draw(1...4)), .int(draw(1...4))])
        let strides = ArgumentValue.sequence([.int(draw(1...3)), .int(draw(1...3))])
        let isPooling = draw(0...2) == 0
        layers.append("\(isPooling ? "pooling" : "depthwise") \(size.description) \(strides.description)")
        x = try model.call(
          isPooling ? "MaxPooling2D" : "DepthwiseConv2D",
          [
            isPooling ? "pool_size" : "kernel_size": size, "strides": strides, "padding": .string("same"),
          ].merging(isPooling ? [:] : ["bias_initializer": .string("random_normal")]) { $1 }, [x])
        let follower = Self.followers[draw(0...(Self.followers.count - 1))]
        if let follower {
          layers.append(follower.type)
          x = try model.call(follower.type, follower.arguments, [x])
        }
      }
      let plan = try ExecutionPlan(graph: model.graph, outputs: [x], batch: 3)
      if Fusion.steps(of: plan.simplified()).contains(where: { !$0.followers.isEmpty }) { chainCount += 1 }
      // In groups each thread runs images of its own; all together, the threads share each kernel's rows.
      try await expectAgreement(model, input, [x], "\(channels): \(layers)", groups: [2, 3])
    }
    #expect(chainCount > 40)
  }

  private static let followers: [(type: String, arguments: [String: ArgumentValue])?] = [
    nil, nil, ("ReLU", [:]), ("LeakyReLU", [:]), ("ReLU", ["max_value": .float(0.5)]), ("ELU", [:]),
    ("LeakyReLU", ["negative_slope": .float(1.5)]),
    (
      "BatchNormalization",
      ["beta_initializer": .string("random_normal"), "moving_mean_initializer": .string("random_normal")]
    ),
  ]

  /// A sequence is an image of one row.
  @Test func sequencesAreWalkedToo() async throws {
    var model = TestGraph()
    let input = try model.input([37, 24])
    var x = try model.call("DepthwiseConv1D", ["kernel_size": .int(5), "padding": .string("same")], [input])
    x = try model.call("MaxPooling1D", ["pool_size": .int(3)], [x])
    let plan = try ExecutionPlan(graph: model.graph, outputs: [x], batch: 3)
    #expect(Fusion.steps(of: plan).map(\.links.count) == [2])
    try await expectAgreement(model, input, [x], groups: [2, 3])
  }

  /// A 1×1 convolution over zeros that it has taken for its padding reads no pixel there.
  @Test func aMixingOfPaddedPixelsIsNoLink() async throws {
    var model = TestGraph()
    let input = try model.input([6, 5, 3])
    var x = try model.call("ZeroPadding2D", ["padding": .int(1)], [input])
    x = try model.call("Conv2D", ["filters": .int(16), "kernel_size": .int(1), "strides": .int(2)], [x])
    x = try model.call("DepthwiseConv2D", ["kernel_size": .int(3), "padding": .string("same")], [x])
    try await expectAgreement(model, input, [x], groups: [2, 3])
  }

  @Test func whatIsWantedOrReadTwiceEndsAChain() throws {
    var model = TestGraph()
    let input = try model.input([8, 8, 16])
    let first = try model.call("DepthwiseConv2D", ["kernel_size": .int(3)], [input])
    let second = try model.call("DepthwiseConv2D", ["kernel_size": .int(3)], [first])
    let third = try model.call("MaxPooling2D", [:], [second])
    func links(_ outputs: [TensorID]) throws -> [Int] {
      let plan = try ExecutionPlan(graph: model.graph, outputs: outputs, batch: 1)
      return Fusion.steps(of: plan).map(\.links.count)
    }
    #expect(try links([third]) == [3])
    #expect(try links([third, first]) == [1, 2])
    let other = try model.call("MaxPooling2D", [:], [first])
    #expect(try links([third, other]).sorted() == [1, 1, 2])
  }

  /// Not a number stays so, as in each layer by itself.
  @Test func notANumberGoesThrough() async throws {
    var model = TestGraph()
    let input = try model.input([4, 4, 16])
    var x = try model.call("DepthwiseConv2D", ["kernel_size": .int(1)], [input])
    x = try model.call("LeakyReLU", [:], [x])
    x = try model.call("DepthwiseConv2D", ["kernel_size": .int(1)], [x])
    x = try model.call("ReLU", [:], [x])
    var values = Tensor.pattern([1, 4, 4, 16]).values
    values[5] = .nan
    let plan = try BatchPlan(graph: model.graph, outputs: [x], batch: 1)
    let image = [input: Tensor(shape: [1, 4, 4, 16], values: values)]
    let output = try #require(try await Engine().predict(plan, inputs: image, seed: 1).outputs[x])
    #expect(output.values.indices.filter { output.values[$0].isNaN } == [5])
  }
}
