// `keras.ops` on symbolic tensors: names, parameters and classes of Keras 3.15.

import Language
import ModelGraph

enum KerasOpsFunctions {
  static let all = arithmetic + comparisons + unary + axes + layout + products + making + neural

  private static func pairs(_ rows: [(name: String, typeName: String, function: Binary)]) -> [OperationFunction] {
    rows.map { OperationFunction($0.name, "x1, x2", .binary($0.typeName, $0.function)) }
  }

  private static let arithmetic = pairs([
    ("add", "Add", .add), ("subtract", "Subtract", .subtract), ("multiply", "Multiply", .multiply),
    ("divide", "Divide", .divide), ("true_divide", "TrueDivide", .divide),
    ("floor_divide", "FloorDivide", .floorDivide), ("mod", "Mod", .mod), ("power", "Power", .power),
    ("maximum", "Maximum", .maximum), ("minimum", "Minimum", .minimum), ("arctan2", "Arctan2", .arctan2),
    ("fmod", "Fmod", .remainder),
    ("fmax", "Fmax", .maximum), ("fmin", "Fmin", .minimum), ("hypot", "Hypot", .hypot),
    ("divide_no_nan", "DivideNoNan", .divideOrZero), ("heaviside", "Heaviside", .heaviside),
    ("logaddexp", "Logaddexp", .logAddExp), ("logaddexp2", "Logaddexp2", .logAddExp2),
  ])

  private static let comparisons =
    pairs([
      ("equal", "Equal", .equal), ("not_equal", "NotEqual", .notEqual), ("less", "Less", .less),
      ("less_equal", "LessEqual", .lessEqual), ("greater", "Greater", .greater),
      ("greater_equal", "GreaterEqual", .greaterEqual), ("logical_and", "LogicalAnd", .logicalAnd),
      ("logical_or", "LogicalOr", .logicalOr), ("logical_xor", "LogicalXor", .logicalXor),
    ]) + [OperationFunction("where", "condition, x1=None, x2=None", .select)]

  private static let unary: [OperationFunction] =
    [
      ("absolute", "Absolute", .absolute), ("abs", "Abs", .absolute), ("negative", "Negative", .negative),
      ("square", "Square", .square), ("sqrt", "Sqrt", .sqrt), ("rsqrt", "Rsqrt", .rsqrt), ("exp", "Exp", .exp),
      ("exp2", "Exp2", .exp2), ("expm1", "Expm1", .expm1), ("log", "Log", .log), ("log10", "Log10", .log10),
      ("log1p", "Log1p", .log1p), ("log2", "Log2", .log2), ("reciprocal", "Reciprocal", .reciprocal),
      ("sign", "Sign", .sign), ("sin", "Sin", .sin), ("cos", "Cos", .cos), ("tan", "Tan", .tan),
      ("sinh", "Sinh", .sinh), ("cosh", "Cosh", .cosh), ("arcsin", "Arcsin", .arcsin), ("arccos", "Arccos", .arccos),
      ("arctan", "Arctan", .arctan), ("arcsinh", "Arcsinh", .arcsinh), ("arccosh", "Arccosh", .arccosh),
      ("arctanh", "Arctanh", .arctanh), ("erf", "Erf", .erf), ("floor", "Floor", .floor), ("ceil", "Ceil", .ceil),
      ("trunc", "Trunc", .trunc), ("logical_not", "LogicalNot", .logicalNot), ("isfinite", "Isfinite", .isFinite),
      ("isinf", "Isinf", .isInfinite), ("isposinf", "Isposinf", .isPositiveInfinite),
      ("isneginf", "Isneginf", .isNegativeInfinite), ("cbrt", "Cbrt", .cbrt), ("sinc", "Sinc", .sinc),
      ("fabs", "Fabs", .absolute),
      ("erfc", "Erfc", .erfc), ("deg2rad", "Deg2rad", .degreesToRadians), ("rad2deg", "Rad2deg", .radiansToDegrees),
      ("nan_to_num", "NanToNum", .numbersAlone),
      ("isnan", "Isnan", .isNotANumber), ("copy", "Copy", .identity),
    ].map { (name: String, typeName: String, function: Elementwise) in
      OperationFunction(name, "x", .elementwise(typeName, function))
    } + [
      OperationFunction("round", "x, decimals=0", .round),
      OperationFunction("stop_gradient", "x:variable", .elementwise("StopGradient", .identity)),
      OperationFunction("clip", "x, minimum:x_min, maximum:x_max", .clip),
      OperationFunction("cast", "x, dtype", .cast),
      OperationFunction("zeros_like", "x, dtype=None", .like("ZerosLike", 0)),
      OperationFunction("ones_like", "x, dtype=None", .like("OnesLike", 1)),
      OperationFunction("full_like", "x, value:fill_value, dtype=None", .fullLike),
      OperationFunction("convert_to_tensor", "x, dtype=None, sparse=None, ragged=None", .convert),
      OperationFunction("array", "x, dtype=None", .convert),
    ]

