// Making and filling lists, dicts and sets.

import OrderedCollections

extension Interpreter {
  package mutating func makeList(_ elements: [Value]) -> Value {
    heap.bytes += ObjectSize.object + elements.count * ObjectSize.element
    return .list(heap.lists.insert(ListObject(elements: elements)))
  }

  mutating func append(_ elements: [Value], to list: ListID) throws(Raised) {
    try reserve(elements.count)
    heap.bytes += elements.count * ObjectSize.element
    heap.lists[list].elements += elements
  }

  mutating func makeDict() -> DictID {
    heap.bytes += ObjectSize.object
    return heap.dicts.insert(DictObject())
  }

  /// A dict of the items, in their order.
  package mutating func makeDict(_ items: [(Value, Value)]) throws(Raised) -> Value {
    let dict = makeDict()
    for (key, value) in items { try insert(value, for: key, into: dict) }
    return .dict(dict)
  }

  mutating func insert(_ value: Value, for key: Value, into dict: DictID) throws(Raised) {
    let hashKey = try hashKey(key)
    if case .globals(let module) = heap.dicts[dict].flavour, let name = key.string {
      heap.modules[module].members[name] = value
    }
    if heap.dicts[dict].entries[hashKey] != nil {
      heap.dicts[dict].entries[hashKey]?.value = value
    } else {
      heap.bytes += ObjectSize.entry
      try step(over: ObjectSize.entry)
      heap.dicts[dict].entries[hashKey] = .init(key: key, value: value)
    }
  }

  /// The keys and values of a dict in order.
  package func items(of dict: DictID) -> [(key: Value, value: Value)] {
    heap.dicts[dict].entries.values.map { ($0.key, $0.value) }
  }

  /// Whether a value has keys and their values.
  mutating func isMapping(_ value: Value) throws(Raised) -> Bool {
    switch unwrapped(value) {
    case .dict: return true
    case .instance: return find("keys", in: classOf(value)) != nil
    default: return false
    }
  }

  /// What `dict.update` does: with another dict, an object with `keys`, or pairs.
  mutating func update(_ dict: DictID, with source: Value) throws(Raised) {
    switch unwrapped(source) {
    case .hole: throw .hole
    case .dict(let other):
      try step(over: heap.dicts[other].entries.count)
      for (key, entry) in heap.dicts[other].entries {
        if heap.dicts[dict].entries[key] != nil {
          heap.dicts[dict].entries[key]?.value = entry.value
        } else {
          heap.dicts[dict].entries[key] = entry
          heap.bytes += ObjectSize.entry
        }
      }
    case .instance where try isMapping(source):
      for key in try elements(of: try call(try getAttribute("keys", of: source), Arguments())) {
        try insert(try getItem(key, of: source), for: key, into: dict)
      }
    default:
      for (index, pair) in try elements(of: source).enumerated() {
        guard isIterable(pair) else { throw raise(.updateElementNotSequence(index)) }
        let parts = try elements(of: pair)
        guard parts.count == 2 else { throw raise(.updateElementLength(index, parts.count)) }
        try insert(parts[1], for: parts[0], into: dict)
      }
    }
  }

  mutating func makeSet(_ elements: [Value], isFrozen: Bool = false) throws(Raised) -> Value {
    var entries: OrderedDictionary<HashKey, Value> = [:]
    for element in elements {
      if element.isHole {
        try pass(over: element)
        continue
      }
      let key = try hashKey(element)
      if entries[key] == nil { entries[key] = element }
    }
    return makeSet(entries, isFrozen: isFrozen)
  }

  mutating func makeSet(_ entries: OrderedDictionary<HashKey, Value>, isFrozen: Bool = false) -> Value {
    heap.bytes += ObjectSize.object + entries.count * ObjectSize.entry
    return .set(heap.sets.insert(SetObject(entries: entries, isFrozen: isFrozen)))
  }

  /// The entries of a set, or of what is made one: the keys of a view, or the elements of an iterable.
  mutating func setEntries(_ value: Value) throws(Raised) -> OrderedDictionary<HashKey, Value> {
    if case .set(let id) = unwrapped(value) {
      try step(over: heap.sets[id].entries.count)
      return heap.sets[id].entries
    }
    var entries: OrderedDictionary<HashKey, Value> = [:]
    for element in try elements(of: value) {
      let key = try hashKey(element)
      if entries[key] == nil { entries[key] = element }
    }
    return entries
  }

  mutating func setOperation(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws(Raised) -> Value? {
    let left = (entries: try setEntries(left), isFrozen: isFrozenSet(left))
    let right = try setEntries(right)
    let result: OrderedDictionary<HashKey, Value>
    switch operation {
    case .bitAnd: result = left.entries.filter { right[$0.key] != nil }
    case .bitOr: result = left.entries.merging(right) { old, _ in old }
    case .subtract: result = left.entries.filter { right[$0.key] == nil }
    case .bitXor:
      result = left.entries.filter { right[$0.key] == nil }
        .merging(right.filter { left.entries[$0.key] == nil }) { old, _ in old }
    default: return nil
    }
    return makeSet(result, isFrozen: left.isFrozen)
  }

  private func isFrozenSet(_ value: Value) -> Bool {
    if case .set(let id) = unwrapped(value) { return heap.sets[id].isFrozen }
    return false
  }

  mutating func areEqualSets(_ left: Value, _ right: Value) throws(Raised) -> Bool {
    let (left, right) = (try setEntries(left), try setEntries(right))
    return left.count == right.count && left.keys.allSatisfy { right[$0] != nil }
  }

  /// Subsets and supersets.
  mutating func orderedSets(_ comparison: ComparisonOperator, _ left: Value, _ right: Value) throws(Raised) -> Bool {
    let (left, right) = (try setEntries(left), try setEntries(right))
    switch comparison {
    case .lessOrEqual: return left.keys.allSatisfy { right[$0] != nil }
    case .less: return left.count < right.count && left.keys.allSatisfy { right[$0] != nil }
    case .greaterOrEqual: return right.keys.allSatisfy { left[$0] != nil }
    default: return right.count < left.count && right.keys.allSatisfy { left[$0] != nil }
    }
  }
}
