// Random expressions of each kind.

extension ProgramMaker {
  /// Now and then it is of another kind than asked for, which is mostly an error.
  mutating func expression(_ kind: Kind, _ depth: Int) -> String {
    let kind = chance(300) ? anyKind() : kind
    if depth <= 0 || chance(4) {
      if !chance(3), let name = variable(kind) { return name }
      return literal(kind)
    }
    if chance(12) {
      let condition = expression(.bool, depth - 1)
      return "(\(expression(kind, depth - 1)) if \(condition) else \(expression(kind, depth - 1)))"
    }
    if chance(12), let call = call(kind, depth) { return call }
    switch kind {
    case .int: return integer(depth)
    case .float: return float(depth)
    case .bool: return truth(depth)
    case .text: return text(depth)
    case .integers: return integers(depth)
    case .texts: return texts(depth)
    case .table: return table(depth)
    case .set: return set(depth)
    case .pair: return "(\(expression(.int, depth - 1)), \(expression(.text, depth - 1)))"
    }
  }

  mutating func literal(_ kind: Kind) -> String {
    switch kind {
    // In parentheses, as a point may follow where another kind was asked for.
    case .int: return "(\(pick(["0", "1", "2", "3", "-1", "7", "10", "-5", "42", "100"])))"
    case .float: return pick(["0.0", "0.5", "1.5", "-2.25", "3.0", "1e-3", "0.1", "100.0", "1e16", "-0.0"])
    case .bool: return pick(["True", "False"])
    case .text:
      return pick(["''", "'a'", "'b'", "'abc'", "'Hello World'", "'x,y,z'", "' pad '", "'12'", "'it\\'s'", "'ä\\n'"])
    case .integers: return pick(["[]", "[1]", "[3, 1, 2]", "[5, 5, 0, -1]", "list(range(6))"])
    case .texts: return pick(["[]", "['b', 'a']", "['x', 'yy', 'zzz']", "['a', 'A', 'a']"])
    case .table: return pick(["{}", "{'a': 1}", "{'b': 2, 'a': 1, 'c': 3}", "dict(a=5, k=0)"])
    case .set: return pick(["set()", "{1}", "{3, 1, 2}", "{8, 0, 16, 5}"])
    case .pair: return pick(["(1, 'a')", "(0, '')", "(2, 'b')"])
    }
  }

  private mutating func call(_ kind: Kind, _ depth: Int) -> String? {
    let suitable = functions.filter { $0.result == kind }
    guard !suitable.isEmpty else { return nil }
    let function = suitable[number(suitable.count)]
    // One argument too few or too many at times.
    let count = chance(15) ? number(4) : function.required + number(function.parameters.count - function.required + 1)
    let arguments = (0..<count).map { index in
      expression(index < function.parameters.count ? function.parameters[index] : .int, depth - 1)
    }
    return "\(function.name)(\(arguments.joined(separator: ", ")))"
  }

  private mutating func integer(_ depth: Int) -> String {
    func e(_ kind: Kind, _ maker: inout ProgramMaker) -> String { maker.expression(kind, depth - 1) }
    let (a, b) = (e(.int, &self), e(.int, &self))
    switch number(24) {
    case 0, 1: return "(\(a) + \(b))"
    case 2, 3: return "(\(a) - \(b))"
    case 4: return "(\(a) * \(b) % \(pick(["7", "97", "-13"])))"
    case 5: return "(\(a) \(pick(["//", "%"])) \(b))"
    case 6: return "(\(pick(["-", "~", "+"]))\(a))"
    case 7: return "(\(a) \(pick(["&", "|", "^"])) \(b))"
    case 8: return "len(\(expression([.text, .integers, .texts, .table, .set, .pair][number(6)], depth - 1)))"
    case 9: return "\(pick(["min", "max"]))(\(a), \(b))"
    case 10: return "\(pick(["sum", "max", "min", "len"]))(\(e(.integers, &self)))"
    case 11: return "int(\(e(.text, &self)))"
    case 12: return "\(e(.integers, &self))[\(a)]"
    case 13: return "\(e(.table, &self))[\(e(.text, &self))]"
    case 14: return "\(e(.table, &self)).get(\(e(.text, &self)), \(a))"
    case 15: return "\(e(.text, &self)).\(pick(["find", "count", "rfind", "index"]))(\(e(.text, &self)))"
    case 16: return "\(e(.integers, &self)).\(pick(["index", "count"]))(\(a))"
    case 17: return "\(pick(["round", "int"]))(\(e(.float, &self)))"
    case 18: return "divmod(\(a), \(b))[\(number(2))]"
    case 19: return "(\(a) \(pick(["<<", ">>"])) \(b) % 5)"
    case 20: return "(lambda n, m=\(a): n - m)(\(b))"
    case 21: return "next(iter(\(e(.integers, &self))), \(a))"
    case 22: return "\(e(.pair, &self))[0]"
    default: return "sum(v * \(a) % 11 for v in \(e(.integers, &self)) if v != \(b))"
    }
  }

