// `functools`: reduce, partial, wraps and the caches.

import OrderedCollections

let functoolsModule = HostModule("functools") {
  [
    ("reduce", .function(reduce)),
    ("partial", .type(partialClass)),
    ("wraps", .function(wraps)),
    ("update_wrapper", .function(updateWrapper)),
    ("lru_cache", .function(cache("lru_cache", takesSize: true))),
    ("cache", .function(cache("cache", takesSize: false))),
    ("cmp_to_key", .function(comparisonKey)),
    ("total_ordering", .function(totalOrdering)),
  ]
}

private let reduce = HostFunction.builtin(
  "reduce", [.at("function"), .at("iterable"), .at("initial", default: .hole)]
) { interpreter, arguments throws(Raised) in
  guard interpreter.isIterable(arguments[1]) else { throw interpreter.raise(.reduceNeedsIterable) }
  let iterator = try interpreter.iterate(arguments[1])
  var result: Value
  if arguments.isPassed("initial") {
    result = arguments[2]
  } else {
    guard let first = try interpreter.next(iterator) else { throw interpreter.raise(.emptyReduce) }
    result = first
  }
  while let value = try interpreter.next(iterator) {
    try interpreter.step()
    result = try interpreter.call(arguments[0], [result, value])
  }
  return result
}

// MARK: partial

private struct Partial: Sendable {
  var function: Value
  var positional: [Argument]
  var keywords: [KeywordArgument]
}

private let partialClass = HostClass(
  "partial", module: "functools",
  members: [
    (
      "__init__",
      .method(
        HostFunction(
          "__init__", qualifiedName: "partial",
          [.at("self"), .at("func"), .rest, Parameter("kwargs", .keywords)], style: .builtin, acceptsHoles: true
        ) { interpreter, arguments throws(Raised) in
          guard case .instance(let instance) = arguments[0] else { return .none }
          guard arguments[1].isHole || interpreter.isCallable(arguments[1]) else {
            throw interpreter.raise(.partialNeedsCallable)
          }
          interpreter.setPayload(
            Partial(function: arguments[1], positional: arguments.variadic, keywords: arguments.keywords), of: instance)
          return .none
        })
    ),
    (
      "__call__",
      .method(
        HostFunction(
          "__call__", qualifiedName: "partial", [.at("self"), .rest, Parameter("kwargs", .keywords)], style: .builtin,
          acceptsHoles: true
        ) { interpreter, arguments throws(Raised) in
          guard let partial = interpreter.payload(of: arguments[0], as: Partial.self) else { return .hole }
          let given = Set(arguments.keywords.map(\.name))
          let keywords = partial.keywords.filter { !given.contains($0.name) } + arguments.keywords
          return try interpreter.call(
            partial.function, Arguments(partial.positional + arguments.variadic, keywords: keywords))
        })
    ),
    ("func", .property(getter: partialGetter("func") { _, partial throws(Raised) in partial.function })),
    (
      "args",
      .property(getter: partialGetter("args") { _, partial throws(Raised) in .tuple(partial.positional.map(\.value)) })
    ),
    (
      "keywords",
      .property(
        getter: partialGetter("keywords") { interpreter, partial throws(Raised) in
          try interpreter.makeDict(partial.keywords.map { (.string($0.name), $0.value) })
        })
    ),
  ])

private func partialGetter(
  _ name: String, _ body: @escaping @Sendable (inout Interpreter, Partial) throws(Raised) -> Value
) -> HostFunction {
  .builtin(name, [.at("self")]) { interpreter, arguments throws(Raised) in
    guard let partial = interpreter.payload(of: arguments[0], as: Partial.self) else { return .none }
    return try body(&interpreter, partial)
  }
}

// MARK: Wrapping

private let wraps = HostFunction(
  "wraps",
  [Parameter("wrapped"), Parameter("assigned", default: Value.none), Parameter("updated", default: Value.none)]
) { interpreter, arguments throws(Raised) in
  let wrapped = arguments[0]
  return interpreter.makeFunction(
    .builtin("wraps", [.at("wrapper")]) { interpreter, arguments throws(Raised) in
      try copyNames(of: wrapped, to: arguments[0], &interpreter)
    })
}

private let updateWrapper = HostFunction("update_wrapper", [Parameter("wrapper"), Parameter("wrapped")]) {
  interpreter, arguments throws(Raised) in
  try copyNames(of: arguments[1], to: arguments[0], &interpreter)
}

private func copyNames(
  of wrapped: Value, to wrapper: Value, _ interpreter: inout Interpreter
) throws(Raised) -> Value {
  for name in ["__name__", "__qualname__", "__doc__"] {
    if let value = try interpreter.attribute(name, of: wrapped) {
      try interpreter.setAttribute(name, of: wrapper, to: value)
    }
  }
  try interpreter.setAttribute("__wrapped__", of: wrapper, to: wrapped)
  return wrapper
}