  private static let axes: [OperationFunction] =
    [
      ("sum", "Sum", .sum), ("mean", "Mean", .mean), ("max", "Max", .max), ("min", "Min", .min), ("amax", "Amax", .max),
      ("amin", "Amin", .min), ("prod", "Prod", .prod), ("all", "All", .all), ("any", "Any", .any), ("std", "Std", .std),
      ("var", "Var", .var), ("median", "Median", .median), ("logsumexp", "Logsumexp", .logsumexp),
      ("argmax", "Argmax", .argmax), ("argmin", "Argmin", .argmin), ("ptp", "Ptp", .spread),
    ].map { (name: String, typeName: String, function: Reduction) in
      OperationFunction(name, "x, axis=None, keepdims=False", .reduce(typeName, function))
    } + [
      OperationFunction("count_nonzero", "x, axis=None", .reduce("CountNonzero", .nonzeroCount)),
      OperationFunction("average", "x, axis=None, weights=None", .average),
      OperationFunction("norm", "x, ord=None, axis=None, keepdims=False", .norm),
      OperationFunction("moments", "x, axis:axes, keepdims=False, synchronized=False", .moments),
      OperationFunction("cumsum", "x, axis=None, dtype=None", .cumulate("Cumsum", isProduct: false)),
      OperationFunction("cumprod", "x, axis=None, dtype=None", .cumulate("Cumprod", isProduct: true)),
      OperationFunction("sort", "x, axis=-1", .sort("Sort", givesIndices: false)),
      OperationFunction("argsort", "x, axis=-1", .sort("Argsort", givesIndices: true)),
      OperationFunction("normalize", "x, axis=-1, order=2, epsilon=None", .normalize),
      OperationFunction("top_k", "x, k, sorted=True", .topK),
      OperationFunction("tril", "x, k=0", .triangle("Tril", isUpper: false)),
      OperationFunction("triu", "x, k=0", .triangle("Triu", isUpper: true)),
      OperationFunction("one_hot", "x, count:num_classes, axis=-1, dtype=None, sparse=False", .oneHot),
      OperationFunction(
        "batch_normalization", "x, mean, variance, axis, offset=None, scale=None, epsilon=0.001", .batchNormalize),
    ]

