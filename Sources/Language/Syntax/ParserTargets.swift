// What can be assigned to and deleted.

import Diagnostics

extension Parser {
  /// Says whether an expression is a target, and tells where it is not.
  mutating func checkTarget(
    _ target: Expression, isAssignment: Bool, isAugmented: Bool = false, isNested: Bool = false
  ) -> Bool {
    switch target.kind {
    case .missing:
      return false
    case .name, .attribute, .subscripted:
      return true
    case .starred(let inner) where isAssignment && isNested:
      return checkTarget(inner, isAssignment: true, isNested: true)
    case .tuple(let elements) where !isAugmented, .list(let elements) where !isAugmented:
      return checkElements(elements, isAssignment: isAssignment, at: target.range)
    case .tuple where isAugmented, .list where isAugmented:
      let isTuple = if case .tuple = target.kind { true } else { false }
      report(.invalidAugmented(isTuple ? "tuple" : "list"), at: target.range)
      return false
    default:
      report(
        .invalidTarget(describe(target, isNested: isNested, isAssignment: isAssignment), isAssignment: isAssignment),
        at: target.range)
      return false
    }
  }

  private mutating func checkElements(_ elements: [Expression], isAssignment: Bool, at range: SourceRange) -> Bool {
    var starred = 0
    for element in elements {
      guard checkTarget(element, isAssignment: isAssignment, isNested: true) else { return false }
      if case .starred = element.kind { starred += 1 }
    }
    if starred > 1 { report(.severalStarredTargets, at: range) }
    return starred <= 1
  }

  private func describe(_ target: Expression, isNested: Bool, isAssignment: Bool) -> String {
    let hint = isAssignment && !isNested ? " here. Maybe you meant '==' instead of '='?" : ""
    switch target.kind {
    case .constant(.none): return "None"
    case .constant(.bool(let value)): return value ? "True" : "False"
    case .constant(.ellipsis): return "ellipsis" + hint
    case .constant: return "literal" + hint
    case .formatted: return "f-string expression" + hint
    case .call: return "function call" + hint
    case .comparison: return "comparison" + hint
    case .lambda: return "lambda" + hint
    case .conditional: return "conditional expression" + hint
    case .dict: return "dict literal" + hint
    case .set: return "set display" + hint
    case .comprehension(let comprehension):
      switch comprehension.result {
      case .list: return "list comprehension" + hint
      case .set: return "set comprehension" + hint
      case .dict: return "dict comprehension" + hint
      case .generator: return "generator expression" + hint
      }
    default: return "expression" + hint
    }
  }
}
