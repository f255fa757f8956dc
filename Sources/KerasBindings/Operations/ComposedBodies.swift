// Functions of TensorFlow and Keras 2 that are several of ours, one after the other. Only a layer's call has them, which shows
// no row of its own for each.

import Language
import ModelGraph
import Tensors

extension OperationBody {
  /// A diagonal band of matrices; a negative number keeps that whole triangle.
  static let band = OperationBody { interpreter, arguments throws(Raised) in
    let lower = try interpreter.requireInteger("lower", arguments)
    let upper = try interpreter.requireInteger("upper", arguments)
    var part = try interpreter.operand("x", arguments)
    if upper >= 0 { part = try interpreter.intermediate("Tril", .triangle(isUpper: false, diagonal: upper), [part]) }
    if lower >= 0 { part = try interpreter.intermediate("Triu", .triangle(isUpper: true, diagonal: -lower), [part]) }
    return try interpreter.applied("Identity", .elementwise(.identity), [part])
  }

  /// What is positive, and beside it what is negative.
  static let concatenatedReLU = OperationBody { interpreter, arguments throws(Raised) in
    let operand = try interpreter.operand("x", arguments)
    let axis = try interpreter.integer("axis", arguments) ?? -1
    let relu = TensorFunction.activation(.relu, parameters: [])
    let negative = try interpreter.intermediate("Negative", .elementwise(.negative), [operand])
    let halves = [
      try interpreter.intermediate("Relu", relu, [operand]), try interpreter.intermediate("Relu", relu, [negative]),
    ]
    return try interpreter.applied("Concatenate", .concatenate(axis: axis), halves)
  }

  /// Each channel by itself, and then all by a kernel of one pixel.
  static let separableConvolution = OperationBody { interpreter, arguments throws(Raised) in
    let operands = [try interpreter.operand("x", arguments), try interpreter.operand("kernel", arguments)]
    let format = try interpreter.dataFormat(arguments)
    let window = try interpreter.kernelWindow(of: operands[1], arguments)
    let middle = try interpreter.intermediate("DepthwiseConv", .convolveDepthwise(window, format), operands)
    let pixel = Window(size: [1, 1], strides: [1, 1], padding: .valid)
    return try interpreter.applied(
      "Conv", .convolve(pixel, format), [middle, try interpreter.operand("pointwise", arguments)])
  }
}

extension Interpreter {
  /// One of several functions: its one tensor is the next one's operand.
  fileprivate mutating func intermediate(
    _ typeName: String, _ function: TensorFunction, _ operands: [GraphOperand]
  ) throws(Raised) -> GraphOperand {
    .tensor(try applyOperation(typeName, function, operands)[0])
  }
}
