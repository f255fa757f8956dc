// Objects that are a class and its arguments, as `keras.initializers`, `keras.regularizers` and `keras.constraints` hold
// them.

import Language
import ModelGraph

/// One class: its parameters, and the check of its arguments.
struct ConfigurationClass: Sendable {
  let signature: LayerSignature
  /// What a weight starts as, if it is an initializer's class.
  let make: @Sendable (LayerArguments) throws(LayerProblem) -> Initializer?

  /// Keras' other form of the name.
  var functionName: String { LayerNames.snakeCase(signature.name) }

  init(
    _ name: String, aliases: [String] = [], _ parameters: [LayerSignature.Parameter] = [],
    _ make: @escaping @Sendable (LayerArguments) throws(LayerProblem) -> Initializer?
  ) {
    signature = LayerSignature(name, aliases: aliases, "", parameters)
    self.make = make
  }
}

/// What the session's object of such a class carries.
struct ConfiguredObject: Sendable {
  let module: String
  let className: String
  let arguments: [(name: String, value: Value)]
  let initializer: Initializer?
}

/// The classes of a module, with `get`, `serialize` and `deserialize`.
struct ConfigurationFamily: Sendable {
  /// `keras.initializers`
  let module: String
  /// `initializer`
  let noun: String
  let classes: [ConfigurationClass]
  /// Names by which Keras' `get` knows a class, beside its own two.
  var spellings: [String: String] = [:]

  /// The class that all are of.
  private var base: HostClass { HostClass(noun.prefix(1).uppercased() + noun.dropFirst(), module: module) }

  var members: [(name: String, member: HostMember)] {
    var members: [(name: String, member: HostMember)] = [(base.name, .type(base))]
    for type in classes {
      let names = [type.signature.name, type.functionName] + type.signature.aliases
      members += names.map { ($0, .type(hostClass(of: type))) }
    }
    return members + [
      (
        "get",
        .function(
          HostFunction("get", [Parameter("identifier")]) { interpreter, arguments throws(Raised) in
            try interpreter.at(arguments.range(of: "identifier")) { interpreter throws(Raised) in
              try interpreter.object(arguments["identifier"], of: self)
            }
          })
      ),
      (
        "serialize",
        .function(
          HostFunction("serialize", [Parameter(noun)]) { interpreter, arguments throws(Raised) in
            try interpreter.serialized(arguments[0])
          })
      ),
      (
        "deserialize",
        .function(
          HostFunction("deserialize", [Parameter("config"), Parameter("custom_objects", default: Value.none)]) {
            interpreter, arguments throws(Raised) in
            try interpreter.object(arguments["config"], of: self)
          })
      ),
    ]
  }

  /// The family that an argument such as `kernel_initializer` is of.
  static func family(of argument: String) -> ConfigurationFamily? {
    if argument.hasSuffix("_initializer") { return initializers }
    if argument.hasSuffix("_regularizer") { return regularizers }
    return argument.hasSuffix("_constraint") ? constraints : nil
  }

  /// What each class of initializers makes without arguments, by its name.
  static let defaultInitializers: [String: Initializer] = Dictionary(
    uniqueKeysWithValues: initializers.classes.compactMap { type in
      (try? type.make(LayerArguments(type.signature, [:]))).flatMap { $0 }.map { (type.signature.name, $0) }
    })

  /// The class of a name, as Keras' `get` takes it.
  func type(named name: String) -> ConfigurationClass? {
    let name = spellings[name] ?? name
    return classes.first { $0.signature.name == name || $0.functionName == name || $0.signature.aliases.contains(name) }
  }

