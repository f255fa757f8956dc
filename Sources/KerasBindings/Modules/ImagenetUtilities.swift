// `keras.applications.imagenet_utils`: what the published builders share. Behaviour as in Keras 3.15.

import Language
import ModelGraph
import Tensors

enum ImagenetUtilities {
  static let members: [(name: String, member: HostMember)] = [
    ("obtain_input_shape", .function(obtainInputShape("obtain_input_shape"))),
    ("_obtain_input_shape", .function(obtainInputShape("_obtain_input_shape"))),
    ("validate_activation", .function(validateActivation)),
    ("correct_pad", .function(correctPad)),
    ("preprocess_input", .function(preprocessInput)),
    ("decode_predictions", .function(decodePredictions)),
    // The texts that builders make their docstrings of.
    ("PREPROCESS_INPUT_DOC", .value(.string("Prepares pixels for the model.{mode} {ret} {error}"))),
    ("PREPROCESS_INPUT_MODE_DOC", .value(.string(" mode: caffe, tf or torch."))),
    ("PREPROCESS_INPUT_DEFAULT_ERROR_DOC", .value(.string("ValueError: an unknown mode or data_format."))),
    ("PREPROCESS_INPUT_ERROR_DOC", .value(.string("ValueError: an unknown data_format."))),
    ("PREPROCESS_INPUT_RET_DOC_TF", .value(.string("Pixels from -1 to 1."))),
    ("PREPROCESS_INPUT_RET_DOC_TORCH", .value(.string("Pixels from 0 to 1, normalized by channel."))),
    ("PREPROCESS_INPUT_RET_DOC_CAFFE", .value(.string("Pixels as BGR, each channel around zero."))),
  ]

  // MARK: Shapes

  /// The input shape of a builder: the one given, if it will do, or the default one. Keras 2 says `include_top` for
  /// `require_flatten`.
  private static func obtainInputShape(_ name: String) -> HostFunction {
    let parameters = [
      Parameter("input_shape"), Parameter("default_size"), Parameter("min_size"), Parameter("data_format"),
      Parameter("require_flatten", default: .bool(true)), Parameter("weights", default: Value.none),
      Parameter("include_top", default: Value.none),
    ]
    return HostFunction(name, parameters) { interpreter, arguments throws(Raised) in
      let given = arguments["input_shape"]
      let sizes = given.isNone ? [] : try interpreter.elements(of: given)
      let isTop = arguments["include_top"].isNone ? arguments["require_flatten"] : arguments["include_top"]
      let wanted = WantedShape(
        sizes: sizes, channelsFirst: arguments["data_format"].string == "channels_first",
        defaultSize: arguments["default_size"], minimum: arguments["min_size"].integer ?? 0,
        isTop: try interpreter.isTrue(isTop), isPretrained: arguments["weights"].string == "imagenet")
      if let fault = try wanted.fault(given: interpreter.repr(given), in: &interpreter) {
        throw interpreter.raise(fault, at: arguments.range(of: "input_shape"))
      }
      return sizes.isEmpty || wanted.isFixed ? .tuple(wanted.default) : given
    }
  }

  /// The zero padding before a strided convolution: more at the end for an even size.
  private static let correctPad = HostFunction("correct_pad", [Parameter("inputs"), Parameter("kernel_size")]) {
    interpreter, arguments throws(Raised) in
    guard let tensor = interpreter.tensor(arguments["inputs"]) else {
      throw interpreter.raise(.notATensor("correct_pad", got: try interpreter.repr(arguments["inputs"])))
    }
    let size = arguments["kernel_size"]
    let kernel = interpreter.sequence(size)?.compactMap(\.integer) ?? size.integer.map { [$0, $0] } ?? []
    let shape = interpreter.keras.graph[tensor].shape
    guard kernel.count == 2, shape.rank == 4 else {
      throw interpreter.raise(.cannotPad(shape, kernel: try interpreter.repr(size)))
    }
    let first = interpreter.keras.dataFormat == .channelsFirst ? 2 : 1
    return .tuple(
      (0..<2).map { side in
        let half = kernel[side] / 2
        // Keras looks at the first size alone to tell whether they are known.
        let adjustment = shape[first] == nil ? 1 : 1 - (shape[first + side] ?? 0) % 2
        return .tuple([.int(half - adjustment), .int(half)])
      })
  }

