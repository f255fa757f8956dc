// What must be held at once, where all paths meet and how deep a graph is, against counts by hand.

import ModelGraph
import Tensors
import Testing

@Suite struct DataFlowTests {
  /// 8×8×4 is 256 values; the pooling leaves 64, the dense layer makes 10 of them.
  @Test func aChainIsAWaistEverywhere() throws {
    var builder = Builder()
    let input = try builder.input([nil, 8, 8, 4])
    let conv = try builder.conv(4, 1, on: input)
    let pool = try builder.apply("MaxPooling2D", on: conv, name: "pool")
    let flat = try builder.apply("Flatten", on: pool)
    let dense = try builder.apply("Dense", ["units": .int(10)], on: flat)
    let flow = DataFlow(to: [dense], in: builder.graph)
    #expect(flow.waists.map(\.values) == [256, 256, 64, 64, 10])
    #expect(flow.peakBytes == 2 * 256 * 4)
    #expect(flow.depth == 2)
    let narrowest = try #require(flow.narrowest(in: builder.graph))
    #expect(narrowest.waist.tensor == pool)
    #expect(narrowest.share == 0.25)
    #expect(builder.graph.path(of: pool) == "pool")
  }

  /// The branch of a single channel is no narrow: the other path goes around it.
  @Test func whatAnotherPathGoesAroundIsNoWaist() throws {
    var builder = Builder()
    let input = try builder.input([nil, 8, 8, 4])
    let thin = try builder.conv(1, 1, on: input)
    let wide = try builder.conv(4, 1, on: thin)
    let sum = try builder.apply("Add", on: input, wide)
    let last = try builder.conv(2, 1, on: sum)
    let flow = DataFlow(to: [last], in: builder.graph)
    #expect(flow.waists.map(\.tensor) == [input, sum, last])
    // The input, the branch's end and the sum; before, the input, 64 values and 256.
    #expect(flow.peakBytes == 3 * 256 * 4)
    #expect(flow.depth == 3)
    #expect(try #require(flow.narrowest(in: builder.graph)).waist.tensor == last)
  }

  @Test func whatNoOutputNeedsIsNotHeld() throws {
    var builder = Builder()
    let input = try builder.input([nil, 8, 8, 4])
    _ = try builder.conv(512, 1, on: input)
    let conv = try builder.conv(4, 1, on: input)
    let flow = DataFlow(to: [conv], in: builder.graph)
    #expect(flow.peakBytes == 2 * 256 * 4)
    #expect(flow.tensors == [input, conv])
  }

  @Test func anUnknownSizeLeavesTheDepthAlone() throws {
    var builder = Builder()
    let input = try builder.input([nil, nil, nil, 3])
    let conv = try builder.conv(4, 3, on: builder.conv(4, 3, on: input))
    let flow = DataFlow(to: [conv], in: builder.graph)
    #expect(flow.peakBytes == nil)
    #expect(flow.narrowest(in: builder.graph)?.share == nil)
    #expect(flow.depth == 2)
  }

  @Test func withoutImagesTheWaistsBeforeTheLastCount() throws {
    var builder = Builder()
    let input = try builder.input([nil, 100])
    let first = try builder.apply("Dense", ["units": .int(50)], on: input)
    let second = try builder.apply("Dense", ["units": .int(5)], on: first)
    let last = try builder.apply("Dense", ["units": .int(1)], on: second)
    let narrowest = try #require(DataFlow(to: [last], in: builder.graph).narrowest(in: builder.graph))
    #expect(narrowest.waist.tensor == second)
    #expect(narrowest.share == 0.1)
  }
}
