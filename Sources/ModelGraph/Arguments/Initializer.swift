// How a weight starts, as in keras/src/initializers.

package enum Initializer: Hashable, Sendable {
  package enum Fan: String, Hashable, Sendable, CaseIterable {
    case `in` = "fan_in"
    case out = "fan_out"
    case average = "fan_avg"
  }

  package enum Distribution: String, Hashable, Sendable, CaseIterable {
    case uniform
    case normal = "untruncated_normal"
    case truncatedNormal = "truncated_normal"
  }

  case zeros
  case ones
  case constant(Double)
  case varianceScaling(scale: Double, fan: Fan, Distribution)
  case randomUniform(minimum: Double, maximum: Double)
  case randomNormal(mean: Double, deviation: Double, truncated: Bool)
  /// Rows or columns, whichever are fewer, at right angles to each other and of the length `gain`.
  case orthogonal(gain: Double)
  /// Of a matrix.
  case identity(gain: Double)

  package static let glorotUniform = Initializer.varianceScaling(scale: 1, fan: .average, .uniform)

  /// The initializers that Keras knows by name.
  package static let named: [String: Initializer] = [
    "zeros": .zeros, "ones": .ones,
    "glorot_uniform": .glorotUniform,
    "glorot_normal": .varianceScaling(scale: 1, fan: .average, .truncatedNormal),
    "he_uniform": .varianceScaling(scale: 2, fan: .in, .uniform),
    "he_normal": .varianceScaling(scale: 2, fan: .in, .truncatedNormal),
    "lecun_uniform": .varianceScaling(scale: 1, fan: .in, .uniform),
    "lecun_normal": .varianceScaling(scale: 1, fan: .in, .truncatedNormal),
    "variance_scaling": .varianceScaling(scale: 1, fan: .in, .truncatedNormal),
    "random_uniform": .randomUniform(minimum: -0.05, maximum: 0.05),
    "random_normal": .randomNormal(mean: 0, deviation: 0.05, truncated: false),
    "truncated_normal": .randomNormal(mean: 0, deviation: 0.05, truncated: true),
    "orthogonal": .orthogonal(gain: 1),
    "identity": .identity(gain: 1),
  ]

  /// Keras' other spellings.
  private static let aliases = [
    "zero": "zeros", "one": "ones", "normal": "random_normal", "uniform": "random_uniform",
    "identity_initializer": "identity", "orthogonal_initializer": "orthogonal",
  ]

  /// By Keras' name, or by its class'.
  package init?(named name: String) {
    let name = LayerNames.snakeCase(name)
    guard let initializer = Initializer.named[Initializer.aliases[name] ?? name] else { return nil }
    self = initializer
  }

  /// Keras' name, or the values for one that has none.
  package var name: String {
    Initializer.named.first { $0.value == self && $0.key != "lecun_normal" }?.key ?? String(describing: self)
  }
}
