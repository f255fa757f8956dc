// Unary and binary operators.

import OrderedCollections

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension BinaryOperator {
  /// The middle of the special methods' names: `add` of `__add__`, `__radd__` and `__iadd__`.
  var methodName: String {
    switch self {
    case .add: "add"
    case .subtract: "sub"
    case .multiply: "mul"
    case .divide: "truediv"
    case .floorDivide: "floordiv"
    case .modulo: "mod"
    case .power: "pow"
    case .matrixMultiply: "matmul"
    case .leftShift: "lshift"
    case .rightShift: "rshift"
    case .bitAnd: "and"
    case .bitOr: "or"
    case .bitXor: "xor"
    }
  }
}

extension Interpreter {
  /// `symbol` is how a message names the operator: `+=` says so.
  package mutating func binary(
    _ operation: BinaryOperator, _ left: Value, _ right: Value, symbol: String? = nil
  ) throws(Raised) -> Value {
    if let result = try supported(operation, left, right) { return result }
    throw raise(
      unsupported(operation, left, right, symbol ?? (operation == .power ? "** or pow()" : operation.rawValue)))
  }

  /// The result, nil where the operands have no such operator.
  private mutating func supported(
    _ operation: BinaryOperator, _ left: Value, _ right: Value
  ) throws(Raised) -> Value? {
    switch (left, right) {
    case (.hole, _), (_, .hole): return try arrayBinary(left, right)
    case (.int(let left), .int(let right)): return try integer(operation, left, right)
    case (.bool(let left), .bool(let right)):
      if let result = logical(operation, left, right) { return .bool(result) }
      return try integer(operation, left ? 1 : 0, right ? 1 : 0)
    case (.int, .bool), (.bool, .int):
      return try integer(operation, left.integer ?? 0, right.integer ?? 0)
    case (.float, .float), (.float, .int), (.int, .float), (.float, .bool), (.bool, .float):
      return try float(operation, left.number ?? 0, right.number ?? 0)
    case (.instance, _), (_, .instance):
      if let result = try dispatch(operation, left, right) { return result }
      let (leftCore, rightCore) = (unwrapped(left), unwrapped(right))
      if isInstance(leftCore) || isInstance(rightCore) { return try sequence(operation, leftCore, rightCore) }
      return try supported(operation, leftCore, rightCore)
    default: return try sequence(operation, left, right)
    }
  }

  private func isInstance(_ value: Value) -> Bool {
    if case .instance = value { return true }
    return false
  }

  private func unsupported(_ operation: BinaryOperator, _ left: Value, _ right: Value, _ symbol: String) -> Fault {
    let (leftName, rightName) = (typeName(left), typeName(right))
    guard operation == .add else {
      let isRepetition = operation == .multiply && (isSequence(left) || isSequence(right))
      return isRepetition
        ? .cannotRepeat(by: isSequence(left) ? rightName : leftName) : .unsupportedOperands(symbol, leftName, rightName)
    }
    switch left {
    case .string: return .canOnlyConcatenate("str", rightName, quoted: true)
    case .list where symbol == "+": return .canOnlyConcatenate("list", rightName, quoted: true)
    case .tuple: return .canOnlyConcatenate("tuple", rightName, quoted: true)
    default: return .unsupportedOperands(symbol, leftName, rightName)
    }
  }

  private func isSequence(_ value: Value) -> Bool {
    switch value {
    case .string, .list, .tuple: true
    default: false
    }
  }

  // MARK: Numbers

  private mutating func integer(_ operation: BinaryOperator, _ left: Int, _ right: Int) throws(Raised) -> Value {
    let result: (partialValue: Int, overflow: Bool)
    switch operation {
    case .add: result = left.addingReportingOverflow(right)
    case .subtract: result = left.subtractingReportingOverflow(right)
    case .multiply: result = left.multipliedReportingOverflow(by: right)
    case .divide:
      guard right != 0 else { throw raise(.zeroDivision("division by zero")) }
      return .float(Double(left) / Double(right))
    case .floorDivide, .modulo:
      guard right != 0 else {
        throw raise(
          .zeroDivision(operation == .modulo ? "integer modulo by zero" : "integer division or modulo by zero"))
      }
      let (quotient, overflow) = left.dividedReportingOverflow(by: right)
      let remainder = overflow ? 0 : left % right
      let isBelow = remainder != 0 && (remainder < 0) != (right < 0)
      if operation == .modulo { return .int(isBelow ? remainder + right : remainder) }
      result = (isBelow ? quotient - 1 : quotient, overflow)
    case .power: return try integerPower(left, right)
    case .leftShift, .rightShift: return try shift(operation, left, right)
    case .bitAnd: return .int(left & right)
    case .bitOr: return .int(left | right)
    case .bitXor: return .int(left ^ right)
    case .matrixMultiply: throw raise(.unsupportedOperands("@", "int", "int"))
    }
    guard !result.overflow else { throw raise(.integerOverflow) }
    return .int(result.partialValue)
  }

