// Comparison, identity, truth and membership.

import OrderedCollections

extension Interpreter {
  package mutating func compare(
    _ comparison: ComparisonOperator, _ left: Value, _ right: Value
  ) throws(Raised) -> Value {
    if left.isHole || right.isHole { return unshaped(left.isHole ? left : right) }
    switch comparison {
    case .identical: return .bool(isIdentical(left, right))
    case .identicalNot: return .bool(!isIdentical(left, right))
    case .contains: return .bool(try contains(right, left))
    case .containsNot: return .bool(try !contains(right, left))
    case .equal, .notEqual:
      if let result = try comparedBySpecialMethod(comparison, left, right) { return result }
      return .bool(try isEqual(left, right) == (comparison == .equal))
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      if let result = try comparedBySpecialMethod(comparison, left, right) { return result }
      return .bool(try ordered(comparison, unwrapped(left), unwrapped(right)))
    }
  }

  private static let methods: [ComparisonOperator: (name: String, reflected: String)] = [
    .equal: ("__eq__", "__eq__"), .notEqual: ("__ne__", "__ne__"), .less: ("__lt__", "__gt__"),
    .greater: ("__gt__", "__lt__"), .lessOrEqual: ("__le__", "__ge__"), .greaterOrEqual: ("__ge__", "__le__"),
  ]

  private mutating func comparedBySpecialMethod(
    _ comparison: ComparisonOperator, _ left: Value, _ right: Value
  ) throws(Raised) -> Value? {
    switch (left, right) {
    case (.instance, _), (_, .instance): break
    default: return nil
    }
    guard let names = Self.methods[comparison] else { return nil }
    for (name, receiver, argument) in [(names.name, left, right), (names.reflected, right, left)] {
      guard case .instance = receiver, let method = try specialMethod(name, of: receiver) else { continue }
      let result = try call(method, Arguments([Argument(argument)]))
      if case .notImplemented = result { continue }
      return result
    }
    guard comparison == .notEqual else { return nil }
    return try comparedBySpecialMethod(.equal, left, right).map { (equal) throws(Raised) in .bool(try !isTrue(equal)) }
  }

