// Splitting an area into columns or rows of fixed and flexible sizes.

/// How much of the room one part of a split takes.
package enum Extent: Hashable, Sendable {
  /// So many cells, or fewer where the parts before it leave less.
  case fixed(Int)
  /// A share of what the fixed parts leave, by weight.
  case flexible(weight: Int)

  package static let flexible = Extent.flexible(weight: 1)
}

extension Rect {
  /// The parts side by side. Together they fill the area if one of them is flexible.
  package func columns(_ extents: [Extent]) -> [Rect] {
    var left = x
    return Extent.resolve(extents, in: width).map { size in
      defer { left += size }
      return Rect(x: left, y: y, width: size, height: height)
    }
  }

  /// The parts from top to bottom. Together they fill the area if one of them is flexible.
  package func rows(_ extents: [Extent]) -> [Rect] {
    var top = y
    return Extent.resolve(extents, in: height).map { size in
      defer { top += size }
      return Rect(x: x, y: top, width: width, height: size)
    }
  }
}

extension Extent {
  /// Sizes whose sum is at most `room`. Fixed parts are served first, in order.
  fileprivate static func resolve(_ extents: [Extent], in room: Int) -> [Int] {
    var rest = room
    var sizes = extents.map { extent in
      guard case .fixed(let wanted) = extent else { return 0 }
      let size = min(max(0, wanted), rest)
      rest -= size
      return size
    }
    var weights = extents.reduce(0) { $0 + $1.weight }
    for (index, extent) in extents.enumerated() where extent.weight > 0 {
      // Rounding up serves the earlier parts first; the last takes what is left.
      sizes[index] = (rest * extent.weight + weights - 1) / weights
      rest -= sizes[index]
      weights -= extent.weight
    }
    return sizes
  }

  private var weight: Int {
    guard case .flexible(let weight) = self else { return 0 }
    return max(0, weight)
  }
}