  private mutating func shift(_ operation: BinaryOperator, _ left: Int, _ right: Int) throws(Raised) -> Value {
    guard right >= 0 else { throw raise(.negativeShift) }
    if operation == .rightShift { return .int(left >> right) }
    guard left == 0 || (right < 63 && (left << right) >> right == left) else { throw raise(.integerOverflow) }
    return .int(left << right)
  }

  private mutating func integerPower(_ base: Int, _ exponent: Int) throws(Raised) -> Value {
    if exponent < 0 {
      guard base != 0 else { throw raise(.zeroDivision("0.0 cannot be raised to a negative power")) }
      return .float(pow(Double(base), Double(exponent)))
    }
    var result = 1
    var factor = base
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 {
        let (product, overflow) = result.multipliedReportingOverflow(by: factor)
        guard !overflow else { throw raise(.integerOverflow) }
        result = product
      }
      rest >>= 1
      guard rest > 0 else { break }
      let (square, overflow) = factor.multipliedReportingOverflow(by: factor)
      guard !overflow else { throw raise(.integerOverflow) }
      factor = square
    }
    return .int(result)
  }

  /// The result, nil where floats have no such operator.
  private mutating func float(_ operation: BinaryOperator, _ left: Double, _ right: Double) throws(Raised) -> Value? {
    switch operation {
    case .add: return .float(left + right)
    case .subtract: return .float(left - right)
    case .multiply: return .float(left * right)
    case .divide:
      guard right != 0 else { throw raise(.zeroDivision("float division by zero")) }
      return .float(left / right)
    case .floorDivide, .modulo:
      guard right != 0 else {
        throw raise(.zeroDivision(operation == .modulo ? "float modulo" : "float floor division by zero"))
      }
      let (quotient, remainder) = Self.floorDivide(left, right)
      return .float(operation == .modulo ? remainder : quotient)
    case .power:
      if left == 0, right < 0 { throw raise(.zeroDivision("0.0 cannot be raised to a negative power")) }
      if left < 0, right != right.rounded(), right.isFinite, left.isFinite { throw raise(.outside("a complex number")) }
      let result = pow(left, right)
      if result.isInfinite, left.isFinite, right.isFinite { throw raise(.floatOverflow) }
      return .float(result)
    default: return nil
    }
  }

  /// Quotient and remainder as CPython's `float_divmod` gives them: the remainder has the divisor's sign.
  static func floorDivide(_ left: Double, _ right: Double) -> (quotient: Double, remainder: Double) {
    var remainder = fmod(left, right)
    var quotient = (left - remainder) / right
    if remainder != 0 {
      if (right < 0) != (remainder < 0) {
        remainder += right
        quotient -= 1
      }
    } else {
      remainder = copysign(0, right)
    }
    guard quotient != 0 else { return (copysign(0, left / right), remainder) }
    let floored = quotient.rounded(.down)
    return (quotient - floored > 0.5 ? floored + 1 : floored, remainder)
  }

  private func logical(_ operation: BinaryOperator, _ left: Bool, _ right: Bool) -> Bool? {
    switch operation {
    case .bitAnd: left && right
    case .bitOr: left || right
    case .bitXor: left != right
    default: nil
    }
  }

  // MARK: Sequences and sets

  /// The result, nil where these values have no such operator.
  private mutating func sequence(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws(Raised) -> Value? {
    switch (operation, left, right) {
    case (.add, .string(let left), .string(let right)):
      try reserve(left.utf8.count + right.utf8.count, each: 1)
      return try counted(.string(left + right))
    case (.add, .list(let left), .list(let right)):
      try reserve(heap.lists[left].elements.count + heap.lists[right].elements.count)
      return makeList(heap.lists[left].elements + heap.lists[right].elements)
    case (.add, .tuple(let left), .tuple(let right)):
      try reserve(left.count + right.count)
      return try counted(.tuple(left.elements + right.elements))
    case (.modulo, .string(let format), _): return try counted(.string(try percentFormat(format, right)))
    case (.multiply, _, _):
      if isSequence(left), let count = try indexNumber(right) { return try repetition(left, count) }
      if isSequence(right), let count = try indexNumber(left) { return try repetition(right, count) }
      return nil
    case (_, .dict(let left), .dict(let right)) where operation != .bitOr || isCounter(left):
      return try counterOperation(operation, left, right)
    case (.bitOr, .dict(let left), .dict(let right)):
      try reserve(heap.dicts[left].entries.count, each: ObjectSize.entry)
      let merged = makeDict()
      heap.bytes += heap.dicts[left].entries.count * ObjectSize.entry
      heap.dicts[merged].entries = heap.dicts[left].entries
      try update(merged, with: .dict(right))
      return .dict(merged)
    case (_, .set, .set): return try setOperation(operation, left, right)
    case (_, .view(let view), _) where view.kind != .values && (isIterable(right)),
      (_, _, .view(let view)) where view.kind != .values && isIterable(left):
      return try setOperation(operation, left, right)
    default: return nil
    }
  }

  private func isCounter(_ dict: DictID) -> Bool {
    if case .counter = heap.dicts[dict].flavour { return true }
    return false
  }

  private mutating func repetition(_ value: Value, _ count: Int) throws(Raised) -> Value? {
    switch value {
    case .list(let list): return makeList(try repeated(heap.lists[list].elements, count))
    case .tuple(let values): return try counted(.tuple(try repeated(values.elements, count)))
    case .string(let text):
      guard count > 0, !text.isEmpty else { return .string("") }
      let (bytes, overflow) = text.utf8.count.multipliedReportingOverflow(by: count)
      try reserve(overflow ? Int.max : bytes, each: 1)
      return try counted(.string(text.repeated(count)))
    default: return nil
    }
  }

  mutating func repeated(_ values: [Value], _ count: Int) throws(Raised) -> [Value] {
    guard count > 0, !values.isEmpty else { return [] }
    let (total, overflow) = values.count.multipliedReportingOverflow(by: count)
    try reserve(overflow ? Int.max : total)
    if values.count == 1 { return Array(repeating: values[0], count: count) }
    var result: [Value] = []
    result.reserveCapacity(total)
    for _ in 0..<count { result += values }
    return result
  }

  // MARK: Special methods

  private mutating func dispatch(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws(Raised) -> Value? {
    let name = operation.methodName
    let (leftType, rightType) = (classOf(left), classOf(right))
    let reflectedFirst =
      leftType != rightType && isSubclass(rightType, of: leftType)
      && heap.classes[rightType].namespace["__r\(name)__"] != nil
    let attempts = [("__\(name)__", left, right), ("__r\(name)__", right, left)]
    for (method, receiver, argument) in reflectedFirst ? attempts.reversed() : attempts {
      if method.hasPrefix("__r\(name)"), leftType == rightType { continue }
      guard let method = try specialMethod(method, of: receiver) else { continue }
      let result = try call(method, Arguments([Argument(argument)]))
      if case .notImplemented = result { continue }
      return result
    }
    return nil
  }

  package mutating func unary(_ operation: UnaryOperator, _ operand: Value) throws(Raised) -> Value {
    switch (operation, operand) {
    case (_, .hole): return operation == .not ? unshaped(operand) : arrayResult(operand)
    case (.not, _): return .bool(try !isTrue(operand))
    case (.minus, .int(let value)):
      guard value != Int.min else { throw raise(.integerOverflow) }
      return .int(-value)
    case (.plus, .int), (.plus, .float): return operand
    case (.minus, .float(let value)): return .float(-value)
    case (.invert, .int(let value)): return .int(~value)
    case (_, .bool(let value)): return try unary(operation, .int(value ? 1 : 0))
    default:
      let name = ["-": "__neg__", "+": "__pos__", "~": "__invert__"][operation.rawValue] ?? ""
      if case .instance(let id) = operand {
        if let method = try specialMethod(name, of: operand) { return try call(method, Arguments()) }
        if let core = heap.instances[id].core { return try unary(operation, core) }
      }
      throw raise(.badUnaryOperand(operation.rawValue, typeName(operand)))
    }
  }
}

extension Value {
  /// The number of an int or a bool.
  package var integer: Int? {
    switch self {
    case .int(let value): value
    case .bool(let value): value ? 1 : 0
    default: nil
    }
  }

  /// The number of an int, a bool or a float.
  package var number: Double? {
    if case .float(let value) = self { return value }
    return integer.map { Double($0) }
  }

  package var string: String? {
    if case .string(let value) = self { return value }
    return nil
  }
}
