// Generator expressions: comprehensions with a frame of their own, which runs from one element to the next.

/// A generator expression between two of its elements.
struct Generator: Sendable {
  let syntax: ComprehensionSyntax
  let code: Resolution
  let module: ModuleID
  let qualifiedPrefix: String
  var variables: [Variable]
  /// Those of the clauses that have begun, the outermost first.
  var iterators: [IteratorID]
}

extension Interpreter {
  /// The first iterable is evaluated already, as in CPython; all else waits until it is asked for.
  mutating func makeGenerator(_ syntax: ComprehensionSyntax, over first: IteratorID) -> Value {
    let outer = frames[frames.count - 1]
    let layout = outer.code.layouts[syntax.scope]
    var variables = Array(repeating: Variable.unbound, count: layout.variableCount)
    for slot in layout.cellSlots { variables[slot] = .cell(heap.cells.insert(Cell())) }
    for (capture, cell) in zip(layout.captures, captures(of: syntax.scope, in: outer)) {
      variables[capture.slot] = .cell(cell)
    }
    heap.bytes += variables.count * ObjectSize.element
    let generator = Generator(
      syntax: syntax, code: outer.code, module: outer.module,
      qualifiedPrefix: outer.qualifiedPrefix + "<genexpr>.<locals>.",
      variables: variables, iterators: [first])
    return .iterator(makeIterator(.generator(generator), named: "generator"))
  }

  mutating func nextOfGenerator(_ id: IteratorID, _ generator: Generator) throws(Raised) -> Value? {
    guard case .generator(let element) = generator.syntax.result else { return nil }
    var generator = generator
    let outer = place
    let base = variables.count
    heap.iterators[id].state = .running
    variables += generator.variables
    frames.append(
      Frame(
        kind: .generator, name: "<genexpr>", call: place, code: generator.code, module: generator.module, base: base,
        qualifiedPrefix: generator.qualifiedPrefix))
    defer {
      frames.removeLast()
      variables.removeLast(variables.count - base)
      place = outer
    }
    do throws(Raised) {
      guard try advance(generator.syntax, &generator.iterators) else {
        heap.iterators[id].state = .finished
        return nil
      }
      let value = try evaluate(element)
      generator.variables = Array(variables[base...])
      heap.iterators[id].state = .generator(generator)
      return value
    } catch {
      heap.iterators[id].state = .finished
      guard case .exception(let exception) = error,
        isSubclass(heap.instances[exception.value].type, of: standard.exception(.stopIteration))
      else { throw error }
      throw raise(.generatorRaisedStop, at: exception.range)
    }
  }
}
