// Functions that a host gives to sessions, and the arguments that they are called with.

import Diagnostics

/// A function of the host's.
package struct HostFunction: Sendable {
  package typealias Body = @Sendable (inout Interpreter, BoundArguments) throws(Raised) -> Value

  package let name: String
  /// What messages call it: `Conv2D.__init__`.
  package let qualifiedName: String
  package let signature: Signature
  /// Whether it wants to be called with holes among its arguments. Otherwise such a call gives a hole.
  package let acceptsHoles: Bool
  package let body: Body

  package init(
    _ name: String, qualifiedName: String? = nil, _ parameters: [Parameter] = [],
    style: Signature.Style = .defined, acceptsHoles: Bool = false, body: @escaping Body
  ) {
    self.name = name
    self.qualifiedName = qualifiedName ?? name
    self.signature = Signature(parameters, style: style)
    self.acceptsHoles = acceptsHoles
    self.body = body
  }
}

extension HostFunction {
  /// The same function with defaults for its last parameters, and none for the others.
  func withDefaults(_ values: [Value]) -> HostFunction {
    let first = signature.parameters.count - values.count
    let parameters = signature.parameters.enumerated().map { index, parameter in
      Parameter(parameter.name, parameter.kind, default: index >= first ? values[index - first] : nil)
    }
    return HostFunction(
      name, qualifiedName: qualifiedName, parameters, style: signature.style, acceptsHoles: acceptsHoles, body: body)
  }
}

/// An argument of a call, and where it stands, if it stands in a session.
package struct Argument: Sendable {
  package var value: Value
  package var range: SourceRange?

  package init(_ value: Value, range: SourceRange? = nil) {
    self.value = value
    self.range = range
  }
}

package struct KeywordArgument: Sendable {
  package var name: String
  package var value: Value
  package var range: SourceRange?

  package init(_ name: String, _ value: Value, range: SourceRange? = nil) {
    self.name = name
    self.value = value
    self.range = range
  }
}

/// The arguments of a call as they are given.
package struct Arguments: Sendable {
  package var positional: [Argument]
  package var keywords: [KeywordArgument]
  /// Whether all of them are there; a call whose bracket is not closed may lack some.
  package var isComplete: Bool

  package init(_ positional: [Argument] = [], keywords: [KeywordArgument] = [], isComplete: Bool = true) {
    self.positional = positional
    self.keywords = keywords
    self.isComplete = isComplete
  }

  package init(_ positional: [Value], keywords: [KeywordArgument] = []) {
    self.init(positional.map { Argument($0) }, keywords: keywords)
  }

  /// The first hole among them.
  var hole: Value? {
    positional.first(where: \.value.isHole)?.value ?? keywords.first(where: \.value.isHole)?.value
  }
}

/// The arguments of a call by parameter: given ones and defaults.
package struct BoundArguments: Sendable {
  struct Slot: Sendable {
    var value: Value
    var range: SourceRange?
    var isPassed: Bool
  }

  package let signature: Signature
  /// What messages call the function.
  let function: String
  var slots: [Slot]
  /// What `*args` took.
  package internal(set) var variadic: [Argument] = []
  /// What `**kwargs` took, in the order given.
  package internal(set) var keywords: [KeywordArgument] = []

  package subscript(index: Int) -> Value { slots[index].value }

  /// The value of a parameter. The signature must have it.
  package subscript(name: String) -> Value { slots[index(of: name)].value }

  /// Whether the call gave it, rather than the default.
  package func isPassed(_ name: String) -> Bool { slots[index(of: name)].isPassed }

  /// Where the argument stands, nil for a default and for what a host passed.
  package func range(of name: String) -> SourceRange? { slots[index(of: name)].range }

  /// The arguments that the call gave by the names of parameters, in the order of the parameters.
  package var passed: [(name: String, value: Value, range: SourceRange?)] {
    zip(signature.parameters, slots).compactMap { parameter, slot in
      slot.isPassed ? (parameter.name, slot.value, slot.range) : nil
    }
  }

  private func index(of name: String) -> Int {
    guard let index = signature.parameters.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("the signature has no parameter '\(name)'")
    }
    return index
  }
}
