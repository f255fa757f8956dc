// Comprehensions and generator expressions; a generator is run at once, into an iterator over its elements.

import Collections

extension Interpreter {
  private enum Collected {
    case values([Value])
    case entries(DictID)
  }

  mutating func evaluateComprehension(_ comprehension: ComprehensionSyntax) throws(Raised) -> Value {
    guard let first = comprehension.clauses.first else { return .hole }
    let source = try evaluate(first.iterable)
    if source.isHole { return unshaped(source) }
    let frame = frames[frames.count - 1]
    for slot in frame.code.layouts[comprehension.scope].cellSlots {
      variables[frame.base + slot] = .cell(heap.cells.insert(Cell()))
    }
    var collected = Collected.values([])
    if case .dict = comprehension.result { collected = .entries(makeDict()) }
    try run(comprehension, clause: 0, over: source, &collected)
    switch (comprehension.result, collected) {
    case (.list, .values(let values)): return makeList(values)
    case (.set, .values(let values)): return try makeSet(values)
    case (.generator, .values(let values)): return .iterator(makeIterator(.values(values, next: 0), named: "generator"))
    case (_, .entries(let dict)): return .dict(dict)
    default: return .hole
    }
  }

  private mutating func run(
    _ comprehension: ComprehensionSyntax, clause index: Int, over source: Value, _ collected: inout Collected
  ) throws(Raised) {
    let clause = comprehension.clauses[index]
    place = clause.iterable.range
    let iterator = try iterate(source)
    elements: while let value = try next(iterator) {
      try step()
      try assign(value, to: clause.target)
      for condition in clause.conditions where try !isTrue(try evaluate(condition)) { continue elements }
      if index + 1 < comprehension.clauses.count {
        let inner = try evaluate(comprehension.clauses[index + 1].iterable)
        try run(comprehension, clause: index + 1, over: inner, &collected)
      } else {
        try collect(comprehension.result, &collected)
      }
      place = clause.iterable.range
    }
  }

  private mutating func collect(
    _ result: ComprehensionSyntax.Result, _ collected: inout Collected
  ) throws(Raised) {
    switch result {
    case .list(let element), .set(let element), .generator(let element):
      let value = try evaluate(element)
      guard case .values(var values) = collected else { return }
      // Let go of the array, so that it grows in place.
      collected = .values([])
      values.append(value)
      try requireRoom(for: values.count * ObjectSize.element)
      collected = .values(values)
    case .dict(let key, let value):
      let keyValue = try evaluate(key)
      let value = try evaluate(value)
      guard case .entries(let dict) = collected, !keyValue.isHole else { return }
      place = key.range
      try insert(value, for: keyValue, into: dict)
    }
  }
}
