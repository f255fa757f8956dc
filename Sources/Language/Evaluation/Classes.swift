// Classes: making them, making their instances, and looking through their ancestors.

import Diagnostics
import OrderedCollections

extension Interpreter {
  mutating func define(_ definition: ClassSyntax, at range: SourceRange) throws(Raised) {
    let (bases, keywords) = try evaluateHeader(definition)
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
    place = range
    let type = try makeClass(
      definition.name.identifier, qualifiedName: qualifiedName, module: heap.modules[outer.module].name, bases: bases,
      namespace: body.namespace)
    if let docstring = definition.docstring { heap.classes[type].namespace["__doc__"] = .string(docstring) }
    for function in body.functions { heap.functions[function].definingClass = type }
    heap.classes[type].hasAbstractMethods = definition.bases.contains { argument in
      if case .keyword("metaclass") = argument.kind { true } else { false }
    }
    try finishClass(type, keywords)
    var value = Value.type(type)
    for decorator in definition.decorators.reversed() {
      let callable = try evaluate(decorator)
      place = decorator.range
      value = try call(callable, Arguments([Argument(value, range: decorator.range)]))
    }
    try store(value, definition.name)
  }

  /// The classes that a definition extends, and its keyword arguments; a hole among them stops it.
  private mutating func evaluateHeader(
    _ definition: ClassSyntax
  ) throws(Raised) -> (bases: [ClassID], keywords: [KeywordArgument]) {
    var bases: [ClassID] = []
    var keywords: [KeywordArgument] = []
    for argument in definition.bases {
      let value = try evaluate(argument.value)
      place = argument.range
      if value.isHole { throw .hole }
      switch argument.kind {
      case .positional: bases.append(try baseClass(value))
      case .iterable:
        for base in try elements(of: value) { bases.append(try baseClass(base)) }
      case .mapping: throw raise(.outside("a class with keyword arguments in a dict"))
      case .keyword(let name): keywords.append(KeywordArgument(name, value, range: argument.range))
      }
    }
    // Of the classes of classes only that of `abc` is known, whose work `finishClass` does.
    if let metaclass = keywords.first(where: { $0.name == "metaclass" }) {
      guard case .type(let type) = metaclass.value, heap.classes[type].name == "ABCMeta" else {
        throw raise(.outside("a metaclass"), at: metaclass.range)
      }
    }
    return (bases.isEmpty ? [standard.object] : bases, keywords.filter { $0.name != "metaclass" })
  }

  private mutating func baseClass(_ value: Value) throws(Raised) -> ClassID {
    guard case .type(let type) = value else { throw raise(.notAClass(typeName(value))) }
    if heap.classes[type].order.contains(standard.type) { throw raise(.outside("a metaclass")) }
    if heap.classes[type].isHost, heap.classes[type].module == "builtins",
      !StandardClasses.extensible.contains(where: { standard[$0] == type }),
      !isSubclass(type, of: standard.exception(.baseException))
    {
      throw raise(.unacceptableBase(heap.classes[type].name))
    }
    return type
  }

  /// What follows a class's making: its members learn their names, the abstract ones are counted, and its parent is
  /// told.
  private mutating func finishClass(_ type: ClassID, _ keywords: [KeywordArgument]) throws(Raised) {
    for (name, isStatic) in [("__new__", true), ("__init_subclass__", false), ("__class_getitem__", false)] {
      guard let member = heap.classes[type].namespace[name], case .function = member else { continue }
      heap.classes[type].namespace[name] = makeDescriptor(isStatic ? .staticMethod(member) : .classMethod(member))
    }
    for (name, member) in heap.classes[type].namespace {
      guard case .instance = member, let method = try specialMethod("__set_name__", of: member) else { continue }
      _ = try call(method, Arguments([.type(type), .string(name)]))
    }
    let order = heap.classes[type].order
    if order.contains(where: { heap.classes[$0].module == "abc" || heap.classes[$0].hasAbstractMethods }) {
      countAbstractMethods(of: type)
    }
    for ancestor in order.dropFirst() {
      guard let method = heap.classes[ancestor].namespace["__init_subclass__"] else { continue }
      _ = try call(withoutDescriptor(method), Arguments([Argument(.type(type))], keywords: keywords))
      return
    }
  }

