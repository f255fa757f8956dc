// Making sets, and their operators.

import OrderedCollections

extension Interpreter {
  /// A set of elements, added one after another.
  mutating func makeSet(_ elements: [Value], isFrozen: Bool = false) throws(Raised) -> Value {
    var set = SetObject(isFrozen: isFrozen)
    for element in elements {
      if element.isHole {
        try pass(over: element)
        continue
      }
      set.insert(element, try hashKey(element))
    }
    return makeSet(set)
  }

  mutating func makeSet(_ set: SetObject) -> Value {
    heap.bytes += ObjectSize.object + set.count * ObjectSize.entry
    return .set(heap.sets.insert(set))
  }

  /// A set, or a new one of what an iterable has.
  mutating func setObject(_ value: Value, isFrozen: Bool = false) throws(Raised) -> SetObject {
    switch unwrapped(value) {
    case .set(let id):
      try step(over: heap.sets[id].count)
      return heap.sets[id]
    case .dict(let id): return try setObject(ofKeys: id, isFrozen: isFrozen)
    case .view(let view) where view.kind == .keys: return try setObject(ofKeys: view.dict, isFrozen: isFrozen)
    default:
      var set = SetObject(isFrozen: isFrozen)
      for element in try elements(of: value) { set.insert(element, try hashKey(element)) }
      return set
    }
  }

  private mutating func setObject(ofKeys dict: DictID, isFrozen: Bool) throws(Raised) -> SetObject {
    try step(over: heap.dicts[dict].entries.count)
    var set = SetObject(isFrozen: isFrozen)
    set.makeRoom(for: heap.dicts[dict].entries.count)
    for (key, entry) in heap.dicts[dict].entries { set.insert(entry.key, key) }
    return set
  }

  /// The result of an operator between sets; nil where they have no such operator.
  mutating func setOperation(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws(Raised) -> Value? {
    guard [.bitAnd, .bitOr, .subtract, .bitXor].contains(operation) else { return nil }
    let own = try setObject(left)
    let other = try setObject(right)
    return makeSet(own.combined(operation, other))
  }

  /// What a method makes of a set and others, or of any iterables, which are not made sets of first.
  mutating func combine(
    _ set: SetObject, _ operation: BinaryOperator, _ others: [Value]
  ) throws(Raised) -> SetObject {
    guard let first = others.first else { return set.copy(isFrozen: set.isFrozen) }
    var result = try combine(set, operation, first)
    for value in others.dropFirst() {
      switch operation {
      case .bitOr, .subtract: try change(&result, operation, value)
      default: result = try combine(result, operation, value)
      }
    }
    return result
  }

  private mutating func combine(
    _ set: SetObject, _ operation: BinaryOperator, _ value: Value
  ) throws(Raised) -> SetObject {
    if case .set(let id) = unwrapped(value) {
      try step(over: heap.sets[id].count)
      return set.combined(operation, heap.sets[id])
    }
    var result = SetObject(isFrozen: set.isFrozen)
    switch operation {
    case .bitAnd:
      for (key, value) in try keyed(value) where set.contains(key) { result.insert(value, key) }
    case .bitXor:
      for (key, value) in try keyed(value) { result.insert(value, key) }
      result.formSymmetricDifference(set)
    default:
      result.merge(set)
      try change(&result, operation, value)
    }
    return result
  }

  /// Unites a set with what an iterable has, or takes that away.
  private mutating func change(
    _ set: inout SetObject, _ operation: BinaryOperator, _ value: Value
  ) throws(Raised) {
    if case .set(let id) = unwrapped(value) {
      try step(over: heap.sets[id].count)
      if operation == .bitOr { set.merge(heap.sets[id]) } else { set.subtract(heap.sets[id]) }
    } else if operation == .bitOr {
      for (key, value) in try keyed(value) { set.insert(value, key) }
    } else {
      set.subtract(try keyed(value).map(\.key))
    }
  }

  private mutating func keyed(_ value: Value) throws(Raised) -> [(key: HashKey, value: Value)] {
    try elements(of: value).map { (element) throws(Raised) in (try hashKey(element), element) }
  }

  /// What a method makes of a set in place.
  mutating func change(_ set: SetID, _ operation: BinaryOperator, _ value: Value) throws(Raised) {
    if case .set(let id) = unwrapped(value) {
      let other = heap.sets[id]
      _ = try changeSet(set, operation, other)
      return
    }
    switch operation {
    case .bitOr:
      let other = try keyed(value)
      try reserve(other.count, each: ObjectSize.entry)
      heap.bytes += other.count * ObjectSize.entry
      for (key, value) in other { heap.sets[set].insert(value, key) }
    case .subtract: heap.sets[set].subtract(try keyed(value).map(\.key))
    case .bitAnd: heap.sets[set] = try combine(heap.sets[set], operation, value)
    default: _ = try changeSet(set, operation, try setObject(value))
    }
  }

  /// What an operator with `=` makes of a set in place. Says whether there is such an operator.
  mutating func changeSet(_ set: SetID, _ operation: BinaryOperator, _ other: SetObject) throws(Raised) -> Bool {
    try reserve(other.count, each: ObjectSize.entry)
    heap.bytes += other.count * ObjectSize.entry
    switch operation {
    case .bitAnd: heap.sets[set] = heap.sets[set].intersection(other)
    case .bitOr: heap.sets[set].merge(other)
    case .subtract: heap.sets[set].subtract(other)
    case .bitXor: heap.sets[set].formSymmetricDifference(other)
    default: return false
    }
    return true
  }

  mutating func areEqualSets(_ left: Value, _ right: Value) throws(Raised) -> Bool {
    let (left, right) = (try setObject(left), try setObject(right))
    return left.count == right.count && left.entries.keys.allSatisfy { right.contains($0) }
  }

  /// Subsets and supersets.
  mutating func orderedSets(_ comparison: ComparisonOperator, _ left: Value, _ right: Value) throws(Raised) -> Bool {
    let (left, right) = (try setObject(left), try setObject(right))
    switch comparison {
    case .lessOrEqual: return left.entries.keys.allSatisfy { right.contains($0) }
    case .less: return left.count < right.count && left.entries.keys.allSatisfy { right.contains($0) }
    case .greaterOrEqual: return right.entries.keys.allSatisfy { left.contains($0) }
    default: return right.count < left.count && right.entries.keys.allSatisfy { left.contains($0) }
    }
  }
}

extension Expression {
  /// The elements of a set display of constants alone, which CPython makes in one go.
  var constantSet: [Expression]? {
    guard case .set(let elements) = kind, elements.allSatisfy(\.isConstant) else { return nil }
    return elements
  }

  /// Whether CPython's compiler knows its value.
  private var isConstant: Bool {
    switch kind {
    case .constant: true
    case .unary(_, let operand): operand.isConstant
    case .binary(_, let left, let right): left.isConstant && right.isConstant
    case .tuple(let elements): elements.allSatisfy(\.isConstant)
    default: false
    }
  }
}
