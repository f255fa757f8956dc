// BatchNormalization: scales and shifts along one axis (keras/src/layers/normalization/batch_normalization.py).

import Tensors

/// In a forward pass: `gamma * (x - moving_mean) / sqrt(moving_variance + epsilon) + beta`.
package struct BatchNormalization: LayerDefinition {
  static let layerType = LayerType(
    LayerSignature(
      "BatchNormalization",
      "Scales and shifts each channel by statistics that were gathered in training.",
      [
        .optional("axis", .int(-1), "The axis to normalise, the channels."),
        .optional("momentum", .float(0.99), "How slowly training moves the statistics; no effect here."),
        .optional("epsilon", .float(0.001), "Added to the variance."),
        .optional("center", .bool(true), "Whether beta is added."),
        .optional("scale", .bool(true), "Whether gamma is multiplied."),
        .initializer("beta_initializer", "zeros", "How beta starts."),
        .initializer("gamma_initializer", "ones", "How gamma starts."),
        .initializer("moving_mean_initializer", "zeros", "How the mean starts."),
        .initializer("moving_variance_initializer", "ones", "How the variance starts."),
      ], .trainingOfShiftAndScale,
      [
        .optional("renorm", .bool(false), "Batch renormalisation: three more statistics for training."),
        .ignored("renorm_clipping"), .ignored("renorm_momentum", .float(0.99)), .ignored("synchronized", .bool(false)),
      ]), BatchNormalization.init)

  package let axis: Int
  package let momentum: Double
  package let epsilon: Double
  package let shiftAndScale: ShiftAndScale
  package let renorm: Bool
  package let movingMeanInitializer: Initializer
  package let movingVarianceInitializer: Initializer

  private init(_ arguments: LayerArguments) throws(LayerProblem) {
    axis = try arguments.pythonInt("axis")
    momentum = try arguments.number("momentum", stringIs: .valueError)
    epsilon = try arguments.number("epsilon", stringIs: .valueError)
    shiftAndScale = try ShiftAndScale(arguments)
    renorm = try arguments.bool("renorm")
    movingMeanInitializer = try arguments.initializer("moving_mean_initializer")
    movingVarianceInitializer = try arguments.initializer("moving_variance_initializer")
  }

  package var typeName: String { "BatchNormalization" }
  package var operation: Operation { .batchNormalization(self) }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape { inputs[0] }

  package func weights(for inputs: [Shape]) throws(LayerProblem) -> [WeightSpecification] {
    let size = try inputs[0].size(ofAxis: axis, for: typeName)
    func statistic(_ name: String, _ initializer: Initializer) -> WeightSpecification {
      WeightSpecification(name, [size], initializer, trainable: false)
    }
    var weights = shiftAndScale.weights([size])
    weights.append(statistic("moving_mean", movingMeanInitializer))
    weights.append(statistic("moving_variance", movingVarianceInitializer))
    if renorm {
      // Only training reads these three. Keras starts the deviations at the root of the variance's start.
      weights.append(statistic("moving_stddev", movingVarianceInitializer))
      weights.append(statistic("renorm_mean", movingMeanInitializer))
      weights.append(statistic("renorm_stddev", movingVarianceInitializer))
    }
    return weights
  }
}

extension LayerArguments {
  /// What Python's `int()` makes of the value.
  fileprivate func pythonInt(_ name: String) throws(LayerProblem) -> Int {
    switch self[name] {
    case .float(let value):
      if let whole = Int(exactly: value.rounded(.towardZero)) { return whole }
    case .string(let text):
      if let whole = Int(text) { return whole }
    default: return try axis(name)
    }
    throw .argument(name, of: layer, expected: "an integer", got: self[name])
  }
}
