// The classes of the primitive layers, each made from its signature in the registry.

import Diagnostics
import Language
import ModelGraph
import Tensors

enum PrimitiveClass {
  /// The primitive classes by every name that they have.
  static let all: [(name: String, hostClass: HostClass)] = LayerRegistry.all.flatMap { definition in
    let hostClass = hostClass(of: definition)
    return ([definition.signature.name] + definition.signature.aliases).map { ($0, hostClass) }
  }

  /// The class of a name that the registry has.
  static func hostClass(named name: String) -> HostClass {
    guard let found = byName[name] else { preconditionFailure("no layer class \(name)") }
    return found
  }

  private static let byName = Dictionary(all.map { ($0.name, $0.hostClass) }) { first, _ in first }

  private static func hostClass(of definition: any LayerDefinition.Type) -> HostClass {
    let signature = definition.signature
    return HostClass(
      signature.name, module: "keras.layers", base: LayerClass.hostClass,
      members: [
        ("__init__", .method(initializer(of: definition))),
        ("call", .method(call(of: signature))),
        ("build", .method(build(of: signature))),
      ])
  }

  /// Keras 2's names of arguments that Keras 3 still takes.
  private static let formerNames = ["LeakyReLU": ["alpha": "negative_slope"]]

  private static func initializer(of definition: any LayerDefinition.Type) -> HostFunction {
    let signature = definition.signature
    let names = signature.parameters.map(\.name)
    let common = [LayerSignature.Parameter].common.map(\.name).filter(names.contains)
    let former = formerNames[signature.name] ?? [:]
    let parameters = signature.parameters.map { Language.Parameter($0.name, default: $0.defaultValue?.value) }
    return .method("__init__", of: signature.name, parameters + [Parameter("kwargs", .keywords)]) {
      interpreter, arguments throws(Raised) in
      var passed = try interpreter.passed(names, in: arguments)
      let activation = interpreter.takeActivation(from: &passed, in: arguments)
      interpreter.setDataFormat(of: &passed, among: names)
      var keywords = common.filter(arguments.isPassed).map {
        KeywordArgument($0, arguments[$0], range: arguments.range(of: $0))
      }
      for keyword in arguments.keywords {
        if let name = former[keyword.name] {
          passed.values[name] = try interpreter.argumentValue(keyword.value)
          passed.ranges[name] = keyword.range
        } else {
          keywords.append(keyword)
        }
      }
      if names.contains("data_format"), passed.values["data_format"] ?? .null == .null {
        passed.values["data_format"] = .string(interpreter.keras.dataFormat.rawValue)
      }
      let shared = try interpreter.commonArguments(keywords, of: signature.name, own: names)
      let operation = try interpreter.read(passed, as: signature) { arguments throws(LayerProblem) in
        try definition.init(arguments).operation
      }
      let layer = try interpreter.makeLayer(
        .primitive(operation), object: arguments[0], shared, argumentRanges: passed.ranges)
      if let activation { try interpreter.withKeras { $0.activations[layer] = activation } }
      // An input layer has its one call, on nothing, from the start.
      if case .inputLayer = operation { try interpreter.apply(operation, of: layer, to: []) }
      return .none
    }
  }

  /// `call`, which `__call__` comes to; a session's subclass calls it by `super()`.
  private static func call(of signature: LayerSignature) -> HostFunction {
    let parameters = [
      Parameter("inputs"), Parameter("training", .keywordOnly, default: Value.none),
      Parameter("mask", .keywordOnly, default: Value.none),
    ]
    return .method("call", of: signature.name, parameters) { interpreter, arguments throws(Raised) in
      let layer = try interpreter.requireLayer(arguments[0])
      guard let operation = interpreter.keras.graph.operation(of: layer) else {
        throw interpreter.raise(.superInitMissing(interpreter.typeName(arguments[0])))
      }
      return try interpreter.applyPrimitive(operation, of: layer, to: arguments["inputs"])
    }
  }

  /// `build`, which makes the weights before the first call.
  private static func build(of signature: LayerSignature) -> HostFunction {
    .method("build", of: signature.name, [Parameter("input_shape")]) { interpreter, arguments throws(Raised) in
      let layer = try interpreter.requireLayer(arguments[0])
      guard let operation = interpreter.keras.graph.operation(of: layer), operation.definition.inputCount == 1...1,
        !interpreter.keras.graph[layer].isBuilt
      else { return .none }
      let shape = try interpreter.shape(arguments["input_shape"])
      try interpreter.withKeras { keras throws(LayerProblem) in
        keras.graph.build(layer, with: try operation.definition.weights(for: [shape]))
      }
      return .none
    }
  }
}
