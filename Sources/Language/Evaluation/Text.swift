// `repr` and `str` of values.

import OrderedCollections

extension Interpreter {
  package mutating func str(_ value: Value) throws(Raised) -> String {
    switch value {
    case .string(let text): return text
    case .instance(let instance):
      if let method = try specialMethod("__str__", of: value) {
        let result = try call(method, Arguments())
        if result.isHole { throw .hole }
        guard let text = result.string else { throw raise(.returnedNonString("__str__", typeName(result))) }
        return text
      }
      if find("__repr__", in: heap.instances[instance].type) != nil { return try repr(value) }
      if isException(instance) { return try exceptionText(instance) }
      if case .string(let text)? = heap.instances[instance].core { return text }
      return try repr(value)
    default: return try repr(value)
    }
  }

  mutating func exceptionText(_ instance: InstanceID) throws(Raised) -> String {
    guard let payload = heap.instances[instance].payload as? ExceptionPayload else { return "" }
    if payload.arguments.count == 2, isSubclass(heap.instances[instance].type, of: standard.exception(.osError)) {
      return "[Errno \(try str(payload.arguments[0]))] \(try str(payload.arguments[1]))"
    }
    let isKeyError = isSubclass(heap.instances[instance].type, of: standard.exception(.keyError))
    switch payload.arguments.count {
    case 0: return ""
    case 1:
      try descend()
      defer { depth -= 1 }
      return isKeyError ? try repr(payload.arguments[0]) : try str(payload.arguments[0])
    default: return try repr(.tuple(payload.arguments))
    }
  }

  package mutating func repr(_ value: Value) throws(Raised) -> String {
    switch value {
    case .hole: throw .hole
    case .none: return "None"
    case .ellipsis: return "Ellipsis"
    case .notImplemented: return "NotImplemented"
    case .bool(let value): return value ? "True" : "False"
    case .int(let value): return String(value)
    case .float(let value): return value.pythonDescription
    case .string(let text): return text.pythonRepresentation
    case .range(let range):
      return range.step == 1
        ? "range(\(range.start), \(range.stop))" : "range(\(range.start), \(range.stop), \(range.step))"
    case .tuple, .list, .dict, .set, .view, .slice: return try containerRepr(value)
    case .instance(let instance): return try instanceRepr(instance)
    default: return plainRepr(value)
    }
  }

  private func plainRepr(_ value: Value) -> String {
    let address = address(of: value)
    switch value {
    case .type(let id):
      let type = heap.classes[id]
      return "<class '\(type.module == "builtins" ? "" : type.module + ".")\(type.qualifiedName)'>"
    case .function(let id): return "<function \(heap.functions[id].qualifiedName) at \(address)>"
    case .hostFunction(let id): return "<built-in function \(heap.hostFunctions[id].name)>"
    case .boundMethod(let id):
      let method = heap.boundMethods[id]
      switch method.function {
      case .function(let function):
        return "<bound method \(heap.functions[function].qualifiedName) of \(shortRepr(method.receiver))>"
      case .hostFunction(let function):
        return
          "<built-in method \(heap.hostFunctions[function].name) of \(typeName(method.receiver)) object at \(address)>"
      default: return "<bound method>"
      }
    case .module(let id):
      let module = heap.modules[id]
      return "<module '\(module.name)'\(module.file?.name.map { " from '\($0)'" } ?? "")>"
    case .parent: return "<super>"
    default: return "<\(typeName(value)) object at \(address)>"
    }
  }

  private func shortRepr(_ value: Value) -> String {
    let type = heap.classes[classOf(value)]
    return "<\(type.module).\(type.qualifiedName) object at \(address(of: value))>"
  }

  private mutating func instanceRepr(_ instance: InstanceID) throws(Raised) -> String {
    let value = Value.instance(instance)
    if let method = try specialMethod("__repr__", of: value) {
      try descend()
      defer { depth -= 1 }
      let result = try call(method, Arguments())
      if result.isHole { throw .hole }
      guard let text = result.string else { throw raise(.returnedNonString("__repr__", typeName(result))) }
      return text
    }
    return try defaultRepr(instance)
  }

  /// What `repr` of an instance is unless its class says otherwise.
  mutating func defaultRepr(_ instance: InstanceID) throws(Raised) -> String {
    if let core = heap.instances[instance].core { return try coreRepr(core, of: heap.instances[instance].type) }
    guard isException(instance), let payload = heap.instances[instance].payload as? ExceptionPayload else {
      return shortRepr(.instance(instance))
    }
    let arguments = try join(payload.arguments)
    return "\(heap.classes[heap.instances[instance].type].name)(\(arguments))"
  }

  /// What an instance of a subclass of a built-in class shows: some show their class.
  private mutating func coreRepr(_ core: Value, of type: ClassID) throws(Raised) -> String {
    let text = try repr(core)
    let shown = classOf(core)
    let own: [StandardClasses.Name] = [.set, .frozenset, .orderedDict, .defaultDict, .counter]
    guard own.contains(where: { standard[$0] == shown }) else { return text }
    let name = heap.classes[shown].name
    return heap.classes[type].name + (text.hasPrefix(name) ? String(text.dropFirst(name.count)) : "(\(text))")
  }

  // MARK: Containers

