// The built-in functions: output, objects, attributes and classes.

import Diagnostics
import OrderedCollections

let builtinFunctions: [HostFunction] = objectFunctions + iterationFunctions + numberFunctions + outsideFunctions

/// Known by name so that the error says why they are not there.
private let outsideFunctions = [
  "eval", "exec", "compile", "__import__", "breakpoint", "complex", "bytes", "bytearray", "memoryview",
  "aiter", "anext",
].map { name in
  HostFunction.builtin(name, [.rest, Parameter("kwargs", .keywords)]) { interpreter, _ throws(Raised) in
    throw interpreter.raise(.noSuchFunction(name))
  }
}

private let objectFunctions: [HostFunction] = [
  .builtin(
    "print",
    [
      .rest, .keyword("sep", default: .none), .keyword("end", default: .none), .keyword("file", default: .none),
      .keyword("flush", default: .none),
    ]
  ) { interpreter, arguments throws(Raised) in
    for name in ["sep", "end"] where !arguments[name].isNone && arguments[name].string == nil {
      throw interpreter.raise(
        .mustBeStringOrNone(name, interpreter.typeName(arguments[name])), at: arguments.range(of: name))
    }
    let separator = arguments["sep"].string ?? " "
    var text = ""
    for (index, argument) in arguments.variadic.enumerated() {
      if index > 0 { text += separator }
      text += try interpreter.str(argument.value)
      guard text.utf8.count <= interpreter.limits.outputBytes else { break }
    }
    // Another file than the screen is not to be seen here.
    if arguments["file"].isNone { try interpreter.write(text + (arguments["end"].string ?? "\n")) }
    return .none
  },
  .builtin("repr", [.at("object")]) { interpreter, arguments throws(Raised) in
    .string(try interpreter.repr(arguments[0]))
  },
  .builtin("ascii", [.at("object")]) { interpreter, arguments throws(Raised) in
    let text = try interpreter.repr(arguments[0])
    return .string(text.unicodeScalars.map { $0.isASCII ? String($0) : $0.pythonEscape }.joined())
  },
  .builtin("format", [.at("value"), .at("spec", default: .string(""))]) { interpreter, arguments throws(Raised) in
    guard let specification = interpreter.unwrapped(arguments[1]).string else {
      throw interpreter.raise(.argumentMustBe("format", 2, "str", interpreter.typeName(arguments[1])))
    }
    return .string(try interpreter.format(arguments[0], conversion: nil, specification))
  },
  .builtin("id", [.at("object")]) { interpreter, arguments throws(Raised) in
    .int(interpreter.identity(of: arguments[0]))
  },
  .builtin("hash", [.at("object")]) { interpreter, arguments throws(Raised) in
    .int(try interpreter.hash(arguments[0]))
  },
  .builtin("callable", [.at("object")]) { interpreter, arguments throws(Raised) in
    .bool(interpreter.isCallable(arguments[0]))
  },
  .builtin("getattr", [.at("object"), .at("name"), .at("default", default: .hole)]) {
    interpreter, arguments throws(Raised) in
    let name = try arguments.attributeName(&interpreter)
    if !arguments.isPassed("default") { return try interpreter.getAttribute(name, of: arguments[0]) }
    return try interpreter.attribute(name, of: arguments[0]) ?? arguments[2]
  },
  .builtin("setattr", [.at("object"), .at("name"), .at("value")], acceptsHoles: true) {
    interpreter, arguments throws(Raised) in
    let name = try arguments.attributeName(&interpreter)
    try interpreter.setAttribute(name, of: arguments[0], to: arguments[2])
    return .none
  },
  .builtin("hasattr", [.at("object"), .at("name")]) { interpreter, arguments throws(Raised) in
    let name = try arguments.attributeName(&interpreter)
    return .bool(try interpreter.attribute(name, of: arguments[0]) != nil)
  },
  .builtin("delattr", [.at("object"), .at("name")]) { interpreter, arguments throws(Raised) in
    try interpreter.deleteAttribute(try arguments.attributeName(&interpreter), of: arguments[0])
    return .none
  },
  .builtin("isinstance", [.at("object"), .at("class")]) { interpreter, arguments throws(Raised) in
    .bool(try interpreter.isInstance(arguments[0], of: arguments[1], orRaise: .isinstanceArgument))
  },
  .builtin("issubclass", [.at("cls"), .at("ancestor")]) { interpreter, arguments throws(Raised) in
    guard case .type(let type) = arguments[0] else { throw interpreter.raise(.issubclassFirst) }
    let wanted: [Value]
    if case .tuple(let types) = arguments[1] { wanted = types.elements } else { wanted = [arguments[1]] }
    for ancestor in wanted {
      guard case .type(let ancestor) = ancestor else { throw interpreter.raise(.issubclassSecond) }
      if interpreter.isSubclass(type, of: ancestor) { return .bool(true) }
    }
    return .bool(false)
  },
  .builtin("globals") { interpreter, _ throws(Raised) in
    let names = interpreter.heap.modules[interpreter.module].members
    try interpreter.step(over: names.count)
    let copy = try interpreter.makeDict(names.map { (.string($0), $1) })
    if case .dict(let dict) = copy { interpreter.heap.dicts[dict].flavour = .globals(interpreter.module) }
    return copy
  },
  .builtin("locals") { interpreter, _ throws(Raised) in try interpreter.locals() },
  .builtin("vars", [.at("object", default: .hole)]) { interpreter, arguments throws(Raised) in
    guard arguments.isPassed("object") else { return try interpreter.locals() }
    return try interpreter.getAttribute("__dict__", of: arguments[0])
  },
  .builtin("dir", [.at("object")]) { interpreter, arguments throws(Raised) in
    interpreter.makeList(Set(interpreter.attributeNames(of: arguments[0])).sorted().map { .string($0) })
  },
]

extension BoundArguments {
  fileprivate func attributeName(_ interpreter: inout Interpreter) throws(Raised) -> String {
    guard let name = self[1].string else { throw interpreter.raise(.attributeNameNotString, at: slots[1].range) }
    return name
  }
}
