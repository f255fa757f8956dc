// The methods of list and tuple.

private func method(
  _ name: String, _ parameters: [Parameter] = [], acceptsHoles: Bool = false, body: @escaping HostFunction.Body
) -> HostFunction {
  .method(of: "list", name, parameters, acceptsHoles: acceptsHoles, body: body)
}

let listMethods: [HostFunction] = [
  method("append", [.at("object")], acceptsHoles: true) { interpreter, arguments throws(Raised) in
    let list = try arguments.list(&interpreter)
    interpreter.heap.bytes += ObjectSize.element
    interpreter.heap.lists[list].elements.append(arguments[1])
    return .none
  },
  method("extend", [.at("iterable")]) { interpreter, arguments throws(Raised) in
    let list = try arguments.list(&interpreter)
    try interpreter.append(try interpreter.elements(of: arguments[1]), to: list)
    return .none
  },
  method("insert", [.at("index"), .at("object")], acceptsHoles: true) { interpreter, arguments throws(Raised) in
    let list = try arguments.list(&interpreter)
    let index = try arguments.integer(1, &interpreter)
    let count = interpreter.heap.lists[list].elements.count
    let position = index < 0 ? max(0, index &+ count) : min(index, count)
    interpreter.heap.bytes += ObjectSize.element
    try interpreter.step(over: count - position)
    interpreter.heap.lists[list].elements.insert(arguments[2], at: position)
    return .none
  },
  method("pop", [.at("index", default: .int(-1))]) { interpreter, arguments throws(Raised) in
    let list = try arguments.list(&interpreter)
    let count = interpreter.heap.lists[list].elements.count
    guard count > 0 else { throw interpreter.raise(.popFromEmpty("list")) }
    let index = try arguments.integer(1, &interpreter)
    let position = index < 0 ? index &+ count : index
    guard position >= 0, position < count else { throw interpreter.raise(.popIndex) }
    try interpreter.step(over: count - position)
    return interpreter.heap.lists[list].elements.remove(at: position)
  },
  method("remove", [.at("value")]) { interpreter, arguments throws(Raised) in
    let list = try arguments.list(&interpreter)
    guard let index = try interpreter.index(of: arguments[1], in: interpreter.heap.lists[list].elements[...]) else {
      throw interpreter.raise(.removeMissing)
    }
    interpreter.heap.lists[list].elements.remove(at: index)
    return .none
  },
  method("clear") { interpreter, arguments throws(Raised) in
    let list = try arguments.list(&interpreter)
    interpreter.heap.lists[list].elements.removeAll()
    return .none
  },
  method("copy") { interpreter, arguments throws(Raised) in
    let list = try arguments.list(&interpreter)
    try interpreter.reserve(interpreter.heap.lists[list].elements.count)
    return interpreter.makeList(interpreter.heap.lists[list].elements)
  },
  method("reverse") { interpreter, arguments throws(Raised) in
    let list = try arguments.list(&interpreter)
    try interpreter.step(over: interpreter.heap.lists[list].elements.count)
    interpreter.heap.lists[list].elements.reverse()
    return .none
  },
  method("sort", [.keyword("key", default: .none), .keyword("reverse", default: .bool(false))]) {
    interpreter, arguments throws(Raised) in
    let list = try arguments.list(&interpreter)
    let isReversed = try arguments.flag("reverse", &interpreter)
    let values = interpreter.heap.lists[list].elements
    let sorted = try interpreter.sorted(values, by: arguments["key"], isReversed: isReversed)
    guard interpreter.heap.lists[list].elements.count == values.count else {
      throw interpreter.raise(.changedWhileSorting)
    }
    interpreter.heap.lists[list].elements = sorted
    return .none
  },
  method("index", [.at("value"), .at("start", default: .int(0)), .at("stop", default: .int(Int.max))]) {
    interpreter, arguments throws(Raised) in
    let list = try arguments.list(&interpreter)
    guard let index = try arguments.index(in: interpreter.heap.lists[list].elements, &interpreter) else {
      throw interpreter.raise(.notInList(try interpreter.repr(arguments[1])))
    }
    return .int(index)
  },
  method("count", [.at("value")]) { interpreter, arguments throws(Raised) in
    let list = try arguments.list(&interpreter)
    return .int(try interpreter.count(of: arguments[1], in: interpreter.heap.lists[list].elements))
  },
]

let tupleMethods: [HostFunction] = [
  .method(of: "tuple", "index", [.at("value"), .at("start", default: .int(0)), .at("stop", default: .int(Int.max))]) {
    interpreter, arguments throws(Raised) in
    let values = try arguments.tuple(&interpreter)
    guard let index = try arguments.index(in: values.elements, &interpreter) else {
      throw interpreter.raise(.notInTuple)
    }
    return .int(index)
  },
  .method(of: "tuple", "count", [.at("value")]) { interpreter, arguments throws(Raised) in
    let values = try arguments.tuple(&interpreter)
    return .int(try interpreter.count(of: arguments[1], in: values.elements))
  },
]

extension BoundArguments {
  /// `index(value, start, stop)`.
  fileprivate func index(in values: [Value], _ interpreter: inout Interpreter) throws(Raised) -> Int? {
    let window = try interpreter.resolve(SliceValue(lower: self[2], upper: self[3], step: .none), count: values.count)
    guard let first = window.first, let last = window.last else { return nil }
    return try interpreter.index(of: self[1], in: values[first...last])
  }
}

extension Interpreter {
  mutating func index(of value: Value, in values: ArraySlice<Value>) throws(Raised) -> Int? {
    for index in values.indices {
      try step()
      if isIdentical(values[index], value) { return index }
      if try isEqual(values[index], value) { return index }
    }
    return nil
  }

  fileprivate mutating func count(of value: Value, in values: [Value]) throws(Raised) -> Int {
    var count = 0
    for candidate in values {
      try step()
      if try isEqual(candidate, value) { count += 1 }
    }
    return count
  }
}
