// `tf`: TensorFlow's functions as models use them, under TensorFlow's names, on symbolic tensors.

import Language
import ModelGraph

enum TensorFlowFunctions {
  /// By module: `tensorflow`, `tensorflow.nn`, `tensorflow.math`, …
  static let modules: [OperationModules.Table] = [
    ("tensorflow", { both + root + reductions }), ("tensorflow.math", { both + mathematical + reductions }),
    ("tensorflow.nn", { neural }), ("tensorflow.image", { image }), ("tensorflow.linalg", { linear }),
    ("tensorflow.random", { random }),
  ]

  private static func pair(_ name: String, _ typeName: String, _ function: Binary) -> OperationFunction {
    OperationFunction(name, "x1:x, x2:y", .binary(typeName, function))
  }

  private static func single(_ name: String, _ typeName: String, _ function: Elementwise) -> OperationFunction {
    OperationFunction(name, "x", .elementwise(typeName, function))
  }

  /// What `tf` and `tf.math` share.
  private static let both = [
    pair("add", "Add", .add), pair("subtract", "Subtract", .subtract), pair("multiply", "Multiply", .multiply),
    pair("divide", "Divide", .divide), pair("truediv", "TrueDivide", .divide),
    pair("floordiv", "FloorDivide", .floorDivide), pair("mod", "Mod", .mod), pair("pow", "Power", .power),
    pair("maximum", "Maximum", .maximum), pair("minimum", "Minimum", .minimum), pair("equal", "Equal", .equal),
    pair("not_equal", "NotEqual", .notEqual), pair("less", "Less", .less), pair("less_equal", "LessEqual", .lessEqual),
    pair("greater", "Greater", .greater), pair("greater_equal", "GreaterEqual", .greaterEqual),
    pair("logical_and", "LogicalAnd", .logicalAnd), pair("logical_or", "LogicalOr", .logicalOr),
    OperationFunction("squared_difference", "x1:x, x2:y", .binary("SquaredDifference", .squaredDifference)),
    single("sinh", "Sinh", .sinh), single("cosh", "Cosh", .cosh), single("asin", "Arcsin", .arcsin),
    single("acos", "Arccos", .arccos), single("atan", "Arctan", .arctan), single("asinh", "Arcsinh", .arcsinh),
    single("acosh", "Arccosh", .arccosh), single("atanh", "Arctanh", .arctanh), single("expm1", "Expm1", .expm1),
    pair("atan2", "Arctan2", .arctan2), pair("floormod", "Mod", .mod),
    pair("divide_no_nan", "DivideNoNan", .divideOrZero),
    single("abs", "Absolute", .absolute), single("negative", "Negative", .negative),
    single("square", "Square", .square),
    single("sqrt", "Sqrt", .sqrt), single("rsqrt", "Rsqrt", .rsqrt), single("exp", "Exp", .exp),
    single("log", "Log", .log),
    single("log1p", "Log1p", .log1p), single("sign", "Sign", .sign), single("sin", "Sin", .sin),
    single("cos", "Cos", .cos),
    single("tan", "Tan", .tan), single("erf", "Erf", .erf), single("floor", "Floor", .floor),
    single("ceil", "Ceil", .ceil),
    single("round", "Round", .round), single("logical_not", "LogicalNot", .logicalNot),
    single("reciprocal", "Reciprocal", .reciprocal),
    OperationFunction("sigmoid", "x", .activation("Sigmoid", .sigmoid)),
    OperationFunction("tanh", "x", .activation("Tanh", .tanh)),
    OperationFunction("argmax", "x:input, axis=0, dtype:output_type='int64'", .reduce("Argmax", .argmax)),
    OperationFunction("argmin", "x:input, axis=0, dtype:output_type='int64'", .reduce("Argmin", .argmin)),
    OperationFunction("cumsum", "x, axis=0, exclusive=False, reverse=False", .cumulate("Cumsum", isProduct: false)),
    OperationFunction("add_n", "xs:inputs", .addAll),
  ]

