// A layer's call as it is written: its class and its arguments by Keras' names, each in the session's own words.

import Language
import ModelGraph

struct LayerCallText {
  /// What stands before the class' name: `keras.layers.` or nothing.
  let qualifier: String
  let typeName: String
  /// By Keras' names.
  private var arguments: [String: String] = [:]
  /// Whether the layer's name is a text rather than an expression.
  private var isNameLiteral = false

  /// `text` gives the source of an expression.
  init(_ call: CallSyntax, of type: LayerType, text: (Expression) -> String) throws(RewriteRefusal) {
    let callee = text(call.callee)
    let name = callee.split(separator: ".").last.map(String.init) ?? ""
    guard ([type.name] + type.signature.aliases).contains(name) else { throw .renamed(callee) }
    qualifier = String(callee.dropLast(name.count))
    typeName = type.name
    var parameters = type.signature.parameters.map(\.name)[...]
    for argument in call.arguments {
      switch argument.kind {
      case .positional:
        if let parameter = parameters.popFirst() { add(parameter, argument.value, text) }
      case .keyword(let name): add(name, argument.value, text)
      case .iterable: throw .hidden("*" + text(argument.value))
      case .mapping: throw .hidden("**" + text(argument.value))
      }
    }
  }

  private mutating func add(_ name: String, _ value: Expression, _ text: (Expression) -> String) {
    arguments[name] = text(value).onOneLine
    guard name == "name" else { return }
    switch value.kind {
    case .constant(.string), .formatted: isNameLiteral = true
    default: break
    }
  }

  subscript(name: String) -> String? { arguments[name] }

  /// The layer's name for a part of it; nil where it has none.
  func name(suffix: String) -> String? {
    guard let name = arguments["name"], name != "None" else { return nil }
    if isNameLiteral, let quote = name.last { return "\(name.dropLast())_\(suffix)\(quote)" }
    return (name.isWrittenAsName ? name : "(\(name))") + " + '_\(suffix)'"
  }
}

/// One of the layers that a layer becomes.
struct LayerPart {
  let typeName: String
  private var arguments: [String]

  init(_ typeName: String, _ positional: String...) {
    self.typeName = typeName
    arguments = positional
  }

  /// Adds an argument where there is one.
  func with(_ name: String, _ text: String?) -> LayerPart {
    var part = self
    if let text { part.arguments.append("\(name)=\(text)") }
    return part
  }

  /// Takes over some of the call's arguments, those that begin so under another beginning.
  func taking(_ names: [String], of call: LayerCallText, renaming prefix: (from: String, to: String)? = nil)
    -> LayerPart
  {
    names.reduce(self) { part, name in
      guard let prefix, name.hasPrefix(prefix.from) else { return part.with(name, call[name]) }
      return part.with(prefix.to + name.dropFirst(prefix.from.count), call[name])
    }
  }

  /// Its call, by a class that is written so.
  func text(as callee: String) -> String { "\(callee)(\(arguments.joined(separator: ", ")))" }
}

extension String {
  /// Whether an expression is a name, with its dots, and so needs no brackets.
  var isWrittenAsName: Bool { allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." } }

  /// Without line breaks and the indentation after them.
  var onOneLine: String {
    split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " || $0 == "\t" } }.joined(separator: " ")
  }
}
