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
    let text = try arguments.window(&interpreter).text
    if part.isEmpty { return .int(text.count + 1) }
    return .int(text.split(by: Array(part.unicodeScalars), limit: Int.max).count - 1)
  },
  stringMethod("startswith", bounds) { interpreter, arguments throws(Raised) in
    let text = try arguments.window(&interpreter).text
    return .bool(try arguments.affixes("startswith", &interpreter).contains { text.starts(with: $0) })
  },
  stringMethod("endswith", bounds) { interpreter, arguments throws(Raised) in
    let text = try arguments.window(&interpreter).text
    return .bool(
      try arguments.affixes("endswith", &interpreter).contains { text.reversed().starts(with: $0.reversed()) })
  },
]

extension BoundArguments {
  /// The receiver's characters between the second and third arguments, and where they start.
  fileprivate func window(_ interpreter: inout Interpreter) throws(Raised) -> (text: [Unicode.Scalar], start: Int) {
    let text = Array(try text(&interpreter).unicodeScalars)
    let slice = SliceValue(lower: self[2], upper: self[3], step: .none)
    let indices = try interpreter.resolve(slice, count: text.count)
    guard let first = indices.first, let last = indices.last else {
      let start = try optionalInteger(2, &interpreter) ?? 0
      return ([], start < 0 ? max(0, start + text.count) : start)
    }
    return (Array(text[first...last]), first)
  }

  /// An argument that must be a string.
  func string(_ index: Int, _ function: String, _ interpreter: inout Interpreter) throws(Raised) -> String {
    guard let text = self[index].string else {
      let type = interpreter.typeName(self[index])
      let isOnly = signature.parameters.count == 2
      throw interpreter.raise(
        isOnly
          ? .argumentMustBe(function, nil, "str", type)
          : ["find", "rfind", "index", "rindex", "count"].contains(function)
            ? .mustBeString("must be str, not \(type)") : .argumentMustBe(function, index, "str", type),
        at: slots[index].range)
    }
    return text
  }

  fileprivate func search(
    _ interpreter: inout Interpreter, _ function: String, fromEnd: Bool
  ) throws(Raised) -> Int? {
    let part = Array(try string(1, function, &interpreter).unicodeScalars)
    let (text, start) = try window(&interpreter)
    if part.isEmpty {
      let count = try self.text(&interpreter).unicodeScalars.count
      return start > count ? nil : fromEnd ? start + text.count : start
    }
    let found = fromEnd ? text.lastIndex(of: part) : text.firstIndex(of: part)
    return found.map { $0 + start }
  }

  fileprivate func affixes(_ function: String, _ interpreter: inout Interpreter) throws(Raised) -> [[Unicode.Scalar]] {
    let candidates: [Value]
    if case .tuple(let values) = self[1] { candidates = values.elements } else { candidates = [self[1]] }
    return try candidates.map { (candidate) throws(Raised) in
      guard let text = candidate.string else {
        throw interpreter.raise(.affix(function, interpreter.typeName(candidate)), at: slots[1].range)
      }
      return Array(text.unicodeScalars)
    }
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
      let isEnd = scalar == "\n" || scalar == "\r" || scalar == "\u{0B}" || scalar == "\u{0C}"
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
      guard let piece = value.string else {
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
      guard words.count < limit else {
        var end = count
        while end > start, self[end - 1].properties.isWhitespace { end -= 1 }
        return words + [self[start..<end]]
      }
      var end = start
      while end < count, !self[end].properties.isWhitespace { end += 1 }
      words.append(self[start..<end])
      start = end
    }
  }
}

// MARK: Changing

private func mapping(_ name: String, _ change: @escaping @Sendable (String) -> String) -> HostFunction {
  stringMethod(name) { interpreter, arguments throws(Raised) in .string(change(try arguments.text(&interpreter))) }
}

private let changeMethods: [HostFunction] = [
  mapping("upper") { $0.uppercased() },
  mapping("lower") { $0.lowercased() },
  mapping("casefold") { $0.lowercased() },
  mapping("capitalize") { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() },
  mapping("title") { text in
    var isInWord = false
    return text.reduce(into: "") { result, letter in
      result += isInWord ? letter.lowercased() : letter.uppercased()
      isInWord = letter.isLetter
    }
  },
  mapping("swapcase") { $0.reduce(into: "") { $0 += $1.isUppercase ? $1.lowercased() : $1.uppercased() } },
  stripping("strip", .both),
  stripping("lstrip", .left),
  stripping("rstrip", .right),
  stringMethod("removeprefix", [.at("prefix")]) { interpreter, arguments throws(Raised) in
    let (text, prefix) = (try arguments.text(&interpreter), try arguments.string(1, "removeprefix", &interpreter))
    return .string(text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text)
  },
  stringMethod("removesuffix", [.at("suffix")]) { interpreter, arguments throws(Raised) in
    let (text, suffix) = (try arguments.text(&interpreter), try arguments.string(1, "removesuffix", &interpreter))
    return .string(text.hasSuffix(suffix) ? String(text.dropLast(suffix.count)) : text)
  },
  stringMethod("replace", [.at("old"), .at("new"), .at("count", default: .int(-1))]) {
    interpreter, arguments throws(Raised) in
    let text = Array(try arguments.text(&interpreter).unicodeScalars)
    let old = Array(try arguments.string(1, "replace", &interpreter).unicodeScalars)
    let new = try arguments.string(2, "replace", &interpreter)
    let count = try arguments.integer(3, &interpreter)
    if count == 0 { return arguments[0] }
    let limit = count < 0 ? Int.max : count
    let pieces =
      old.isEmpty
      ? [""] + text.prefix(Swift.max(0, Swift.min(limit - 1, text.count))).map { String($0) }
        + [String(text.dropFirst(Swift.max(0, limit - 1)))]
      : text.split(by: old, limit: limit).map { String($0) }
    try interpreter.reserve(pieces.count &* (new.utf8.count + 8), each: 1)
    return .string(pieces.joined(separator: new))
  },
  stringMethod("expandtabs", [Parameter("tabsize", default: .int(8))]) { interpreter, arguments throws(Raised) in
    let size = Swift.min(Swift.max(try arguments.integer(1, &interpreter), 0), 1000)
    var (column, written) = (0, 0)
    var result = String.UnicodeScalarView()
    for scalar in try arguments.text(&interpreter).unicodeScalars {
      if scalar == "\t" {
        let width = size == 0 ? 0 : size - column % size
        written += width
        try interpreter.requireRoom(for: written)
        result.append(contentsOf: repeatElement(" ", count: width))
        column += width
      } else {
        result.append(scalar)
        column = scalar == "\n" || scalar == "\r" ? 0 : column + 1
      }
    }
    return .string(String(result))
  },
  HostFunction(
    "format", qualifiedName: "str.format", [.at("self"), .rest, Parameter("kwargs", .keywords)], style: .builtin
  ) { interpreter, arguments throws(Raised) in
    var template = FormatTemplate(arguments.variadic.map(\.value), arguments.keywords)
    return .string(try template.expand(try arguments.text(&interpreter), &interpreter))
  },
]
