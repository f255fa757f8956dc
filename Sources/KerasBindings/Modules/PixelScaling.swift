// `preprocess_input`: the arithmetic that makes a network's input of pixels from 0 to 255.

import Language
import ModelGraph
import Tensors

/// The three ways in which the published networks were trained.
enum PixelScaling: String, Sendable, CaseIterable {
  /// From -1 to 1.
  case tensorFlow = "tf"
  /// From 0 to 1, then by the mean and the deviation of ImageNet's channels.
  case torch
  /// Blue first, then around the mean of ImageNet's channels.
  case caffe
}

extension ImagenetUtilities {
  static let preprocessInput = HostFunction(
    "preprocess_input",
    [
      Parameter("x"), Parameter("data_format", default: Value.none), Parameter("mode", default: .string("caffe")),
    ]
  ) { interpreter, arguments throws(Raised) in
    guard let scaling = arguments["mode"].string.flatMap(PixelScaling.init) else {
      let got = try interpreter.repr(arguments["mode"])
      throw interpreter.raise(.unknownScaling(got: got), at: arguments.range(of: "mode"))
    }
    return try interpreter.scale(arguments, scaling)
  }

  /// The `preprocess_input` of one family; without a scaling it hands its argument on.
  static func preprocess(as scaling: PixelScaling?) -> HostFunction {
    HostFunction("preprocess_input", [Parameter("x"), Parameter("data_format", default: Value.none)]) {
      interpreter, arguments throws(Raised) in
      guard let scaling else { return arguments["x"] }
      return try interpreter.scale(arguments, scaling)
    }
  }
}

extension Interpreter {
  /// The operations that Keras makes, in its order.
  fileprivate mutating func scale(_ arguments: BoundArguments, _ scaling: PixelScaling) throws(Raised) -> Value {
    let pixels = arguments["x"]
    var isFirst = keras.dataFormat == .channelsFirst
    switch arguments["data_format"] {
    case .none: break
    case .string("channels_first"): isFirst = true
    case .string("channels_last"): isFirst = false
    default:
      let got = try repr(arguments["data_format"])
      throw raise(.unknownFormat(got: got), at: arguments.range(of: "data_format"))
    }
    switch scaling {
    case .tensorFlow:
      return try binary(.subtract, try binary(.divide, pixels, .float(127.5)), .float(1))
    case .torch:
      let rank = try rank(of: pixels)
      let mean = try channels([-0.485, -0.456, -0.406], rank: rank, isFirst: isFirst)
      let deviation = try channels([0.229, 0.224, 0.225], rank: rank, isFirst: isFirst)
      let centred = try binary(.add, try binary(.divide, pixels, .float(255)), mean)
      return try binary(.divide, centred, deviation)
    case .caffe:
      let rank = try rank(of: pixels)
      let mean = try channels([-103.939, -116.779, -123.68], rank: rank, isFirst: isFirst)
      return try binary(.add, try reversingChannels(pixels, rank: rank, isFirst: isFirst), mean)
    }
  }

  private mutating func rank(of pixels: Value) throws(Raised) -> Int {
    try elements(of: try getAttribute("shape", of: pixels)).count
  }

  /// A constant for each channel, of the rank of the pixels.
  private mutating func channels(_ values: [Double], rank: Int, isFirst: Bool) throws(Raised) -> Value {
    var shape = Array(repeating: Value.int(1), count: rank)
    shape[isFirst ? max(rank - 3, 0) : rank - 1] = .int(3)
    let constant = try callOps("convert_to_tensor", [makeList(values.map(Value.float))])
    return try callOps("reshape", [constant, .tuple(shape)])
  }

  private mutating func reversingChannels(_ pixels: Value, rank: Int, isFirst: Bool) throws(Raised) -> Value {
    let all = Value.slice(SliceValue(lower: .none, upper: .none, step: .none))
    let axis = isFirst ? max(rank - 3, 0) : rank - 1
    var planes: [Value] = []
    for channel in [2, 1, 0] {
      let before = isFirst ? Array(repeating: all, count: axis) : [.ellipsis]
      planes.append(try getItem(.tuple(before + [.int(channel)]), of: pixels))
    }
    return try callOps("stack", [makeList(planes)], keywords: [KeywordArgument("axis", .int(isFirst ? axis : -1))])
  }

  private mutating func callOps(
    _ name: String, _ arguments: [Value], keywords: [KeywordArgument] = []
  ) throws(Raised) -> Value {
    let function = try getAttribute(name, of: try importModule("keras.ops"))
    return try call(function, arguments, keywords: keywords)
  }
}

extension Fault {
  fileprivate static func unknownScaling(got: String) -> Fault {
    Fault(.valueError, "mode is 'caffe', 'tf' or 'torch', not \(got)", code: "argument-value")
  }

  fileprivate static func unknownFormat(got: String) -> Fault {
    Fault(
      .valueError, "data_format is 'channels_first' or 'channels_last', not \(got)", code: "argument-value")
  }
}
