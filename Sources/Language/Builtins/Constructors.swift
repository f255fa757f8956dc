// What calling a built-in class does: conversions, ranges and descriptors.

import Diagnostics

extension Interpreter {
  var constructors: [StandardClasses.Name: HostFunction] {
    [
      .super: Self.superConstructor, .int: integerConstructor, .float: floatConstructor, .bool: boolConstructor,
      .str: stringConstructor, .list: listConstructor, .tuple: tupleConstructor, .dict: dictConstructor(.plain),
      .orderedDict: dictConstructor(.ordered), .counter: counterConstructor, .defaultDict: defaultDictConstructor,
      .set: setConstructor(isFrozen: false), .frozenset: setConstructor(isFrozen: true), .range: rangeConstructor,
      .slice: sliceConstructor, .type: typeConstructor, .property: propertyConstructor,
      .staticmethod: .builtin("staticmethod", [.at("function")]) { interpreter, arguments throws(Raised) in
        interpreter.makeDescriptor(.staticMethod(arguments[0]))
      },
      .classmethod: .builtin("classmethod", [.at("function")]) { interpreter, arguments throws(Raised) in
        interpreter.makeDescriptor(.classMethod(arguments[0]))
      },
    ]
  }
}

// MARK: Numbers and strings

private let integerConstructor = HostFunction.builtin(
  "int", [.at("x", default: .int(0)), Parameter("base", default: Value.none)]
) { interpreter, arguments throws(Raised) in
  let base = try arguments.optionalInteger(1, &interpreter)
  switch interpreter.unwrapped(arguments[0]) {
  case .string(let text):
    let base = base ?? 10
    guard base == 0 || (2...36).contains(base) else { throw interpreter.raise(.badBase) }
    switch parseInteger(text, base: base) {
    case .number(let number): return .int(number)
    case .tooLarge: throw interpreter.raise(.integerOverflow)
    case .invalid: throw interpreter.raise(.invalidInteger(text, base: base))
    }
  case _ where base != nil: throw interpreter.raise(.baseNeedsString)
  case .float(let number):
    return .int(try interpreter.integer(from: number.isFinite ? number.rounded(.towardZero) : number))
  default:
    for name in ["__int__", "__index__", "__trunc__"] {
      if case .instance = arguments[0], let method = try interpreter.specialMethod(name, of: arguments[0]) {
        return try interpreter.call(method, Arguments())
      }
    }
    if let integer = try interpreter.indexNumber(arguments[0]) { return .int(integer) }
    throw interpreter.raise(.notConvertible("int", interpreter.typeName(arguments[0])))
  }
}

private enum ParsedInteger {
  case number(Int)
  case tooLarge, invalid
}

private func parseInteger(_ text: String, base: Int) -> ParsedInteger {
  var digits = text.trimmed(.whitespace)[...]
  let isNegative = digits.hasPrefix("-")
  if isNegative || digits.hasPrefix("+") { digits = digits.dropFirst() }
  var base = base
  for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where digits.lowercased().hasPrefix(prefix) {
    guard base == radix || base == 0 else { continue }
    base = radix
    digits = digits.dropFirst(2)
  }
  if base == 0 { base = 10 }
  let plain = digits.replacing("_", with: "")
  let isSeparated = !digits.hasPrefix("_") && !digits.hasSuffix("_") && !digits.contains("__")
  let isGood = plain.allSatisfy { letter in
    guard let ascii = letter.asciiValue else { return false }
    let value = ascii.isDigit ? Int(ascii) - 48 : letter.isLetter ? Int(ascii | 0x20) - 87 : 99
    return value < base
  }
  guard !plain.isEmpty, isGood, isSeparated else { return .invalid }
  return Int((isNegative ? "-" : "") + plain, radix: base).map { .number($0) } ?? .tooLarge
}

private let floatConstructor = HostFunction.builtin("float", [.at("x", default: .float(0))]) {
  interpreter, arguments throws(Raised) in
  if let number = interpreter.unwrapped(arguments[0]).number { return .float(number) }
  if let text = interpreter.unwrapped(arguments[0]).string {
    let given = text.trimmed(.whitespace).lowercased()
    guard given.hasLawfulUnderscores else { throw interpreter.raise(.invalidFloat(text)) }
    let digits = given.replacing("_", with: "")
    let named = ["inf", "+inf", "-inf", "infinity", "+infinity", "-infinity", "nan", "+nan", "-nan"].contains(digits)
    let isPlain =
      digits.contains(where: \.isNumber) && digits.utf8.allSatisfy { $0.isDigit || "+-.e".utf8.contains($0) }
    var padded = digits.hasSuffix(".") ? digits + "0" : digits.replacing(".e", with: ".0e")
    if padded.hasPrefix(".") { padded = "0" + padded }
    guard named || isPlain, let number = Double(padded.replacing("-.", with: "-0.")) else {
      throw interpreter.raise(.invalidFloat(text))
    }
    return .float(number)
  }
  if case .instance = arguments[0], let number = try interpreter.realNumber(arguments[0]) { return .float(number) }
  throw interpreter.raise(.notConvertible("float", interpreter.typeName(arguments[0])))
}

