// Batch normalisation folded into the weights of the product before it.

import ModelGraph
import Tensors

/// A layer's weights by their names: `kernel`. Those that a function on tensors works on are named by their paths, too.
typealias NamedWeights = [String: Tensor]

extension NamedWeights {
  /// The first of those that have a name is meant by it.
  init(_ weights: [Weight], _ tensors: [Tensor]) {
    self.init(
      zip(weights.map(\.specification.name) + weights.map(\.path), tensors + tensors),
      uniquingKeysWith: { first, _ in first })
  }
}

extension BatchNormalization {
  /// The weights of a product that gives what this layer makes of the other's output:
  /// `scale = gamma / sqrt(variance + epsilon)`, `kernel * scale` and `(bias - mean) * scale + beta`.
  func folded(_ own: NamedWeights, into product: NamedWeights, kernel name: String) -> NamedWeights {
    guard let mean = own["moving_mean"]?.values, let variance = own["moving_variance"]?.values,
      let kernel = product[name]
    else { preconditionFailure("a product and a normalisation have weights") }
    let filters = mean.count
    let (gamma, beta, bias) = (own["gamma"]?.values, own["beta"]?.values, product["bias"]?.values)
    // In double precision, so that what is folded differs from the separate layers by their own rounding alone.
    var scales: [Double] = []
    var biases: [Float] = []
    for index in 0..<filters {
      let scale = Double(gamma?[index] ?? 1) / (Double(variance[index]) + epsilon).squareRoot()
      let centred = Double(bias?[index] ?? 0) - Double(mean[index])
      scales.append(scale)
      biases.append(Float(centred * scale + Double(beta?[index] ?? 0)))
    }
    // The filters are the kernel's last values, for a depthwise kernel its last two axes.
    var values = kernel.values
    for index in values.indices { values[index] = Float(Double(values[index]) * scales[index % filters]) }
    var folded = product
    folded[name] = Tensor(shape: kernel.shape, values: values)
    folded["bias"] = Tensor(shape: [filters], values: biases)
    return folded
  }
}
