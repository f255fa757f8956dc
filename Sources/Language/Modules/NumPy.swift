// The little of NumPy that sizes are computed with: `linspace`, as an array of one axis.

/// What NumPy computes here; the rest of it works on data.
let numpyMembers: [(name: String, member: HostMember)] = [
  ("linspace", .function(linspace)), ("newaxis", .value(.none)), ("pi", .value(.float(.pi))),
]

/// An array of one axis. What it lacks, such as arithmetic, is an error.
private let array = HostClass(
  "ndarray", module: "numpy",
  members: [
    ("__len__", .method(method("__len__") { elements, _ in .int(elements.count) })),
    ("__iter__", .method(iterate)),
    ("__getitem__", .method(item)),
    ("shape", .property(getter: method("shape") { elements, _ in .tuple([.int(elements.count)]) })),
    ("size", .property(getter: method("size") { elements, _ in .int(elements.count) })),
    ("ndim", .property(getter: method("ndim") { _, _ in .int(1) })),
    ("tolist", .method(method("tolist") { elements, interpreter in interpreter.makeList(elements) })),
  ])

private func method(
  _ name: String, _ body: @escaping @Sendable ([Value], inout Interpreter) -> Value
) -> HostFunction {
  .method(name, of: "ndarray") { interpreter, arguments throws(Raised) in
    body(interpreter.payload(of: arguments[0], as: [Value].self) ?? [], &interpreter)
  }
}

private let iterate = method("__iter__") { elements, interpreter in
  .iterator(interpreter.makeIterator(.values(elements, next: 0), named: "ndarray_iterator"))
}

private let item = HostFunction.method("__getitem__", of: "ndarray", [Parameter("index")]) {
  interpreter, arguments throws(Raised) in
  let elements = interpreter.payload(of: arguments[0], as: [Value].self) ?? []
  return try interpreter.getItem(arguments["index"], of: .tuple(elements))
}

/// Evenly spaced numbers, the last one `stop` itself.
private let linspace = HostFunction(
  "linspace",
  [
    Parameter("start"), Parameter("stop"), Parameter("num", default: .int(50)),
    Parameter("endpoint", default: .bool(true)),
  ]
) { interpreter, arguments throws(Raised) in
  let start = try arguments.number(0, &interpreter)
  let stop = try arguments.number(1, &interpreter)
  let count = try arguments.integer(2, &interpreter)
  guard count >= 0 else {
    throw interpreter.raise(Fault(.valueError, "Number of samples, \(count), must be non-negative."))
  }
  try interpreter.reserve(count)
  let hasEnd = try interpreter.isTrue(arguments["endpoint"])
  let steps = hasEnd ? count - 1 : count
  let step = steps > 0 ? (stop - start) / Double(steps) : 0
  let values = (0..<count).map { index -> Value in
    .float(hasEnd && index == count - 1 && count > 1 ? stop : start + Double(index) * step)
  }
  return interpreter.makeInstance(of: array, payload: values)
}
