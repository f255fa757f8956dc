// `Layer.add_weight`: a session's own layer declares a weight in its `build`.

import Language
import ModelGraph
import Tensors

enum AddWeight {
  private static let signature = LayerSignature(
    "add_weight", "Adds a weight to a layer.", [.optional("initializer", .string("glorot_uniform"), "How it starts.")])

  static let function = HostFunction.method(
    "add_weight", of: "Layer",
    [
      Parameter("shape", default: .tuple([])), Parameter("initializer", default: Value.none),
      Parameter("dtype", default: Value.none), Parameter("trainable", default: .bool(true)),
      Parameter("autocast", default: .bool(true)), Parameter("regularizer", default: Value.none),
      Parameter("constraint", default: Value.none), Parameter("aggregation", default: .string("none")),
      Parameter("overwrite_with_gradient", default: .bool(false)), Parameter("name", default: Value.none),
    ]
  ) { interpreter, arguments throws(Raised) in
    let layer = try interpreter.requireLayer(arguments[0])
    let shape = try interpreter.shape(arguments["shape"])
    guard let sizes = shape.known else { throw interpreter.raise(.notAShape(shape.description)) }
    let trainable = try interpreter.isTrue(arguments["trainable"])
    let given = arguments["name"].string
    let passed = try interpreter.passed(["initializer"], in: arguments)
    let initializer = try interpreter.read(passed, as: signature) { arguments throws(LayerProblem) in
      try arguments.initializer("initializer")
    }
    let weight = try interpreter.withKeras { keras in
      let name = given ?? keras.names.next(for: "Variable")
      keras.graph.addWeights([WeightSpecification(name, sizes, initializer, trainable: trainable)], to: layer)
      return keras.graph[layer].weights.last
    }
    return weight.map { interpreter.makeInstance(of: VariableClass.hostClass, payload: WeightPayload(weight: $0)) }
      ?? .none
  }
}