  private static let reductions: [OperationFunction] = [
    ("sum", "Sum", Reduction.sum), ("mean", "Mean", .mean), ("max", "Max", .max), ("min", "Min", .min),
    ("prod", "Prod", .prod), ("all", "All", .all), ("any", "Any", .any), ("std", "Std", .std),
    ("variance", "Var", .var),
    ("logsumexp", "Logsumexp", .logsumexp),
  ].map { name, typeName, function in
    OperationFunction("reduce_\(name)", "x:input_tensor, axis=None, keepdims=False", .reduce(typeName, function))
  }

  private static let mathematical = [
    OperationFunction("reduce_euclidean_norm", "x:input_tensor, axis=None, keepdims=False", .norm),
    single("is_nan", "Isnan", .isNotANumber), single("is_inf", "Isinf", .isInfinite),
    single("is_finite", "Isfinite", .isFinite), single("erfc", "Erfc", .erfc),
    pair("logical_xor", "LogicalXor", .logicalXor),
    OperationFunction("cumprod", "x, axis=0, exclusive=False, reverse=False", .cumulate("Cumprod", isProduct: true)),
    OperationFunction("log_sigmoid", "x", .activation("LogSigmoid", .logSigmoid)),
    OperationFunction(
      "count_nonzero", "x:input, axis=None, keepdims=False, dtype='int64'", .reduce("CountNonzero", .nonzeroCount)),
    OperationFunction("top_k", "x:input, k=1, sorted=True", .topK),
    OperationFunction("l2_normalize", "x, axis=None, epsilon=1e-12", .normalizeSquares),
    OperationFunction("softplus", "x:features", .activation("Softplus", .softplus)),
  ]

  private static let root: [OperationFunction] = [
    OperationFunction("reshape", "x:tensor, shape", .reshape),
    OperationFunction("transpose", "x:a, axes:perm=None, conjugate=False", .transpose),
    OperationFunction("expand_dims", "x:input, axis", .expandDims),
    OperationFunction("squeeze", "x:input, axis=None", .squeeze),
    OperationFunction("broadcast_to", "x:input, shape", .broadcastTo),
    OperationFunction("tile", "x:input, repeats:multiples", .tile),
    OperationFunction("repeat", "x:input, repeats, axis=None", .repeat),
    OperationFunction("reverse", "x:tensor, axis", .flip),
    OperationFunction("roll", "x:input, shift, axis", .roll),
    OperationFunction("pad", "x:tensor, widths:paddings, mode='CONSTANT', constant_values=0", .pad),
    OperationFunction("gather", "x:params, indices, validate_indices=None, axis=None, batch_dims=0", .gather),
    OperationFunction("slice", "x:input_, start:begin, shape:size", .slice),
    OperationFunction("concat", "xs:values, axis", .concatenate(axis: 0)),
    OperationFunction("stack", "xs:values, axis=0", .stack),
    OperationFunction("split", "x:value, sections:num_or_size_splits, axis=0, num=None", .splitSizes),
    OperationFunction("unstack", "x:value, num=None, axis=0", .unstack),
    OperationFunction("matmul", "x1:a, x2:b, transpose_a=False, transpose_b=False", .matmul),
    OperationFunction("tensordot", "x1:a, x2:b, axes", .tensordot),
    OperationFunction("einsum", "subscripts:equation, *inputs", .einsum),
    OperationFunction("where", "condition, x1:x=None, x2:y=None", .select),
    OperationFunction("clip_by_value", "x:t, minimum:clip_value_min, maximum:clip_value_max", .clip),
    OperationFunction("cast", "x, dtype", .cast),
    OperationFunction("identity", "x:input", .elementwise("Identity", .identity)),
    OperationFunction("stop_gradient", "x:input", .elementwise("StopGradient", .identity)),
    OperationFunction("zeros_like", "x:input, dtype=None", .like("ZerosLike", 0)),
    OperationFunction("ones_like", "x:input, dtype=None", .like("OnesLike", 1)),
    OperationFunction("zeros", "shape, dtype=None", .fill("Zeros", 0)),
    OperationFunction("ones", "shape, dtype=None", .fill("Ones", 1)),
    OperationFunction("fill", "shape:dims, value", .full),
    OperationFunction("eye", "rows:num_rows, columns:num_columns=None, dtype=None", .eye),
    OperationFunction("range", "start, stop:limit=None, step:delta=1, dtype=None", .arange),
    OperationFunction("linspace", "start, stop, num", .linspace),
    OperationFunction("constant", "x:value, dtype=None, shape=None", .convert),
    OperationFunction("convert_to_tensor", "x:value, dtype=None", .convert),
    OperationFunction("Variable", "x:initial_value, trainable=True, dtype=None", .convert),
    OperationFunction("shape", "x:input, out_type=None", .dynamicShape),
    OperationFunction("rank", "x:input", .rank),
    OperationFunction("is_tensor", "x", .isTensor),
    OperationFunction("one_hot", "x:indices, count:depth, on_value=None, off_value=None, axis=-1, dtype=None", .oneHot),
    OperationFunction("argsort", "x:values, axis=-1, direction=None", .sort("Argsort", givesIndices: true)),
    OperationFunction("sort", "x:values, axis=-1, direction=None", .sort("Sort", givesIndices: false)),
    OperationFunction("norm", "x:tensor, ord=None, axis=None, keepdims=False", .norm),
  ]