  private static let layout = [
    OperationFunction("reshape", "x, shape:newshape", .reshape),
    OperationFunction("ravel", "x", .ravel),
    OperationFunction("transpose", "x, axes=None", .transpose),
    OperationFunction("swapaxes", "x, axis1, axis2", .swapAxes),
    OperationFunction("moveaxis", "x, source, destination", .moveAxis),
    OperationFunction("expand_dims", "x, axis", .expandDims),
    OperationFunction("squeeze", "x, axis=None", .squeeze),
    OperationFunction("broadcast_to", "x, shape", .broadcastTo),
    OperationFunction("tile", "x, repeats", .tile),
    OperationFunction("repeat", "x, repeats, axis=None", .repeat),
    OperationFunction("flip", "x, axis=None", .flip),
    OperationFunction("roll", "x, shift, axis=None", .roll),
    OperationFunction("pad", "x, widths:pad_width, mode='constant', constant_values=None", .pad),
    OperationFunction("take", "x, indices, axis=None", .take),
    OperationFunction("get_item", "x, key", .getItem),
    OperationFunction("slice", "x:inputs, start:start_indices, shape", .slice),
    OperationFunction("concatenate", "xs, axis=0", .concatenate(axis: 0)),
    OperationFunction("stack", "xs:x, axis=0", .stack),
    OperationFunction("hstack", "xs", .stackColumns),
    OperationFunction("vstack", "xs", .stackRows),
    OperationFunction("fliplr", "x", .unary("Fliplr", .flip([1]))),
    OperationFunction("flipud", "x", .unary("Flipud", .flip([0]))),
    OperationFunction("split", "x, sections:indices_or_sections, axis=0", .split),
    OperationFunction("unstack", "x, num=None, axis=0", .unstack),
  ]

  private static let products = [
    OperationFunction("matmul", "x1, x2", .matmul),
    OperationFunction("dot", "x1, x2", .dot),
    OperationFunction("inner", "x1, x2", .inner),
    OperationFunction("tensordot", "x1, x2, axes=2", .tensordot),
    OperationFunction("einsum", "subscripts, *operands", .einsum),
  ]

  private static let making = [
    OperationFunction("zeros", "shape, dtype=None", .fill("Zeros", 0)),
    OperationFunction("ones", "shape, dtype=None", .fill("Ones", 1)),
    OperationFunction("full", "shape, value:fill_value, dtype=None", .full),
    OperationFunction("eye", "rows:N, columns:M=None, k=0, dtype=None", .eye),
    OperationFunction("identity", "rows:n, dtype=None", .eye),
    OperationFunction("arange", "start, stop=None, step=None, dtype=None", .arange),
    OperationFunction(
      "linspace", "start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0", .linspace),
    OperationFunction("shape", "x", .staticShape),
    OperationFunction("ndim", "x", .rank),
    OperationFunction("dtype", "x", .type),
    OperationFunction("is_tensor", "x", .isTensor),
  ]

  /// `keras.ops.nn`, all of which `keras.ops` has too.
  static let inner =
    neural + axes.filter { ["batch_normalization", "moments", "normalize", "one_hot"].contains($0.name) }

