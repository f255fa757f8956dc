// Tuples: elements, and how deeply tuples are nested in them, which is bounded.

/// The elements of a tuple. Unlike lists, tuples hold one another directly, so that whatever walks through one, even
/// the release of its memory, recurses as deeply as they are nested. The interpreter refuses what is nested deeper
/// than `maximumDepth`.
package struct Tuple: Sendable {
  package let elements: [Value]
  /// How many tuples lie within one another, this one included.
  let depth: Int

  static let maximumDepth = 200

  init(_ elements: [Value]) {
    self.elements = elements
    var inner = 0
    for case .tuple(let tuple) in elements { inner = Swift.max(inner, tuple.depth) }
    depth = inner + 1
  }
}

extension Tuple: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { elements.count }
  package subscript(index: Int) -> Value { elements[index] }
}

extension Value {
  package static func tuple(_ elements: [Value]) -> Value { .tuple(Tuple(elements)) }
}
