// `collections.namedtuple`: subclasses of tuple whose elements have names.

import OrderedCollections

let namedTuple = HostFunction(
  "namedtuple",
  [
    Parameter("typename"), Parameter("field_names"), .keyword("rename", default: .bool(false)),
    .keyword("defaults", default: .none), .keyword("module", default: .none),
  ]
) { interpreter, arguments throws(Raised) in
  let name = try interpreter.str(arguments[0])
  let fields: [String]
  if let text = arguments[1].string {
    fields = text.replacing(",", with: " ").split(separator: " ").map { String($0) }
  } else {
    fields = try interpreter.elements(of: arguments[1]).map { (field) throws(Raised) in try interpreter.str(field) }
  }
  try checkNames(name, fields, &interpreter)
  let defaults = arguments["defaults"].isNone ? [] : try interpreter.elements(of: arguments["defaults"])
  guard defaults.count <= fields.count else { throw interpreter.raise(.moreDefaultsThanFields) }
  return .type(try interpreter.makeNamedTuple(name, fields, defaults: defaults))
}

private func checkNames(_ name: String, _ fields: [String], _ interpreter: inout Interpreter) throws(Raised) {
  for field in [name] + fields {
    guard field.isIdentifier else { throw interpreter.raise(.badFieldName(field)) }
    guard !keywords.contains(field) else { throw interpreter.raise(.keywordFieldName(field)) }
  }
  var seen: Set<String> = []
  for field in fields {
    if field.hasPrefix("_") { throw interpreter.raise(.privateFieldName(field)) }
    guard seen.insert(field).inserted else { throw interpreter.raise(.duplicateFieldName(field)) }
  }
}

extension BoundArguments {
  /// The elements of the receiver, and the names of its class for them.
  fileprivate func fields(_ interpreter: inout Interpreter) throws(Raised) -> (names: [String], values: [Value]) {
    let names = try interpreter.getAttribute("_fields", of: self[0])
    return (
      try interpreter.elements(of: names).compactMap(\.string),
      try interpreter.elements(of: interpreter.unwrapped(self[0]))
    )
  }
}

extension Interpreter {
  fileprivate mutating func makeNamedTuple(
    _ name: String, _ fields: [String], defaults: [Value]
  ) throws(Raised) -> ClassID {
    let id = try makeClass(name, module: heap.modules[module].name, bases: [standard[.tuple]])
    let firstDefault = fields.count - defaults.count
    let parameters = fields.enumerated().map { index, field in
      Parameter(field, default: index >= firstDefault ? defaults[index - firstDefault] : nil)
    }
    let maker = HostFunction("__new__", qualifiedName: "\(name).__new__", [.at("_cls")] + parameters) {
      interpreter, arguments throws(Raised) in
      guard case .type(let type) = arguments[0] else { return .none }
      let values = fields.indices.map { arguments[$0 + 1] }
      return .instance(try interpreter.makeInstance(type, Arguments([.tuple(values)])))
    }
    heap.classes[id].namespace["__new__"] = makeDescriptor(.staticMethod(makeFunction(maker)))
    heap.classes[id].namespace["_fields"] = .tuple(fields.map { .string($0) })
    heap.classes[id].namespace["_field_defaults"] = try makeDict(
      zip(fields[firstDefault...], defaults).map { (.string($0), $1) })
    for method in namedTupleMethods { heap.classes[id].namespace[method.name] = makeFunction(method) }
    heap.classes[id].namespace["_make"] = makeDescriptor(.classMethod(makeFunction(namedTupleMake)))
    for (index, field) in fields.enumerated() {
      let getter = HostFunction.builtin(field, [.at("self")]) { interpreter, arguments throws(Raised) in
        try interpreter.getItem(.int(index), of: interpreter.unwrapped(arguments[0]))
      }
      let setter = HostFunction.builtin(field, [.at("self"), .at("value")]) { interpreter, _ throws(Raised) in
        throw interpreter.raise(.fieldAssignment)
      }
      heap.classes[id].namespace[field] = makeDescriptor(
        .property(Property(getter: makeFunction(getter), setter: makeFunction(setter))))
    }
    return id
  }
}

private let namedTupleMake = HostFunction("_make", [Parameter("cls", .positionalOnly), Parameter("iterable")]) {
  interpreter, arguments throws(Raised) in
  try interpreter.call(arguments[0], try interpreter.elements(of: arguments[1]))
}

private let namedTupleMethods: [HostFunction] = [
  .method(of: "tuple", "__repr__") { interpreter, arguments throws(Raised) in
    let fields = try arguments.fields(&interpreter)
    let parts = try zip(fields.names, fields.values).map { (name, value) throws(Raised) in
      "\(name)=\(try interpreter.repr(value))"
    }
    return .string("\(interpreter.typeName(arguments[0]))(\(parts.joined(separator: ", ")))")
  },
  .method(of: "tuple", "_asdict") { interpreter, arguments throws(Raised) in
    let fields = try arguments.fields(&interpreter)
    return try interpreter.makeDict(zip(fields.names, fields.values).map { (.string($0), $1) })
  },
  .builtin("_replace", [.at("self"), Parameter("kwargs", .keywords)]) { interpreter, arguments throws(Raised) in
    let fields = try arguments.fields(&interpreter)
    let unknown = arguments.keywords.map(\.name).filter { !fields.names.contains($0) }
    guard unknown.isEmpty else {
      let names = interpreter.makeList(unknown.map { .string($0) })
      throw interpreter.raise(.unexpectedFieldNames(try interpreter.repr(names)))
    }
    let values = zip(fields.names, fields.values).map { name, value in
      arguments.keywords.first { $0.name == name }?.value ?? value
    }
    return try interpreter.call(.type(interpreter.classOf(arguments[0])), values)
  },
]

extension String {
  /// Whether Python takes it for a name.
  var isIdentifier: Bool {
    guard let first = unicodeScalars.first else { return false }
    return (first == "_" || first.properties.isXIDStart) && unicodeScalars.allSatisfy(\.properties.isXIDContinue)
  }
}

extension Fault {
  fileprivate static func badFieldName(_ name: String) -> Fault {
    Fault(.valueError, "Type names and field names must be valid identifiers: \(name.pythonRepresentation)")
  }

  fileprivate static func keywordFieldName(_ name: String) -> Fault {
    Fault(.valueError, "Type names and field names cannot be a keyword: \(name.pythonRepresentation)")
  }

  fileprivate static func privateFieldName(_ name: String) -> Fault {
    Fault(.valueError, "Field names cannot start with an underscore: \(name.pythonRepresentation)")
  }

  fileprivate static func duplicateFieldName(_ name: String) -> Fault {
    Fault(.valueError, "Encountered duplicate field name: \(name.pythonRepresentation)")
  }

  fileprivate static func unexpectedFieldNames(_ names: String) -> Fault {
    Fault(.valueError, "Got unexpected field names: \(names)")
  }

  fileprivate static var moreDefaultsThanFields: Fault { Fault(.typeError, "Got more default values than field names") }
  fileprivate static var fieldAssignment: Fault { Fault(.attributeError, "can't set attribute") }
}
