// The heap as a value: objects with identity in typed arenas. A copy of the heap is a snapshot of all of them.

import OrderedCollections

/// The place of an object in its arena.
package struct ID<Object>: Hashable, Sendable {
  package let index: Int32
}

package typealias ListID = ID<ListObject>
package typealias DictID = ID<DictObject>
package typealias SetID = ID<SetObject>
package typealias IteratorID = ID<IteratorObject>
package typealias FunctionID = ID<FunctionObject>
package typealias HostFunctionID = ID<HostFunction>
package typealias BoundMethodID = ID<BoundMethod>
package typealias DescriptorID = ID<Descriptor>
package typealias ClassID = ID<ClassObject>
package typealias InstanceID = ID<Instance>
package typealias ParentID = ID<ParentProxy>
package typealias ModuleID = ID<ModuleObject>
typealias CellID = ID<Cell>

/// All objects of one kind. They are never freed: the memory budget bounds them.
package struct Arena<Object: Sendable>: Sendable {
  private var objects: [Object] = []

  init(_ objects: [Object] = []) { self.objects = objects }

  var count: Int { objects.count }

  mutating func insert(_ object: Object) -> ID<Object> {
    objects.append(object)
    return ID(index: Int32(truncatingIfNeeded: objects.count - 1))
  }

  package subscript(id: ID<Object>) -> Object {
    // In place: a copy of the object would retain all that it holds.
    _read { yield objects[Int(id.index)] }
    _modify { yield &objects[Int(id.index)] }
  }
}

package struct Heap: Sendable {
  package internal(set) var lists = Arena<ListObject>()
  package internal(set) var dicts = Arena<DictObject>()
  package internal(set) var sets = Arena<SetObject>()
  var iterators = Arena<IteratorObject>()
  var functions = Arena<FunctionObject>()
  package internal(set) var hostFunctions = Arena<HostFunction>()
  var boundMethods = Arena<BoundMethod>()
  var descriptors = Arena<Descriptor>()
  package internal(set) var classes = Arena<ClassObject>()
  package internal(set) var instances = Arena<Instance>()
  var parents = Arena<ParentProxy>()
  var modules = Arena([ModuleObject(name: "__main__")])
  var cells = Arena<Cell>()
  /// Instances whose classes define `__hash__`, by what it gave: of equal ones the first, which stands for the others.
  var hashedInstances: [Int: [InstanceID]] = [:]
  /// An estimate of what the objects hold, in bytes; what they give up again is not counted.
  var bytes = 0
}

/// The size that the budget counts for an element of a container, and for an object besides its elements.
enum ObjectSize {
  static let element = 24
  static let entry = 96
  static let object = 64
  /// What a string or a tuple takes besides its characters or elements.
  static let header = 32
  /// The characters that a string has room for within the value itself.
  static let smallString = 15
}

package struct ListObject: Sendable {
  package var elements: [Value]
}

package struct DictObject: Sendable {
  struct Entry: Sendable {
    let key: Value
    var value: Value
  }
  enum Flavour: Sendable {
    case plain, ordered, counter
    /// What `globals()` gives: what is put into it becomes a global.
    case globals(ModuleID)
    /// A defaultdict and its factory.
    case defaulting(Value)
  }
  var entries: OrderedDictionary<HashKey, Entry> = [:]
  var flavour = Flavour.plain
}

/// A variable that an inner function shares with its outer one.
struct Cell: Sendable {
  var value: Value?
}

package struct BoundMethod: Sendable {
  let function: Value
  let receiver: Value
}

package enum Descriptor: Sendable {
  case property(Property)
  case staticMethod(Value)
  case classMethod(Value)
}

/// The functions of a property; what it lacks is None.
package struct Property: Sendable {
  var getter: Value
  var setter: Value = .none
  var deleter: Value = .none
  var documentation: Value = .none
}

/// `super()`: looks attributes up from the class after `start` in the order of the receiver's class.
package struct ParentProxy: Sendable {
  let start: ClassID
  let receiver: Value
}

package struct ModuleObject: Sendable {
  package let name: String
  var members: OrderedDictionary<String, Value> = [:]
  /// The file that it was made from; nil for a host's module and for the session itself.
  var file: ModuleFile?

  /// Whether its top level has not come to its end yet.
  var isRunning: Bool { file?.isRunning ?? false }
}

extension ModuleID {
  /// The session itself, `__main__`.
  static let session = ModuleID(index: 0)
}

/// An object of a class. The payload is the host's own.
package struct Instance: Sendable {
  package let type: ClassID
  /// What an instance of a subclass of `dict`, `list` and so on is besides: the built-in value that it extends.
  package internal(set) var core: Value?
  package internal(set) var attributes: OrderedDictionary<String, Value> = [:]
  package internal(set) var payload: (any Sendable)?
}

package struct ClassObject: Sendable {
  package let name: String
  let qualifiedName: String
  let module: String
  let bases: [ClassID]
  /// The class itself and its ancestors, the nearest first.
  package internal(set) var order: [ClassID] = []
  var namespace: OrderedDictionary<String, Value> = [:]
  /// What calling the class does, where that is not making an instance: `int(…)`, `list(…)`.
  var constructor: HostFunctionID?
  var allocate: HostClass.Allocate?
  package let isHost: Bool
  /// Whether abstract methods mean something in it: it extends `abc.ABC`.
  var hasAbstractMethods = false
  /// The methods that a subclass must define before it has instances.
  var abstractMethods: [String] = []

  var base: ClassID? { bases.first }
}

package struct FunctionObject: Sendable {
  let syntax: FunctionSyntax
  let code: Resolution
  /// Where its global names are.
  let module: ModuleID
  let signature: Signature
  let closure: [CellID]
  let name: String
  let qualifiedName: String
  /// The class in whose body it was made: where `super()` starts.
  var definingClass: ClassID?
  var attributes: OrderedDictionary<String, Value> = [:]
}
