// What a primitive layer is: arguments with Keras' names and defaults, a shape rule, weights, a cost.

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

  /// Multiply-accumulates for one image, nil where a size is unknown. Bias, normalisation, activation and pooling
  /// are not counted.
  func multiplyAdds(inputs: [Shape], output: Shape) -> Int?
}

/// A primitive layer. Each is one case of `Operation`, and one file of this folder, which twins share.
package protocol LayerDefinition: Computation {
  /// Keras' name, parameters, defaults and documentation: what completion, binding and the reference are made from.
  static var signature: LayerSignature { get }

  /// Reads bound arguments, refusing what Keras refuses.
  init(_ arguments: LayerArguments) throws(LayerProblem)

  /// The output's shape, batch first, for inputs of these shapes.
  func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape
}

extension LayerDefinition {
  /// Keras' class name.
  package static var name: String { signature.name }
  package var typeName: String { Self.name }
  package func outputShapes(for inputs: [Shape]) throws(LayerProblem) -> [Shape] { [try outputShape(for: inputs)] }
}

extension Computation {
  package var inputCount: ClosedRange<Int> { 1...1 }
  package func weights(for inputs: [Shape]) throws(LayerProblem) -> [WeightSpecification] { [] }
  package func multiplyAdds(inputs: [Shape], output: Shape) -> Int? { 0 }
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
  /// Keras' name: `kernel`, `bias`, `gamma`.
  package let name: String
  package let shape: [Int]
  package let initializer: Initializer
  package let trainable: Bool

  package init(_ name: String, _ shape: [Int], _ initializer: Initializer, trainable: Bool = true) {
    self.name = name
    self.shape = shape
    self.initializer = initializer
    self.trainable = trainable
  }

  /// The number of values; `Int.max` where the product overflows, which no budget lets through.
  package var count: Int { Shape.product(shape) ?? .max }
}

/// A layer class as Keras documents it.
package struct LayerSignature: Sendable {
  package let name: String
  /// Other names of the same class, such as `MaxPool2D`.
  package let aliases: [String]
  /// One sentence.
  package let summary: String
  package let parameters: [Parameter]

  package struct Parameter: Sendable {
    package let name: String
    /// Nil where the argument is required.
    package let defaultValue: ArgumentValue?
    package let summary: String
    /// The strings that are legal, where the argument takes one of a few.
    package let choices: [String]

    private init(name: String, defaultValue: ArgumentValue?, choices: [String], summary: String) {
      self.name = name
      self.defaultValue = defaultValue
      self.choices = choices
      self.summary = summary
    }

    package static func required(_ name: String, choices: [String] = [], _ summary: String) -> Parameter {
      Parameter(name: name, defaultValue: nil, choices: choices, summary: summary)
    }

    package static func optional(
      _ name: String, _ defaultValue: ArgumentValue, choices: [String] = [], _ summary: String
    ) -> Parameter {
      Parameter(name: name, defaultValue: defaultValue, choices: choices, summary: summary)
    }
  }

  /// The parameters come in groups, since layers share some of them.
  package init(_ name: String, aliases: [String] = [], _ summary: String, _ parameters: [Parameter]...) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.parameters = parameters.flatMap { $0 }
  }
}