  // MARK: Activations

  /// Pretrained weights go with a softmax or with logits alone.
  private static let validateActivation = HostFunction(
    "validate_activation", [Parameter("classifier_activation"), Parameter("weights")]
  ) { interpreter, arguments throws(Raised) in
    if arguments["weights"].isNone { return .none }
    switch try interpreter.argumentValue(arguments["classifier_activation"]) {
    case .null, .activation(.softmax), .activation(.linear), .string("softmax"), .string("linear"): return .none
    default:
      let got = try interpreter.repr(arguments["classifier_activation"])
      throw interpreter.raise(
        .onlySoftmax(got: got), at: arguments.range(of: "classifier_activation"))
    }
  }

  // MARK: Predictions

  /// The names of the classes are a file that Keras downloads.
  static let decodePredictions = HostFunction(
    "decode_predictions", [Parameter("preds"), Parameter("top", default: .int(5))], acceptsHoles: true
  ) { interpreter, _ in
    interpreter.omit("decode_predictions", because: "reads data")
  }
}

/// The shape that a builder asks for, and what it is asked with.
private struct WantedShape {
  let sizes: [Value]
  let channelsFirst: Bool
  let defaultSize: Value
  let minimum: Int
  let isTop: Bool
  let isPretrained: Bool

  private var channelAxis: Int { channelsFirst ? 0 : 2 }

  /// Whether only the default shape will do.
  var isFixed: Bool { isPretrained && isTop }

  /// The shape where none is given; the channels are those of a given one.
  var `default`: [Value] {
    let given = !isPretrained && sizes.count == 3 ? sizes[channelAxis] : nil
    let channels = given ?? .int(3)
    let side = isTop || given != nil ? defaultSize : .none
    return channelsFirst ? [channels, side, side] : [side, side, channels]
  }

  func fault(given: String, in interpreter: inout Interpreter) throws(Raised) -> Fault? {
    if sizes.isEmpty { return nil }
    if isFixed {
      let known = try interpreter.isEqual(.tuple(sizes), .tuple(self.default))
      return known ? nil : .notTheDefaultShape(try interpreter.repr(.tuple(self.default)), got: given)
    }
    guard sizes.count == 3 else { return .threeSizes(got: given) }
    if isPretrained, sizes[channelAxis].integer != 3 { return .threeChannels(got: given) }
    let sides = channelsFirst ? sizes[1...] : sizes[..<2]
    if sides.contains(where: { ($0.integer ?? minimum) < minimum }) { return .tooSmall(minimum, got: given) }
    if isTop, sizes.contains(where: \.isNone) { return .staticShape(got: given) }
    return nil
  }
}

extension Fault {
  fileprivate static func notTheDefaultShape(_ shape: String, got: String) -> Fault {
    Fault(
      .valueError,
      "with include_top=True and weights='imagenet', input_shape is \(shape), not \(got)", code: "argument-value")
  }

  fileprivate static func threeSizes(got: String) -> Fault {
    Fault(.valueError, "input_shape is a tuple of three sizes, not \(got)", code: "argument-value")
  }

  fileprivate static func threeChannels(got: String) -> Fault {
    Fault(.valueError, "weights='imagenet' needs 3 input channels; input_shape is \(got)", code: "argument-value")
  }

  fileprivate static func tooSmall(_ minimum: Int, got: String) -> Fault {
    Fault(
      .valueError, "the input must be at least \(minimum)×\(minimum); input_shape is \(got)", code: "argument-value")
  }

  fileprivate static func staticShape(got: String) -> Fault {
    Fault(
      .valueError, "with include_top=True every size of input_shape must be known, and it is \(got)",
      code: "argument-value")
  }

  fileprivate static func onlySoftmax(got: String) -> Fault {
    Fault(
      .valueError, "pretrained weights go with classifier_activation 'softmax' or None, not \(got)",
      code: "argument-value")
  }

  fileprivate static func cannotPad(_ shape: Shape, kernel: String) -> Fault {
    Fault(
      .valueError, "correct_pad needs an image and one or two sizes, not \(shape) and \(kernel)", code: "argument-value"
    )
  }
}
