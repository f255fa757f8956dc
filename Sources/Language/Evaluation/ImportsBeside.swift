// Importing the files beside the session: finding them, and running each once with globals of its own.

import Diagnostics
import OrderedCollections

extension Interpreter {
  /// The module of a dotted name beside the session, nil where there is none.
  ///
  /// A name counts from the session's folder or, as long as the names of the folders above spell its start, from there:
  /// in `…/keras/src/applications`, `keras.src.applications.resnet` is the file `resnet.py`. A folder without an
  /// `__init__.py` is a package if one of the names imported from it is there.
  mutating func importBeside(_ name: [String], items: [String] = []) throws(Raised) -> ModuleID? {
    guard let folder = sourcesBeside?.folder else { return nil }
    for known in 0...min(name.count, folder.count) where folder.suffix(known) == name.prefix(known) {
      let package = Array(name[..<known])
      if let module = try importPath(Array(name[known...]), under: package, items: items) { return module }
    }
    return nil
  }

  /// The module at a path below the session's folder, its packages first. `package` is what stands before it in names.
  mutating func importPath(
    _ path: [String], under package: [String], items: [String]
  ) throws(Raised) -> ModuleID? {
    guard isThere(path, items: items) else { return nil }
    var parent = try openPackages(package)
    for length in (path.isEmpty ? 0 : 1)...path.count {
      let part = Array(path[..<length])
      guard let module = try loadBeside(part, named: package + part) else { return nil }
      if let parent, let name = part.last { heap.modules[parent].members[name] = .module(module) }
      parent = module
    }
    return parent
  }

  /// Whether there is something to import, so that nothing runs where there is not.
  private mutating func isThere(_ path: [String], items: [String]) -> Bool {
    switch look(path) {
    case .missing: false
    case .folder: items.contains { look(path + [$0]) != .missing }
    case .module, .package, .refused: true
    }
  }

  private mutating func look(_ path: [String]) -> SourceBeside {
    if let known = importedSources.found[path] { return known }
    let found = sourcesBeside?.find(path) ?? .missing
    importedSources.found[path] = found
    return found
  }

  /// The modules of the packages that the session's folder lies in; the last one is the folder itself.
  private mutating func openPackages(_ names: [String]) throws(Raised) -> ModuleID? {
    var parent: ModuleID?
    for length in names.indices.map({ $0 + 1 }) {
      let name = names[..<length].joined(separator: ".")
      let isKnown = modules.loaded[modules.resolve(name)] != nil || modules.exists(name)
      let opened = isKnown ? try importModule(name) : .module(makeFolder([], named: name))
      guard case .module(let module) = opened else { continue }
      if let parent { heap.modules[parent].members[names[length - 1]] = opened }
      parent = module
    }
    return parent
  }

  private mutating func loadBeside(_ path: [String], named names: [String]) throws(Raised) -> ModuleID? {
    let name = names.joined(separator: ".")
    if let known = importedSources.modules[path] {
      modules.loaded[name] = known
      return known
    }
    switch look(path) {
    case .missing: return nil
    case .refused(let reason): throw raise(.refusedImport(reason))
    case .folder:
      let module = makeFolder(path, named: name)
      importedSources.modules[path] = module
      return module
    case .module(let source): return try run(source, at: path, named: name, isPackage: false)
    case .package(let source): return try run(source, at: path, named: name, isPackage: true)
    }
  }

  private mutating func makeFolder(_ path: [String], named name: String) -> ModuleID {
    heap.bytes += ObjectSize.object
    let file = ModuleFile(path: path, name: nil, isPackage: true)
    let module = heap.modules.insert(ModuleObject(name: name, members: ["__name__": .string(name)], file: file))
    modules.loaded[name] = module
    return module
  }

  // MARK: Running

  /// Runs a file as a module. A module whose top level fails is no module: the next import runs it again.
  private mutating func run(
    _ source: ModuleSource, at path: [String], named name: String, isPackage: Bool
  ) throws(Raised) -> ModuleID {
    try descend()
    defer { depth -= 1 }
    let file = ModuleFile(path: path, name: source.name, isPackage: isPackage, isRunning: true)
    let module = heap.modules.insert(
      ModuleObject(name: name, members: ["__name__": .string(name), "__file__": .string(source.name)], file: file))
    importedSources.modules[path] = module
    modules.loaded[name] = module
    do throws(Raised) {
      try execute(source, in: module)
    } catch {
      importedSources.modules[path] = nil
      modules.loaded[name] = nil
      throw error
    }
    heap.modules[module].file?.isRunning = false
    return module
  }

  private mutating func execute(_ source: ModuleSource, in module: ModuleID) throws(Raised) {
    try reserve(source.text.utf8.count)
    heap.bytes += source.text.utf8.count * ObjectSize.element
    let parsed = parse(importedSources.add(source))
    let (outer, base) = (place, variables.count)
    beginModule(parsed.tree, module: module, call: outer)
    defer {
      frames.removeLast()
      variables.removeLast(variables.count - base)
      place = outer
    }
    if let error = parsed.diagnostics.first { throw raise(.syntax(error), at: error.range) }
    for statement in parsed.tree.statements {
      do throws(Raised) {
        _ = try execute(statement)
      } catch {
        // As in the session, what is unknown stops only what depends on it.
        guard case .hole = error else { throw error }
        makeHoles(statement, except: [])
      }
    }
  }
}
