// The interpreter that all others start from: the built-in classes and functions, and the standard modules.

import OrderedCollections

extension Interpreter {
  /// Made once; copying it costs nothing.
  static let standardLibrary: Interpreter = {
    var interpreter = Interpreter(bare: Limits())
    interpreter.makeStandardClasses()
    interpreter.makeExceptionClasses()
    interpreter.makeSlots()
    for function in builtinFunctions { interpreter.builtins[function.name] = interpreter.makeFunction(function) }
    for (name, reason) in omittedBuiltins { interpreter.builtins[name] = interpreter.omitted(name, because: reason) }
    interpreter.install(HostLibrary(modules: standardModules))
    interpreter.globals["__name__"] = .string("__main__")
    interpreter.heap.bytes = 0
    return interpreter
  }()

  /// Built-in functions that are never run.
  private static let omittedBuiltins = [
    ("open", "works on files"), ("input", "asks the user"), ("exit", "ends Python"), ("quit", "ends Python"),
  ]

  private mutating func makeStandardClasses() {
    for name in StandardClasses.Name.allCases {
      let base = name.base.map { standard[$0] }
      let id = makeHostClass(name.text, module: name.module, base: base)
      for method in methods(of: name) { heap.classes[id].namespace[method.name] = makeFunction(method) }
      for (property, getter) in properties(of: name) {
        heap.classes[id].namespace[property] = makeDescriptor(
          .property(Property(getter: makeFunction(getter))))
      }
      if let constructor = constructors[name] {
        heap.classes[id].constructor = heap.hostFunctions.insert(constructor)
      }
      if name.module == "builtins", publicClasses.contains(name) { builtins[name.text] = .type(id) }
    }
    for (name, methods) in [(StandardClasses.Name.object, objectClassMethods), (.dict, dictClassMethods)] {
      for method in methods {
        heap.classes[standard[name]].namespace[method.name] = makeDescriptor(.classMethod(makeFunction(method)))
      }
    }
    for (name, methods) in [(StandardClasses.Name.object, objectStaticMethods), (.str, stringStaticMethods)] {
      for method in methods {
        heap.classes[standard[name]].namespace[method.name] = makeDescriptor(.staticMethod(makeFunction(method)))
      }
    }
    builtins["NotImplemented"] = .notImplemented
    builtins["Ellipsis"] = .ellipsis
    builtins["__debug__"] = .bool(true)
  }

  private var publicClasses: Set<StandardClasses.Name> {
    [
      .object, .type, .bool, .int, .float, .str, .tuple, .list, .dict, .set, .frozenset, .range, .slice, .property,
      .staticmethod, .classmethod, .super,
    ]
  }

  private func methods(of name: StandardClasses.Name) -> [HostFunction] {
    switch name {
    case .object: objectMethods
    case .str: stringMethods + stringPredicates
    case .list: listMethods + [listInitializer]
    case .tuple: tupleMethods
    case .dict: dictMethods + [dictInitializer]
    case .set, .frozenset: name == .set ? setMethods + mutableSetMethods + [setInitializer] : setMethods
    case .view: viewMethods
    case .slice: sliceMethods
    case .int: integerMethods
    case .float: floatMethods
    case .range: rangeMethods
    case .orderedDict: orderedDictMethods
    case .counter: counterMethods + [counterInitializer]
    case .defaultDict: [defaultDictInitializer]
    default: []
    }
  }

  private func properties(of name: StandardClasses.Name) -> [(String, HostFunction)] {
    switch name {
    case .int: integerProperties
    case .float: floatProperties
    case .slice: sliceProperties
    case .range: rangeProperties
    case .defaultDict: defaultDictProperties
    default: []
    }
  }

  private mutating func makeExceptionClasses() {
    for kind in ExceptionKind.sorted {
      let base = kind.base.map { standard.exception($0) } ?? standard.object
      let id = makeHostClass(kind.rawValue, module: "builtins", base: base)
      standard.setException(kind, id)
      builtins[kind.rawValue] = .type(id)
    }
    builtins["IOError"] = builtins["OSError"]
    builtins["EnvironmentError"] = builtins["OSError"]
    let base = standard.exception(.baseException)
    for method in exceptionMethods { heap.classes[base].namespace[method.name] = makeFunction(method) }
    for (kind, property, getter) in exceptionProperties {
      heap.classes[standard.exception(kind)].namespace[property] = makeDescriptor(
        .property(Property(getter: makeFunction(getter))))
    }
  }
}

