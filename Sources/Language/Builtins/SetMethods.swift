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
    let (left, right) = (try interpreter.setEntries(arguments[0]), try interpreter.setEntries(arguments[1]))
    return .bool(left.keys.allSatisfy { right[$0] == nil })
  },
  method("copy") { interpreter, arguments throws(Raised) in
    let set = interpreter.heap.sets[try arguments.set(&interpreter)]
    return interpreter.makeSet(set.entries, isFrozen: set.isFrozen)
  },
]

let mutableSetMethods: [HostFunction] = [
  method("add", [.at("element")]) { interpreter, arguments throws(Raised) in
    let set = try arguments.set(&interpreter)
    let key = try interpreter.hashKey(arguments[1])
    if interpreter.heap.sets[set].entries[key] == nil {
      interpreter.heap.bytes += ObjectSize.entry
      try interpreter.step(over: ObjectSize.entry)
      interpreter.heap.sets[set].entries[key] = arguments[1]
    }
    return .none
  },
  method("discard", [.at("element")]) { interpreter, arguments throws(Raised) in
    let set = try arguments.set(&interpreter)
    interpreter.heap.sets[set].entries[try interpreter.memberKey(arguments[1])] = nil
    return .none
  },
  method("remove", [.at("element")]) { interpreter, arguments throws(Raised) in
    let set = try arguments.set(&interpreter)
    let key = try interpreter.memberKey(arguments[1])
    guard interpreter.heap.sets[set].entries.removeValue(forKey: key) != nil else {
      throw interpreter.raise(interpreter.makeException(.keyError, [arguments[1]]), at: arguments.range(of: "element"))
    }
    return .none
  },
  method("pop") { interpreter, arguments throws(Raised) in
    let set = try arguments.set(&interpreter)
    guard !interpreter.heap.sets[set].entries.isEmpty else {
      throw interpreter.raise(.emptyPop("pop from an empty set"))
    }
    return interpreter.heap.sets[set].entries.removeFirst().value
  },
  method("clear") { interpreter, arguments throws(Raised) in
    let set = try arguments.set(&interpreter)
    interpreter.heap.sets[set].entries.removeAll()
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
    let own = interpreter.heap.sets[try arguments.set(&interpreter)]
    var result = interpreter.makeSet(own.entries, isFrozen: own.isFrozen)
    for other in takesOne ? [arguments[1]] : arguments.variadic.map(\.value) {
      let right = interpreter.makeSet(try interpreter.setEntries(other))
      result = try interpreter.setOperation(operation, result, right) ?? result
    }
    return result
  }
}

/// A method that changes this set by others.
private func changing(_ name: String, _ operation: BinaryOperator, takesOne: Bool = false) -> HostFunction {
  method(name, [takesOne ? .at("other") : .rest]) { interpreter, arguments throws(Raised) in
    let own = try arguments.set(&interpreter)
    for other in takesOne ? [arguments[1]] : arguments.variadic.map(\.value) {
      let right = interpreter.makeSet(try interpreter.setEntries(other))
      guard case .set(let result)? = try interpreter.setOperation(operation, .set(own), right) else { continue }
      interpreter.heap.sets[own].entries = interpreter.heap.sets[result].entries
    }
    return .none
  }
}

private func comparing(_ name: String, _ comparison: ComparisonOperator) -> HostFunction {
  method(name, [.at("other")]) { interpreter, arguments throws(Raised) in
    let other = interpreter.makeSet(try interpreter.setEntries(arguments[1]))
    return .bool(try interpreter.orderedSets(comparison, arguments[0], other))
  }
}

let viewMethods: [HostFunction] = [
  .method(of: "dict_keys", "isdisjoint", [.at("other")]) { interpreter, arguments throws(Raised) in
    let (left, right) = (try interpreter.setEntries(arguments[0]), try interpreter.setEntries(arguments[1]))
    return .bool(left.keys.allSatisfy { right[$0] == nil })
  }
]
