// The built-in functions over iterables.

import OrderedCollections

let iterationFunctions: [HostFunction] = [
  .builtin("len", [.at("object")]) { interpreter, arguments throws(Raised) in
    .int(try interpreter.length(of: arguments[0]))
  },
  .builtin("iter", [.at("iterable"), .at("sentinel", default: .hole)]) { interpreter, arguments throws(Raised) in
    if arguments.isPassed("sentinel") {
      let state = IteratorState.calls(arguments[0], sentinel: arguments[1])
      return .iterator(interpreter.makeIterator(state, named: "callable_iterator"))
    }
    if case .instance = arguments[0], let method = try interpreter.specialMethod("__iter__", of: arguments[0]) {
      return try interpreter.call(method, Arguments())
    }
    return .iterator(try interpreter.iterate(arguments[0]))
  },
  .builtin("next", [.at("iterator"), .at("default", default: .hole)]) { interpreter, arguments throws(Raised) in
    let value: Value?
    switch arguments[0] {
    case .iterator(let id): value = try interpreter.next(id)
    case .instance:
      guard let method = try interpreter.specialMethod("__next__", of: arguments[0]) else { fallthrough }
      if !arguments.isPassed("default") { return try interpreter.call(method, Arguments()) }
      value = try interpreter.unlessRaised(.stopIteration) { (me) throws(Raised) in try me.call(method, Arguments()) }
    default: throw interpreter.raise(.notAnIterator(interpreter.typeName(arguments[0])))
    }
    if let value { return value }
    if arguments.isPassed("default") { return arguments[1] }
    throw interpreter.raise(interpreter.makeException(.stopIteration, []), at: nil)
  },
  .builtin("enumerate", [Parameter("iterable"), Parameter("start", default: .int(0))]) {
    interpreter, arguments throws(Raised) in
    let start = try arguments.integer(1, &interpreter)
    let source = try interpreter.iterate(arguments[0])
    return .iterator(interpreter.makeIterator(.enumerate(source, number: start), named: "enumerate"))
  },
  .builtin("zip", [.rest, .keyword("strict", default: .bool(false))]) { interpreter, arguments throws(Raised) in
    let sources = try arguments.variadic.map { (argument) throws(Raised) in try interpreter.iterate(argument.value) }
    let isStrict = try interpreter.isTrue(arguments["strict"])
    return .iterator(interpreter.makeIterator(.zip(sources, isStrict: isStrict), named: "zip"))
  },
  .builtin("map", [.rest]) { interpreter, arguments throws(Raised) in
    guard arguments.variadic.count > 1 else { throw interpreter.raise(.mapArguments) }
    let iterables = arguments.variadic.dropFirst().map(\.value)
    let sources = try iterables.map { (iterable) throws(Raised) in try interpreter.iterate(iterable) }
    return .iterator(interpreter.makeIterator(.map(arguments.variadic[0].value, sources), named: "map"))
  },
  .builtin("filter", [.at("function"), .at("iterable")]) { interpreter, arguments throws(Raised) in
    let source = try interpreter.iterate(arguments[1])
    return .iterator(interpreter.makeIterator(.filter(arguments[0], source, keeps: true), named: "filter"))
  },
  .builtin("reversed", [.at("sequence")]) { interpreter, arguments throws(Raised) in
    try interpreter.reversed(arguments[0])
  },
  .builtin(
    "sorted", [.at("iterable"), .keyword("key", default: .none), .keyword("reverse", default: .bool(false))]
  ) { interpreter, arguments throws(Raised) in
    let values = try interpreter.elements(of: arguments[0])
    let isReversed = try arguments.flag("reverse", &interpreter)
    return interpreter.makeList(try interpreter.sorted(values, by: arguments["key"], isReversed: isReversed))
  },
  .builtin("sum", [.at("iterable"), Parameter("start", default: .int(0))]) { interpreter, arguments throws(Raised) in
    var total = arguments[1]
    if total.string != nil { throw interpreter.raise(.sumOfStrings) }
    let iterator = try interpreter.iterate(arguments[0])
    while let value = try interpreter.next(iterator) {
      try interpreter.step()
      total = try interpreter.binary(.add, total, value, symbol: "+")
    }
    return total
  },
  .builtin("any", [.at("iterable")]) { interpreter, arguments throws(Raised) in
    .bool(try interpreter.firstIndex(in: arguments[0], whereTrue: true) != nil)
  },
  .builtin("all", [.at("iterable")]) { interpreter, arguments throws(Raised) in
    .bool(try interpreter.firstIndex(in: arguments[0], whereTrue: false) == nil)
  },
  extremum("min", .less),
  extremum("max", .greater),
]