  private mutating func countAbstractMethods(of type: ClassID) {
    heap.classes[type].hasAbstractMethods = true
    let inherited = heap.classes[type].bases.flatMap { heap.classes[$0].abstractMethods }
    let names = inherited + heap.classes[type].namespace.keys
    heap.classes[type].abstractMethods = Set(names.filter { isAbstract(find($0, in: type)) }).sorted()
  }

  /// The function of a static or class method; other members themselves.
  func withoutDescriptor(_ member: Value) -> Value {
    guard case .descriptor(let id) = member else { return member }
    switch heap.descriptors[id] {
    case .staticMethod(let function), .classMethod(let function): return function
    case .property: return member
    }
  }

  private func isAbstract(_ member: Value?) -> Bool {
    switch member {
    case .function(let id): heap.functions[id].attributes["__isabstractmethod__"] != nil
    case .descriptor(let id):
      switch heap.descriptors[id] {
      case .property(let property): isAbstract(property.getter)
      case .staticMethod(let function), .classMethod(let function): isAbstract(function)
      }
    default: false
    }
  }

  /// `type(name, bases, namespace)`.
  mutating func makeClass(_ name: Value, _ bases: Value, _ namespace: Value) throws(Raised) -> Value {
    let classes = try elements(of: bases).map { (base) throws(Raised) in try baseClass(base) }
    var members: OrderedDictionary<String, Value> = [:]
    if case .dict(let dict) = unwrapped(namespace) {
      for (key, value) in items(of: dict) { members[try str(key)] = value }
    }
    let type = try makeClass(
      try str(name), module: heap.modules[module].name, bases: classes.isEmpty ? [standard.object] : classes,
      namespace: members)
    try finishClass(type, [])
    return .type(type)
  }

  mutating func makeClass(
    _ name: String, qualifiedName: String? = nil, module: String, bases: [ClassID],
    namespace: OrderedDictionary<String, Value> = [:]
  ) throws(Raised) -> ClassID {
    guard let order = linearize(bases) else {
      throw raise(.inconsistentOrder(bases.map { heap.classes[$0].name }))
    }
    let constructors = bases.compactMap { heap.classes[$0].constructor }
    guard Set(constructors).count <= 1 else { throw raise(.layoutConflict) }
    let id = insertClass(
      ClassObject(
        name: name, qualifiedName: qualifiedName ?? name, module: module, bases: bases, namespace: namespace,
        constructor: constructors.first, allocate: bases.compactMap { heap.classes[$0].allocate }.first,
        isHost: false), after: order)
    return id
  }

  /// A class of a host's, with one base or none.
  mutating func makeHostClass(_ name: String, module: String, base: ClassID?) -> ClassID {
    let parent = base.map { heap.classes[$0] }
    return insertClass(
      ClassObject(
        name: name, qualifiedName: name, module: module, bases: base.map { [$0] } ?? [],
        constructor: parent?.constructor, allocate: parent?.allocate, isHost: true), after: parent?.order ?? [])
  }

  private mutating func insertClass(_ object: ClassObject, after order: [ClassID]) -> ClassID {
    heap.bytes += ObjectSize.object * 4 + object.namespace.count * ObjectSize.entry + order.count * 4
    let id = heap.classes.insert(object)
    heap.classes[id].order = [id] + order
    return id
  }

  /// The ancestors of a class with these bases, nearest first, by the C3 rule; nil where no order suits all bases.
  private func linearize(_ bases: [ClassID]) -> [ClassID]? {
    if bases.count == 1 { return heap.classes[bases[0]].order }
    var rows = bases.map { heap.classes[$0].order[...] } + [bases[...]]
    var order: [ClassID] = []
    while true {
      rows.removeAll(where: \.isEmpty)
      if rows.isEmpty { return order }
      let candidate = rows.lazy.compactMap(\.first).first { candidate in
        !rows.contains { $0.dropFirst().contains(candidate) }
      }
      guard let candidate else { return nil }
      order.append(candidate)
      for index in rows.indices where rows[index].first == candidate { rows[index].removeFirst() }
    }
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
