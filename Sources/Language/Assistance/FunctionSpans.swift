// The functions of a tree and where they stand.

import Diagnostics

/// A `def` or a lambda.
package struct FunctionSpan: Sendable {
  /// Nil for a lambda.
  package let name: String?
  package let parameters: [ParameterSyntax]
  /// From its first word to the end of its body.
  package let range: SourceRange
  /// Whether it stands by itself, in no class, function or block.
  package let isTopLevel: Bool
}

extension ModuleSyntax {
  /// All of them, each before those within it.
  package var functions: [FunctionSpan] {
    var found: [FunctionSpan] = []
    let topLevel = Set(statements.map(\.range))
    forEachStatement { statement in
      guard case .function(let function) = statement.kind else { return }
      found.append(
        FunctionSpan(
          name: function.name?.identifier, parameters: function.parameters, range: function.range,
          isTopLevel: topLevel.contains(statement.range)))
    }
    forEachExpression { expression in
      guard case .lambda(let function) = expression.kind else { return }
      found.append(
        FunctionSpan(name: nil, parameters: function.parameters, range: function.range, isTopLevel: false))
    }
    return found
  }
}