/// `min` and `max`: of one iterable, or of several arguments.
private func extremum(_ name: String, _ comparison: ComparisonOperator) -> HostFunction {
  .builtin(
    name, [.at("first"), .rest, .keyword("default", default: .hole), .keyword("key", default: .none)]
  ) { interpreter, arguments throws(Raised) in
    let candidates =
      arguments.variadic.isEmpty
      ? try interpreter.elements(of: arguments[0]) : [arguments[0]] + arguments.variadic.map(\.value)
    if !arguments.variadic.isEmpty, arguments.isPassed("default") {
      throw interpreter.raise(.defaultWithSeveral(name))
    }
    guard var best = candidates.first else {
      if arguments.isPassed("default") { return arguments["default"] }
      throw interpreter.raise(.emptyArgument(name))
    }
    let key = arguments["key"]
    var bestKey = key.isNone ? best : try interpreter.call(key, [best])
    for candidate in candidates.dropFirst() {
      try interpreter.step()
      let candidateKey = key.isNone ? candidate : try interpreter.call(key, [candidate])
      guard try interpreter.isTrue(try interpreter.compare(comparison, candidateKey, bestKey)) else { continue }
      (best, bestKey) = (candidate, candidateKey)
    }
    return best
  }
}

extension Interpreter {
  /// `len`.
  package mutating func length(of value: Value) throws(Raised) -> Int {
    switch value {
    case .string(let text): return try scalarCount(of: text)
    case .tuple(let values): return values.count
    case .list(let id): return heap.lists[id].elements.count
    case .dict(let id): return heap.dicts[id].entries.values.count
    case .view(let view): return heap.dicts[view.dict].entries.values.count
    case .set(let id): return heap.sets[id].count
    case .range(let range): return range.count
    case .instance:
      guard let method = try specialMethod("__len__", of: value) else {
        if case .instance = unwrapped(value) { break }
        return try self.length(of: unwrapped(value))
      }
      let length = try call(method, Arguments())
      if length.isHole { throw .hole }
      guard let count = length.integer else { throw raise(.notAnInteger(typeName(length))) }
      guard count >= 0 else { throw raise(.negativeLength) }
      return count
    default: break
    }
    throw raise(.hasNoLength(typeName(value)))
  }

  fileprivate mutating func firstIndex(in iterable: Value, whereTrue wanted: Bool) throws(Raised) -> Int? {
    let iterator = try iterate(iterable)
    var index = 0
    while let value = try next(iterator) {
      try step()
      if try isTrue(value) == wanted { return index }
      index += 1
    }
    return nil
  }

  mutating func reversed(_ value: Value) throws(Raised) -> Value {
    switch value {
    case .list(let id):
      let last = heap.lists[id].elements.count - 1
      return .iterator(makeIterator(.reversedList(id, next: last), named: "list_reverseiterator"))
    case .range(let range):
      let last = range.count - 1
      let backwards = RangeValue(
        start: last >= 0 ? range[last] : 0, stop: last >= 0 ? range.start &- range.step : 0, step: 0 &- range.step)
      return .iterator(makeIterator(.range(backwards, next: 0), named: "range_iterator"))
    case .tuple, .string, .dict, .view:
      return .iterator(makeIterator(.values(try elements(of: value).reversed(), next: 0), named: "reversed"))
    case .instance:
      if let method = try specialMethod("__reversed__", of: value) { return try call(method, Arguments()) }
      if case .instance = unwrapped(value) {} else { return try reversed(unwrapped(value)) }
      guard find("__getitem__", in: classOf(value)) != nil else { break }
      var values: [Value] = []
      for index in 0..<(try length(of: value)) {
        try step()
        try requireRoom(for: values.count * ObjectSize.element)
        values.append(try getItem(.int(index), of: value))
      }
      return .iterator(makeIterator(.values(values.reversed(), next: 0), named: "reversed"))
    default: break
    }
    throw raise(.notReversible(typeName(value)))
  }

  /// Sorts as Python does: stably, by `<`, of the keys where there is a key function.
  mutating func sorted(_ values: [Value], by key: Value, isReversed: Bool) throws(Raised) -> [Value] {
    var keyed = try values.map { (value) throws(Raised) in
      (key: key.isNone ? value : try call(key, [value]), value: value)
    }
    // A stable sort downwards is one upwards of the mirrored values, mirrored again.
    if isReversed { keyed.reverse() }
    try mergeSort(&keyed)
    if isReversed { keyed.reverse() }
    return keyed.map(\.value)
  }

  private mutating func mergeSort(_ items: inout [(key: Value, value: Value)]) throws(Raised) {
    var width = 1
    while width < items.count {
      var merged: [(key: Value, value: Value)] = []
      merged.reserveCapacity(items.count)
      for start in stride(from: 0, to: items.count, by: 2 * width) {
        let middle = min(start + width, items.count)
        let end = min(start + 2 * width, items.count)
        var (left, right) = (start, middle)
        while left < middle, right < end {
          try step()
          let isSmaller = try isTrue(try compare(.less, items[right].key, items[left].key))
          merged.append(items[isSmaller ? right : left])
          if isSmaller { right += 1 } else { left += 1 }
        }
        merged += items[left..<middle] + items[right..<end]
      }
      items = merged
      width *= 2
    }
  }
}
