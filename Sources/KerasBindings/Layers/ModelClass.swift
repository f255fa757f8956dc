// `keras.Model`: functional from inputs to outputs, or a session's own subclass.

import Diagnostics
import Language
import ModelGraph
import Tensors

enum ModelClass {
  static let hostClass = HostClass("Model", module: "keras", base: LayerClass.hostClass, members: members)

  private static let members: [(name: String, member: HostClass.Member)] =
    [
      ("__init__", .method(initialize)),
      ("call", .method(call)),
      ("build", .method(build)),
      ("summary", .method(summary)),
      ("get_layer", .method(getLayer)),
      (
        "layers",
        .property(
          getter: method("layers") { interpreter, arguments throws(Raised) in
            let layer = try interpreter.requireLayer(arguments[0])
            return interpreter.makeList(
              interpreter.sublayers(of: layer).compactMap { interpreter.keras.layers[$0]?.object }.map(Value.instance))
          })
      ),
      ("inputs", .property(getter: tensors("inputs", \.inputs, asList: true))),
      ("outputs", .property(getter: tensors("outputs", \.outputs, asList: true))),
      ("input", .property(getter: tensors("input", \.inputs, asList: false))),
      ("output", .property(getter: tensors("output", \.outputs, asList: false))),
      ("input_shape", .property(getter: shapes("input_shape", \.inputs))),
      ("output_shape", .property(getter: shapes("output_shape", \.outputs))),
    ] + ModelTraining.members

  private static func method(
    _ name: String, _ parameters: [Parameter] = [], acceptsHoles: Bool = false, body: @escaping HostFunction.Body
  ) -> HostFunction {
    .method(name, of: "Model", parameters, acceptsHoles: acceptsHoles, body: body)
  }

  /// Functional if it is given inputs and outputs; a subclass' own otherwise.
  private static let initialize = method("__init__", [Parameter("args", .variadic), Parameter("kwargs", .keywords)]) {
    interpreter, arguments throws(Raised) in
    let ends = FunctionalArguments(arguments)
    let own = interpreter.typeName(arguments[0])
    let isPlain = own == hostClass.name
    let common = try interpreter.commonArguments(ends.others, of: own, own: ["inputs", "outputs"])
    guard let inputs = ends.inputs, let outputs = ends.outputs else {
      if ends.inputs != nil || ends.outputs != nil { throw interpreter.raise(.halfAModel(own)) }
      try interpreter.makeLayer(.composite, object: arguments[0], common)
      return .none
    }
    let inputTensors = try interpreter.requireSymbolic(inputs)
    let outputTensors = try interpreter.requireSymbolic(outputs)
    let records = interpreter.keras.layers
    func blame(_ problem: LayerProblem) -> SourceRange? {
      problem.layer.flatMap { records[$0]?.argumentRanges["name"] } ?? outputs.range
    }
    let model = try interpreter.withKeras(blame: blame) { keras throws(LayerProblem) in
      try keras.graph.functionalModel(inputs: inputTensors, outputs: outputTensors)
    }
    let layer = try interpreter.makeLayer(
      .functional(model), object: arguments[0], common, typeName: isPlain ? "Functional" : own)
    try interpreter.withKeras { $0.graph.build(layer, with: []) }
    interpreter.noteImagesOfDense(among: outputTensors)
    return .none
  }

  /// `call` of a functional model; a subclass must define its own.
  private static let call = method(
    "call", [Parameter("inputs")] + ["training", "mask"].map { Parameter($0, .keywordOnly, default: Value.none) }
  ) { interpreter, arguments throws(Raised) in
    let layer = try interpreter.requireLayer(arguments[0])
    guard case .functional(let model) = interpreter.keras.graph[layer].kind else {
      throw interpreter.raise(.callMissing(interpreter.typeName(arguments[0])))
    }
    return try interpreter.applyFunctional(model, of: layer, to: arguments["inputs"], at: arguments.range(of: "inputs"))
  }

  /// Builds a subclass by running it on a symbolic input; a functional model is built already.
  private static let build = method("build", [Parameter("input_shape", default: Value.none)]) {
    interpreter, arguments throws(Raised) in
    let layer = try interpreter.requireLayer(arguments[0])
    guard case .composite = interpreter.keras.graph[layer].kind, !interpreter.keras.graph[layer].isBuilt,
      !arguments["input_shape"].isNone
    else { return .none }
    try interpreter.buildingOnce(layer) { interpreter throws(Raised) in
      let shape = try interpreter.shape(arguments["input_shape"])
      // Keras makes no input layer here, so none of the automatic names is taken.
      let input = try interpreter.makeInput(shape, name: "input")
      _ = try interpreter.call(arguments[0], Arguments([interpreter.tensorValue(input)]))
    }
    return .none
  }