  private mutating func float(_ depth: Int) -> String {
    let (a, b) = (expression(.float, depth - 1), expression(.float, depth - 1))
    switch number(12) {
    case 0, 1: return "(\(a) \(pick(["+", "-"])) \(b))"
    case 2: return "(\(a) * \(b))"
    case 3: return "(\(a) / \(b))"
    case 4: return "(\(a) \(pick(["//", "%"])) \(b))"
    case 5: return "(\(expression(.int, depth - 1)) / \(expression(.int, depth - 1)))"
    case 6: return "round(\(a), \(pick(["0", "1", "2", "-1", "3"])))"
    case 7: return "float(\(expression(chance(3) ? .text : .int, depth - 1)))"
    case 8: return "\(pick(["min", "max"]))(\(a), \(b))"
    case 9: return "abs(\(a))"
    case 10: return "(\(a) ** \(pick(["2", "0", "-1", "0.5"])))"
    default: return "(\(expression(.int, depth - 1)) * \(a))"
    }
  }

  private mutating func truth(_ depth: Int) -> String {
    let kind = anyKind()
    let (a, b) = (expression(kind, depth - 1), expression(kind, depth - 1))
    switch number(10) {
    case 0, 1: return "(\(a) \(pick(["==", "!="])) \(b))"
    case 2, 3:
      let ordered: [Kind] = [.int, .float, .text, .integers, .texts, .set, .pair]
      let kind = ordered[number(ordered.count)]
      return "(\(expression(kind, depth - 1)) \(pick(["<", "<=", ">", ">="])) \(expression(kind, depth - 1)))"
    case 4: return "(not \(a))"
    case 5: return "(\(expression(.bool, depth - 1)) \(pick(["and", "or"])) \(expression(.bool, depth - 1)))"
    case 6: return "(\(expression(.int, depth - 1)) \(pick(["in", "not in"])) \(expression(.integers, depth - 1)))"
    case 7: return "(\(expression(.text, depth - 1)) in \(expression(chance(2) ? .text : .table, depth - 1)))"
    case 8: return "\(pick(["any", "all"]))(v \(pick([">", "<"])) 2 for v in \(expression(.integers, depth - 1)))"
    default: return "isinstance(\(a), \(pick(["int", "str", "(list, dict)", "float", "bool"])))"
    }
  }

  private mutating func text(_ depth: Int) -> String {
    let (a, b) = (expression(.text, depth - 1), expression(.text, depth - 1))
    let count = expression(.int, depth - 1)
    switch number(18) {
    case 0, 1: return "(\(a) + \(b))"
    case 2: return "(\(a) * (\(count) % 4))"
    case 3:
      let plain = ["upper", "lower", "title", "strip", "capitalize", "swapcase", "lstrip", "casefold"]
      return "\(a).\(pick(plain))()"
    case 4: return "\(a).replace(\(b), \(expression(.text, depth - 1)))"
    case 5: return "\(a).\(pick(["center", "ljust", "rjust", "zfill"]))(\(count) % 12)"
    case 6: return "\(a)[\(count)]"
    case 7: return "\(a)[\(slice(depth))]"
    case 8: return "\(pick(["str", "repr", "ascii"]))(\(expression(anyKind(), depth - 1)))"
    case 9: return "\(a).join(\(expression(.texts, depth - 1)))"
    case 10: return formatted(depth)
    case 11: return "('\(pick(["%d", "%5d|", "%s", "%05d", "%x", "%+d", "%r"]))' % \(count))"
    case 12: return "('\(pick(["%.2f", "%8.3f", "%g", "%e", "%s"]))' % \(expression(.float, depth - 1)))"
    case 13: return "'{\(pick(["", "!r", ":>6", ":^7", ":*<5"]))}'.format(\(a))"
    case 14: return "chr(97 + \(count) % 26)"
    case 15: return "\(expression(.pair, depth - 1))[1]"
    case 16: return "','.join(map(str, \(expression(.integers, depth - 1))))"
    default: return "\(pick(["min", "max"]))(\(expression(.texts, depth - 1)), key=len)"
    }
  }

  private mutating func formatted(_ depth: Int) -> String {
    let kind = [Kind.int, .float, .text, .integers, .table][number(5)]
    guard let name = variable(kind) else { return "f'{1 + 1}'" }
    switch kind {
    case .int: return "f'<{\(name)\(pick(["", ":5", ":<5", ":+", ":05", ":x", ":,", "!r", "=", ":b"]))}>'"
    case .float: return "f'<{\(name)\(pick(["", ":.2f", ":8.1f", ":.3g", ":e", ":+.1f", ":%", ":,.1f", ":.4"]))}>'"
    case .text: return "f'<{\(name)\(pick(["", ":5", ":>8", ":^9", "!r", "!r:>9", ":.2", "="]))}>'"
    default: return "f'<{\(name)\(pick(["", "!r", "!s:>20", "="]))}>'"
    }
  }