  private mutating func containerRepr(_ value: Value) throws(Raised) -> String {
    switch value {
    case .tuple(let values):
      return values.count == 1 ? "(\(try join(values.elements)),)" : "(\(try join(values.elements)))"
    case .list(let list):
      return try once(value, again: "[...]") { (me) throws(Raised) in "[\(try me.join(me.heap.lists[list].elements))]" }
    case .dict(let dict):
      return try once(value, again: "{...}") { (me) throws(Raised) in try me.dictRepr(dict) }
    case .set(let set):
      let elements = heap.sets[set]
      let name = elements.isFrozen ? "frozenset" : "set"
      if elements.isEmpty { return "\(name)()" }
      let body = "{\(try join(elements.values))}"
      return elements.isFrozen ? "frozenset(\(body))" : body
    case .view(let view):
      let values = try self.elements(of: .view(view))
      return "dict_\(view.kind.rawValue)([\(try join(values))])"
    case .slice(let slice): return "slice(\(try join([slice.lower, slice.upper, slice.step])))"
    default: return ""
    }
  }

  private mutating func dictRepr(_ dict: DictID) throws(Raised) -> String {
    var object = heap.dicts[dict]
    if case .counter = object.flavour {
      // The most common first.
      object.entries.sort { ($0.value.value.number ?? 0) > ($1.value.value.number ?? 0) }
    }
    var parts: [String] = []
    for entry in object.entries.values {
      try step()
      parts.append("\(try repr(entry.key)): \(try repr(entry.value))")
    }
    let body = "{" + parts.joined(separator: ", ") + "}"
    switch object.flavour {
    case .plain, .globals: return body
    case .ordered:
      let pairs = try object.entries.values.map { (entry) throws(Raised) in try repr(.tuple([entry.key, entry.value])) }
      return pairs.isEmpty ? "OrderedDict()" : "OrderedDict([\(pairs.joined(separator: ", "))])"
    case .counter: return object.entries.isEmpty ? "Counter()" : "Counter(\(body))"
    case .defaulting(let factory): return "defaultdict(\(try repr(factory)), \(body))"
    }
  }

  private mutating func join(_ values: [Value]) throws(Raised) -> String {
    try descend()
    defer { depth -= 1 }
    var parts: [String] = []
    var size = 0
    for value in values {
      try step()
      parts.append(try repr(value))
      size += parts[parts.count - 1].utf8.count
      try requireRoom(for: size)
    }
    return parts.joined(separator: ", ")
  }

  /// Writes a container that may hold itself: within itself it is written as dots.
  private mutating func once(
    _ value: Value, again dots: String, _ body: (inout Interpreter) throws(Raised) -> String
  ) throws(Raised) -> String {
    if writing.contains(where: { isIdentical($0, value) }) { return dots }
    writing.append(value)
    defer { writing.removeLast() }
    return try body(&self)
  }

  /// What stands for an object's address in memory: the kind and the number of the object.
  func address(of value: Value) -> String {
    let number = identity(of: value)
    let digits = String(UInt(bitPattern: number), radix: 16)
    return "0x" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits
  }

  /// `id` of a value: different for different objects that exist at a time.
  func identity(of value: Value) -> Int {
    let kind: (Int, Int32)
    switch value {
    case .list(let id): kind = (1, id.index)
    case .dict(let id): kind = (2, id.index)
    case .set(let id): kind = (3, id.index)
    case .function(let id): kind = (4, id.index)
    case .hostFunction(let id): kind = (5, id.index)
    case .type(let id): kind = (6, id.index)
    case .instance(let id): kind = (7, id.index)
    case .module(let id): kind = (8, id.index)
    case .iterator(let id): kind = (9, id.index)
    case .boundMethod(let id): kind = (10, id.index)
    case .descriptor(let id): kind = (11, id.index)
    case .int(let value): return value &* 32 &+ 0x7F00_0000_0000
    default: return HashKey(plain: value)?.hashValue ?? 0x7F10_0000_0000
    }
    return 0x7E00_0000_0000 + kind.0 << 36 + Int(kind.1) * 64
  }
}

extension Double {
  /// The shortest text that reads back as the same number, in CPython's form.
  var pythonDescription: String {
    if isNaN { return "nan" }
    if isInfinite { return self < 0 ? "-inf" : "inf" }
    return description
  }
}

extension String {
  /// The text in quotes, with what cannot be printed escaped.
  var pythonRepresentation: String {
    let quote: Unicode.Scalar = contains("'") && !contains("\"") ? "\"" : "'"
    var result = String.UnicodeScalarView([quote])
    for scalar in unicodeScalars {
      switch scalar {
      case quote, "\\": result.append(contentsOf: ["\\", scalar])
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      case "\r": result.append(contentsOf: "\\r".unicodeScalars)
      case "\t": result.append(contentsOf: "\\t".unicodeScalars)
      default:
        if scalar.isPrintable {
          result.append(scalar)
        } else {
          result.append(contentsOf: scalar.pythonEscape.unicodeScalars)
        }
      }
    }
    result.append(quote)
    return String(result)
  }
}

extension Unicode.Scalar {
  var isPrintable: Bool {
    if value < 0x7F { return value >= 0x20 }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator:
      return false
    default: return true
    }
  }

  var pythonEscape: String {
    let digits = String(value, radix: 16)
    let (letter, width) = value < 0x100 ? ("x", 2) : value < 0x10000 ? ("u", 4) : ("U", 8)
    return "\\" + letter + String(repeating: "0", count: width - digits.count) + digits
  }
}
