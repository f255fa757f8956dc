// `collections`: OrderedDict, defaultdict, Counter and namedtuple.

import OrderedCollections

let collectionsModule = HostModule("collections") {
  [
    ("OrderedDict", .made { interpreter throws(Raised) in .type(interpreter.standard[.orderedDict]) }),
    ("defaultdict", .made { interpreter throws(Raised) in .type(interpreter.standard[.defaultDict]) }),
    ("Counter", .made { interpreter throws(Raised) in .type(interpreter.standard[.counter]) }),
    ("namedtuple", .function(namedTuple)),
  ]
}

private let namedTuple = HostFunction(
  "namedtuple",
  [Parameter("typename"), Parameter("field_names"), .keyword("defaults", default: .none)]
) { interpreter, arguments throws(Raised) in
  let name = try interpreter.str(arguments[0])
  let fields: [String]
  if let text = arguments[1].string {
    fields = text.replacing(",", with: " ").split(separator: " ").map { String($0) }
  } else {
    fields = try interpreter.elements(of: arguments[1]).map { (field) throws(Raised) in try interpreter.str(field) }
  }
  let defaults = arguments["defaults"].isNone ? [] : try interpreter.elements(of: arguments["defaults"])
  return .type(interpreter.makeNamedTuple(name, fields, defaults: defaults))
}

/// The values of a named tuple's instance.
private struct Fields: Sendable {
  let names: [String]
  let values: [Value]
}

extension BoundArguments {
  fileprivate func fields(_ interpreter: Interpreter) -> Fields {
    interpreter.payload(of: self[0], as: Fields.self) ?? Fields(names: [], values: [])
  }
}

extension Interpreter {
  fileprivate mutating func makeNamedTuple(_ name: String, _ fields: [String], defaults: [Value]) -> ClassID {
    let base = classID(of: namedTupleBase)
    let id = makeClass(name, module: heap.modules[module].name, base: base)
    let firstDefault = fields.count - defaults.count
    let parameters = fields.enumerated().map { index, field in
      Parameter(field, default: index >= firstDefault ? defaults[index - firstDefault] : nil)
    }
    let initializer = HostFunction("__new__", qualifiedName: "\(name).__new__", [.at("_cls")] + parameters) {
      interpreter, arguments throws(Raised) in
      guard case .instance(let instance) = arguments[0] else { return .none }
      let values = fields.indices.map { arguments[$0 + 1] }
      interpreter.setPayload(Fields(names: fields, values: values), of: instance)
      return .none
    }
    heap.classes[id].namespace["__init__"] = makeFunction(initializer)
    heap.classes[id].namespace["_fields"] = .tuple(fields.map { .string($0) })
    for (index, field) in fields.enumerated() {
      let getter = HostFunction.builtin(field, [.at("self")]) { interpreter, arguments throws(Raised) in
        let values = arguments.fields(interpreter).values
        return index < values.count ? values[index] : .none
      }
      heap.classes[id].namespace[field] = makeDescriptor(
        .property(getter: makeFunction(getter), setter: .none, documentation: .none))
    }
    return id
  }
}

private func method(
  _ name: String, _ parameters: [Parameter] = [], body: @escaping HostFunction.Body
) -> (name: String, member: HostClass.Member) {
  (name, .method(.method(of: "tuple", name, parameters, body: body)))
}

/// What all named tuples share: they behave as the tuple of their values.
private let namedTupleBase = HostClass(
  "namedtuple", module: "collections",
  members: [
    method("__iter__") { interpreter, arguments throws(Raised) in
      .iterator(try interpreter.iterate(.tuple(arguments.fields(interpreter).values)))
    },
    method("__len__") { interpreter, arguments throws(Raised) in .int(arguments.fields(interpreter).values.count) },
    method("__getitem__", [.at("index")]) { interpreter, arguments throws(Raised) in
      try interpreter.getItem(arguments[1], of: .tuple(arguments.fields(interpreter).values))
    },
    method("__eq__", [.at("other")]) { interpreter, arguments throws(Raised) in
      let own = Value.tuple(arguments.fields(interpreter).values)
      if let other = interpreter.payload(of: arguments[1], as: Fields.self) {
        return .bool(try interpreter.isEqual(own, .tuple(other.values)))
      }
      guard case .tuple = arguments[1] else { return .notImplemented }
      return .bool(try interpreter.isEqual(own, arguments[1]))
    },
    method("__add__", [.at("other")]) { interpreter, arguments throws(Raised) in
      try interpreter.binary(.add, .tuple(arguments.fields(interpreter).values), arguments[1])
    },
    method("__repr__") { interpreter, arguments throws(Raised) in
      let fields = arguments.fields(interpreter)
      let parts = try zip(fields.names, fields.values).map { (name, value) throws(Raised) in
        "\(name)=\(try interpreter.repr(value))"
      }
      return .string("\(interpreter.typeName(arguments[0]))(\(parts.joined(separator: ", ")))")
    },
    method("_asdict") { interpreter, arguments throws(Raised) in
      let fields = arguments.fields(interpreter)
      return try interpreter.makeDict(zip(fields.names, fields.values).map { (.string($0), $1) })
    },
    (
      "_replace",
      .method(
        .builtin("_replace", [.at("self"), Parameter("kwargs", .keywords)]) { interpreter, arguments throws(Raised) in
          let fields = arguments.fields(interpreter)
          let values = zip(fields.names, fields.values).map { name, value in
            arguments.keywords.first { $0.name == name }?.value ?? value
          }
          return try interpreter.call(.type(interpreter.classOf(arguments[0])), values)
        })
    ),
  ])