  private static let neural: [OperationFunction] = [
    OperationFunction("relu", "x:features", .activation("Relu", .relu)),
    OperationFunction("crelu", "x:features, axis=-1", .concatenatedReLU),
    OperationFunction("relu6", "x:features", .activation("Relu6", .relu6)),
    OperationFunction("leaky_relu", "x:features, alpha=0.2", .activation("LeakyRelu", .leakyReLU, "alpha")),
    OperationFunction("elu", "x:features", .activation("Elu", .elu)),
    OperationFunction("selu", "x:features", .activation("Selu", .selu)),
    OperationFunction("gelu", "x:features, approximate=False", .activation("Gelu", .gelu, "approximate")),
    OperationFunction("silu", "x:features, beta=1.0", .activation("Silu", .silu, "beta")),
    OperationFunction("swish", "x:features, beta=1.0", .activation("Silu", .silu, "beta")),
    OperationFunction("sigmoid", "x", .activation("Sigmoid", .sigmoid)),
    OperationFunction("tanh", "x", .activation("Tanh", .tanh)),
    OperationFunction("softplus", "x:features", .activation("Softplus", .softplus)),
    OperationFunction("softsign", "x:features", .activation("Softsign", .softsign)),
    OperationFunction("softmax", "x:logits, axis=-1", .softmax("Softmax", .softmax)),
    OperationFunction("log_softmax", "x:logits, axis=-1", .softmax("LogSoftmax", .logSoftmax)),
    OperationFunction("l2_normalize", "x, axis=None, epsilon=1e-12", .normalizeSquares),
    OperationFunction("moments", "x, axis:axes, shift=None, keepdims=False", .moments),
    OperationFunction(
      "batch_normalization", "x, mean, variance, offset, scale, epsilon:variance_epsilon", .batchNormalize),
    OperationFunction("bias_add", "x:value, bias, data_format=None", .biasAdd),
    OperationFunction("top_k", "x:input, k=1, sorted=True", .topK),
    OperationFunction(
      "local_response_normalization", "x:input, radius:depth_radius=5, bias=1, alpha=1, beta=0.5", .normalizeLocally),
    OperationFunction("lrn", "x:input, radius:depth_radius=5, bias=1, alpha=1, beta=0.5", .normalizeLocally),
    OperationFunction("dropout", "x, rate, noise_shape=None, seed=None", .elementwise("Dropout", .identity)),
    OperationFunction(
      "conv2d", "x:input, kernel:filters, strides, padding, data_format='NHWC', dilation:dilations=None",
      .convolve("Conv", isDepthwise: false)),
    OperationFunction(
      "conv1d", "x:input, kernel:filters, strides:stride, padding, data_format='NWC', dilation:dilations=None",
      .convolve("Conv", isDepthwise: false)),
    OperationFunction(
      "max_pool1d", "x:input, size:ksize, strides, padding, data_format='NWC'", .pool("MaxPool", isMaximum: true)),
    OperationFunction(
      "avg_pool1d", "x:input, size:ksize, strides, padding, data_format='NWC'",
      .pool("AveragePool", isMaximum: false)),
    OperationFunction(
      "depthwise_conv2d", "x:input, kernel:filter, strides, padding, data_format=None, dilation:dilations=None",
      .convolve("DepthwiseConv", isDepthwise: true)),
    OperationFunction(
      "convolution",
      "x:input, kernel:filters, strides=None, padding='VALID', data_format=None, dilation:dilations=None",
      .convolve("Conv", isDepthwise: false)),
    OperationFunction(
      "atrous_conv2d", "x:value, kernel:filters, dilation:rate, padding", .convolve("Conv", isDepthwise: false)),
    OperationFunction(
      "separable_conv2d",
      "x:input, kernel:depthwise_filter, pointwise:pointwise_filter, strides, padding, data_format=None, "
        + "dilation:dilations=None", .separableConvolution),
    OperationFunction(
      "max_pool2d", "x:input, size:ksize, strides, padding, data_format='NHWC'", .pool("MaxPool", isMaximum: true)),
    OperationFunction(
      "max_pool", "x:input, size:ksize, strides, padding, data_format=None", .pool("MaxPool", isMaximum: true)),
    OperationFunction(
      "avg_pool2d", "x:input, size:ksize, strides, padding, data_format='NHWC'",
      .pool("AveragePool", isMaximum: false)),
    OperationFunction(
      "avg_pool", "x:input, size:ksize, strides, padding, data_format=None", .pool("AveragePool", isMaximum: false)),
    OperationFunction(
      "depth_to_space", "x:input, block_size, data_format='NHWC'", .depthToSpace("DepthToSpace", isReversed: false)),
    OperationFunction(
      "space_to_depth", "x:input, block_size, data_format='NHWC'", .depthToSpace("SpaceToDepth", isReversed: true)),
  ]

