// The special methods of the built-in classes, for sessions that call them by name: `super().__setitem__`,
// `dict.__getitem__`, `hasattr(x, '__len__')`. Operators do without them.

/// A special method and the built-in classes that have it; all have one without owners.
struct Slot: Sendable {
  let function: HostFunction
  let owners: [StandardClasses.Name]
}

extension Interpreter {
  /// The special method that a class has without defining it, from the built-in class that it is or extends.
  func slotMethod(_ name: String, of type: ClassID) -> Value? {
    guard name.hasPrefix("__") || name == "mro", let slot = slots[name] else { return nil }
    let order = heap.classes[type].order
    guard slot.owners.isEmpty || slot.owners.contains(where: { order.contains(standard[$0]) }) else { return nil }
    return .hostFunction(slot.function)
  }

  mutating func makeSlots() {
    for slot in slotTable {
      slots[slot.function.name] = (heap.hostFunctions.insert(slot.function), slot.owners)
    }
  }
}

private let numbers: [StandardClasses.Name] = [.int, .float]
private let sequences: [StandardClasses.Name] = [.str, .list, .tuple]
private let sized: [StandardClasses.Name] = sequences + [.dict, .set, .frozenset, .range, .view]
private let sets: [StandardClasses.Name] = [.set, .frozenset]

private let slotTable: [Slot] = objectSlots + numberSlots + containerSlots + operatorSlots

private func slot(
  _ name: String, _ parameters: [Parameter] = [], _ owners: [StandardClasses.Name] = [],
  _ body: @escaping @Sendable (inout Interpreter, Value, BoundArguments) throws(Raised) -> Value
) -> Slot {
  let function = HostFunction.builtin(name, [.at("self")] + parameters) { interpreter, arguments throws(Raised) in
    try body(&interpreter, interpreter.unwrapped(arguments[0]), arguments)
  }
  return Slot(function: function, owners: owners)
}

private let other = [Parameter.at("value")]

/// What every object has; of an instance, what its class would do without its own methods.
private let objectSlots: [Slot] = [
  slot("__repr__") { interpreter, own, arguments throws(Raised) in
    if case .instance(let id) = own { return .string(try interpreter.defaultRepr(id)) }
    return .string(try interpreter.repr(own))
  },
  slot("__str__") { interpreter, own, arguments throws(Raised) in
    guard case .instance(let id) = own else { return .string(try interpreter.str(own)) }
    return .string(interpreter.isException(id) ? try interpreter.exceptionText(id) : try interpreter.repr(own))
  },
  slot("__format__", [.at("format_spec")]) { interpreter, own, arguments throws(Raised) in
    let specification = arguments[1].string ?? ""
    guard case .instance = own else {
      return .string(try interpreter.format(own, conversion: nil, specification))
    }
    guard specification.isEmpty else { throw interpreter.raise(.unsupportedFormat(interpreter.typeName(own))) }
    return .string(try interpreter.str(own))
  },
  slot("__hash__") { interpreter, own, arguments throws(Raised) in .int(try interpreter.plainHash(own)) },
  slot("__eq__", other) { interpreter, own, arguments throws(Raised) in
    try interpreter.plainEquality(own, interpreter.unwrapped(arguments[1]))
  },
  slot("__ne__", other) { interpreter, own, arguments throws(Raised) in
    let result = try interpreter.plainEquality(own, interpreter.unwrapped(arguments[1]))
    guard case .bool(let isEqual) = result else { return result }
    return .bool(!isEqual)
  },
  slot("__dir__") { interpreter, own, arguments throws(Raised) in
    interpreter.makeList(interpreter.attributeNames(of: arguments[0]).map { .string($0) })
  },
  slot("__call__", [.rest, Parameter("kwargs", .keywords)], [.function, .hostFunction, .method, .type]) {
    interpreter, own, arguments throws(Raised) in
    try interpreter.call(own, Arguments(arguments.variadic, keywords: arguments.keywords))
  },
  slot("mro", [], [.type]) { interpreter, own, arguments throws(Raised) in
    guard case .type(let type) = own else { return .none }
    return interpreter.makeList(interpreter.heap.classes[type].order.map { .type($0) })
  },
]

