// Comprehensions: their clauses, which run from one element to the next, and what collects the elements.

extension Interpreter {
  mutating func evaluateComprehension(_ comprehension: ComprehensionSyntax) throws(Raised) -> Value {
    guard let first = comprehension.clauses.first else { return .hole }
    let source = try evaluateIterable(first.iterable)
    if source.isHole { return unshaped(source) }
    place = first.iterable.range
    var iterators = [try iterate(source)]
    if case .generator = comprehension.result { return makeGenerator(comprehension, over: iterators[0]) }
    let frame = frames[frames.count - 1]
    for slot in frame.code.layouts[comprehension.scope].cellSlots {
      variables[frame.base + slot] = .cell(heap.cells.insert(Cell()))
    }
    switch comprehension.result {
    case .list(let element): return makeList(try collect(element, comprehension, &iterators))
    case .set(let element): return try makeSet(try collect(element, comprehension, &iterators))
    case .generator: return .hole
    case .dict(let key, let value):
      let dict = makeDict()
      while try advance(comprehension, &iterators) {
        let keyValue = try evaluate(key)
        let value = try evaluate(value)
        if keyValue.isHole { continue }
        place = key.range
        try insert(value, for: keyValue, into: dict)
      }
      return .dict(dict)
    }
  }

  private mutating func collect(
    _ element: Expression, _ comprehension: ComprehensionSyntax, _ iterators: inout [IteratorID]
  ) throws(Raised) -> [Value] {
    var values: [Value] = []
    while try advance(comprehension, &iterators) {
      values.append(try evaluate(element))
      try requireRoom(for: values.count * ObjectSize.element)
    }
    return values
  }

  /// Binds the targets of all clauses to what comes next, and says whether there was anything left. `iterators` are
  /// those of the clauses that have begun, the outermost first.
  mutating func advance(
    _ comprehension: ComprehensionSyntax, _ iterators: inout [IteratorID]
  ) throws(Raised) -> Bool {
    let clauses = comprehension.clauses
    elements: while let innermost = iterators.last {
      let clause = clauses[iterators.count - 1]
      place = clause.iterable.range
      guard let value = try next(innermost) else {
        iterators.removeLast()
        continue
      }
      try step()
      try assign(value, to: clause.target)
      for condition in clause.conditions where try !isTrue(try evaluate(condition)) { continue elements }
      guard iterators.count < clauses.count else { return true }
      let following = clauses[iterators.count].iterable
      let source = try evaluateIterable(following)
      place = following.range
      iterators.append(try iterate(source))
    }
    return false
  }
}
