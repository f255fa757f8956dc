// Making containers: what calling their classes does, and their `__init__`, which fills those of subclasses.

import OrderedCollections

let listConstructor = HostFunction.builtin("list", [.at("iterable", default: .tuple([]))]) {
  interpreter, arguments throws(Raised) in
  interpreter.makeList(try interpreter.elements(of: arguments[0]))
}

let listInitializer = HostFunction.method(of: "list", "__init__", [.at("iterable", default: .tuple([]))]) {
  interpreter, arguments throws(Raised) in
  let list = try arguments.list(&interpreter)
  let elements = try interpreter.elements(of: arguments[1])
  interpreter.heap.lists[list].elements = []
  try interpreter.append(elements, to: list)
  return .none
}

let tupleConstructor = HostFunction.builtin("tuple", [.at("iterable", default: .tuple([]))]) {
  interpreter, arguments throws(Raised) in
  if case .tuple = arguments[0] { return arguments[0] }
  return .tuple(try interpreter.elements(of: arguments[0]))
}

func setConstructor(isFrozen: Bool) -> HostFunction {
  .builtin(isFrozen ? "frozenset" : "set", [.at("iterable", default: .tuple([]))]) {
    interpreter, arguments throws(Raised) in
    if isFrozen, case .set(let id) = arguments[0], interpreter.heap.sets[id].isFrozen { return arguments[0] }
    return interpreter.makeSet(try interpreter.setOf(arguments[0], isFrozen: isFrozen))
  }
}

let setInitializer = HostFunction.method(of: "set", "__init__", [.at("iterable", default: .tuple([]))]) {
  interpreter, arguments throws(Raised) in
  let set = try arguments.set(&interpreter)
  let filled = try interpreter.setOf(arguments[1], isFrozen: false)
  interpreter.heap.sets[set] = filled
  return .none
}

extension Interpreter {
  /// A new set of the members of another, or of what an iterable has.
  mutating func setOf(_ value: Value, isFrozen: Bool) throws(Raised) -> SetObject {
    let set = try setObject(value, isFrozen: isFrozen)
    if case .set = unwrapped(value) { return set.copy(isFrozen: isFrozen) }
    return set
  }
}

// MARK: Dicts

private let dictParameters: [Parameter] = [.at("mapping", default: .tuple([])), Parameter("kwargs", .keywords)]

extension Interpreter {
  /// Fills a dict with what its class is called with.
  fileprivate mutating func fill(
    _ dict: DictID, with mapping: Value, _ keywords: [KeywordArgument]
  ) throws(Raised) {
    try update(dict, with: mapping)
    for keyword in keywords { try insert(keyword.value, for: .string(keyword.name), into: dict) }
  }

  /// Adds to a Counter's counts, or takes from them, what an iterable has or a dict counts.
  mutating func count(
    _ source: Value, _ keywords: [KeywordArgument], in dict: DictID, _ operation: BinaryOperator
  ) throws(Raised) {
    var counts: [(Value, Value)] = []
    if case .dict(let other) = unwrapped(source) {
      counts = items(of: other).map { ($0.key, $0.value) }
    } else {
      counts = try elements(of: source).map { ($0, .int(1)) }
    }
    counts += keywords.map { (.string($0.name), $0.value) }
    for (element, count) in counts {
      try step()
      let old = heap.dicts[dict].entries[try hashKey(element)]?.value ?? .int(0)
      try insert(try binary(operation, old, count), for: element, into: dict)
    }
  }
}

func dictConstructor(_ flavour: DictObject.Flavour) -> HostFunction {
  let name = if case .plain = flavour { "dict" } else { "OrderedDict" }
  return .builtin(name, dictParameters, acceptsHoles: true) { interpreter, arguments throws(Raised) in
    let dict = interpreter.makeDict()
    interpreter.heap.dicts[dict].flavour = flavour
    try interpreter.fill(dict, with: arguments[0], arguments.keywords)
    return .dict(dict)
  }
}

let dictInitializer = HostFunction.builtin("__init__", [.at("self")] + dictParameters, acceptsHoles: true) {
  interpreter, arguments throws(Raised) in
  try interpreter.fill(try arguments.dict(&interpreter), with: arguments[1], arguments.keywords)
  return .none
}

private let defaultDictParameters: [Parameter] = [.at("factory", default: Value.none)] + dictParameters

let defaultDictConstructor = HostFunction.builtin("defaultdict", defaultDictParameters) {
  interpreter, arguments throws(Raised) in
  let dict = interpreter.makeDict()
  interpreter.heap.dicts[dict].flavour = .defaulting(try interpreter.factory(arguments[0]))
  try interpreter.fill(dict, with: arguments[1], arguments.keywords)
  return .dict(dict)
}

let defaultDictInitializer = HostFunction.builtin("__init__", [.at("self")] + defaultDictParameters) {
  interpreter, arguments throws(Raised) in
  let dict = try arguments.dict(&interpreter)
  interpreter.heap.dicts[dict].flavour = .defaulting(try interpreter.factory(arguments[1]))
  try interpreter.fill(dict, with: arguments[2], arguments.keywords)
  return .none
}

extension Interpreter {
  fileprivate mutating func factory(_ value: Value) throws(Raised) -> Value {
    guard value.isNone || isCallable(value) else { throw raise(.factoryNotCallable) }
    return value
  }
}

let counterConstructor = HostFunction.builtin("Counter", dictParameters) { interpreter, arguments throws(Raised) in
  let dict = interpreter.makeDict()
  interpreter.heap.dicts[dict].flavour = .counter
  try interpreter.count(arguments[0], arguments.keywords, in: dict, .add)
  return .dict(dict)
}

let counterInitializer = HostFunction.builtin("__init__", [.at("self")] + dictParameters) {
  interpreter, arguments throws(Raised) in
  try interpreter.count(arguments[1], arguments.keywords, in: try arguments.dict(&interpreter), .add)
  return .none
}

extension Fault {
  static var factoryNotCallable: Fault { Fault(.typeError, "first argument must be callable or None") }
}
