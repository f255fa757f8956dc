// Receptive fields and the other costs of layers, by the published recurrence worked out by hand.

import ModelGraph
import Tensors
import Testing

/// A row of layers on one input.
private struct Chain {
  var builder = Builder()
  let input: TensorID
  var x: TensorID

  init(_ shape: Shape = [nil, 64, 64, 3]) throws {
    input = try builder.input(shape)
    x = input
  }

  mutating func then(_ layer: String, _ arguments: [String: ArgumentValue] = [:]) throws {
    x = try builder.call(try builder.add(layer, arguments), on: [x])
  }

  mutating func convolve(
    _ kernel: Int, strides: Int = 1, dilation: Int = 1, _ padding: String = "same", filters: Int = 4
  ) throws {
    try then(
      "Conv2D",
      [
        "filters": .int(filters), "kernel_size": .int(kernel), "strides": .int(strides),
        "dilation_rate": .int(dilation), "padding": .string(padding),
      ])
  }

  var field: [Int?]? { ReceptiveFields(from: [input], in: builder.graph)[x]?.sizes }
}

@Suite struct ReceptiveFieldTests {
  @Test func windowsAddUpByTheJumpOfThePlacesThatTheySee() throws {
    var chain = try Chain()
    #expect(chain.field == [1, 1])
    try chain.convolve(3)
    #expect(chain.field == [3, 3])
    try chain.convolve(3, strides: 2)
    #expect(chain.field == [5, 5])
    // (3 - 1) · 2 more, whatever the padding.
    try chain.convolve(3, "valid")
    #expect(chain.field == [9, 9])
    try chain.then("MaxPooling2D", ["pool_size": .sequence([.int(1), .int(2)])])
    #expect(chain.field == [9, 11])
    // The jump is now 2 down and 4 across; a dilated window of 3 reaches 5.
    try chain.convolve(3, dilation: 2)
    #expect(chain.field == [9 + 4 * 2, 11 + 4 * 4])
  }

  @Test(arguments: ["BatchNormalization", "ReLU", "Dropout", "LayerNormalization", "Softmax"])
  func whatWorksPixelByPixelSeesNoMore(layer: String) throws {
    var chain = try Chain()
    try chain.convolve(5)
    try chain.then(layer, layer == "Dropout" ? ["rate": .float(0.5)] : [:])
    #expect(chain.field == [5, 5])
  }

  @Test func depthwiseAndSeparableWindowsCountAsOthersDo() throws {
    var chain = try Chain()
    try chain.then("DepthwiseConv2D", ["kernel_size": .sequence([.int(3), .int(1)])])
    try chain.then("SeparableConv2D", ["filters": .int(8), "kernel_size": .sequence([.int(1), .int(5)])])
    #expect(chain.field == [3, 5])
  }

  @Test func wherePathsMeetTheWidestCounts() throws {
    var chain = try Chain()
    let start = chain.x
    try chain.convolve(1)
    let narrow = chain.x
    chain.x = start
    try chain.convolve(3)
    try chain.convolve(3)
    let joined = try chain.builder.add("Add")
    chain.x = try chain.builder.call(joined, on: [narrow, chain.x])
    #expect(chain.field == [5, 5])
  }

  @Test func enlargingHalvesTheJump() throws {
    var chain = try Chain()
    try chain.convolve(3, strides: 2)
    try chain.then("UpSampling2D")
    #expect(chain.field == [3, 3])
    // Two of three neighbouring pixels may be copies of one: two half steps of 2.
    try chain.convolve(3)
    #expect(chain.field == [5, 5])
    var transposed = try Chain()
    // Of a window of 3 at a stride of 2 at most two lie over a pixel.
    try transposed.then("Conv2DTranspose", ["filters": .int(2), "kernel_size": .int(3), "strides": .int(2)])
    #expect(transposed.field == [2, 2])
  }

  @Test func globalLayersSeeEverythingAndSoDoesWhatFollows() throws {
    for layer in ["GlobalAveragePooling2D", "GroupNormalization"] {
      var chain = try Chain()
      try chain.convolve(3, filters: 32)
      try chain.then(layer)
      #expect(chain.field == [nil, nil], "\(layer)")
    }
    var chain = try Chain()
    try chain.convolve(3)
    try chain.then("Flatten")
    #expect(chain.field == [3, 3])
    try chain.then("Dense", ["units": .int(10)])
    #expect(chain.field == [nil, nil])
  }

