// Sets: their members, in CPython's order where that is the same in every process, else in the order of insertion.

import OrderedCollections

package struct SetObject: Sendable {
  private(set) var entries: OrderedDictionary<HashKey, Value> = [:]
  /// Nil where a member's hash is another one in each process of CPython, as a string's is.
  private var table: SetTable? = SetTable()
  var isFrozen = false

  init(isFrozen: Bool = false) { self.isFrozen = isFrozen }

  var count: Int { entries.count }
  var isEmpty: Bool { entries.isEmpty }

  /// The keys of the members in the order of iteration.
  var keys: [HashKey] { table?.keys ?? Array(entries.keys) }

  /// The members in the order of iteration.
  var values: [Value] { table?.keys.compactMap { entries[$0] } ?? Array(entries.values) }

  func contains(_ key: HashKey) -> Bool { entries[key] != nil }

  // MARK: One member

  mutating func insert(_ value: Value, _ key: HashKey) {
    guard entries[key] == nil else { return }
    entries[key] = value
    if let hash = PythonHash.number(key) { table?.add(key, hash: hash) } else { table = nil }
  }

  /// Removes a member. Says whether it was there.
  @discardableResult
  mutating func remove(_ key: HashKey) -> Bool {
    guard entries.removeValue(forKey: key) != nil else { return false }
    if let hash = PythonHash.number(key) { table?.remove(key, hash: hash) }
    return true
  }

  mutating func removeAll() { self = SetObject(isFrozen: isFrozen) }

  /// The set must have members.
  mutating func removeFirst() -> Value {
    guard let key = table?.removeFirst() else { return entries.removeFirst().value }
    return entries.removeValue(forKey: key) ?? .none
  }

  // MARK: Sets together, each the way that CPython goes, which tells in the order

  mutating func merge(_ other: SetObject) {
    guard !other.isEmpty else { return }
    if let others = other.table, isEmpty, table?.copySlots(of: others) == true {
      entries = other.entries
      return
    }
    table?.makeRoom(for: other.count)
    for key in other.keys { insert(other.entries[key] ?? .none, key) }
  }

  /// A dict's keys are added at once as a set's members are.
  mutating func makeRoom(for count: Int) { table?.makeRoom(for: count) }

  func copy(isFrozen: Bool) -> SetObject {
    var copy = SetObject(isFrozen: isFrozen)
    copy.merge(self)
    return copy
  }

  func intersection(_ other: SetObject) -> SetObject {
    let (small, large) = other.count > count ? (self, other) : (other, self)
    var result = SetObject(isFrozen: isFrozen)
    for key in small.keys where large.contains(key) { result.insert(small.entries[key] ?? .none, key) }
    return result
  }

  func difference(_ other: SetObject) -> SetObject {
    if count >> 2 > other.count {
      var result = copy(isFrozen: isFrozen)
      result.subtract(other)
      return result
    }
    var result = SetObject(isFrozen: isFrozen)
    for key in keys where !other.contains(key) { result.insert(entries[key] ?? .none, key) }
    return result
  }

  mutating func subtract(_ other: SetObject) { subtract(other.keys) }

  mutating func subtract(_ keys: [HashKey]) {
    for key in keys { remove(key) }
    table?.sweep()
  }

  /// The result of `&`, `|`, `-` or `^`.
  func combined(_ operation: BinaryOperator, _ other: SetObject) -> SetObject {
    switch operation {
    case .bitAnd: return intersection(other)
    case .subtract: return difference(other)
    case .bitXor: return symmetricDifference(other)
    default:
      var result = copy(isFrozen: isFrozen)
      result.merge(other)
      return result
    }
  }

  func symmetricDifference(_ other: SetObject) -> SetObject {
    var result = other.copy(isFrozen: isFrozen)
    result.formSymmetricDifference(self)
    return result
  }

  mutating func formSymmetricDifference(_ other: SetObject) {
    for key in other.keys where !remove(key) { insert(other.entries[key] ?? .none, key) }
  }
}
