// Several views of the same sizes, walked together row by row.

/// The order in which a function of ours meets the values of some views.
struct Walk: Sendable {
  /// The views' values along one axis.
  struct Row {
    /// Where each view's row begins.
    fileprivate(set) var values: [UnsafeMutablePointer<Float>]
    /// From value to value, by view.
    let steps: [Int]
    let count: Int
  }

  /// The axes but the last, which is the row's.
  private let sizes: [Int]
  /// By axis, then by view.
  private let strides: [[Int]]
  private let steps: [Int]
  private let count: Int

  /// All views have the first one's sizes. Axes that lie one behind the other in all of them are walked as one.
  init(_ views: [View]) {
    var axes: [(size: Int, strides: [Int])] = []
    for (axis, size) in views[0].sizes.enumerated() where size != 1 {
      let strides = views.map { $0.strides[axis] }
      if let outer = axes.last, zip(outer.strides, strides).allSatisfy({ $0 == $1 * size }) {
        axes[axes.count - 1] = (outer.size * size, strides)
      } else {
        axes.append((size, strides))
      }
    }
    let row = axes.popLast() ?? (1, views.map { _ in 1 })
    (count, steps) = row
    sizes = axes.map(\.size)
    strides = axes.map(\.strides)
  }

  func rows(from start: [UnsafeMutablePointer<Float>], _ body: (Row) -> Void) {
    var row = Row(values: start, steps: steps, count: count)
    Places(sizes).forEach { place in
      for view in start.indices {
        row.values[view] = start[view]
        for axis in sizes.indices { row.values[view] += place[axis] * strides[axis][view] }
      }
      body(row)
    }
  }
}

/// The places of some axes in their order, the last axis the fastest. There is one place where there are no axes.
struct Places: Sendable {
  private let sizes: [Int]

  init(_ sizes: [Int]) { self.sizes = sizes }

  func forEach(_ body: ([Int]) -> Void) {
    var place = sizes.map { _ in 0 }
    while true {
      body(place)
      var axis = sizes.count - 1
      while axis >= 0, place[axis] == sizes[axis] - 1 {
        place[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
      place[axis] += 1
    }
  }
}

extension View {
  /// The last axes lined up with those of the sizes, and what has size 1 there repeated.
  func broadcast(to wanted: [Int]) -> View {
    let missing = wanted.count - rank
    var view = self
    view.strides =
      Array(repeating: 0, count: missing) + zip(sizes, strides).map { size, stride in size == 1 ? 0 : stride }
    view.sizes = wanted
    return view
  }

  /// The last axes lined up, as numpy broadcasts. Only for row-major views.
  func aligned(toRank rank: Int) -> View {
    self.rank == rank ? self : reshaped(Array(repeating: 1, count: rank - self.rank) + sizes)
  }

  /// Where the values lie, in their order.
  var offsets: [Int] {
    var offsets = [0]
    for (size, stride) in zip(sizes, strides) {
      offsets = offsets.flatMap { start in (0..<size).map { start + $0 * stride } }
    }
    return offsets
  }
}
