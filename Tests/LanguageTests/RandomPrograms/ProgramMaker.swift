// Random programs that mean something: typed enough that most run for a while, with a fault here and there.

/// What a random expression gives.
enum Kind: CaseIterable {
  case int, float, bool, text, integers, texts, table, set, pair

  /// The letter that variables of the kind begin with.
  var letter: String {
    switch self {
    case .int: "i"
    case .float: "f"
    case .bool: "b"
    case .text: "s"
    case .integers: "x"
    case .texts: "t"
    case .table: "d"
    case .set: "q"
    case .pair: "p"
    }
  }
}

/// Makes programs from a seed. Names are bound before they are used, loops end, and numbers stay small.
struct ProgramMaker {
  struct Function {
    let name: String
    let parameters: [Kind]
    let required: Int
    let result: Kind
  }

  var generator: SeededGenerator
  /// The variables of the blocks around, the innermost last.
  var scopes: [[(name: String, kind: Kind)]] = [[]]
  var functions: [Function] = []
  var classes: [String] = []
  var lines: [String] = []
  var indentation = 0
  var nameCount = 0
  var loopDepth = 0
  /// How many statements may still be made, so that nested blocks do not grow without end.
  var budget = 0

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func makeProgram() -> String {
    budget = 40
    for _ in 0..<number(3) { makeFunction() }
    if chance(2) { makeClass() }
    let isFunction = chance(2)
    // Outside of a try, Compbook goes on after some errors that end the program in CPython.
    let isCaught = !chance(5)
    emit(isFunction ? "def main():" : isCaught ? "try:" : "if True:")
    block {
      for kind in Kind.allCases { $0.assign($0.expression(kind, 1), kind) }
      for _ in 0..<(3 + $0.number(8)) { $0.statement() }
      $0.printAll()
      if $0.chance(4) { $0.emit("print(\($0.expression($0.anyKind(), 3)) + \($0.expression($0.anyKind(), 3)))") }
    }
    if isFunction {
      if isCaught { emit("try:") }
      emit(isCaught ? "    main()" : "main()")
    }
    if isCaught {
      emit("except Exception as e:")
      emit("    print('ended by', type(e).__name__, e)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: Chance

  mutating func number(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }

  mutating func chance(_ sides: Int) -> Bool { number(sides) == 0 }

  mutating func pick(_ choices: [String]) -> String { choices[number(choices.count)] }

  mutating func anyKind() -> Kind { Kind.allCases[number(Kind.allCases.count)] }

  // MARK: Lines

  mutating func emit(_ line: String) { lines.append(String(repeating: "    ", count: indentation) + line) }

  /// What is bound in a block is not known after it: it may not have run.
  mutating func block(_ body: (inout ProgramMaker) -> Void) {
    indentation += 1
    scopes.append([])
    let start = lines.count
    body(&self)
    if lines.count == start { emit("pass") }
    scopes.removeLast()
    indentation -= 1
  }

  mutating func newName(_ letter: String) -> String {
    nameCount += 1
    return letter + String(nameCount)
  }

  mutating func assign(_ value: String, _ kind: Kind) {
    if chance(3), let known = variable(kind) { return emit("\(known) = \(value)") }
    let name = newName(kind.letter)
    emit("\(name) = \(value)")
    scopes[scopes.count - 1].append((name, kind))
  }

  mutating func variable(_ kind: Kind) -> String? {
    let known = scopes.flatMap { $0 }.filter { $0.kind == kind }
    return known.isEmpty ? nil : known[number(known.count)].name
  }

  mutating func printAll() {
    for (name, kind) in scopes.flatMap({ $0 }) {
      // The order of a set of numbers is CPython's too.
      emit(kind == .float && chance(3) ? "print('\(name)', format(\(name), '.3g'))" : "print('\(name)', \(name))")
    }
  }
}
