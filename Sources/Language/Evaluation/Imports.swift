// Imports, and the registry of modules.

import Diagnostics
import OrderedCollections

/// The modules that can be imported, by their full dotted names.
struct ModuleRegistry: Sendable {
  var hosts: [String: HostModule] = [:]
  var aliases: [String: String] = [:]
  var loaded: [String: ModuleID] = ["__main__": .session]
  /// Modules that are never run, and why.
  var omitted: [String: String] = [:]

  /// The name that a module is registered under: where there is no such module, its longest aliased prefix is replaced,
  /// until there is one or no prefix is an alias. Aliases form no circle but a name's own.
  func resolve(_ name: String) -> String {
    if hosts[name] != nil { return name }
    var prefix = name[...]
    while true {
      if let target = aliases[String(prefix)] {
        let resolved = target + name.dropFirst(prefix.count)
        return resolved == name ? name : resolve(resolved)
      }
      guard let dot = prefix.lastIndex(of: ".") else { return name }
      prefix = prefix[..<dot]
    }
  }

  /// Why a module, or one around it, is never run; nil where it may be.
  func omission(of name: String) -> (module: String, reason: String)? {
    var prefix = name[...]
    while true {
      if hosts[String(prefix)] != nil { return nil }
      if let reason = omitted[String(prefix)] { return (String(prefix), reason) }
      guard let dot = prefix.lastIndex(of: ".") else { return nil }
      prefix = prefix[..<dot]
    }
  }

  /// Whether a module of this name, or one within it, exists.
  func exists(_ name: String) -> Bool {
    hosts[resolve(name)] != nil || aliases.keys.contains { $0.hasPrefix(name + ".") }
  }
}

extension Interpreter {
  mutating func executeImport(_ kind: Statement.Kind) throws(Raised) {
    switch kind {
    case .importing(let imported):
      for module in imported {
        place = module.range
        if let hole = try omittedModule(module.path) {
          try store(hole, module.bound)
          continue
        }
        let whole = try importModule(module.path.joined(separator: "."))
        try store(module.isAliased ? whole : try importModule(module.path[0]), module.bound)
      }
    case .importingFrom(let names):
      place = names.pathRange
      if names.path == ["__future__"], names.level == 0 { return }
      if names.level == 0, let hole = try omittedModule(names.path, items: names.items.map(\.imported)) {
        for item in names.items { try store(hole, item.bound) }
        return
      }
      let module = try importModule(of: names)
      if names.isStar { try importAll(module) }
      for item in names.items {
        place = item.range
        try store(try importName(item.imported, from: module, path: names.level == 0 ? names.path : []), item.bound)
      }
    default: break
    }
  }

  /// The hole of a module that is never run, noted at the import; nil for other modules. As in Python, a file beside
  /// the session comes before a module of its name.
  private mutating func omittedModule(_ path: [String], items: [String] = []) throws(Raised) -> Value? {
    guard let omission = modules.omission(of: modules.resolve(path.joined(separator: "."))),
      try importBeside(path, items: items) == nil
    else { return nil }
    return omit(omission.module, because: omission.reason)
  }

  /// The module that names are imported from.
  private mutating func importModule(of names: ImportedNames) throws(Raised) -> ModuleID {
    let items = names.items.map(\.imported)
    if names.level == 0 { return try importModule(names.path, items: items) }
    // Without a file, the session is a module of its folder.
    let current = heap.modules[module]
    let path = current.file?.path ?? []
    let depth = path.count - (current.file?.isPackage ?? true ? 0 : 1) - (names.level - 1)
    guard depth >= 0 else { throw raise(.importOutside(level: names.level)) }
    let package = current.file == nil ? [] : current.name.split(separator: ".").map(String.init).dropLast(path.count)
    let wanted = path[..<depth] + names.path
    if let found = try importPath(Array(wanted), under: Array(package), items: items) { return found }
    throw raise(sourcesBeside == nil ? .noFolder : .noModuleBeside(Array(wanted), items: items))
  }

  private mutating func importAll(_ module: ModuleID) throws(Raised) {
    let members = heap.modules[module].members
    let names: [String]
    if let listed = members["__all__"] {
      names = try elements(of: listed).map { (name) throws(Raised) in try str(name) }
    } else {
      names = members.map(\.key).filter { !$0.hasPrefix("_") }
    }
    let target = self.module
    for name in names { heap.modules[target].members[name] = try importName(name, from: module, path: []) }
  }

