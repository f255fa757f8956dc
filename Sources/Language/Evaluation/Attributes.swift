// Attributes: reading, assigning and deleting them, and finding methods.

import Diagnostics
import OrderedCollections

/// A method found for a call, and whether the receiver goes before the arguments.
struct FoundMethod {
  var function: Value
  var receiver: Value
  var isBound: Bool
}

extension Interpreter {
  /// The value of an attribute, as `getattr` gives it. A missing one raises AttributeError.
  package mutating func getAttribute(_ name: String, of object: Value) throws(Raised) -> Value {
    let found = try findMethod(name, of: object)
    guard found.isBound else { return found.function }
    heap.bytes += ObjectSize.object
    return .boundMethod(heap.boundMethods.insert(BoundMethod(function: found.function, receiver: found.receiver)))
  }

  /// The attribute, nil where it is missing.
  package mutating func attribute(_ name: String, of object: Value) throws(Raised) -> Value? {
    do throws(Raised) {
      return try getAttribute(name, of: object)
    } catch {
      guard case .exception(let exception) = error,
        isSubclass(heap.instances[exception.value].type, of: standard.exception(.attributeError))
      else { throw error }
      return nil
    }
  }

  /// The attribute; a method of the object's class comes apart from its receiver.
  mutating func findMethod(_ name: String, of object: Value) throws(Raised) -> FoundMethod {
    switch object {
    case .hole: return try findArrayMember(name, of: object)
    case .module(let module): return plain(try moduleMember(name, of: module))
    case .type(let type): return try findClassMember(name, of: type)
    case .parent(let parent): return try findParentMember(name, heap.parents[parent])
    default: break
    }
    let type = classOf(object)
    let member = find(name, in: type)
    if case .descriptor(let id)? = member, case .property(let property) = heap.descriptors[id] {
      return plain(try get(property, name, of: object))
    }
    if let member, case .instance = member, try specialMethod("__set__", of: member) != nil {
      return try bindable(member, to: object, of: type)
    }
    if case .instance(let instance) = object, let value = heap.instances[instance].attributes[name] {
      return plain(value)
    }
    if let member { return try bindable(member, to: object, of: type) }
    if let value = try generalAttribute(name, of: object) { return plain(value) }
    if let slot = slotMethod(name, of: type) { return FoundMethod(function: slot, receiver: object, isBound: true) }
    if let method = try specialMethod("__getattr__", of: object) {
      return plain(try call(method, Arguments([Value.string(name)])))
    }
    let nearest = nearest(to: name, among: attributeNames(of: object))
    let fault = Fault.noAttribute(typeName(object), name, nearest: nearest)
    throw nearest == nil ? raise(fault, .attribute(name, of: object)) : raise(fault)
  }

  private mutating func get(_ property: Property, _ name: String, of object: Value) throws(Raised) -> Value {
    if property.getter.isNone { throw raise(.noGetter(typeName(object), name)) }
    return try call(property.getter, Arguments([object]))
  }

  private func plain(_ value: Value) -> FoundMethod { FoundMethod(function: value, receiver: .none, isBound: false) }

  /// A class's member as an attribute of an object of it.
  private mutating func bindable(_ member: Value, to object: Value, of type: ClassID) throws(Raised) -> FoundMethod {
    switch member {
    case .function, .hostFunction: return FoundMethod(function: member, receiver: object, isBound: true)
    case .descriptor(let id):
      switch heap.descriptors[id] {
      case .staticMethod(let function): return plain(function)
      case .classMethod(let function): return FoundMethod(function: function, receiver: .type(type), isBound: true)
      case .property(let property): return plain(try call(property.getter, Arguments([object])))
      }
    case .instance:
      guard let getter = try specialMethod("__get__", of: member) else { return plain(member) }
      return plain(try call(getter, Arguments([object, .type(type)])))
    default: return plain(member)
    }
  }

  mutating func bindMember(_ member: Value, to object: Value, of type: ClassID) throws(Raised) -> Value {
    let found = try bindable(member, to: object, of: type)
    guard found.isBound else { return found.function }
    heap.bytes += ObjectSize.object
    return .boundMethod(heap.boundMethods.insert(BoundMethod(function: found.function, receiver: found.receiver)))
  }

