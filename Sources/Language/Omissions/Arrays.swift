// Arrays that were not read and whose shape is known all the same: `x_train.shape[1:]` is as good as with the data.

import Diagnostics

extension Interpreter {
  /// An array that the statement at work would have read: a hole that knows its shape.
  package mutating func omittedArray(_ subject: String, shape: [Int?]) -> Value {
    .hole(omissions.id(of: Omission(subject: subject, reason: "", range: work.range, shape: shape)))
  }

  /// The shape of an array that was not read, nil for all else.
  package func omittedShape(_ value: Value) -> [Int?]? {
    guard case .hole(let id?) = value else { return nil }
    return omissions[id].shape
  }

  /// The hole that an array gives where not even the shape of the result is known.
  mutating func unshaped(_ hole: Value) -> Value {
    guard case .hole(let id?) = hole, omissions[id].shape != nil else { return hole }
    let omission = omissions[id]
    return .hole(
      omissions.id(
        of: Omission(subject: omission.subject, reason: omission.reason, range: omission.range, shape: nil)))
  }

  /// The array that the statement at work makes of another one; noted, for its values are not there.
  package mutating func derived(from array: Value, shape: [Int?]?) -> Value {
    guard case .hole(let id?) = array else { return array }
    let hole = meet(id, at: place)
    return shape.map { omittedArray(omissions[id].subject, shape: $0) } ?? hole
  }

  // MARK: Attributes

  mutating func findArrayMember(_ name: String, of hole: Value) throws(Raised) -> FoundMethod {
    func plain(_ value: Value) -> FoundMethod { FoundMethod(function: value, receiver: .none, isBound: false) }
    guard let shape = omittedShape(hole) else { return plain(hole) }
    switch name {
    case "shape": return plain(.tuple(shape.map { $0.map(Value.int) ?? .none }))
    case "ndim": return plain(.int(shape.count))
    case "T": return plain(derived(from: hole, shape: shape.reversed()))
    default: break
    }
    guard ArrayShapes.results[name] != nil else { return plain(unshaped(hole)) }
    let parameters = [.at("self"), .rest, Parameter("kwargs", .keywords)]
    let method = HostFunction.builtin(name, parameters, acceptsHoles: true) { interpreter, arguments throws(Raised) in
      let given = Arguments([Argument(arguments[0])] + arguments.variadic, keywords: arguments.keywords)
      return interpreter.arrayResult(of: name, given) ?? interpreter.unshaped(arguments[0])
    }
    return FoundMethod(function: makeFunction(method), receiver: hole, isBound: true)
  }

  // MARK: Calls

  /// What a function of arrays, such as NumPy's or `len`, gives for one that was not read; nil if it is no such.
  mutating func callOnArray(_ function: HostFunction, _ arguments: Arguments) -> Value? {
    guard function.name == "len" else {
      // Python's own functions, such as `sum`, mean something else.
      let isPythons = function.signature.style == .builtin && !function.qualifiedName.hasPrefix("numpy.")
      return isPythons ? nil : arrayResult(of: function.name, arguments)
    }
    guard let array = arguments.positional.first?.value, let size = omittedShape(array)?.first else { return nil }
    return size.map(Value.int) ?? unshaped(array)
  }

  /// What the call of something that is not run gives: an array, if it is a function of NumPy whose result's shape is
  /// known.
  mutating func callOmitted(_ callee: Value, _ arguments: Arguments) -> Value {
    let prefix = "numpy."
    guard case .hole(let id?) = callee, omissions[id].subject.hasPrefix(prefix) else { return unshaped(callee) }
    let name = String(omissions[id].subject.dropFirst(prefix.count))
    if let result = arrayResult(of: name, arguments) { return result }
    guard let make = ArrayShapes.makers[name] else { return unshaped(callee) }
    return derived(from: callee, shape: make(arrayArguments(arguments.positional[...], arguments.keywords)))
  }

  /// The array that a function of arrays gives, or a hole; nil if it is no such function or gets no such array.
  mutating func arrayResult(of name: String, _ arguments: Arguments) -> Value? {
    guard let first = arguments.positional.first?.value else { return nil }
    let rest = arrayArguments(arguments.positional.dropFirst(), arguments.keywords)
    if let shape = omittedShape(first), let result = ArrayShapes.results[name] {
      return derived(from: first, shape: result(shape, rest))
    }
    guard name == "concatenate", let parts = sequence(first), let array = parts.first else { return nil }
    let shapes = parts.compactMap { omittedShape($0) }
    guard shapes.count == parts.count else { return nil }
    return derived(from: array, shape: ArrayShapes.concatenated(shapes, rest))
  }

  private func arrayArguments(_ positional: ArraySlice<Argument>, _ keywords: [KeywordArgument]) -> ArrayArguments {
    func sizes(_ value: Value) -> [Int]? {
      if let integer = value.integer { return [integer] }
      guard let items = sequence(value) else { return nil }
      let sizes = items.compactMap(\.integer)
      return sizes.count == items.count ? sizes : nil
    }
    return ArrayArguments(
      positional: positional.map { sizes($0.value) },
      keywords: Dictionary(keywords.map { ($0.name, sizes($0.value)) }, uniquingKeysWith: { first, _ in first }))
  }

  // MARK: Items

  /// What an index picks of an array that was not read.
  mutating func arrayItem(_ index: Value, of array: Value) throws(Raised) -> Value {
    guard let shape = omittedShape(array) else { return array }
    var indices = [index]
    if case .tuple(let several) = index { indices = several.elements }
    return derived(from: array, shape: try picked(indices, of: shape))
  }

  private mutating func picked(_ indices: [Value], of shape: [Int?]) throws(Raised) -> [Int?]? {
    var result: [Int?] = []
    var rest = shape[...]
    for (place, index) in indices.enumerated() {
      switch index {
      case .none: result.append(1)
      case .ellipsis:
        let following = indices[(place + 1)...].count { !$0.isNone }
        guard rest.count >= following else { return nil }
        result += rest.dropLast(following)
        rest = rest.suffix(following)
      case .int:
        guard rest.popFirst() != nil else { return nil }
      case .slice(let slice):
        guard let size = rest.popFirst() else { return nil }
        result.append(
          try size.map { (size) throws(Raised) in try sliced(RangeValue(start: 0, stop: size, step: 1), slice).count })
      default: return nil
      }
    }
    return result + rest
  }

  // MARK: Arithmetic

  /// The result of an operator with at least one hole.
  mutating func arrayBinary(_ left: Value, _ right: Value) throws(Raised) -> Value {
    switch (knownShape(left), knownShape(right)) {
    case (let shape?, nil) where right.number != nil: return derived(from: left, shape: shape)
    case (nil, let shape?) where left.number != nil: return derived(from: right, shape: shape)
    case (let one?, let other?):
      return derived(from: left.isHole ? left : right, shape: ArrayShapes.broadcast(one, other))
    default: return unshaped(left.isHole ? left : right)
    }
  }

  /// The shape of an array, one that was not read or one of numpy's.
  private func knownShape(_ value: Value) -> [Int?]? {
    omittedShape(value) ?? payload(of: value, as: NDArray.self)?.shape
  }

  mutating func arrayResult(_ array: Value) -> Value {
    guard let shape = omittedShape(array) else { return array }
    return derived(from: array, shape: shape)
  }
}
