// Functions along axes: the values along some axes are a row, and each row is made another.

import ModelGraph
import Tensors

/// Makes a row of values another one, which may have another length.
typealias RowMapping = @Sendable (UnsafeBufferPointer<Float>, UnsafeMutableBufferPointer<Float>) -> Void

extension Lowering {
  /// Runs a function on each row of the source. The other axes of source and destination are the same.
  mutating func mapRows(
    _ source: View, along axes: [Int], to destination: View, along resultAxes: [Int], _ function: @escaping RowMapping
  ) {
    let (from, to) = (source.rows(along: axes), destination.rows(along: resultAxes))
    let walk = Walk([from.starts, to.starts])
    let isTogether = from.row.isRowMajor
    let (places, resultPlaces) = (isTogether ? [] : from.row.offsets, to.row.offsets)
    let (count, resultCount) = (from.row.count, to.row.count)
    call([source, destination]) { values in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { row in
        withUnsafeTemporaryAllocation(of: Float.self, capacity: resultCount) { result in
          walk.rows(from: values) { starts in
            for index in 0..<starts.count {
              let source = starts.values[0] + index * starts.steps[0]
              let destination = starts.values[1] + index * starts.steps[1]
              if isTogether {
                function(UnsafeBufferPointer(start: source, count: count), result)
              } else {
                for (index, place) in places.enumerated() { row[index] = source[place] }
                function(UnsafeBufferPointer(row), result)
              }
              for (index, place) in resultPlaces.enumerated() { destination[place] = result[index] }
            }
          }
        }
      }
    }
  }

  mutating func reduce(_ function: Reduction, _ axes: [Int]?) throws(RuntimeProblem) {
    if try reduceByPooling(function, axes) { return }
    reduce(axes, RowFunctions.reducing(function))
  }

  mutating func reduce(_ axes: [Int]?, _ function: @escaping @Sendable (UnsafeBufferPointer<Float>) -> Float) {
    reduce(inputs[0], along: axes, to: output, function)
  }

  mutating func reduce(
    _ source: View, along axes: [Int]?, to destination: View,
    _ function: @escaping @Sendable (UnsafeBufferPointer<Float>) -> Float
  ) {
    let axes = Set(axes?.map(source.index(ofAxis:)) ?? Array(source.sizes.indices)).sorted()
    let kept = source.sizes.indices.filter { !axes.contains($0) }.map { source.sizes[$0] }
    mapRows(source, along: axes, to: destination.reshaped(kept), along: []) { row, result in
      result[0] = function(row)
    }
  }

  /// The mean or the largest of an image, where the axes are its height and width: the library's own.
  private mutating func reduceByPooling(_ function: Reduction, _ axes: [Int]?) throws(RuntimeProblem) -> Bool {
    guard inputs[0].rank == 4, let axes, Set(axes.map(inputs[0].index(ofAxis:))) == [1, 2] else { return false }
    switch function {
    case .max: try poolAll(.maximum, inputs[0].image(.channelsLast))
    case .mean: try poolAll(.average, inputs[0].image(.channelsLast))
    default: return false
    }
    return true
  }

  mutating func cumulate(_ cumulation: Cumulation, axis: Int?) {
    let source = axis == nil ? inputs[0].flat : inputs[0]
    let axis = source.index(ofAxis: axis ?? 0)
    mapRows(source, along: [axis], to: output, along: [axis], RowFunctions.cumulating(cumulation))
  }

  mutating func sort(_ sorting: Sorting) throws(RuntimeProblem) {
    let axis = inputs[0].index(ofAxis: sorting.axis)
    if let count = sorting.count, count > inputs[0].sizes[axis] {
      throw refusal("the \(count) largest of \(inputs[0].sizes[axis]) values")
    }
    mapRows(inputs[0], along: [axis], to: output, along: [axis], RowFunctions.sorting(sorting))
  }

  mutating func normalize(_ axes: [Int]?, order: Double, leastNorm: Double) {
    let axes = axes?.map(inputs[0].index(ofAxis:)) ?? Array(inputs[0].sizes.indices)
    mapRows(
      inputs[0], along: axes, to: output, along: axes, RowFunctions.normalizing(order: order, leastNorm: leastNorm))
  }

  mutating func normalizeLocally(radius: Int, bias: Double, alpha: Double, beta: Double) {
    let axis = inputs[0].rank - 1
    mapRows(
      inputs[0], along: [axis], to: output, along: [axis],
      RowFunctions.normalizingLocally(radius: radius, bias: bias, alpha: alpha, beta: beta))
  }

  /// A row of ones and noughts for each value.
  mutating func oneHot(count: Int, axis: Int) {
    mapRows(inputs[0], along: [], to: output, along: [output.index(ofAxis: axis)]) { row, result in
      for index in result.indices { result[index] = row[0].rounded(.towardZero) == Float(index) ? 1 : 0 }
    }
  }
}

extension View {
  /// The places where rows along some axes begin, and the first of the rows.
  fileprivate func rows(along axes: [Int]) -> (starts: View, row: View) {
    (permuted(sizes.indices.filter { !axes.contains($0) }), permuted(axes))
  }

  /// Whether the values lie one behind the other, in their order.
  fileprivate var isRowMajor: Bool { strides == reshaped(sizes).strides }
}
