// Finds what each name of a tree means: first all scopes and what they bind, then each name from its scope outwards.

import Diagnostics

struct Resolver {
  enum ScopeKind {
    case module, function, classBody
    /// Has variables of its own, which lie in the frame around.
    case comprehension
    /// A generator expression, which has a frame of its own.
    case generator
  }

  struct Scope {
    let kind: ScopeKind
    let parent: Int?
    /// The scope whose frame holds its variables: itself, or the one around a comprehension.
    let frame: Int
    var locals: [String: Int] = [:]
    var globals: Set<String> = []
    var nonlocals: Set<String> = []
    var parameters: Set<String> = []
    /// The names that occurred in it so far.
    var used: Set<String> = []
  }

  private struct Variable: Hashable {
    let frame: Int
    let slot: Int
  }

  private enum Found {
    case global, classLocal
    case variable(Variable)
  }

  private let moduleScope: Int
  private var scopes: [Int: Scope] = [:]
  private var mentions: [(name: Name, scope: Int)] = []
  private var nonlocals: [(name: Name, scope: Int)] = []
  private var captured: Set<Variable> = []
  private var carried: [Int: [Variable: Int]] = [:]
  private var layouts: [ScopeLayout]
  private(set) var diagnostics: [Diagnostic] = []

  init(scopeCount: Int) {
    moduleScope = scopeCount
    layouts = Array(repeating: ScopeLayout(), count: scopeCount + 1)
    scopes[scopeCount] = Scope(kind: .module, parent: nil, frame: scopeCount)
  }

  /// Resolves the names of a tree, and tells of `global` and `nonlocal` that cannot be.
  static func resolve(
    _ statements: [Statement], nameCount: Int, scopeCount: Int
  ) -> (resolution: Resolution, diagnostics: [Diagnostic]) {
    var resolver = Resolver(scopeCount: scopeCount)
    resolver.visit(statements, resolver.moduleScope)
    let resolution = resolver.finish(nameCount: nameCount)
    return (resolution, resolver.diagnostics)
  }

  // MARK: Scopes

  mutating func openScope(_ id: Int, _ kind: ScopeKind, in parent: Int) {
    let frame = kind == .comprehension ? scopes[parent]?.frame ?? moduleScope : id
    scopes[id] = Scope(kind: kind, parent: parent, frame: frame)
  }

  mutating func mention(_ name: Name, _ scope: Int) {
    mentions.append((name, scope))
    scopes[scope]?.used.insert(name.identifier)
  }

  mutating func bindParameter(_ name: Name, _ scope: Int) {
    bind(name, scope)
    scopes[scope]?.parameters.insert(name.identifier)
  }

  /// Declares a name in the scope that an assignment in `scope` binds it in.
  mutating func bind(_ name: Name, _ scope: Int) {
    mention(name, scope)
    guard var target = scopes[scope], !target.globals.contains(name.identifier),
      !target.nonlocals.contains(name.identifier), target.locals[name.identifier] == nil
    else { return }
    switch target.kind {
    case .module: return
    case .classBody: target.locals[name.identifier] = -1
    case .function, .comprehension, .generator: target.locals[name.identifier] = makeSlot(in: target.frame)
    }
    scopes[scope] = target
  }

  /// `name := value` in a comprehension binds in the scope around it.
  mutating func bindAround(_ name: Name, _ scope: Int) {
    var target = scope
    while let found = scopes[target], found.kind == .comprehension || found.kind == .generator,
      let parent = found.parent
    {
      target = parent
    }
    bind(name, target)
  }

  mutating func declare(_ name: Name, isGlobal: Bool, in id: Int) {
    guard let scope = scopes[id] else { return }
    let (identifier, word) = (name.identifier, isGlobal ? "global" : "nonlocal")
    mention(name, id)
    var problem: SyntaxProblem?
    if scope.parameters.contains(identifier) {
      problem = .parameterDeclared(identifier, word)
    } else if scope.locals[identifier] != nil {
      problem = .globalAfterUse(identifier, word)
    } else if scope.used.contains(identifier), scope.kind != .module {
      problem = .usedBeforeDeclared(identifier, word)
    } else if scope.kind == .module, !isGlobal {
      problem = .nonlocalAtTop
    } else if isGlobal {
      scopes[id]?.globals.insert(identifier)
    } else {
      scopes[id]?.nonlocals.insert(identifier)
      nonlocals.append((name, id))
    }
    if let problem { diagnostics.append(problem.diagnostic(at: name.range)) }
  }

  /// Tells of the names declared nonlocal that no outer function binds. An outer one may bind them after the inner.
  private mutating func checkNonlocals() {
    for (name, scope) in nonlocals {
      if case .variable = find(name.identifier, from: scope) { continue }
      diagnostics.append(SyntaxProblem.noNonlocalBinding(name.identifier).diagnostic(at: name.range))
    }
  }

  private mutating func makeSlot(in frame: Int) -> Int {
    layouts[frame].variableCount += 1
    return layouts[frame].variableCount - 1
  }

  // MARK: Names

  private mutating func finish(nameCount: Int) -> Resolution {
    checkNonlocals()
    var found: [(occurrence: Int, frame: Int, found: Found)] = []
    for (name, scope) in mentions {
      let place = find(name.identifier, from: scope)
      let frame = scopes[scope]?.frame ?? moduleScope
      if case .variable(let variable) = place, variable.frame != frame { _ = slot(of: variable, in: frame) }
      found.append((name.occurrence, frame, place))
    }
    var bindings = Array(repeating: Binding.global, count: nameCount)
    for (occurrence, frame, place) in found {
      switch place {
      case .global: bindings[occurrence] = .global
      case .classLocal: bindings[occurrence] = .classLocal
      case .variable(let variable):
        let slot = slot(of: variable, in: frame)
        bindings[occurrence] = captured.contains(variable) ? .cell(slot) : .local(slot)
      }
    }
    for (id, scope) in scopes {
      if scope.kind == .function { layouts[id].names = scope.locals }
      layouts[id].cellSlots = scope.locals.values.filter {
        captured.contains(Variable(frame: scope.frame, slot: $0))
      }.sorted()
    }
    return Resolution(bindings: bindings, layouts: layouts)
  }

  private func find(_ identifier: String, from start: Int) -> Found {
    var next: Int? = start
    while let id = next, let scope = scopes[id] {
      defer { next = scope.parent }
      if scope.kind == .module || scope.globals.contains(identifier) { return .global }
      if scope.nonlocals.contains(identifier) { continue }
      guard let slot = scope.locals[identifier] else { continue }
      if scope.kind != .classBody { return .variable(Variable(frame: scope.frame, slot: slot)) }
      if id == start { return .classLocal }
    }
    return .global
  }

  /// The slot of a variable in a frame; where it is another frame's, all frames between carry its cell.
  private mutating func slot(of variable: Variable, in frame: Int) -> Int {
    if variable.frame == frame { return variable.slot }
    if let slot = carried[frame]?[variable] { return slot }
    captured.insert(variable)
    let parent = scopes[frame]?.parent ?? moduleScope
    let outer = slot(of: variable, in: scopes[parent]?.frame ?? moduleScope)
    let slot = makeSlot(in: frame)
    layouts[frame].captures.append(.init(slot: slot, outer: outer))
    carried[frame, default: [:]][variable] = slot
    return slot
  }
}
