// Making and filling lists and dicts.

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
}
