// Products of tensors, and functions on images.

import Language
import ModelGraph
import Tensors

extension OperationBody {
  static let matmul = OperationBody { interpreter, arguments throws(Raised) in
    let function = TensorFunction.matmul(
      transposesLeft: try interpreter.flag("transpose_a", arguments),
      transposesRight: try interpreter.flag("transpose_b", arguments))
    let operands = [try interpreter.operand("x1", arguments), try interpreter.operand("x2", arguments)]
    return try interpreter.applied("Matmul", function, operands)
  }

  static let dot = OperationBody { interpreter, arguments throws(Raised) in
    let operands = [try interpreter.operand("x1", arguments), try interpreter.operand("x2", arguments)]
    return try interpreter.applied("Dot", .dot, operands)
  }

  /// Over the last axis of both.
  static let inner = OperationBody { interpreter, arguments throws(Raised) in
    let operands = [try interpreter.operand("x1", arguments), try interpreter.operand("x2", arguments)]
    let isNumber = operands.contains { interpreter.shape(of: $0).rank == 0 }
    return try interpreter.applied("Inner", isNumber ? .dot : .tensordot(left: [-1], right: [-1]), operands)
  }

  /// Keras 2's: without axes the last of the first and the last but one of the second.
  static let batchDot = OperationBody { interpreter, arguments throws(Raised) in
    let operands = [try interpreter.operand("x1", arguments), try interpreter.operand("x2", arguments)]
    let (left, right) = (interpreter.shape(of: operands[0]), interpreter.shape(of: operands[1]))
    let given = try interpreter.integers("axes", arguments)
    let axes = given ?? [left.rank - 1, right.rank == 2 ? 1 : right.rank - 2]
    guard let first = axes.first, let last = axes.last, axes.count <= 2 else {
      throw interpreter.raise(
        .notIntegers("axes", of: arguments.function, got: try interpreter.repr(arguments["axes"])))
    }
    return try interpreter.applied("BatchDot", .batchDot(left: first, right: last), operands)
  }

  static let tensordot = OperationBody { interpreter, arguments throws(Raised) in
    let operands = [try interpreter.operand("x1", arguments), try interpreter.operand("x2", arguments)]
    let left = interpreter.shape(of: operands[0])
    if let count = arguments["axes"].integer {
      let summed = min(max(count, 0), left.rank)
      let axes = Array((left.rank - summed)..<left.rank)
      return try interpreter.applied("Tensordot", .tensordot(left: axes, right: Array(0..<summed)), operands)
    }
    let lists = interpreter.sequence(arguments["axes"]) ?? []
    let axes = lists.map { list in
      interpreter.sequence(list)?.compactMap(\.integer) ?? [list.integer].compactMap(\.self)
    }
    guard axes.count == 2, axes[0].count == axes[1].count else {
      throw interpreter.raise(
        .notIntegers("axes", of: arguments.function, got: try interpreter.repr(arguments["axes"])))
    }
    return try interpreter.applied("Tensordot", .tensordot(left: axes[0], right: axes[1]), operands)
  }

  static let einsum = OperationBody { interpreter, arguments throws(Raised) in
    let text = try interpreter.str(arguments["subscripts"])
    guard let einsum = Einsum(text) else {
      throw interpreter.raise(.subscripts(text), at: arguments.range("subscripts"))
    }
    var operands: [GraphOperand] = []
    for value in arguments.variadic {
      operands.append(try interpreter.requireOperand(value, of: arguments.function))
    }
    return try interpreter.applied("Einsum", .einsum(einsum), operands)
  }

  /// A bias for each channel.
  static let biasAdd = OperationBody { interpreter, arguments throws(Raised) in
    let operand = try interpreter.operand("x", arguments)
    var bias = try interpreter.operand("bias", arguments)
    let axesBehind = interpreter.shape(of: operand).rank - 2
    if try interpreter.dataFormat(arguments) == .channelsFirst, axesBehind > 0, interpreter.shape(of: bias).rank == 1 {
      let sizes = [-1] + Array(repeating: 1, count: axesBehind)
      bias = .tensor(try interpreter.applyOperation("Reshape", .reshape(sizes), [bias])[0])
    }
    return try interpreter.applied("Add", .binary(.add), [operand, bias])
  }

  // MARK: Images

  static let resize = OperationBody { interpreter, arguments throws(Raised) in
    let operand = try interpreter.operand("x", arguments)
    let sizes = try interpreter.sizes("size", arguments)
    let format = try interpreter.dataFormat(arguments)
    let interpolation = try interpreter.choice("interpolation", arguments, as: Interpolation.self) ?? .bilinear
    for name in ["crop_to_aspect_ratio", "pad_to_aspect_ratio", "preserve_aspect_ratio"]
    where try interpreter.flag(name, arguments) {
      throw interpreter.raise(
        .notYet("\(name) in \(arguments.function)", instead: "keras.layers.Resizing has crop_to_aspect_ratio."),
        at: arguments.range(name))
    }
    guard sizes.count == 2 else {
      throw interpreter.raise(.notAShape(try interpreter.repr(arguments["size"])), at: arguments.range("size"))
    }
    return try interpreter.applied(
      "Resize",
      .resize(
        height: sizes[0], width: sizes[1], interpolation, antialias: try interpreter.flag("antialias", arguments),
        format), [operand])
  }

