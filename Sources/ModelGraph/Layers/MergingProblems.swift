// What merging layers refuse, and what would make their inputs match.

import Tensors

extension LayerProblem {
  static func batches(_ shapes: [Shape], layer: String) -> LayerProblem {
    let list = shapes.map(\.description).joined(separator: " and ")
    return LayerProblem("shape-mismatch", "\(layer) needs equal batches, but its inputs have shapes \(list)")
  }

  /// `index` is the second shape's place among the inputs.
  static func unequalShapes(_ first: Shape, _ second: Shape, index: Int, layer: String) -> LayerProblem {
    let axes = axes(first, second) { $0 != $1 && $0 != 1 && $1 != 1 }
    let fix = fix(first, second, index: index).map { "; \($0) would match" } ?? ""
    return LayerProblem(
      "shape-mismatch",
      "\(layer) needs equal shapes: \(first.display) and \(second.display) differ in \(axes)\(fix)")
  }

  static func unequalRanks(_ first: Shape, _ second: Shape, layer: String) -> LayerProblem {
    let fix =
      switch (first.rank, second.rank) {
      case (4, 2): "; Flatten() on the first would match"
      case (2, 4): "; Flatten() on the second would match"
      default: ""
      }
    return LayerProblem(
      "shape-mismatch",
      "\(layer) needs inputs of one rank, but \(first) has \(first.rank) axes and \(second) has \(second.rank)\(fix)")
  }

  static func unequalSides(_ first: Shape, _ second: Shape, along axis: Int, index: Int) -> LayerProblem {
    var other = second
    other[axis] = first[axis]
    let fix = fix(first, other, index: index).map { "; \($0) would match" } ?? ""
    return LayerProblem(
      "shape-mismatch",
      "Concatenate needs equal sizes beside axis \(axis): \(first.display) and \(second.display) differ in "
        + axes(first, other, where: !=) + fix)
  }

  /// The names of the axes whose sizes, where both are known, differ.
  private static func axes(_ first: Shape, _ second: Shape, where differ: (Int, Int) -> Bool) -> String {
    guard first.rank == second.rank else { return "rank" }
    let names = first.rank == 4 ? ["batch", "height", "width", "channels"] : []
    let axes = first.dimensions.indices.filter { axis in
      guard let size = first[axis], let other = second[axis] else { return false }
      return differ(size, other)
    }
    return axes.map { names.isEmpty ? "axis \($0)" : names[$0] }.joined(separator: " and ")
  }

  /// A layer on one of two images, channels last, that would give it the other's shape.
  private static func fix(_ first: Shape, _ second: Shape, index: Int) -> String? {
    guard first.rank == 4, second.rank == 4, let height = first[1], let width = first[2], let channels = first[3],
      let otherHeight = second[1], let otherWidth = second[2], let otherChannels = second[3]
    else { return nil }
    let places = ["first", "second", "third"]
    let place = index < places.count ? "the \(places[index])" : "input \(index + 1)"
    if (height, width) == (otherHeight, otherWidth) { return "Conv2D(\(channels), 1) on \(place)" }
    let isFirstLarger = height > otherHeight
    let (large, small) = isFirstLarger ? (first, second) : (second, first)
    guard let stride = stride(from: large, to: small) else { return nil }
    let subject = isFirstLarger ? (index == 1 ? "the first" : "those before") : place
    return channels == otherChannels
      ? "MaxPooling2D(\(stride), padding='same') on \(subject)"
      : "Conv2D(\(isFirstLarger ? otherChannels : channels), 1, strides=\(stride), padding='same') on \(subject)"
  }

  /// The stride that takes one image's height and width to another's.
  private static func stride(from large: Shape, to small: Shape) -> Int? {
    guard let height = large[1], let width = large[2], let smallHeight = small[1], let smallWidth = small[2] else {
      return nil
    }
    let stride = (height - 1) / smallHeight + 1
    let axis = Window.Axis(size: 1, stride: stride, padding: .same)
    return axis.outputSize(height) == smallHeight && axis.outputSize(width) == smallWidth ? stride : nil
  }
}
