// Functional models: what belongs to them, and their application to other inputs.

import ModelGraph
import Tensors
import Testing

struct FunctionalModelTests {
  @Test func aModelAppliedToAnotherInputMakesItsCallsAgainWithItsWeights() throws {
    var builder = Builder()
    let inner = try innerModel(&builder)
    let layers = builder.graph.layers.count
    let image = try builder.input([nil, 12, 10, 3])
    let outputs = try builder.graph.apply(
      inner.model, of: inner.layer, to: [image], origin: builder.origin)
    #expect(builder.graph[outputs[0]].shape == [nil, 10, 8, 4])
    // The input's layer alone is new.
    #expect(builder.graph.layers.count == layers + 1)
    let outer = try builder.graph.functionalModel(inputs: [image], outputs: outputs)
    #expect(builder.names(outer.layers) == ["input_layer_1", "inner"])
    let row = builder.graph.summaries(of: outer)[1]
    // Its own input shows what it was applied to.
    #expect(row.children.map(\.name) == ["input_layer", "conv2d", "block"])
    #expect(row.children[0].outputs == [image])
    #expect(row.children[2].children.map(\.name) == ["re_lu"])
    #expect(row.children.map(\.outputShapes) == [[[nil, 12, 10, 3]], [[nil, 10, 8, 4]], [[nil, 10, 8, 4]]])
    #expect(row.parameters.total == 112)
    #expect(row.multiplyAdds == 80 * 27 * 4)
    let path = builder.graph.layers.first { $0.name == "conv2d" }?.weights[0].path
    #expect(path == "conv2d/kernel")
  }

  @Test func modelsNestInModels() throws {
    var builder = Builder()
    let inner = try innerModel(&builder)
    let image = try builder.input([nil, 12, 12, 3])
    let middle = try builder.graph.apply(inner.model, of: inner.layer, to: [image], origin: builder.origin)
    let outer = try builder.graph.functionalModel(inputs: [image], outputs: middle)
    let outerLayer = builder.functional(outer, name: "outer")
    let other = try builder.input([2, 12, 12, 3])
    let outputs = try builder.graph.apply(outer, of: outerLayer, to: [other], origin: builder.origin)
    #expect(builder.graph[outputs[0]].shape == [2, 10, 10, 4])
    let row = builder.graph.summaries(of: builder.graph.calls(leadingTo: outputs))[1]
    #expect(row.name == "outer")
    #expect(row.children.map(\.name) == ["input_layer_1", "inner"])
    #expect(row.children[1].children.map(\.name) == ["input_layer", "conv2d", "block"])
    #expect(row.parameters.total == 112)
  }

