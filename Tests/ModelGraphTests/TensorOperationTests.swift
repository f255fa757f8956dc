// Functions on tensors in the graph: costs by hand, several outputs, types, and models made of them.

import Diagnostics
import ModelGraph
import Tensors
import Testing

struct TensorOperationTests {
  private static func constant(_ shape: [Int]) -> Operand {
    .constant(ConstantTensor(Tensor(shape: shape), type: .float32))
  }

  private static let products: [(function: TensorFunction, right: Operand, left: Shape, output: Shape, cost: Int)] = [
    // 4 × 5 values of 6 products each.
    (.matmul(transposesLeft: false, transposesRight: false), constant([6, 5]), [nil, 4, 6], [nil, 4, 5], 120),
    (.matmul(transposesLeft: false, transposesRight: true), constant([5, 6]), [nil, 4, 6], [nil, 4, 5], 120),
    (.matmul(transposesLeft: true, transposesRight: false), constant([4, 5]), [nil, 4, 6], [nil, 6, 5], 120),
    (.dot, constant([6, 5]), [nil, 4, 6], [nil, 4, 5], 120),
    (.tensordot(left: [1, 2], right: [0, 1]), constant([4, 6, 3]), [nil, 4, 6], [nil, 3], 72),
    (.batchDot(left: 1, right: 1), constant([1, 4, 3]), [1, 4, 6], [1, 6, 3], 72),
  ]

  @Test func productsCostWhatTheySum() throws {
    for (function, right, left, output, cost) in Self.products {
      let operation = TensorOperation("Product", function, [.input, right])
      let name = Comment(rawValue: "\(function)")
      #expect(try operation.outputShapes(for: [left]) == [output], name)
      #expect(operation.multiplyAdds(inputs: [left], output: output) == cost, name)
    }
  }

  @Test func anEinsumCostsItsContractedAxes() throws {
    let einsum = try #require(Einsum("bhqd, bhkd -> bhqk"))
    let operation = TensorOperation("Einsum", .einsum(einsum), [.input, .input])
    let inputs: [Shape] = [[nil, 2, 5, 8], [nil, 2, 7, 8]]
    #expect(try operation.outputShapes(for: inputs) == [[nil, 2, 5, 7]])
    #expect(operation.multiplyAdds(inputs: inputs, output: [nil, 2, 5, 7]) == 2 * 5 * 7 * 8)
    #expect(Einsum("ij->k") == nil)
    #expect(Einsum("ij-ij") == nil)
  }

  @Test func aConvolutionOfAKernelCostsAsTheLayerDoes() throws {
    let window = Window(size: [3, 3], strides: [1, 1], padding: .same)
    let operation = TensorOperation("Conv", .convolve(window, .channelsLast), [.input, Self.constant([3, 3, 4, 7])])
    #expect(try operation.outputShapes(for: [[nil, 8, 6, 4]]) == [[nil, 8, 6, 7]])
    #expect(operation.multiplyAdds(inputs: [[nil, 8, 6, 4]], output: [nil, 8, 6, 7]) == 8 * 6 * 7 * 36)
  }

  @Test func whatMultipliesNothingCostsNothing() {
    let operation = TensorOperation("Add", .binary(.add), [.input, .input])
    #expect(operation.multiplyAdds(inputs: [[nil, 4], [nil, 4]], output: [nil, 4]) == 0)
  }

  @Test func aModelOfPartsIsReplayedOnOtherInputs() throws {
    var builder = Builder()
    let image = try builder.input([nil, 4, 6])
    let split = builder.operation("Split", .split(.count(3), axis: -1))
    let parts = try builder.graph.apply(split.operation, of: split.layer, to: [image], origin: builder.origin)
    #expect(parts.map { builder.graph[$0].shape } == Array(repeating: [nil, 4, 2], count: 3))
    let add = builder.operation("Add", .binary(.add), [.input, .input])
    let sum = try builder.graph.apply(add.operation, of: add.layer, to: [parts[2], parts[0]], origin: builder.origin)
    let model = try builder.graph.functionalModel(inputs: [image], outputs: sum + [parts[1]])
    #expect(builder.names(model.operations) == ["input_layer", "split", "add"])
    #expect(builder.names(model.layers) == ["input_layer"])
    #expect(!model.isChain)
    let layer = builder.functional(model, name: "parts")
    let other = try builder.input([3, 4, 6], name: "other")
    let outputs = try builder.graph.apply(model, of: layer, to: [other], origin: builder.origin)
    #expect(outputs.map { builder.graph[$0].shape } == [[3, 4, 2], [3, 4, 2]])
  }

  @Test func typesFollowTheFunction() throws {
    var builder = Builder()
    let image = try builder.input([nil, 4])
    func type(_ function: TensorFunction, _ inputs: [TensorID], _ operands: [Operand]) throws -> (TensorID, NumberType)
    {
      let made = builder.operation("Function", function, operands)
      let output = try builder.graph.apply(made.operation, of: made.layer, to: inputs, origin: builder.origin)[0]
      return (output, builder.graph[output].type)
    }
    let number = Operand.constant(ConstantTensor(Tensor(shape: [], values: [2]), type: nil))
    let whole = try type(.cast(.int32), [image], [.input])
    #expect(whole.1 == .int32)
    #expect(try type(.binary(.add), [whole.0], [.input, number]).1 == .int32)
    #expect(try type(.binary(.divide), [whole.0], [.input, number]).1 == .float32)
    #expect(try type(.binary(.add), [whole.0, image], [.input, .input]).1 == .float32)
    #expect(try type(.binary(.less), [image], [.input, number]).1 == .bool)
    #expect(try type(.reduce(.argmax, axes: [1], keepsAxes: false), [image], [.input]).1 == .int32)
    #expect(try type(.reduce(.mean, axes: nil, keepsAxes: false), [whole.0], [.input]).1 == .float32)
  }
}

extension Builder {
  fileprivate mutating func operation(
    _ typeName: String, _ function: TensorFunction, _ operands: [Operand] = [.input]
  ) -> (operation: Operation, layer: LayerID) {
    let operation = Operation.tensor(TensorOperation(typeName, function, operands))
    let layer = graph.addLayer(
      .primitive(operation), name: names.next(for: typeName), typeName: typeName, origin: origin, role: .operation)
    return (operation, layer)
  }
}