  package func isIdentical(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.tuple(let left), .tuple(let right)):
      // One tuple is one array's storage, and there is one empty tuple.
      return left.count == right.count
        && (left.isEmpty
          || left.elements.withUnsafeBufferPointer { $0.baseAddress }
            == right.elements.withUnsafeBufferPointer { $0.baseAddress })
    case (.bool(let left), .bool(let right)): return left == right
    case (.bool, _), (_, .bool): return false
    case (.float(let left), .float(let right)): return left == right
    case (.float, _), (_, .float): return false
    case (.list(let left), .list(let right)): return left == right
    case (.dict(let left), .dict(let right)): return left == right
    case (.set(let left), .set(let right)): return left == right
    default:
      guard let left = HashKey(plain: left), let right = HashKey(plain: right) else { return false }
      return left == right
    }
  }

  /// `==` as a truth.
  package mutating func isEqual(_ left: Value, _ right: Value) throws(Raised) -> Bool {
    switch (left, right) {
    case (.hole, _), (_, .hole): throw .hole
    case (.int(let left), .int(let right)): return left == right
    case (.string(let left), .string(let right)):
      try step(over: min(left.utf8.count, right.utf8.count))
      return left.isExactly(right)
    case (.float(let left), .float(let right)): return left == right
    case (.float(let float), .int(let integer)), (.int(let integer), .float(let float)):
      return Int(exactly: float) == integer
    case (.tuple(let left), .tuple(let right)): return try areEqual(left.elements, right.elements)
    case (.list(let left), .list(let right)):
      return left == right ? true : try areEqual(heap.lists[left].elements, heap.lists[right].elements)
    case (.dict(let left), .dict(let right)): return left == right ? true : try areEqual(left, right)
    case (.set, .set), (.view, .set), (.set, .view), (.view, .view): return try areEqualSets(left, right)
    case (.slice(let left), .slice(let right)):
      return try areEqual([left.lower, left.upper, left.step], [right.lower, right.upper, right.step])
    case (.range(let left), .range(let right)):
      return left.count == right.count
        && (left.count == 0 || left.start == right.start && (left.count == 1 || left.step == right.step))
    case (.boundMethod(let left), .boundMethod(let right)):
      let (left, right) = (heap.boundMethods[left], heap.boundMethods[right])
      return isIdentical(left.function, right.function) && isIdentical(left.receiver, right.receiver)
    case (.instance, _), (_, .instance):
      if let result = try comparedBySpecialMethod(.equal, left, right) { return try isTrue(result) }
      let (leftCore, rightCore) = (unwrapped(left), unwrapped(right))
      if case .instance = leftCore { return isIdentical(left, right) }
      if case .instance = rightCore { return false }
      return try isEqual(leftCore, rightCore)
    default:
      guard let left = HashKey(plain: left), let right = HashKey(plain: right) else { return false }
      return left == right
    }
  }

  private mutating func areEqual(_ left: [Value], _ right: [Value]) throws(Raised) -> Bool {
    guard left.count == right.count else { return false }
    try descend()
    defer { depth -= 1 }
    for (left, right) in zip(left, right) {
      try step()
      if isIdentical(left, right) { continue }
      guard try isEqual(left, right) else { return false }
    }
    return true
  }

  private mutating func areEqual(_ left: DictID, _ right: DictID) throws(Raised) -> Bool {
    guard heap.dicts[left].entries.count == heap.dicts[right].entries.count else { return false }
    try descend()
    defer { depth -= 1 }
    if case .ordered = heap.dicts[left].flavour, case .ordered = heap.dicts[right].flavour,
      heap.dicts[left].entries.keys != heap.dicts[right].entries.keys
    {
      return false
    }
    for (key, entry) in heap.dicts[left].entries {
      guard let other = heap.dicts[right].entries[key], try isEqual(entry.value, other.value) else { return false }
    }
    return true
  }

  // MARK: Order

  private mutating func ordered(
    _ comparison: ComparisonOperator, _ left: Value, _ right: Value
  ) throws(Raised) -> Bool {
    switch (left, right) {
    case (.int(let left), .int(let right)): return order(comparison, left, right)
    case (.string(let left), .string(let right)):
      try step(over: min(left.utf8.count, right.utf8.count))
      if left.isExactly(right) { return comparison == .lessOrEqual || comparison == .greaterOrEqual }
      let isLess = left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
      return isLess == (comparison == .less || comparison == .lessOrEqual)
    case (.tuple(let left), .tuple(let right)): return try orderedElements(comparison, left.elements, right.elements)
    case (.list(let left), .list(let right)):
      return try orderedElements(comparison, heap.lists[left].elements, heap.lists[right].elements)
    case (.set, .set), (.view, .set), (.set, .view), (.view, .view): return try orderedSets(comparison, left, right)
    default:
      if let left = left.integer, let right = right.integer { return order(comparison, left, right) }
      if let integer = left.integer, case .float(let float) = right {
        return float.isNaN ? false : order(comparison, Self.order(integer, float), 0)
      }
      if case .float(let float) = left, let integer = right.integer {
        return float.isNaN ? false : order(comparison, 0, Self.order(integer, float))
      }
      guard let left = left.number, let right = right.number else {
        throw raise(.notOrderable(comparison.rawValue, typeName(left), typeName(right)))
      }
      return order(comparison, left, right)
    }
  }

  /// -1, 0 or 1 as the integer is less than the float, equal or greater, exactly.
  private static func order(_ integer: Int, _ float: Double) -> Int {
    if float >= 0x1p63 { return -1 }
    if float < -0x1p63 { return 1 }
    let whole = Int(float.rounded(.towardZero))
    if integer != whole { return integer < whole ? -1 : 1 }
    let fraction = float - float.rounded(.towardZero)
    return fraction > 0 ? -1 : fraction < 0 ? 1 : 0
  }

  private func order<Number: Comparable>(_ comparison: ComparisonOperator, _ left: Number, _ right: Number) -> Bool {
    switch comparison {
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    default: false
    }
  }

  private mutating func orderedElements(
    _ comparison: ComparisonOperator, _ left: [Value], _ right: [Value]
  ) throws(Raised) -> Bool {
    try descend()
    defer { depth -= 1 }
    for (left, right) in zip(left, right) where try !isEqual(left, right) {
      return try isTrue(try compare(comparison, left, right))
    }
    return order(comparison, left.count, right.count)
  }

  // MARK: Truth and membership

  /// Whether a value counts as true. A hole stops the statement.
  package mutating func isTrue(_ value: Value) throws(Raised) -> Bool {
    switch value {
    case .hole: throw .hole
    case .none: return false
    case .bool(let value): return value
    case .int(let value): return value != 0
    case .float(let value): return value != 0
    case .string(let value): return !value.isEmpty
    case .tuple(let values): return !values.isEmpty
    case .range(let range): return range.count > 0
    case .list(let id): return !heap.lists[id].elements.isEmpty
    case .dict(let id): return !heap.dicts[id].entries.isEmpty
    case .set(let id): return !heap.sets[id].isEmpty
    case .view(let view): return !heap.dicts[view.dict].entries.isEmpty
    case .instance(let id):
      if let method = try specialMethod("__bool__", of: value) {
        let truth = try call(method, Arguments())
        if truth.isHole { throw .hole }
        guard case .bool(let isTrue) = truth else { throw raise(.boolReturned(typeName(truth))) }
        return isTrue
      }
      if find("__len__", in: classOf(value)) != nil { return try length(of: value) > 0 }
      return try heap.instances[id].core.map { (core) throws(Raised) in try isTrue(core) } ?? true
    default: return true
    }
  }

  mutating func contains(_ container: Value, _ value: Value) throws(Raised) -> Bool {
    switch container {
    case .hole: throw .hole
    case .string(let text):
      guard let part = unwrapped(value).string else { throw raise(.inStringNeedsString(typeName(value))) }
      try step(over: text.utf8.count)
      return Array(text.utf8).firstIndex(of: Array(part.utf8)) != nil
    case .dict(let id): return heap.dicts[id].entries[try hashKey(value)] != nil
    case .set(let id): return heap.sets[id].contains(try memberKey(value))
    case .view(let view) where view.kind == .keys: return heap.dicts[view.dict].entries[try hashKey(value)] != nil
    case .range(let range):
      guard let number = value.integer ?? value.number.flatMap({ Int(exactly: $0) }) else { return false }
      return range.contains(number)
    case .instance(let id):
      if let method = try specialMethod("__contains__", of: container) {
        return try isTrue(try call(method, Arguments([Argument(value)])))
      }
      if let core = heap.instances[id].core { return try contains(core, value) }
    default: break
    }
    guard isIterable(container) else { throw raise(.argumentNotIterable(typeName(container))) }
    let iterator = try iterate(container)
    while let element = try next(iterator) {
      try step()
      if isIdentical(element, value) { return true }
      if try isEqual(element, value) { return true }
    }
    return false
  }
}
