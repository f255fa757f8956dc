// The methods of str that give a changed text.

private func mapping(_ name: String, _ change: @escaping @Sendable (String) -> String) -> HostFunction {
  stringMethod(name) { interpreter, arguments throws(Raised) in .string(change(try arguments.text(&interpreter))) }
}

private func scalars(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
  var view = String.UnicodeScalarView()
  view.append(contentsOf: scalars)
  return String(view)
}

let changeMethods: [HostFunction] = [
  mapping("upper") { $0.uppercased() },
  mapping("lower") { $0.lowercased() },
  // Writing in capitals and back unites the letters that `casefold` unites.
  mapping("casefold") { $0.uppercased().lowercased() },
  mapping("capitalize") { text in
    var rest = text.unicodeScalars[...]
    guard let first = rest.popFirst() else { return text }
    return first.properties.titlecaseMapping + String(rest).lowercased()
  },
  mapping("title") { text in
    var isInWord = false
    return text.unicodeScalars.reduce(into: "") { result, letter in
      result += isInWord ? letter.properties.lowercaseMapping : letter.properties.titlecaseMapping
      isInWord = letter.properties.isCased
    }
  },
  mapping("swapcase") { text in
    text.unicodeScalars.reduce(into: "") { result, letter in
      result += letter.properties.isUppercase ? letter.properties.lowercaseMapping : letter.properties.uppercaseMapping
    }
  },
  stripping("strip", .both),
  stripping("lstrip", .left),
  stripping("rstrip", .right),
  stringMethod("removeprefix", [.at("prefix")]) { interpreter, arguments throws(Raised) in
    let (text, prefix) = (try arguments.text(&interpreter), try arguments.string(1, "removeprefix", &interpreter))
    guard text.utf8.starts(with: prefix.utf8) else { return .string(text) }
    return .string(String(decoding: Array(text.utf8.dropFirst(prefix.utf8.count)), as: UTF8.self))
  },
  stringMethod("removesuffix", [.at("suffix")]) { interpreter, arguments throws(Raised) in
    let (text, suffix) = (try arguments.text(&interpreter), try arguments.string(1, "removesuffix", &interpreter))
    guard text.utf8.reversed().starts(with: suffix.utf8.reversed()) else { return .string(text) }
    return .string(String(decoding: Array(text.utf8.dropLast(suffix.utf8.count)), as: UTF8.self))
  },
  stringMethod("replace", [.at("old"), .at("new"), .at("count", default: .int(-1))]) {
    interpreter, arguments throws(Raised) in
    let text = Array(try arguments.text(&interpreter).unicodeScalars)
    let old = Array(try arguments.string(1, "replace", &interpreter).unicodeScalars)
    let new = try arguments.string(2, "replace", &interpreter)
    let count = try arguments.integer(3, &interpreter)
    if count == 0 { return arguments[0] }
    let limit = count < 0 ? Int.max : count
    var pieces: [String] = []
    if old.isEmpty {
      let cut = Swift.max(0, Swift.min(limit - 1, text.count))
      pieces = [""] + text[..<cut].map { String($0) } + [scalars(text[cut...])]
    } else {
      pieces = text.split(by: old, limit: limit).map { scalars($0) }
    }
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
  stringMethod("format_map", [.at("mapping")]) { interpreter, arguments throws(Raised) in
    var template = FormatTemplate(mapping: arguments[1])
    return .string(try template.expand(try arguments.text(&interpreter), &interpreter))
  },
  stringMethod("translate", [.at("table")]) { interpreter, arguments throws(Raised) in
    var result = ""
    for scalar in try arguments.text(&interpreter).unicodeScalars {
      try interpreter.step()
      let table = arguments[1]
      let replacement = try interpreter.unlessRaised(.lookupError) { (me) throws(Raised) in
        try me.getItem(.int(Int(scalar.value)), of: table)
      }
      switch replacement {
      case nil: result.unicodeScalars.append(scalar)
      case .string(let text)?: result += text
      case .int(let code)?: result.unicodeScalars.append(UInt32(exactly: code).flatMap { Unicode.Scalar($0) } ?? scalar)
      case .some(.none): break
      default: throw interpreter.raise(.badTranslation)
      }
      try interpreter.requireRoom(for: result.utf8.count)
    }
    return .string(result)
  },
  HostFunction(
    "encode", qualifiedName: "str.encode", [.at("self"), .rest, Parameter("kwargs", .keywords)], style: .builtin
  ) { interpreter, _ throws(Raised) in throw interpreter.raise(.outside("a bytes value")) },
]

let stringStaticMethods: [HostFunction] = [
  .builtin("maketrans", [.at("x"), .at("y", default: .hole), .at("z", default: .hole)]) {
    interpreter, arguments throws(Raised) in
    guard arguments.isPassed("y") else {
      guard case .dict(let dict) = interpreter.unwrapped(arguments[0]) else {
        throw interpreter.raise(.translationNeedsDict)
      }
      let items = interpreter.items(of: dict).map { item in
        (item.key.string?.unicodeScalars.first.map { Value.int(Int($0.value)) } ?? item.key, item.value)
      }
      return try interpreter.makeDict(items)
    }
    let texts = try (0..<(arguments.isPassed("z") ? 3 : 2)).map { (index) throws(Raised) in
      Array(try arguments.string(index, "maketrans", &interpreter).unicodeScalars)
    }
    guard texts[0].count == texts[1].count else { throw interpreter.raise(.translationLengths) }
    let pairs = zip(texts[0], texts[1]).map { (Value.int(Int($0.value)), Value.int(Int($1.value))) }
    let dropped = texts.count > 2 ? texts[2].map { (Value.int(Int($0.value)), Value.none) } : []
    return try interpreter.makeDict(pairs + dropped)
  }
]

extension Fault {
  fileprivate static var badTranslation: Fault {
    Fault(.typeError, "character mapping must return integer, None or str")
  }
  fileprivate static var translationNeedsDict: Fault {
    Fault(.typeError, "if you give only one argument to maketrans it must be a dict")
  }
  fileprivate static var translationLengths: Fault {
    Fault(.valueError, "the first two maketrans arguments must have equal length")
  }
}
