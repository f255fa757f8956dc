// `keras.Sequential`: a stack of layers, built as soon as its input is known, or by its first call.

import Diagnostics
import Language
import ModelGraph

enum SequentialClass {
  static let hostClass = HostClass(
    "Sequential", module: "keras", base: ModelClass.hostClass,
    members: [
      ("__init__", .method(initialize)),
      ("add", .method(add)),
      ("build", .method(build)),
      ("call", .method(call)),
    ])

  private static func method(
    _ name: String, _ parameters: [Parameter], acceptsHoles: Bool = false, body: @escaping HostFunction.Body
  ) -> HostFunction {
    .method(name, of: "Sequential", parameters, acceptsHoles: acceptsHoles, body: body)
  }

  /// What comes before a hole among the layers is there.
  private static let initialize = method(
    "__init__",
    [
      Parameter("layers", default: Value.none), Parameter("trainable", default: .bool(true)),
      Parameter("name", default: Value.none),
    ], acceptsHoles: true
  ) { interpreter, arguments throws(Raised) in
    let layers = arguments["layers"]
    if interpreter.layer(layers) != nil {
      throw interpreter.raise(.layersNotInAList, at: arguments.range(of: "layers"))
    }
    let given = ["trainable", "name"].filter(arguments.isPassed).filter { !arguments[$0].isHole }
    let common = try interpreter.commonArguments(
      given.map { KeywordArgument($0, arguments[$0], range: arguments.range(of: $0)) }, of: "Sequential")
    let sequential = try interpreter.makeLayer(.composite, object: arguments[0], common)
    try interpreter.withKeras { keras in keras.layers[sequential]?.stack = Stack() }
    if layers.isNone { return .none }
    for layer in layers.isHole ? [layers] : try interpreter.elements(of: layers) {
      do throws(Raised) {
        try interpreter.add(layer, to: sequential, from: arguments.range(of: "layers"))
      } catch {
        guard case .hole = error else { throw error }
        return .none
      }
    }
    try interpreter.nameHiddenModel(of: sequential)
    if let output = interpreter.stack(of: sequential)?.run?.output { interpreter.noteImagesOfDense(among: [output]) }
    return .none
  }

  private static let add = method("add", [Parameter("layer")], acceptsHoles: true) {
    interpreter, arguments throws(Raised) in
    let sequential = try interpreter.requireLayer(arguments[0])
    try interpreter.at(arguments.range(of: "layer")) { interpreter throws(Raised) in
      try interpreter.add(arguments["layer"], to: sequential)
    }
    try interpreter.nameHiddenModel(of: sequential)
    return .none
  }

  private static let build = method("build", [Parameter("input_shape", default: Value.none)]) {
    interpreter, arguments throws(Raised) in
    let sequential = try interpreter.requireLayer(arguments[0])
    guard interpreter.stack(of: sequential)?.run == nil, !arguments["input_shape"].isNone else { return .none }
    let shape = try interpreter.shape(arguments["input_shape"])
    try interpreter.build(sequential, on: shape)
    try interpreter.nameHiddenModel(of: sequential)
    return .none
  }

  private static let call = method(
    "call", [Parameter("inputs")] + ["training", "mask"].map { Parameter($0, .keywordOnly, default: Value.none) }
  ) { interpreter, arguments throws(Raised) in
    let sequential = try interpreter.requireLayer(arguments[0])
    return try interpreter.callSequential(sequential, on: arguments["inputs"])
  }
}