  private mutating func findClassMember(_ name: String, of type: ClassID) throws(Raised) -> FoundMethod {
    if let member = find(name, in: type) {
      if case .instance = member, let getter = try specialMethod("__get__", of: member) {
        return plain(try call(getter, Arguments([.none, .type(type)])))
      }
      guard case .descriptor(let id) = member else { return plain(member) }
      switch heap.descriptors[id] {
      case .staticMethod(let function): return plain(function)
      case .classMethod(let function): return FoundMethod(function: function, receiver: .type(type), isBound: true)
      case .property: return plain(member)
      }
    }
    let object = heap.classes[type]
    switch name {
    case "__name__": return plain(.string(object.name))
    case "__qualname__": return plain(.string(object.qualifiedName))
    case "__module__": return plain(.string(object.module))
    case "__base__": return plain(object.base.map { .type($0) } ?? .none)
    case "__bases__": return plain(.tuple(object.bases.map { .type($0) }))
    case "mro":
      return FoundMethod(function: slotMethod(name, of: standard.type) ?? .none, receiver: .type(type), isBound: true)
    case "__mro__": return plain(.tuple(object.order.map { .type($0) }))
    case "__dict__": return plain(try makeDict(object.namespace.map { (.string($0), $1) }))
    case "__class__": return plain(.type(standard.type))
    case "__doc__": return plain(.none)
    default:
      if let slot = slotMethod(name, of: type) { return plain(slot) }
      let names = object.order.flatMap { heap.classes[$0].namespace.keys }
      throw raise(.noClassAttribute(object.name, name, nearest: nearest(to: name, among: names)))
    }
  }

  private mutating func findParentMember(_ name: String, _ parent: ParentProxy) throws(Raised) -> FoundMethod {
    let type: ClassID
    if case .type(let receiver) = parent.receiver { type = receiver } else { type = classOf(parent.receiver) }
    let order = heap.classes[type].order
    let after = order.firstIndex(of: parent.start).map { order[($0 + 1)...] } ?? []
    for ancestor in after {
      guard let member = heap.classes[ancestor].namespace[name] else { continue }
      if case .type = parent.receiver {
        guard case .descriptor(let id) = member else { return plain(member) }
        switch heap.descriptors[id] {
        case .classMethod(let function):
          return FoundMethod(function: function, receiver: parent.receiver, isBound: true)
        case .staticMethod(let function): return plain(function)
        case .property: return plain(member)
        }
      }
      return try bindable(member, to: parent.receiver, of: type)
    }
    if let slot = slotMethod(name, of: type) {
      return FoundMethod(function: slot, receiver: parent.receiver, isBound: true)
    }
    throw raise(.noAttribute("super", name, nearest: nil))
  }

  /// The attributes that objects have whatever their class.
  private mutating func generalAttribute(_ name: String, of object: Value) throws(Raised) -> Value? {
    switch (name, object) {
    case ("__class__", _): return .type(namedClass(of: object))
    case ("__doc__", .function(let id)):
      return heap.functions[id].attributes[name] ?? heap.functions[id].syntax.docstring.map { .string($0) }
        ?? Value.none
    case ("__dict__", .instance(let instance)):
      return try makeDict(heap.instances[instance].attributes.map { (.string($0), $1) })
    case (_, .function(let id)): return functionAttribute(name, of: id)
    case ("__name__", .hostFunction(let id)): return .string(heap.hostFunctions[id].name)
    case ("__qualname__", .hostFunction(let id)): return .string(heap.hostFunctions[id].qualifiedName)
    case (_, .boundMethod(let id)):
      let method = heap.boundMethods[id]
      if name == "__self__" { return method.receiver }
      if name == "__func__" { return method.function }
      return try attribute(name, of: innermostFunction(of: object))
    case ("__doc__", .descriptor(let id)):
      guard case .property(let property) = heap.descriptors[id] else { return Value.none }
      return property.documentation.isNone ? try attribute("__doc__", of: property.getter) : property.documentation
    case (_, .descriptor):
      if let value = try propertyAttribute(name, object) { return value }
      return name == "__doc__" ? Value.none : nil
    case ("__doc__", _): return Value.none
    default: return nil
    }
  }

  private func functionAttribute(_ name: String, of id: FunctionID) -> Value? {
    let function = heap.functions[id]
    if let value = function.attributes[name] { return value }
    switch name {
    case "__name__": return .string(function.name)
    case "__qualname__": return .string(function.qualifiedName)
    case "__module__": return .string(heap.modules[function.module].name)
    case "__defaults__":
      let values = function.signature.parameters.prefix(function.signature.positionalCount).compactMap(\.defaultValue)
      return values.isEmpty ? Value.none : .tuple(values)
    default: return nil
    }
  }

