// A part of a step's memory as a primitive sees it: a place, sizes in oneDNN's order, and strides.

import ModelGraph

/// Values of a step's input, output, weight or temporary, seen with sizes and strides.
struct View {
  /// Whose memory it is.
  enum Place: Hashable {
    case input(Int)
    case output
    case weight(Int)
    case temporary(Int)
    case constant(Int)
  }

  var place: Place
  var sizes: [Int]
  /// In values.
  var strides: [Int]
  /// Where the view begins, in values.
  var offset = 0

  /// Values one after another, the last axis the fastest.
  init(_ place: Place, rowMajor sizes: [Int]) {
    self.place = place
    self.sizes = sizes
    strides = View.rowMajorStrides(sizes)
  }

  init(_ place: Place, sizes: [Int], strides: [Int]) {
    self.place = place
    self.sizes = sizes
    self.strides = strides
  }

  var count: Int { sizes.reduce(1, *) }

  private static func rowMajorStrides(_ sizes: [Int]) -> [Int] {
    var strides = Array(repeating: 1, count: sizes.count)
    for axis in sizes.indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * sizes[axis + 1] }
    return strides
  }

  /// The same values with other sizes. Only for row-major views.
  func reshaped(_ sizes: [Int]) -> View { View(place, rowMajor: sizes) }

  var rank: Int { sizes.count }

  /// The place of an axis that may be counted from the end, as Python does.
  func index(ofAxis axis: Int) -> Int { axis < 0 ? axis + rank : axis }

  var flat: View { reshaped([count]) }

  /// The axes in another order; the values stay where they are.
  func permuted(_ order: [Int]) -> View {
    var view = self
    view.sizes = order.map { sizes[$0] }
    view.strides = order.map { strides[$0] }
    return view
  }

  /// A row-major image batch as (batch, channels, height, width), wherever its format keeps the channels. A sequence is an
  /// image of one row.
  func image(_ format: DataFormat) -> View {
    let image =
      switch format {
      case .channelsLast: permuted([0, rank - 1] + Array(1..<(rank - 1)))
      case .channelsFirst: self
      }
    return image.rank == 4 ? image : image.inserting(at: 2)
  }

  /// The same values with one more axis, of size 1.
  func inserting(at axis: Int) -> View {
    var view = self
    view.sizes.insert(1, at: axis)
    view.strides.insert(strides[axis] * sizes[axis], at: axis)
    return view
  }

  /// A row-major view as (what is before the axis, the axis, what is after it).
  func split(at axis: Int) -> View {
    reshaped([sizes[..<axis].reduce(1, *), sizes[axis], sizes[(axis + 1)...].reduce(1, *)])
  }

  /// The part that begins at these indices and has these sizes.
  func window(from start: [Int], sizes: [Int]) -> View {
    var view = self
    view.offset += zip(start, strides).reduce(0) { $0 + $1.0 * $1.1 }
    view.sizes = sizes
    return view
  }

  func layout() throws(RuntimeProblem) -> Layout { try Layout(sizes, strides: strides) }
}
