// What Keras refuses, layers refuse with the same exception; what it takes and can run, they take.

import ModelGraph
import Tensors
import Testing

/// Evaluates an expression of errors.json on the graph.
private struct Evaluator {
  enum Value {
    case argument(ArgumentValue)
    case tensor(Shape)
    case tensors([Shape])
    case layer(LayerType, Operation)
  }

  /// Why an expression is not for this module to judge.
  enum Elsewhere: String, Error {
    case arguments = "binding of a constructor's arguments"
    case call = "what a layer is called with besides tensors"
    case models = "Sequential, Model, attributes and functions"
  }

  func evaluate(_ expression: Expression) throws -> Value {
    switch expression {
    case .none: return .argument(.null)
    case .bool(let value): return .argument(.bool(value))
    case .int(let value): return .argument(.int(value))
    case .float(let value): return .argument(.float(value))
    case .string(let value): return .argument(.string(value))
    case .name: throw Elsewhere.models
    case .sequence(let items):
      let values = try items.map(evaluate)
      let arguments = values.compactMap { if case .argument(let value) = $0 { value } else { nil } }
      if arguments.count == values.count { return .argument(.sequence(arguments)) }
      let shapes = values.compactMap { if case .tensor(let shape) = $0 { shape } else { nil } }
      if shapes.count == values.count { return .tensors(shapes) }
      throw Elsewhere.call
    case .call(.name(let name), let arguments): return try construct(name, arguments)
    case .call(let callee, let arguments):
      guard case .layer(let type, let operation) = try evaluate(callee) else { throw Elsewhere.models }
      return try apply(operation.definition, of: type, arguments)
    }
  }

  private func construct(_ name: String, _ arguments: [Expression.Argument]) throws -> Value {
    if name == "keras.Input" {
      let input = try InputLayer.layerType.make(bind(InputLayer.layerType.signature, arguments))
      return .tensor(try input.definition.outputShapes(for: [])[0])
    }
    guard name.hasPrefix("keras.layers."),
      let type = LayerRegistry.layer(named: String(name.dropFirst("keras.layers.".count)))
    else { throw Elsewhere.models }
    return .layer(type, try type.make(bind(type.signature, arguments)))
  }

  private func bind(_ signature: LayerSignature, _ arguments: [Expression.Argument]) throws -> [String: ArgumentValue] {
    var values: [String: ArgumentValue] = [:]
    for (index, argument) in arguments.enumerated() {
      guard let name = argument.keyword ?? signature.parameters.dropFirst(index).first?.name,
        signature.parameters.contains(where: { $0.name == name }), values[name] == nil,
        case .argument(let value) = try evaluate(argument.value)
      else { throw Elsewhere.arguments }
      values[name] = value
    }
    if signature.parameters.contains(where: { $0.defaultValue == nil && values[$0.name] == nil }) {
      throw Elsewhere.arguments
    }
    return values
  }

  private func apply(_ layer: any Computation, of type: LayerType, _ arguments: [Expression.Argument]) throws -> Value {
    guard arguments.count == 1, arguments[0].keyword == nil, type.requiredInputs == 1 else { throw Elsewhere.call }
    let isMerge = layer.inputCount.upperBound > 1
    let shapes: [Shape]
    switch try evaluate(arguments[0].value) {
    case .tensor(let shape) where !isMerge: shapes = [shape]
    case .tensors(let list) where isMerge || list.count > 1: shapes = list
    case .argument(.sequence(let items)) where items.isEmpty: shapes = []
    default: throw Elsewhere.call
    }
    try layer.checkInputCount(shapes.count)
    _ = try layer.weights(for: shapes)
    return .tensor(try layer.outputShapes(for: shapes)[0])
  }
}

struct RefusalTests {
  @Test func whatKerasRefusesIsRefusedWithItsException() throws {
    var elsewhere: [Evaluator.Elsewhere: Int] = [:]
    var judged = 0
    for record in try JSON.fixture("errors.json")["errors"].array {
      let source = record["source"].string ?? ""
      let expected = record["exception"].string
      do {
        _ = try Evaluator().evaluate(read(source))
        Issue.record("\(source) is accepted, Keras raises \(expected ?? "?")")
      } catch let problem as LayerProblem {
        judged += 1
        #expect(problem.exception.rawValue == expected, "\(source): \(problem.message)")
        #expect(!problem.message.isEmpty && problem.message.last != ".")
      } catch let reason as Evaluator.Elsewhere {
        elsewhere[reason, default: 0] += 1
      }
    }
    for (reason, count) in elsewhere { print("not judged by ModelGraph: \(count) refusals, \(reason.rawValue)") }
    #expect(judged > 160)
  }

  /// What Keras takes and we do not.
  private static let refusedEarlier: Set<String> = [
    // Keras fails when the layer is called.
    "keras.layers.Conv2D(4.0, 3)", "keras.layers.Conv2D(None, 3)",
    "keras.layers.DepthwiseConv2D(3, depth_multiplier=1.5)", "keras.layers.DepthwiseConv2D(3, depth_multiplier=None)",
    "keras.layers.MaxPooling2D(2, 0)", "keras.layers.AveragePooling2D(2, 0)",
    "keras.layers.MaxPooling1D(2, 0)", "keras.layers.MaxPooling1D(2, padding='causal')",
    "keras.layers.MaxPooling2D(2, padding='full')", "keras.layers.AveragePooling2D(2, padding='full')",
    "keras.layers.Concatenate('a')", "keras.layers.Softmax(axis='a')",
    // TensorFlow fails when the model runs.
    "keras.layers.Conv2D(4, 3)(keras.Input((8, 8, 0)))", "keras.layers.Softmax(axis=4)(keras.Input((8, 8, 3)))",
    "keras.layers.ZeroPadding2D(-1)", "keras.layers.ZeroPadding2D(-1)(keras.Input((8, 8, 3)))",
    // Sizes that are no numbers, which Keras calls unknown.
    "keras.layers.Reshape('a')", "keras.layers.Reshape((2.5, 2))",
    // Images without pixels.
    "keras.Input((0, 8, 3))", "keras.layers.Dense(3)(keras.Input((0,)))", "keras.layers.Flatten()(keras.Input((0, 3)))",
  ]

  @Test func whatKerasTakesAndRunsIsTaken() throws {
    var refused: Set<String> = []
    for record in try JSON.fixture("errors.json")["accepted"].array {
      let source = record["source"].string ?? ""
      do {
        let value = try Evaluator().evaluate(read(source))
        guard case .tensor(let shape) = value else { continue }
        #expect(shape == record["outputShape"].shape, Comment(rawValue: source))
      } catch is LayerProblem {
        refused.insert(source)
      } catch is Evaluator.Elsewhere {}
    }
    #expect(refused == Self.refusedEarlier)
  }

  private func read(_ source: String) throws -> Expression {
    do {
      return try Expression(source.replacing("10**12", with: "1000000000000"))
    } catch is Expression.Unreadable {
      throw Evaluator.Elsewhere.models
    }
  }
}
