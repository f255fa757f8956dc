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
    guard let method = Self.arrayMethods[name] else { return plain(unshaped(hole)) }
    return FoundMethod(function: makeFunction(method), receiver: hole, isBound: true)
  }

  private static let arrayMethods: [String: HostFunction] = Dictionary(
    uniqueKeysWithValues: ["astype", "copy", "flatten", "ravel", "reshape", "squeeze"].map { name in
      let parameters = [.at("self"), .rest, Parameter("kwargs", .keywords)]
      return (
        name,
        .builtin(name, parameters, acceptsHoles: true) { interpreter, arguments throws(Raised) in
          try interpreter.arrayCall(name, arguments[0], arguments.variadic.map(\.value))
        }
      )
    })

  // MARK: Calls

  /// What a function of arrays, such as NumPy's or `len`, gives for one that was not read; nil if it is no such.
  mutating func callOnArray(_ function: HostFunction, _ arguments: Arguments) throws(Raised) -> Value? {
    guard let array = arguments.positional.first?.value, let shape = omittedShape(array) else { return nil }
    switch function.name {
    case "len": return shape.first.map { size in size.map(Value.int) ?? unshaped(array) }
    case "array", "asarray", "expand_dims", "reshape", "squeeze":
      let others = arguments.positional.dropFirst() + arguments.keywords.map { Argument($0.value) }
      return try arrayCall(function.name, array, others.map(\.value))
    default: return nil
    }
  }

  private mutating func arrayCall(_ name: String, _ array: Value, _ arguments: [Value]) throws(Raised) -> Value {
    let shape = omittedShape(array) ?? []
    switch name {
    case "flatten", "ravel": return derived(from: array, shape: reshaped(shape, to: [.int(-1)]))
    case "reshape":
      let sizes = arguments.count == 1 ? sequence(arguments[0]) ?? arguments : arguments
      return derived(from: array, shape: reshaped(shape, to: sizes))
    case "expand_dims":
      guard let axis = arguments.first?.integer, (-shape.count - 1...shape.count).contains(axis) else {
        return derived(from: array, shape: nil)
      }
      var expanded = shape
      expanded.insert(1, at: axis < 0 ? axis + shape.count + 1 : axis)
      return derived(from: array, shape: expanded)
    case "squeeze": return derived(from: array, shape: arguments.isEmpty ? shape.filter { $0 != 1 } : nil)
    default: return derived(from: array, shape: shape)
    }
  }

  /// The sizes that `reshape` gives, nil if they do not fit or one is unknown.
  private func reshaped(_ shape: [Int?], to sizes: [Value]) -> [Int?]? {
    let wanted = sizes.compactMap(\.integer)
    guard wanted.count == sizes.count, wanted.allSatisfy({ $0 >= -1 }), wanted.count(where: { $0 == -1 }) <= 1,
      let total = product(shape), let known = product(wanted.filter { $0 != -1 })
    else { return nil }
    guard wanted.contains(-1) else { return known == total ? wanted : nil }
    guard known > 0, total % known == 0 else { return nil }
    return wanted.map { $0 == -1 ? total / known : $0 }
  }

  /// How many elements there are; nil where that is unknown or too many.
  private func product(_ sizes: [Int?]) -> Int? {
    var product = 1
    for size in sizes {
      guard let size else { return nil }
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      guard !overflow else { return nil }
      product = next
    }
    return product
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
    switch (omittedShape(left), omittedShape(right)) {
    case (let shape?, nil) where right.number != nil: return derived(from: left, shape: shape)
    case (nil, let shape?) where left.number != nil: return derived(from: right, shape: shape)
    case (let one?, let other?) where one == other: return derived(from: left, shape: one)
    default: return unshaped(left.isHole ? left : right)
    }
  }

  mutating func arrayResult(_ array: Value) -> Value {
    guard let shape = omittedShape(array) else { return array }
    return derived(from: array, shape: shape)
  }
}
