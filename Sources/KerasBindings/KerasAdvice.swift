// What helps with mistakes that Python only knows as wrong types and wrong counts of arguments.

import Diagnostics
import Language
import ModelGraph
import Tensors

enum KerasAdvice {
  static let source: Advice.Source = { interpreter, misuse in
    switch misuse {
    case .calling(let value): calling(value, interpreter)
    case .attribute(let name, let value): attribute(name, of: value, interpreter)
    case .iterating(let value): interpreter.shown(value).map { Advice("It is one tensor of \($0)") }
    case .subscripting(let value): subscripting(value, &interpreter)
    case .arguments(let arguments, let function, let signature):
      Misfit(arguments, of: function, signature, in: &interpreter).advice
    }
  }

  private static let isNone = Advice("It is None: a function without a return gives that, and so does add()")

  private static func calling(_ value: Value, _ interpreter: Interpreter) -> Advice? {
    if let shape = interpreter.shown(value) {
      return Advice("It is a tensor of \(shape), which a layer gave: layers are called, and tensors are not")
    }
    switch value {
    case .none: return isNone
    case .module: return Advice("It is a module: what stands in it is called, as in keras.layers.Dense(10)")
    case .list, .tuple:
      let hasLayers = interpreter.leaves(of: value).contains { interpreter.layer($0) != nil }
      return hasLayers ? Advice("keras.Sequential([…]) makes one layer of a list of them") : nil
    default: return nil
    }
  }

  /// What models have, and layers and tensors have not.
  private static let modelMembers: Set = [
    "add", "compile", "evaluate", "fit", "get_layer", "inputs", "layers", "outputs", "predict", "save", "summary",
  ]

  private static func attribute(_ name: String, of value: Value, _ interpreter: Interpreter) -> Advice? {
    if value.isNone { return isNone }
    guard modelMembers.contains(name) else { return nil }
    if let shape = interpreter.shown(value) {
      return Advice("It is a tensor of \(shape); keras.Model(inputs, outputs) makes the model that has it")
    }
    guard interpreter.layer(value) != nil else { return nil }
    return name == "add"
      ? Advice("Only a Sequential has it") : Advice("It is a layer; a model, such as keras.Sequential([…]), has it")
  }

  private static func subscripting(_ value: Value, _ interpreter: inout Interpreter) -> Advice? {
    guard interpreter.isLayerClass(value), case .type(let type) = value else { return nil }
    return Advice("A layer is made with round brackets: \(interpreter.name(of: type))(…)")
  }
}

extension Interpreter {
  /// A tensor's shape as the pane shows it; nil for other values.
  fileprivate func shown(_ value: Value) -> String? { tensor(value).map { keras.graph[$0].shape.display } }

  mutating func isLayerClass(_ value: Value) -> Bool {
    if case .type(let type) = value { isSubclass(type, of: LayerClass.hostClass) } else { false }
  }
}

/// Arguments that do not fit a function, told apart as learners come to them.
private struct Misfit {
  let function: String
  let signature: Signature
  /// The arguments without the layer whose method it is.
  let given: [Argument]
  let keywords: [KeywordArgument]
  /// The class of the layer whose method it is.
  let owner: String?
  /// Those given that are tensors, or lists of them.
  let tensors: [Argument]

  init(_ arguments: Arguments, of function: String, _ signature: Signature, in interpreter: inout Interpreter) {
    self.function = function
    self.signature = signature
    keywords = arguments.keywords
    let receiver = arguments.positional.first?.value
    if let receiver, interpreter.isInstance(receiver, of: LayerClass.hostClass) {
      owner = interpreter.typeName(receiver)
      given = Array(arguments.positional.dropFirst())
    } else {
      owner = nil
      given = arguments.positional
    }
    let all = given + arguments.keywords.map { Argument($0.value, range: $0.range) }
    tensors = all.filter { argument in
      interpreter.leaves(of: argument.value).contains { interpreter.tensor($0) != nil }
    }
  }

  var advice: Advice? {
    if let misspelt { return misspelt }
    if let owner, function.hasSuffix(".__init__") { return construction(of: owner) }
    if let owner, signature.parameters.first?.name != "self", let name = function.split(separator: ".").last {
      return Advice("A method of \(owner) takes the layer first: def \(name)(self, …)")
    }
    if function == "Sequential.add", given.count > 1 { return Advice("It takes one layer; call it once for each") }
    if tensors.count > 1 {
      return Advice("Several tensors go in one list: \(owner.map { "\($0)()" } ?? function)([a, b])")
    }
    return nil
  }

  /// A required argument is missing and there is a keyword much like its name.
  private var misspelt: Advice? {
    let skipped = given.count + (owner == nil ? 0 : 1)
    let missing = signature.parameters.dropFirst(skipped).filter { parameter in
      parameter.kind == .positionalOrKeyword && parameter.defaultValue == nil
        && !keywords.contains { $0.name == parameter.name }
    }.map(\.name)
    for keyword in keywords where !signature.parameters.contains(where: { $0.name == keyword.name }) {
      guard let nearest = Spelling.nearest(to: keyword.name, among: missing) else { continue }
      return Advice("Did you mean '\(nearest)' instead of '\(keyword.name)'?", at: keyword.range)
    }
    return nil
  }

  private func construction(of layer: String) -> Advice? {
    if let tensor = tensors.first {
      let isList = if case .list = tensor.value { true } else { false }
      return Advice(
        "The layer is made first and then called: \(layer)(…)(\(isList ? "[a, b]" : "x"))", at: tensor.range)
    }
    if function != "\(layer).__init__" { return Advice("\(layer) has no __init__(self, …) that takes it") }
    let sizes = given.compactMap { if case .int(let size) = $0.value { String(size) } else { nil } }
    let required = signature.parameters.dropFirst().prefix { $0.defaultValue == nil }.count
    if required == 1, sizes.count > 1, sizes.count == given.count {
      return Advice("The sizes go in one tuple: \(layer)((\(sizes.joined(separator: ", "))))")
    }
    if required > 1, given.count == 1, case .tuple(let parts) = given[0].value, parts.count == required {
      let names = signature.parameters.dropFirst().prefix(required).map(\.name).joined(separator: ", ")
      return Advice("These are arguments of their own, without a tuple: \(layer)(\(names))", at: given[0].range)
    }
    return nil
  }
}
