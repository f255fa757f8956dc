// The methods of set and frozenset.

import OrderedCollections

private func method(_ name: String, _ parameters: [Parameter] = [], body: @escaping HostFunction.Body) -> HostFunction {
  .method(of: "set", name, parameters, body: body)
}

let setMethods: [HostFunction] = [
  combining("union", .bitOr),
  combining("intersection", .bitAnd),
  combining("difference", .subtract),
  combining("symmetric_difference", .bitXor, takesOne: true),
  comparing("issubset", .lessOrEqual),
  comparing("issuperset", .greaterOrEqual),
  method("isdisjoint", [.at("other")]) { interpreter, arguments throws(Raised) in
    try interpreter.areDisjoint(arguments[0], arguments[1])
  },
  method("copy") { interpreter, arguments throws(Raised) in
    let set = interpreter.heap.sets[try arguments.set(&interpreter)]
    return interpreter.makeSet(set.copy(isFrozen: set.isFrozen))
  },
]

let mutableSetMethods: [HostFunction] = [
  method("add", [.at("element")]) { interpreter, arguments throws(Raised) in
    let set = try arguments.set(&interpreter)
    let key = try interpreter.hashKey(arguments[1])
    if !interpreter.heap.sets[set].contains(key) {
      interpreter.heap.bytes += ObjectSize.entry
      try interpreter.step(over: ObjectSize.entry)
      interpreter.heap.sets[set].insert(arguments[1], key)
    }
    return .none
  },
  method("discard", [.at("element")]) { interpreter, arguments throws(Raised) in
    let set = try arguments.set(&interpreter)
    let key = try interpreter.memberKey(arguments[1])
    interpreter.heap.sets[set].remove(key)
    return .none
  },
  method("remove", [.at("element")]) { interpreter, arguments throws(Raised) in
    let set = try arguments.set(&interpreter)
    let key = try interpreter.memberKey(arguments[1])
    guard interpreter.heap.sets[set].remove(key) else {
      throw interpreter.raise(interpreter.makeException(.keyError, [arguments[1]]), at: arguments.range(of: "element"))
    }
    return .none
  },
  method("pop") { interpreter, arguments throws(Raised) in
    let set = try arguments.set(&interpreter)
    guard !interpreter.heap.sets[set].isEmpty else { throw interpreter.raise(.emptyPop("pop from an empty set")) }
    return interpreter.heap.sets[set].removeFirst()
  },
  method("clear") { interpreter, arguments throws(Raised) in
    let set = try arguments.set(&interpreter)
    interpreter.heap.sets[set].removeAll()
    return .none
  },
  changing("update", .bitOr),
  changing("intersection_update", .bitAnd),
  changing("difference_update", .subtract),
  changing("symmetric_difference_update", .bitXor, takesOne: true),
]

/// A method that makes a new set of this and others.
private func combining(_ name: String, _ operation: BinaryOperator, takesOne: Bool = false) -> HostFunction {
  method(name, [takesOne ? .at("other") : .rest]) { interpreter, arguments throws(Raised) in
    let own = try arguments.set(&interpreter)
    let others = takesOne ? [arguments[1]] : arguments.variadic.map(\.value)
    return interpreter.makeSet(try interpreter.combine(interpreter.heap.sets[own], operation, others))
  }
}

/// A method that changes this set by others.
private func changing(_ name: String, _ operation: BinaryOperator, takesOne: Bool = false) -> HostFunction {
  method(name, [takesOne ? .at("other") : .rest]) { interpreter, arguments throws(Raised) in
    let own = try arguments.set(&interpreter)
    for other in takesOne ? [arguments[1]] : arguments.variadic.map(\.value) {
      try interpreter.change(own, operation, other)
    }
    return .none
  }
}

private func comparing(_ name: String, _ comparison: ComparisonOperator) -> HostFunction {
  method(name, [.at("other")]) { interpreter, arguments throws(Raised) in
    .bool(try interpreter.orderedSets(comparison, arguments[0], arguments[1]))
  }
}

let viewMethods: [HostFunction] = [
  .method(of: "dict_keys", "isdisjoint", [.at("other")]) { interpreter, arguments throws(Raised) in
    try interpreter.areDisjoint(arguments[0], arguments[1])
  }
]

extension Interpreter {
  fileprivate mutating func areDisjoint(_ left: Value, _ right: Value) throws(Raised) -> Value {
    let (left, right) = (try setObject(left), try setObject(right))
    return .bool(left.entries.keys.allSatisfy { !right.contains($0) })
  }
}
