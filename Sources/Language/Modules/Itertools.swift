// `itertools`.

let itertoolsModule = HostModule("itertools") { lazyTools + eagerTools + groupingTools }

private typealias Members = [(name: String, member: HostMember)]

private func iterator(_ name: String, _ state: IteratorState, _ interpreter: inout Interpreter) -> Value {
  .iterator(interpreter.makeIterator(state, named: "itertools.\(name)"))
}

private let lazyTools: Members = [
  ("chain", .type(chainClass)),
  (
    "count",
    .function(
      .builtin("count", [Parameter("start", default: .int(0)), Parameter("step", default: .int(1))]) {
        interpreter, arguments throws(Raised) in
        iterator("count", .count(arguments[0], step: arguments[1]), &interpreter)
      })
  ),
  (
    "cycle",
    .function(
      .builtin("cycle", [.at("iterable")]) { interpreter, arguments throws(Raised) in
        iterator("cycle", .cycle(try interpreter.elements(of: arguments[0]), next: 0), &interpreter)
      })
  ),
  (
    "repeat",
    .function(
      .builtin("repeat", [Parameter("object"), Parameter("times", default: Value.none)]) {
        interpreter, arguments throws(Raised) in
        iterator(
          "repeat", .repetition(arguments[0], left: try arguments.optionalInteger(1, &interpreter)), &interpreter)
      })
  ),
  (
    "islice",
    .function(
      .builtin(
        "islice", [.at("iterable"), .at("start"), .at("stop", default: .hole), .at("step", default: Value.none)]
      ) { interpreter, arguments throws(Raised) in
        let hasStart = arguments.isPassed("stop")
        let start = hasStart ? try arguments.optionalInteger(1, &interpreter) ?? 0 : 0
        let stop = try arguments.optionalInteger(hasStart ? 2 : 1, &interpreter)
        let step = try arguments.optionalInteger(3, &interpreter) ?? 1
        guard start >= 0, step > 0, (stop ?? 0) >= 0 else { throw interpreter.raise(.notForIslice()) }
        let left = stop.map { $0 <= start ? 0 : ($0 - start - 1) / step + 1 }
        let source = try interpreter.iterate(arguments[0])
        return iterator("islice", .slice(source, skip: start, left: left, step: step), &interpreter)
      })
  ),
  (
    "takewhile",
    .function(
      .builtin("takewhile", [.at("predicate"), .at("iterable")]) {
        interpreter, arguments throws(Raised) in
        iterator("takewhile", .takeWhile(arguments[0], try interpreter.iterate(arguments[1])), &interpreter)
      })
  ),
  (
    "dropwhile",
    .function(
      .builtin("dropwhile", [.at("predicate"), .at("iterable")]) {
        interpreter, arguments throws(Raised) in
        iterator("dropwhile", .dropWhile(arguments[0], try interpreter.iterate(arguments[1])), &interpreter)
      })
  ),
  (
    "filterfalse",
    .function(
      .builtin("filterfalse", [.at("predicate"), .at("iterable")]) {
        interpreter, arguments throws(Raised) in
        let source = try interpreter.iterate(arguments[1])
        return iterator("filterfalse", .filter(arguments[0], source, keeps: false), &interpreter)
      })
  ),
  (
    "starmap",
    .function(
      .builtin("starmap", [.at("function"), .at("iterable")]) {
        interpreter, arguments throws(Raised) in
        iterator("starmap", .starmap(arguments[0], try interpreter.iterate(arguments[1])), &interpreter)
      })
  ),
]

