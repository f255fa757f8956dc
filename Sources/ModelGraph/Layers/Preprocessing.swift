// Rescaling and Normalization: the input's values brought into a model's range (keras/src/layers/preprocessing).

import Tensors

/// `scale * x + offset`.
package struct Rescaling: LayerDefinition {
  static let layerType = LayerType(
    LayerSignature(
      "Rescaling", "Multiplies by a number and adds another.",
      [
        .required("scale", "The factor, or one for each channel."),
        .optional("offset", .float(0), "What is added, or one number for each channel."),
      ]), Rescaling.init)

  /// One number, or one for each of the last axis.
  package let scale: [Double]
  package let offset: [Double]

  private init(_ arguments: LayerArguments) throws(LayerProblem) {
    scale = try arguments.numbers("scale")
    offset = try arguments.numbers("offset")
  }

  package var typeName: String { "Rescaling" }
  package var operation: Operation { .rescaling(self) }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    for (name, numbers) in [("scale", scale), ("offset", offset)] where numbers.count > 1 {
      guard let size = inputs[0].dimensions.last, size == nil || size == numbers.count else {
        throw .numbersForChannels(name, count: numbers.count, of: typeName, input: inputs[0])
      }
    }
    return inputs[0]
  }
}

/// `(x - mean) / max(sqrt(variance), 1e-7)`, or with `invert` the way back.
package struct Normalization: LayerDefinition {
  static let layerType = LayerType(
    LayerSignature(
      "Normalization", "Gives each channel mean 0 and variance 1 by given or adapted statistics.",
      [
        .optional("axis", .int(-1), "The axes that keep statistics of their own."),
        .optional("mean", .null, "The mean, or one for each channel; by default adapted."),
        .optional("variance", .null, "The variance, or one for each channel; by default adapted."),
        .optional("invert", .bool(false), "Whether to undo the normalisation instead."),
      ]), Normalization.init)

  package let axes: [Int]
  package let mean: [Double]?
  package let variance: [Double]?
  package let invert: Bool

  private init(_ arguments: LayerArguments) throws(LayerProblem) {
    axes = arguments["axis"] == .null ? [] : try arguments.axes()
    mean = arguments["mean"] == .null ? nil : try arguments.numbers("mean")
    variance = arguments["variance"] == .null ? nil : try arguments.numbers("variance")
    invert = try arguments.bool("invert")
    if mean?.count != variance?.count { throw .meanAndVariance }
  }

  package var typeName: String { "Normalization" }
  package var operation: Operation { .normalization(self) }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    let sizes = try keptSizes(of: inputs[0])
    // Numbers for several axes fit the last of them.
    let counts = sizes.indices.map { Shape.product(Array(sizes[$0...])) }
    if let mean, mean.count > 1, !counts.contains(mean.count) {
      throw .numbersForChannels("mean", count: mean.count, of: typeName, input: inputs[0])
    }
    return inputs[0]
  }

  /// The adapted statistics, and the number of images that they were taken of.
  package func weights(for inputs: [Shape]) throws(LayerProblem) -> [WeightSpecification] {
    let sizes = try keptSizes(of: inputs[0])
    if mean != nil { return [] }
    return [
      WeightSpecification("mean", sizes, .zeros, trainable: false),
      WeightSpecification("variance", sizes, .ones, trainable: false),
      WeightSpecification("count", [], .zeros, trainable: false, type: .int32),
    ]
  }

  private func keptSizes(of shape: Shape) throws(LayerProblem) -> [Int] {
    var indices: [Int] = []
    for axis in axes {
      guard let index = shape.index(ofAxis: axis) else {
        throw .axis(axis, of: typeName, shape: shape, exception: .valueError)
      }
      indices.append(index)
    }
    var sizes: [Int] = []
    for index in indices.sorted() { sizes.append(try shape.size(ofAxis: index, for: typeName)) }
    return sizes
  }
}

extension LayerArguments {
  /// One number or several; lists of one list count as that list.
  fileprivate func numbers(_ name: String) throws(LayerProblem) -> [Double] {
    func flat(_ value: ArgumentValue) -> [Double?] {
      switch value {
      case .int(let value): [Double(value)]
      case .float(let value): [value]
      case .sequence(let items): items.flatMap(flat)
      default: [nil]
      }
    }
    let numbers = flat(self[name])
    let known = numbers.compactMap { $0 }
    guard !known.isEmpty, known.count == numbers.count else {
      throw .argument(name, of: layer, expected: "a number or a list of numbers", got: self[name])
    }
    return known
  }
}

extension LayerProblem {
  fileprivate static let meanAndVariance = LayerProblem(
    "argument-value", "Normalization: mean and variance must be given together, with as many numbers each",
    argument: "variance")

  fileprivate static func numbersForChannels(
    _ name: String, count: Int, of layer: String, input: Shape
  ) -> LayerProblem {
    LayerProblem(
      "shape-mismatch", "\(layer): \(name) has \(count) numbers, which do not fit an input of shape \(input)",
      argument: name)
  }
}
