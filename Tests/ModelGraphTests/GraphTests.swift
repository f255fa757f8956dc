// Calls, shared layers and composite layers in the graph.

import ModelGraph
import Tensors
import Testing

struct GraphTests {
  @Test func aSharedLayerKeepsItsWeightsAndCountsOnce() throws {
    var builder = Builder()
    let input = try builder.input([nil, 8])
    let dense = try builder.add("Dense", ["units": .int(8)])
    let once = try builder.call(dense, on: [input])
    let twice = try builder.call(dense, on: [once])
    let model = try builder.graph.functionalModel(inputs: [input], outputs: [twice])
    #expect(builder.graph[dense].weights.map(\.path) == ["dense/kernel", "dense/bias"])
    #expect(builder.graph.parameters(of: model.calls).total == 72)
    let rows = builder.graph.summaries(of: model)
    #expect(rows.map(\.name) == ["input_layer", "dense"])
    #expect(rows[1].calls.count == 2)
    #expect(rows[1].multiplyAdds == 128)
  }

  @Test func aSharedLayerRefusesAnInputThatNeedsOtherWeights() throws {
    var builder = Builder()
    let dense = try builder.add("Dense", ["units": .int(3)])
    _ = try builder.call(dense, on: [builder.input([nil, 4])])
    let other = try builder.input([nil, 5])
    let refusal = problem { _ = try builder.call(dense, on: [other]) }
    #expect(refusal?.code == "shared-layer-input")
    #expect(builder.graph[dense].weights[0].specification.shape == [4, 3])
  }

  @Test func aRefusedCallBuildsNothing() throws {
    var builder = Builder()
    let conv = try builder.add("Conv2D", ["filters": .int(4), "kernel_size": .int(9)])
    let small = try builder.input([nil, 8, 8, 3])
    #expect(problem { _ = try builder.call(conv, on: [small]) }?.code == "kernel-too-large")
    #expect(!builder.graph[conv].isBuilt && builder.graph[conv].weights.isEmpty)
    let large = try builder.input([nil, 9, 9, 1])
    let output = try builder.call(conv, on: [large])
    #expect(builder.graph[output].shape == [nil, 1, 1, 4])
  }

  @Test func aCompositeLayerNestsItsCallsNamesItsWeightsAndOwnsItsOutput() throws {
    var builder = Builder()
    let input = try builder.input([nil, 8, 8, 3])
    let block = builder.composite("block")
    let inner = builder.composite("sequential")
    let outerCall = builder.graph.begin(block, inputs: [input], origin: builder.origin)
    let innerCall = builder.graph.begin(inner, inputs: [input], origin: builder.origin)
    let convolved = try builder.conv(4, 3, on: input)
    builder.graph.end(innerCall, outputs: [convolved])
    let outputs = builder.graph.end(outerCall, outputs: [convolved])
    let graph = builder.graph
    #expect(outputs == [convolved])
    #expect(graph[convolved].history == outerCall)
    #expect(graph[graph[convolved].producer].parent == innerCall)
    #expect(graph[outerCall].children == [innerCall])
    #expect(graph[outerCall].parent == nil)
    let conv = graph[graph[graph[convolved].producer].layer]
    #expect(conv.weights.map(\.path) == ["block/sequential/conv2d/kernel", "block/sequential/conv2d/bias"])
    let rows = graph.summaries(of: graph.calls(leadingTo: outputs))
    #expect(rows.map(\.name) == ["input_layer", "block"])
    #expect(rows[1].parameters.total == 112)
    #expect(rows[1].multiplyAdds == 36 * 27 * 4)
    #expect(rows[1].children[0].children[0].name == "conv2d")
  }

  @Test func weightsOfAnUntrainableCompositeCountAsNonTrainable() throws {
    var builder = Builder()
    let input = try builder.input([nil, 4])
    let block = builder.composite("block")
    builder.graph[block].trainable = false
    let call = builder.graph.begin(block, inputs: [input], origin: builder.origin)
    let output = try builder.apply("Dense", ["units": .int(2)], on: input)
    builder.graph.end(call, outputs: [output])
    #expect(builder.graph.parameters(of: [call]) == ParameterCount(trainable: 0, nonTrainable: 10))
  }

  @Test func aFailedCompositeCallKeepsItsChildrenAndLeavesTheGraphUsable() throws {
    var builder = Builder()
    let input = try builder.input([nil, 8, 8, 3])
    let block = builder.composite("block")
    let inner = builder.composite("inner")
    let call = builder.graph.begin(block, inputs: [input], origin: builder.origin)
    let convolved = try builder.conv(4, 3, on: input)
    _ = builder.graph.begin(inner, inputs: [convolved], origin: builder.origin)
    #expect(problem { _ = try builder.conv(4, 9, on: convolved) } != nil)
    builder.graph.abandon(call)
    #expect(builder.graph.scope.isEmpty)
    #expect(builder.graph[call].outputs.isEmpty)
    let row = builder.graph.summaries(of: [call])[0]
    #expect(row.outputShapes.isEmpty)
    #expect(row.children.map(\.name) == ["conv2d", "inner"])
    #expect(row.children[0].outputShapes == [[nil, 6, 6, 4]])
    let next = try builder.conv(2, 1, on: input)
    #expect(builder.graph[builder.graph[next].producer].parent == nil)
    #expect(builder.graph[builder.graph[builder.graph[next].producer].layer].weights[0].path == "conv2d_2/kernel")
  }

  @Test func closingACallTwiceLeavesTheCallsAroundItOpen() throws {
    var builder = Builder()
    let input = try builder.input([nil, 4])
    let outer = builder.graph.begin(builder.composite("outer"), inputs: [input], origin: builder.origin)
    let inner = builder.graph.begin(builder.composite("inner"), inputs: [input], origin: builder.origin)
    builder.graph.abandon(inner)
    builder.graph.abandon(inner)
    #expect(builder.graph.scope == ["outer"])
    builder.graph.abandon(outer)
    #expect(builder.graph.scope.isEmpty)
  }

  @Test func aCompositeThatHandsOnItsInputGivesAnotherTensor() throws {
    var builder = Builder()
    let input = try builder.input([nil, 4])
    let call = builder.graph.begin(builder.composite("nothing"), inputs: [input], origin: builder.origin)
    let outputs = builder.graph.end(call, outputs: [input])
    #expect(outputs != [input])
    #expect(builder.graph[outputs[0]].shape == [nil, 4])
    #expect(builder.graph[outputs[0]].history == call)
    let model = try builder.graph.functionalModel(inputs: [input], outputs: outputs)
    #expect(builder.names(model.layers) == ["input_layer", "nothing"])
  }

  @Test func hugeParameterCountsSaturate() throws {
    var builder = Builder()
    let input = try builder.input([nil, 1_000_000_000_000])
    let output = try builder.apply("Dense", ["units": .int(1_000_000_000_000)], on: input)
    let calls = builder.graph.calls(leadingTo: [output])
    #expect(builder.graph.parameters(of: calls) == ParameterCount(trainable: .max))
    #expect(builder.graph.parameters(of: calls).total == .max)
    #expect(builder.graph.summaries(of: calls)[1].multiplyAdds == nil)
  }
}