  private static let image: [OperationFunction] = [
    OperationFunction(
      "resize", "x:images, size, interpolation:method='bilinear', preserve_aspect_ratio=False, antialias=False",
      .resize),
    OperationFunction(
      "extract_patches", "x:images, size:sizes, strides, dilation:rates, padding", .extractPatches),
    OperationFunction("rgb_to_grayscale", "x:images", .grayscale),
    OperationFunction("flip_left_right", "x:image", .unary("Flip", .flip([-2]))),
    OperationFunction("flip_up_down", "x:image", .unary("Flip", .flip([-3]))),
  ]

  private static let random: [OperationFunction] = [
    OperationFunction("normal", "shape, mean=0.0, deviation:stddev=1.0, dtype=None, seed=None", .normal),
    OperationFunction(
      "truncated_normal", "shape, mean=0.0, deviation:stddev=1.0, dtype=None, seed=None", .truncatedNormal),
    OperationFunction("uniform", "shape, minimum:minval=0, maximum:maxval=None, dtype=None, seed=None", .uniform),
  ]

  private static let linear: [OperationFunction] = [
    OperationFunction("band_part", "x:input, lower:num_lower, upper:num_upper", .band),
    OperationFunction("matmul", "x1:a, x2:b, transpose_a=False, transpose_b=False", .matmul),
    OperationFunction("norm", "x:tensor, ord=None, axis=None, keepdims=False", .norm),
    OperationFunction("einsum", "subscripts:equation, *inputs", .einsum),
  ]
}

extension OperationBody {
  fileprivate static let addAll = OperationBody { interpreter, arguments throws(Raised) in
    var operands = try interpreter.operands("xs", arguments)[...]
    guard var sum = operands.popFirst() else { return .none }
    for operand in operands {
      sum = .tensor(try interpreter.applyOperation("Add", .binary(.add), [sum, operand])[0])
    }
    guard let tensor = sum.tensor else { return try interpreter.applied("Identity", .elementwise(.identity), [sum]) }
    return interpreter.tensorValue(tensor)
  }
}
