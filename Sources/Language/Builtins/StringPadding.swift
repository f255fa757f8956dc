// The methods of str that strip and pad, and its predicates.

enum Sides { case left, right, both }

extension String {
  enum Trimming { case whitespace }

  func trimmed(_ kind: Trimming) -> String { trimmed(.both) { $0.properties.isWhitespace } }

  fileprivate func trimmed(_ sides: Sides, _ isTrimmed: (Unicode.Scalar) -> Bool) -> String {
    var view = unicodeScalars[...]
    if sides != .right { while let first = view.first, isTrimmed(first) { view.removeFirst() } }
    if sides != .left { while let last = view.last, isTrimmed(last) { view.removeLast() } }
    return String(view)
  }
}

func stripping(_ name: String, _ sides: Sides) -> HostFunction {
  stringMethod(name, [.at("chars", default: Value.none)]) { interpreter, arguments throws(Raised) in
    let text = try arguments.text(&interpreter)
    if arguments[1].isNone { return .string(text.trimmed(sides) { $0.properties.isWhitespace }) }
    guard let given = interpreter.unwrapped(arguments[1]).string else {
      throw interpreter.raise(.stripArgument(name), at: arguments.slots[1].range)
    }
    let characters = Set(given.unicodeScalars)
    return .string(text.trimmed(sides) { characters.contains($0) })
  }
}

// MARK: Padding

private func padding(_ name: String, _ split: @escaping @Sendable (_ missing: Int, _ width: Int) -> Int) -> HostFunction
{
  stringMethod(name, [.at("width"), .at("fillchar", default: .string(" "))]) { interpreter, arguments throws(Raised) in
    let text = try arguments.text(&interpreter)
    let width = try arguments.integer(1, &interpreter)
    guard let fill = arguments[2].string else {
      throw interpreter.raise(.fillNotString(interpreter.typeName(arguments[2])), at: arguments.slots[2].range)
    }
    guard fill.unicodeScalars.count == 1 else {
      throw interpreter.raise(.fillCharacter, at: arguments.slots[2].range)
    }
    let missing = width - Swift.min(text.unicodeScalars.count, width)
    guard missing > 0 else { return .string(text) }
    try interpreter.reserve(missing, each: fill.utf8.count)
    let left = split(missing, width)
    return .string(fill.repeated(left) + text + fill.repeated(missing - left))
  }
}

let paddingMethods: [HostFunction] = [
  padding("ljust") { _, _ in 0 },
  padding("rjust") { missing, _ in missing },
  // CPython puts the odd one to the left where the width is odd.
  padding("center") { missing, width in missing / 2 + (missing & width & 1) },
  stringMethod("zfill", [.at("width")]) { interpreter, arguments throws(Raised) in
    let text = try arguments.text(&interpreter)
    let width = try arguments.integer(1, &interpreter)
    let missing = width - Swift.min(text.unicodeScalars.count, width)
    try interpreter.reserve(missing, each: 1)
    let zeros = "0".repeated(missing)
    let isSigned = text.hasPrefix("-") || text.hasPrefix("+")
    return .string(isSigned ? text.prefix(1) + zeros + text.dropFirst() : zeros + text)
  },
]

// MARK: Predicates

let stringPredicates: [HostFunction] = [
  predicate("isdigit") { $0.properties.numericType == .decimal || $0.properties.numericType == .digit },
  predicate("isdecimal") { $0.properties.numericType == .decimal },
  predicate("isnumeric") { $0.properties.numericType != nil },
  predicate("isalpha") { $0.isLetter },
  predicate("isalnum") { $0.isLetter || $0.properties.numericType != nil },
  predicate("isspace") { $0.properties.isWhitespace },
  stringMethod("isupper") { interpreter, arguments throws(Raised) in
    let cased = try arguments.text(&interpreter).unicodeScalars.filter(\.properties.isCased)
    return .bool(!cased.isEmpty && cased.allSatisfy(\.properties.isUppercase))
  },
  stringMethod("islower") { interpreter, arguments throws(Raised) in
    let cased = try arguments.text(&interpreter).unicodeScalars.filter(\.properties.isCased)
    return .bool(!cased.isEmpty && cased.allSatisfy(\.properties.isLowercase))
  },
  stringMethod("isascii") { interpreter, arguments throws(Raised) in
    .bool(try arguments.text(&interpreter).utf8.allSatisfy { $0 < 0x80 })
  },
  stringMethod("isidentifier") { interpreter, arguments throws(Raised) in
    .bool(try arguments.text(&interpreter).isIdentifier)
  },
  stringMethod("isprintable") { interpreter, arguments throws(Raised) in
    .bool(try arguments.text(&interpreter).unicodeScalars.allSatisfy(\.isPrintable))
  },
  stringMethod("istitle") { interpreter, arguments throws(Raised) in
    var (isInWord, hasWord) = (false, false)
    for scalar in try arguments.text(&interpreter).unicodeScalars {
      let isUpper = scalar.properties.isUppercase || scalar.properties.generalCategory == .titlecaseLetter
      if isUpper == isInWord, isUpper || scalar.properties.isLowercase { return .bool(false) }
      isInWord = isUpper || scalar.properties.isLowercase
      hasWord = hasWord || isInWord
    }
    return .bool(hasWord)
  },
]

private func predicate(_ name: String, _ holds: @escaping @Sendable (Unicode.Scalar) -> Bool) -> HostFunction {
  stringMethod(name) { interpreter, arguments throws(Raised) in
    let scalars = try arguments.text(&interpreter).unicodeScalars
    return .bool(!scalars.isEmpty && scalars.allSatisfy(holds))
  }
}

extension Unicode.Scalar {
  fileprivate var isLetter: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }
}
