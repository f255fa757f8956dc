// The methods of `collections.Counter`, its operators, and the attribute of `defaultdict`.

import OrderedCollections

let counterMethods: [HostFunction] = [
  .method(of: "Counter", "most_common", [Parameter("n", default: Value.none)]) {
    interpreter, arguments throws(Raised) in
    let dict = try arguments.dict(&interpreter)
    let items = interpreter.items(of: dict).map { Value.tuple([$0.key, $0.value]) }
    let count = interpreter.makeFunction(
      .builtin("count", [.at("item")]) { interpreter, arguments throws(Raised) in
        try interpreter.getItem(.int(1), of: arguments[0])
      })
    let sorted = try interpreter.sorted(items, by: count, isReversed: true)
    let limit = try arguments.optionalInteger(1, &interpreter) ?? sorted.count
    return interpreter.makeList(Array(sorted.prefix(max(0, limit))))
  },
  .method(of: "Counter", "elements") { interpreter, arguments throws(Raised) in
    var values: [Value] = []
    for (key, count) in interpreter.items(of: try arguments.dict(&interpreter)) {
      values += try interpreter.repeated([key], count.integer ?? 0)
      try interpreter.requireRoom(for: values.count * ObjectSize.element)
    }
    return .iterator(interpreter.makeIterator(.values(values, next: 0), named: "itertools.chain"))
  },
  .method(of: "Counter", "total") { interpreter, arguments throws(Raised) in
    var total = Value.int(0)
    for (_, count) in interpreter.items(of: try arguments.dict(&interpreter)) {
      total = try interpreter.binary(.add, total, count)
    }
    return total
  },
  counting("update", .add),
  counting("subtract", .subtract),
]

/// A method that adds to the counts, or takes from them.
private func counting(_ name: String, _ operation: BinaryOperator) -> HostFunction {
  HostFunction(
    name, qualifiedName: "Counter.\(name)",
    [.at("self"), .at("iterable", default: .tuple([])), Parameter("kwargs", .keywords)], style: .builtin
  ) { interpreter, arguments throws(Raised) in
    let dict = try arguments.dict(&interpreter)
    try interpreter.count(arguments[1], arguments.keywords, in: dict, operation)
    return .none
  }
}

extension Interpreter {
  /// `+`, `-`, `&` and `|` of two Counters: the counts above nought of what either has.
  mutating func counterOperation(
    _ operation: BinaryOperator, _ left: DictID, _ right: DictID
  ) throws(Raised) -> Value? {
    guard case .counter = heap.dicts[left].flavour, case .counter = heap.dicts[right].flavour,
      [.add, .subtract, .bitAnd, .bitOr].contains(operation)
    else { return nil }
    let result = makeDict()
    heap.dicts[result].flavour = .counter
    let keys = items(of: left).map(\.key) + items(of: right).map(\.key)
    for key in keys where heap.dicts[result].entries[try hashKey(key)] == nil {
      try step()
      let (one, other) = (try getItem(key, of: .dict(left)), try getItem(key, of: .dict(right)))
      let count: Value
      switch operation {
      case .add, .subtract: count = try binary(operation, one, other)
      default:
        let isLess = try isTrue(try compare(.less, one, other))
        count = isLess == (operation == .bitAnd) ? one : other
      }
      if try isTrue(try compare(.greater, count, .int(0))) { try insert(count, for: key, into: result) }
    }
    return .dict(result)
  }
}

let defaultDictProperties: [(String, HostFunction)] = [
  (
    "default_factory",
    .builtin("default_factory", [.at("self")]) { interpreter, arguments throws(Raised) in
      guard case .dict(let dict) = interpreter.unwrapped(arguments[0]),
        case .defaulting(let factory) = interpreter.heap.dicts[dict].flavour
      else { return .none }
      return factory
    }
  )
]
