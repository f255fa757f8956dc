// Comparison, identity, truth, membership and hashing.

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
      return .bool(try ordered(comparison, left, right))
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
      return isIdentical(left, right)
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
      guard let left = left.number, let right = right.number else {
        throw raise(.notOrderable(comparison.rawValue, typeName(left), typeName(right)))
      }
      return order(comparison, left, right)
    }
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
    case .set(let id): return !heap.sets[id].entries.isEmpty
    case .view(let view): return !heap.dicts[view.dict].entries.isEmpty
    case .instance:
      if let method = try specialMethod("__bool__", of: value) {
        let truth = try call(method, Arguments())
        if truth.isHole { throw .hole }
        guard case .bool(let isTrue) = truth else { throw raise(.boolReturned(typeName(truth))) }
        return isTrue
      }
      return find("__len__", in: classOf(value)) == nil ? true : try length(of: value) > 0
    default: return true
    }
  }

  mutating func contains(_ container: Value, _ value: Value) throws(Raised) -> Bool {
    switch container {
    case .hole: throw .hole
    case .string(let text):
      guard let part = value.string else { throw raise(.inStringNeedsString(typeName(value))) }
      try step(over: text.utf8.count)
      return Array(text.utf8).firstIndex(of: Array(part.utf8)) != nil
    case .dict(let id): return heap.dicts[id].entries[try hashKey(value)] != nil
    case .set(let id): return heap.sets[id].entries[try hashKey(value)] != nil
    case .view(let view) where view.kind == .keys: return heap.dicts[view.dict].entries[try hashKey(value)] != nil
    case .range(let range):
      guard let number = value.integer ?? value.number.flatMap({ Int(exactly: $0) }) else { return false }
      return range.contains(number)
    case .instance:
      if let method = try specialMethod("__contains__", of: container) {
        return try isTrue(try call(method, Arguments([Argument(value)])))
      }
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

  // MARK: Hashing

  /// The key of a value in dicts and sets.
  mutating func hashKey(_ value: Value) throws(Raised) -> HashKey {
    switch value {
    case .instance(let id):
      let type = heap.instances[id].type
      if let method = find("__hash__", in: type), !method.isNone {
        throw raise(.outside("a class with its own __hash__"))
      }
      guard find("__eq__", in: type) == nil || heap.classes[type].isHost else {
        throw raise(.unhashable(typeName(value)))
      }
    case .tuple(let values):
      try step()
      try descend()
      defer { depth -= 1 }
      heap.bytes += ObjectSize.header + values.count * ObjectSize.element
      return .tuple(try values.map { (value) throws(Raised) in try hashKey(value) })
    case .set(let id) where heap.sets[id].isFrozen:
      let keys = heap.sets[id].entries.keys
      try reserve(keys.count)
      heap.bytes += keys.count * ObjectSize.element
      // Keys within keys within keys would be hashed anew at each level.
      guard !keys.contains(where: \.holdsFrozenSet) else { throw raise(.outside("a frozenset of frozensets")) }
      return .frozen(Set(keys))
    case .string(let text): try step(over: text.utf8.count)
    case .hole: throw .hole
    default: break
    }
    guard let key = HashKey(plain: value) else { throw raise(.unhashable(typeName(value))) }
    return key
  }
}
