// Shapes: sizes along the axes, batch first, where a size may be unknown until run time.

/// A tensor's shape. `nil` stands for Keras' `None`, a size known only at run time, as the batch is.
package struct Shape: Hashable, Sendable, CustomStringConvertible, ExpressibleByArrayLiteral {
  package var dimensions: [Int?]

  package init(_ dimensions: [Int?]) { self.dimensions = dimensions }
  package init(_ dimensions: [Int]) { self.dimensions = dimensions.map(Optional.some) }
  package init(arrayLiteral dimensions: Int?...) { self.dimensions = dimensions }

  package var rank: Int { dimensions.count }
  package subscript(axis: Int) -> Int? {
    get { dimensions[axis] }
    set { dimensions[axis] = newValue }
  }

  /// As Keras prints it: `(None, 32, 32, 3)`, and `(None,)` for one axis.
  package var description: String {
    let sizes = dimensions.map { $0.map(String.init) ?? "None" }
    return "(" + sizes.joined(separator: ", ") + (rank == 1 ? ",)" : ")")
  }

  /// As the pane shows it: without the batch, `32×32×3`; an unknown size is `?`.
  package var display: String {
    let sizes = dimensions.dropFirst().map { $0.map(String.init) ?? "?" }
    return sizes.isEmpty ? "scalar" : sizes.joined(separator: "×")
  }

  /// The number of elements for one image, or nil where a size but the batch is unknown or the product overflows.
  package var elementsPerImage: Int? {
    Shape.product(dimensions.dropFirst())
  }

  /// The product of sizes, or nil where one is unknown or the product overflows.
  package static func product(_ sizes: some Sequence<Int?>) -> Int? {
    var product = 1
    for size in sizes {
      guard let size else { return nil }
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      if overflow { return nil }
      product = next
    }
    return product
  }

  /// The sizes, or nil where one is unknown.
  package var known: [Int]? {
    let sizes = dimensions.compactMap { $0 }
    return sizes.count == rank ? sizes : nil
  }
}
