// Instances of classes: making them, and the built-in values that instances of subclasses of built-in classes hold.

import OrderedCollections

extension StandardClasses {
  /// The built-in classes that a session may extend.
  static let extensible: Set<Name> = [
    .object, .int, .float, .str, .tuple, .list, .dict, .set, .frozenset, .orderedDict, .defaultDict, .counter,
  ]
  /// Those that annotations subscript.
  static let generic: Set<Name> = [.type, .tuple, .list, .dict, .set, .frozenset]
  /// Those of them whose values are made whole, before `__init__`.
  static let immutable: Set<Name> = [.int, .float, .str, .tuple, .frozenset]
}

extension Interpreter {
  /// The built-in value that an instance of a subclass of `dict`, `list` and so on holds; other values themselves.
  package func unwrapped(_ value: Value) -> Value {
    if case .instance(let id) = value { return heap.instances[id].core ?? value }
    return value
  }

  mutating func instantiate(_ type: ClassID, _ arguments: Arguments) throws(Raised) -> Value {
    try step()
    if let constructor = heap.classes[type].constructor, heap.classes[type].isHost {
      return try call(.hostFunction(constructor), arguments)
    }
    if !heap.classes[type].abstractMethods.isEmpty {
      throw raise(.abstractClass(heap.classes[type].name, heap.classes[type].abstractMethods))
    }
    let maker = ownMethod("__new__", of: type)
    let instance: InstanceID
    if let maker {
      var arguments = arguments
      arguments.positional.insert(Argument(.type(type)), at: 0)
      let made = try call(maker, arguments)
      guard case .instance(let id) = made, isSubclass(heap.instances[id].type, of: type) else { return made }
      instance = id
    } else {
      instance = try makeInstance(type, arguments)
    }
    return try initialize(instance, arguments, isMade: maker != nil)
  }

  /// A new instance before its `__init__`: what `object.__new__` gives, and those of the built-in classes.
  mutating func makeInstance(_ type: ClassID, _ arguments: Arguments) throws(Raised) -> InstanceID {
    let instance = try allocate(type)
    if isSubclass(type, of: standard.exception(.baseException)) {
      heap.instances[instance].payload = ExceptionPayload(arguments: arguments.positional.map(\.value))
    }
    if let constructor = heap.classes[type].constructor {
      let core = try call(.hostFunction(constructor), holdsImmutable(type) ? arguments : Arguments())
      heap.instances[instance].core = core
    }
    return instance
  }

  private func holdsImmutable(_ type: ClassID) -> Bool {
    StandardClasses.immutable.contains { isSubclass(type, of: standard[$0]) }
  }

  /// The instance after its `__init__`; a hole where that lacks what it needs.
  private mutating func initialize(
    _ instance: InstanceID, _ arguments: Arguments, isMade: Bool
  ) throws(Raised) -> Value {
    let type = heap.instances[instance].type
    guard let initializer = find("__init__", in: type) else { return .instance(instance) }
    // Where a `__new__` has taken the arguments, the `__init__` of `object` does not mind them.
    if isMade || holdsImmutable(type),
      isIdentical(initializer, heap.classes[standard.object].namespace["__init__"] ?? .none)
    {
      return .instance(instance)
    }
    var arguments = arguments
    arguments.positional.insert(Argument(.instance(instance)), at: 0)
    let result = try call(initializer, arguments)
    if result.isHole { return result }
    if !result.isNone { throw raise(.initReturned(typeName(result))) }
    return .instance(instance)
  }

  /// A new instance whose `__init__` has not run.
  mutating func allocate(_ type: ClassID) throws(Raised) -> InstanceID {
    heap.bytes += ObjectSize.object * 2
    let instance = heap.instances.insert(Instance(type: type))
    if let allocate = heap.classes[type].allocate { try allocate(&self, instance) }
    return instance
  }
}
