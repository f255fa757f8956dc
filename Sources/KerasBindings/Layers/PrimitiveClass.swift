// The classes of the primitive layers, each made from its signature in the registry.

import Diagnostics
import Language
import ModelGraph
import Tensors

enum PrimitiveClass {
  /// The primitive classes by every name that they have.
  static let all: [(name: String, hostClass: HostClass)] = LayerRegistry.all.flatMap { type in
    let hostClass = hostClass(of: type)
    return ([type.name] + type.signature.aliases).map { ($0, hostClass) }
  }

  private static let byName = Dictionary(all.map { ($0.name, $0.hostClass) }) { first, _ in first }

  /// The class of a name that the registry has.
  static func hostClass(named name: String) -> HostClass {
    guard let found = byName[name] else { preconditionFailure("no layer class \(name)") }
    return found
  }

  private static func hostClass(of type: LayerType) -> HostClass {
    HostClass(
      type.name, module: "keras.layers", base: LayerClass.hostClass,
      members: [
        ("__init__", .method(initializer(of: type))),
        ("call", .method(call(of: type))),
        ("build", .method(build(of: type))),
        ("__getattr__", .method(LayerConfiguration.attribute)),
      ])
  }

  /// Keras 2's names of arguments that Keras 3 still takes.
  private static let formerNames = ["LeakyReLU": ["alpha": "negative_slope"]]

  /// What Keras 2 took for these layers, whose kernels have names of their own, and read nowhere.
  private static let unreadNames = Dictionary(
    uniqueKeysWithValues: ["DepthwiseConv1D", "DepthwiseConv2D", "SeparableConv1D", "SeparableConv2D"].map {
      ($0, Set(["kernel_initializer", "kernel_regularizer", "kernel_constraint"]))
    })

  private static func initializer(of type: LayerType) -> HostFunction {
    let names = type.signature.parameters.map(\.name)
    // An Embedding's own `input_dim` is another than Keras 2's.
    let common = [LayerSignature.Parameter].common.map(\.name).filter { names.contains($0) && $0 != "input_dim" }
    let former = formerNames[type.name] ?? [:]
    let unread = unreadNames[type.name] ?? []
    let parameters = type.signature.parameters.map { Language.Parameter($0.name, default: $0.defaultValue?.value) }
    return .method("__init__", of: type.name, parameters + [Parameter("kwargs", .keywords)]) {
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
          interpreter.noteFormerly(KerasNotes.formerName(keyword.name, now: name), at: keyword.range)
        } else if unread.contains(keyword.name) {
          interpreter.noteFormerly(KerasNotes.unread(keyword.name, of: type.name), at: keyword.range)
        } else {
          keywords.append(keyword)
        }
      }
      let shared = try interpreter.commonArguments(keywords, of: type.name, own: names)
      let operation = try interpreter.read(passed, of: type.name, type.make)
      let layer = try interpreter.makeLayer(
        .primitive(operation), object: arguments[0], shared, argumentRanges: passed.ranges,
        arguments: Dictionary(uniqueKeysWithValues: names.filter(arguments.isPassed).map { ($0, arguments[$0]) }))
      interpreter.noteUnequalStrides(of: operation, at: passed.ranges["strides"])
      if let activation { try interpreter.withKeras { $0.activations[layer] = activation } }
      // An input layer has its one call, on nothing, from the start.
      if case .inputLayer = operation { try interpreter.apply(operation, of: layer, to: []) }
      return .none
    }
  }

  /// `call`, which `__call__` comes to; a session's subclass calls it by `super()`.
  private static func call(of type: LayerType) -> HostFunction {
    let inputs = type.inputNames.enumerated().map { index, name in
      Parameter(name, default: index < type.requiredInputs ? nil : Value.none)
    }
    let others =
      (type.inputNames.count > 1 ? attention : []) + [
        Parameter("training", .keywordOnly, default: Value.none), Parameter("mask", .keywordOnly, default: Value.none),
      ]
    return .method("call", of: type.name, inputs + others) { interpreter, arguments throws(Raised) in
      let layer = try interpreter.requireLayer(arguments[0])
      guard let operation = interpreter.keras.graph.operation(of: layer) else {
        throw interpreter.raise(.superInitMissing(interpreter.typeName(arguments[0])))
      }
      if type.inputNames.count == 1 {
        let name = type.inputNames[0]
        return try interpreter.applyPrimitive(
          operation, of: layer, to: arguments[name], at: arguments.range(of: name))
      }
      for option in attention.map(\.name) where arguments.isPassed(option) {
        if case .none = arguments[option] { continue }
        if case .bool(false) = arguments[option] { continue }
        throw interpreter.raise(.notYet("\(option) of \(type.name)"), at: arguments.range(of: option))
      }
      let given = type.inputNames.map { arguments[$0] }.filter { !$0.isNone }
      return try interpreter.applyPrimitive(operation, of: layer, to: interpreter.makeList(given))
    }
  }

  /// What an attention layer's call takes besides tensors.
  private static let attention = [
    "query_mask", "value_mask", "key_mask", "attention_mask", "return_attention_scores", "use_causal_mask",
  ].map { Parameter($0, default: Value.none) }

  /// `build`, which makes the weights before the first call.
  private static func build(of type: LayerType) -> HostFunction {
    .method("build", of: type.name, [Parameter("input_shape")]) { interpreter, arguments throws(Raised) in
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
