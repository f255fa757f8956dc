// What a host does with an interpreter besides evaluating: its own state, classes, instances and predefined names.

import Diagnostics
import OrderedCollections

extension Interpreter {
  /// Adds a host's modules and names.
  package mutating func install(_ library: HostLibrary) {
    for module in library.modules { modules.hosts[module.name] = module }
    modules.aliases.merge(library.aliases) { _, new in new }
    modules.omitted.merge(library.omitted) { _, new in new }
    for (name, member) in library.predefined { predefined[name] = member }
    adviser = library.adviser ?? adviser
    for method in library.tupleMethods {
      heap.classes[standard[.tuple]].namespace[method.name] = makeFunction(method)
    }
  }

  /// Works on the host's state in place. The state must be of the type that the interpreter was made with.
  package mutating func withHostState<State: HostState, Result, Failure: Error>(
    _ type: State.Type, _ body: (inout State) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard var state = hostState as? State else { preconditionFailure("the host's state is not a \(type)") }
    // Let go of the stored one, so that `body` changes the only copy.
    hostState = NoHostState()
    defer { hostState = state }
    return try body(&state)
  }

  /// A copy of the host's state.
  package func hostState<State: HostState>(_ type: State.Type) -> State {
    guard let state = hostState as? State else { preconditionFailure("the host's state is not a \(type)") }
    return state
  }

  // MARK: Classes and instances

  /// The class that a host class has become.
  package mutating func classID(of type: HostClass) -> ClassID {
    if let known = hostClasses[type.identity] { return known }
    let base = type.base.map { classID(of: $0) } ?? standard.object
    let id = makeHostClass(type.name, module: type.module, base: base)
    if let allocate = type.allocate { heap.classes[id].allocate = allocate }
    hostClasses[type.identity] = id
    for (name, member) in type.members { heap.classes[id].namespace[name] = makeMember(member) }
    return id
  }

  private mutating func makeMember(_ member: HostClass.Member) -> Value {
    switch member {
    case .value(let value): value
    case .method(let function): makeFunction(function)
    case .property(let getter, let setter):
      makeDescriptor(
        .property(Property(getter: makeFunction(getter), setter: setter.map { makeFunction($0) } ?? .none)))
    case .staticMethod(let function): makeDescriptor(.staticMethod(makeFunction(function)))
    case .classMethod(let function): makeDescriptor(.classMethod(makeFunction(function)))
    case .omitted(let name, let reason): omitted(name, because: reason)
    }
  }

  /// A host function as a value.
  package mutating func makeFunction(_ function: HostFunction) -> Value {
    heap.bytes += ObjectSize.object * 2
    return .hostFunction(heap.hostFunctions.insert(function))
  }

  mutating func makeDescriptor(_ descriptor: Descriptor) -> Value {
    heap.bytes += ObjectSize.object * 2
    return .descriptor(heap.descriptors.insert(descriptor))
  }

  /// A new instance of a host class with a payload; no `__init__` is called.
  package mutating func makeInstance(of type: HostClass, payload: (any Sendable)? = nil) -> Value {
    let id = classID(of: type)
    heap.bytes += ObjectSize.object * 2
    return .instance(heap.instances.insert(Instance(type: id, payload: payload)))
  }

  package mutating func isInstance(_ value: Value, of type: HostClass) -> Bool {
    isSubclass(classOf(value), of: classID(of: type))
  }

  package mutating func isSubclass(_ type: ClassID, of ancestor: HostClass) -> Bool {
    isSubclass(type, of: classID(of: ancestor))
  }

  /// The host's own part of an instance.
  package func payload<Payload>(of value: Value, as type: Payload.Type = Payload.self) -> Payload? {
    guard case .instance(let id) = value else { return nil }
    return heap.instances[id].payload as? Payload
  }

  package mutating func setPayload(_ payload: (any Sendable)?, of instance: InstanceID) {
    heap.instances[instance].payload = payload
  }

