// `keras.layers.Lambda`: a function as a layer; what it calls is nested in the layer's call.

import Diagnostics
import Language
import ModelGraph
import Tensors

enum LambdaClass {
  static let hostClass = HostClass(
    "Lambda", module: "keras.layers", base: LayerClass.hostClass,
    members: [("__init__", .method(initialize)), ("call", .method(call))])

  /// What a `Lambda` holds besides its layer.
  struct Body: Sendable {
    let function: Value
    /// Keywords for each call.
    let arguments: Value
    /// A shape without its batch, a function of the input's shape, or None.
    let outputShape: Value
  }

  private static let initialize = HostFunction.method(
    "__init__", of: "Lambda",
    [
      Parameter("function"), Parameter("output_shape", default: Value.none), Parameter("mask", default: Value.none),
      Parameter("arguments", default: Value.none), Parameter("kwargs", .keywords),
    ]
  ) { interpreter, arguments throws(Raised) in
    let function = arguments["function"]
    guard interpreter.isCallable(function) else {
      throw interpreter.raise(.notAFunction(try interpreter.repr(function)), at: arguments.range(of: "function"))
    }
    let common = try interpreter.commonArguments(arguments.keywords, of: "Lambda")
    let layer = try interpreter.makeLayer(.composite, object: arguments[0], common)
    let body = Body(function: function, arguments: arguments["arguments"], outputShape: arguments["output_shape"])
    try interpreter.withKeras { $0.lambdas[layer] = body }
    return .none
  }

  private static let call = HostFunction.method(
    "call", of: "Lambda",
    [Parameter("inputs"), Parameter("mask", default: Value.none), Parameter("training", default: Value.none)]
  ) { interpreter, arguments throws(Raised) in
    let layer = try interpreter.requireLayer(arguments[0])
    guard let body = interpreter.keras.lambdas[layer] else {
      throw interpreter.raise(.superInitMissing(interpreter.typeName(arguments[0])))
    }
    return try interpreter.callFunction(of: layer, on: arguments["inputs"]) { interpreter throws(Raised) in
      let keywords = try interpreter.keywords(of: body, in: arguments)
      let result = try interpreter.call(body.function, [arguments["inputs"]], keywords: keywords)
      return try interpreter.declared(result, of: body, input: arguments["inputs"])
    }
  }
}

extension Interpreter {
  /// A call of a layer whose body is a function of the session.
  mutating func callFunction(
    of layer: LayerID, on input: Value, _ body: (inout Interpreter) throws(Raised) -> Value
  ) throws(Raised) -> Value {
    guard let inputs = try requiredTensors(input, for: layer) else { return .hole }
    let origin = origin
    let call = try withKeras { keras throws(LayerProblem) in
      try keras.graph.checkRoom()
      let call = keras.graph.begin(layer, inputs: inputs, origin: origin)
      if case .composite = keras.graph[layer].kind, !keras.graph[layer].isBuilt {
        keras.graph.build(layer, with: [])
      }
      return call
    }
    return try complete(call) { interpreter throws(Raised) in
      let result = try body(&interpreter)
      if !result.isHole, interpreter.tensors(in: result)?.isEmpty ?? false {
        let name = interpreter.keras.graph[layer].name
        throw interpreter.raise(.callReturned(name, try interpreter.repr(result), isNone: result.isNone))
      }
      return result
    }
  }

  fileprivate mutating func keywords(
    of body: LambdaClass.Body, in call: BoundArguments
  ) throws(Raised) -> [KeywordArgument] {
    var keywords: [KeywordArgument] = []
    if case .dict(let dict) = body.arguments {
      for (key, value) in items(of: dict) { keywords.append(KeywordArgument(try str(key), value)) }
    }
    let wanted = signature(of: body.function)?.parameters.map(\.name) ?? []
    for name in ["mask", "training"] where wanted.contains(name) && !keywords.contains(where: { $0.name == name }) {
      keywords.append(KeywordArgument(name, call[name]))
    }
    return keywords
  }

  /// The result under the shape that the layer was told, which Keras takes for true.
  fileprivate mutating func declared(
    _ result: Value, of body: LambdaClass.Body, input: Value
  ) throws(Raised) -> Value {
    guard !body.outputShape.isNone, let tensor = tensor(result), let first = tensors(in: input)?.first else {
      return result
    }
    var sizes: [Int?]
    if isCallable(body.outputShape) {
      sizes = try shape(try call(body.outputShape, [shapes(of: input)])).dimensions
    } else {
      let batch = keras.graph[first].shape.dimensions.first ?? nil
      sizes = [batch] + (try shape(body.outputShape)).dimensions
    }
    let own = keras.graph[tensor].shape
    if sizes == own.dimensions || sizes.count != own.rank { return result }
    // What the function leaves unknown, the declaration knows; where both know, the function does.
    sizes = zip(own.dimensions, sizes).map { $0 ?? $1 }
    return sizes == own.dimensions ? result : try applied("Reshape", .reshape(sizes), [.tensor(tensor)])
  }
}

extension Fault {
  fileprivate static func notAFunction(_ value: String) -> Fault {
    Fault(
      .typeError, "Lambda takes a function, such as lambda x: x * 2, not \(value)", code: "argument-value")
  }
}