/// `chain` is a class for the sake of `chain.from_iterable`.
private let chainClass = HostClass(
  "chain", module: "itertools",
  members: [
    (
      "__init__",
      .method(
        .builtin("__init__", [.at("self"), .rest]) { interpreter, arguments throws(Raised) in
          guard case .instance(let instance) = arguments[0] else { return .none }
          let sources = arguments.variadic.map(\.value)
          let chained = iterator("chain", .chain(sources, current: nil), &interpreter)
          try interpreter.setOwnAttribute("iterator", of: instance, to: chained)
          return .none
        })
    ),
    (
      "__iter__",
      .method(
        .builtin("__iter__", [.at("self")]) { interpreter, arguments throws(Raised) in
          try interpreter.getAttribute("iterator", of: arguments[0])
        })
    ),
    (
      "__next__",
      .method(
        .builtin("__next__", [.at("self")]) { interpreter, arguments throws(Raised) in
          guard case .iterator(let id) = try interpreter.getAttribute("iterator", of: arguments[0]),
            let value = try interpreter.next(id)
          else { throw interpreter.raise(interpreter.makeException(.stopIteration, []), at: nil) }
          return value
        })
    ),
    (
      "from_iterable",
      .staticMethod(
        .builtin("from_iterable", [.at("iterable")]) {
          interpreter, arguments throws(Raised) in
          iterator("chain", .chain(try interpreter.elements(of: arguments[0]), current: nil), &interpreter)
        })
    ),
  ])

private let eagerTools: Members = [
  (
    "product",
    .function(
      .builtin("product", [.rest, .keyword("repeat", default: .int(1))]) {
        interpreter, arguments throws(Raised) in
        let pools = try arguments.variadic.map { (pool) throws(Raised) in try interpreter.elements(of: pool.value) }
        let count = pools.isEmpty ? 0 : arguments["repeat"].integer ?? 1
        var rows: [[Value]] = [[]]
        for _ in 0..<max(0, count) {
          for pool in pools {
            guard let first = rows.first else { break }
            let (count, overflow) = rows.count.multipliedReportingOverflow(by: pool.count * (first.count + 1))
            try interpreter.reserve(overflow ? Int.max : count)
            var next: [[Value]] = []
            for row in rows {
              for value in pool {
                try interpreter.step()
                try interpreter.step(over: row.count)
                next.append(row + [value])
              }
            }
            rows = next
          }
        }
        return tuples(rows, "product", &interpreter)
      })
  ),
  (
    "permutations",
    .function(
      .builtin("permutations", [.at("iterable"), .at("r", default: Value.none)]) {
        interpreter, arguments throws(Raised) in
        let pool = try interpreter.elements(of: arguments[0])
        let size = try arguments.optionalInteger(1, &interpreter) ?? pool.count
        guard size >= 0 else { throw interpreter.raise(.negativeSelection) }
        guard size <= pool.count else { return tuples([], "permutations", &interpreter) }
        let rows = try selections(pool, size, &interpreter) { chosen in pool.indices.filter { !chosen.contains($0) } }
        return tuples(rows, "permutations", &interpreter)
      })
  ),
  (
    "combinations",
    .function(
      .builtin("combinations", [.at("iterable"), .at("r")]) {
        interpreter, arguments throws(Raised) in
        let pool = try interpreter.elements(of: arguments[0])
        let size = try arguments.integer(1, &interpreter)
        guard size >= 0 else { throw interpreter.raise(.negativeSelection) }
        guard size <= pool.count else { return tuples([], "combinations", &interpreter) }
        let rows = try selections(pool, size, &interpreter) { chosen in Array(((chosen.last ?? -1) + 1)..<pool.count) }
        return tuples(rows, "combinations", &interpreter)
      })
  ),
  (
    "accumulate",
    .function(
      .builtin(
        "accumulate",
        [Parameter("iterable"), Parameter("func", default: Value.none), .keyword("initial", default: .none)]
      ) { interpreter, arguments throws(Raised) in
        var values: [Value] = arguments["initial"].isNone ? [] : [arguments["initial"]]
        for value in try interpreter.elements(of: arguments[0]) {
          try interpreter.step()
          guard let last = values.last else {
            values.append(value)
            continue
          }
          values.append(
            arguments[1].isNone
              ? try interpreter.binary(.add, last, value) : try interpreter.call(arguments[1], [last, value]))
        }
        return iterator("accumulate", .values(values, next: 0), &interpreter)
      })
  ),
  (
    "pairwise",
    .function(
      .builtin("pairwise", [.at("iterable")]) { interpreter, arguments throws(Raised) in
        let values = try interpreter.elements(of: arguments[0])
        return tuples(zip(values, values.dropFirst()).map { [$0, $1] }, "pairwise", &interpreter)
      })
  ),
  (
    "zip_longest",
    .function(
      .builtin("zip_longest", [.rest, .keyword("fillvalue", default: .none)]) {
        interpreter, arguments throws(Raised) in
        let columns = try arguments.variadic.map { (column) throws(Raised) in try interpreter.elements(of: column.value)
        }
        let fill = arguments["fillvalue"]
        let count = columns.map(\.count).max() ?? 0
        try interpreter.reserve(count.multipliedReportingOverflow(by: columns.count + 1).partialValue)
        let rows = (0..<count).map { index in columns.map { index < $0.count ? $0[index] : fill } }
        return tuples(rows, "zip_longest", &interpreter)
      })
  ),
]

