// `keras.activations`: functions that layers take by name, called on a tensor.

import Language
import ModelGraph

enum ActivationFunctions {
  static let members: [(name: String, member: HostMember)] = all.map {
    ($0.name, .function($0.hostFunction(of: "keras.activations")))
  }

  private static let all: [OperationFunction] =
    [
      ("relu6", "Relu6", .relu6), ("selu", "Selu", .selu), ("softplus", "Softplus", .softplus),
      ("softsign", "Softsign", .softsign), ("sparse_plus", "SparsePlus", .sparsePlus), ("silu", "Silu", .silu),
      ("swish", "Silu", .silu), ("tanh", "Tanh", .tanh), ("tanh_shrink", "TanhShrink", .tanhShrink),
      ("hard_tanh", "HardTanh", .hardTanh), ("sigmoid", "Sigmoid", .sigmoid), ("exponential", "Exp", .exponential),
      ("hard_sigmoid", "HardSigmoid", .hardSigmoid), ("log_sigmoid", "LogSigmoid", .logSigmoid),
      ("sparse_sigmoid", "SparseSigmoid", .sparseSigmoid), ("hard_silu", "HardSilu", .hardSilu),
      ("hard_swish", "HardSilu", .hardSilu), ("mish", "Mish", .mish),
    ].map { (name: String, typeName: String, activation: Activation) in
      OperationFunction(name, "x", .activation(typeName, activation))
    } + [
      OperationFunction("linear", "x", OperationBody { _, arguments in arguments["x"] }),
      OperationFunction(
        "relu", "x, negative_slope=0.0, max_value=None, threshold=0.0",
        .activation("ReLU", .relu, "negative_slope", "max_value", "threshold")),
      OperationFunction(
        "leaky_relu", "x, negative_slope=0.2", .activation("LeakyRelu", .leakyReLU, "negative_slope")),
      OperationFunction("softmax", "x, axis=-1", .softmax("Softmax", .softmax)),
      OperationFunction("log_softmax", "x, axis=-1", .softmax("LogSoftmax", .logSoftmax)),
      OperationFunction("sparsemax", "x, axis=-1", .softmax("Sparsemax", .sparsemax)),
      OperationFunction("elu", "x, alpha=1.0", .activation("Elu", .elu, "alpha")),
      OperationFunction("celu", "x, alpha=1.0", .activation("Celu", .celu, "alpha")),
      OperationFunction("gelu", "x, approximate=False", .activation("Gelu", .gelu, "approximate")),
      OperationFunction("glu", "x, axis=-1", .activation("Glu", .glu, "axis")),
      OperationFunction("squareplus", "x, b=4", .activation("Squareplus", .squareplus, "b")),
      OperationFunction("soft_shrink", "x, threshold=0.5", .activation("SoftShrink", .softShrink, "threshold")),
      OperationFunction("hard_shrink", "x, threshold=0.5", .activation("HardShrink", .hardShrink, "threshold")),
      OperationFunction(
        "threshold", "x, threshold, default_value", .activation("Threshold", .threshold, "threshold", "default_value")),
    ]
}
