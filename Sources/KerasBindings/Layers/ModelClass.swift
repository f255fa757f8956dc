// `keras.Model`: functional from inputs to outputs, or a session's own subclass.

import Diagnostics
import Language
import ModelGraph
import Tensors

enum ModelClass {
  static let hostClass = HostClass("Model", module: "keras", base: LayerClass.hostClass, members: members)

  private static let members: [(name: String, member: HostClass.Member)] = [
    ("__init__", .method(initialize)),
    ("build", .method(build)),
    ("summary", .method(summary)),
    ("get_layer", .method(getLayer)),
    (
      "layers",
      .property(
        getter: method("layers") { interpreter, arguments throws(Raised) in
          let layer = try interpreter.requireLayer(arguments[0])
          return interpreter.makeList(
            interpreter.layers(of: layer).compactMap { interpreter.keras.layers[$0]?.object }.map(Value.instance))
        })
    ),
    ("inputs", .property(getter: tensors("inputs", \.inputs, asList: true))),
    ("outputs", .property(getter: tensors("outputs", \.outputs, asList: true))),
    ("input", .property(getter: tensors("input", \.inputs, asList: false))),
    ("output", .property(getter: tensors("output", \.outputs, asList: false))),
    ("input_shape", .property(getter: shapes("input_shape", \.inputs))),
    ("output_shape", .property(getter: shapes("output_shape", \.outputs))),
  ]

  private static func method(
    _ name: String, _ parameters: [Parameter] = [], acceptsHoles: Bool = false, body: @escaping HostFunction.Body
  ) -> HostFunction {
    .method(name, of: "Model", parameters, acceptsHoles: acceptsHoles, body: body)
  }

  /// Functional if it is given inputs and outputs, in Keras' way of telling; a subclass' own otherwise.
  private static let initialize = method("__init__", [Parameter("args", .variadic), Parameter("kwargs", .keywords)]) {
    interpreter, arguments throws(Raised) in
    var tensors = arguments.variadic
    var keywords = arguments.keywords
    for name in ["inputs", "outputs"] {
      guard let index = keywords.firstIndex(where: { $0.name == name }) else { continue }
      tensors.append(Argument(keywords[index].value, range: keywords[index].range))
      keywords.remove(at: index)
    }
    if tensors.count > 2 {
      keywords.append(KeywordArgument("name", tensors[2].value, range: tensors[2].range))
    }
    guard tensors.count >= 2 else {
      try interpreter.makeLayer(.composite, object: arguments[0], common: keywords)
      return .none
    }
    let inputs = try interpreter.requireSymbolic(tensors[0])
    let outputs = try interpreter.requireSymbolic(tensors[1])
    let model = try interpreter.withKeras { keras throws(LayerProblem) in
      try keras.graph.functionalModel(inputs: inputs, outputs: outputs)
    }
    let own = interpreter.typeName(arguments[0])
    try interpreter.makeLayer(
      .functional(model), object: arguments[0], common: keywords, typeName: own == "Model" ? "Functional" : own)
    return .none
  }

  /// Builds a subclass by running it on a symbolic input; a functional model is built already.
  private static let build = method("build", [Parameter("input_shape", default: Value.none)]) {
    interpreter, arguments throws(Raised) in
    let layer = try interpreter.requireLayer(arguments[0])
    guard case .composite = interpreter.keras.graph[layer].kind, !interpreter.keras.graph[layer].isBuilt,
      !arguments["input_shape"].isNone
    else { return .none }
    let shape = try interpreter.shape(arguments["input_shape"])
    let input = try interpreter.makeInput(shape)
    _ = try interpreter.call(arguments[0], Arguments([interpreter.tensorValue(input)]))
    return .none
  }

  private static let summary = method(
    "summary",
    ["line_length", "positions", "print_fn"].map { Parameter($0, default: Value.none) }
      + ["expand_nested", "show_trainable"].map { Parameter($0, default: .bool(false)) }
      + [Parameter("layer_range", default: Value.none)]
  ) { interpreter, arguments throws(Raised) in
    let layer = try interpreter.requireLayer(arguments[0])
    let text = ModelSummary(of: layer, in: interpreter).text
    if arguments["print_fn"].isNone {
      try interpreter.write(text + "\n")
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
    let layers = interpreter.layers(of: model)
    let found: LayerID?
    if case .int(let index) = arguments["index"] {
      found = layers.indices.contains(index) ? layers[index] : nil
    } else {
      let name = try interpreter.str(arguments["name"])
      found = layers.first { graph[$0].name == name }
    }
    guard let found, let object = interpreter.keras.layers[found]?.object else {
      let wanted = try interpreter.repr(arguments[arguments["index"].isNone ? "name" : "index"])
      throw interpreter.raise(.noSuchLayer(wanted, in: graph[model].name, names: layers.map { graph[$0].name }))
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
    guard let found = try tensors(in: argument.value) else { throw .hole }
    if found.isEmpty { throw raise(.notATensor("Model", got: try repr(argument.value)), at: argument.range) }
    return found
  }

  fileprivate mutating func requireModel(_ value: Value) throws(Raised) -> SessionModel {
    let layer = try requireLayer(value)
    guard let model = model(of: layer, variable: ""), !model.outputs.isEmpty else {
      throw raise(.notBuilt(keras.graph[layer].name))
    }
    return model
  }
}
