// Generated weights: the same everywhere, of Keras' distributions, each apart from all others.

import Foundation
import ModelGraph
import Runtime
import Tensors
import Testing

/// A layer's weights of one name.
private func weight(
  _ name: String, of type: String, _ arguments: [String: ArgumentValue], input: [Int?], seed: UInt64 = 0
) async throws -> Tensor {
  var model = TestGraph()
  let output = try model.call(type, arguments, [model.input(input)])
  let layer = model.graph[model.graph[model.graph[output].producer].layer]
  let weight = try #require(layer.weights.first { $0.specification.name == name })
  return try await Engine().weight(weight, seed: seed).tensor
}

/// Numbers of a Python program written from the published algorithms (FNV-1a of the seed's 8 bytes and the path, SplitMix64,
/// xoshiro256**, 53-bit uniforms, Marsaglia's polar method).
@Suite struct GeneratorTests {
  @Test func uniformWeightsAreTheSameOnEveryMachine() async throws {
    let kernel = try await weight(
      "kernel", of: "Conv2D", ["filters": .int(32), "kernel_size": .int(3)], input: [8, 8, 3])
    #expect(
      Array(kernel.values.prefix(4))
        == [0.11207493394613266, 0.028070908039808273, 0.13595916330814362, 0.02746426686644554])
  }

  @Test func normalWeightsAreTheSameOnEveryMachine() async throws {
    let kernel = try await weight(
      "kernel", of: "Dense", ["units": .int(4), "kernel_initializer": .string("he_normal")], input: [100])
    let expected: [Float] = [-0.09247978776693344, 0.12476491928100586, 0.05501241981983185, -0.2359146922826767]
    #expect(Array(kernel.values.prefix(4)) == expected)
  }
}

/// Numbers of numpy's `linalg.qr` of those normal values in double precision, each vector with the sign that makes the
/// triangular factor's diagonal positive.
@Suite struct OrthogonalTests {
  private static func kernel(_ rows: Int, _ columns: Int) async throws -> Tensor {
    try await weight(
      "kernel", of: "Dense", ["units": .int(columns), "kernel_initializer": .string("orthogonal")], input: [rows])
  }

  struct Ends: Sendable {
    let rows: Int
    let columns: Int
    /// The first three values and the last two.
    let values: [Float]
  }

  @Test(arguments: [
    Ends(rows: 10, columns: 6, values: [-0.18837915, 0.62143457, -0.1268806, 0.20532548, 0.048983585]),
    Ends(rows: 4, columns: 7, values: [-0.2645367, 0.3568877, 0.15736198, 0.10383421, -0.3308815]),
    Ends(rows: 300, columns: 5, values: [-0.03380418, 0.011130226, 0.025912952, 0.037393074, -0.024440674]),
    Ends(rows: 9, columns: 9, values: [-0.20510904, -0.45285597, 0.19220826, -0.2932252, -0.51057315]),
  ])
  func valuesAreThoseOfADecompositionByNumpy(ends: Ends) async throws {
    let values = try await Self.kernel(ends.rows, ends.columns).values
    for (value, expected) in zip(values.prefix(3) + values.suffix(2), ends.values) {
      #expect(abs(value - expected) < 1e-6)
    }
  }

  @Test(arguments: [(1, 1), (130, 3), (40, 200), (70, 70), (129, 66)])
  func theFewerOfRowsAndColumnsAreOrthonormal(rows: Int, columns: Int) async throws {
    let kernel = try await Self.kernel(rows, columns)
    let isWide = rows < columns
    let vectors = (0..<min(rows, columns)).map { vector in
      (0..<max(rows, columns)).map { place in
        Double(kernel.values[isWide ? vector * columns + place : place * columns + vector])
      }
    }
    for (first, left) in vectors.enumerated() {
      for (second, right) in vectors.enumerated() {
        let product = zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(product - (first == second ? 1 : 0)) < 1e-6)
      }
    }
  }
}

struct Expectation: Sendable {
  let name: String
  let deviation: Double
  /// The largest possible magnitude.
  let bound: Double

  /// Uniform of this variance.
  static func uniform(_ name: String, _ variance: Double) -> Expectation {
    Expectation(name: name, deviation: variance.squareRoot(), bound: (3 * variance).squareRoot())
  }

