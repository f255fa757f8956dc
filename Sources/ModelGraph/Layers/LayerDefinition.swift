// What a primitive layer is: a shape rule, weights, a cost, a reach.

import Tensors

/// What a call computes: a primitive layer or a function on tensors.
package protocol Computation: Hashable, Sendable {
  /// Keras' name of the class.
  var typeName: String { get }

  /// How the runtime tells computations apart.
  var operation: Operation { get }

  /// How many tensors a call takes: one, unless the layer merges.
  var inputCount: ClosedRange<Int> { get }

  /// The outputs' shapes, batch first, for inputs of these shapes.
  func outputShapes(for inputs: [Shape]) throws(LayerProblem) -> [Shape]

  /// What the outputs' numbers are.
  func outputTypes(for inputs: [NumberType], count: Int) -> [NumberType]

  /// The weights that the layer needs for these inputs, in Keras' order.
  func weights(for inputs: [Shape]) throws(LayerProblem) -> [WeightSpecification]

  /// What the last axis of its weights counts: `filters`, `units`, `channels`.
  var outputName: String { get }

  /// Multiply-accumulates for one image. Bias, normalisation, activation and pooling are not counted.
  func cost(inputs: [Shape], output: Shape) -> Formula

  /// What of the inputs' images one place of the output depends on.
  func reach(inputs: [Shape], output: Shape) -> Reach
}

/// A primitive layer. Each is one case of `Operation`; twins such as Conv1D and Conv2D share one.
package protocol LayerDefinition: Computation {
  /// The output's shape, batch first, for inputs of these shapes.
  func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape
}

extension LayerDefinition {
  package func outputShapes(for inputs: [Shape]) throws(LayerProblem) -> [Shape] { [try outputShape(for: inputs)] }
}

extension Computation {
  package var inputCount: ClosedRange<Int> { 1...1 }
  package func weights(for inputs: [Shape]) throws(LayerProblem) -> [WeightSpecification] { [] }
  package var outputName: String { "channels" }
  package func cost(inputs: [Shape], output: Shape) -> Formula { .zero }
  /// The cost's value; nil where a size is unknown.
  package func multiplyAdds(inputs: [Shape], output: Shape) -> Int? { cost(inputs: inputs, output: output).value }
  package func reach(inputs: [Shape], output: Shape) -> Reach { .place }
  package func outputTypes(for inputs: [NumberType], count: Int) -> [NumberType] {
    Array(repeating: .float32, count: count)
  }

  package func checkInputCount(_ count: Int) throws(LayerProblem) {
    if !inputCount.contains(count) {
      throw .inputCount(layer: typeName, expected: inputCount, got: count)
    }
  }
}

/// A weight that a layer needs.
package struct WeightSpecification: Hashable, Sendable {
  /// Keras' name: `kernel`, `bias`, `gamma`; with the sublayer that holds it where there is one: `query/kernel`.
  package let name: String
  package let shape: [Int]
  package let initializer: Initializer
  package let trainable: Bool
  package let type: NumberType

  package init(
    _ name: String, _ shape: [Int], _ initializer: Initializer, trainable: Bool = true, type: NumberType = .float32
  ) {
    self.type = type
    self.name = name
    self.shape = shape
    self.initializer = initializer
    self.trainable = trainable
  }

  /// The number of values; `Int.max` where the product overflows, which no budget lets through.
  package var count: Int { Shape.product(shape) ?? .max }
}
