// What a primitive layer was made with, as sessions ask for it: `get_config()`, `layer.filters`, and its output's shape.

import Language
import ModelGraph
import Tensors

enum LayerConfiguration {
  static let configuration = HostFunction.method("get_config", of: "Layer") { interpreter, arguments throws(Raised) in
    let layer = try interpreter.requireLayer(arguments[0])
    let found = interpreter.keras.graph[layer]
    var items: [(Value, Value)] = [
      (.string("name"), .string(found.name)), (.string("trainable"), .bool(found.trainable)),
      (.string("dtype"), try interpreter.floatPolicy()),
    ]
    for parameter in interpreter.parameters(of: layer) {
      items.append((.string(parameter.name), try interpreter.configured(parameter, of: layer)))
    }
    return try interpreter.makeDict(items)
  }

  /// A weight by its name, or what the constructor was given.
  static let attribute = HostFunction.method("__getattr__", of: "Layer", [Parameter("name")]) {
    interpreter, arguments throws(Raised) in
    guard let layer = interpreter.layer(arguments[0]), case .string(let name) = arguments["name"] else {
      throw interpreter.raise(.noAttribute(interpreter.typeName(arguments[0]), try interpreter.str(arguments["name"])))
    }
    if let weight = interpreter.keras.graph[layer].weights.first(where: { $0.specification.name == name }) {
      return VariableClass.variable(weight, in: &interpreter)
    }
    guard let parameter = interpreter.parameters(of: layer).first(where: { $0.name == name }) else {
      throw interpreter.raise(.noAttribute(interpreter.typeName(arguments[0]), name))
    }
    let value = interpreter.argument(parameter, of: layer)
    if name == "activation" { return try interpreter.activationFunction(value) }
    if let family = ConfigurationFamily.family(of: name) { return try interpreter.object(value, of: family) }
    return try interpreter.configured(parameter, of: layer)
  }

  static let outputShape = HostFunction.method(
    "compute_output_shape", of: "Layer", [Parameter("input_shape"), Parameter("others", .variadic)]
  ) { interpreter, arguments throws(Raised) in
    let layer = try interpreter.requireLayer(arguments[0])
    guard let operation = interpreter.keras.graph.operation(of: layer) else {
      throw interpreter.raise(.noOutputShape(interpreter.typeName(arguments[0])))
    }
    var shapes: [Shape] = []
    for value in [arguments["input_shape"]] + arguments.variadic.map(\.value) {
      let items = interpreter.sequence(value) ?? []
      let isList = !items.isEmpty && items.allSatisfy { interpreter.sequence($0) != nil }
      for shape in isList ? items : [value] { shapes.append(try interpreter.shape(shape)) }
    }
    let outputs = try interpreter.withKeras { _ throws(LayerProblem) in
      try operation.definition.checkInputCount(shapes.count)
      return try operation.definition.outputShapes(for: shapes)
    }
    return outputs[0].value
  }
}

extension Interpreter {
  /// A primitive layer's own parameters.
  fileprivate func parameters(of layer: LayerID) -> [LayerSignature.Parameter] {
    guard let operation = keras.graph.operation(of: layer) else { return [] }
    let type = LayerRegistry.layer(named: operation.definition.typeName)
    return type?.signature.parameters.filter { !Self.commonNames.contains($0.name) || $0.name.hasSuffix("regularizer") }
      ?? []
  }

  fileprivate func argument(_ parameter: LayerSignature.Parameter, of layer: LayerID) -> Value {
    keras.layers[layer]?.arguments[parameter.name] ?? parameter.defaultValue?.value ?? .none
  }

  /// An argument as Keras keeps it: sizes for each axis, names for functions, configurations for objects.
  fileprivate mutating func configured(
    _ parameter: LayerSignature.Parameter, of layer: LayerID
  ) throws(Raised) -> Value {
    var value = argument(parameter, of: layer)
    if parameter.name == "activation" { return try activationName(activationFunction(value)) }
    if let family = ConfigurationFamily.family(of: parameter.name) {
      return try serialized(object(value, of: family))
    }
    switch (parameter.name, value) {
    case ("data_format", .none): return .string(keras.dataFormat.rawValue)
    case ("strides", .none):
      value = keras.layers[layer]?.arguments["pool_size"] ?? .int(2)
    case ("padding", .string(let padding)): return .string(padding.lowercased())
    default: break
    }
    let typeName = keras.graph[layer].typeName
    let isSize = ["kernel_size", "strides", "dilation_rate", "pool_size", "output_padding"].contains(parameter.name)
    guard isSize || (parameter.name == "size" && typeName.contains("2D")) else { return value }
    if case .int(let size) = value {
      return .tuple(Array(repeating: .int(size), count: typeName.contains("1D") ? 1 : 2))
    }
    return sequence(value).map { .tuple($0) } ?? value
  }

  fileprivate mutating func floatPolicy() throws(Raised) -> Value {
    let configuration = try makeDict([(.string("name"), .string("float32"))])
    return try makeDict([
      (.string("module"), .string("keras")), (.string("class_name"), .string("DTypePolicy")),
      (.string("config"), configuration), (.string("registered_name"), .none),
    ])
  }
}

extension Fault {
  static func noAttribute(_ type: String, _ name: String) -> Fault {
    Fault(.attributeError, "'\(type)' object has no attribute '\(name)'")
  }

  fileprivate static func noOutputShape(_ type: String) -> Fault {
    Fault(
      .notImplementedError, "\(type) has no method compute_output_shape(self, input_shape); calling it tells its shape",
      code: "output-shape")
  }
}
