// What functions along axes make of a row of values. Sums are taken in double precision, as exact as float32 can show.

import ModelGraph

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

enum RowFunctions {
  typealias Row = UnsafeBufferPointer<Float>

  static func reducing(_ reduction: Reduction) -> @Sendable (Row) -> Float {
    switch reduction {
    case .sum: { Float(sum($0)) }
    case .mean: { Float(mean($0)) }
    case .max: { row in row.dropFirst().reduce(row[0]) { $1 > $0 || $1.isNaN ? $1 : $0 } }
    case .min: { row in row.dropFirst().reduce(row[0]) { $1 < $0 || $1.isNaN ? $1 : $0 } }
    case .prod: { Float($0.reduce(1) { $0 * Double($1) }) }
    case .all: { $0.allSatisfy { $0 != 0 } ? 1 : 0 }
    case .any: { $0.contains { $0 != 0 } ? 1 : 0 }
    case .var: { Float(variance($0)) }
    case .std: { Float(variance($0).squareRoot()) }
    case .logsumexp: { Float(logarithmOfSum($0)) }
    case .argmax: { place(in: $0) { $0 > $1 } }
    case .argmin: { place(in: $0) { $0 < $1 } }
    case .median: { median($0) }
    case .spread: { ($0.max() ?? 0) - ($0.min() ?? 0) }
    case .nonzeroCount: { Float($0.count { $0 != 0 }) }
    }
  }

  private static func sum(_ row: Row) -> Double { row.reduce(0) { $0 + Double($1) } }

  private static func mean(_ row: Row) -> Double { sum(row) / Double(row.count) }

  private static func variance(_ row: Row) -> Double { variance(row, around: mean(row)) }

  private static func variance(_ row: Row, around mean: Double) -> Double {
    row.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(row.count)
  }

  private static func logarithmOfSum(_ row: Row) -> Double {
    let largest = Double(row.max() ?? 0)
    guard largest.isFinite else { return largest }
    return log(row.reduce(0) { $0 + exp(Double($1) - largest) }) + largest
  }

  /// Of equal values the first.
  private static func place(in row: Row, _ isBetter: (Float, Float) -> Bool) -> Float {
    var best = 0
    for index in row.indices where isBetter(row[index], row[best]) { best = index }
    return Float(best)
  }

  /// Between the two in the middle where the number is even.
  private static func median(_ row: Row) -> Float {
    let sorted = row.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }

  static func norm(order: Double) -> @Sendable (Row) -> Float {
    { Float(norm($0, order: order)) }
  }

  private static func norm(_ row: Row, order: Double) -> Double {
    let magnitudes = row.lazy.map { Double($0.magnitude) }
    return switch order {
    case 2: magnitudes.reduce(0) { $0 + $1 * $1 }.squareRoot()
    case 1: magnitudes.reduce(0, +)
    case 0: Double(row.count { $0 != 0 })
    case .infinity: magnitudes.max() ?? 0
    case -.infinity: magnitudes.min() ?? 0
    default: pow(magnitudes.reduce(0) { $0 + pow($1, order) }, 1 / order)
    }
  }

  // MARK: Rows to rows

  static func cumulating(_ cumulation: Cumulation) -> RowMapping {
    { row, result in
      var total = cumulation.isProduct ? 1.0 : 0
      for step in row.indices {
        let index = cumulation.isReversed ? row.count - 1 - step : step
        if cumulation.isExclusive { result[index] = Float(total) }
        if cumulation.isProduct { total *= Double(row[index]) } else { total += Double(row[index]) }
        if !cumulation.isExclusive { result[index] = Float(total) }
      }
    }
  }

  /// Of equal values the first comes first, in both orders.
  static func sorting(_ sorting: Sorting) -> RowMapping {
    { row, result in
      let order = row.indices.sorted { left, right in
        row[left] == row[right] ? left < right : (row[left] < row[right]) != sorting.isDescending
      }
      for (index, place) in zip(result.indices, order) {
        result[index] = sorting.givesIndices ? Float(place) : row[place]
      }
    }
  }

  static func normalizing(order: Double, leastNorm: Double) -> RowMapping {
    { row, result in
      let norm = max(norm(row, order: order), leastNorm)
      for index in row.indices { result[index] = Float(Double(row[index]) / norm) }
    }
  }

  /// `(x - mean) / sqrt(variance + epsilon)`.
  static func standardizing(epsilon: Double) -> RowMapping {
    { row, result in
      let centre = mean(row)
      let deviation = (variance(row, around: centre) + epsilon).squareRoot()
      for index in row.indices { result[index] = Float((Double(row[index]) - centre) / deviation) }
    }
  }

  /// `x / sqrt(mean of squares + epsilon)`.
  static func dividingByRootMeanSquare(epsilon: Double) -> RowMapping {
    { row, result in
      let root = (variance(row, around: 0) + epsilon).squareRoot()
      for index in row.indices { result[index] = Float(Double(row[index]) / root) }
    }
  }

  /// `x / (bias + alpha sum of the neighbours' squares)^beta`.
  static func normalizingLocally(radius: Int, bias: Double, alpha: Double, beta: Double) -> RowMapping {
    { row, result in
      let radius = min(max(radius, 0), row.count)
      for index in row.indices {
        let neighbours = max(0, index - radius)...min(row.count - 1, index + radius)
        let squares = neighbours.reduce(0) { $0 + Double(row[$1]) * Double(row[$1]) }
        result[index] = Float(Double(row[index]) / pow(bias + alpha * squares, beta))
      }
    }
  }

  /// The first half, each value times the sigmoid of its partner in the second.
  static let gatedHalves: RowMapping = { row, result in
    let half = row.count / 2
    for index in 0..<half {
      result[index] = Float(Double(row[index]) / (1 + exp(-Double(row[half + index]))))
    }
  }

  /// What of each value lies above a threshold, as Keras computes that (keras/src/backend/tensorflow/nn.py).
  static let sparsemax: RowMapping = { row, result in
    var (sum, sumOfSums, supported): (Float, Float, Float) = (0, 0, 0)
    for (index, value) in row.sorted(by: >).enumerated() {
      sum += value
      if value - (sum - 1) / Float(index + 1) <= 0 { continue }
      sumOfSums += sum
      supported += 1
    }
    let threshold = (sumOfSums - 1) / supported
    for index in row.indices { result[index] = max(row[index] - threshold, 0) }
  }
}
