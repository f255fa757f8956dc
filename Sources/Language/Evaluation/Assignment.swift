// Assignment to targets of all kinds, and augmented assignment.

import Diagnostics
import OrderedCollections

extension Interpreter {
  mutating func assign(_ value: Value, to target: Expression) throws(Raised) {
    switch target.kind {
    case .name(let name): try store(value, name)
    case .attribute(let object, let attribute):
      let object = try evaluate(object)
      place = target.range
      try setAttribute(attribute, of: object, to: value)
    case .subscripted(let object, let index):
      let object = try evaluate(object)
      let index = try evaluate(index)
      place = target.range
      try setItem(index, of: object, to: value)
    case .tuple(let elements), .list(let elements):
      place = target.range
      try unpack(value, into: elements, at: target.range)
    default: break
    }
  }

  private mutating func unpack(_ value: Value, into targets: [Expression], at range: SourceRange) throws(Raised) {
    if value.isHole {
      for target in targets { try assign(value, to: target.unstarred) }
      return
    }
    guard isIterable(value) else { throw raise(.notUnpackable(typeName(value)), .iterating(value), at: range) }
    let values = try unpackedElements(value, upTo: targets.contains(where: \.isStarred) ? nil : targets.count)
    guard let star = targets.firstIndex(where: \.isStarred) else {
      if values.count > targets.count { throw raise(.tooManyToUnpack(expected: targets.count), at: range) }
      if values.count < targets.count {
        throw raise(.tooFewToUnpack(expected: targets.count, got: values.count, atLeast: false), at: range)
      }
      for (target, value) in zip(targets, values) { try assign(value, to: target) }
      return
    }
    let after = targets.count - star - 1
    guard values.count >= targets.count - 1 else {
      throw raise(.tooFewToUnpack(expected: targets.count - 1, got: values.count, atLeast: true), at: range)
    }
    for (target, value) in zip(targets[..<star], values) { try assign(value, to: target) }
    let middle = makeList(Array(values[star..<values.count - after]))
    try assign(middle, to: targets[star].unstarred)
    for (target, value) in zip(targets[(star + 1)...], values.suffix(after)) { try assign(value, to: target) }
  }

  /// The elements of a value, at most one more than are wanted: an endless iterator must not be drained.
  private mutating func unpackedElements(_ value: Value, upTo limit: Int?) throws(Raised) -> [Value] {
    guard let limit else { return try elements(of: value) }
    let iterator = try iterate(value)
    var values: [Value] = []
    while values.count <= limit, let value = try next(iterator) { values.append(value) }
    return values
  }

  // MARK: Augmented

  mutating func augment(_ target: Expression, _ operation: BinaryOperator, _ value: Expression) throws(Raised) {
    switch target.kind {
    case .name(let name):
      let old = noting(try load(name), named: name.identifier, at: name.range)
      let right = try evaluate(value)
      place = target.range.union(value.range)
      try store(try inPlace(operation, old, right), name)
    case .attribute(let object, let attribute):
      let object = try evaluate(object)
      place = target.range
      let old = try getAttribute(attribute, of: object)
      let right = try evaluate(value)
      place = target.range.union(value.range)
      try setAttribute(attribute, of: object, to: try inPlace(operation, old, right))
    case .subscripted(let object, let index):
      let object = try evaluate(object)
      let index = try evaluate(index)
      place = target.range
      let old = try getItem(index, of: object)
      let right = try evaluate(value)
      place = target.range.union(value.range)
      try setItem(index, of: object, to: try inPlace(operation, old, right))
    default: break
    }
  }

  /// `left op= right`: lists, sets and dicts change in place, and a class may define its own way.
  mutating func inPlace(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws(Raised) -> Value {
    if left.isHole || right.isHole {
      // An array keeps its shape when it is changed in place.
      if let shape = omittedShape(left) { return derived(from: left, shape: shape) }
      return try binary(operation, left, right)
    }
    if case .instance = left, let method = try specialMethod("__i\(operation.methodName)__", of: left) {
      let result = try call(method, Arguments([right]))
      guard case .notImplemented = result else { return result }
    }
    switch (operation, unwrapped(left), unwrapped(right)) {
    case (.add, .list(let list), _):
      let added = try elements(of: right)
      try append(added, to: list)
      return left
    case (.multiply, .list(let list), let count):
      guard let count = try indexNumber(count) else { break }
      heap.lists[list].elements = try repeated(heap.lists[list].elements, count)
      heap.bytes += heap.lists[list].elements.count * ObjectSize.element
      return left
    case (.bitOr, .dict(let dict), let other) where isIterable(other):
      try update(dict, with: other)
      return left
    case (_, .set(let set), .set) where !heap.sets[set].isFrozen:
      if try changeSet(set, operation, try setObject(right)) { return left }
    default: break
    }
    return try binary(operation, left, right, symbol: operation.rawValue + "=")
  }
}

extension Expression {
  var isStarred: Bool {
    if case .starred = kind { return true }
    return false
  }

  var unstarred: Expression {
    if case .starred(let inner) = kind { return inner }
    return self
  }
}
