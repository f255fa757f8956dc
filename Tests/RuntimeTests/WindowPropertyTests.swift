// Random windows, wider and stranger than the fixtures', against the plain definition.

import ModelGraph
import Runtime
import Tensors
import Testing

/// A convolution or a pooling of random sizes.
private struct Trial: CustomStringConvertible, Sendable {
  var layer = "Conv2D"
  var image = [1, 1]
  var batch = 1
  /// A convolution's groups; the others treat each channel by itself.
  var groups = 1
  var channelsOfGroup = 1
  /// A convolution's filters of one group, or the multiplier.
  var filtersOfGroup = 1
  var kernel = [1, 1]
  var strides = [1, 1]
  var dilation = [1, 1]
  var isSame = true

  init(_ random: inout some RandomNumberGenerator) {
    func one(of choices: [Int], _ random: inout some RandomNumberGenerator) -> Int {
      choices[Int.random(in: choices.indices, using: &random)]
    }
    func pair(_ choices: [Int], _ random: inout some RandomNumberGenerator) -> [Int] {
      [one(of: choices, &random), one(of: choices, &random)]
    }
    layer = ["Conv2D", "DepthwiseConv2D", "MaxPooling2D", "AveragePooling2D"][one(of: [0, 0, 1, 2, 3], &random)]
    image = pair([1, 2, 5, 8, 9], &random)
    batch = one(of: [1, 2, 3], &random)
    kernel = pair([1, 2, 3, 4, 5, 7, 11], &random)
    isSame = Bool.random(using: &random)
    if layer == "Conv2D" {
      groups = one(of: [1, 1, 1, 2, 3], &random)
      channelsOfGroup = one(of: [1, 3, 8, 16, 17, 32], &random)
      filtersOfGroup = one(of: [1, 4, 8, 16, 19, 32], &random)
    } else {
      groups = one(of: [1, 3, 8, 16, 20, 33], &random)
      filtersOfGroup = layer == "DepthwiseConv2D" ? one(of: [1, 1, 1, 2, 3], &random) : 1
    }
    // Keras refuses to stride and dilate at once.
    if layer.hasSuffix("Conv2D"), Bool.random(using: &random) {
      dilation = pair([1, 2, 3], &random)
    } else {
      strides = pair([1, 2, 3, 5], &random)
    }
    if !isSame {
      for axis in 0..<2 { image[axis] += (kernel[axis] - 1) * dilation[axis] }
    }
  }

  var channels: Int { groups * channelsOfGroup }
  var isConvolution: Bool { layer.hasSuffix("Conv2D") }

  var arguments: [String: ArgumentValue] {
    func pair(_ sizes: [Int]) -> ArgumentValue { .sequence(sizes.map(ArgumentValue.int)) }
    var arguments: [String: ArgumentValue] = [
      "strides": pair(strides), "padding": .string(isSame ? "same" : "valid"),
      isConvolution ? "kernel_size" : "pool_size": pair(kernel),
    ]
    if isConvolution { arguments["dilation_rate"] = pair(dilation) }
    if layer == "DepthwiseConv2D" { arguments["depth_multiplier"] = .int(filtersOfGroup) }
    if layer == "Conv2D" {
      arguments["filters"] = .int(filtersOfGroup * groups)
      arguments["groups"] = .int(groups)
    }
    return arguments
  }

  var description: String { "\(layer) \(arguments) on \([batch] + image + [channels])" }

  /// One axis of the window over one axis of the image.
  private func axis(_ index: Int) -> (outputs: Int, before: Int) {
    let extent = (kernel[index] - 1) * dilation[index] + 1
    let (size, stride) = (image[index], strides[index])
    guard isSame else { return ((size - extent) / stride + 1, 0) }
    let outputs = (size + stride - 1) / stride
    let reach = (outputs - 1) * stride + extent
    return (outputs, max(0, reach - size) / 2)
  }

  /// The taps of the window at one output place that lie on the image: the tap and where it lies.
  private func taps(_ index: Int, at place: Int, before: Int) -> [(tap: Int, position: Int)] {
    (0..<kernel[index]).compactMap { tap in
      let position: Int = place * strides[index] - before + tap * dilation[index]
      return position >= 0 && position < image[index] ? (tap, position) : nil
    }
  }

  /// By the definition, in double precision. Kernels are Keras': (height, width, channels of a group, filters), or for a
  /// depthwise one (height, width, channels, multiplier).
  func expected(_ input: Tensor, kernel weights: [Float], bias: [Float]) -> Tensor {
    let (vertical, horizontal) = (axis(0), axis(1))
    let filters = groups * filtersOfGroup
    var values: [Float] = []
    for sample in 0..<batch {
      for y in 0..<vertical.outputs {
        let rows = taps(0, at: y, before: vertical.before)
        for x in 0..<horizontal.outputs {
          let columns = taps(1, at: x, before: horizontal.before)
          for filter in 0..<filters {
            var window = WindowSum()
            for row in rows {
              for column in columns {
                let pixel = (sample * image[0] + row.position) * image[1] + column.position
                let first = pixel * channels + filter / filtersOfGroup * channelsOfGroup
                let tap = (row.tap * kernel[1] + column.tap) * channelsOfGroup * filters + filter
                for c in 0..<channelsOfGroup {
                  window.add(input.values[first + c], isConvolution ? weights[tap + c * filters] : 1)
                }
              }
            }
            values.append(window.result(layer, bias: isConvolution ? bias[filter] : 0))
          }
        }
      }
    }
    return Tensor(shape: [batch, vertical.outputs, horizontal.outputs, filters], values: values)
  }
}

