// The shapes that NumPy's functions give, as far as they follow from shapes and sizes alone.

/// The arguments of a function of arrays besides the array, as sizes: an integer, or several; nil for all else.
struct ArrayArguments {
  var positional: [[Int]?]
  var keywords: [String: [Int]?]

  /// An argument by its name or its place; nil where it is not given, nil within where it holds no sizes.
  func sizes(_ name: String, at index: Int) -> [Int]?? {
    if let named = keywords[name] { return .some(named) }
    return positional.indices.contains(index) ? .some(positional[index]) : .none
  }
}

enum ArrayShapes {
  /// By function or method, the shape of the result for the array's shape, nil where it is not known.
  static let results: [String: @Sendable ([Int?], ArrayArguments) -> [Int?]?] = {
    var table: [String: @Sendable ([Int?], ArrayArguments) -> [Int?]?] = [
      "flatten": { shape, _ in [product(shape)] }, "ravel": { shape, _ in [product(shape)] },
      "reshape": reshaped, "expand_dims": expanded, "transpose": transposed,
      "squeeze": { shape, arguments in
        arguments.positional.isEmpty && arguments.keywords.isEmpty ? shape.filter { $0 != 1 } : nil
      },
    ]
    let sameShape = [
      "abs", "array", "asarray", "ascontiguousarray", "astype", "clip", "copy", "exp", "flip", "float32", "log",
      "ones_like", "round", "sqrt", "square", "zeros_like",
    ]
    for name in sameShape { table[name] = { shape, _ in shape } }
    let reductions = ["argmax", "argmin", "max", "mean", "median", "min", "prod", "std", "sum", "var", "amax", "amin"]
    for name in reductions { table[name] = reduced }
    return table
  }()

  /// By function, the shape of the array that it makes of sizes.
  static let makers: [String: @Sendable (ArrayArguments) -> [Int?]?] = {
    var table: [String: @Sendable (ArrayArguments) -> [Int?]?] = [
      "random.rand": { allSizes($0) }, "random.randn": { allSizes($0) },
      "random.normal": { $0.sizes("size", at: 2) ?? [] }, "random.uniform": { $0.sizes("size", at: 2) ?? [] },
      "random.randint": { $0.sizes("size", at: 2) ?? [] },
    ]
    for name in ["empty", "full", "ones", "zeros"] { table[name] = { ($0.sizes("shape", at: 0) ?? nil) } }
    for name in ["random.random", "random.random_sample", "random.ranf", "random.sample"] {
      table[name] = { $0.sizes("size", at: 0) ?? [] }
    }
    return table
  }()

  /// Sizes that are one argument each.
  private static func allSizes(_ arguments: ArrayArguments) -> [Int?]? {
    let sizes = arguments.positional.compactMap { $0?.count == 1 ? $0?.first : nil }
    return sizes.count == arguments.positional.count ? sizes : nil
  }

  /// NumPy's broadcasting, nil where the shapes do not fit or a size is unknown.
  static func broadcast(_ left: [Int?], _ right: [Int?]) -> [Int?]? {
    let count = max(left.count, right.count)
    func padded(_ shape: [Int?]) -> [Int?] { Array(repeating: 1, count: count - shape.count) + shape }
    var result: [Int?] = []
    for (one, other) in zip(padded(left), padded(right)) {
      guard one == other || one == 1 || other == 1 else { return nil }
      result.append(one == 1 ? other : one)
    }
    return result
  }

  /// Arrays one after another along an axis.
  static func concatenated(_ shapes: [[Int?]], _ arguments: ArrayArguments) -> [Int?]? {
    let axis = arguments.sizes("axis", at: 0) ?? [0]
    guard var result = shapes.first, let axis = axis?.first, let place = position(axis, in: result) else { return nil }
    for shape in shapes.dropFirst() {
      guard shape.count == result.count, let left = result[place], let right = shape[place] else { return nil }
      let (sum, overflow) = left.addingReportingOverflow(right)
      var expected = shape
      expected[place] = left
      guard !overflow, expected == result else { return nil }
      result[place] = sum
    }
    return result
  }

  @Sendable private static func reshaped(_ shape: [Int?], _ arguments: ArrayArguments) -> [Int?]? {
    let several = arguments.positional.count == 1 ? arguments.positional[0] : allSizes(arguments)?.compactMap(\.self)
    let named = arguments.keywords["newshape"] ?? arguments.keywords["shape"] ?? nil
    guard let wanted = arguments.positional.isEmpty ? named : several, wanted.allSatisfy({ $0 >= -1 }),
      let total = product(shape), let known = product(wanted.filter { $0 != -1 })
    else { return nil }
    switch wanted.count(where: { $0 == -1 }) {
    case 0: return known == total ? wanted : nil
    case 1: return known > 0 && total % known == 0 ? wanted.map { $0 == -1 ? total / known : $0 } : nil
    default: return nil
    }
  }

  @Sendable private static func expanded(_ shape: [Int?], _ arguments: ArrayArguments) -> [Int?]? {
    guard let axis = arguments.sizes("axis", at: 0), axis?.count == 1, let axis = axis?.first,
      (-shape.count - 1...shape.count).contains(axis)
    else { return nil }
    var result = shape
    result.insert(1, at: axis < 0 ? axis + shape.count + 1 : axis)
    return result
  }

  @Sendable private static func transposed(_ shape: [Int?], _ arguments: ArrayArguments) -> [Int?]? {
    if arguments.positional.isEmpty, arguments.keywords.isEmpty { return shape.reversed() }
    let several = arguments.positional.count == 1 ? arguments.positional[0] : allSizes(arguments)?.compactMap(\.self)
    guard let order = arguments.positional.isEmpty ? arguments.keywords["axes"] ?? nil : several,
      order.sorted() == Array(shape.indices)
    else { return nil }
    return order.map { shape[$0] }
  }

  @Sendable private static func reduced(_ shape: [Int?], _ arguments: ArrayArguments) -> [Int?]? {
    let keeps = arguments.keywords["keepdims"] ?? [0]
    guard let keeps = keeps?.first else { return nil }
    guard let axes = arguments.sizes("axis", at: 0) else { return keeps == 0 ? [] : shape.map { _ in 1 } }
    let places = axes?.compactMap { position($0, in: shape) }
    guard let axes, let places, places.count == axes.count else { return nil }
    return shape.indices.compactMap { index -> Int?? in
      places.contains(index) ? (keeps == 0 ? .none : .some(1)) : .some(shape[index])
    }
  }

  private static func position(_ axis: Int, in shape: [Int?]) -> Int? {
    let place = axis < 0 ? axis + shape.count : axis
    return shape.indices.contains(place) ? place : nil
  }

  /// How many elements there are; nil where that is unknown or too many.
  private static func product(_ sizes: [Int?]) -> Int? {
    var product = 1
    for size in sizes {
      guard let size else { return nil }
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      guard !overflow else { return nil }
      product = next
    }
    return product
  }
}
