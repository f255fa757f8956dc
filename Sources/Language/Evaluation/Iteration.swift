// Iteration: iterators over all that can be iterated.

import OrderedCollections

/// An iterator and what its type is called.
package struct IteratorObject: Sendable {
  var state: IteratorState
  let typeName: String
}

indirect enum IteratorState: Sendable {
  case finished
  case list(ListID, next: Int)
  case reversedList(ListID, next: Int)
  /// Elements that are there already: of a tuple, a string.
  case values([Value], next: Int)
  case range(RangeValue, next: Int)
  /// `count` is the dict's size at the start: a change of it is an error.
  case dict(DictView, next: Int, count: Int)
  case set(SetID, members: [Value], next: Int)
  case zip([IteratorID], isStrict: Bool)
  case enumerate(IteratorID, number: Int)
  case map(Value, [IteratorID])
  case filter(Value, IteratorID, keeps: Bool)
  /// An object with `__next__`.
  case object(Value)
  /// An object with `__getitem__` alone.
  case items(Value, next: Int)
  /// `iter(function, sentinel)`
  case calls(Value, sentinel: Value)
  case chain([Value], current: IteratorID?)
  case count(Value, step: Value)
  case cycle([Value], next: Int)
  case repetition(Value, left: Int?)
  case slice(IteratorID, skip: Int, left: Int?, step: Int)
  case takeWhile(Value, IteratorID)
  case dropWhile(Value, IteratorID)
  case starmap(Value, IteratorID)
  case generator(Generator)
  /// A generator that is at work on its next element.
  case running
}

extension Interpreter {
  mutating func makeIterator(_ state: IteratorState, named typeName: String) -> IteratorID {
    heap.bytes += ObjectSize.object
    switch state {
    case .values(let values, _), .set(_, let values, _): heap.bytes += values.count * ObjectSize.element
    default: break
    }
    return heap.iterators.insert(IteratorObject(state: state, typeName: typeName))
  }

  func isIterable(_ value: Value) -> Bool {
    switch value {
    case .list, .tuple, .string, .range, .dict, .set, .view, .iterator: true
    case .instance(let instance):
      find("__iter__", in: heap.instances[instance].type) != nil
        || find("__getitem__", in: heap.instances[instance].type) != nil
        || heap.instances[instance].core.map(isIterable) == true
    default: false
    }
  }

  /// The iterator over a value: what `iter` gives. A hole stops the statement.
  mutating func iterate(_ value: Value) throws(Raised) -> IteratorID {
    switch value {
    case .hole: throw .hole
    case .iterator(let id): return id
    case .list(let id): return makeIterator(.list(id, next: 0), named: "list_iterator")
    case .tuple(let values): return makeIterator(.values(values.elements, next: 0), named: "tuple_iterator")
    case .range(let range): return makeIterator(.range(range, next: 0), named: "range_iterator")
    case .string(let text):
      try reserve(text.utf8.count)
      return makeIterator(
        .values(text.unicodeScalars.map { .string(String($0)) }, next: 0), named: "str_iterator")
    case .dict(let id): return try iterate(.view(DictView(dict: id, kind: .keys)))
    case .view(let view):
      let count = heap.dicts[view.dict].entries.count
      let name = view.kind == .keys ? "key" : view.kind == .values ? "value" : "item"
      return makeIterator(.dict(view, next: 0, count: count), named: "dict_\(name)iterator")
    case .set(let id):
      try step(over: heap.sets[id].count)
      return makeIterator(.set(id, members: heap.sets[id].values, next: 0), named: "set_iterator")
    case .instance: return try iterateInstance(value)
    default: throw raise(.notIterable(typeName(value)), .iterating(value))
    }
  }

  private mutating func iterateInstance(_ value: Value) throws(Raised) -> IteratorID {
    if let method = try specialMethod("__iter__", of: value) {
      let iterator = try call(method, Arguments())
      switch iterator {
      case .hole: throw .hole
      case .iterator(let id): return id
      default:
        guard find("__next__", in: classOf(iterator)) != nil else {
          throw raise(.notAnIteratorReturned(typeName(iterator)))
        }
        return makeIterator(.object(iterator), named: typeName(iterator))
      }
    }
    if case .instance(let id) = value, let core = heap.instances[id].core { return try iterate(core) }
    guard find("__getitem__", in: classOf(value)) != nil else {
      throw raise(.notIterable(typeName(value)), .iterating(value))
    }
    return makeIterator(.items(value, next: 0), named: "iterator")
  }

  /// The next element, nil at the end.
  mutating func next(_ id: IteratorID) throws(Raised) -> Value? {
    switch heap.iterators[id].state {
    case .finished: return nil
    case .list(let list, let next):
      guard next < heap.lists[list].elements.count else { return nil }
      heap.iterators[id].state = .list(list, next: next + 1)
      return heap.lists[list].elements[next]
    case .reversedList(let list, let next):
      guard next >= 0, next < heap.lists[list].elements.count else { return nil }
      heap.iterators[id].state = .reversedList(list, next: next - 1)
      return heap.lists[list].elements[next]
    case .values(let values, let next):
      guard next < values.count else { return nil }
      heap.iterators[id].state = .values(values, next: next + 1)
      return values[next]
    case .range(let range, let next):
      guard next < range.count else { return nil }
      heap.iterators[id].state = .range(range, next: next + 1)
      return .int(range[next])
    case .dict(let view, let next, let count): return try nextEntry(id, view, next, count)
    case .set(let set, let members, let next):
      guard heap.sets[set].count == members.count else { throw raise(.changedDuringIteration("Set")) }
      guard next < members.count else { return nil }
      heap.iterators[id].state = .set(set, members: members, next: next + 1)
      return members[next]
    default:
      try step()
      try descend()
      defer { depth -= 1 }
      guard let value = try nextOfAdapter(id) else { return nil }
      return try counted(value)
    }
  }

  private mutating func nextEntry(
    _ id: IteratorID, _ view: DictView, _ next: Int, _ count: Int
  ) throws(Raised) -> Value? {
    guard heap.dicts[view.dict].entries.count == count else { throw raise(.changedDuringIteration("dictionary")) }
    guard next < count else { return nil }
    heap.iterators[id].state = .dict(view, next: next + 1, count: count)
    let entry = heap.dicts[view.dict].entries.elements[next].value
    switch view.kind {
    case .keys: return entry.key
    case .values: return entry.value
    case .items: return try counted(.tuple([entry.key, entry.value]))
    }
  }

  /// The elements of a value in order. A hole stops the statement.
  package mutating func elements(of value: Value) throws(Raised) -> [Value] {
    switch value {
    case .tuple(let values):
      try step(over: values.count)
      return values.elements
    case .list(let id):
      try step(over: heap.lists[id].elements.count)
      return heap.lists[id].elements
    case .range(let range): try reserve(range.count)
    default: break
    }
    let iterator = try iterate(value)
    var values: [Value] = []
    while let value = try next(iterator) {
      values.append(value)
      try step()
      try requireRoom(for: values.count * ObjectSize.element)
    }
    return values
  }
}