/// What a window has seen.
private struct WindowSum {
  private var sum = 0.0
  private var largest = -Float.infinity
  private var count = 0

  mutating func add(_ value: Float, _ weight: Float) {
    sum += Double(value) * Double(weight)
    largest = max(largest, value)
    count += 1
  }

  func result(_ layer: String, bias: Float) -> Float {
    switch layer {
    case "MaxPooling2D": largest
    case "AveragePooling2D": Float(sum / Double(count))
    default: Float(sum + Double(bias))
    }
  }
}

@Suite struct WindowPropertyTests {
  @Test func randomWindowsAgreeWithTheDefinition() async throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    print("random windows: seed \(seed)")
    var random = SplitMix(state: seed)
    let engine = try Engine()
    for _ in 0..<60 {
      let trial = Trial(&random)
      try await check(trial, on: engine, seed: seed)
    }
  }

  private func check(_ trial: Trial, on engine: Engine, seed: UInt64) async throws {
    var model = TestGraph()
    let input = try model.input(trial.image.map { $0 } + [trial.channels])
    var arguments = trial.arguments
    if trial.isConvolution { arguments["bias_initializer"] = .string("random_normal") }
    let output = try model.call(trial.layer, arguments, [input])
    let plan = try ExecutionPlan(graph: model.graph, outputs: [output], batch: trial.batch)
    let tensor = Tensor.pattern([trial.batch] + trial.image + [trial.channels])
    let activations = try await engine.run(plan, inputs: [input: tensor], seed: seed)
    var weights: [[Float]] = []
    for weight in plan.steps[0].weights { weights.append(try await engine.weight(weight, seed: seed).tensor.values) }
    let expected = trial.expected(tensor, kernel: weights.first ?? [], bias: weights.last ?? [])
    let actual: Tensor = try #require(activations[output])
    #expect(relativeError(actual, expected) <= 1e-5, "seed \(seed): \(trial)")
  }

  /// Windows whose sizes would not fit the kernels' integers, on a small image.
  @Test(arguments: [
    ("MaxPooling2D", "pool_size", 1_000_000_000_000), ("AveragePooling2D", "pool_size", 4_000_000_000_000_000_000),
  ])
  func windowsFarBeyondTheImageAreCutToIt(layer: String, argument: String, size: Int) async throws {
    var model = TestGraph()
    let input = try model.input([3, 4, 2])
    let output = try model.call(layer, [argument: .int(size), "padding": .string("same")], [input])
    let plan = try ExecutionPlan(graph: model.graph, outputs: [output], batch: 1)
    let tensor = Tensor.pattern([1, 3, 4, 2])
    let actual: Tensor = try #require(try await Engine().run(plan, inputs: [input: tensor], seed: 0)[output])
    for channel in 0..<2 {
      let values = stride(from: channel, to: tensor.count, by: 2).map { tensor.values[$0] }
      let expected = layer == "MaxPooling2D" ? values.max() : values.reduce(0, +) / Float(values.count)
      #expect((actual.values[channel] - (expected ?? .nan)).magnitude < 1e-6)
    }
  }

  @Test func aLongKernelOnASmallImageRuns() async throws {
    var trial = Trial(sizes: [3, 4])
    trial.kernel = [1, 100_001]
    try await check(trial, on: Engine(), seed: 0)
    trial.kernel = [40_001, 2]
    trial.layer = "DepthwiseConv2D"
    trial.groups = 16
    try await check(trial, on: Engine(), seed: 0)
  }

  @Test(arguments: [[1_000_000_000_000, 1], [4_611_686_018_427_387_904, 2]])
  func aDilationBeyondReasonIsRefused(dilation: [Int]) async throws {
    var model = TestGraph()
    let input = try model.input([3, 4, 2])
    let output = try model.call(
      "Conv2D",
      [
        "filters": .int(1), "kernel_size": .int(3), "padding": .string("same"),
        "dilation_rate": .sequence(dilation.map(ArgumentValue.int)),
      ], [input])
    let plan = try ExecutionPlan(graph: model.graph, outputs: [output], batch: 1)
    await #expect(
      throws: RuntimeProblem.unsupported(layer: "conv2d", what: "a window that reaches that far beyond the image")
    ) {
      try await Engine().run(plan, inputs: [input: .pattern([1, 3, 4, 2])], seed: 0)
    }
  }

  @Test func aStrideBeyondTheImageTakesOneStep() async throws {
    for isSame in [true, false] {
      for layer in ["Conv2D", "MaxPooling2D", "AveragePooling2D", "DepthwiseConv2D"] {
        var trial = Trial(sizes: [5, 6])
        trial.layer = layer
        trial.isSame = isSame
        trial.kernel = [2, 3]
        trial.strides = [1_000_000_000_000, 7]
        try await check(trial, on: Engine(), seed: 0)
      }
    }
  }
}

extension Trial {
  fileprivate init(sizes: [Int]) { image = sizes }
}

/// Random numbers that a seed repeats.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return word ^ (word >> 31)
  }
}