  @Test func aFailureMidwayLeavesTheCallsBeforeItAndAUsableGraph() throws {
    var builder = Builder()
    let input = try builder.input([nil, nil, nil, 3])
    let convolved = try builder.conv(4, 3, on: input)
    let pooled = try builder.apply("MaxPooling2D", on: convolved)
    let model = try builder.graph.functionalModel(inputs: [input], outputs: [pooled])
    let layer = builder.functional(model, name: "model")
    let small = try builder.input([nil, 3, 3, 3])
    #expect(
      problem { _ = try builder.graph.apply(model, of: layer, to: [small], origin: builder.origin) }?.code
        == "kernel-too-large")
    let failed = try #require(builder.graph.topLevelCalls.last)
    #expect(builder.graph.summaries(of: [failed])[0].children.map(\.name) == ["input_layer", "conv2d"])
    #expect(builder.graph.scope.isEmpty)
    let large = try builder.input([nil, 6, 6, 3])
    let outputs = try builder.graph.apply(model, of: layer, to: [large], origin: builder.origin)
    #expect(builder.graph[outputs[0]].shape == [nil, 2, 2, 4])
  }

  @Test func aModelThatIsItsInputGivesAnotherTensor() throws {
    var builder = Builder()
    let input = try builder.input([nil, 4])
    let model = try builder.graph.functionalModel(inputs: [input], outputs: [input])
    #expect(builder.names(model.layers) == ["input_layer"])
    let layer = builder.functional(model, name: "same")
    let other = try builder.input([nil, 4])
    let outputs = try builder.graph.apply(model, of: layer, to: [other], origin: builder.origin)
    let outer = try builder.graph.functionalModel(inputs: [other], outputs: outputs)
    #expect(builder.names(outer.layers) == ["input_layer_1", "same"])
  }

  @Test func aModelRefusesInputsOfOtherShapesAndNumbers() throws {
    var builder = Builder()
    let inner = try innerModel(&builder)
    let gray = try builder.input([nil, 8, 8, 1])
    let graph = builder.graph
    #expect(
      problem {
        var graph = graph
        _ = try graph.apply(inner.model, of: inner.layer, to: [gray], origin: builder.origin)
      }?.message == "inner takes an input of shape (None, None, None, 3), but was called with (None, 8, 8, 1)")
    #expect(
      problem {
        var graph = graph
        _ = try graph.apply(inner.model, of: inner.layer, to: [gray, gray], origin: builder.origin)
      }?.code == "input-count")
  }

  @Test func aModelRefusesAnOutputThatItsInputsDoNotReach() throws {
    var builder = Builder()
    let one = try builder.input([nil, 4])
    let other = try builder.input([nil, 4], name: "other")
    let sum = try builder.apply("Add", on: one, other)
    let refusal = problem { _ = try builder.graph.functionalModel(inputs: [one], outputs: [sum]) }
    #expect(
      refusal?.message
        == "the model's outputs come from the input 'other' of 4, which is not among its inputs")
    #expect(refusal?.exception == .valueError)
  }

  @Test func aModelRefusesTwoLayersOfOneName() throws {
    var builder = Builder()
    let input = try builder.input([nil, 4])
    let first = try builder.apply("Dense", ["units": .int(3)], on: input, name: "a")
    let second = try builder.apply("Dense", ["units": .int(3)], on: first, name: "a")
    let refusal = problem { _ = try builder.graph.functionalModel(inputs: [input], outputs: [second]) }
    #expect(refusal?.code == "duplicate-name")
    #expect(refusal?.exception == .valueError)
  }

  /// As `keras.Model([x, y], Flatten()(x)).layers` has it.
  @Test func inputsThatNothingNeedsStandBeforeTheLastLayers() throws {
    var builder = Builder()
    let x = try builder.input([nil, 8, 8, 3], name: "x")
    let y = try builder.input([nil, 4], name: "y")
    let z = try builder.input([nil, 5], name: "z")
    let output = try builder.apply("Flatten", on: x)
    let model = try builder.graph.functionalModel(inputs: [x, y, z], outputs: [output])
    #expect(builder.names(model.layers) == ["x", "y", "z", "flatten"])
    #expect(builder.graph.summaries(of: model).map(\.name) == ["x", "y", "z", "flatten"])
  }

  /// Keras makes an input of the intermediate tensor and leaves out what came before.
  @Test func aModelMayStartAmidAnother() throws {
    var builder = Builder()
    let input = try builder.input([nil, 8, 8, 3])
    let middle = try builder.conv(4, 3, on: input)
    let output = try builder.conv(2, 3, on: middle)
    let model = try builder.graph.functionalModel(inputs: [middle], outputs: [output])
    #expect(model.layers.map { builder.graph[$0].typeName } == ["InputLayer", "Conv2D"])
    #expect(builder.graph[model.layers[0]].name.hasSuffix("CLONE"))
    #expect(builder.graph[model.layers[1]].name == "conv2d_1")
    #expect(builder.graph[model.outputs[0]].shape == [nil, 4, 4, 2])
    #expect(builder.graph.parameters(of: model.calls).total == 74)
    let both = try builder.graph.functionalModel(inputs: [middle, input], outputs: [output])
    #expect(both.layers.map { builder.graph[$0].typeName } == ["InputLayer", "InputLayer", "Conv2D"])
    #expect(both.layers.map { builder.graph[$0].name.hasSuffix("CLONE") } == [true, false, false])
    // What was there is as it was.
    let whole = try builder.graph.functionalModel(inputs: [input], outputs: [output])
    #expect(builder.names(whole.layers) == ["input_layer", "conv2d", "conv2d_1"])
  }

  /// A convolution and a block with a ReLU, for images of any size.
  private func innerModel(_ builder: inout Builder) throws -> (model: FunctionalModel, layer: LayerID) {
    let input = try builder.input([nil, nil, nil, 3])
    let convolved = try builder.conv(4, 3, on: input)
    let block = builder.composite("block")
    let call = builder.graph.begin(block, inputs: [convolved], origin: builder.origin)
    let output = builder.graph.end(call, outputs: [try builder.apply("ReLU", on: convolved)])
    let model = try builder.graph.functionalModel(inputs: [input], outputs: output)
    return (model, builder.functional(model, name: "inner"))
  }
}
