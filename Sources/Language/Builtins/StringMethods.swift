// The methods of str that search, split, join and change.

let stringMethods: [HostFunction] = searchMethods + splitMethods + changeMethods + paddingMethods

func stringMethod(_ name: String, _ parameters: [Parameter] = [], body: @escaping HostFunction.Body) -> HostFunction {
  .method(of: "str", name, parameters, body: body)
}

private let bounds: [Parameter] = [.at("sub"), .at("start", default: Value.none), .at("end", default: Value.none)]

// MARK: Searching

private let searchMethods: [HostFunction] = [
  stringMethod("find", bounds) { interpreter, arguments throws(Raised) in
    .int(try arguments.search(&interpreter, "find", fromEnd: false) ?? -1)
  },
  stringMethod("rfind", bounds) { interpreter, arguments throws(Raised) in
    .int(try arguments.search(&interpreter, "rfind", fromEnd: true) ?? -1)
  },
  stringMethod("index", bounds) { interpreter, arguments throws(Raised) in
    guard let index = try arguments.search(&interpreter, "index", fromEnd: false) else {
      throw interpreter.raise(.substringMissing)
    }
    return .int(index)
  },
  stringMethod("rindex", bounds) { interpreter, arguments throws(Raised) in
    guard let index = try arguments.search(&interpreter, "rindex", fromEnd: true) else {
      throw interpreter.raise(.substringMissing)
    }
    return .int(index)
  },
  stringMethod("count", bounds) { interpreter, arguments throws(Raised) in
    let part = try arguments.string(1, "count", &interpreter)
    guard let text = try arguments.window(&interpreter)?.text else { return .int(0) }
    if part.isEmpty { return .int(text.count + 1) }
    return .int(text.split(by: Array(part.unicodeScalars), limit: Int.max).count - 1)
  },
  stringMethod("startswith", bounds) { interpreter, arguments throws(Raised) in
    try arguments.hasAffix("startswith", &interpreter) { $0.starts(with: $1) }
  },
  stringMethod("endswith", bounds) { interpreter, arguments throws(Raised) in
    try arguments.hasAffix("endswith", &interpreter) { $0.reversed().starts(with: $1.reversed()) }
  },
]

extension BoundArguments {
  /// The receiver's characters between the second and third arguments, and where they start; nil past its end.
  fileprivate func window(_ interpreter: inout Interpreter) throws(Raised) -> (text: [Unicode.Scalar], start: Int)? {
    let text = Array(try text(&interpreter).unicodeScalars)
    let slice = SliceValue(lower: self[2], upper: self[3], step: .none)
    let bounds = try interpreter.bounds(slice, count: text.count)
    if let start = try optionalInteger(2, &interpreter), start > text.count { return nil }
    guard bounds.start <= bounds.stop else { return nil }
    return (Array(text[bounds.start..<bounds.stop]), bounds.start)
  }

  /// An argument that must be a string.
  func string(_ index: Int, _ function: String, _ interpreter: inout Interpreter) throws(Raised) -> String {
    guard let text = interpreter.unwrapped(self[index]).string else {
      let type = interpreter.typeName(self[index])
      let isUnnamed = ["find", "rfind", "index", "rindex", "count", "partition", "rpartition"].contains(function)
      let isOnly = signature.parameters.count == 2 && !isUnnamed
      throw interpreter.raise(
        isOnly
          ? .argumentMustBe(function, nil, "str", type)
          : isUnnamed
            ? .mustBeString("must be str, not \(type)") : .argumentMustBe(function, index, "str", type),
        at: slots[index].range)
    }
    return text
  }

  fileprivate func search(
    _ interpreter: inout Interpreter, _ function: String, fromEnd: Bool
  ) throws(Raised) -> Int? {
    let part = Array(try string(1, function, &interpreter).unicodeScalars)
    guard let (text, start) = try window(&interpreter) else { return nil }
    if part.isEmpty { return fromEnd ? start + text.count : start }
    let found = fromEnd ? text.lastIndex(of: part) : text.firstIndex(of: part)
    return found.map { $0 + start }
  }

  /// Whether the receiver begins or ends with the first argument, or with one of a tuple's.
  fileprivate func hasAffix(
    _ function: String, _ interpreter: inout Interpreter, _ matches: ([Unicode.Scalar], [Unicode.Scalar]) -> Bool
  ) throws(Raised) -> Value {
    let text = try window(&interpreter)?.text
    if case .tuple(let candidates) = interpreter.unwrapped(self[1]) {
      for candidate in candidates {
        guard let affix = interpreter.unwrapped(candidate).string else {
          throw interpreter.raise(.affixInTuple(function, interpreter.typeName(candidate)), at: slots[1].range)
        }
        if let text, matches(text, Array(affix.unicodeScalars)) { return .bool(true) }
      }
      return .bool(false)
    }
    guard let affix = interpreter.unwrapped(self[1]).string else {
      throw interpreter.raise(.affix(function, interpreter.typeName(self[1])), at: slots[1].range)
    }
    return .bool(text.map { matches($0, Array(affix.unicodeScalars)) } ?? false)
  }
}

extension String {
  fileprivate init(_ scalars: some Sequence<Unicode.Scalar>) {
    var view = UnicodeScalarView()
    view.append(contentsOf: scalars)
    self.init(view)
  }
}

// MARK: Splitting and joining

