// Random transposed convolutions, larger than the fixtures', against the plain definition.

import ModelGraph
import Runtime
import Tensors
import Testing

/// Each pixel of the input lays the window's pattern down in the output, whose padding is that of a convolution over it.
private struct Trial: CustomStringConvertible {
  let image: [Int]
  let batch: Int
  let channels: Int
  let filters: Int
  let kernel: [Int]
  let strides: [Int]
  let dilation: [Int]
  let isSame: Bool

  init(_ random: inout some RandomNumberGenerator) {
    func one(_ choices: [Int]) -> Int { choices[Int.random(in: choices.indices, using: &random)] }
    func pair(_ choices: [Int]) -> [Int] { [one(choices), one(choices)] }
    image = pair([1, 2, 5, 8, 9])
    batch = one([1, 2, 3])
    channels = one([1, 3, 8, 16, 17, 33])
    filters = one([1, 2, 8, 16, 19, 32])
    kernel = pair([1, 2, 3, 4, 5, 7])
    isSame = one([0, 1]) == 0
    // Keras refuses to stride and dilate at once.
    let isDilated = one([0, 1, 2]) == 0
    strides = isDilated ? [1, 1] : pair([1, 2, 3, 5])
    dilation = isDilated ? pair([1, 2, 3]) : [1, 1]
  }

  var description: String {
    "\(kernel) by \(strides), \(dilation), same \(isSame), \(filters) filters, on \([batch] + image + [channels])"
  }

  var arguments: [String: ArgumentValue] {
    func pair(_ sizes: [Int]) -> ArgumentValue { .sequence(sizes.map(ArgumentValue.int)) }
    return [
      "filters": .int(filters), "kernel_size": pair(kernel), "strides": pair(strides), "dilation_rate": pair(dilation),
      "padding": .string(isSame ? "same" : "valid"), "bias_initializer": .string("random_normal"),
    ]
  }

  /// The output's size along an axis, and how much of what is laid down lies before it.
  private func extent(_ axis: Int) -> (size: Int, before: Int) {
    let extent = (kernel[axis] - 1) * dilation[axis] + 1
    if !isSame { return ((image[axis] - 1) * strides[axis] + max(extent, strides[axis]), 0) }
    return (image[axis] * strides[axis], max(0, extent - strides[axis]) / 2)
  }

  /// In double precision. The kernel is Keras': (height, width, filters, channels).
  func expected(_ input: Tensor, kernel weights: [Float], bias: [Float]) -> Tensor {
    let (rows, columns) = (extent(0), extent(1))
    var sums = [Double](repeating: 0, count: batch * rows.size * columns.size * filters)
    for (index, value) in input.values.enumerated() {
      let (channel, pixel) = (index % channels, index / channels)
      let (sample, y, x) = (pixel / image[1] / image[0], pixel / image[1] % image[0], pixel % image[1])
      for tap in 0..<(kernel[0] * kernel[1]) {
        let row = y * strides[0] + tap / kernel[1] * dilation[0] - rows.before
        let column = x * strides[1] + tap % kernel[1] * dilation[1] - columns.before
        guard (0..<rows.size).contains(row), (0..<columns.size).contains(column) else { continue }
        let place = ((sample * rows.size + row) * columns.size + column) * filters
        for filter in 0..<filters {
          sums[place + filter] += Double(value) * Double(weights[(tap * filters + filter) * channels + channel])
        }
      }
    }
    let values = sums.enumerated().map { Float($1 + Double(bias[$0 % filters])) }
    return Tensor(shape: [batch, rows.size, columns.size, filters], values: values)
  }
}

@Suite struct TransposedConvolutionTests {
  @Test func randomOnesAgreeWithTheDefinition() async throws {
    let seed = UInt64.random(in: 0..<1_000_000)
    print("random transposed convolutions: seed \(seed)")
    var random = SplitMix(state: seed)
    let engine = try Engine()
    for _ in 0..<60 {
      let trial = Trial(&random)
      var model = TestGraph()
      let input = try model.input(trial.image.map { $0 } + [trial.channels])
      let output = try model.call("Conv2DTranspose", trial.arguments, [input])
      let plan = try ExecutionPlan(graph: model.graph, outputs: [output], batch: trial.batch)
      let tensor = Tensor.pattern([trial.batch] + trial.image + [trial.channels])
      let activations = try await engine.run(plan, inputs: [input: tensor], seed: seed)
      var weights: [[Float]] = []
      for weight in plan.steps[0].weights { weights.append(try await engine.weight(weight, seed: seed).tensor.values) }
      let expected = trial.expected(tensor, kernel: weights[0], bias: weights[1])
      let actual: Tensor = try #require(activations[output])
      #expect(relativeError(actual, expected) <= 1e-5, "seed \(seed): \(trial)")
    }
  }
}