  private static let neural: [OperationFunction] =
    [
      ("relu", "Relu", .relu), ("relu6", "Relu6", .relu6), ("sigmoid", "Sigmoid", .sigmoid), ("tanh", "Tanh", .tanh),
      ("softplus", "Softplus", .softplus), ("softsign", "Softsign", .softsign), ("silu", "Silu", .silu),
      ("swish", "Silu", .silu), ("selu", "Selu", .selu), ("hard_sigmoid", "HardSigmoid", .hardSigmoid),
      ("hard_silu", "HardSilu", .hardSilu), ("hard_swish", "HardSilu", .hardSilu), ("hard_tanh", "HardTanh", .hardTanh),
      ("log_sigmoid", "LogSigmoid", .logSigmoid), ("tanh_shrink", "TanhShrink", .tanhShrink),
      ("sparse_plus", "SparsePlus", .sparsePlus), ("sparse_sigmoid", "SparseSigmoid", .sparseSigmoid),
    ].map { (name: String, typeName: String, activation: Activation) in
      OperationFunction(name, "x", .activation(typeName, activation))
    } + [
      OperationFunction("softmax", "x, axis=-1", .softmax("Softmax", .softmax)),
      OperationFunction("log_softmax", "x, axis=-1", .softmax("LogSoftmax", .logSoftmax)),
      OperationFunction("sparsemax", "x, axis=-1", .softmax("Sparsemax", .sparsemax)),
      OperationFunction(
        "leaky_relu", "x, negative_slope=0.2", .activation("LeakyRelu", .leakyReLU, "negative_slope")),
      OperationFunction("elu", "x, alpha=1.0", .activation("Elu", .elu, "alpha")),
      OperationFunction("celu", "x, alpha=1.0", .activation("Celu", .celu, "alpha")),
      OperationFunction("gelu", "x, approximate=True", .activation("Gelu", .gelu, "approximate")),
      OperationFunction("glu", "x, axis=-1", .activation("Glu", .glu, "axis")),
      OperationFunction("squareplus", "x, b=4", .activation("Squareplus", .squareplus, "b")),
      OperationFunction("soft_shrink", "x, threshold=0.5", .activation("SoftShrink", .softShrink, "threshold")),
      OperationFunction("hard_shrink", "x, threshold=0.5", .activation("HardShrink", .hardShrink, "threshold")),
      OperationFunction(
        "threshold", "x, threshold, default_value",
        .activation("Threshold", .threshold, "threshold", "default_value")),
      OperationFunction(
        "conv", "x:inputs, kernel, strides=1, padding='valid', data_format=None, dilation:dilation_rate=1",
        .convolve("Conv", isDepthwise: false)),
      OperationFunction(
        "depthwise_conv", "x:inputs, kernel, strides=1, padding='valid', data_format=None, dilation:dilation_rate=1",
        .convolve("DepthwiseConv", isDepthwise: true)),
      OperationFunction(
        "max_pool", "x:inputs, size:pool_size, strides=None, padding='valid', data_format=None",
        .pool("MaxPool", isMaximum: true)),
      OperationFunction(
        "average_pool", "x:inputs, size:pool_size, strides=None, padding='valid', data_format=None",
        .pool("AveragePool", isMaximum: false)),
      OperationFunction(
        "depth_to_space", "x, block_size, data_format='channels_last'",
        .depthToSpace("DepthToSpace", isReversed: false)),
      OperationFunction(
        "space_to_depth", "x, block_size, data_format='channels_last'",
        .depthToSpace("SpaceToDepth", isReversed: true)),
    ]

  /// `keras.random`.
  static let random = [
    OperationFunction("dropout", "x:inputs, rate, noise_shape=None, seed=None", .elementwise("Dropout", .identity)),
    OperationFunction("normal", "shape, mean=0.0, deviation:stddev=1.0, dtype=None, seed=None", .normal),
    OperationFunction(
      "truncated_normal", "shape, mean=0.0, deviation:stddev=1.0, dtype=None, seed=None", .truncatedNormal),
    OperationFunction("uniform", "shape, minimum:minval=0.0, maximum:maxval=1.0, dtype=None, seed=None", .uniform),
  ]

  /// `keras.ops.image`.
  static let image = [
    OperationFunction(
      "resize",
      "x:images, size, interpolation='bilinear', antialias=False, crop_to_aspect_ratio=False, "
        + "pad_to_aspect_ratio=False, fill_mode='constant', fill_value=0.0, data_format=None", .resize),
    OperationFunction(
      "extract_patches", "x:images, size, strides=None, dilation:dilation_rate=1, padding='valid', data_format=None",
      .extractPatches),
    OperationFunction("rgb_to_grayscale", "x:images, data_format=None", .grayscale),
    OperationFunction(
      "crop_images",
      "x:images, top_cropping=None, left_cropping=None, bottom_cropping=None, right_cropping=None, "
        + "height:target_height=None, width:target_width=None, data_format=None", .cropImages),
    OperationFunction(
      "pad_images",
      "x:images, top_padding=None, left_padding=None, bottom_padding=None, right_padding=None, "
        + "height:target_height=None, width:target_width=None, data_format=None", .padImages),
  ]
}