private let groupingTools: Members = [
  (
    "groupby",
    .function(
      .builtin("groupby", [Parameter("iterable"), Parameter("key", default: Value.none)]) {
        interpreter, arguments throws(Raised) in
        var groups: [(key: Value, members: [Value])] = []
        for value in try interpreter.elements(of: arguments[0]) {
          let key = arguments[1].isNone ? value : try interpreter.call(arguments[1], [value])
          if let last = groups.last, try interpreter.isEqual(last.key, key) {
            groups[groups.count - 1].members.append(value)
          } else {
            groups.append((key, [value]))
          }
        }
        let rows = groups.map { [$0.key, iterator("_grouper", .values($0.members, next: 0), &interpreter)] }
        return tuples(rows, "groupby", &interpreter)
      })
  ),
  (
    "compress",
    .function(
      .builtin("compress", [Parameter("data"), Parameter("selectors")]) { interpreter, arguments throws(Raised) in
        var chosen: [Value] = []
        let selectors = try interpreter.elements(of: arguments[1])
        for (value, selector) in zip(try interpreter.elements(of: arguments[0]), selectors) {
          if try interpreter.isTrue(selector) { chosen.append(value) }
        }
        return iterator("compress", .values(chosen, next: 0), &interpreter)
      })
  ),
  (
    "tee",
    .function(
      .builtin("tee", [.at("iterable"), .at("n", default: .int(2))]) { interpreter, arguments throws(Raised) in
        let values = try interpreter.elements(of: arguments[0])
        let count = try arguments.integer(1, &interpreter)
        guard count >= 0 else { throw interpreter.raise(.negativeCopies) }
        try interpreter.reserve(values.count &* count)
        return .tuple((0..<count).map { _ in iterator("_tee", .values(values, next: 0), &interpreter) })
      })
  ),
  (
    "combinations_with_replacement",
    .function(
      .builtin("combinations_with_replacement", [Parameter("iterable"), Parameter("r")]) {
        interpreter, arguments throws(Raised) in
        let pool = try interpreter.elements(of: arguments[0])
        let size = try arguments.integer(1, &interpreter)
        guard size >= 0 else { throw interpreter.raise(.negativeSelection) }
        let rows = try selections(pool, size, &interpreter) { chosen in Array((chosen.last ?? 0)..<pool.count) }
        return tuples(rows, "combinations_with_replacement", &interpreter)
      })
  ),
]

extension Fault {
  fileprivate static var negativeCopies: Fault { Fault(.valueError, "n must be >= 0") }
  fileprivate static var negativeSelection: Fault { Fault(.valueError, "r must be non-negative") }
}

private func tuples(_ rows: [[Value]], _ name: String, _ interpreter: inout Interpreter) -> Value {
  iterator(name, .values(rows.map { .tuple($0) }, next: 0), &interpreter)
}

/// All rows of `size` elements of a pool, in the order of their indices; `following` says which index may come next.
private func selections(
  _ pool: [Value], _ size: Int, _ interpreter: inout Interpreter, following: ([Int]) -> [Int]
) throws(Raised) -> [[Value]] {
  var rows: [[Int]] = [[]]
  for _ in 0..<size {
    var next: [[Int]] = []
    for row in rows {
      for index in following(row) {
        try interpreter.step()
        next.append(row + [index])
        try interpreter.requireRoom(for: next.count &* (size + 1) &* ObjectSize.element)
      }
    }
    rows = next
  }
  return rows.map { $0.map { pool[$0] } }
}
