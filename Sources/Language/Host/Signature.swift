// Parameters of functions, those of sessions and those of hosts alike.

/// A parameter of a function.
package struct Parameter: Sendable {
  package enum Kind: Hashable, Sendable {
    case positionalOnly, positionalOrKeyword, keywordOnly
    /// `*args`
    case variadic
    /// `**kwargs`
    case keywords
  }

  package let name: String
  package let kind: Kind
  package let defaultValue: Value?

  package init(_ name: String, _ kind: Kind = .positionalOrKeyword, default defaultValue: Value? = nil) {
    self.name = name
    self.kind = kind
    self.defaultValue = defaultValue
  }

  var isRequired: Bool { defaultValue == nil && kind != .variadic && kind != .keywords }
  var takesPositional: Bool { kind == .positionalOnly || kind == .positionalOrKeyword }
}

/// The parameters of a function, in the order of the definition.
package struct Signature: Sendable {
  /// Python's own functions in C tell of wrong arguments in other words than `def` functions do.
  package enum Style: Hashable, Sendable { case defined, builtin }

  package let parameters: [Parameter]
  package let style: Style
  /// The first parameters, those that take positional arguments.
  let positionalCount: Int
  let variadicIndex: Int?
  let keywordsIndex: Int?

  /// One for a method: CPython's methods in C do not count their receiver.
  var receiverCount: Int { ["self", "class"].contains(parameters.first?.name) ? 1 : 0 }

  package init(_ parameters: [Parameter], style: Style = .defined) {
    self.parameters = parameters
    self.style = style
    positionalCount = parameters.prefix(while: \.takesPositional).count
    variadicIndex = parameters.firstIndex { $0.kind == .variadic }
    keywordsIndex = parameters.firstIndex { $0.kind == .keywords }
  }
}
