// The built-in classes, and which of them each value belongs to.

/// The ids of the built-in classes. They are the first in the heap, in the order of their names here.
struct StandardClasses: Sendable {
  enum Name: Int32, CaseIterable, Sendable {
    case object, type, none, ellipsis, int, bool, float, str, tuple, list, dict, set, frozenset, range, slice, function
    case notImplemented, hostFunction, method, module, property, staticmethod, classmethod, `super`, iterator, view
    case orderedDict, defaultDict, counter

    var text: String {
      switch self {
      case .none: "NoneType"
      case .notImplemented: "NotImplementedType"
      case .hostFunction: "builtin_function_or_method"
      case .orderedDict: "OrderedDict"
      case .defaultDict: "defaultdict"
      case .counter: "Counter"
      default: String(describing: self)
      }
    }

    var base: Name? {
      switch self {
      case .object: nil
      case .bool: .int
      case .orderedDict, .defaultDict, .counter: .dict
      default: .object
      }
    }

    var module: String {
      switch self {
      case .orderedDict, .defaultDict, .counter: "collections"
      default: "builtins"
      }
    }
  }

  private var exceptions: [ExceptionKind: ClassID] = [:]

  var object: ClassID { self[.object] }
  var type: ClassID { self[.type] }

  subscript(name: Name) -> ClassID { ID(index: name.rawValue) }

  func exception(_ kind: ExceptionKind) -> ClassID { exceptions[kind] ?? object }

  mutating func setException(_ kind: ExceptionKind, _ id: ClassID) { exceptions[kind] = id }
}

extension Interpreter {
  /// The class of a value.
  package func classOf(_ value: Value) -> ClassID {
    switch value {
    case .instance(let id): heap.instances[id].type
    case .dict(let id): standard[dictClass(heap.dicts[id].flavour)]
    case .set(let id): standard[heap.sets[id].isFrozen ? .frozenset : .set]
    case .descriptor(let id): standard[descriptorClass(heap.descriptors[id])]
    case .boundMethod: standard[isHostFunction(innermostFunction(of: value)) ? .hostFunction : .method]
    default: standard[standardClass(value)]
    }
  }

  /// The class that `type` gives: iterators and views are of classes of their own, which are made when asked for.
  mutating func namedClass(of value: Value) -> ClassID {
    switch value {
    case .iterator(let id): return namedClass(heap.iterators[id].typeName, base: .iterator)
    case .view: return namedClass(typeName(value), base: .view)
    default: return classOf(value)
    }
  }

  private mutating func namedClass(_ name: String, base: StandardClasses.Name) -> ClassID {
    if let known = namedClasses[name] { return known }
    let parts = name.split(separator: ".")
    let id = makeHostClass(
      String(parts.last ?? "iterator"), module: parts.count > 1 ? String(parts[0]) : "builtins", base: standard[base])
    namedClasses[name] = id
    return id
  }

  private func standardClass(_ value: Value) -> StandardClasses.Name {
    switch value {
    case .none: .none
    case .ellipsis: .ellipsis
    case .notImplemented: .notImplemented
    case .bool: .bool
    case .int: .int
    case .float: .float
    case .string: .str
    case .tuple: .tuple
    case .list: .list
    case .range: .range
    case .slice: .slice
    case .view: .view
    case .iterator: .iterator
    case .function: .function
    case .hostFunction: .hostFunction
    case .boundMethod: .method
    case .type: .type
    case .module: .module
    case .parent: .super
    case .hole, .instance, .dict, .set, .descriptor: .object
    }
  }

  private func isHostFunction(_ value: Value) -> Bool {
    if case .hostFunction = value { return true }
    return false
  }

  private func dictClass(_ flavour: DictObject.Flavour) -> StandardClasses.Name {
    switch flavour {
    case .plain, .globals: .dict
    case .ordered: .orderedDict
    case .counter: .counter
    case .defaulting: .defaultDict
    }
  }

  private func descriptorClass(_ descriptor: Descriptor) -> StandardClasses.Name {
    switch descriptor {
    case .property: .property
    case .staticMethod: .staticmethod
    case .classMethod: .classmethod
    }
  }
}
