// `copy`, and the part of `os.path` that only works on text.

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
    case .set(let id): return makeSet(heap.sets[id].entries, isFrozen: heap.sets[id].isFrozen)
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

// MARK: os.path

let osModule = HostModule(
  "os", omitsOthers: "touches the computer",
  members: { [("sep", .value(.string("/"))), ("path", .module("os.path"))] })

let osPathModule = HostModule("os.path", omitsOthers: "touches the computer") {
  [
    ("sep", .value(.string("/"))),
    (
      "join",
      .function(
        HostFunction("join", [Parameter("a", .positionalOnly), .rest]) {
          interpreter, arguments throws(Raised) in
          var path = try interpreter.str(arguments[0])
          for part in arguments.variadic {
            let part = try interpreter.str(part.value)
            path = part.hasPrefix("/") ? part : path.isEmpty || path.hasSuffix("/") ? path + part : path + "/" + part
          }
          return .string(path)
        })
    ),
    ("basename", path("basename") { .string($0.tail) }),
    ("dirname", path("dirname") { .string($0.head) }),
    ("split", path("split") { .tuple([.string($0.head), .string($0.tail)]) }),
    (
      "splitext",
      path("splitext") { parts in
        let tail = parts.tail
        let start = tail.prefix { $0 == "." }.count
        guard let dot = tail.lastIndex(of: "."), tail.distance(from: tail.startIndex, to: dot) > start - 1,
          start < tail.count, tail.distance(from: tail.startIndex, to: dot) >= start
        else { return .tuple([.string(parts.whole), .string("")]) }
        let suffix = String(tail[dot...])
        return .tuple([.string(String(parts.whole.dropLast(suffix.count))), .string(suffix)])
      }
    ),
  ]
}

private struct PathParts {
  let whole: String
  let head: String
  let tail: String

  init(_ path: String) {
    whole = path
    let tailStart = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    tail = String(path[tailStart...])
    var head = path[..<tailStart]
    while head.hasSuffix("/"), head.contains(where: { $0 != "/" }) { head.removeLast() }
    self.head = String(head)
  }
}

private func path(_ name: String, _ body: @escaping @Sendable (PathParts) -> Value) -> HostMember {
  .function(
    HostFunction(name, [Parameter("p")]) { interpreter, arguments throws(Raised) in
      body(PathParts(try interpreter.str(arguments[0])))
    })
}
