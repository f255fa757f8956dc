// Functions that arrange elements anew.

/// Those that are also methods of arrays.
let shapingMethods: [HostFunction] = [
  .builtin("reshape", [.at("a"), .rest]) { interpreter, arguments throws(Raised) in
    let array = try interpreter.ndarray(arguments[0])
    let given = arguments.variadic.map(\.value)
    var shape = try interpreter.integers(given.count == 1 ? given[0] : .tuple(given))
    let known = shape.filter { $0 != -1 }.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
    let count = array.elements.count
    if let open = shape.firstIndex(of: -1) {
      guard known > 0, count % known == 0, shape.count(where: { $0 < 0 }) == 1 else {
        throw interpreter.raise(.cannotReshape(count, shape))
      }
      shape[open] = count / known
    }
    guard shape.allSatisfy({ $0 >= 0 }),
      shape.reduce(1, { $0.multipliedReportingOverflow(by: $1).partialValue }) == count
    else { throw interpreter.raise(.cannotReshape(count, shape)) }
    return interpreter.makeArray(array.reshaped(shape))
  },
  .builtin("transpose", [.at("a"), .rest]) { interpreter, arguments throws(Raised) in
    let array = try interpreter.ndarray(arguments[0])
    let given = arguments.variadic.map(\.value)
    guard !given.isEmpty, !(given.count == 1 && given[0].isNone) else {
      return interpreter.arrayValue(array.transposed(Array(array.shape.indices.reversed())))
    }
    let axes = try interpreter.integers(given.count == 1 ? given[0] : .tuple(given)).map { (axis) throws(Raised) in
      try interpreter.axis(axis, rank: array.rank)
    }
    guard axes.sorted() == Array(array.shape.indices) else { throw interpreter.raise(.axesMismatch) }
    return interpreter.arrayValue(array.transposed(axes))
  },
  .builtin("squeeze", [Parameter("a"), Parameter("axis", default: Value.none)]) {
    interpreter, arguments throws(Raised) in
    let array = try interpreter.ndarray(arguments[0])
    guard let given = try arguments.optionalInteger(1, &interpreter) else {
      return interpreter.makeArray(array.reshaped(array.shape.filter { $0 != 1 }))
    }
    let axis = try interpreter.axis(given, rank: array.rank)
    guard array.shape[axis] == 1 else { throw interpreter.raise(.cannotSqueeze) }
    var shape = array.shape
    shape.remove(at: axis)
    return interpreter.makeArray(array.reshaped(shape))
  },
  .builtin("ravel", [Parameter("a")]) { interpreter, arguments throws(Raised) in
    let array = try interpreter.ndarray(arguments[0])
    return interpreter.makeArray(array.reshaped([array.elements.count]))
  },
  .builtin("round", [Parameter("a"), Parameter("decimals", default: .int(0))]) {
    interpreter, arguments throws(Raised) in
    let array = try interpreter.ndarray(arguments[0])
    let digits = try arguments.integer(1, &interpreter)
    // As numpy: by a power of ten, to even at halves.
    let unit = [Int](repeating: 10, count: min(abs(digits), 300)).reduce(1.0) { $0 * Double($1) }
    return interpreter.arrayValue(
      array.map(array.type) {
        digits >= 0
          ? ($0 * unit).rounded(.toNearestOrEven) / unit : ($0 / unit).rounded(.toNearestOrEven) * unit
      })
  },
  .builtin("clip", [Parameter("a"), Parameter("a_min", default: Value.none), Parameter("a_max", default: Value.none)]) {
    interpreter, arguments throws(Raised) in
    var array = try interpreter.ndarray(arguments[0])
    if !arguments[1].isNone { array = try interpreter.combined(.maximum, array, try interpreter.ndarray(arguments[1])) }
    if !arguments[2].isNone { array = try interpreter.combined(.minimum, array, try interpreter.ndarray(arguments[2])) }
    return interpreter.arrayValue(array)
  },
  .builtin("repeat", [Parameter("a"), Parameter("repeats"), Parameter("axis", default: Value.none)]) {
    interpreter, arguments throws(Raised) in
    var array = try interpreter.ndarray(arguments[0])
    let count = try arguments.integer(1, &interpreter)
    guard count >= 0 else { throw interpreter.raise(.negativeRepeats) }
    if arguments[2].isNone { array = array.reshaped([array.elements.count]) }
    let axis = try interpreter.axis(try arguments.optionalInteger(2, &interpreter) ?? 0, rank: array.rank)
    try interpreter.reserve(array.elements.count &* count, each: 8)
    var shape = array.shape
    shape[axis] *= count
    let stride = array.strides[axis]
    let elements =
      stride == 0
      ? []
      : Swift.stride(from: 0, to: array.elements.count, by: stride).flatMap { start in
        repeatElement(array.elements[start..<start + stride], count: count).joined()
      }
    return interpreter.makeArray(NDArray(shape: shape, type: array.type, elements: elements))
  },
  .builtin("dot", [Parameter("a"), Parameter("b")]) { interpreter, arguments throws(Raised) in
    try interpreter.checked(
      try interpreter.dot(try interpreter.ndarray(arguments[0]), try interpreter.ndarray(arguments[1])))
  },
]

