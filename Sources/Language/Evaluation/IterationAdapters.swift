// The iterators that are made of other iterators and functions: zip, map, itertools and the like.

extension Interpreter {
  mutating func nextOfAdapter(_ id: IteratorID) throws(Raised) -> Value? {
    switch heap.iterators[id].state {
    case .zip(let sources, let isStrict): return try nextOfZip(sources, isStrict)
    case .enumerate(let source, let number):
      guard let value = try next(source) else { return nil }
      heap.iterators[id].state = .enumerate(source, number: number &+ 1)
      return .tuple([.int(number), value])
    case .map(let function, let sources):
      guard let arguments = try nextOfEach(sources) else { return nil }
      return try call(function, Arguments(arguments))
    case .filter(let function, let source, let keeps): return try nextOfFilter(function, source, keeps)
    case .object(let object): return try nextOfObject(object)
    case .items(let object, let index):
      heap.iterators[id].state = .items(object, next: index + 1)
      return try unlessRaised(.indexError) { (me) throws(Raised) in try me.getItem(.int(index), of: object) }
    case .calls(let function, let sentinel):
      let value = try call(function, Arguments())
      return try isEqual(value, sentinel) ? nil : value
    case .starmap(let function, let source):
      guard let packed = try next(source) else { return nil }
      return try call(function, Arguments(try elements(of: packed)))
    case .generator(let generator): return try nextOfGenerator(id, generator)
    case .running: throw raise(.generatorRunning)
    default: return try nextOfItertool(id)
    }
  }

  private mutating func nextOfEach(_ sources: [IteratorID]) throws(Raised) -> [Value]? {
    var values: [Value] = []
    for source in sources {
      guard let value = try next(source) else { return nil }
      values.append(value)
    }
    return values
  }

  private mutating func nextOfZip(_ sources: [IteratorID], _ isStrict: Bool) throws(Raised) -> Value? {
    guard isStrict else { return sources.isEmpty ? nil : try nextOfEach(sources).map { .tuple($0) } }
    var values: [Value] = []
    for (index, source) in sources.enumerated() {
      if let value = try next(source) {
        guard values.count == index else { throw raise(.zipLonger(index)) }
        values.append(value)
      } else if !values.isEmpty {
        throw raise(.zipShorter(index))
      }
    }
    return values.isEmpty ? nil : .tuple(values)
  }

  private mutating func nextOfFilter(_ function: Value, _ source: IteratorID, _ keeps: Bool) throws(Raised) -> Value? {
    while let value = try next(source) {
      try step()
      let verdict = function.isNone ? value : try call(function, Arguments([value]))
      if try isTrue(verdict) == keeps { return value }
    }
    return nil
  }

  private mutating func nextOfObject(_ object: Value) throws(Raised) -> Value? {
    guard let method = try specialMethod("__next__", of: object) else { return nil }
    return try unlessRaised(.stopIteration) { (me) throws(Raised) in try me.call(method, Arguments()) }
  }

  /// The result, nil where an exception of the kind is raised.
  mutating func unlessRaised(
    _ kind: ExceptionKind, _ body: (inout Interpreter) throws(Raised) -> Value
  ) throws(Raised) -> Value? {
    do throws(Raised) {
      return try body(&self)
    } catch {
      guard case .exception(let exception) = error,
        isSubclass(heap.instances[exception.value].type, of: standard.exception(kind))
      else { throw error }
      return nil
    }
  }

  private mutating func nextOfItertool(_ id: IteratorID) throws(Raised) -> Value? {
    switch heap.iterators[id].state {
    case .chain(let sources, let current): return try nextOfChain(id, sources, current)
    case .count(let value, let step):
      heap.iterators[id].state = .count(try binary(.add, value, step), step: step)
      return value
    case .cycle(let values, let next):
      guard !values.isEmpty else { return nil }
      heap.iterators[id].state = .cycle(values, next: (next + 1) % values.count)
      return values[next]
    case .repetition(let value, let left):
      if let left {
        guard left > 0 else { return nil }
        heap.iterators[id].state = .repetition(value, left: left - 1)
      }
      return value
    case .slice(let source, let skip, let left, let step):
      if let left, left <= 0 { return nil }
      for _ in 0..<skip {
        try self.step()
        if try next(source) == nil { return nil }
      }
      heap.iterators[id].state = .slice(source, skip: step - 1, left: left.map { $0 - 1 }, step: step)
      return try next(source)
    case .takeWhile(let function, let source):
      guard let value = try next(source), try isTrue(try call(function, Arguments([value]))) else {
        heap.iterators[id].state = .finished
        return nil
      }
      return value
    case .dropWhile(let function, let source):
      while let value = try next(source) {
        try step()
        if try isTrue(try call(function, Arguments([value]))) { continue }
        heap.iterators[id].state = .chain([], current: source)
        return value
      }
      return nil
    default: return nil
    }
  }

  private mutating func nextOfChain(
    _ id: IteratorID, _ sources: [Value], _ current: IteratorID?
  ) throws(Raised) -> Value? {
    var sources = sources[...]
    var current = current
    while true {
      if let iterator = current, let value = try next(iterator) {
        heap.iterators[id].state = .chain(Array(sources), current: iterator)
        return value
      }
      guard let following = sources.popFirst() else { return nil }
      current = try iterate(following)
    }
  }
}
