// `keras.backend`: Keras 3's own functions and the many of Keras 2, on symbolic tensors.

import Language
import ModelGraph
import Tensors

enum BackendFunctions {
  static let all = unary + pairs + axes + layout + joining + products + making + neural

  private static let unary: [OperationFunction] =
    [
      ("abs", "Absolute", .absolute), ("square", "Square", .square), ("sqrt", "Sqrt", .sqrt), ("exp", "Exp", .exp),
      ("log", "Log", .log), ("round", "Round", .round), ("sign", "Sign", .sign), ("sin", "Sin", .sin),
      ("cos", "Cos", .cos),
    ].map { (name: String, typeName: String, function: Elementwise) in
      OperationFunction(name, "x", .elementwise(typeName, function))
    } + [
      OperationFunction("stop_gradient", "x:variables", .elementwise("StopGradient", .identity)),
      OperationFunction("identity", "x, name=None", .elementwise("Identity", .identity)),
      OperationFunction("clip", "x, minimum:min_value, maximum:max_value", .clip),
      OperationFunction("cast", "x, dtype", .cast),
      OperationFunction("cast_to_floatx", "x", .cast),
      OperationFunction("zeros_like", "x, dtype=None, name=None", .like("ZerosLike", 0)),
      OperationFunction("ones_like", "x, dtype=None, name=None", .like("OnesLike", 1)),
    ]

  private static let pairs: [OperationFunction] =
    [
      ("maximum", "Maximum", .maximum), ("minimum", "Minimum", .minimum), ("equal", "Equal", .equal),
      ("not_equal", "NotEqual", .notEqual), ("greater", "Greater", .greater),
      ("greater_equal", "GreaterEqual", .greaterEqual), ("less", "Less", .less),
      ("less_equal", "LessEqual", .lessEqual),
    ].map { (name: String, typeName: String, function: Binary) in
      OperationFunction(name, "x1:x, x2:y", .binary(typeName, function))
    } + [
      OperationFunction("pow", "x1:x, x2:a", .binary("Power", .power)),
      OperationFunction("switch", "condition, x1:then_expression, x2:else_expression", .select),
    ]

  private static let axes: [OperationFunction] =
    [
      ("sum", "Sum", .sum), ("mean", "Mean", .mean), ("max", "Max", .max), ("min", "Min", .min),
      ("prod", "Prod", .prod),
      ("all", "All", .all), ("any", "Any", .any), ("std", "Std", .std), ("var", "Var", .var),
      ("logsumexp", "Logsumexp", .logsumexp),
    ].map { (name: String, typeName: String, function: Reduction) in
      OperationFunction(name, "x, axis=None, keepdims=False", .reduce(typeName, function))
    } + [
      OperationFunction("argmax", "x, axis=-1", .reduce("Argmax", .argmax)),
      OperationFunction("argmin", "x, axis=-1", .reduce("Argmin", .argmin)),
      OperationFunction("cumsum", "x, axis=0", .cumulate("Cumsum", isProduct: false)),
      OperationFunction("cumprod", "x, axis=0", .cumulate("Cumprod", isProduct: true)),
      OperationFunction("l2_normalize", "x, axis=None", .normalizeSquares),
      OperationFunction("one_hot", "x:indices, count:num_classes", .oneHot),
      OperationFunction(
        "batch_normalization", "x, mean, variance:var, offset:beta, scale:gamma, axis=-1, epsilon=0.001",
        .batchNormalize),
    ]

  private static let layout = [
    OperationFunction("reshape", "x, shape", .reshape),
    OperationFunction("flatten", "x", .unary("Reshape", .reshape([-1]))),
    OperationFunction("batch_flatten", "x", .batchFlatten),
    OperationFunction("permute_dimensions", "x, axes:pattern", .transpose),
    OperationFunction("transpose", "x", .transpose),
    OperationFunction("expand_dims", "x, axis=-1", .expandDims),
    OperationFunction("squeeze", "x, axis", .squeeze),
    OperationFunction("tile", "x, repeats:n", .tile),
    OperationFunction("repeat", "x, n", .repeatRows),
    OperationFunction("repeat_elements", "x, repeats:rep, axis", .repeat),
    OperationFunction("reverse", "x, axis:axes", .flip),
    OperationFunction("gather", "x:reference, indices", .gather),
    OperationFunction("slice", "x, start, shape:size", .slice),
    OperationFunction("temporal_padding", "x, widths:padding=1", .padSequence),
    OperationFunction("spatial_2d_padding", "x, widths:padding=1, data_format=None", .padImage),
    OperationFunction(
      "resize_images", "x, height_factor, width_factor, data_format=None, interpolation='nearest'", .resizeImages),
  ]

  private static let joining = [
    OperationFunction("concatenate", "xs:tensors, axis=-1", .concatenate(axis: -1)),
    OperationFunction("stack", "xs:x, axis=0", .stack),
  ]