  @Test func softmaxAlongAnAxisSeesAllOfIt() throws {
    var chain = try Chain()
    try chain.then("Softmax", ["axis": .int(1)])
    #expect(chain.field == [nil, 1])
  }

  @Test func sequencesHaveOneAxisAndVectorsNone() throws {
    var sequence = try Chain([nil, 100, 8])
    try sequence.then("Conv1D", ["filters": .int(4), "kernel_size": .int(9)])
    try sequence.then("MaxPooling1D", [:])
    #expect(sequence.field == [10])
    var vector = try Chain([nil, 100])
    try vector.then("Dense", ["units": .int(4)])
    #expect(vector.field == nil)
  }

  /// Reshape, Permute and Reshape again: a shuffle of channels leaves each pixel where it is.
  @Test func shuffledChannelsStayInTheirPlace() throws {
    var chain = try Chain([nil, 8, 8, 4])
    try chain.convolve(3)
    try chain.then("Reshape", ["target_shape": .sequence([8, 8, 2, 2].map(ArgumentValue.int))])
    try chain.then("Permute", ["dims": .sequence([1, 2, 4, 3].map(ArgumentValue.int))])
    try chain.then("Reshape", ["target_shape": .sequence([8, 8, 4].map(ArgumentValue.int))])
    try chain.convolve(3)
    #expect(chain.field == [5, 5])
  }

  @Test func aWindowOverRearrangedPixelsMaySeeAnyOfThem() throws {
    var chain = try Chain([nil, 8, 8, 4])
    try chain.then("Permute", ["dims": .sequence([3, 1, 2].map(ArgumentValue.int))])
    #expect(chain.field == [1, 1])
    try chain.convolve(3)
    #expect(chain.field == [nil, nil])
  }
}

@Suite struct LayerCostTests {
  @Test func bytesAndCompressionFollowFromTheShapes() throws {
    var chain = try Chain([nil, 8, 8, 4])
    try chain.then("MaxPooling2D")
    try chain.then("Flatten")
    try chain.then("Dense", ["units": .int(16)])
    let graph = chain.builder.graph
    let rows = graph.summaries(of: graph.topLevelCalls)
    let costs = rows.map { graph.costs(of: $0, fields: ReceptiveFields(from: [chain.input], in: graph)) }
    #expect(costs.map(\.activationBytes) == [8 * 8 * 4 * 4, 4 * 4 * 4 * 4, 64 * 4, 16 * 4])
    #expect(costs.map(\.compression) == [nil, 0.25, 1, 0.25])
  }

  @Test func aLayerOfLayersHasTheBytesOfItsParts() throws {
    var builder = Builder()
    let input = try builder.input([nil, 8, 8, 4])
    let block = builder.composite("block")
    let call = builder.graph.begin(block, inputs: [input], origin: builder.origin)
    let first = try builder.call(try builder.add("ReLU"), on: [input])
    let second = try builder.call(try builder.add("MaxPooling2D"), on: [first])
    builder.graph.end(call, outputs: [second])
    let graph = builder.graph
    let row = try #require(graph.summaries(of: graph.topLevelCalls).last)
    let costs = graph.costs(of: row, fields: ReceptiveFields(from: [input], in: graph))
    #expect(costs.activationBytes == (8 * 8 * 4 + 4 * 4 * 4) * 4)
    #expect(costs.compression == 0.25)
    #expect(costs.receptiveField?.sizes == [2, 2])
  }

  @Test func unknownSizesLeaveTheFieldKnown() throws {
    var chain = try Chain([nil, nil, nil, 3])
    try chain.convolve(3)
    let graph = chain.builder.graph
    let row = try #require(graph.summaries(of: graph.topLevelCalls).last)
    let costs = graph.costs(of: row, fields: ReceptiveFields(from: [chain.input], in: graph))
    #expect(costs.activationBytes == nil)
    #expect(costs.compression == nil)
    #expect(costs.receptiveField?.sizes == [3, 3])
  }
}
