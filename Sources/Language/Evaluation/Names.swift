// Names: looking them up, binding and unbinding them, in slots, cells, class bodies and globals.

import Diagnostics
import OrderedCollections

extension Interpreter {
  private func binding(of name: Name) -> Binding { frames[frames.count - 1].code.bindings[name.occurrence] }

  private var base: Int { frames[frames.count - 1].base }

  /// The module whose code is at work; the session where none is.
  var module: ModuleID { frames.last?.module ?? .session }

  mutating func load(_ name: Name) throws(Raised) -> Value {
    switch binding(of: name) {
    case .local(let slot):
      if case .value(let value) = variables[base + slot] { return value }
      throw raise(.unboundLocal(name.identifier), at: name.range)
    case .cell(let slot):
      guard case .cell(let cell) = variables[base + slot], let value = heap.cells[cell].value else {
        throw raise(.unboundFree(name.identifier), at: name.range)
      }
      return value
    case .classLocal:
      if let value = classBodies[classBodies.count - 1].namespace[name.identifier] { return value }
      return try loadGlobal(name)
    case .global:
      return try loadGlobal(name)
    }
  }

  private mutating func loadGlobal(_ name: Name) throws(Raised) -> Value {
    if let value = heap.modules[module].members[name.identifier] { return value }
    if let value = builtins[name.identifier] { return value }
    if let value = try makePredefined(name.identifier) { return value }
    if name.identifier.isEmpty { throw .hole }
    let known =
      Array(heap.modules[module].members.keys) + Array(builtins.keys) + Array(predefined.keys) + [
        "True", "False", "None",
      ]
    throw raise(
      .undefined(name.identifier, nearest: nearest(to: name.identifier, among: known)), at: name.range)
  }

  mutating func store(_ value: Value, _ name: Name) throws(Raised) {
    guard !name.identifier.isEmpty else { return }
    switch binding(of: name) {
    case .local(let slot): variables[base + slot] = .value(value)
    case .cell(let slot):
      if case .cell(let cell) = variables[base + slot] { heap.cells[cell].value = value }
    case .classLocal: classBodies[classBodies.count - 1].namespace[name.identifier] = value
    case .global:
      let module = module
      heap.modules[module].members[name.identifier] = value
      if module == .session, case .module = frames[frames.count - 1].kind { writtenGlobals.insert(name.identifier) }
    }
  }

  /// Unbinds a name that may be unbound.
  mutating func unbind(_ name: Name) {
    switch binding(of: name) {
    case .local(let slot): variables[base + slot] = .unbound
    case .cell(let slot):
      if case .cell(let cell) = variables[base + slot] { heap.cells[cell].value = nil }
    case .classLocal: classBodies[classBodies.count - 1].namespace[name.identifier] = nil
    case .global: heap.modules[module].members[name.identifier] = nil
    }
  }

  /// What `locals` gives: the variables of the function at work, or the globals.
  mutating func locals() throws(Raised) -> Value {
    guard let frame = frames.last, case .function(let id) = frame.kind else {
      return try makeDict((classBodies.last?.namespace ?? heap.modules[module].members).map { (.string($0), $1) })
    }
    let layout = frame.code.layouts[heap.functions[id].syntax.scope]
    try step(layout.names.count)
    return try makeDict(
      layout.names.sorted { $0.value < $1.value }.compactMap { name, slot in
        switch variables[frame.base + slot] {
        case .unbound: nil
        case .value(let value): (.string(name), value)
        case .cell(let cell): heap.cells[cell].value.map { (.string(name), $0) }
        }
      })
  }

  mutating func delete(_ target: Expression) throws(Raised) {
    switch target.kind {
    case .name(let name):
      _ = try load(name)
      unbind(name)
    case .attribute(let object, let attribute):
      let object = try evaluate(object)
      place = target.range
      try deleteAttribute(attribute, of: object)
    case .subscripted(let object, let index):
      let object = try evaluate(object)
      let index = try evaluate(index)
      place = target.range
      try deleteItem(index, of: object)
    case .tuple(let elements), .list(let elements):
      for element in elements { try delete(element) }
    default: break
    }
  }
}
