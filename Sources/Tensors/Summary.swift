// What a pane says about a tensor: its range, moments, zeros, dead units, values that are no numbers, and a histogram.

/// The statistics of a tensor's values. Range, moments and histogram are over the finite values alone, so that one infinity
/// does not hide the rest; what is not finite is counted beside them.
package struct TensorSummary: Sendable, Hashable {
  /// All values, the not finite ones included.
  package let count: Int
  package let nanCount: Int
  package let infiniteCount: Int
  /// Values that are exactly zero: what a ReLU has shut off.
  package let zeroCount: Int
  /// Its channels, or the units of a dense layer.
  package let units: Units
  /// Of the units, those with nothing but zeros.
  package let deadUnits: Int
  /// Nil where no value is finite.
  package let moments: Moments?
  package let histogram: Histogram?

  package struct Moments: Sendable, Hashable {
    package let minimum: Float
    package let maximum: Float
    package let mean: Double
    /// The population's (divisor n), as numpy's `std`.
    package let standardDeviation: Double
  }

  /// Equal bins from `lower` to `upper`; each holds its lower edge, the last its upper edge too, as numpy's `histogram`.
  package struct Histogram: Sendable, Hashable {
    package let lower: Float
    package let upper: Float
    package let counts: [Int]
  }

  /// The share of exact zeros in all values, from 0 to 1; 0 for an empty tensor.
  package var zeroShare: Double { count == 0 ? 0 : Double(zeroCount) / Double(count) }
  package var isFinite: Bool { nanCount == 0 && infiniteCount == 0 }

  /// The channels are along the last axis unless it is told otherwise.
  package init(_ tensor: Tensor, channelAxis: Int? = nil, bins: Int = 16) {
    let units = Units(of: tensor.shape, along: channelAxis)
    self = tensor.values.withUnsafeBufferPointer { TensorSummary($0, units: units, bins: bins) }
  }

  package init(_ values: UnsafeBufferPointer<Float>, units: Units = .none, bins: Int = 16) {
    precondition(bins > 0, "a histogram needs a bin")
    count = values.count
    self.units = units
    deadUnits = units.deadCount(in: values)
    let tally = Tally(values)
    nanCount = tally.nans
    infiniteCount = tally.infinities
    zeroCount = tally.zeros
    guard tally.finite > 0 else {
      moments = nil
      histogram = nil
      return
    }
    let mean = tally.sum / Double(tally.finite)
    moments = Moments(
      minimum: tally.minimum, maximum: tally.maximum, mean: mean,
      standardDeviation: (squaredDeviations(values, from: mean) / Double(tally.finite)).squareRoot())
    histogram = Histogram(values, from: tally.minimum, to: tally.maximum, bins: bins)
  }
}

extension TensorSummary {
  /// How a tensor's values are shared out among its channels: each has a run of them, and then each has one again.
  package struct Units: Sendable, Hashable {
    package let count: Int
    let run: Int

    /// Of what has no channels.
    package static let none = Units(count: 0, run: 1)

    private init(count: Int, run: Int) {
      self.count = count
      self.run = run
    }

    /// The first axis is the batch. Nil for the axis is the last one.
    package init(of shape: [Int], along axis: Int? = nil) {
      let axis = axis ?? shape.count - 1
      guard axis > 0, axis < shape.count, !shape.contains(0) else {
        self = .none
        return
      }
      self.init(count: shape[axis], run: shape[(axis + 1)...].reduce(1, *))
    }

    /// Those without a value that is not zero. Ends as soon as each has shown one.
    fileprivate func deadCount(in values: UnsafeBufferPointer<Float>) -> Int {
      var isDead = [Bool](repeating: true, count: count)
      var deadCount = count
      for start in stride(from: 0, to: values.count, by: max(1, count * run)) where deadCount > 0 {
        for unit in 0..<count where isDead[unit] {
          let first = start + unit * run
          guard (first..<first + run).contains(where: { values[$0] != 0 }) else { continue }
          isDead[unit] = false
          deadCount -= 1
        }
      }
      return deadCount
    }
  }
}

/// What one walk over the values gives.
private struct Tally {
  var nans = 0
  var infinities = 0
  var zeros = 0
  var finite = 0
  var sum = 0.0
  var minimum = Float.infinity
  var maximum = -Float.infinity

  init(_ values: UnsafeBufferPointer<Float>) {
    for value in values {
      guard value.isFinite else {
        if value.isNaN { nans += 1 } else { infinities += 1 }
        continue
      }
      finite += 1
      if value == 0 { zeros += 1 }
      sum += Double(value)
      if value < minimum { minimum = value }
      if value > maximum { maximum = value }
    }
  }
}

/// A second walk, because the difference of two large sums would lose the small deviations.
private func squaredDeviations(_ values: UnsafeBufferPointer<Float>, from mean: Double) -> Double {
  var sum = 0.0
  for value in values where value.isFinite {
    let deviation = Double(value) - mean
    sum += deviation * deviation
  }
  return sum
}

extension TensorSummary.Histogram {
  /// Where all values are equal the bins lie half a unit to each side of them, as numpy's.
  fileprivate init(_ values: UnsafeBufferPointer<Float>, from minimum: Float, to maximum: Float, bins: Int) {
    let (low, high) =
      minimum < maximum ? (Double(minimum), Double(maximum)) : (Double(minimum) - 0.5, Double(maximum) + 0.5)
    let scale = Double(bins) / (high - low)
    var counts = [Int](repeating: 0, count: bins)
    for value in values where value.isFinite {
      counts[min(Int((Double(value) - low) * scale), bins - 1)] += 1
    }
    self.init(lower: Float(low), upper: Float(high), counts: counts)
  }
}