extension ExceptionKind {
  /// Each after its base.
  fileprivate static var sorted: [ExceptionKind] {
    func depth(_ kind: ExceptionKind) -> Int { kind.base.map { depth($0) + 1 } ?? 0 }
    return allCases.sorted { depth($0) < depth($1) }
  }
}

/// The receiver of a method, by its kind. A method called through its class may get another: a TypeError.
extension BoundArguments {
  func receiverMismatch(_ interpreter: inout Interpreter, _ type: String) -> Raised {
    interpreter.raise(.wrongReceiver(function, type, interpreter.typeName(self[0])))
  }

  func list(_ interpreter: inout Interpreter) throws(Raised) -> ListID {
    guard case .list(let id) = interpreter.unwrapped(self[0]) else { throw receiverMismatch(&interpreter, "list") }
    return id
  }

  func dict(_ interpreter: inout Interpreter) throws(Raised) -> DictID {
    guard case .dict(let id) = interpreter.unwrapped(self[0]) else { throw receiverMismatch(&interpreter, "dict") }
    return id
  }

  func set(_ interpreter: inout Interpreter) throws(Raised) -> SetID {
    guard case .set(let id) = interpreter.unwrapped(self[0]) else { throw receiverMismatch(&interpreter, "set") }
    return id
  }

  func text(_ interpreter: inout Interpreter) throws(Raised) -> String {
    guard case .string(let text) = interpreter.unwrapped(self[0]) else { throw receiverMismatch(&interpreter, "str") }
    return text
  }

  func tuple(_ interpreter: inout Interpreter) throws(Raised) -> Tuple {
    guard case .tuple(let tuple) = interpreter.unwrapped(self[0]) else {
      throw receiverMismatch(&interpreter, "tuple")
    }
    return tuple
  }

  /// An argument that must be an integer.
  func integer(_ index: Int, _ interpreter: inout Interpreter) throws(Raised) -> Int {
    guard let number = try interpreter.indexNumber(self[index]) else {
      throw interpreter.raise(.notAnInteger(interpreter.typeName(self[index])), at: slots[index].range)
    }
    return number
  }

  /// A keyword argument that CPython takes as an integer and uses as a truth.
  func flag(_ name: String, _ interpreter: inout Interpreter) throws(Raised) -> Bool {
    guard let number = try interpreter.indexNumber(self[name]) else {
      throw interpreter.raise(.notAnInteger(interpreter.typeName(self[name])), at: range(of: name))
    }
    return number != 0
  }

  /// An argument that must be an integer or None.
  func optionalInteger(_ index: Int, _ interpreter: inout Interpreter) throws(Raised) -> Int? {
    self[index].isNone ? nil : try integer(index, &interpreter)
  }

  /// An argument that must be a number.
  func number(_ index: Int, _ interpreter: inout Interpreter) throws(Raised) -> Double {
    guard let number = try interpreter.realNumber(self[index]) else {
      throw interpreter.raise(.notANumber(interpreter.typeName(self[index])), at: slots[index].range)
    }
    return number
  }
}

extension Parameter {
  /// A parameter that takes no keyword, as most of those of Python's own functions.
  static func at(_ name: String, default value: Value? = nil) -> Parameter {
    Parameter(name, .positionalOnly, default: value)
  }

  static func keyword(_ name: String, default value: Value) -> Parameter {
    Parameter(name, .keywordOnly, default: value)
  }

  static let rest = Parameter("args", .variadic)
}

extension HostFunction {
  /// A function of Python's own.
  static func builtin(
    _ name: String, _ parameters: [Parameter] = [], acceptsHoles: Bool = false, body: @escaping Body
  ) -> HostFunction {
    HostFunction(name, parameters, style: .builtin, acceptsHoles: acceptsHoles, body: body)
  }

  /// A method of a class of Python's own.
  static func method(
    of type: String, _ name: String, _ parameters: [Parameter] = [], acceptsHoles: Bool = false,
    body: @escaping Body
  ) -> HostFunction {
    HostFunction(
      name, qualifiedName: "\(type).\(name)", [.at("self")] + parameters, style: .builtin, acceptsHoles: acceptsHoles,
      body: body)
  }
}