  /// The names that a misspelt attribute may have meant.
  func attributeNames(of object: Value) -> [String] {
    var names = heap.classes[classOf(object)].order.flatMap { heap.classes[$0].namespace.keys }
    if case .instance(let instance) = object { names += heap.instances[instance].attributes.keys }
    return names
  }

  // MARK: Assigning

  /// Assigns an attribute, as `setattr` does.
  package mutating func setAttribute(_ name: String, of object: Value, to value: Value) throws(Raised) {
    switch object {
    case .hole: return
    case .instance(let instance):
      if let method = ownMethod("__setattr__", of: heap.instances[instance].type) {
        _ = try call(method, Arguments([object, .string(name), value]))
      } else {
        try setOwnAttribute(name, of: instance, to: value)
      }
    case .type(let type):
      guard !heap.classes[type].isHost else { throw raise(.immutableType(heap.classes[type].name, name)) }
      heap.bytes += ObjectSize.entry
      heap.classes[type].namespace[name] = value
    case .function(let function):
      heap.bytes += ObjectSize.entry
      heap.functions[function].attributes[name] = value
    case .module(let module):
      heap.bytes += ObjectSize.entry
      heap.modules[module].members[name] = value
    case .hostFunction(let function) where name == "__defaults__":
      // `Point.__new__.__defaults__ = (0, 0)`: how named tuples had defaults before `defaults=`.
      heap.hostFunctions[function] = heap.hostFunctions[function].withDefaults(
        value.isNone ? [] : try elements(of: value))
    default:
      throw find(name, in: classOf(object)) != nil
        ? raise(.readOnlyAttribute(typeName(object), name)) : raise(.noAttribute(typeName(object), name, nearest: nil))
    }
  }

  /// A method other than that of `object`.
  func ownMethod(_ name: String, of type: ClassID) -> Value? {
    for ancestor in heap.classes[type].order where ancestor != standard.object {
      if let method = heap.classes[ancestor].namespace[name] { return method }
    }
    return nil
  }

  /// Assigns an instance's attribute without asking its class for `__setattr__`: what `object.__setattr__` does.
  package mutating func setOwnAttribute(_ name: String, of instance: InstanceID, to value: Value) throws(Raised) {
    let member = find(name, in: heap.instances[instance].type)
    if case .descriptor(let id)? = member, case .property(let property) = heap.descriptors[id] {
      guard !property.setter.isNone else { throw raise(.noSetter(typeName(.instance(instance)), name)) }
      _ = try call(property.setter, Arguments([.instance(instance), value]))
      return
    }
    if let member, case .instance = member, let setter = try specialMethod("__set__", of: member) {
      _ = try call(setter, Arguments([.instance(instance), value]))
      return
    }
    if name == "__dict__" { throw raise(.outside("an assignment to __dict__")) }
    if heap.instances[instance].attributes[name] == nil { heap.bytes += ObjectSize.entry }
    heap.instances[instance].attributes[name] = value
  }

  mutating func deleteAttribute(_ name: String, of object: Value) throws(Raised) {
    switch object {
    case .hole: return
    case .instance(let instance):
      if let method = ownMethod("__delattr__", of: heap.instances[instance].type) {
        _ = try call(method, Arguments([object, .string(name)]))
      } else {
        try deleteOwnAttribute(name, of: instance)
      }
    case .type(let type) where heap.classes[type].namespace[name] != nil && !heap.classes[type].isHost:
      heap.classes[type].namespace[name] = nil
    case .function(let function) where heap.functions[function].attributes[name] != nil:
      heap.functions[function].attributes[name] = nil
    case .type(let type): throw raise(.noClassAttribute(heap.classes[type].name, name, nearest: nil))
    default: throw raise(.noAttribute(typeName(object), name, nearest: nil))
    }
  }

  /// Deletes an instance's attribute without asking its class for `__delattr__`.
  mutating func deleteOwnAttribute(_ name: String, of instance: InstanceID) throws(Raised) {
    let object = Value.instance(instance)
    if case .descriptor(let id)? = find(name, in: heap.instances[instance].type),
      case .property(let property) = heap.descriptors[id]
    {
      guard !property.deleter.isNone else { throw raise(.noDeleter(typeName(object), name)) }
      _ = try call(property.deleter, Arguments([object]))
    } else if heap.instances[instance].attributes.removeValue(forKey: name) == nil {
      throw raise(.noAttribute(typeName(object), name, nearest: nil))
    }
  }
}
