// `Layer.add_weight`: a session's own layer declares a weight in its `build`.

import Language
import ModelGraph
import Tensors

enum AddWeight {
  /// Keras takes three by position.
  private static let positional = ["shape", "initializer", "dtype"]

  fileprivate static let signature = LayerSignature(
    "add_weight", "Adds a weight to a layer.",
    [.optional("initializer", .null, "How it starts."), .training("regularizer"), .training("constraint")])

  static let function = HostFunction.method(
    "add_weight", of: "Layer",
    [Parameter("args", .variadic)]
      + ["shape", "initializer", "dtype"].map { Parameter($0, .keywordOnly, default: Value.none) }
      + [
        Parameter("trainable", .keywordOnly, default: .bool(true)),
        Parameter("autocast", .keywordOnly, default: .bool(true)),
        Parameter("regularizer", .keywordOnly, default: Value.none),
        Parameter("constraint", .keywordOnly, default: Value.none),
        Parameter("aggregation", .keywordOnly, default: .string("none")),
        Parameter("overwrite_with_gradient", .keywordOnly, default: .bool(false)),
        Parameter("name", .keywordOnly, default: Value.none),
      ]
  ) { interpreter, arguments throws(Raised) in
    let layer = try interpreter.requireLayer(arguments[0])
    let given = try merged(arguments, &interpreter)
    let type = try interpreter.weightType(given["dtype"])
    let specification = try interpreter.readWeight(given, arguments, type)
    let weight = try interpreter.withKeras { keras in
      keras.graph.addWeights([specification], to: layer)
      return keras.graph[layer].weights.last
    }
    return weight.map { VariableClass.variable($0, in: &interpreter) } ?? .none
  }

  /// The three that may stand in either way.
  private static func merged(
    _ arguments: BoundArguments, _ interpreter: inout Interpreter
  ) throws(Raised) -> [String: Argument] {
    if arguments.variadic.count > positional.count {
      throw interpreter.raise(.tooManyForWeight(arguments.variadic.count))
    }
    if case .string(let name)? = arguments.variadic.first?.value {
      throw interpreter.raise(.weightNameByPosition(name), at: arguments.variadic.first?.range)
    }
    var given: [String: Argument] = [:]
    for (name, argument) in zip(positional, arguments.variadic) {
      if !arguments[name].isNone { throw interpreter.raise(.passedTwice(name), at: argument.range) }
      given[name] = argument
    }
    for name in positional where arguments.isPassed(name) {
      given[name] = Argument(arguments[name], range: arguments.range(of: name))
    }
    return given
  }
}

extension Interpreter {
  fileprivate mutating func weightType(_ argument: Argument?) throws(Raised) -> NumberType {
    guard let argument, !argument.value.isNone else { return .float32 }
    if case .string(let name) = argument.value, let type = NumberType(rawValue: name == "int" ? "int32" : name) {
      return type
    }
    return .float32
  }

  fileprivate mutating func readWeight(
    _ given: [String: Argument], _ arguments: BoundArguments, _ type: NumberType
  ) throws(Raised) -> WeightSpecification {
    let shape = try given["shape"].map { (argument) throws(Raised) in try self.shape(argument.value) } ?? Shape([Int]())
    guard let sizes = shape.known else {
      throw raise(.notAShape(shape.description), at: given["shape"]?.range)
    }
    var passed = try self.passed(["regularizer", "constraint"], in: arguments)
    if let initializer = given["initializer"], !initializer.value.isNone {
      passed.values["initializer"] = try argumentValue(initializer.value)
      passed.ranges["initializer"] = initializer.range
    }
    let initializer = try read(passed, as: AddWeight.signature) { (arguments) throws(LayerProblem) in
      try arguments.checkTraining()
      if arguments["initializer"] == .null { return type.isFloat ? Initializer.glorotUniform : .zeros }
      return try arguments.initializer("initializer")
    }
    let automatic = try arguments["name"].isNone ? withKeras { keras in keras.names.next(for: "Variable") } : ""
    let name = arguments["name"].string ?? automatic
    return WeightSpecification(
      name, sizes, initializer, trainable: try isTrue(arguments["trainable"]), type: type)
  }
}

extension Fault {
  fileprivate static func tooManyForWeight(_ count: Int) -> Fault {
    Fault(.typeError, "add_weight() takes at most 3 positional arguments but \(count) were given.")
  }

  fileprivate static func weightNameByPosition(_ name: String) -> Fault {
    Fault(
      .valueError, "add_weight() takes its name by keyword: add_weight(shape=..., name='\(name)')",
      code: "argument-value")
  }

  fileprivate static func passedTwice(_ name: String) -> Fault {
    Fault(.valueError, "add_weight() got \(name) both by position and by keyword", code: "argument-value")
  }
}