  /// Normal, cut at two deviations and stretched so that this variance is left.
  static func truncated(_ name: String, _ variance: Double) -> Expectation {
    let deviation = variance.squareRoot()
    return Expectation(name: name, deviation: deviation, bound: 2 * deviation / truncatedDeviation)
  }
}

/// The deviation of the standard normal distribution cut at two deviations: a constant of TensorFlow and Keras.
private let truncatedDeviation = 0.87962566103423978

/// By keras/src/initializers/random_initializers.py, for 100 inputs and 200 outputs.
private let expectations: [Expectation] = [
  .uniform("glorot_uniform", 2.0 / 300), .truncated("glorot_normal", 2.0 / 300),
  .uniform("he_uniform", 2.0 / 100), .truncated("he_normal", 2.0 / 100),
  .uniform("lecun_uniform", 1.0 / 100), .truncated("lecun_normal", 1.0 / 100),
  .uniform("random_uniform", 0.05 * 0.05 / 3),
  Expectation(name: "random_normal", deviation: 0.05, bound: 0.3),
  Expectation(name: "truncated_normal", deviation: 0.05 * truncatedDeviation, bound: 0.1),
]

@Suite struct InitializerTests {
  private static func dense(_ initializer: ArgumentValue) async throws -> [Double] {
    let kernel = try await weight(
      "kernel", of: "Dense", ["units": .int(200), "kernel_initializer": initializer], input: [100])
    return kernel.values.map(Double.init)
  }

  @Test(arguments: expectations)
  func distributionsAreKeras(_ expected: Expectation) async throws {
    let (deviation, bound) = (expected.deviation, expected.bound)
    let values = try await Self.dense(.string(expected.name))
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    // Of 20,000 values: within four standard errors of the mean, and two hundredths of the deviation.
    #expect(mean.magnitude < 4 * deviation / Double(values.count).squareRoot())
    #expect((variance.squareRoot() / deviation - 1).magnitude < 0.02)
    #expect(values.allSatisfy { $0.magnitude <= bound * 1.000_001 })
    #expect((values.map(\.magnitude).max() ?? 0) > bound * 0.6)
  }

  @Test func constantsAreConstant() async throws {
    #expect(try await Set(Self.dense(.string("zeros"))) == [0])
    #expect(try await Set(Self.dense(.string("ones"))) == [1])
    #expect(try await Set(Self.dense(.initializer(.constant(0.25)))) == [0.25])
  }

  /// The limits that Keras itself reported for its kernels.
  @Test func fansAreKeras() async throws {
    struct File: Decodable {
      struct Entry: Decodable {
        let shape: [Int]
        let weight: String
        let limit: Double?
        let inputShape: [Int?]
        let layer: String
      }
      let weights: [Entry]
    }
    let arguments: [String: [String: ArgumentValue]] = [
      "keras.layers.Conv2D(32, 3)": ["filters": .int(32), "kernel_size": .int(3)],
      "keras.layers.Conv2D(32, 3, groups=4)": ["filters": .int(32), "kernel_size": .int(3), "groups": .int(4)],
      "keras.layers.DepthwiseConv2D(3)": ["kernel_size": .int(3)],
      "keras.layers.SeparableConv2D(32, 3, depth_multiplier=2)": [
        "filters": .int(32), "kernel_size": .int(3), "depth_multiplier": .int(2),
      ],
      "keras.layers.Dense(10)": ["units": .int(10)],
    ]
    let file = try JSONDecoder().decode(
      File.self, from: Data(contentsOf: Fixtures.folder.appending(path: "initializers.json")))
    var compared = 0
    for entry in file.weights {
      guard let limit = entry.limit, let arguments = arguments[entry.layer] else { continue }
      let type = String(entry.layer.dropFirst("keras.layers.".count).prefix { $0 != "(" })
      let drawn = try await weight(entry.weight, of: type, arguments, input: Array(entry.inputShape.dropFirst()))
      let largest = Double(drawn.values.map(\.magnitude).max() ?? 0)
      #expect(drawn.shape == entry.shape)
      #expect(largest <= limit * 1.000_001 && largest > limit * 0.95, "\(entry.layer) \(entry.weight)")
      compared += 1
    }
    #expect(compared == 6)
  }
}
