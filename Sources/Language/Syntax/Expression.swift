// The tree's expressions. A missing expression is a node too.

import Diagnostics

/// A name where it stands. `occurrence` numbers the names of one tree, so that the resolver can say what each means.
package struct Name: Sendable {
  package let identifier: String
  package let occurrence: Int
  package let range: SourceRange
}

package struct Expression: Sendable {
  package indirect enum Kind: Sendable {
    /// An expression that should be there and is not, or one that makes no sense. Reported by the parser.
    case missing
    case name(Name)
    case constant(Constant)
    case formatted([FormattedPart])
    case tuple([Expression])
    case list([Expression])
    case set([Expression])
    case dict([DictItem])
    case starred(Expression)
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    case boolean(BooleanOperator, Expression, Expression)
    case comparison(Expression, [ComparisonPart])
    case conditional(condition: Expression, then: Expression, otherwise: Expression)
    case lambda(FunctionSyntax)
    case call(CallSyntax)
    /// An empty attribute is a missing one.
    case attribute(Expression, String)
    case subscripted(Expression, Expression)
    case slice(lower: Expression?, upper: Expression?, step: Expression?)
    case comprehension(ComprehensionSyntax)
    case assigned(Name, Expression)
  }

  package let kind: Kind
  package let range: SourceRange
  /// How many nodes lie on the longest way down. The parser bounds it, and so the stack of all that walks the tree.
  let height: Int

  init(kind: Kind, range: SourceRange) {
    self.kind = kind
    self.range = range
    height = 1 + (kind.children.lazy.map(\.height).max() ?? 0)
  }

  package var isMissing: Bool {
    if case .missing = kind { return true }
    return false
  }
}

package enum Constant: Hashable, Sendable {
  case none, ellipsis
  case bool(Bool)
  case int(Int)
  case float(Double)
  case string(String)
}

/// A piece of an f-string: text, or a value with its conversion (`!r`) and format.
package enum FormattedPart: Sendable {
  case text(String)
  case value(Expression, conversion: Character?, format: [FormattedPart])
}

/// `key: value`, or `**value` where the key is nil.
package struct DictItem: Sendable {
  package let key: Expression?
  package let value: Expression
}

package struct ComparisonPart: Sendable {
  package let comparison: ComparisonOperator
  package let right: Expression
}

package struct ArgumentSyntax: Sendable {
  package enum Kind: Sendable {
    case positional
    case keyword(String)
    case iterable
    case mapping
  }
  package let kind: Kind
  package let value: Expression
  package let range: SourceRange
}

extension ArgumentSyntax {
  var isMapping: Bool {
    if case .mapping = kind { return true }
    return false
  }
}

package struct CallSyntax: Sendable {
  package let callee: Expression
  package let arguments: [ArgumentSyntax]
  /// Whether its bracket is closed and every argument is there.
  package let isComplete: Bool
}

package struct ComprehensionSyntax: Sendable {
  package enum Result: Sendable {
    case list(Expression)
    case set(Expression)
    case generator(Expression)
    case dict(key: Expression, value: Expression)
  }
  package struct Clause: Sendable {
    package let target: Expression
    package let iterable: Expression
    package let conditions: [Expression]
  }
  package let result: Result
  package let clauses: [Clause]
  /// Numbers the scopes of one tree.
  package let scope: Int
}

package enum UnaryOperator: String, Sendable {
  case minus = "-"
  case plus = "+"
  case invert = "~"
  case not
}

package enum BooleanOperator: String, Sendable { case and, or }

package enum BinaryOperator: String, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case modulo = "%"
  case power = "**"
  case matrixMultiply = "@"
  case leftShift = "<<"
  case rightShift = ">>"
  case bitAnd = "&"
  case bitOr = "|"
  case bitXor = "^"
}

package enum ComparisonOperator: String, Sendable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case contains = "in"
  case containsNot = "not in"
  case identical = "is"
  case identicalNot = "is not"
}

extension Expression.Kind {
  /// The expressions directly below, those of a lambda's parameters and body included.
  package var children: [Expression] {
    switch self {
    case .missing, .name, .constant: []
    case .formatted(let parts): parts.flatMap(\.children)
    case .tuple(let elements), .list(let elements), .set(let elements): elements
    case .dict(let items): items.flatMap { [$0.key, $0.value].compactMap(\.self) }
    case .starred(let operand), .unary(_, let operand), .attribute(let operand, _), .assigned(_, let operand):
      [operand]
    case .binary(_, let left, let right), .boolean(_, let left, let right), .subscripted(let left, let right):
      [left, right]
    case .comparison(let first, let rest): [first] + rest.map(\.right)
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .lambda(let function): function.parameters.compactMap(\.defaultValue) + function.lambdaBody
    case .call(let call): [call.callee] + call.arguments.map(\.value)
    case .slice(let lower, let upper, let step): [lower, upper, step].compactMap(\.self)
    case .comprehension(let comprehension): comprehension.children
    }
  }
}

extension FormattedPart {
  var children: [Expression] {
    switch self {
    case .text: []
    case .value(let expression, _, let format): [expression] + format.flatMap(\.children)
    }
  }
}

extension FunctionSyntax {
  var lambdaBody: [Expression] {
    guard name == nil, case .returning(let value?)? = body.first?.kind else { return [] }
    return [value]
  }
}

extension ComprehensionSyntax {
  var results: [Expression] {
    switch result {
    case .list(let element), .set(let element), .generator(let element): [element]
    case .dict(let key, let value): [key, value]
    }
  }

  fileprivate var children: [Expression] {
    results + clauses.flatMap { [$0.target, $0.iterable] + $0.conditions }
  }
}