  func hostClass(of type: ConfigurationClass) -> HostClass {
    let names = type.signature.parameters.map(\.name)
    let parameters = type.signature.parameters.map { Parameter($0.name, default: $0.defaultValue?.value) }
    // Keras lists the seed first.
    let kept = names.filter { $0 == "seed" } + names.filter { $0 != "seed" }
    let name = type.signature.name
    func method(
      _ method: String, _ parameters: [Parameter] = [], body: @escaping HostFunction.Body
    ) -> (name: String, member: HostClass.Member) {
      (method, .method(.method(method, of: name, parameters, body: body)))
    }
    return HostClass(
      name, module: module, base: base,
      members: [
        method("__init__", parameters) { interpreter, arguments throws(Raised) in
          let passed = try interpreter.passed(names, in: arguments)
          let initializer = try interpreter.read(passed, as: type.signature, type.make)
          guard case .instance(let instance) = arguments[0] else { return .none }
          interpreter.setPayload(
            ConfiguredObject(
              module: module, className: name, arguments: kept.map { ($0, arguments[$0]) }, initializer: initializer),
            of: instance)
          return .none
        },
        method("__call__", [Parameter("args", .variadic), Parameter("kwargs", .keywords)]) {
          interpreter, _ throws(Raised) in
          throw interpreter.raise(.notYet("calling a \(name)"))
        },
        method("get_config") { interpreter, arguments throws(Raised) in
          try interpreter.configuration(of: arguments[0])
        },
        method("__getattr__", [Parameter("name")]) { interpreter, arguments throws(Raised) in
          let wanted = try interpreter.str(arguments["name"])
          let object = interpreter.payload(of: arguments[0], as: ConfiguredObject.self)
          guard let found = object?.arguments.first(where: { $0.name == wanted }) else {
            throw interpreter.raise(.noAttribute(name, wanted))
          }
          return found.value
        },
      ])
  }
}

extension Interpreter {
  /// What Keras' `get` makes of a name, a configuration, a class, a function or an object.
  mutating func object(_ identifier: Value, of family: ConfigurationFamily) throws(Raised) -> Value {
    switch identifier {
    case .none, .hole: return identifier
    case .string(let name):
      guard let type = family.type(named: name) else { throw raise(.unknownObject(name, of: family)) }
      return try call(.type(classID(of: family.hostClass(of: type))), Arguments())
    case .dict(let dict):
      guard case .string(let name)? = value(at: "class_name", in: dict), let type = family.type(named: name) else {
        throw raise(.unknownObject(try repr(identifier), of: family))
      }
      var keywords: [KeywordArgument] = []
      if case .dict(let configuration)? = value(at: "config", in: dict) {
        for (key, value) in items(of: configuration) {
          if case .string(let name) = key { keywords.append(KeywordArgument(name, value)) }
        }
      }
      return try call(.type(classID(of: family.hostClass(of: type))), Arguments([Argument](), keywords: keywords))
    case .type: return try call(identifier, Arguments())
    default:
      guard payload(of: identifier, as: ConfiguredObject.self) != nil || isCallable(identifier) else {
        throw raise(.unknownObject(try repr(identifier), of: family))
      }
      return identifier
    }
  }

  /// Keras' dict of an object's class and arguments; a function's name.
  mutating func serialized(_ object: Value) throws(Raised) -> Value {
    if object.isNone { return .none }
    let configured = payload(of: object, as: ConfiguredObject.self)
    if configured == nil, case .instance = object {} else if configured == nil { return try activationName(object) }
    return try makeDict([
      (.string("module"), configured.map { .string($0.module) } ?? .none),
      (.string("class_name"), .string(configured?.className ?? typeName(object))),
      (.string("config"), try call(try getAttribute("get_config", of: object), Arguments())),
      (.string("registered_name"), configured == nil ? .string(typeName(object)) : .none),
    ])
  }

  fileprivate mutating func configuration(of object: Value) throws(Raised) -> Value {
    let arguments = payload(of: object, as: ConfiguredObject.self)?.arguments ?? []
    return try makeDict(arguments.map { (.string($0.name), $0.value) })
  }
}

extension Fault {
  fileprivate static func unknownObject(_ name: String, of family: ConfigurationFamily) -> Fault {
    .unknownName(
      name, noun: family.noun, known: family.classes.flatMap { [$0.functionName, $0.signature.name] })
  }
}