  /// Keras 2's `resize_images`, by factors.
  static let resizeImages = OperationBody { interpreter, arguments throws(Raised) in
    let operand = try interpreter.operand("x", arguments)
    let shape = interpreter.shape(of: operand)
    let format = try interpreter.dataFormat(arguments)
    let factors = [
      try interpreter.requireInteger("height_factor", arguments),
      try interpreter.requireInteger("width_factor", arguments),
    ]
    let interpolation = try interpreter.choice("interpolation", arguments, as: Interpolation.self) ?? .nearest
    let start = format == .channelsLast ? 1 : 2
    guard shape.rank == 4 else { throw interpreter.raise(.notAnImage(arguments.function, shape)) }
    return try interpreter.applied(
      "Resize",
      .resize(
        height: Shape.product([shape[start], factors[0]]), width: Shape.product([shape[start + 1], factors[1]]),
        interpolation, antialias: false, format), [operand])
  }

  static let extractPatches = OperationBody { interpreter, arguments throws(Raised) in
    let format = try interpreter.dataFormat(arguments)
    let window = try interpreter.window("size", arguments, rank: 4)
    return try interpreter.applied(
      "ExtractPatches", .patches(window, format), [interpreter.operand("x", arguments)])
  }

  static func depthToSpace(_ typeName: String, isReversed: Bool) -> OperationBody {
    OperationBody { interpreter, arguments throws(Raised) in
      let block = try interpreter.requireInteger("block_size", arguments)
      let format = try interpreter.dataFormat(arguments)
      return try interpreter.applied(
        typeName,
        isReversed ? .spaceToDepth(block: block, format) : .depthToSpace(block: block, format),
        [interpreter.operand("x", arguments)])
    }
  }

  static func convolve(_ typeName: String, isDepthwise: Bool) -> OperationBody {
    OperationBody { interpreter, arguments throws(Raised) in
      let operands = [try interpreter.operand("x", arguments), try interpreter.operand("kernel", arguments)]
      let format = try interpreter.dataFormat(arguments)
      let window = try interpreter.kernelWindow(of: operands[1], arguments)
      return try interpreter.applied(
        typeName, isDepthwise ? .convolveDepthwise(window, format) : .convolve(window, format), operands)
    }
  }

  /// `mode` says which pooling where the function does both.
  static func pool(_ typeName: String, isMaximum: Bool) -> OperationBody {
    OperationBody { interpreter, arguments throws(Raised) in
      var isMaximum = isMaximum
      if case .string(let mode) = arguments["pool_mode"] { isMaximum = mode == "max" }
      let format = try interpreter.dataFormat(arguments)
      let operand = try interpreter.operand("x", arguments)
      let shape = interpreter.shape(of: operand)
      guard [3, 4].contains(shape.rank) else { throw interpreter.raise(.notAnImage(arguments.function, shape)) }
      let window = try interpreter.window("size", arguments, rank: shape.rank)
      return try interpreter.applied(
        isMaximum ? "MaxPool" : "AveragePool", .pool(isMaximum: isMaximum, window, format), [operand])
    }
  }
}

extension Interpreter {
  /// A window over a batch of some rank. By default, steps of the window's own size.
  fileprivate mutating func window(
    _ size: String, _ arguments: OperationArguments, rank: Int
  ) throws(Raised) -> Window {
    guard let size = try sides(size, arguments, count: rank - 2) else {
      throw raise(.notIntegers(size, of: arguments.function, got: "None"))
    }
    return try window(size, arguments, defaultStrides: size)
  }

  /// The window of a kernel (sizes, channels, filters).
  mutating func kernelWindow(of operand: GraphOperand, _ arguments: OperationArguments) throws(Raised) -> Window {
    let kernel = shape(of: operand)
    let size = kernel.dimensions.dropLast(2).compactMap { $0 }
    guard [3, 4].contains(kernel.rank), size.count == kernel.rank - 2, size.allSatisfy({ $0 > 0 }) else {
      throw raise(.notAKernel(arguments.function, kernel), at: arguments.range("kernel"))
    }
    return try window(size, arguments, defaultStrides: size.map { _ in 1 })
  }

  fileprivate mutating func window(
    _ size: [Int], _ arguments: OperationArguments, defaultStrides: [Int]
  ) throws(Raised) -> Window {
    let padding: Padding = try choice("padding", arguments) ?? .valid
    let strides = try sides("strides", arguments, count: size.count) ?? defaultStrides
    let dilation = try sides("dilation", arguments, count: size.count) ?? size.map { _ in 1 }
    guard padding != .causal, (size + strides + dilation).allSatisfy({ $0 > 0 }) else {
      throw raise(.notAWindow(arguments.function))
    }
    return Window(size: size, strides: strides, padding: padding, dilation: dilation)
  }
}

extension Fault {
  fileprivate static func notAWindow(_ function: String) -> Fault {
    Fault(.valueError, "\(function): sizes, strides and dilations are positive", code: "argument-value")
  }

  fileprivate static func notAKernel(_ function: String, _ shape: Shape) -> Fault {
    Fault(
      .valueError, "\(function) needs a kernel (sizes, channels, filters), not one of shape \(shape)",
      code: "rank-mismatch")
  }
}
