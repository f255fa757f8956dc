// What an expression is, as far as that can be told without running anything of the session's.

import Diagnostics
import OrderedCollections

/// What is known of an expression.
package enum KnownValue: Sendable {
  case value(Value)
  /// Some instance of a class.
  case instance(of: ClassID)
  /// A function that gets its first argument from before the dot.
  case method(Value)
}

/// An attribute or a name, and its value where one is known.
package struct KnownMember: Sendable {
  package let name: String
  package let value: Value?
}

extension Interpreter {
  /// What calling something gives, as the host knows it.
  package typealias CallResult = (inout Interpreter, KnownValue) -> KnownValue?

  /// What an expression is. `local` gives what local names were assigned, which may be known in turn.
  package mutating func known(
    _ expression: Expression, local: [String: Expression] = [:], calling result: CallResult
  ) -> KnownValue? {
    switch expression.kind {
    case .name(let name):
      if let assigned = local[name.identifier] {
        var others = local
        others[name.identifier] = nil
        return known(assigned, local: others, calling: result)
      }
      return knownName(name.identifier).map { .value($0) }
    case .attribute(let object, let name):
      guard let object = known(object, local: local, calling: result), let value = knownAttribute(name, of: object)
      else { return nil }
      return isMethod(value, of: object) ? .method(value) : .value(value)
    case .call(let call):
      guard let callee = known(call.callee, local: local, calling: result) else { return nil }
      if let given = result(&self, callee) { return given }
      if case .value(.type(let type)) = callee { return .instance(of: type) }
      return nil
    case .constant(.string), .formatted: return .value(.string(""))
    case .constant(.int): return .value(.int(0))
    case .constant(.float): return .value(.float(0))
    case .list: return .instance(of: standard[.list])
    case .dict: return .instance(of: standard[.dict])
    case .set: return .instance(of: standard[.set])
    case .tuple: return .instance(of: standard[.tuple])
    case .comprehension(let comprehension):
      switch comprehension.result {
      case .list: return .instance(of: standard[.list])
      case .set: return .instance(of: standard[.set])
      case .dict: return .instance(of: standard[.dict])
      case .generator: return nil
      }
    default: return nil
    }
  }

  /// A global or built-in name's value.
  package mutating func knownName(_ name: String) -> Value? {
    if let value = globals[name] ?? builtins[name] { return value }
    return (try? makePredefined(name)) ?? nil
  }

  /// An attribute that is found without running a property of the session's.
  package mutating func knownAttribute(_ name: String, of known: KnownValue) -> Value? {
    switch known {
    case .value(.module(let module)): return try? moduleMember(name, of: module)
    case .value(.type(let type)): return find(name, in: type).flatMap(plainMember)
    case .value(.instance(let instance)):
      return heap.instances[instance].attributes[name]
        ?? find(name, in: heap.instances[instance].type).flatMap(plainMember)
    case .value(let value): return find(name, in: classOf(value)).flatMap(plainMember)
    case .instance(let type): return find(name, in: type).flatMap(plainMember)
    case .method: return nil
    }
  }

  private func isMethod(_ value: Value, of object: KnownValue) -> Bool {
    switch (object, value) {
    case (.value(.module), _), (.value(.type), _), (.method, _): false
    case (_, .function), (_, .hostFunction): true
    default: false
    }
  }

  /// A property's value is not known.
  private func plainMember(_ member: Value) -> Value? {
    guard case .descriptor(let id) = member else { return member }
    switch heap.descriptors[id] {
    case .staticMethod(let function), .classMethod(let function): return function
    case .property: return nil
    }
  }

  // MARK: Listing

  /// The session's names, and those known without a definition.
  package mutating func knownNames() -> [KnownMember] {
    for name in predefined.keys.sorted() { _ = try? makePredefined(name) }
    return (globals.map { ($0, $1) } + builtins.filter { globals[$0.key] == nil }.map { ($0, $1) })
      .map { KnownMember(name: $0.0, value: $0.1) }
  }

  /// The names that are known without a definition.
  package var builtinNames: Set<String> { Set(builtins.keys).union(predefined.keys) }

  /// What may follow a dot.
  package mutating func members(of known: KnownValue) -> [KnownMember] {
    switch known {
    case .value(.module(let module)): return members(ofModule: module)
    case .value(.type(let type)): return members(ofClass: type)
    case .value(.instance(let instance)):
      let own = heap.instances[instance].attributes.map { KnownMember(name: $0, value: $1) }
      return own + members(ofClass: heap.instances[instance].type)
    case .value(let value): return members(ofClass: classOf(value))
    case .instance(let type): return members(ofClass: type)
    case .method: return []
    }
  }

  /// A class' own first, then what it inherits.
  private func members(ofClass type: ClassID) -> [KnownMember] {
    var seen: Set<String> = []
    return heap.classes[type].order.flatMap { heap.classes[$0].namespace }
      .filter { seen.insert($0.key).inserted }
      .map { KnownMember(name: $0.key, value: plainMember($0.value)) }
  }

  private mutating func members(ofModule module: ModuleID) -> [KnownMember] {
    let object = heap.modules[module]
    let own = object.members.map { KnownMember(name: $0, value: $1) }
    let within = submodules(of: object.name).filter { object.members[$0] == nil }
    return own + within.map { KnownMember(name: $0, value: nil) }
  }

  /// The modules directly within one; of the empty name, those that can be imported.
  package func submodules(of name: String) -> [String] {
    let prefix = name.isEmpty ? "" : name + "."
    let names = (Array(modules.hosts.keys) + modules.aliases.keys).filter { $0.hasPrefix(prefix) }
      .map { String($0.dropFirst(prefix.count).prefix { $0 != "." }) }
    return Set(names).subtracting([""]).sorted()
  }

  package func moduleName(_ module: ModuleID) -> String { heap.modules[module].name }

  /// The module of a path, nil where there is none.
  package mutating func knownModule(_ path: [String]) -> KnownValue? {
    guard !path.isEmpty, modules.exists(modules.resolve(path.joined(separator: "."))) else { return nil }
    return (try? importModule(path.joined(separator: "."))).map { .value($0) }
  }

  // MARK: Telling

  /// The first line of what a function or a class of the session says of itself.
  package func documentation(of value: Value) -> String? {
    let text: String? =
      switch value {
      case .function(let id): heap.functions[id].syntax.docstring
      case .hostFunction(let id): BuiltinDocumentation.line(heap.hostFunctions[id].qualifiedName)
      case .type(let id):
        heap.classes[id].isHost
          ? BuiltinDocumentation.line(heap.classes[id].name) : classDocumentation(id)
      default: nil
      }
    return text?.split(separator: "\n").first.map { String($0.drop { $0 == " " }) }
  }

  private func classDocumentation(_ id: ClassID) -> String? {
    guard case .string(let text)? = heap.classes[id].namespace["__doc__"] else { return nil }
    return text
  }

  /// A parameter as it stands in a definition: `strides=(1, 1)`, `*args`.
  package mutating func text(of parameter: Parameter) -> String {
    switch parameter.kind {
    case .variadic: return "*" + parameter.name
    case .keywords: return "**" + parameter.name
    default:
      guard let value = parameter.defaultValue else { return parameter.name }
      return parameter.name + "=" + ((try? repr(value)) ?? "…")
    }
  }
}
