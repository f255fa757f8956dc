// Loops, try and with.

import Diagnostics

extension Interpreter {
  mutating func executeCompound(_ kind: Statement.Kind) throws(Raised) -> Completion {
    switch kind {
    case .whileLoop(let condition, let body, let otherwise):
      return try executeWhile(condition, body, otherwise)
    case .forLoop(let target, let iterable, let body, let otherwise):
      return try executeFor(target, iterable, body, otherwise)
    case .trying(let syntax): return try executeTry(syntax)
    case .with(let items, let body): return try executeWith(items[...], body)
    default: return .normal
    }
  }

  private mutating func executeWhile(
    _ condition: Expression, _ body: [Statement], _ otherwise: [Statement]
  ) throws(Raised) -> Completion {
    // A body that is still to be typed would run for ever.
    if body.isEmpty { throw .hole }
    while try isTrue(try evaluate(condition)) {
      place = condition.range
      try step()
      switch try execute(body) {
      case .breaking: return .normal
      case .returning(let value): return .returning(value)
      case .normal, .continuing: continue
      }
    }
    return try execute(otherwise)
  }

  private mutating func executeFor(
    _ target: Expression, _ iterable: Expression, _ body: [Statement], _ otherwise: [Statement]
  ) throws(Raised) -> Completion {
    let values = try evaluateIterable(iterable)
    place = iterable.range
    let iterator = try iterate(values)
    while let value = try next(iterator) {
      try step()
      try assign(value, to: target)
      switch try execute(body) {
      case .breaking: return .normal
      case .returning(let value): return .returning(value)
      case .normal, .continuing: break
      }
      place = iterable.range
    }
    return try execute(otherwise)
  }

  // MARK: try

  private mutating func executeTry(_ syntax: TrySyntax) throws(Raised) -> Completion {
    let outcome = executeHandled(syntax)
    if case .failure(.stopped) = outcome { return try outcome.get() }
    let completion = try execute(syntax.finally)
    guard case .normal = completion else { return completion }
    return try outcome.get()
  }

  private mutating func executeHandled(_ syntax: TrySyntax) -> Result<Completion, Raised> {
    do throws(Raised) {
      let completion: Completion
      do throws(Raised) {
        catchers += syntax.handlers.isEmpty ? 0 : 1
        defer { catchers -= syntax.handlers.isEmpty ? 0 : 1 }
        completion = try execute(syntax.body)
      } catch {
        guard case .exception(let exception) = error, let handler = try findHandler(syntax.handlers, exception) else {
          throw error
        }
        return .success(try run(handler, exception))
      }
      guard case .normal = completion else { return .success(completion) }
      return .success(try execute(syntax.otherwise))
    } catch {
      return .failure(error)
    }
  }

  private mutating func findHandler(
    _ handlers: [TrySyntax.Handler], _ exception: RaisedException
  ) throws(Raised) -> TrySyntax.Handler? {
    for handler in handlers {
      guard let type = handler.type else { return handler }
      let wanted = try evaluate(type)
      place = type.range
      if try isInstance(.instance(exception.value), of: wanted, orRaise: .catchingNoException) { return handler }
    }
    return nil
  }

  private mutating func run(_ handler: TrySyntax.Handler, _ exception: RaisedException) throws(Raised) -> Completion {
    if let name = handler.name { try store(.instance(exception.value), name) }
    handled.append(exception)
    defer {
      handled.removeLast()
      if let name = handler.name { unbind(name) }
    }
    return try execute(handler.body)
  }

  // MARK: with

  private mutating func executeWith(_ items: ArraySlice<WithItem>, _ body: [Statement]) throws(Raised) -> Completion {
    guard let item = items.first else { return try execute(body) }
    let context = try evaluate(item.context)
    if context.isHole { throw .hole }
    place = item.context.range
    guard let exit = try specialMethod("__exit__", of: context), let enter = try specialMethod("__enter__", of: context)
    else { throw raise(.notAContextManager(typeName(context))) }
    let entered = try call(enter, Arguments())
    if let target = item.target { try assign(entered, to: target) }
    let completion: Completion
    do throws(Raised) {
      completion = try executeWith(items.dropFirst(), body)
    } catch {
      guard case .exception(let exception) = error else {
        // Whatever goes on after a hole goes on outside of the context.
        if case .hole = error { _ = try call(exit, Arguments([Value.none, .none, .none])) }
        throw error
      }
      let type = Value.type(heap.instances[exception.value].type)
      let isHandled = try call(exit, Arguments([type, .instance(exception.value), .none]))
      guard try isTrue(isHandled) else { throw error }
      return .normal
    }
    place = item.context.range
    _ = try call(exit, Arguments([Value.none, .none, .none]))
    return completion
  }
}