private let numberSlots: [Slot] = [
  slot("__bool__", [], numbers) { interpreter, own, _ throws(Raised) in .bool(try interpreter.isTrue(own)) },
  slot("__index__", [], [.int]) { interpreter, own, _ throws(Raised) in .int(own.integer ?? 0) },
  slot("__int__", [], numbers) { interpreter, own, _ throws(Raised) in
    try interpreter.call(.type(interpreter.standard[.int]), [own])
  },
  slot("__float__", [], numbers) { interpreter, own, _ throws(Raised) in
    try interpreter.call(.type(interpreter.standard[.float]), [own])
  },
  slot("__neg__", [], numbers) { interpreter, own, _ throws(Raised) in try interpreter.unary(.minus, own) },
  slot("__pos__", [], numbers) { interpreter, own, _ throws(Raised) in try interpreter.unary(.plus, own) },
  slot("__invert__", [], [.int]) { interpreter, own, _ throws(Raised) in try interpreter.unary(.invert, own) },
  slot("__abs__", [], numbers) { interpreter, own, _ throws(Raised) in try interpreter.absolute(own) },
]

private let containerSlots: [Slot] = [
  slot("__len__", [], sized) { interpreter, own, _ throws(Raised) in .int(try interpreter.length(of: own)) },
  slot("__iter__", [], sized + [.iterator]) { interpreter, own, _ throws(Raised) in
    .iterator(try interpreter.iterate(own))
  },
  slot("__next__", [], [.iterator]) { interpreter, own, _ throws(Raised) in
    guard case .iterator(let id) = own, let value = try interpreter.next(id) else {
      throw interpreter.raise(interpreter.makeException(.stopIteration, []), at: nil)
    }
    return value
  },
  slot("__reversed__", [], [.list, .dict, .range]) { interpreter, own, _ throws(Raised) in
    try interpreter.reversed(own)
  },
  slot("__contains__", [.at("key")], sized) { interpreter, own, arguments throws(Raised) in
    .bool(try interpreter.contains(own, arguments[1]))
  },
  slot("__getitem__", [.at("key")], sequences + [.dict, .range]) { interpreter, own, arguments throws(Raised) in
    try interpreter.getItem(arguments[1], of: own)
  },
  slot("__setitem__", [.at("key"), .at("value")], [.list, .dict]) { interpreter, own, arguments throws(Raised) in
    try interpreter.setItem(arguments[1], of: own, to: arguments[2])
    return .none
  },
  slot("__delitem__", [.at("key")], [.list, .dict]) { interpreter, own, arguments throws(Raised) in
    try interpreter.deleteItem(arguments[1], of: own)
    return .none
  },
]

private let operatorSlots: [Slot] = {
  let owners: [BinaryOperator: [StandardClasses.Name]] = [
    .add: numbers + sequences, .multiply: numbers + sequences, .subtract: numbers + sets, .divide: numbers,
    .floorDivide: numbers, .modulo: numbers + [.str], .power: numbers, .leftShift: [.int], .rightShift: [.int],
    .bitAnd: [.int] + sets, .bitOr: [.int, .dict] + sets, .bitXor: [.int] + sets,
  ]
  let comparisons: [(String, ComparisonOperator)] = [
    ("__lt__", .less), ("__le__", .lessOrEqual), ("__gt__", .greater), ("__ge__", .greaterOrEqual),
  ]
  let binary = BinaryOperator.allCases.flatMap { operation -> [Slot] in
    guard let classes = owners[operation] else { return [] }
    return [
      slot("__\(operation.methodName)__", other, classes) { interpreter, own, arguments throws(Raised) in
        try interpreter.unlessUnsupported { (me) throws(Raised) in
          try me.binary(operation, own, me.unwrapped(arguments[1]))
        }
      },
      slot("__r\(operation.methodName)__", other, classes) { interpreter, own, arguments throws(Raised) in
        try interpreter.unlessUnsupported { (me) throws(Raised) in
          try me.binary(operation, me.unwrapped(arguments[1]), own)
        }
      },
    ]
  }
  return binary
    + comparisons.map { name, comparison in
      slot(name, other) { interpreter, own, arguments throws(Raised) in
        if case .instance = own { return .notImplemented }
        return try interpreter.unlessUnsupported { (me) throws(Raised) in
          try me.compare(comparison, own, me.unwrapped(arguments[1]))
        }
      }
    }
}()

extension Interpreter {
  /// What a special method of a built-in class gives: NotImplemented where the operator has no such operands.
  fileprivate mutating func unlessUnsupported(
    _ body: (inout Interpreter) throws(Raised) -> Value
  ) throws(Raised) -> Value {
    try unlessRaised(.typeError, body) ?? .notImplemented
  }

  /// `==` of built-in values of one class, and of the same object.
  fileprivate mutating func plainEquality(_ left: Value, _ right: Value) throws(Raised) -> Value {
    if case .instance = left { return isIdentical(left, right) ? .bool(true) : .notImplemented }
    let (leftType, rightType) = (classOf(left), classOf(right))
    let isComparable = isSubclass(leftType, of: rightType) || isSubclass(rightType, of: leftType)
    return isComparable ? .bool(try isEqual(left, right)) : .notImplemented
  }
}