let shapingFunctions: [HostFunction] = [
  .builtin("expand_dims", [Parameter("a"), Parameter("axis")]) { interpreter, arguments throws(Raised) in
    let array = try interpreter.ndarray(arguments[0])
    let axis = try interpreter.axis(try arguments.integer(1, &interpreter), rank: array.rank + 1)
    var shape = array.shape
    shape.insert(1, at: axis)
    return interpreter.makeArray(array.reshaped(shape))
  },
  joining("concatenate", [Parameter("arrays"), Parameter("axis", default: .int(0))]) {
    interpreter, arrays, axis throws(Raised) in
    guard let axis else { return arrays.map { $0.reshaped([$0.elements.count]) } }
    let own = try interpreter.axis(axis, rank: arrays[0].rank)
    for array in arrays {
      let differs =
        array.rank != arrays[0].rank
        || array.shape.indices.contains { $0 != own && array.shape[$0] != arrays[0].shape[$0] }
      if differs { throw interpreter.raise(.joinShapes) }
    }
    return arrays
  },
  joining("stack", [Parameter("arrays"), Parameter("axis", default: .int(0))]) {
    interpreter, arrays, axis throws(Raised) in
    guard arrays.allSatisfy({ $0.shape == arrays[0].shape }) else { throw interpreter.raise(.stackShapes) }
    let own = try interpreter.axis(axis ?? 0, rank: arrays[0].rank + 1)
    return arrays.map { array in
      var shape = array.shape
      shape.insert(1, at: own)
      return array.reshaped(shape)
    }
  },
  joining("hstack", [Parameter("tup")], axis: 1) { _, arrays, _ throws(Raised) in
    arrays.map { $0.rank < 2 ? $0.reshaped([1, $0.elements.count]) : $0 }
  },
  joining("vstack", [Parameter("tup")], axis: 0) { _, arrays, _ throws(Raised) in
    arrays.map { $0.rank < 2 ? $0.reshaped([1, $0.elements.count]) : $0 }
  },
  .builtin("append", [Parameter("arr"), Parameter("values"), Parameter("axis", default: Value.none)]) {
    interpreter, arguments throws(Raised) in
    let arrays = [try interpreter.ndarray(arguments[0]), try interpreter.ndarray(arguments[1])]
    guard let axis = try arguments.optionalInteger(2, &interpreter) else {
      return interpreter.makeArray(.joined(arrays.map { $0.reshaped([$0.elements.count]) }, axis: 0))
    }
    let own = try interpreter.axis(axis, rank: arrays[0].rank)
    guard arrays[0].rank == arrays[1].rank,
      arrays[0].shape.indices.allSatisfy({ $0 == own || arrays[0].shape[$0] == arrays[1].shape[$0] })
    else { throw interpreter.raise(.joinShapes) }
    return interpreter.makeArray(.joined(arrays, axis: own))
  },
  .builtin("insert", [Parameter("arr"), Parameter("obj"), Parameter("values")]) {
    interpreter, arguments throws(Raised) in
    let array = try interpreter.ndarray(arguments[0])
    let values = try interpreter.ndarray(arguments[2]).elements
    let count = array.elements.count
    let isSingle = try interpreter.indexNumber(arguments[1]) != nil
    var places = try interpreter.integers(arguments[1])
    for place in places where !(-count...count).contains(place) {
      throw interpreter.raise(.insertBounds(place, count))
    }
    places = places.map { $0 < 0 ? $0 + count : $0 }
    if isSingle { places = Array(repeating: places[0], count: values.count) }
    guard values.count == places.count || values.count == 1 else {
      throw interpreter.raise(.cannotBroadcast([values.count], [places.count]))
    }
    let added = places.enumerated().map { (place: $1, value: array.type.converted(values[values.count == 1 ? 0 : $0])) }
    let sorted = added.enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }.map(
      \.element)
    var (elements, next) = ([Double](), 0)
    for index in 0...count {
      while next < sorted.count, sorted[next].place == index {
        elements.append(sorted[next].value)
        next += 1
      }
      if index < count { elements.append(array.elements[index]) }
    }
    return interpreter.makeArray(NDArray(shape: [elements.count], type: array.type, elements: elements))
  },
  .builtin("sort", [Parameter("a")]) { interpreter, arguments throws(Raised) in
    var array = try interpreter.ndarray(arguments[0])
    guard let length = array.shape.last, length > 0 else { return interpreter.makeArray(array) }
    for start in stride(from: 0, to: array.elements.count, by: length) {
      array.elements.replaceSubrange(start..<start + length, with: array.elements[start..<start + length].sorted())
    }
    return interpreter.makeArray(array)
  },
  .builtin("argsort", [Parameter("a")]) { interpreter, arguments throws(Raised) in
    let array = try interpreter.ndarray(arguments[0])
    guard array.rank == 1 else { throw interpreter.raise(.outside("numpy.argsort of more than one axis")) }
    let order = array.elements.indices.sorted { (array.elements[$0], $0) < (array.elements[$1], $1) }
    return interpreter.makeArray(NDArray(shape: array.shape, type: .int64, elements: order.map { Double($0) }))
  },
  .builtin("unique", [Parameter("ar")]) { interpreter, arguments throws(Raised) in
    let array = try interpreter.ndarray(arguments[0])
    let elements = Set(array.elements).sorted()
    return interpreter.makeArray(NDArray(shape: [elements.count], type: array.type, elements: elements))
  },
  .builtin("where", [.at("condition"), .at("x", default: .hole), .at("y", default: .hole)]) {
    interpreter, arguments throws(Raised) in
    let condition = try interpreter.ndarray(arguments[0])
    guard arguments.isPassed("y") else {
      guard condition.rank == 1 else { throw interpreter.raise(.outside("numpy.where of a condition alone")) }
      let found = condition.elements.indices.filter { condition.elements[$0] != 0 }.map { Double($0) }
      return .tuple([interpreter.makeArray(NDArray(shape: [found.count], type: .int64, elements: found))])
    }
    let (x, y) = (try interpreter.ndarray(arguments[1]), try interpreter.ndarray(arguments[2]))
    guard let inner = NDArray.broadcast(x.shape, y.shape), let shape = NDArray.broadcast(condition.shape, inner) else {
      throw interpreter.raise(.cannotBroadcast(x.shape, y.shape))
    }
    try interpreter.reserveArray(shape)
    let type = NDArray.commonType(x, y)
    let (one, other) = (x.broadcast(to: shape).elements, y.broadcast(to: shape).elements)
    let elements = condition.broadcast(to: shape).elements.enumerated().map {
      type.converted($1 != 0 ? one[$0] : other[$0])
    }
    return interpreter.makeArray(NDArray(shape: shape, type: type, elements: elements))
  },
]