/// `lru_cache` and `cache`: results are kept in a dict by the arguments.
private func cache(_ name: String, takesSize: Bool) -> HostFunction {
  HostFunction(
    name, [Parameter("maxsize", default: Value.none), Parameter("typed", default: .bool(false))]
  ) { interpreter, arguments throws(Raised) in
    if interpreter.isCallable(arguments[0]) { return makeCached(arguments[0], &interpreter) }
    return interpreter.makeFunction(
      .builtin(name, [.at("function")]) { interpreter, arguments throws(Raised) in
        makeCached(arguments[0], &interpreter)
      })
  }
}

private func makeCached(_ function: Value, _ interpreter: inout Interpreter) -> Value {
  let results = interpreter.makeDict()
  return interpreter.makeFunction(
    HostFunction("cached", [.rest, Parameter("kwargs", .keywords)]) { interpreter, arguments throws(Raised) in
      let keywords = arguments.keywords.map { Value.tuple([.string($0.name), $0.value]) }
      let key = Value.tuple([.tuple(arguments.variadic.map(\.value)), .tuple(keywords)])
      if let known = interpreter.heap.dicts[results].entries[try interpreter.hashKey(key)] { return known.value }
      let result = try interpreter.call(function, Arguments(arguments.variadic, keywords: arguments.keywords))
      try interpreter.insert(result, for: key, into: results)
      return result
    })
}

/// An object that compares by a function of two.
private let comparisonKeyClass = HostClass(
  "K", module: "functools",
  members: [
    (
      "__lt__",
      .method(
        .builtin("__lt__", [.at("self"), .at("other")]) { interpreter, arguments throws(Raised) in
          let compare = try interpreter.getAttribute("compare", of: arguments[0])
          let left = try interpreter.getAttribute("obj", of: arguments[0])
          let right = try interpreter.getAttribute("obj", of: arguments[1])
          return try interpreter.compare(.less, try interpreter.call(compare, [left, right]), .int(0))
        })
    )
  ])

private let comparisonKey = HostFunction.builtin("cmp_to_key", [.at("mycmp")]) {
  interpreter, arguments throws(Raised) in
  let compare = arguments[0]
  return interpreter.makeFunction(
    .builtin("K", [.at("obj")]) { interpreter, arguments throws(Raised) in
      let key = interpreter.makeInstance(of: comparisonKeyClass)
      try interpreter.setAttribute("compare", of: key, to: compare)
      try interpreter.setAttribute("obj", of: key, to: arguments[0])
      return key
    })
}

// MARK: Ordering

/// `total_ordering`: of one comparison and `__eq__` it makes the other three.
private let totalOrdering = HostFunction.builtin("total_ordering", [.at("cls")]) {
  interpreter, arguments throws(Raised) in
  guard case .type(let type) = arguments[0] else { return arguments[0] }
  let names = ["__lt__", "__gt__", "__le__", "__ge__"]
  guard let root = names.first(where: { interpreter.ownMethod($0, of: type) != nil }) else {
    throw interpreter.raise(.nothingOrdered)
  }
  for name in names where interpreter.ownMethod(name, of: type) == nil {
    let method = interpreter.makeFunction(comparison(name, from: root))
    try interpreter.setAttribute(name, of: arguments[0], to: method)
  }
  return arguments[0]
}

private func comparison(_ name: String, from root: String) -> HostFunction {
  .builtin(name, [.at("self"), .at("other")]) { interpreter, arguments throws(Raised) in
    guard let method = try interpreter.specialMethod(root, of: arguments[0]) else { return .notImplemented }
    let result = try interpreter.call(method, [arguments[1]])
    if case .notImplemented = result { return result }
    let holds = try interpreter.isTrue(result)
    // Which side of the root the wanted comparison is on, and whether equal ones count.
    let isOpposite = name.dropFirst(2).first != root.dropFirst(2).first
    let (allowsEqual, rootAllowsEqual) = (name.hasSuffix("e__"), root.hasSuffix("e__"))
    if isOpposite, allowsEqual != rootAllowsEqual { return .bool(!holds) }
    let isEqual = try interpreter.isEqual(arguments[0], arguments[1])
    if isOpposite { return .bool(allowsEqual ? !holds || isEqual : !holds && !isEqual) }
    return .bool(allowsEqual ? holds || isEqual : holds && !isEqual)
  }
}

extension Fault {
  fileprivate static var reduceNeedsIterable: Fault {
    Fault(.typeError, "reduce() arg 2 must support iteration")
  }
  fileprivate static var partialNeedsCallable: Fault { Fault(.typeError, "the first argument must be callable") }
  fileprivate static var nothingOrdered: Fault {
    Fault(.valueError, "must define at least one ordering operation: < > <= >=")
  }
}
