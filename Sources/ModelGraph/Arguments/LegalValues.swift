// The texts that arguments take one of, each with a line of what it means: what is legal, and what completion says of it.

/// The legal texts of an argument, in the order in which they are offered.
package struct LegalValues: Sendable, ExpressibleByDictionaryLiteral {
  private let lines: [(value: String, line: String)]

  package init(dictionaryLiteral lines: (String, String)...) { self.lines = lines }

  private init(_ lines: [(value: String, line: String)]) { self.lines = lines }

  static let none: LegalValues = [:]

  package var all: [String] { lines.map(\.value) }

  /// What one means; nil where it is none of them.
  package func meaning(of value: String) -> String? { lines.first { $0.value == value }?.line }

  /// Those of a few values.
  func only(_ values: String...) -> LegalValues { LegalValues(lines.filter { values.contains($0.value) }) }
}

extension LegalValues {
  static let paddings: LegalValues = [
    "valid": "Nothing is added: the window stays within the input.",
    "same": "Zeros around the input: the output is as large, or 1/stride of it.",
    "causal": "Zeros before a sequence: no place sees what comes after it.",
  ]

  static let dataFormats: LegalValues = [
    "channels_last": "The channels come last: (batch, height, width, channels).",
    "channels_first": "The channels come after the batch: (batch, channels, height, width).",
  ]

  /// As keras/src/activations/activations.py says.
  static let activations: LegalValues = [
    "linear": "x, as it is.",
    "relu": "max(x, 0)",
    "relu6": "min(max(x, 0), 6)",
    "sigmoid": "1 / (1 + exp(-x)), between 0 and 1.",
    "tanh": "sinh(x) / cosh(x), between -1 and 1.",
    "softmax": "exp(x) / sum(exp(x)): positive, and 1 in sum.",
    "softplus": "log(exp(x) + 1), a smooth relu.",
    "softsign": "x / (abs(x) + 1), between -1 and 1.",
    "elu": "x where x > 0, else exp(x) - 1.",
    "selu": "1.0507 * (x where x > 0, else 1.6733 * (exp(x) - 1))",
    "gelu": "x * P(X <= x) of a normal X: 0.5 * x * (1 + erf(x / sqrt(2)))",
    "silu": "x * sigmoid(x), also called swish.",
    "exponential": "exp(x)",
    "mish": "x * tanh(softplus(x))",
    "celu": "max(x, 0) + min(exp(x) - 1, 0)",
    "glu": "a * sigmoid(b), the channels' first half and their second.",
    "squareplus": "(x + sqrt(x^2 + 4)) / 2, a smooth relu.",
    "leaky_relu": "x where x > 0, else 0.2 * x.",
    "hard_sigmoid": "x / 6 + 0.5, kept between 0 and 1.",
    "hard_silu": "x * hard_sigmoid(x), also called hard_swish.",
    "hard_tanh": "x, kept between -1 and 1.",
    "log_sigmoid": "log(1 / (1 + exp(-x)))",
    "log_softmax": "x - log(sum(exp(x)))",
    "hard_shrink": "x where abs(x) > 0.5, else 0.",
    "soft_shrink": "x brought nearer to 0 by 0.5; 0 where it is that near.",
    "tanh_shrink": "x - tanh(x)",
    "sparse_plus": "0 up to -1, (x + 1)^2 / 4 up to 1, then x.",
    "sparse_sigmoid": "(x + 1) / 2, kept between 0 and 1.",
    "sparsemax": "Like softmax, but small ones are exactly 0.",
    "threshold": "x where x > threshold, else a default; both must be given.",
  ]

  /// As keras/src/initializers say; fan_in is how many values a weight's output is summed from.
  static let initializers: LegalValues = [
    "glorot_uniform": "Uniform in +-sqrt(6 / (fan_in + fan_out)), the kernels' default.",
    "glorot_normal": "Normal, cut at 2σ, σ = sqrt(2 / (fan_in + fan_out)).",
    "he_uniform": "Uniform in +-sqrt(6 / fan_in): meant for relu.",
    "he_normal": "Normal, cut at 2σ, σ = sqrt(2 / fan_in): meant for relu.",
    "lecun_uniform": "Uniform in +-sqrt(3 / fan_in): meant for selu.",
    "lecun_normal": "Normal, cut at 2σ, σ = sqrt(1 / fan_in): meant for selu.",
    "variance_scaling": "Normal, cut at 2σ, σ = sqrt(1 / fan_in).",
    "random_uniform": "Uniform between -0.05 and 0.05.",
    "random_normal": "Normal, σ = 0.05.",
    "truncated_normal": "Normal, σ = 0.05, cut at 2σ.",
    "orthogonal": "Rows or columns at right angles, of length 1.",
    "identity": "1 on the diagonal of a matrix, else 0.",
    "zeros": "All 0.",
    "ones": "All 1.",
  ]

  static let interpolations: LegalValues = [
    "nearest": "Each new pixel is a copy of the nearest old one.",
    "bilinear": "A mean of the 4 nearest pixels, by their distance.",
    "bicubic": "A smooth curve through the 16 nearest pixels.",
    "area": "The mean of the pixels that a new one covers.",
    "lanczos3": "A windowed sine, 6 pixels wide.",
    "lanczos5": "A windowed sine, 10 pixels wide: sharper.",
    "gaussian": "A mean of the pixels around, by a bell curve.",
    "mitchellcubic": "A cubic curve, softer than bicubic.",
  ]

  /// Of a picture that is moved; the letters stand for its pixels.
  static let fills: LegalValues = [
    "reflect": "The picture mirrored at its border: d c b a | a b c d | d c b a",
    "wrap": "The picture again: a b c d | a b c d | a b c d",
    "constant": "A value everywhere: k k k k | a b c d | k k k k",
    "nearest": "The border's pixel on and on: a a a a | a b c d | d d d d",
  ]

  static let flips: LegalValues = [
    "horizontal": "Left and right change places.",
    "vertical": "Top and bottom change places.",
    "horizontal_and_vertical": "Both, each by itself.",
  ]

  /// keras/src/regularizers: what is added to the loss.
  static let regularizers: LegalValues = [
    "l1": "0.01 * the sum of abs(weight); for training, no effect here.",
    "l2": "0.01 * the sum of weight^2; for training, no effect here.",
    "l1l2": "l1 and l2 together, by default 0 of each; no effect here.",
    "orthogonal_regularizer": "Pulls rows to right angles; for training, no effect here.",
  ]

  /// keras/src/constraints: what weights are brought back to.
  static let constraints: LegalValues = [
    "max_norm": "Norms of at most 2; for training, no effect here.",
    "min_max_norm": "Norms from 0 to 1; for training, no effect here.",
    "non_neg": "No weight below 0; for training, no effect here.",
    "unit_norm": "Norms of 1; for training, no effect here.",
  ]
}
