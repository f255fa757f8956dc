// Expressions.

import Diagnostics

extension Interpreter {
  mutating func evaluate(_ expression: Expression) throws(Raised) -> Value {
    switch expression.kind {
    case .name(let name):
      let value = try load(name)
      return value.isHole ? noting(value, named: name.identifier, at: name.range) : value
    case .constant(let constant): return constant.value
    case .call(let call): return try evaluateCall(call, at: expression.range)
    case .attribute(let object, let attribute): return try evaluateAttribute(object, attribute, at: expression.range)
    case .binary(let operation, let left, let right):
      let left = try evaluate(left)
      let right = try evaluate(right)
      place = expression.range
      return try binary(operation, left, right)
    case .tuple(let elements): return try counted(.tuple(try evaluateElements(elements)))
    case .list(let elements):
      let values = try evaluateElements(elements)
      return makeList(values)
    case .subscripted(let object, let index): return try evaluateSubscript(object, index, at: expression.range)
    case .comparison(let first, let parts): return try evaluateComparison(first, parts)
    case .boolean(let operation, let left, let right): return try evaluateBoolean(operation, left, right)
    case .conditional(let condition, let then, let otherwise):
      return try isTrue(try evaluate(condition)) ? try evaluate(then) : try evaluate(otherwise)
    case .lambda(let function): return try makeFunction(function)
    default: return try evaluateRest(expression)
    }
  }

  /// The rarer kinds, apart so that the common ones need less stack.
  private mutating func evaluateRest(_ expression: Expression) throws(Raised) -> Value {
    switch expression.kind {
    case .unary(let operation, let operand):
      let operand = try evaluate(operand)
      place = expression.range
      return try unary(operation, operand)
    case .formatted(let parts): return try counted(.string(try evaluateFormatted(parts)))
    case .dict(let items): return try evaluateDict(items)
    case .set(let elements):
      let values = try evaluateElements(elements)
      place = expression.range
      // Of three constants and more CPython makes a frozenset first, which it copies each time.
      guard elements.count > 2, expression.constantSet != nil else { return try makeSet(values) }
      return makeSet(try constantSet(values).copy(isFrozen: false))
    case .slice(let lower, let upper, let step): return try evaluateSlice(lower, upper, step)
    case .comprehension(let comprehension): return try evaluateComprehension(comprehension)
    case .assigned(let name, let value):
      let value = try evaluate(value)
      try store(value, name)
      return value
    default:
      return .hole
    }
  }

  /// What a loop runs over. A set of constants is a frozenset there, which is in another order than its copy.
  mutating func evaluateIterable(_ expression: Expression) throws(Raised) -> Value {
    guard let elements = expression.constantSet else { return try evaluate(expression) }
    return makeSet(try constantSet(try evaluateElements(elements)))
  }

  /// The frozenset that CPython's compiler makes of constants: once of all, and once more to unite equal constants.
  private mutating func constantSet(_ values: [Value]) throws(Raised) -> SetObject {
    var set = SetObject(isFrozen: true)
    for value in values { set.insert(value, try hashKey(value)) }
    var again = SetObject(isFrozen: true)
    for value in set.values { again.insert(value, try hashKey(value)) }
    return again
  }

  private mutating func evaluateElements(_ elements: [Expression]) throws(Raised) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(elements.count)
    for element in elements {
      if case .starred(let inner) = element.kind {
        let iterable = try evaluate(inner)
        place = inner.range
        guard iterable.isHole || isIterable(iterable) else { throw raise(.notStarrable(typeName(iterable))) }
        values += try self.elements(of: iterable)
      } else {
        values.append(try evaluate(element))
      }
    }
    return values
  }

  private mutating func evaluateAttribute(
    _ object: Expression, _ attribute: String, at range: SourceRange
  ) throws(Raised) -> Value {
    let object = try evaluate(object)
    guard !attribute.isEmpty else { return .hole }
    place = range
    return noting(try getAttribute(attribute, of: object), at: range)
  }

  private mutating func evaluateSubscript(
    _ object: Expression, _ index: Expression, at range: SourceRange
  ) throws(Raised) -> Value {
    let object = try evaluate(object)
    let index = try evaluate(index)
    place = range
    return noting(try getItem(index, of: object), at: range)
  }

  private mutating func evaluateSlice(
    _ lower: Expression?, _ upper: Expression?, _ step: Expression?
  ) throws(Raised) -> Value {
    let parts = try [lower, upper, step].map { (part) throws(Raised) -> Value in
      guard let part else { return .none }
      return try evaluate(part)
    }
    if let hole = parts.first(where: \.isHole) { return unshaped(hole) }
    return try makeSlice(parts[0], parts[1], parts[2])
  }

  private mutating func evaluateBoolean(
    _ operation: BooleanOperator, _ left: Expression, _ right: Expression
  ) throws(Raised) -> Value {
    let value = try evaluate(left)
    return try isTrue(value) == (operation == .and) ? try evaluate(right) : value
  }

  private mutating func evaluateComparison(_ first: Expression, _ parts: [ComparisonPart]) throws(Raised) -> Value {
    var left = try evaluate(first)
    var result = Value.bool(true)
    for (index, part) in parts.enumerated() {
      let right = try evaluate(part.right)
      place = first.range.union(part.right.range)
      result = try compare(part.comparison, left, right)
      if index < parts.count - 1, try !isTrue(result) { return result }
      left = right
    }
    return result
  }

  private mutating func evaluateDict(_ items: [DictItem]) throws(Raised) -> Value {
    let dict = makeDict()
    for item in items {
      guard let keySyntax = item.key else {
        let mapping = try evaluate(item.value)
        place = item.value.range
        if !mapping.isHole, try !isMapping(mapping) { throw raise(.notAMapping(typeName(mapping))) }
        try update(dict, with: mapping)
        continue
      }
      let key = try evaluate(keySyntax)
      let value = try evaluate(item.value)
      if key.isHole {
        try pass(over: key)
        continue
      }
      place = keySyntax.range
      try insert(value, for: key, into: dict)
    }
    return .dict(dict)
  }

  private mutating func evaluateFormatted(_ parts: [FormattedPart]) throws(Raised) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .text(let piece): text += piece
      case .value(let expression, let conversion, let format):
        let value = try evaluate(expression)
        let specification = try evaluateFormatted(format)
        place = expression.range
        text += try self.format(value, conversion: conversion, specification)
        try requireRoom(for: text.utf8.count)
      }
    }
    return text
  }
}

extension Constant {
  var value: Value {
    switch self {
    case .none: .none
    case .ellipsis: .ellipsis
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .float(let value): .float(value)
    case .string(let value): .string(value)
    }
  }
}
