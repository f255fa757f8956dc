// What functions on tensors refuse.

import Tensors

// MARK: - Axes and ranks

extension LayerProblem {
  static func operationAxis(_ axis: Int, of name: String, shape: Shape) -> LayerProblem {
    LayerProblem("axis", "\(name): there is no axis \(axis) in a tensor of shape \(shape), which has \(shape.rank)")
  }

  /// Keras looks the axis up in a list.
  static func squeezedAxis(_ axis: Int, of name: String, shape: Shape) -> LayerProblem {
    LayerProblem(
      "axis", "\(name): there is no axis \(axis) in a tensor of shape \(shape), which has \(shape.rank)",
      exception: .indexError)
  }

  static func operationRank(_ name: String, needs: String, got: Shape) -> LayerProblem {
    LayerProblem("rank-mismatch", "\(name) needs \(needs), but got the shape \(got)")
  }

  static func permutation(_ axes: [Int], of shape: Shape, in name: String) -> LayerProblem {
    LayerProblem(
      "permutation",
      "\(name): \(list(axes)) is no order of the \(shape.rank) axes of \(shape): each must be there once")
  }

  static func squeeze(_ shape: Shape, axis: Int, in name: String) -> LayerProblem {
    LayerProblem(
      "squeeze",
      "\(name) leaves out axes of size 1, but axis \(axis) of \(shape) is \(shape[axis].map(String.init) ?? "None")")
  }

  private static func list(_ numbers: [Int]) -> String { "[" + numbers.map(String.init).joined(separator: ", ") + "]" }
}

// MARK: - Sizes that do not fit together

extension LayerProblem {
  static func cannotBroadcast(_ left: Shape, _ right: Shape, in name: String) -> LayerProblem {
    // Two batches of images are told of as the merging layers tell of them, with what would make them match.
    if left.rank == 4, right.rank == 4, left[0] == right[0] {
      return .unequalShapes(left, right, index: 1, layer: name)
    }
    let pairs = zip(left.dimensions.reversed(), right.dimensions.reversed())
    let offset = pairs.enumerated().first { _, pair in
      pair.0 != pair.1 && pair.0 != nil && pair.1 != nil && pair.0 != 1 && pair.1 != 1
    }
    let clash = offset.map { index, pair in
      ": axis -\(index + 1) has \(pair.0 ?? 0) and \(pair.1 ?? 0), which are neither equal nor 1"
    }
    return LayerProblem(
      "shape-mismatch", "\(name) cannot combine the shapes \(left) and \(right)\(clash ?? "")")
  }

  static func cannotJoin(_ first: Shape, _ other: Shape, beside axis: Int?, in name: String) -> LayerProblem {
    let beside = axis.map { " beside axis \($0)" } ?? ""
    return LayerProblem("shape-mismatch", "\(name) needs equal shapes\(beside), but got \(first) and \(other)")
  }

  static func innerSizes(_ first: Shape, _ second: Shape, _ left: Int, _ right: Int, in name: String) -> LayerProblem {
    LayerProblem(
      "shape-mismatch",
      "\(name) sums over axes of equal size, but \(first) and \(second) have \(left) and \(right) there")
  }

  static func batchAxis(in name: String) -> LayerProblem {
    LayerProblem("axis", "\(name) cannot sum over axis 0, which is the batch")
  }

  static func scalarProduct(in name: String) -> LayerProblem {
    LayerProblem("rank-mismatch", "\(name) needs matrices or vectors; * multiplies by a number")
  }
}

// MARK: - Layout

extension LayerProblem {
  static func negativeSize(_ shape: Shape, in name: String) -> LayerProblem {
    LayerProblem("negative-size", "\(name) cannot give a tensor of shape \(shape): a size is negative")
  }

  static func reshapeSize(_ size: Int, in name: String) -> LayerProblem {
    LayerProblem("reshape", "\(name): a size is at least 0, or -1 for what remains, not \(size)")
  }

  static func reshapeRests(_ target: Shape, in name: String) -> LayerProblem {
    LayerProblem("reshape", "\(name): \(target) has more than one -1, so that what remains for each is unknown")
  }

  static func reshapeElements(
    _ shape: Shape, to target: Shape, elements: Int, needed: Int, hasRest: Bool, in name: String
  ) -> LayerProblem {
    LayerProblem(
      "reshape",
      "\(name): \(shape) has \(elements) elements, but \(target) needs \(hasRest ? "a multiple of " : "")\(needed)")
  }

  static func padWidths(_ count: Int, for shape: Shape, in name: String) -> LayerProblem {
    LayerProblem("padding", "\(name) needs a width for each of the \(shape.rank) axes of \(shape), not \(count)")
  }

  static func sections(_ count: Int, in name: String) -> LayerProblem {
    LayerProblem("sections", "\(name) cannot make \(count) parts")
  }

  static func cannotSplit(_ shape: Shape, axis: Int, into count: Int, in name: String) -> LayerProblem {
    LayerProblem(
      "sections",
      "\(name): axis \(axis) of \(shape) has \(shape[axis] ?? 0), which \(count) equal parts do not divide")
  }

  static func cannotCut(_ shape: Shape, axis: Int, at places: [Int], in name: String) -> LayerProblem {
    LayerProblem("sections", "\(name): axis \(axis) of \(shape) cannot be cut by \(list(places))")
  }

  static func cannotUnstack(_ shape: Shape, axis: Int, in name: String) -> LayerProblem {
    LayerProblem(
      "unknown-size",
      "\(name) must know how many parts there are: axis \(axis) of \(shape) is None, so num= must say it")
  }
}

// MARK: - Indexing

extension LayerProblem {
  static func ellipses(in name: String) -> LayerProblem {
    LayerProblem("index", "an index may have one ..., not several")
  }

  static func tooManyIndices(_ count: Int, of shape: Shape) -> LayerProblem {
    LayerProblem("index", "a tensor of shape \(shape) has \(shape.rank) axes, but \(count) are indexed")
  }

  static func indexOutOfBounds(_ index: Int, axis: Int, of shape: Shape) -> LayerProblem {
    LayerProblem(
      "index", "index \(index) is out of bounds: axis \(axis) of \(shape) has size \(shape[axis] ?? 0)")
  }
}

// MARK: - Images and sums of products

extension LayerProblem {
  static func blocks(_ block: Int, _ shape: Shape, in name: String) -> LayerProblem {
    LayerProblem(
      "block-size", "\(name): an image of \(shape.display) cannot be laid out in blocks of \(block)×\(block)")
  }

  static func kernelChannels(_ shape: Shape, _ kernel: Shape, in name: String) -> LayerProblem {
    LayerProblem("shape-mismatch", "\(name): a kernel of shape \(kernel) does not fit an image of \(shape.display)")
  }

  static func operationWindow(_ window: Window, _ shape: Shape, in name: String) -> LayerProblem {
    LayerProblem(
      "kernel-too-large",
      "\(name): a \(window.size.map(String.init).joined(separator: "×")) window does not fit into \(shape.display)")
  }

  static func einsumOperands(_ expected: Int, got: Int) -> LayerProblem {
    LayerProblem("einsum", "einsum: the subscripts are for \(expected) tensors, but there are \(got)")
  }

  static func einsumRank(_ letters: String, _ shape: Shape) -> LayerProblem {
    LayerProblem("einsum", "einsum: '\(letters)' does not name the axes of a tensor of shape \(shape)")
  }

  static func einsumSizes(_ letter: Character, _ size: Int, _ other: Int) -> LayerProblem {
    LayerProblem("einsum", "einsum: the axis '\(letter)' has size \(size) in one tensor and \(other) in another")
  }
}
