// Counts of published comparisons, and sizes beyond what can be counted.

import ModelGraph
import Tensors
import Testing

struct LayerArithmeticTests {
  private func parameters(_ calls: [(String, [String: ArgumentValue])], on shape: Shape) throws -> Int {
    var builder = Builder()
    var tensor = try builder.input(shape)
    for (layer, arguments) in calls { tensor = try builder.apply(layer, arguments, on: tensor) }
    return builder.graph.parameters(of: builder.graph.calls(leadingTo: [tensor])).total
  }

  private func conv(_ filters: Int, _ height: Int, _ width: Int) -> (String, [String: ArgumentValue]) {
    let size = ArgumentValue.sequence([.int(height), .int(width)])
    return ("Conv2D", ["filters": .int(filters), "kernel_size": size, "padding": .string("same")])
  }

  /// The article's comparison of depthwise convolution.
  @Test func depthwiseConvolutionHasAThousandthOfTheParameters() throws {
    let shape: Shape = [nil, 8, 8, 1024]
    #expect(try parameters([conv(1024, 5, 5)], on: shape) == 26_215_424)
    #expect(try parameters([("DepthwiseConv2D", ["kernel_size": .int(5)])], on: shape) == 26_624)
  }

  /// The article's comparison of spatially separable convolution.
  @Test func aColumnAndARowHaveTwoSeventhsOfTheParameters() throws {
    let shape: Shape = [nil, 64, 64, 256]
    #expect(try parameters([conv(256, 7, 7)], on: shape) == 3_211_520)
    #expect(try parameters([conv(256, 7, 1), conv(256, 1, 7)], on: shape) == 918_016)
  }

  @Test func separableConvolutionCostsItsTwoParts() throws {
    let shape: Shape = [nil, 9, 9, 6]
    let size: [String: ArgumentValue] = ["kernel_size": .int(3), "strides": .int(2)]
    func cost(_ layers: [(String, [String: ArgumentValue])]) throws -> Int? {
      var builder = Builder()
      var tensor = try builder.input(shape)
      for (layer, arguments) in layers { tensor = try builder.apply(layer, arguments, on: tensor) }
      return builder.graph.summaries(of: builder.graph.calls(leadingTo: [tensor])).map(\.multiplyAdds).reduce(0) {
        total, next in total.flatMap { total in next.map { total + $0 } }
      }
    }
    let separable = size.merging(["filters": .int(5), "depth_multiplier": .int(2)]) { $1 }
    let depthwise = size.merging(["depth_multiplier": .int(2)]) { $1 }
    let parts = try cost([("DepthwiseConv2D", depthwise), conv(5, 1, 1)])
    #expect(parts == 16 * 12 * 9 + 16 * 12 * 5)
    #expect(try cost([("SeparableConv2D", separable)]) == parts)
  }

  @Test func multiplyAddsOfAGroupedConvolutionAreTheGroupsShare() throws {
    var builder = Builder()
    let input = try builder.input([nil, 8, 8, 8])
    let arguments: [String: ArgumentValue] = ["filters": .int(4), "kernel_size": .int(3), "groups": .int(4)]
    let output = try builder.apply("Conv2D", arguments, on: input)
    #expect(builder.graph.multiplyAdds(of: builder.graph[output].history) == 36 * 4 * 9 * 2)
  }

  @Test(
    arguments: [
      ("ZeroPadding2D", ["padding": .int(.max)]), ("Flatten", [:]),
      ("Reshape", ["target_shape": .sequence([.int(-1)])]),
      ("DepthwiseConv2D", ["kernel_size": .int(1), "depth_multiplier": .int(.max)]),
      ("SeparableConv2D", ["filters": .int(1), "kernel_size": .int(1), "depth_multiplier": .int(.max)]),
    ] as [(String, [String: ArgumentValue])])
  func sizesBeyond64BitsAreRefusedByName(layer: String, arguments: [String: ArgumentValue]) throws {
    var builder = Builder()
    let huge = try builder.input([nil, 4_000_000_000, 4_000_000_000, 4_000_000_000])
    let refusal = problem { _ = try builder.apply(layer, arguments, on: huge) }
    #expect(refusal?.code == "too-large")
    #expect(refusal?.message.hasPrefix("\(layer): ") == true)
  }

  @Test func concatenatedSizesBeyond64BitsAreRefused() throws {
    var builder = Builder()
    let huge = try builder.input([nil, .max])
    #expect(problem { _ = try builder.apply("Concatenate", on: huge, huge) }?.code == "too-large")
  }

  @Test func aWindowBeyond64BitsDoesNotFit() throws {
    var builder = Builder()
    let image = try builder.input([nil, 32, 32, 3])
    let size: [String: ArgumentValue] = ["filters": .int(1), "kernel_size": .int(.max), "dilation_rate": .int(.max)]
    #expect(problem { _ = try builder.apply("Conv2D", size, on: image) }?.code == "kernel-too-large")
    let output = try builder.apply("Conv2D", size.merging(["padding": .string("same")]) { $1 }, on: image)
    #expect(builder.graph[output].shape == [nil, 32, 32, 1])
    #expect(builder.graph.parameters(of: builder.graph.calls(leadingTo: [output])).total == .max)
  }

  @Test(arguments: [(3, 1, 1), (3, 2, 1), (2, 3, 2), (7, 2, 3), (1, 4, 1)])
  func samePaddingPutsTheOddPixelAfter(size: Int, stride: Int, dilation: Int) {
    let axis = Window.Axis(size: size, stride: stride, padding: .same, dilation: dilation)
    for input in 1...40 {
      let pads = axis.pads(input)
      let after = pads.after - pads.before
      #expect(after == 0 || after == 1)
      let span = (axis.outputSize(input) - 1) * stride + (size - 1) * dilation + 1
      // The windows take all the padding, or need none.
      #expect(pads.before + pads.after == max(0, span - input))
      #expect(axis.outputSize(input) == (input + stride - 1) / stride)
    }
  }
}
