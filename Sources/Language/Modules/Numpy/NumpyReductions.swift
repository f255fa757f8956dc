// Functions that make one number of many, along an axis or of all; they are methods of arrays too.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The type of a reduction's result.
private enum ReducedType: Sendable {
  case same, float, integer, bool
  /// Sums and products: of truths and small integers int64.
  case sum

  func of(_ type: ElementType) -> ElementType {
    switch self {
    case .same: type
    case .float: type.isFloat ? type : .float64
    case .integer: .int64
    case .bool: .bool
    case .sum: type.isFloat ? type : .int64
    }
  }
}

private func reduction(
  _ name: String, _ type: ReducedType, ofEmpty: Bool = false, _ body: @escaping @Sendable ([Double]) -> Double
) -> HostFunction {
  .builtin(
    name,
    [
      Parameter("a"), Parameter("axis", default: Value.none), Parameter("dtype", default: Value.none),
      .keyword("keepdims", default: .bool(false)),
    ]
  ) { interpreter, arguments throws(Raised) in
    var array = try interpreter.ndarray(arguments[0])
    if let given = try interpreter.elementType(arguments["dtype"]) { array = array.converted(to: given) }
    if array.elements.isEmpty, !ofEmpty {
      throw interpreter.raise(.emptyReduction(["max": "maximum", "min": "minimum"][name] ?? name))
    }
    let keepsAxis = try interpreter.isTrue(arguments["keepdims"])
    let axes = arguments[1].isNone ? [] : try interpreter.integers(arguments[1])
    guard !axes.isEmpty else {
      return try interpreter.checked(array.reduced(nil, keepsAxis: keepsAxis, type.of(array.type), body))
    }
    let rank = array.rank
    let sorted = try axes.map { (axis) throws(Raised) in try interpreter.axis(axis, rank: rank) }.sorted(by: >)
    guard sorted.count == 1 else {
      guard [.sum, .bool, .same].contains(type) else { throw interpreter.raise(.outside("\(name) along several axes")) }
      for axis in sorted { array = array.reduced(axis, keepsAxis: keepsAxis, type.of(array.type), body) }
      return try interpreter.checked(array)
    }
    return try interpreter.checked(array.reduced(sorted[0], keepsAxis: keepsAxis, type.of(array.type), body))
  }
}

/// Summed in pairs of halves as numpy does, by eights at the bottom.
private func pairwiseSum(_ values: ArraySlice<Double>) -> Double {
  if values.count < 8 { return values.reduce(0, +) }
  guard values.count > 128 else {
    var lanes = Array(values.prefix(8))
    var index = values.startIndex + 8
    while index + 8 <= values.endIndex {
      for lane in 0..<8 { lanes[lane] += values[index + lane] }
      index += 8
    }
    let sum = ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]))
    return values[index...].reduce(sum, +)
  }
  var half = values.count / 2
  half -= half % 8
  let middle = values.startIndex + half
  return pairwiseSum(values[..<middle]) + pairwiseSum(values[middle...])
}

private func mean(_ values: [Double]) -> Double { pairwiseSum(values[...]) / Double(values.count) }

private func variance(_ values: [Double]) -> Double {
  let center = mean(values)
  return mean(values.map { ($0 - center) * ($0 - center) })
}

/// Those of them that are also methods of arrays.
let numpyMethods: [HostFunction] =
  [
    reduction("sum", .sum, ofEmpty: true) { pairwiseSum($0[...]) },
    reduction("prod", .sum, ofEmpty: true) { $0.reduce(1, *) },
    reduction("mean", .float) { mean($0) },
    reduction("var", .float) { variance($0) },
    reduction("std", .float) { variance($0).squareRoot() },
    reduction("max", .same) { $0.contains(where: \.isNaN) ? .nan : $0.max() ?? 0 },
    reduction("min", .same) { $0.contains(where: \.isNaN) ? .nan : $0.min() ?? 0 },
    reduction("any", .bool, ofEmpty: true) { $0.contains { $0 != 0 } ? 1 : 0 },
    reduction("all", .bool, ofEmpty: true) { $0.allSatisfy { $0 != 0 } ? 1 : 0 },
    reduction("argmax", .integer) { values in Double(values.firstIndex(of: values.max() ?? 0) ?? 0) },
    reduction("argmin", .integer) { values in Double(values.firstIndex(of: values.min() ?? 0) ?? 0) },
    running("cumsum") { $0 + $1 },
    running("cumprod") { $0 * $1 },
  ] + shapingMethods

/// The same under their other names, and those that are functions alone.
let reductionFunctions: [HostFunction] = [
  reduction("amax", .same) { $0.max() ?? 0 },
  reduction("amin", .same) { $0.min() ?? 0 },
  reduction("median", .float) { values in
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  },
]

/// `cumsum` and `cumprod`.
private func running(_ name: String, _ body: @escaping @Sendable (Double, Double) -> Double) -> HostFunction {
  .builtin(name, [Parameter("a"), Parameter("axis", default: Value.none)]) { interpreter, arguments throws(Raised) in
    var array = try interpreter.ndarray(arguments[0])
    if arguments[1].isNone { array = array.reshaped([array.elements.count]) }
    let axis = try interpreter.axis(try arguments.optionalInteger(1, &interpreter) ?? 0, rank: array.rank)
    let stride = array.strides[axis]
    let type: ElementType = array.type.isFloat ? array.type : .int64
    for index in array.elements.indices where (index / stride) % array.shape[axis] > 0 {
      array.elements[index] = type.converted(body(array.elements[index - stride], array.elements[index]))
    }
    return try interpreter.checked(array.converted(to: type))
  }
}
