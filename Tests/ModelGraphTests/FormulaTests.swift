// Counts as formulas: what is shown is what is counted.

import Foundation
import ModelGraph
import Tensors
import Testing

@Suite struct FormulaTests {
  private func weights(_ layer: String, _ arguments: [String: ArgumentValue], on shape: Shape) throws -> Formula {
    let type = try #require(LayerRegistry.layer(named: layer))
    let definition = try type.make(arguments).definition
    return try Formula(of: definition.weights(for: [shape]), outputs: definition.outputName)
  }

  /// The product's own example, and counts by hand.
  @Test func kernelsAndBiasesAreTakenTogether() throws {
    let row = try weights(
      "Conv2D", ["filters": .int(1024), "kernel_size": .sequence([.int(1), .int(5)])], on: [nil, 8, 8, 5])
    #expect(row.numbers == "1024×(1×5×5+1)")
    #expect(row.value == 26_624)
    #expect(row.words == "filters × (kernel + bias)")
    #expect(try weights("DepthwiseConv2D", ["kernel_size": .int(3)], on: [nil, 8, 8, 64]).numbers == "64×(3×3+1)")
    #expect(
      try weights("SeparableConv2D", ["filters": .int(128), "kernel_size": .int(3)], on: [nil, 8, 8, 64]).numbers
        == "3×3×64+128×(1×1×64+1)")
    #expect(try weights("BatchNormalization", [:], on: [nil, 8, 8, 32]).numbers == "32×4")
    #expect(
      try weights("Dense", ["units": .int(10), "use_bias": .bool(false)], on: [nil, 64]).numbers == "64×10")
    #expect(try weights("Flatten", [:], on: [nil, 64]).numbers == "0")
  }

  /// By Keras' own arguments: `filters`, `units`; a depthwise layer has a filter for each channel.
  @Test func whatALayerGivesHasKerasName() throws {
    #expect(try weights("Dense", ["units": .int(10)], on: [nil, 64]).words == "units × (kernel + bias)")
    #expect(
      try weights("SeparableConv2D", ["filters": .int(128), "kernel_size": .int(3)], on: [nil, 8, 8, 64]).words
        == "depthwise_kernel + filters × (pointwise_kernel + bias)")
    #expect(
      try weights("DepthwiseConv2D", ["kernel_size": .int(3)], on: [nil, 8, 8, 64]).words
        == "channels × (kernel + bias)")
  }

  @Test func costsNameTheirFactors() throws {
    let type = try #require(LayerRegistry.layer(named: "Conv2D"))
    let layer = try type.make(["filters": .int(64), "kernel_size": .int(3), "groups": .int(4)]).definition
    let cost = layer.cost(inputs: [[nil, 10, 10, 32]], output: [nil, 8, 8, 64])
    #expect(cost.numbers == "8×8×64×3×3×8")
    #expect(cost.words == "pixels × filters × window × channels of a group")
    #expect(cost.value == 8 * 8 * 64 * 9 * 8)
    #expect(layer.cost(inputs: [[nil, nil, nil, 32]], output: [nil, nil, nil, 64]).value == nil)
  }

  /// Python's rules of reading: the text is worked out by itself and compared with Keras' count.
  @Test func everyLayerCasesFormulaComesToKerasCount() throws {
    var formulas: Set<String> = []
    for record in try JSON.fixture("layers/layers.json")["cases"].array {
      let source = record["source"].string ?? "?"
      let shapes = record["inputs"].array.compactMap(\.["shape"].shape).map { Shape([nil] + $0.dimensions.dropFirst()) }
      let name = String(source.split(separator: "(")[0].split(separator: ".").last ?? "")
      guard LayerRegistry.layer(named: name) != nil else { continue }
      let (graph, id, output) = try call(name, record["arguments"].members.mapValues(\.argument), on: shapes)
      let parameters = Formula(of: graph[id].weights.map(\.specification))
      #expect(worth(parameters.numbers) == record["parameters"]["total"].int, "\(source): \(parameters.numbers)")
      #expect(parameters.value == record["parameters"]["total"].int, "\(source)")
      let definition = try #require(graph.operation(of: id)).definition
      let cost = definition.cost(inputs: shapes, output: output)
      #expect(worth(cost.numbers) == graph.multiplyAdds(of: graph.topLevelCalls), "\(source): \(cost.numbers)")
      formulas.formUnion([parameters.numbers, cost.numbers])
    }
    #expect(formulas.count > 100)
  }

  /// A sum of products with brackets, read from left to right.
  private func worth(_ text: String) -> Int? {
    var rest = Array(text)[...]
    func sum() -> Int? {
      guard var total = product() else { return nil }
      while rest.first == "+" {
        rest.removeFirst()
        guard let term = product() else { return nil }
        total += term
      }
      return total
    }
    func product() -> Int? {
      guard var total = factor() else { return nil }
      while rest.first == "×" {
        rest.removeFirst()
        guard let next = factor() else { return nil }
        total *= next
      }
      return total
    }
    func factor() -> Int? {
      if rest.first == "(" {
        rest.removeFirst()
        let inner = sum()
        return rest.popFirst() == ")" ? inner : nil
      }
      let digits = rest.prefix { $0.isNumber }
      rest.removeFirst(digits.count)
      return Int(String(digits))
    }
    let value = sum()
    return rest.isEmpty ? value : nil
  }

  @Test func everyFamilyOfWindowsHasItsPlainEquivalent() throws {
    func equivalent(_ layer: String, _ arguments: [String: ArgumentValue], on shape: Shape) throws -> Int? {
      let (graph, id, output) = try call(layer, arguments, on: [shape])
      let operation = try #require(graph.operation(of: id))
      guard let plain = operation.plainEquivalent(inputs: [shape], output: output) else { return nil }
      #expect(try plain.definition.outputShapes(for: [shape]) == [output])
      return try Formula(of: plain.definition.weights(for: [shape])).value
    }
    let image: Shape = [nil, 8, 8, 32]
    let same: [String: ArgumentValue] = ["padding": .string("same")]
    // 64 filters of 3×3×32 and a bias; 32 of them where the channels stay.
    let separable = ["filters": .int(64), "kernel_size": .int(3)] as [String: ArgumentValue]
    #expect(try equivalent("SeparableConv2D", separable, on: image) == 64 * (9 * 32 + 1))
    #expect(try equivalent("Conv2D", separable.merging(["groups": .int(4)]) { $1 }, on: image) == 64 * (9 * 32 + 1))
    #expect(try equivalent("DepthwiseConv2D", ["kernel_size": .int(3)], on: image) == 32 * (9 * 32 + 1))
    let row = same.merging(["filters": .int(64), "kernel_size": .sequence([.int(1), .int(3)])]) { $1 }
    #expect(try equivalent("Conv2D", row, on: image) == 64 * (9 * 32 + 1))
    #expect(try equivalent("Conv2D", separable, on: image) == nil)
    #expect(try equivalent("Conv2D", ["filters": .int(64), "kernel_size": .int(1)], on: image) == nil)
  }
}