  private static let summary = method(
    "summary",
    ["line_length", "positions", "print_fn"].map { Parameter($0, default: Value.none) }
      + ["expand_nested", "show_trainable"].map { Parameter($0, default: .bool(false)) }
      + [Parameter("layer_range", default: Value.none)]
  ) { interpreter, arguments throws(Raised) in
    let layer = try interpreter.requireLayer(arguments[0])
    for name in ["line_length", "positions", "show_trainable", "layer_range"] where arguments.isPassed(name) {
      throw interpreter.raise(.notYet("\(name) in summary()"), at: arguments.range(of: name))
    }
    let isExpanded = try interpreter.isTrue(arguments["expand_nested"])
    let text = ModelSummary(of: layer, isExpanded: isExpanded, in: interpreter).text + "\n"
    if arguments["print_fn"].isNone {
      try interpreter.write(text)
    } else {
      _ = try interpreter.call(arguments["print_fn"], Arguments([.string(text)]))
    }
    try interpreter.withKeras { keras in _ = keras.printedModels.insert(layer) }
    return .none
  }

  private static let getLayer = method(
    "get_layer", [Parameter("name", default: Value.none), Parameter("index", default: Value.none)]
  ) { interpreter, arguments throws(Raised) in
    let model = try interpreter.requireLayer(arguments[0])
    let graph = interpreter.keras.graph
    let layers = interpreter.sublayers(of: model)
    let found: LayerID?
    let wanted: String
    if case .int(let index) = arguments["index"] {
      wanted = String(index)
      found = layers.indices.contains(index) ? layers[index] : nil
    } else {
      wanted = try interpreter.str(arguments["name"])
      found = layers.first { graph[$0].name == wanted }
    }
    guard let found, let object = interpreter.keras.layers[found]?.object else {
      throw interpreter.raise(
        .noSuchLayer(wanted, in: graph[model].name, names: layers.map { graph[$0].name }),
        at: arguments.range(of: "name") ?? arguments.range(of: "index"))
    }
    return .instance(object)
  }

  private static func tensors(
    _ name: String, _ tensors: KeyPath<SessionModel, [TensorID]> & Sendable, asList: Bool
  ) -> HostFunction {
    method(name) { interpreter, arguments throws(Raised) in
      let model = try interpreter.requireModel(arguments[0])
      let value = interpreter.tensorValues(model[keyPath: tensors])
      return asList && model[keyPath: tensors].count == 1 ? interpreter.makeList([value]) : value
    }
  }

  private static func shapes(_ name: String, _ tensors: KeyPath<SessionModel, [TensorID]> & Sendable) -> HostFunction {
    method(name) { interpreter, arguments throws(Raised) in
      let model = try interpreter.requireModel(arguments[0])
      let shapes = model[keyPath: tensors].map { interpreter.keras.graph[$0].shape.value }
      return shapes.count == 1 ? shapes[0] : interpreter.makeList(shapes)
    }
  }
}

extension Interpreter {
  fileprivate mutating func requireSymbolic(_ argument: Argument) throws(Raised) -> [TensorID] {
    let leaves = leaves(of: argument.value)
    if leaves.contains(where: \.isHole) { throw .hole }
    if let other = leaves.first(where: { tensor($0) == nil }) {
      if let layer = layer(other) {
        let (name, type) = (keras.graph[layer].name, keras.graph[layer].typeName)
        throw raise(
          .notSymbolic("the layer '\(name)'", hint: "Call it on a tensor: \(type)(…)(x)"), at: argument.range)
      }
      let hint = other.isNone ? "Is a return missing where it was made?" : nil
      throw raise(.notSymbolic(try repr(other), hint: hint), at: argument.range)
    }
    if leaves.isEmpty { throw raise(.notSymbolic(try repr(argument.value)), at: argument.range) }
    return leaves.compactMap { tensor($0) }
  }

  fileprivate mutating func requireModel(_ value: Value) throws(Raised) -> SessionModel {
    let layer = try requireLayer(value)
    guard let model = model(of: layer), !model.outputs.isEmpty else {
      throw raise(.notBuilt(keras.graph[layer].name, .attributeError))
    }
    return model
  }
}

/// The arguments of a model's constructor: what makes it functional, and the others.
private struct FunctionalArguments {
  var inputs: Argument?
  var outputs: Argument?
  var others: [KeywordArgument] = []

  init(_ arguments: BoundArguments) {
    var positional = arguments.variadic[...]
    inputs = positional.popFirst()
    outputs = positional.popFirst()
    for keyword in arguments.keywords {
      let argument = Argument(keyword.value, range: keyword.range)
      switch keyword.name {
      // Without an s as in Keras 1, and in Keras 2 with a warning.
      case "inputs", "input": inputs = argument
      case "outputs", "output": outputs = argument
      default: others.append(keyword)
      }
    }
    // Keras 2 takes the name by position.
    others += positional.map { KeywordArgument("name", $0.value, range: $0.range) }
  }
}
