// The methods of dict and OrderedDict.

import OrderedCollections

private func method(
  _ name: String, _ parameters: [Parameter] = [], acceptsHoles: Bool = false, body: @escaping HostFunction.Body
) -> HostFunction {
  .method(of: "dict", name, parameters, acceptsHoles: acceptsHoles, body: body)
}

let dictMethods: [HostFunction] = [
  view(.keys),
  view(.values),
  view(.items),
  method("get", [.at("key"), .at("default", default: Value.none)], acceptsHoles: true) {
    interpreter, arguments throws(Raised) in
    let dict = try arguments.dict(&interpreter)
    return interpreter.heap.dicts[dict].entries[try interpreter.hashKey(arguments[1])]?.value ?? arguments[2]
  },
  method("setdefault", [.at("key"), .at("default", default: Value.none)], acceptsHoles: true) {
    interpreter, arguments throws(Raised) in
    let dict = try arguments.dict(&interpreter)
    if let entry = interpreter.heap.dicts[dict].entries[try interpreter.hashKey(arguments[1])] { return entry.value }
    try interpreter.insert(arguments[2], for: arguments[1], into: dict)
    return arguments[2]
  },
  method("pop", [.at("key"), .at("default", default: .hole)], acceptsHoles: true) {
    interpreter, arguments throws(Raised) in
    let dict = try arguments.dict(&interpreter)
    let key = try interpreter.hashKey(arguments[1])
    if let entry = interpreter.heap.dicts[dict].entries.removeValue(forKey: key) { return entry.value }
    if arguments.isPassed("default") { return arguments[2] }
    throw interpreter.raise(interpreter.makeException(.keyError, [arguments[1]]), at: arguments.range(of: "key"))
  },
  method("popitem") { interpreter, arguments throws(Raised) in
    let dict = try arguments.dict(&interpreter)
    guard !interpreter.heap.dicts[dict].entries.isEmpty else {
      throw interpreter.raise(.emptyPop("popitem(): dictionary is empty"))
    }
    let entry = interpreter.heap.dicts[dict].entries.removeLast().value
    return .tuple([entry.key, entry.value])
  },
  HostFunction(
    "update", qualifiedName: "dict.update",
    [.at("self"), .at("other", default: .tuple([])), Parameter("kwargs", .keywords)], style: .builtin,
    acceptsHoles: true
  ) { interpreter, arguments throws(Raised) in
    let dict = try arguments.dict(&interpreter)
    try interpreter.update(dict, with: arguments["other"])
    for keyword in arguments.keywords {
      try interpreter.insert(keyword.value, for: .string(keyword.name), into: dict)
    }
    return .none
  },
  method("clear") { interpreter, arguments throws(Raised) in
    let dict = try arguments.dict(&interpreter)
    interpreter.heap.dicts[dict].entries.removeAll()
    return .none
  },
  method("copy") { interpreter, arguments throws(Raised) in
    let dict = interpreter.heap.dicts[try arguments.dict(&interpreter)]
    try interpreter.reserve(dict.entries.count, each: ObjectSize.entry)
    interpreter.heap.bytes += dict.entries.count * ObjectSize.entry
    return .dict(interpreter.heap.dicts.insert(dict))
  },
]

private func view(_ kind: DictView.Kind) -> HostFunction {
  method(kind.rawValue) { interpreter, arguments throws(Raised) in
    .view(DictView(dict: try arguments.dict(&interpreter), kind: kind))
  }
}

/// The class methods.
let dictClassMethods: [HostFunction] = [
  .builtin("fromkeys", [.at("class"), .at("iterable"), .at("value", default: Value.none)]) {
    interpreter, arguments throws(Raised) in
    let dict = interpreter.makeDict()
    for key in try interpreter.elements(of: arguments[1]) {
      try interpreter.insert(arguments[2], for: key, into: dict)
    }
    return .dict(dict)
  }
]

let orderedDictMethods: [HostFunction] = [
  .method(of: "OrderedDict", "move_to_end", [Parameter("key"), Parameter("last", default: .bool(true))]) {
    interpreter, arguments throws(Raised) in
    let dict = try arguments.dict(&interpreter)
    let key = try interpreter.hashKey(arguments[1])
    guard let entry = interpreter.heap.dicts[dict].entries.removeValue(forKey: key) else {
      throw interpreter.raise(interpreter.makeException(.keyError, [arguments[1]]), at: arguments.range(of: "key"))
    }
    let count = interpreter.heap.dicts[dict].entries.count
    let index = try interpreter.isTrue(arguments[2]) ? count : 0
    interpreter.heap.dicts[dict].entries.updateValue(entry, forKey: key, insertingAt: index)
    return .none
  },
  .method(of: "OrderedDict", "popitem", [Parameter("last", default: .bool(true))]) {
    interpreter, arguments throws(Raised) in
    let dict = try arguments.dict(&interpreter)
    guard !interpreter.heap.dicts[dict].entries.isEmpty else {
      throw interpreter.raise(.emptyPop("dictionary is empty"))
    }
    let isLast = try interpreter.isTrue(arguments[1])
    let entry =
      isLast
      ? interpreter.heap.dicts[dict].entries.removeLast().value
      : interpreter.heap.dicts[dict].entries.removeFirst().value
    return .tuple([entry.key, entry.value])
  },
]
