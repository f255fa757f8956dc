// The walk over the tree that tells the resolver which scopes bind and mention which names.

extension Resolver {
  mutating func visit(_ statements: [Statement], _ scope: Int) {
    for statement in statements { visit(statement, scope) }
  }

  private mutating func visit(_ statement: Statement, _ scope: Int) {
    switch statement.kind {
    case .pass, .breaking, .continuing, .unexpected: break
    case .expression(let value): visit(value, scope)
    case .assignment(let targets, let value):
      visit(value, scope)
      for target in targets { bindTarget(target, scope) }
    case .annotated(let target, let value):
      visit(value, scope)
      bindTarget(target, scope)
    case .augmented(let target, _, let value):
      visit(value, scope)
      bindTarget(target, scope)
    case .returning(let value): visit(value, scope)
    case .raising(let value, let cause):
      visit(value, scope)
      visit(cause, scope)
    case .assertion(let condition, let message):
      visit(condition, scope)
      visit(message, scope)
    case .deletion(let targets):
      for target in targets { bindTarget(target, scope) }
    case .global(let names):
      for name in names { declare(name, isGlobal: true, in: scope) }
    case .nonlocal(let names):
      for name in names { declare(name, isGlobal: false, in: scope) }
    case .importing(let modules):
      for module in modules { bind(module.bound, scope) }
    case .importingFrom(let names):
      for item in names.items { bind(item.bound, scope) }
    default: visitCompound(statement, scope)
    }
  }

  private mutating func visitCompound(_ statement: Statement, _ scope: Int) {
    switch statement.kind {
    case .branches(let branches, let otherwise):
      for branch in branches {
        visit(branch.condition, scope)
        visit(branch.body, scope)
      }
      visit(otherwise, scope)
    case .whileLoop(let condition, let body, let otherwise):
      visit(condition, scope)
      visit(body, scope)
      visit(otherwise, scope)
    case .forLoop(let target, let iterable, let body, let otherwise):
      visit(iterable, scope)
      bindTarget(target, scope)
      visit(body, scope)
      visit(otherwise, scope)
    case .trying(let syntax): visit(syntax, scope)
    case .with(let items, let body):
      for item in items {
        visit(item.context, scope)
        if let target = item.target { bindTarget(target, scope) }
      }
      visit(body, scope)
    case .function(let function): visit(function, scope)
    case .classDefinition(let definition): visit(definition, scope)
    default: break
    }
  }

  private mutating func visit(_ syntax: TrySyntax, _ scope: Int) {
    visit(syntax.body, scope)
    for handler in syntax.handlers {
      visit(handler.type, scope)
      if let name = handler.name { bind(name, scope) }
      visit(handler.body, scope)
    }
    visit(syntax.otherwise, scope)
    visit(syntax.finally, scope)
  }

  private mutating func visit(_ function: FunctionSyntax, _ scope: Int) {
    for decorator in function.decorators { visit(decorator, scope) }
    for parameter in function.parameters { visit(parameter.defaultValue, scope) }
    if let name = function.name { bind(name, scope) }
    openScope(function.scope, .function, in: scope)
    for parameter in function.parameters { bindParameter(parameter.name, function.scope) }
    visit(function.body, function.scope)
  }

  private mutating func visit(_ definition: ClassSyntax, _ scope: Int) {
    for decorator in definition.decorators { visit(decorator, scope) }
    for base in definition.bases { visit(base.value, scope) }
    bind(definition.name, scope)
    openScope(definition.scope, .classBody, in: scope)
    visit(definition.body, definition.scope)
  }

  private mutating func bindTarget(_ target: Expression, _ scope: Int) {
    switch target.kind {
    case .name(let name): bind(name, scope)
    case .tuple(let elements), .list(let elements):
      for element in elements { bindTarget(element, scope) }
    case .starred(let inner): bindTarget(inner, scope)
    default: visit(target, scope)
    }
  }

  private mutating func visit(_ expression: Expression?, _ scope: Int) {
    guard let expression else { return }
    switch expression.kind {
    case .name(let name): mention(name, scope)
    case .assigned(let name, let value):
      visit(value, scope)
      bindAround(name, scope)
      mention(name, scope)
    case .lambda(let function): visit(function, scope)
    case .comprehension(let comprehension): visit(comprehension, scope)
    default:
      for child in expression.kind.children { visit(child, scope) }
    }
  }

  /// The first iterable belongs to the scope around.
  private mutating func visit(_ comprehension: ComprehensionSyntax, _ scope: Int) {
    visit(comprehension.clauses.first?.iterable, scope)
    let isGenerator = if case .generator = comprehension.result { true } else { false }
    openScope(comprehension.scope, isGenerator ? .generator : .comprehension, in: scope)
    for (index, clause) in comprehension.clauses.enumerated() {
      if index > 0 { visit(clause.iterable, comprehension.scope) }
      bindTarget(clause.target, comprehension.scope)
      for condition in clause.conditions { visit(condition, comprehension.scope) }
    }
    for result in comprehension.results { visit(result, comprehension.scope) }
  }
}
