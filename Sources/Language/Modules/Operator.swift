// `operator`: the operators as functions.

let operatorModule = HostModule("operator") {
  let binary: [(String, BinaryOperator)] = [
    ("add", .add), ("sub", .subtract), ("mul", .multiply), ("truediv", .divide), ("floordiv", .floorDivide),
    ("mod", .modulo), ("pow", .power), ("and_", .bitAnd), ("or_", .bitOr), ("xor", .bitXor), ("lshift", .leftShift),
    ("rshift", .rightShift), ("concat", .add), ("matmul", .matrixMultiply),
  ]
  let comparisons: [(String, ComparisonOperator)] = [
    ("eq", .equal), ("ne", .notEqual), ("lt", .less), ("le", .lessOrEqual), ("gt", .greater), ("ge", .greaterOrEqual),
    ("is_", .identical), ("is_not", .identicalNot),
  ]
  var members: [(name: String, member: HostMember)] = []
  for (name, operation) in binary {
    members.append(
      (
        name,
        .function(
          .builtin(name, [.at("a"), .at("b")]) { interpreter, arguments throws(Raised) in
            try interpreter.binary(operation, arguments[0], arguments[1])
          })
      ))
  }
  for (name, operation) in binary where name != "concat" && name != "matmul" {
    let name = "i" + (name.hasSuffix("_") ? String(name.dropLast()) : name)
    members.append(
      (
        name,
        .function(
          .builtin(name, [.at("a"), .at("b")]) { interpreter, arguments throws(Raised) in
            try interpreter.inPlace(operation, arguments[0], arguments[1])
          })
      ))
  }
  for (name, comparison) in comparisons {
    members.append(
      (
        name,
        .function(
          .builtin(name, [.at("a"), .at("b")]) { interpreter, arguments throws(Raised) in
            try interpreter.compare(comparison, arguments[0], arguments[1])
          })
      ))
  }
  return members + others
}

private let others: [(name: String, member: HostMember)] = [
  (
    "abs",
    .function(
      .builtin("abs", [.at("a")]) { interpreter, arguments throws(Raised) in try interpreter.absolute(arguments[0]) })
  ),
  (
    "index",
    .function(
      .builtin("index", [.at("a")]) { interpreter, arguments throws(Raised) in
        .int(try arguments.integer(0, &interpreter))
      })
  ),
  (
    "pos",
    .function(
      .builtin("pos", [.at("a")]) { interpreter, arguments throws(Raised) in
        try interpreter.unary(.plus, arguments[0])
      })
  ),
  (
    "methodcaller",
    .function(
      .builtin("methodcaller", [.at("name"), .rest, Parameter("kwargs", .keywords)]) {
        interpreter, arguments throws(Raised) in
        let name = try arguments.string(0, "methodcaller", &interpreter)
        let (given, keywords) = (arguments.variadic, arguments.keywords)
        return interpreter.makeFunction(
          .builtin("methodcaller", [.at("object")]) { interpreter, arguments throws(Raised) in
            let method = try interpreter.getAttribute(name, of: arguments[0])
            return try interpreter.call(method, Arguments(given, keywords: keywords))
          })
      })
  ),
  (
    "neg",
    .function(
      .builtin("neg", [.at("a")]) { interpreter, arguments throws(Raised) in
        try interpreter.unary(.minus, arguments[0])
      })
  ),
  (
    "not_",
    .function(
      .builtin("not_", [.at("a")]) { interpreter, arguments throws(Raised) in
        try interpreter.unary(.not, arguments[0])
      })
  ),
  (
    "truth",
    .function(
      .builtin("truth", [.at("a")]) { interpreter, arguments throws(Raised) in
        .bool(try interpreter.isTrue(arguments[0]))
      })
  ),
  (
    "contains",
    .function(
      .builtin("contains", [.at("a"), .at("b")]) { interpreter, arguments throws(Raised) in
        try interpreter.compare(.contains, arguments[1], arguments[0])
      })
  ),
  (
    "getitem",
    .function(
      .builtin("getitem", [.at("a"), .at("b")]) { interpreter, arguments throws(Raised) in
        try interpreter.getItem(arguments[1], of: arguments[0])
      })
  ),
  (
    "setitem",
    .function(
      .builtin("setitem", [.at("a"), .at("b"), .at("c")]) { interpreter, arguments throws(Raised) in
        try interpreter.setItem(arguments[1], of: arguments[0], to: arguments[2])
        return .none
      })
  ),
  (
    "itemgetter",
    .function(
      .builtin("itemgetter", [.at("item"), .rest]) { interpreter, arguments throws(Raised) in
        let items = [arguments[0]] + arguments.variadic.map(\.value)
        return interpreter.makeFunction(
          .builtin("itemgetter", [.at("object")]) { interpreter, arguments throws(Raised) in
            let object = arguments[0]
            let values = try items.map { (item) throws(Raised) in try interpreter.getItem(item, of: object) }
            return values.count == 1 ? values[0] : .tuple(values)
          })
      })
  ),
  (
    "attrgetter",
    .function(
      .builtin("attrgetter", [.at("attribute"), .rest]) { interpreter, arguments throws(Raised) in
        let paths = ([arguments[0]] + arguments.variadic.map(\.value)).compactMap { $0.string?.split(separator: ".") }
        return interpreter.makeFunction(
          .builtin("attrgetter", [.at("object")]) { interpreter, arguments throws(Raised) in
            var values: [Value] = []
            for path in paths {
              var value = arguments[0]
              for name in path { value = try interpreter.getAttribute(String(name), of: value) }
              values.append(value)
            }
            return values.count == 1 ? values[0] : .tuple(values)
          })
      })
  ),
]
