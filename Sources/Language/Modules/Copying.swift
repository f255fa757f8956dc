// `copy`.

import OrderedCollections

let copyModule = HostModule("copy") {
  [
    (
      "copy",
      .function(
        HostFunction("copy", [Parameter("x")]) { interpreter, arguments throws(Raised) in
          try interpreter.copy(arguments[0], isDeep: false)
        })
    ),
    (
      "deepcopy",
      .function(
        HostFunction("deepcopy", [Parameter("x"), Parameter("memo", default: Value.none)]) {
          interpreter, arguments throws(Raised) in
          try interpreter.copy(arguments[0], isDeep: true)
        })
    ),
  ]
}

extension Interpreter {
  fileprivate mutating func copy(_ value: Value, isDeep: Bool) throws(Raised) -> Value {
    var copies: [HashKey: Value] = [:]
    return try copy(value, isDeep: isDeep, &copies)
  }

  /// `copies` are those made already, by the original: an object within itself is copied once.
  private mutating func copy(
    _ value: Value, isDeep: Bool, _ copies: inout [HashKey: Value]
  ) throws(Raised) -> Value {
    try step()
    try descend()
    defer { depth -= 1 }
    let name = isDeep ? "__deepcopy__" : "__copy__"
    if case .instance = value, let method = try specialMethod(name, of: value) {
      return try call(method, isDeep ? [try makeDict([])] : [])
    }
    let key = HashKey.identity(kind: 200, index: Int32(truncatingIfNeeded: identity(of: value) / 64))
    switch value {
    case .tuple(let values):
      guard isDeep else { return value }
      return try counted(
        .tuple(try values.map { (value) throws(Raised) in try copy(value, isDeep: true, &copies) }))
    case .list(let id):
      if let known = copies[key] { return known }
      let elements = heap.lists[id].elements
      let list = makeList(isDeep ? [] : elements)
      copies[key] = list
      guard isDeep, case .list(let new) = list else { return list }
      for element in elements { try append([try copy(element, isDeep: true, &copies)], to: new) }
      return list
    case .dict(let id):
      if let known = copies[key] { return known }
      let dict = makeDict()
      heap.dicts[dict].flavour = heap.dicts[id].flavour
      copies[key] = .dict(dict)
      for (key, value) in items(of: id) {
        try insert(isDeep ? try copy(value, isDeep: true, &copies) : value, for: key, into: dict)
      }
      return .dict(dict)
    case .set(let id):
      try step(over: heap.sets[id].count)
      return isDeep
        ? try makeSet(heap.sets[id].values, isFrozen: heap.sets[id].isFrozen)
        : makeSet(heap.sets[id].copy(isFrozen: heap.sets[id].isFrozen))
    case .instance(let id): return try copy(id, key, isDeep: isDeep, &copies)
    default: return value
    }
  }

  private mutating func copy(
    _ id: InstanceID, _ key: HashKey, isDeep: Bool, _ copies: inout [HashKey: Value]
  ) throws(Raised) -> Value {
    if let known = copies[key] { return known }
    heap.bytes += ObjectSize.object * 2
    let new = heap.instances.insert(heap.instances[id])
    copies[key] = .instance(new)
    if let core = heap.instances[id].core {
      let copied = try copy(core, isDeep: isDeep, &copies)
      heap.instances[new].core = copied
    }
    guard isDeep else { return .instance(new) }
    for (name, value) in attributes(of: id) {
      heap.instances[new].attributes[name] = try copy(value, isDeep: true, &copies)
    }
    return .instance(new)
  }
}
