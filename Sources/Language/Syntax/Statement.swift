// The tree's statements, and the tree itself.

import Diagnostics

package struct Statement: Sendable {
  package indirect enum Kind: Sendable {
    case expression(Expression)
    case assignment(targets: [Expression], value: Expression)
    /// `x: int` alone has no value and does nothing.
    case annotated(target: Expression, value: Expression?)
    case augmented(target: Expression, BinaryOperator, value: Expression)
    case returning(Expression?)
    case raising(Expression?, cause: Expression?)
    case assertion(Expression, message: Expression?)
    case deletion([Expression])
    case pass, breaking, continuing
    case global([Name])
    case nonlocal([Name])
    case importing([ImportedModule])
    case importingFrom(ImportedNames)
    case branches([Branch], otherwise: [Statement])
    case whileLoop(condition: Expression, body: [Statement], otherwise: [Statement])
    case forLoop(target: Expression, iterable: Expression, body: [Statement], otherwise: [Statement])
    case trying(TrySyntax)
    case with([WithItem], body: [Statement])
    case function(FunctionSyntax)
    case classDefinition(ClassSyntax)
    /// Tokens of which no statement could be made. Reported by the parser.
    case unexpected
  }

  package let kind: Kind
  package let range: SourceRange
}

package struct Branch: Sendable {
  package let condition: Expression
  package let body: [Statement]
}

/// `import a.b as c`. Without `as` it binds the first part of the path.
package struct ImportedModule: Sendable {
  package let path: [String]
  package let bound: Name
  package let isAliased: Bool
  package let range: SourceRange
}

package struct ImportedNames: Sendable {
  package struct Item: Sendable {
    package let imported: String
    package let bound: Name
    package let range: SourceRange
  }
  /// How many dots stand before the path of a relative import: one is the package itself, each further one its parent.
  package let level: Int
  package let path: [String]
  package let pathRange: SourceRange
  package let items: [Item]
  package let isStar: Bool
}

package struct TrySyntax: Sendable {
  package struct Handler: Sendable {
    package let type: Expression?
    package let name: Name?
    package let body: [Statement]
  }
  package let body: [Statement]
  package let handlers: [Handler]
  package let otherwise: [Statement]
  package let finally: [Statement]
}

package struct WithItem: Sendable {
  package let context: Expression
  package let target: Expression?
}

package struct ParameterSyntax: Sendable {
  package let name: Name
  package let kind: Parameter.Kind
  package let defaultValue: Expression?
}

/// A `def` or a lambda. A lambda's body is one return statement.
package struct FunctionSyntax: Sendable {
  package let name: Name?
  package let parameters: [ParameterSyntax]
  package let body: [Statement]
  package let decorators: [Expression]
  package let docstring: String?
  package let scope: Int
  package let range: SourceRange
}

package struct ClassSyntax: Sendable {
  package let name: Name
  package let bases: [ArgumentSyntax]
  package let body: [Statement]
  package let decorators: [Expression]
  package let docstring: String?
  package let scope: Int
}

/// The tree of one source.
package struct ModuleSyntax: Sendable {
  package let source: SourceText
  package let statements: [Statement]
  /// The top-level statements that have a diagnostic: what goes wrong in them besides is its consequence.
  let faulty: Set<Int>
  let resolution: Resolution
}

/// A tree, which there always is, and what is wrong with the text.
package struct ParseResult: Sendable {
  package let tree: ModuleSyntax
  /// The tokens in order. With their trivia they are the source, byte for byte.
  package let tokens: [Token]
  package let diagnostics: [Diagnostic]
}
