// Axes as arguments: one or several, counted from the end where negative.

import Tensors

extension LayerArguments {
  /// An axis, counted from the end where it is negative.
  func axis(
    _ name: String = "axis", mistyped exception: LayerProblem.Exception = .typeError
  ) throws(LayerProblem) -> Int {
    guard let axis = integer(self[name]) else {
      throw .argument(name, of: layer, expected: "an integer", got: self[name], exception: exception)
    }
    return axis
  }

  /// An axis or several.
  func axes(
    _ name: String = "axis", _ mistyped: LayerProblem.Exception = .typeError
  ) throws(LayerProblem) -> [Int] {
    let axes: [Int]
    if case .sequence(let items) = self[name] {
      axes = items.compactMap(integer)
      if axes.count == items.count { return axes }
    } else if let axis = integer(self[name]) {
      return [axis]
    }
    throw .argument(name, of: layer, expected: "an integer or several", got: self[name], exception: mistyped)
  }
}

extension Shape {
  /// The size along an axis, which must be there and known.
  func size(
    ofAxis axis: Int, for layer: String, unknown exception: LayerProblem.Exception = .valueError
  ) throws(LayerProblem) -> Int {
    guard let index = index(ofAxis: axis) else { throw .axis(axis, of: layer, shape: self) }
    guard let size = self[index] else {
      throw .unknownSizes(layer: layer, got: self, axis: "axis \(axis)", argument: "axis")
    }
    return size
  }
}

extension LayerProblem {
  static func axis(
    _ axis: Int, of layer: String, shape: Shape, argument: String = "axis", exception: Exception = .indexError
  ) -> LayerProblem {
    LayerProblem(
      "axis", "\(layer): there is no axis \(axis) in an input of shape \(shape)", argument: argument,
      exception: exception)
  }

  static func unknownSizes(layer: String, got shape: Shape, axis: String, argument: String? = nil) -> LayerProblem {
    LayerProblem(
      "unknown-size", "\(layer) must know the size of its input's \(axis), but the input has shape \(shape)",
      argument: argument)
  }
}
