// Whatever the arguments and inputs, a layer gives shapes and counts, or refuses; it never traps.

import ModelGraph
import Tensors
import Testing

/// SplitMix64: the same numbers on every machine.
private struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

private struct Inventor {
  var generator: SeededGenerator
  private let huge = [.max, .max - 1, .min, 1 << 62, 1 << 32, 1_000_000_000_000_000_000]

  init(seed: UInt64) { generator = SeededGenerator(state: seed) }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }

  mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: choices.indices, using: &generator)]
  }

  mutating func integer() -> Int {
    chance(15) ? pick(huge) : Int.random(in: -1...9, using: &generator)
  }

  mutating func value(of parameter: LayerSignature.Parameter) -> ArgumentValue {
    if let value = parameter.defaultValue, chance(75) { return value }
    if ["axes", "groups"].contains(parameter.name), chance(50) { return .int(pick([1, 2, -1])) }
    if ["target_shape", "shape"].contains(parameter.name), chance(60) {
      return .sequence(
        [.int(parameter.name == "shape" ? 4 : -1)]
          + (0..<Int.random(in: 0...2, using: &generator)).map { _ in .int(integer()) })
    }
    // The bounds of these are tight: random values would hardly ever be taken.
    if ["rate", "stddev", "factor"].contains(parameter.name), chance(60) { return .float(0.5) }
    if parameter.name == "dims", chance(60) {
      return pick([.sequence([.int(2), .int(1), .int(3)]), .sequence([.int(1)])])
    }
    if let choice = parameter.choices.all.randomElement(using: &generator), chance(80) { return .string(choice) }
    return chance(70) ? .int(integer()) : anything(depth: 0)
  }

  mutating func anything(depth: Int) -> ArgumentValue {
    switch Int.random(in: 0..<(depth < 3 ? 10 : 8), using: &generator) {
    case 0: .null
    case 1: .bool(chance(50))
    case 2: .float(pick([0, -0.5, 0.5, .nan, .infinity, -.infinity, 1e300, 3]))
    case 3: .string(pick(["", "same", "relu", "SAME", "channels_first", "×"]))
    case 4: .other("<object>")
    case 5...7: .int(integer())
    default: .sequence((0..<Int.random(in: 0...4, using: &generator)).map { _ in anything(depth: depth + 1) })
    }
  }

  /// Mostly of the rank that is wanted.
  mutating func shape(rank wanted: Int) -> Shape {
    let rank = chance(75) ? wanted : Int.random(in: 0...5, using: &generator)
    return Shape(
      (0..<rank).map { axis in
        if chance(axis == 0 ? 60 : 10) { return nil }
        return chance(10)
          ? pick([Int.max, 1 << 40, 1 << 62]) : Int.random(in: 1...12, using: &generator)
      })
  }
}

struct LayerPropertyTests {
  @Test(arguments: LayerRegistry.all.map { $0.name }, [1, 2] as [UInt64])
  func anyArgumentsGiveShapesAndCountsOrARefusal(name: String, seed: UInt64) throws {
    let type = try #require(LayerRegistry.layer(named: name))
    var inventor = Inventor(seed: seed)
    let (usualCount, usualRank) = (Self.inputCount(of: name), name.contains("1D") ? 3 : name == "RepeatVector" ? 2 : 4)
    var accepted = 0
    for round in 0..<1000 {
      let values = type.signature.parameters.map { ($0.name, inventor.value(of: $0)) }
      let arguments = Dictionary(values, uniquingKeysWith: { first, _ in first })
      let count = inventor.chance(80) ? usualCount : Int.random(in: 0...3, using: &inventor.generator)
      let first = inventor.shape(rank: usualRank)
      let shapes = (0..<count).map { $0 == 0 || inventor.chance(60) ? first : inventor.shape(rank: usualRank) }
      let comment = Comment(rawValue: "\(name), seed \(seed), round \(round): \(arguments) on \(shapes)")
      do {
        try check(type.make(arguments), on: shapes, comment)
        accepted += 1
      } catch let problem as LayerProblem {
        #expect(!problem.message.isEmpty, comment)
        if let argument = problem.argument {
          #expect(type.signature.parameters.contains { $0.name == argument }, comment)
        }
      }
    }
    // Else the property would hold of nothing.
    #expect(accepted >= 5, "\(name), seed \(seed)")
  }

  private static func inputCount(of name: String) -> Int {
    switch name {
    case "InputLayer": 0
    case "Subtract", "Dot", "MultiHeadAttention": 2
    default: 1
    }
  }

  private func check(_ operation: Operation, on shapes: [Shape], _ comment: Comment) throws {
    let layer = operation.definition
    try layer.checkInputCount(shapes.count)
    let weights = try layer.weights(for: shapes)
    let output = try layer.outputShapes(for: shapes)[0]
    #expect(output.dimensions.allSatisfy { $0.map { $0 > 0 } ?? true }, comment)
    #expect(weights.allSatisfy { $0.count > 0 && $0.shape.allSatisfy { $0 > 0 } }, comment)
    #expect(layer.multiplyAdds(inputs: shapes, output: output).map { $0 >= 0 } ?? true, comment)
    var builder = Builder()
    let inputs = try shapes.map { try builder.input($0) }
    let id = builder.add(operation)
    let tensor = try builder.call(id, on: inputs)
    #expect(builder.graph[tensor].shape == output, comment)
    #expect(builder.graph.parameters(of: builder.graph.topLevelCalls).total >= 0, comment)
  }
}