private let splitParameters = [Parameter("sep", default: Value.none), Parameter("maxsplit", default: .int(-1))]

/// What `splitlines` takes for the end of a line.
private let lineEnds: Set<Unicode.Scalar> = [
  "\n", "\r", "\u{0B}", "\u{0C}", "\u{1C}", "\u{1D}", "\u{1E}", "\u{85}", "\u{2028}", "\u{2029}",
]

private let splitMethods: [HostFunction] = [
  stringMethod("split", splitParameters) { interpreter, arguments throws(Raised) in
    try arguments.split(&interpreter, fromEnd: false)
  },
  stringMethod("rsplit", splitParameters) { interpreter, arguments throws(Raised) in
    try arguments.split(&interpreter, fromEnd: true)
  },
  stringMethod("splitlines", [Parameter("keepends", default: .bool(false))]) { interpreter, arguments throws(Raised) in
    let keepsEnds = try interpreter.isTrue(arguments[1])
    var lines: [Value] = []
    var line = String.UnicodeScalarView()
    let text = Array(try arguments.text(&interpreter).unicodeScalars)
    for (index, scalar) in text.enumerated() {
      if scalar == "\n", index > 0, text[index - 1] == "\r" {
        if keepsEnds, case .string(let last)? = lines.popLast() { lines.append(.string(last + "\n")) }
        continue
      }
      let isEnd = lineEnds.contains(scalar)
      if !isEnd || keepsEnds { line.append(scalar) }
      if isEnd {
        lines.append(.string(String(line)))
        line = String.UnicodeScalarView()
      }
    }
    if !line.isEmpty { lines.append(.string(String(line))) }
    return interpreter.makeList(lines)
  },
  stringMethod("join", [.at("iterable")]) { interpreter, arguments throws(Raised) in
    let separator = try arguments.text(&interpreter)
    guard interpreter.isIterable(arguments[1]) else { throw interpreter.raise(.cannotJoin) }
    var pieces: [String] = []
    var bytes = 0
    for (index, value) in try interpreter.elements(of: arguments[1]).enumerated() {
      if value.isHole { return .hole }
      guard let piece = interpreter.unwrapped(value).string else {
        throw interpreter.raise(.joinItem(index, interpreter.typeName(value)), at: arguments.slots[1].range)
      }
      pieces.append(piece)
      bytes += piece.utf8.count + separator.utf8.count
      try interpreter.requireRoom(for: bytes)
    }
    return .string(pieces.joined(separator: separator))
  },
  stringMethod("partition", [.at("sep")]) { interpreter, arguments throws(Raised) in
    try arguments.partition(&interpreter, "partition", fromEnd: false)
  },
  stringMethod("rpartition", [.at("sep")]) { interpreter, arguments throws(Raised) in
    try arguments.partition(&interpreter, "rpartition", fromEnd: true)
  },
]

extension BoundArguments {
  fileprivate func split(_ interpreter: inout Interpreter, fromEnd: Bool) throws(Raised) -> Value {
    let characters = Array(try text(&interpreter).unicodeScalars)
    let given = try integer(2, &interpreter)
    let limit = given < 0 ? Int.max : given
    let pieces: [String]
    if self[1].isNone {
      pieces =
        fromEnd
        ? characters.reversed().words(limit).map { String($0.reversed()) }.reversed()
        : characters.words(limit).map { String($0) }
    } else {
      guard let text = self[1].string else {
        throw interpreter.raise(
          .mustBeString("must be str or None, not \(interpreter.typeName(self[1]))"), at: slots[1].range)
      }
      let separator = Array(text.unicodeScalars)
      guard !separator.isEmpty else { throw interpreter.raise(.emptySeparator) }
      pieces =
        fromEnd
        ? Array(characters.reversed()).split(by: separator.reversed(), limit: limit).map { String($0.reversed()) }
          .reversed()
        : characters.split(by: separator, limit: limit).map { String($0) }
    }
    try interpreter.reserve(pieces.count)
    return interpreter.makeList(pieces.map { .string($0) })
  }

  fileprivate func partition(
    _ interpreter: inout Interpreter, _ function: String, fromEnd: Bool
  ) throws(Raised) -> Value {
    let text = Array(try text(&interpreter).unicodeScalars)
    let separator = Array(try string(1, function, &interpreter).unicodeScalars)
    guard !separator.isEmpty else { throw interpreter.raise(.emptySeparator) }
    guard let found = fromEnd ? text.lastIndex(of: separator) : text.firstIndex(of: separator) else {
      return .tuple(fromEnd ? [.string(""), .string(""), self[0]] : [self[0], .string(""), .string("")])
    }
    let parts = [String(text[..<found]), String(separator), String(text[(found + separator.count)...])]
    return .tuple(parts.map { .string($0) })
  }
}

extension [Unicode.Scalar] {
  /// The pieces between runs of white space; past `limit` splits the rest is one piece.
  fileprivate func words(_ limit: Int) -> [ArraySlice<Unicode.Scalar>] {
    var words: [ArraySlice<Unicode.Scalar>] = []
    var start = 0
    while true {
      while start < count, self[start].properties.isWhitespace { start += 1 }
      guard start < count else { return words }
      guard words.count < limit else { return words + [self[start...]] }
      var end = start
      while end < count, !self[end].properties.isWhitespace { end += 1 }
      words.append(self[start..<end])
      start = end
    }
  }
}
