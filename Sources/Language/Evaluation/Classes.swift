// Classes: making them, making their instances, and looking through their ancestors.

import Diagnostics
import OrderedCollections

extension Interpreter {
  mutating func define(_ definition: ClassSyntax, at range: SourceRange) throws(Raised) {
    let base = try evaluateBase(definition)
    let outer = frames[frames.count - 1]
    let layout = outer.code.layouts[definition.scope]
    let qualifiedName = outer.qualifiedPrefix + definition.name.identifier
    let frame = Frame(
      kind: .classBody, name: definition.name.identifier, call: range, code: outer.code, module: outer.module,
      base: variables.count, qualifiedPrefix: qualifiedName + ".")
    let closure = captures(of: definition.scope, in: outer)
    try enter(frame, layout, closure: closure)
    classBodies.append(ClassBody())
    do throws(Raised) {
      defer { leave(frame) }
      _ = try execute(definition.body)
    } catch {
      classBodies.removeLast()
      throw error
    }
    let body = classBodies.removeLast()
    let type = makeClass(
      definition.name.identifier, qualifiedName: qualifiedName, module: heap.modules[outer.module].name, base: base,
      namespace: body.namespace)
    if let docstring = definition.docstring { heap.classes[type].namespace["__doc__"] = .string(docstring) }
    for function in body.functions { heap.functions[function].definingClass = type }
    place = range
    try tellParent(of: type)
    var value = Value.type(type)
    for decorator in definition.decorators.reversed() {
      let callable = try evaluate(decorator)
      place = decorator.range
      value = try call(callable, Arguments([Argument(value, range: decorator.range)]))
    }
    try store(value, definition.name)
  }

  /// The class that a definition extends; a hole among its bases stops it.
  private mutating func evaluateBase(_ definition: ClassSyntax) throws(Raised) -> ClassID {
    var base: ClassID?
    for argument in definition.bases {
      let value = try evaluate(argument.value)
      place = argument.range
      if value.isHole { throw .hole }
      if case .keyword = argument.kind { throw raise(.outside("a class with keyword arguments")) }
      guard case .type(let type) = value else { throw raise(.notAClass(typeName(value))) }
      guard base == nil || type == standard.object else { throw raise(.outside("a class with several bases")) }
      if heap.classes[type].constructor != nil, !isSubclass(type, of: standard.exception(.baseException)) {
        throw raise(.outside("a subclass of '\(heap.classes[type].name)'"))
      }
      if base == nil { base = type }
    }
    return base ?? standard.object
  }

  /// `__init_subclass__` of the parent, where a class has one.
  private mutating func tellParent(of type: ClassID) throws(Raised) {
    guard let base = heap.classes[type].base, let method = find("__init_subclass__", in: base) else { return }
    _ = try call(method, Arguments([Value.type(type)]))
  }

  mutating func makeClass(
    _ name: String, qualifiedName: String? = nil, module: String, base: ClassID?,
    namespace: OrderedDictionary<String, Value> = [:], isHost: Bool = false
  ) -> ClassID {
    let order = base.map { heap.classes[$0].order } ?? []
    heap.bytes += ObjectSize.object * 4 + namespace.count * ObjectSize.entry + order.count * 4
    let id = heap.classes.insert(
      ClassObject(
        name: name, qualifiedName: qualifiedName ?? name, module: module, base: base, namespace: namespace,
        isHost: isHost))
    heap.classes[id].order = [id] + order
    if let base {
      heap.classes[id].constructor = heap.classes[base].constructor
      heap.classes[id].allocate = heap.classes[base].allocate
    }
    return id
  }

  // MARK: Instances

  mutating func instantiate(_ type: ClassID, _ arguments: Arguments) throws(Raised) -> Value {
    try step()
    if let constructor = heap.classes[type].constructor {
      return try call(.hostFunction(constructor), arguments)
    }
    let instance = try allocate(type)
    if isSubclass(type, of: standard.exception(.baseException)) {
      heap.instances[instance].payload = ExceptionPayload(arguments: arguments.positional.map(\.value))
    }
    if let initializer = find("__init__", in: type) {
      var arguments = arguments
      arguments.positional.insert(Argument(.instance(instance)), at: 0)
      let result = try call(initializer, arguments)
      if result.isHole { return result }
      if !result.isNone { throw raise(.initReturned(typeName(result))) }
    } else if let argument = arguments.positional.first?.range ?? arguments.keywords.first?.range ?? nil {
      throw raise(.takesNoArguments(heap.classes[type].name), at: argument)
    } else if !arguments.positional.isEmpty || !arguments.keywords.isEmpty {
      throw raise(.takesNoArguments(heap.classes[type].name))
    }
    return .instance(instance)
  }

  /// A new instance whose `__init__` has not run.
  mutating func allocate(_ type: ClassID) throws(Raised) -> InstanceID {
    heap.bytes += ObjectSize.object * 2
    let instance = heap.instances.insert(Instance(type: type))
    if let allocate = heap.classes[type].allocate { try allocate(&self, instance) }
    return instance
  }

  // MARK: Ancestors

  func isSubclass(_ type: ClassID, of ancestor: ClassID) -> Bool { heap.classes[type].order.contains(ancestor) }

  /// What a class or its nearest ancestor defines under a name.
  func find(_ name: String, in type: ClassID) -> Value? {
    for ancestor in heap.classes[type].order {
      if let value = heap.classes[ancestor].namespace[name] { return value }
    }
    return nil
  }

  /// A special method of a value's class, bound to the value.
  mutating func specialMethod(_ name: String, of value: Value) throws(Raised) -> Value? {
    let type = classOf(value)
    guard let found = find(name, in: type) else { return nil }
    return try bindMember(found, to: value, of: type)
  }

  /// `isinstance`, with a class or a tuple of classes.
  mutating func isInstance(
    _ value: Value, of wanted: Value, orRaise fault: Fault
  ) throws(Raised) -> Bool {
    switch wanted {
    case .hole: throw .hole
    case .type(let type): return isSubclass(classOf(value), of: type)
    case .tuple(let types):
      try step()
      for type in types where try isInstance(value, of: type, orRaise: fault) { return true }
      return false
    default: throw raise(fault)
    }
  }
}