  private mutating func slice(_ depth: Int) -> String {
    func part(_ maker: inout ProgramMaker) -> String { maker.chance(3) ? "" : maker.expression(.int, depth - 1) }
    let bounds = "\(part(&self)):\(part(&self))"
    return chance(3) ? bounds + ":" + pick(["-1", "2", "-2", "1", "0"]) : bounds
  }

  private mutating func integers(_ depth: Int) -> String {
    let (a, b) = (expression(.integers, depth - 1), expression(.integers, depth - 1))
    let count = expression(.int, depth - 1)
    switch number(15) {
    case 0: return "(\(a) + \(b))"
    case 1: return "\(a)[\(slice(depth))]"
    case 2: return "sorted(\(a)\(pick(["", ", reverse=True", ", key=lambda v: -v", ", key=lambda v: v % 3"])))"
    case 3: return "[v + \(count) for v in \(a) if v \(pick([">", "<", "!="])) \(count)]"
    case 4: return "list(range(\(count) % 7\(pick(["", ", 9", ", 20, 3"]))))"
    case 5: return "sorted(\(expression(.set, depth - 1)))"
    case 6: return "list(map(lambda v: v * 2 - 1, \(a)))"
    case 7: return "list(filter(\(pick(["None", "lambda v: v % 2"])), \(a)))"
    case 8: return "list(reversed(\(a)))"
    case 9: return "list(\(expression(.table, depth - 1)).values())"
    case 10: return "(\(a) * \(pick(["0", "1", "2"])))"
    case 11: return "[*\(a), \(count), *\(b)]"
    case 12: return "[v * w % 5 for v in \(a)[:4] for w in \(b)[:3]]"
    case 13: return "[len(v) for v in \(expression(.texts, depth - 1))]"
    default: return "[v for v, w in zip(\(a), \(b)) if v <= w]"
    }
  }

  private mutating func texts(_ depth: Int) -> String {
    let text = expression(.text, depth - 1)
    let a = expression(.texts, depth - 1)
    switch number(11) {
    case 0: return "\(text).split()"
    case 1: return "\(text).split(\(expression(.text, depth - 1)))"
    case 2: return "list(\(text))"
    case 3: return "sorted(\(a)\(pick(["", ", key=len", ", reverse=True", ", key=str.lower"])))"
    case 4: return "[v.upper() + '\(pick(["", "!", "-"]))' for v in \(a)]"
    case 5: return "list(\(expression(.table, depth - 1)))"
    case 6: return "(\(a) + \(expression(.texts, depth - 1)))"
    case 7: return "\(a)[\(slice(depth))]"
    case 8: return "[str(v) for v in \(expression(.integers, depth - 1))]"
    case 9: return "[f'{n}:{v}' for n, v in enumerate(\(a), \(expression(.int, depth - 1)))]"
    default: return "\(text).\(pick(["splitlines()", "rsplit(None, 1)", "split(',', 1)"]))"
    }
  }

  private mutating func table(_ depth: Int) -> String {
    let a = expression(.table, depth - 1)
    switch number(9) {
    case 0: return "{str(v): v for v in \(expression(.integers, depth - 1))}"
    case 1: return "dict(zip(\(expression(.texts, depth - 1)), \(expression(.integers, depth - 1))))"
    case 2: return "{**\(a), \(expression(.text, depth - 1)): \(expression(.int, depth - 1))}"
    case 3: return "(\(a) | \(expression(.table, depth - 1)))"
    case 4: return "dict(sorted(\(a).items()\(pick(["", ", key=lambda e: e[1]", ", reverse=True"]))))"
    case 5: return "dict.fromkeys(\(expression(.texts, depth - 1)), \(expression(.int, depth - 1)))"
    case 6: return "{k: v + 1 for k, v in \(a).items() if v \(pick([">", "<="])) \(expression(.int, depth - 1))}"
    case 7: return "{\(expression(.text, depth - 1)): \(expression(.int, depth - 1))}"
    default: return "dict(\(a), z=\(expression(.int, depth - 1)))"
    }
  }

  private mutating func set(_ depth: Int) -> String {
    switch number(5) {
    case 0, 1: return "(\(expression(.set, depth - 1)) \(pick(["|", "&", "-", "^"])) \(expression(.set, depth - 1)))"
    case 2: return "set(\(expression(.integers, depth - 1)))"
    case 3: return "{v % \(pick(["3", "5", "8"])) for v in \(expression(.integers, depth - 1))}"
    default: return "{\(expression(.int, depth - 1)), \(expression(.int, depth - 1))}"
    }
  }
}