/// A function that joins arrays after something was made of them.
private func joining(
  _ name: String, _ parameters: [Parameter], axis fixed: Int? = nil,
  _ prepare: @escaping @Sendable (inout Interpreter, [NDArray], Int?) throws(Raised) -> [NDArray]
) -> HostFunction {
  .builtin(name, parameters) { interpreter, arguments throws(Raised) in
    let keywords = parameters.count > 1 && arguments.isPassed("axis") ? [KeywordArgument("axis", arguments[1])] : []
    if let unread = interpreter.arrayResult(of: name, Arguments([arguments[0]], keywords: keywords)) { return unread }
    let arrays = try interpreter.elements(of: arguments[0]).map { (part) throws(Raised) in try interpreter.ndarray(part)
    }
    guard !arrays.isEmpty else { throw interpreter.raise(.nothingToJoin) }
    var given = fixed
    if given == nil, parameters.count > 1 { given = try arguments.optionalInteger(1, &interpreter) }
    let prepared = try prepare(&interpreter, arrays, given)
    guard prepared[0].rank > 0 else { throw interpreter.raise(.joinOfNumbers) }
    let axis = try interpreter.axis(given ?? 0, rank: prepared[0].rank)
    let joined = NDArray.joined(prepared, axis: axis)
    let isFlat = name == "hstack" && arrays.allSatisfy { $0.rank < 2 }
    return interpreter.makeArray(isFlat ? joined.reshaped([joined.elements.count]) : joined)
  }
}

extension Fault {
  fileprivate static var axesMismatch: Fault { Fault(.valueError, "axes don't match array") }
  fileprivate static var cannotSqueeze: Fault {
    Fault(.valueError, "cannot select an axis to squeeze out which has size not equal to one")
  }
  fileprivate static var negativeRepeats: Fault { Fault(.valueError, "repeats may not contain negative values.") }
  fileprivate static var stackShapes: Fault {
    Fault(.valueError, "all input arrays must have the same shape")
  }
  fileprivate static var nothingToJoin: Fault { Fault(.valueError, "need at least one array to concatenate") }
  fileprivate static var joinOfNumbers: Fault {
    Fault(.valueError, "zero-dimensional arrays cannot be concatenated")
  }
  fileprivate static func insertBounds(_ index: Int, _ count: Int) -> Fault {
    Fault(.indexError, "index \(index) is out of bounds for axis 0 with size \(count)")
  }
}