extension String {
  /// Whether underscores stand between digits alone.
  fileprivate var hasLawfulUnderscores: Bool {
    let bytes = Array(utf8)
    return bytes.indices.allSatisfy { index in
      guard bytes[index] == UInt8(ascii: "_") else { return true }
      return index > 0 && index + 1 < bytes.count && bytes[index - 1].isDigit && bytes[index + 1].isDigit
    }
  }
}

private let boolConstructor = HostFunction.builtin("bool", [.at("x", default: .bool(false))]) {
  interpreter, arguments throws(Raised) in
  .bool(try interpreter.isTrue(arguments[0]))
}

private let stringConstructor = HostFunction.builtin("str", [Parameter("object", default: .string(""))]) {
  interpreter, arguments throws(Raised) in
  .string(try interpreter.str(arguments[0]))
}

// MARK: Ranges and slices

private let rangeConstructor = HostFunction.builtin(
  "range", [.at("start"), .at("stop", default: .hole), .at("step", default: .int(1))]
) { interpreter, arguments throws(Raised) in
  let first = try arguments.integer(0, &interpreter)
  guard arguments.isPassed("stop") else { return .range(RangeValue(start: 0, stop: first, step: 1)) }
  let stop = try arguments.integer(1, &interpreter)
  let step = try arguments.integer(2, &interpreter)
  guard step != 0 else { throw interpreter.raise(.rangeStepZero, at: arguments.range(of: "step")) }
  return .range(RangeValue(start: first, stop: stop, step: step))
}

private let sliceConstructor = HostFunction.builtin(
  "slice", [.at("start"), .at("stop", default: .hole), .at("step", default: Value.none)]
) { interpreter, arguments throws(Raised) in
  guard arguments.isPassed("stop") else { return try interpreter.makeSlice(.none, arguments[0], .none) }
  return try interpreter.makeSlice(arguments[0], arguments[1], arguments[2])
}

// MARK: Classes and descriptors

private let typeConstructor = HostFunction.builtin(
  "type", [.at("object", default: .hole), .at("bases", default: .hole), .at("namespace", default: .hole)]
) { interpreter, arguments throws(Raised) in
  guard arguments.isPassed("object") else { throw interpreter.raise(.typeArguments) }
  guard arguments.isPassed("bases") else { return .type(interpreter.namedClass(of: arguments[0])) }
  guard arguments.isPassed("namespace") else { throw interpreter.raise(.typeArguments) }
  return try interpreter.makeClass(arguments[0], arguments[1], arguments[2])
}

private let propertyConstructor = HostFunction.builtin(
  "property",
  [
    Parameter("fget", default: Value.none), Parameter("fset", default: Value.none),
    Parameter("fdel", default: Value.none), Parameter("doc", default: Value.none),
  ]
) { interpreter, arguments throws(Raised) in
  interpreter.makeDescriptor(
    .property(
      Property(getter: arguments[0], setter: arguments[1], deleter: arguments[2], documentation: arguments[3])))
}

extension Interpreter {
  /// `setter` and its like of a property: what they give takes a function and makes a new property.
  mutating func propertyAttribute(_ name: String, _ object: Value) throws(Raised) -> Value? {
    guard case .descriptor(let id) = object, case .property(let property) = heap.descriptors[id] else { return nil }
    switch name {
    case "fget": return property.getter
    case "fset": return property.setter
    case "fdel": return property.deleter
    case "getter": return propertyDecorator(name, property, \.getter)
    case "setter": return propertyDecorator(name, property, \.setter)
    case "deleter": return propertyDecorator(name, property, \.deleter)
    default: return nil
    }
  }

  private mutating func propertyDecorator(
    _ name: String, _ property: Property, _ part: WritableKeyPath<Property, Value> & Sendable
  ) -> Value {
    makeFunction(
      .builtin(name, [.at("function")]) { interpreter, arguments throws(Raised) in
        var changed = property
        changed[keyPath: part] = arguments[0]
        return interpreter.makeDescriptor(.property(changed))
      })
  }
}