  /// The name of a value's class.
  package func typeName(_ value: Value) -> String {
    if case .iterator(let id) = value { return heap.iterators[id].typeName }
    if case .view(let view) = value { return "dict_\(view.kind.rawValue)" }
    return heap.classes[classOf(value)].name
  }

  /// The name of a class.
  package func name(of type: ClassID) -> String { heap.classes[type].name }

  /// Whether the class was defined by a host, not by a session.
  package func isHostClass(_ type: ClassID) -> Bool { heap.classes[type].isHost }

  /// A method that a session's class, or one of its ancestors from the session, defines: an override of the host's.
  package func sessionMethod(_ name: String, of value: Value) -> Value? {
    for ancestor in heap.classes[classOf(value)].order {
      if heap.classes[ancestor].isHost { return nil }
      if let method = heap.classes[ancestor].namespace[name] { return method }
    }
    return nil
  }

  /// The parameters of a function, a method (without its receiver) or a class's `__init__`; nil for other values.
  package func signature(of value: Value) -> Signature? {
    switch value {
    case .function(let id): return heap.functions[id].signature
    case .hostFunction(let id): return heap.hostFunctions[id].signature
    case .boundMethod:
      return signature(of: innermostFunction(of: value)).map { Signature(Array($0.parameters.dropFirst())) }
    case .type(let id):
      guard let initializer = find("__init__", in: id), let signature = signature(of: initializer) else { return nil }
      return Signature(Array(signature.parameters.dropFirst()))
    default: return nil
    }
  }

  package func isCallable(_ value: Value) -> Bool {
    switch value {
    case .function, .hostFunction, .boundMethod, .type: true
    case .instance(let id): find("__call__", in: heap.instances[id].type) != nil
    case .descriptor(let id): if case .staticMethod = heap.descriptors[id] { true } else { false }
    default: false
    }
  }

  /// An instance's own attributes in the order of their first assignment.
  package func attributes(of instance: InstanceID) -> [(name: String, value: Value)] {
    heap.instances[instance].attributes.map { ($0, $1) }
  }

  /// The session's names in the order of their first definition.
  package var globalNames: [(name: String, value: Value)] { globals.map { ($0, $1) } }

  // MARK: Lists and dicts

  /// The elements of a list or a tuple, nil for other values.
  package func sequence(_ value: Value) -> [Value]? {
    switch unwrapped(value) {
    case .list(let id): heap.lists[id].elements
    case .tuple(let values): values.elements
    default: nil
    }
  }

  /// The value at a string key of a dict.
  package func value(at key: String, in dict: DictID) -> Value? {
    heap.dicts[dict].entries[.string(ExactString(key))]?.value
  }

  /// Calls the body with another place for errors and origins, such as the argument that it works on.
  package mutating func at<Result>(
    _ range: SourceRange?, _ body: (inout Interpreter) throws(Raised) -> Result
  ) throws(Raised) -> Result {
    let outer = place
    place = range ?? outer
    defer { place = outer }
    return try body(&self)
  }

  /// Adds to the output, as `print` does.
  package mutating func write(_ text: String) throws(Raised) {
    outputBytes += text.utf8.count
    guard outputBytes <= limits.outputBytes else {
      throw .stopped(.outputLimit(limits.outputBytes, at: place, frames: traceback))
    }
    output += text
  }

  /// The exception of a Raised as its class's name and its message, nil for holes and spent budgets.
  package mutating func exceptionDiagnostic(_ raised: Raised) -> Diagnostic? {
    switch raised {
    case .exception(let exception): diagnostic(for: exception)
    case .stopped(let diagnostic): diagnostic
    case .hole: nil
    }
  }

  mutating func updateException(_ instance: InstanceID, _ body: (inout ExceptionPayload) -> Void) {
    guard var payload = heap.instances[instance].payload as? ExceptionPayload else { return }
    body(&payload)
    heap.instances[instance].payload = payload
  }
}
