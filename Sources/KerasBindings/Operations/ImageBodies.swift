// Functions on images that cut, frame and colour them.

import Language
import ModelGraph
import Tensors

extension OperationBody {
  /// The channels of colour mixed into one, by the eye's sensitivity (ITU-R BT.601).
  static let grayscale = OperationBody { interpreter, arguments throws(Raised) in
    let operand = try interpreter.operand("x", arguments)
    let rank = interpreter.shape(of: operand).rank
    let subscripts = try interpreter.dataFormat(arguments) == .channelsLast ? "...c,cd->...d" : "...chw,cd->...dhw"
    guard [3, 4].contains(rank), let einsum = Einsum(subscripts) else {
      throw interpreter.raise(.notAnImage(arguments.function, interpreter.shape(of: operand)))
    }
    let weights = Tensor(shape: [3, 1], values: [0.2989, 0.5870, 0.1140])
    let constant = GraphOperand.constant(.constant(ConstantTensor(weights, type: .float32)))
    return try interpreter.applied("RGBToGrayscale", .einsum(einsum), [operand, constant])
  }

  static let cropImages = OperationBody { interpreter, arguments throws(Raised) in
    let (operand, first, margins) = try interpreter.margins("cropping", arguments) { size, target, margin in
      size - target - margin
    }
    let whole = SliceIndex.range(lower: nil, upper: nil, step: 1)
    let parts = margins.map { SliceIndex.range(lower: $0.before, upper: $0.after == 0 ? nil : -$0.after, step: 1) }
    return try interpreter.applied("CropImages", .slice(Array(repeating: whole, count: first) + parts), [operand])
  }

  static let padImages = OperationBody { interpreter, arguments throws(Raised) in
    let (operand, first, margins) = try interpreter.margins("padding", arguments) { size, target, margin in
      target - size - margin
    }
    let rest = interpreter.shape(of: operand).rank - first - 2
    let none = PadWidth(0, 0)
    let widths =
      Array(repeating: none, count: first) + margins.map { PadWidth($0.before, $0.after) }
      + Array(repeating: none, count: rest)
    return try interpreter.applied("PadImages", .pad(widths, .constant, value: 0), [operand])
  }
}

extension Interpreter {
  /// The margins of an image's height and width, which begin at an axis: both given, or one and the size that is wanted.
  fileprivate mutating func margins(
    _ kind: String, _ arguments: OperationArguments, rest: (_ size: Int, _ target: Int, _ margin: Int) -> Int
  ) throws(Raised) -> (operand: GraphOperand, firstAxis: Int, margins: [(before: Int, after: Int)]) {
    let operand = try operand("x", arguments)
    let shape = shape(of: operand)
    guard [3, 4].contains(shape.rank) else { throw raise(.notAnImage(arguments.function, shape)) }
    let first = try dataFormat(arguments) == .channelsLast ? shape.rank - 3 : shape.rank - 2
    var margins: [(before: Int, after: Int)] = []
    for (axis, names) in [("top", "bottom", "height"), ("left", "right", "width")].enumerated() {
      let before = try integer("\(names.0)_\(kind)", arguments)
      let after = try integer("\(names.1)_\(kind)", arguments)
      let target = try integer(names.2, arguments)
      let size = shape[first + axis]
      func other(_ margin: Int) -> Int? {
        guard let size, let target else { return nil }
        return rest(size, target, margin)
      }
      guard let before = before ?? after.flatMap(other), let after = after ?? other(before), before >= 0, after >= 0
      else {
        throw raise(.margins(arguments.function, names.0, names.1, names.2))
      }
      margins.append((before, after))
    }
    return (operand, first, margins)
  }
}

extension Fault {
  static func notAnImage(_ function: String, _ shape: Shape) -> Fault {
    Fault(.valueError, "\(function) needs a batch of images, not a tensor of shape \(shape)", code: "rank-mismatch")
  }

  fileprivate static func margins(_ function: String, _ first: String, _ second: String, _ size: String) -> Fault {
    Fault(
      .valueError, "\(function) needs two of \(first), \(second) and target_\(size), none of them below 0",
      code: "argument-value")
  }
}