  private static let products = [
    OperationFunction("dot", "x1:x, x2:y", .dot),
    OperationFunction("batch_dot", "x1:x, x2:y, axes=None", .batchDot),
    OperationFunction("bias_add", "x, bias, data_format=None", .biasAdd),
    OperationFunction(
      "conv1d", "x, kernel, strides=1, padding='valid', data_format=None, dilation:dilation_rate=1",
      .convolve("Conv", isDepthwise: false)),
    OperationFunction(
      "conv2d", "x, kernel, strides=1, padding='valid', data_format=None, dilation:dilation_rate=1",
      .convolve("Conv", isDepthwise: false)),
    OperationFunction(
      "depthwise_conv2d",
      "x, kernel:depthwise_kernel, strides=1, padding='valid', data_format=None, "
        + "dilation:dilation_rate=1", .convolve("DepthwiseConv", isDepthwise: true)),
    OperationFunction(
      "separable_conv2d",
      "x, kernel:depthwise_kernel, pointwise:pointwise_kernel, strides=1, padding='valid', data_format=None, "
        + "dilation:dilation_rate=1", .separableConvolution),
    OperationFunction(
      "pool2d", "x, size:pool_size, strides=1, padding='valid', data_format=None, pool_mode='max'",
      .pool("MaxPool", isMaximum: true)),
  ]

  private static let making = [
    OperationFunction("zeros", "shape, dtype=None, name=None", .fill("Zeros", 0)),
    OperationFunction("ones", "shape, dtype=None, name=None", .fill("Ones", 1)),
    OperationFunction(
      "random_normal", "shape, mean=0.0, deviation:stddev=1.0, dtype=None, seed=None", .normal),
    OperationFunction(
      "random_uniform", "shape, minimum:minval=0.0, maximum:maxval=1.0, dtype=None, seed=None", .uniform),
    OperationFunction(
      "truncated_normal", "shape, mean=0.0, deviation:stddev=1.0, dtype=None, seed=None", .truncatedNormal),
    OperationFunction("eye", "rows:size, dtype=None, name=None", .eye),
    OperationFunction("arange", "start, stop=None, step=1, dtype='int32'", .arange),
    OperationFunction("constant", "x:value, dtype=None, shape=None, name=None", .convert),
    OperationFunction("variable", "x:value, dtype=None, name=None, constraint=None", .convert),
    OperationFunction("shape", "x", .dynamicShape),
    OperationFunction("int_shape", "x", .intShape),
    OperationFunction("ndim", "x", .rank),
    OperationFunction("dtype", "x", .type),
    OperationFunction("count_params", "x", .countParameters),
    OperationFunction("is_keras_tensor", "x", .isKerasTensor),
    OperationFunction("is_tensor", "x", .isTensor),
  ]

  private static let neural: [OperationFunction] =
    [
      ("sigmoid", "Sigmoid", .sigmoid), ("tanh", "Tanh", .tanh), ("softplus", "Softplus", .softplus),
      ("softsign", "Softsign", .softsign),
    ].map { (name: String, typeName: String, activation: Activation) in
      OperationFunction(name, "x", .activation(typeName, activation))
    } + [
      // Keras 2's: steeper.
      OperationFunction("hard_sigmoid", "x", .unary("HardSigmoid", .activation(.hardSigmoid, parameters: [0.2]))),
      OperationFunction(
        "relu", "x, negative_slope:alpha=0.0, max_value=None, threshold=0.0",
        .activation("Relu", .relu, "negative_slope", "max_value", "threshold")),
      OperationFunction("elu", "x, alpha=1.0", .activation("Elu", .elu, "alpha")),
      OperationFunction("softmax", "x, axis=-1", .softmax("Softmax", .softmax)),
      OperationFunction("dropout", "x, level, noise_shape=None, seed=None", .elementwise("Dropout", .identity)),
      OperationFunction(
        "in_train_phase", "x, alt, training=None", .otherwise),
      OperationFunction("in_test_phase", "x, alt, training=None", .itself),
    ]
}

extension OperationBody {
  /// Keras 2's `repeat`: each row of a batch so often.
  fileprivate static let repeatRows = OperationBody { interpreter, arguments throws(Raised) in
    let operand = try interpreter.operand("x", arguments)
    let shape = interpreter.shape(of: operand)
    guard shape.rank == 2 else { throw interpreter.raise(.rowsOnly(arguments.function, rank: shape.rank)) }
    let count = try interpreter.requireInteger("n", arguments)
    return try interpreter.applied(
      "Repeat", .broadcast([shape[0], count, shape[1]]),
      [
        .tensor(try interpreter.applyOperation("ExpandDims", .expandDims([1]), [operand])[0])
      ])
  }

  /// Nothing is trained here.
  fileprivate static let otherwise = OperationBody { interpreter, arguments throws(Raised) in
    try interpreter.expression(arguments["alt"])
  }

  fileprivate static let itself = OperationBody { interpreter, arguments throws(Raised) in
    try interpreter.expression(arguments["x"])
  }
}

extension Interpreter {
  /// A value, or what a function without arguments gives.
  fileprivate mutating func expression(_ value: Value) throws(Raised) -> Value {
    tensor(value) == nil && isCallable(value) ? try call(value, []) : value
  }
}

extension Fault {
  fileprivate static func rowsOnly(_ function: String, rank: Int) -> Fault {
    Fault(.valueError, "\(function) needs a tensor of rank 2, not of rank \(rank)", code: "rank-mismatch")
  }
}
