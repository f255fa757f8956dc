// What arrays and numbers of numpy's have: attributes, methods and operators.

typealias ArrayMember = (name: String, member: HostClass.Member)

let arrayMembers: [ArrayMember] = attributes + conversions + items + operators + arrayMethods

private func attribute(
  _ name: String, _ body: @escaping @Sendable (inout Interpreter, NDArray) throws(Raised) -> Value
) -> ArrayMember {
  (
    name,
    .property(
      getter: .builtin(name, [.at("self")]) { interpreter, arguments throws(Raised) in
        try body(&interpreter, try interpreter.ndarray(arguments[0]))
      })
  )
}

private func special(
  _ name: String, _ parameters: [Parameter] = [],
  _ body: @escaping @Sendable (inout Interpreter, NDArray, BoundArguments) throws(Raised) -> Value
) -> ArrayMember {
  (
    name,
    .method(
      .builtin(name, [.at("self")] + parameters) { interpreter, arguments throws(Raised) in
        try body(&interpreter, try interpreter.ndarray(arguments[0]), arguments)
      })
  )
}

private let attributes: [ArrayMember] = [
  attribute("shape") { _, array throws(Raised) in .tuple(array.shape.map { .int($0) }) },
  attribute("ndim") { _, array throws(Raised) in .int(array.rank) },
  attribute("size") { _, array throws(Raised) in .int(array.elements.count) },
  attribute("dtype") { interpreter, array throws(Raised) in interpreter.makeElementType(array.type) },
  attribute("T") { interpreter, array throws(Raised) in
    interpreter.arrayValue(array.transposed(Array(array.shape.indices.reversed())))
  },
]

private let conversions: [ArrayMember] = [
  special("__repr__") { interpreter, array, arguments throws(Raised) in
    let isArray = interpreter.isInstance(arguments[0], of: ndarrayClass)
    return .string(isArray ? array.representation : array.scalarRepresentation)
  },
  special("__str__") { _, array, _ throws(Raised) in .string(array.rank == 0 ? array.scalarText : array.text) },
  special("__format__", [.at("specification")]) { interpreter, array, arguments throws(Raised) in
    let specification = arguments[1].string ?? ""
    guard array.rank == 0 else {
      guard specification.isEmpty else { throw interpreter.raise(.unsupportedFormat("numpy.ndarray")) }
      return .string(array.text)
    }
    if specification.isEmpty { return .string(array.scalarText) }
    return .string(
      try interpreter.format(interpreter.plainNumber(array), conversion: nil, specification))
  },
  special("__len__") { interpreter, array, _ throws(Raised) in
    guard let count = array.shape.first else { throw interpreter.raise(.unsizedArray) }
    return .int(count)
  },
  special("__bool__") { interpreter, array, _ throws(Raised) in
    guard array.elements.count == 1 else { throw interpreter.raise(.ambiguousTruth) }
    return .bool(array.elements[0] != 0)
  },
  special("__int__") { interpreter, array, _ throws(Raised) in
    guard array.rank == 0 else { throw interpreter.raise(.onlyScalars) }
    return try interpreter.call(.type(interpreter.standard[.int]), [interpreter.plainNumber(array)])
  },
  special("__float__") { interpreter, array, _ throws(Raised) in
    guard array.rank == 0 else { throw interpreter.raise(.onlyScalars) }
    return .float(array.elements[0])
  },
  special("__index__") { interpreter, array, _ throws(Raised) in
    guard array.rank == 0, array.type.isInteger else { throw interpreter.raise(.onlyIntegerScalars) }
    return interpreter.plainNumber(array)
  },
  special("__round__", [.at("ndigits", default: Value.none)]) { interpreter, array, arguments throws(Raised) in
    guard array.rank == 0 else { throw interpreter.raise(.cannotRound("numpy.ndarray")) }
    let digits = try arguments.optionalInteger(1, &interpreter)
    let rounded = try interpreter.round(interpreter.plainNumber(array), digits: digits)
    guard digits != nil else { return rounded }
    return interpreter.arrayValue(NDArray(scalar: rounded.number ?? 0, array.type))
  },
  special("item") { interpreter, array, _ throws(Raised) in
    guard array.elements.count == 1 else { throw interpreter.raise(.notOneElement) }
    return interpreter.plainNumber(array)
  },
  special("tolist") { interpreter, array, _ throws(Raised) in try interpreter.nestedList(array) },
]

