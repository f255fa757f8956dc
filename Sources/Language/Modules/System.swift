// `sys`, as far as it tells of Python and not of the computer, and `six`, which makes Python 2 of Python 3.

import OrderedCollections

let sysModule = HostModule("sys", omitsOthers: "touches the computer") {
  [
    ("argv", .made { interpreter throws(Raised) in interpreter.makeList([.string("")]) }),
    ("path", .made { interpreter throws(Raised) in interpreter.makeList([]) }),
    ("version_info", .value(.tuple([.int(3), .int(12), .int(0), .string("final"), .int(0)]))),
    ("maxsize", .value(.int(Int.max))), ("platform", .value(.string("linux"))),
  ]
}

let sixModule = HostModule("six", omitsOthers: "is for Python 2") {
  [
    ("PY2", .value(.bool(false))), ("PY3", .value(.bool(true))),
    ("string_types", .made(builtinClasses("str"))), ("integer_types", .made(builtinClasses("int"))),
    ("class_types", .made(builtinClasses("type"))), ("text_type", builtin("str")),
    ("moves", .module("six.moves")),
    ("iterkeys", .function(dictMethod("keys"))), ("itervalues", .function(dictMethod("values"))),
    ("iteritems", .function(dictMethod("items"))),
  ]
}

let sixMovesModule = HostModule("six.moves", omitsOthers: "is for Python 2") {
  ["filter", "map", "range", "zip"].map { ($0, builtin($0)) }
    + [
      ("xrange", builtin("range")),
      (
        "reduce",
        .made { interpreter throws(Raised) in
          try interpreter.getAttribute("reduce", of: try interpreter.importModule("functools"))
        }
      ),
    ]
}

private func builtin(_ name: String) -> HostMember {
  .made { interpreter throws(Raised) in interpreter.builtins[name] ?? .none }
}

private func builtinClasses(_ name: String) -> @Sendable (inout Interpreter) throws(Raised) -> Value {
  { interpreter throws(Raised) in .tuple([interpreter.builtins[name] ?? .none]) }
}

private func dictMethod(_ name: String) -> HostFunction {
  HostFunction("iter\(name)", [Parameter("d")]) { interpreter, arguments throws(Raised) in
    let method = try interpreter.getAttribute(name, of: arguments[0])
    return .iterator(try interpreter.iterate(try interpreter.call(method)))
  }
}
