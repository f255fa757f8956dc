// Arithmetic on sizes that a user chose: it saturates or throws, and never traps.

import Tensors

extension Int {
  /// The sum, or `Int.max` where it overflows. Both are sizes, so neither is negative.
  package func addingSaturated(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}

extension Shape {
  /// The index of an axis that may count from the end, or nil where there is none.
  package func index(ofAxis axis: Int) -> Int? {
    let index = axis < 0 ? rank + axis : axis
    return dimensions.indices.contains(index) ? index : nil
  }

  /// A shape whose sizes multiply beyond 64 bits is refused here, so that what counts elements need not ask again.
  func checkedElements(of layer: String) throws(LayerProblem) -> Int? {
    if let elements = elementsPerImage { return elements }
    if dimensions.dropFirst().contains(nil) { return nil }
    throw .tooLarge(layer: layer, "an image of \(display)")
  }
}

/// The product of sizes, refused where it overflows.
func product(_ sizes: Int..., of layer: String) throws(LayerProblem) -> Int {
  guard let product = Shape.product(sizes) else {
    throw .tooLarge(layer: layer, sizes.map(String.init).joined(separator: "×"))
  }
  return product
}

/// The sum of sizes, refused where it overflows.
func sum(_ sizes: [Int], of layer: String) throws(LayerProblem) -> Int {
  var total = 0
  for size in sizes {
    let (next, overflow) = total.addingReportingOverflow(size)
    if overflow {
      throw .tooLarge(layer: layer, sizes.map(String.init).joined(separator: " + "))
    }
    total = next
  }
  return total
}

extension LayerProblem {
  static func tooLarge(layer: String, _ what: String) -> LayerProblem {
    LayerProblem("too-large", "\(layer): \(what) is more than 64 bits can count")
  }

  static func nestedTooDeep(_ limit: Int) -> LayerProblem {
    LayerProblem(
      "nested-too-deep", "more than \(limit) layers are nested in each other: does a layer hold itself?",
      exception: .recursionError)
  }

  static func tooManyLayers(_ limit: Int) -> LayerProblem {
    LayerProblem("too-many-layers", "the session makes more than \(limit) layers or calls of layers")
  }
}