private let items: [ArrayMember] = [
  special("__getitem__", [.at("index")]) { interpreter, array, arguments throws(Raised) in
    try interpreter.arrayElement(arguments[1], of: array)
  },
  special("__setitem__", [.at("index"), .at("value")]) { interpreter, array, arguments throws(Raised) in
    guard case .instance(let id) = arguments[0] else { return .none }
    var array = array
    try interpreter.setArrayElement(arguments[1], of: &array, to: arguments[2])
    interpreter.setPayload(array, of: id)
    return .none
  },
  special("__iter__") { interpreter, array, _ throws(Raised) in
    guard let count = array.shape.first else { throw interpreter.raise(.iterationOverNumber) }
    let rows = try (0..<count).map { (index) throws(Raised) in try interpreter.arrayElement(.int(index), of: array) }
    return .iterator(interpreter.makeIterator(.values(rows, next: 0), named: "iterator"))
  },
  special("__contains__", [.at("value")]) { interpreter, array, arguments throws(Raised) in
    let other = try interpreter.ndarray(arguments[1])
    return .bool(try interpreter.combined(.equal, array, other).elements.contains(1))
  },
]

private let operators: [ArrayMember] = {
  let binary: [(String, ArrayOperator)] = [
    ("add", .add), ("sub", .subtract), ("mul", .multiply), ("truediv", .divide), ("floordiv", .floorDivide),
    ("mod", .modulo), ("pow", .power), ("and", .and), ("or", .or), ("xor", .xor),
  ]
  let comparisons: [(String, ArrayOperator)] = [
    ("lt", .less), ("le", .lessOrEqual), ("gt", .greater), ("ge", .greaterOrEqual), ("eq", .equal), ("ne", .notEqual),
  ]
  func member(_ name: String, _ operation: ArrayOperator, isReflected: Bool = false) -> ArrayMember {
    (
      name,
      .method(
        .builtin(name, [.at("self"), .at("other")]) { interpreter, arguments throws(Raised) in
          if name.hasSuffix("mul__"), interpreter.isRepetition(arguments[0], arguments[1]) { return .notImplemented }
          return try isReflected
            ? interpreter.arrayOperator(operation, arguments[1], arguments[0])
            : interpreter.arrayOperator(operation, arguments[0], arguments[1])
        })
    )
  }
  let unary: [ArrayMember] = [
    special("__neg__") { interpreter, array, _ throws(Raised) in interpreter.arrayValue(array.map(array.type) { -$0 })
    },
    special("__pos__") { interpreter, array, _ throws(Raised) in interpreter.arrayValue(array) },
    special("__abs__") { interpreter, array, _ throws(Raised) in
      interpreter.arrayValue(array.map(array.type) { $0.magnitude })
    },
    special("__invert__") { interpreter, array, _ throws(Raised) in
      interpreter.arrayValue(
        array.type == .bool ? array.map(.bool) { 1 - $0 } : array.map(array.type) { Double(~Int($0)) })
    },
    special("__matmul__", [.at("other")]) { interpreter, array, arguments throws(Raised) in
      try interpreter.checked(try interpreter.dot(array, try interpreter.ndarray(arguments[1])))
    },
  ]
  return binary.flatMap { [member("__\($0)__", $1), member("__r\($0)__", $1, isReflected: true)] }
    + comparisons.map { member("__\($0)__", $1) } + unary
}()

/// The functions of numpy that are methods too, and `astype` and `copy`.
private let arrayMethods: [ArrayMember] =
  numpyMethods.map { ($0.name, .method($0)) } + [
    special("astype", [Parameter("dtype")]) { interpreter, array, arguments throws(Raised) in
      let type = try interpreter.elementType(arguments[1]) ?? .float64
      if type.isInteger, array.elements.contains(where: { !$0.isFinite }) { throw interpreter.raise(.integerOverflow) }
      return try interpreter.checked(array.converted(to: type))
    },
    special("copy") { interpreter, array, _ throws(Raised) in interpreter.arrayValue(array) },
    special("flatten") { interpreter, array, _ throws(Raised) in
      interpreter.makeArray(array.reshaped([array.elements.count]))
    },
  ]

extension Interpreter {
  /// Whether a number of numpy's is multiplied with a list or tuple of Python's, which it repeats.
  fileprivate func isRepetition(_ array: Value, _ other: Value) -> Bool {
    guard payload(of: array, as: NDArray.self)?.rank == 0, unwrapped(array).integer != nil else { return false }
    return sequence(other) != nil
  }

  fileprivate mutating func nestedList(_ array: NDArray) throws(Raised) -> Value {
    guard let count = array.shape.first else { return plainNumber(array) }
    if array.rank == 1 { return makeList(array.elements.map { plainNumber($0, array.type) }) }
    let length = array.shape[1...].reduce(1, *)
    return makeList(
      try (0..<count).map { (row) throws(Raised) in
        try nestedList(
          NDArray(
            shape: Array(array.shape[1...]), type: array.type,
            elements: Array(array.elements[row * length..<(row + 1) * length])))
      })
  }
}

extension Fault {
  fileprivate static var unsizedArray: Fault { Fault(.typeError, "len() of unsized object") }
  fileprivate static var iterationOverNumber: Fault { Fault(.typeError, "iteration over a 0-d array") }
  fileprivate static var onlyIntegerScalars: Fault {
    Fault(.typeError, "only integer scalar arrays can be converted to a scalar index")
  }
}