  /// A name of a module: a member, or a module within it. `path` is how the module was written.
  private mutating func importName(_ name: String, from module: ModuleID, path: [String]) throws(Raised) -> Value {
    // A module that an alias leads to may have parts under the name written alone.
    let written = (path + [name]).joined(separator: ".")
    if !path.isEmpty, modules.hosts[written] != nil { return try importModule(written) }
    if let value = try existingMember(name, of: module) { return value }
    let object = heap.modules[module]
    if let file = object.file {
      let package = object.name.split(separator: ".").map(String.init).dropLast(file.path.count)
      if file.isPackage, let found = try importPath(file.path + [name], under: Array(package), items: []) {
        return .module(found)
      }
    } else if !path.isEmpty, let found = try importBeside(path + [name]) {
      return .module(found)
    }
    if let hole = try otherMember(name, of: object.name) { return hole }
    let nearest = nearest(to: name, among: object.members.keys)
    throw raise(.cannotImport(name, from: object, nearest: nearest))
  }

  /// The module of a dotted name.
  package mutating func importModule(_ name: String) throws(Raised) -> Value {
    .module(try importModule(name.split(separator: ".").map(String.init), items: []))
  }

  /// The module of a dotted name, a host's before a file beside the session. `items` are what is imported from it.
  private mutating func importModule(_ path: [String], items: [String]) throws(Raised) -> ModuleID {
    let name = path.joined(separator: ".")
    let resolved = modules.resolve(name)
    if let loaded = modules.loaded[resolved] { return loaded }
    guard modules.exists(resolved) else {
      if let found = try importBeside(path, items: items) { return found }
      throw raise(missingModule(name))
    }
    let id = heap.modules.insert(ModuleObject(name: resolved))
    modules.loaded[resolved] = id
    for (name, member) in modules.hosts[resolved]?.members() ?? [] {
      heap.modules[id].members[name] = try make(member)
    }
    return id
  }

  private func missingModule(_ name: String) -> Fault {
    let parts = name.split(separator: ".").map(String.init)
    let known = Set(modules.hosts.keys).union(modules.aliases.keys).union(modules.omitted.keys)
    for length in parts.indices.dropFirst() {
      let parent = parts[..<length].joined(separator: ".")
      guard modules.exists(parent) else { break }
      if !modules.exists(parts[...length].joined(separator: ".")) {
        let siblings = known.filter { $0.hasPrefix(modules.resolve(parent) + ".") }
        return .noModule(name, nearest: Spelling.nearest(to: modules.resolve(name), among: siblings))
      }
    }
    return .noModule(name, nearest: Spelling.nearest(to: name, among: known))
  }

  mutating func make(_ member: HostMember) throws(Raised) -> Value {
    switch member {
    case .value(let value): return value
    case .function(let function): return makeFunction(function)
    case .type(let type): return .type(classID(of: type))
    case .module(let name): return try importModule(name)
    case .made(let make): return try make(&self)
    case .omitted(let name, let reason): return omitted(name, because: reason)
    }
  }

  /// A host's predefined name, made when it is first asked for.
  mutating func makePredefined(_ name: String) throws(Raised) -> Value? {
    guard let member = predefined.removeValue(forKey: name) else { return nil }
    let value = try make(member)
    builtins[name] = value
    return value
  }

  // MARK: Members

  mutating func moduleMember(_ name: String, of module: ModuleID) throws(Raised) -> Value {
    if let value = try existingMember(name, of: module) { return value }
    let object = heap.modules[module]
    switch name {
    case "__name__": return .string(object.name)
    case "__doc__": return .none
    case "__dict__": return try makeDict(object.members.map { (.string($0), $1) })
    default: break
    }
    if let hole = try otherMember(name, of: object.name) { return hole }
    let nearest = nearest(to: name, among: object.members.keys)
    throw raise(.noModuleAttribute(object, name, nearest: nearest))
  }

  /// What a name that a module does not have stands for: an error that explains it, or something that is never run.
  private mutating func otherMember(_ name: String, of module: String) throws(Raised) -> Value? {
    if let omission = modules.omission(of: "\(module).\(name)") {
      return omitted("\(module).\(name)", because: omission.reason)
    }
    if let fault = modules.hosts[module]?.explainMissing?(name) { throw raise(fault) }
    guard let reason = modules.hosts[module]?.omitsOthers else { return nil }
    return omitted("\(module).\(name)", because: reason)
  }

  private mutating func existingMember(_ name: String, of module: ModuleID) throws(Raised) -> Value? {
    if let value = heap.modules[module].members[name] { return value }
    let full = heap.modules[module].name + "." + name
    guard modules.exists(full) else { return nil }
    let value = try importModule(full)
    heap.modules[module].members[name] = value
    return value
  }
}
