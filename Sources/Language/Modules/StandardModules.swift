// The standard modules that sessions can import.

let standardModules: [HostModule] =
  [
    functoolsModule, operatorModule, mathModule, itertoolsModule, copyModule, collectionsModule, typingModule,
    osModule, osPathModule, warningsModule, abcModule, futureModule, sysModule, sixModule, sixMovesModule, numpyModule,
    numpyRandomModule,
  ] + versionModules

private let numpyRandomModule = HostModule("numpy.random", omitsOthers: "draws random numbers") { [] }

private let futureModule = HostModule("__future__") { [] }

/// `warnings.warn` says nothing: a warning is not an error of the session.
private let warningsModule = HostModule("warnings") {
  ["warn", "filterwarnings", "simplefilter"].map { name in
    (
      name,
      .function(
        HostFunction(name, [.rest, Parameter("kwargs", .keywords)], acceptsHoles: true) { _, _ throws(Raised) in .none }
      )
    )
  }
}

private let abcModule = HostModule("abc") {
  [
    ("ABC", .type(HostClass("ABC", module: "abc"))),
    ("ABCMeta", .type(HostClass("ABCMeta", module: "abc"))),
    (
      "abstractmethod",
      .function(
        .builtin("abstractmethod", [.at("function")]) { interpreter, arguments throws(Raised) in
          if case .function = arguments[0] {
            try interpreter.setAttribute("__isabstractmethod__", of: arguments[0], to: .bool(true))
          }
          return arguments[0]
        })
    ),
  ]
}

/// Annotations mean nothing here: each name of `typing` is a class that takes any subscript.
private let typingModule = HostModule("typing") {
  let names = [
    "Any", "Callable", "Dict", "Iterable", "Iterator", "List", "Literal", "Mapping", "NamedTuple", "NoReturn",
    "Optional",
    "Sequence", "Set", "Tuple", "Type", "Union", "Generic", "Final", "ClassVar", "Protocol",
  ]
  let subscripted = HostClass.Member.method(
    .builtin("__class_getitem__", [.at("class"), .at("item")]) { _, arguments throws(Raised) in arguments[0] })
  let classes = names.map { name in
    (
      name: name,
      member: HostMember.type(HostClass(name, module: "typing", members: [("__class_getitem__", subscripted)]))
    )
  }
  let functions: [(name: String, member: HostMember)] = [
    ("TYPE_CHECKING", .value(.bool(false))),
    (
      "TypeVar",
      .function(
        HostFunction("TypeVar", [.rest, Parameter("kwargs", .keywords)]) { _, _ throws(Raised) in .none })
    ),
    ("cast", .function(HostFunction("cast", [Parameter("typ"), Parameter("val")]) { _, a throws(Raised) in a[1] })),
  ]
  return classes + functions
}
