// What can be called, and with what: the layers from their registry, everything else from its own parameters.

import Language
import ModelGraph
import Tensors

/// Something that a session calls, for completion and signature help.
package struct CallReference: Sendable {
  package struct Parameter: Sendable {
    package let name: String
    /// As it stands in a definition: `strides=(1, 1)`, `*args`.
    package let text: String
    /// One sentence; empty where nothing is known.
    package let summary: String
    package struct Choice: Sendable {
      /// As Python writes it: `'same'`, `True`.
      package let text: String
      /// A line; empty where the parameter's own says it.
      package let summary: String
    }

    /// What may be given. Empty where anything may be.
    package let choices: [Choice]
    package let kind: Language.Parameter.Kind
  }

  package let name: String
  /// One sentence; empty where nothing is known.
  package let summary: String
  package let parameters: [Parameter]

  /// The parameter that an argument without a name is for.
  package func parameter(at position: Int) -> Int? {
    var left = position
    for (index, parameter) in parameters.enumerated() {
      switch parameter.kind {
      case .variadic: return index
      case .positionalOnly, .positionalOrKeyword:
        if left == 0 { return index }
        left -= 1
      case .keywordOnly, .keywords: return nil
      }
    }
    return nil
  }

  /// The parameter of a name; else the one that takes all names.
  package func parameter(named name: String) -> Int? {
    parameters.firstIndex { $0.name == name && $0.kind != .variadic && $0.kind != .keywords }
      ?? parameters.firstIndex { $0.kind == .keywords }
  }
}

/// The layers that can be made by name.
package enum LayerReference {
  /// By every name that a layer has.
  package static let all: [String: CallReference] = Dictionary(
    LayerRegistry.all.flatMap { type in
      ([type.name] + type.signature.aliases).map { ($0, reference(of: type.signature, named: $0)) }
    }, uniquingKeysWith: { first, _ in first })

  private static func reference(of signature: LayerSignature, named name: String) -> CallReference {
    let own = signature.parameters.map { parameter(of: $0, kind: .positionalOrKeyword) }
    let names = Set(own.map(\.name))
    let common = [LayerSignature.Parameter].common.filter { !names.contains($0.name) }
      .map { parameter(of: $0, kind: .keywordOnly) }
    return CallReference(name: name, summary: signature.summary, parameters: own + common)
  }

  fileprivate static func parameter(
    of parameter: LayerSignature.Parameter, kind: Language.Parameter.Kind
  ) -> CallReference.Parameter {
    var choices = parameter.choices.all.map {
      CallReference.Parameter.Choice(text: "'\($0)'", summary: parameter.choices.meaning(of: $0) ?? "")
    }
    if case .bool? = parameter.defaultValue { choices = .flags }
    return CallReference.Parameter(
      name: parameter.name, text: parameter.name + (parameter.defaultValue.map { "=\($0.description)" } ?? ""),
      summary: parameter.summary, choices: choices, kind: kind)
  }
}

extension Interpreter {
  /// What a call of something takes; nil where that is not known.
  package mutating func callReference(of known: KnownValue, named name: String) -> CallReference? {
    switch known {
    case .value(.type(let type)):
      if isHostClass(type), isSubclass(type, of: LayerClass.hostClass),
        let layer = LayerReference.all[self.name(of: type)]
      {
        return layer
      }
      return reference(of: .type(type), named: name)
    case .value(.instance), .instance:
      return knownAttribute("call", of: known).flatMap { reference(of: $0, named: name, isMethod: true) }
        ?? knownAttribute("__call__", of: known).flatMap { reference(of: $0, named: name, isMethod: true) }
    case .method(let function): return reference(of: function, named: name, isMethod: true)
    case .value(let value): return reference(of: value, named: name)
    }
  }

  private mutating func reference(of value: Value, named name: String, isMethod: Bool = false) -> CallReference? {
    guard let signature = signature(of: value) else { return nil }
    let known = name == "Input" ? LayerRegistry.layer(named: "InputLayer")?.signature.parameters ?? [] : []
    // The receiver of a method is given by the dot.
    let parameters = signature.parameters.dropFirst(isMethod ? 1 : 0)
    var all: [CallReference.Parameter] = []
    for parameter in parameters {
      let documented = known.first { $0.name == parameter.name }
        .map { LayerReference.parameter(of: $0, kind: parameter.kind) }
      all.append(
        documented
          ?? CallReference.Parameter(
            name: parameter.name, text: text(of: parameter), summary: "", choices: choices(parameter.defaultValue),
            kind: parameter.kind))
    }
    return CallReference(name: name, summary: documentation(of: value) ?? "", parameters: all)
  }

  private func choices(_ defaultValue: Value?) -> [CallReference.Parameter.Choice] {
    if case .bool? = defaultValue { .flags } else { [] }
  }

  // MARK: Values

  /// What an expression is, layers and tensors included: a layer's class gives a layer, a layer gives a tensor.
  package mutating func knownInKeras(_ expression: Expression, local: [String: Expression]) -> KnownValue? {
    known(expression, local: local) { interpreter, callee in
      let tensor = KnownValue.instance(of: interpreter.classID(of: TensorClass.hostClass))
      switch callee {
      case .value(.instance(let id)) where interpreter.isInstance(.instance(id), of: LayerClass.hostClass):
        return tensor
      case .instance(let type) where interpreter.isSubclass(type, of: LayerClass.hostClass): return tensor
      case .value(.hostFunction(let id)) where interpreter.heap.hostFunctions[id].name == "Input": return tensor
      default: return nil
      }
    }
  }

  /// A value in a few words: what completion says of a name.
  package mutating func inAFewWords(_ value: Value) -> String {
    if let tensor = tensor(value) { return "Tensor of \(keras.graph[tensor].shape.display)." }
    if let layer = layer(value) { return "\(keras.graph[layer].typeName) named \(keras.graph[layer].name)." }
    if case .type(let type) = value, isHostClass(type), let layer = LayerReference.all[self.name(of: type)] {
      return layer.summary
    }
    if let line = documentation(of: value) { return line }
    switch value {
    case .module: return "Module."
    case .type: return "Class."
    case .hole: return "Not known here."
    case .function, .hostFunction, .boundMethod:
      return reference(of: value, named: "").map { "Takes \($0.list)." } ?? ""
    default:
      let text = (try? repr(value)) ?? ""
      return text.count > 40 ? text.prefix(39) + "…" : text
    }
  }
}

extension [CallReference.Parameter.Choice] {
  fileprivate static let flags = ["True", "False"].map { Element(text: $0, summary: "") }
}

extension CallReference {
  /// Its parameters in brackets.
  fileprivate var list: String { "(" + parameters.map(\.text).joined(separator: ", ") + ")" }
}
