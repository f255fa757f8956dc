// Random statements, functions and classes.

extension ProgramMaker {
  mutating func statement() {
    budget -= 1
    guard budget > 0 else { return }
    switch number(20) {
    case 0, 1, 2:
      let kind = anyKind()
      assign(expression(kind, 3), kind)
    case 3: augment()
    case 4: emit("print(\(expression(anyKind(), 3)), \(expression(anyKind(), 2)))")
    case 5, 6: branch()
    case 7, 8: loop()
    case 9: countingLoop()
    case 10, 11: attempt()
    case 12, 13: changeList()
    case 14: changeTable()
    case 15: if let name = variable(.set) { emit("\(name).\(pick(["add", "discard"]))(\(expression(.int, 2)))") }
    case 16: unpack()
    case 17: closure()
    case 18: useClass()
    default:
      if loopDepth > 0, chance(2) {
        emit("if \(expression(.bool, 2)): \(pick(["break", "continue"]))")
      } else if chance(4) {
        emit("assert \(expression(.bool, 2)), \(expression(.text, 1))")
      }
    }
  }

  private mutating func statements(_ count: Int) {
    for _ in 0..<(1 + number(count)) { statement() }
  }

  private mutating func augment() {
    let kind: Kind = [.int, .float, .text, .integers, .texts, .set][number(6)]
    guard let name = variable(kind) else { return }
    let value = expression(kind, 2)
    switch kind {
    case .int: emit("\(name) \(pick(["+=", "-=", "//=", "%=", "|=", "&="])) \(value)")
    case .float: emit("\(name) \(pick(["+=", "-=", "*=", "/="])) \(value)")
    case .text: emit("\(name) += \(value)[:5]")
    case .set: emit("\(name) \(pick(["|=", "&=", "-="])) \(value)")
    default: emit("\(name) += \(value)[:3]")
    }
  }

  private mutating func branch() {
    emit("if \(expression(.bool, 3)):")
    block { $0.statements(3) }
    if chance(3) {
      emit("elif \(expression(.bool, 2)):")
      block { $0.statements(2) }
    }
    if chance(2) {
      emit("else:")
      block { $0.statements(2) }
    }
  }

  private mutating func loop() {
    guard loopDepth < 2 else { return }
    let name = newName("i")
    var bound: [(name: String, kind: Kind)] = [(name, .int)]
    switch number(5) {
    case 0: emit("for \(name) in range(\(number(5))):")
    case 1: emit("for \(name) in \(expression(.integers, 2))[:6]:")
    case 2:
      let text = newName("s")
      bound.append((text, .text))
      emit("for \(name), \(text) in enumerate(\(expression(.texts, 2))[:5]):")
    case 3:
      let text = newName("s")
      bound.append((text, .text))
      emit("for \(text), \(name) in list(\(expression(.table, 2)).items())[:5]:")
    default:
      bound = [(name, .text)]
      emit("for \(name) in \(expression(.text, 2))[:4]:")
    }
    body(bound)
    if chance(5) {
      emit("else:")
      block { $0.statements(1) }
    }
  }

  private mutating func body(_ bound: [(name: String, kind: Kind)]) {
    loopDepth += 1
    block {
      $0.scopes[$0.scopes.count - 1] = bound
      $0.statements(3)
    }
    loopDepth -= 1
  }

  private mutating func countingLoop() {
    guard loopDepth < 2 else { return }
    let counter = newName("n")
    emit("\(counter) = 0")
    emit("while \(counter) < \(1 + number(5)) and \(expression(.bool, 1)):")
    indentation += 1
    emit("\(counter) += 1")
    indentation -= 1
    body([])
  }

  private mutating func attempt() {
    emit("try:")
    block { $0.statements(3) }
    let kinds = ["Exception", "(ValueError, KeyError)", "ZeroDivisionError", "IndexError", "TypeError", "LookupError"]
    emit("except \(pick(kinds)) as e:")
    block {
      $0.emit("print(type(e).__name__, e)")
      if $0.chance(6) { $0.emit($0.pick(["raise", "raise RuntimeError('again') from e", "raise KeyError(1)"])) }
    }
    if chance(2) {
      emit("except Exception as e:")
      block { $0.emit("print('other', type(e).__name__, e, e.args)") }
    }
    if chance(4) {
      emit("else:")
      block { $0.statements(1) }
    }
    if chance(4) {
      emit("finally:")
      block { $0.emit("print('finally')") }
    }
  }

  private mutating func changeList() {
    guard let name = variable(chance(3) ? .texts : .integers) else { return }
    let (value, index) = (expression(name.hasPrefix("t") ? .text : .int, 2), expression(.int, 1))
    switch number(10) {
    case 0, 1: emit("\(name).append(\(value))")
    case 2: emit("\(name).insert(\(index), \(value))")
    case 3: emit("print(\(name).pop(\(pick(["", "0", index]))))")
    case 4: emit("\(name).remove(\(value))")
    case 5: emit("\(name).\(pick(["sort()", "reverse()", "sort(reverse=True)"]))")
    case 6: emit("\(name)[\(index)] = \(value)")
    case 7: emit("\(name)[\(pick(["1:2", ":1", "-1:", "::2"]))] = [\(value)]")
    case 8: emit("del \(name)[\(pick([index, "1:3", "::2"]))]")
    default: emit("\(name).extend([\(value), \(value)])")
    }
  }

  private mutating func changeTable() {
    guard let name = variable(.table) else { return }
    let (key, value) = (expression(.text, 2), expression(.int, 2))
    switch number(7) {
    case 0, 1: emit("\(name)[\(key)] = \(value)")
    case 2: emit("\(name)[\(key)] += \(value)")
    case 3: emit("del \(name)[\(key)]")
    case 4: emit("print(\(name).pop(\(key)\(pick(["", ", None"]))))")
    case 5: emit("print(\(name).setdefault(\(key), \(value)))")
    default: emit("\(name).update(\(expression(.table, 2)))")
    }
  }

  private mutating func unpack() {
    let (first, second) = (newName("i"), newName("s"))
    if chance(2) {
      emit("\(first), \(second) = \(expression(.pair, 2))")
      scopes[scopes.count - 1] += [(first, .int), (second, .text)]
    } else {
      let rest = newName("x")
      emit("\(first), *\(rest) = \(expression(.integers, 2))")
      scopes[scopes.count - 1] += [(first, .int), (rest, .integers)]
    }
  }

  /// A function within that changes a variable of the one around.
  private mutating func closure() {
    let (name, count) = (newName("g"), newName("i"))
    emit("def \(newNameAround(count))(\(count)=0):")
    indentation += 1
    emit("def \(name)(step=\(expression(.int, 1))):")
    indentation += 1
    emit("nonlocal \(count)")
    emit("\(count) += step")
    emit("return \(count)")
    indentation -= 1
    emit("return \(name)(), \(name)(2), \(count)")
    indentation -= 1
    emit("print(h\(count)(\(expression(.int, 1))))")
  }

  private func newNameAround(_ count: String) -> String { "h" + count }

  mutating func makeFunction() {
    let (name, result) = (newName("fn"), anyKind())
    let kinds = (0..<number(4)).map { _ in anyKind() }
    let required = kinds.isEmpty ? 0 : number(kinds.count + 1)
    let names = kinds.map { newName($0.letter) }
    let parameters = kinds.indices.map { $0 < required ? names[$0] : "\(names[$0])=\(literal(kinds[$0]))" }
    emit("def \(name)(\(parameters.joined(separator: ", "))):")
    let outer = scopes
    scopes = []
    block {
      $0.scopes[0] = Array(zip(names, kinds))
      for _ in 0..<$0.number(3) { $0.statement() }
      $0.emit("return \($0.expression(result, 3))")
    }
    scopes = outer
    functions.append(Function(name: name, parameters: kinds, required: required, result: result))
  }

  mutating func makeClass() {
    let name = newName("C")
    emit("class \(name):")
    emit("    total = 0")
    emit("    def __init__(self, n, tag='t'):")
    emit("        self.n, self.tag = n, tag")
    emit("        \(name).total += 1")
    emit("    def __repr__(self): return f'\(name)({self.n!r}, {self.tag!r})'")
    if chance(2) { emit("    def __eq__(self, other): return isinstance(other, \(name)) and self.n == other.n") }
    if chance(2) { emit("    def __lt__(self, other): return self.n < other.n") }
    if chance(2) { emit("    def __add__(self, other): return \(name)(self.n + other, self.tag)") }
    if chance(2) { emit("    def __len__(self): return abs(self.n) % 5") }
    emit("    @property")
    emit("    def twice(self): return self.n * 2")
    classes.append(name)
    guard chance(2) else { return }
    let child = newName("C")
    emit("class \(child)(\(name)):")
    emit("    def __init__(self, n):")
    emit("        super().__init__(n, 'child')")
    emit("    def __repr__(self): return '<' + super().__repr__() + '>'")
    classes.append(child)
  }

  private mutating func useClass() {
    guard !classes.isEmpty else { return }
    let (name, one, other) = (classes[number(classes.count)], newName("o"), newName("o"))
    emit("\(one), \(other) = \(name)(\(expression(.int, 1))), \(name)(\(expression(.int, 1)))")
    switch number(7) {
    case 0: emit("print(\(one) == \(other), \(one) != \(other), [\(one)])")
    case 1: emit("print(\(one) < \(other), sorted([\(one), \(other)]))")
    case 2: emit("print(\(one) + \(expression(.int, 1)))")
    case 3: emit("print(len(\(one)), bool(\(other)))")
    case 4: emit("print(\(one).twice, \(name).total >= 2, \(one).\(pick(["n", "tag", "missing"])))")
    case 5: emit("\(one).twice = 5")
    default: emit("print(f'{\(one)} {\(other)!r}', isinstance(\(one), \(classes[0])), type(\(one)).__name__)")
    }
  }
}
