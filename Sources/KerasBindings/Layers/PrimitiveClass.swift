// The classes of the primitive layers, each made from its signature in the registry.

import Diagnostics
import Language
import ModelGraph

enum PrimitiveClass {
  /// The primitive classes by every name that they have.
  static let all: [(name: String, hostClass: HostClass)] = LayerRegistry.all.flatMap { definition in
    let hostClass = hostClass(of: definition)
    return ([definition.signature.name] + definition.signature.aliases).map { ($0, hostClass) }
  }

  /// The class of a name that the registry has.
  static func hostClass(named name: String) -> HostClass {
    guard let found = all.first(where: { $0.name == name }) else { preconditionFailure("no layer class \(name)") }
    return found.hostClass
  }

  private static func hostClass(of definition: any LayerDefinition.Type) -> HostClass {
    let signature = definition.signature
    return HostClass(
      signature.name, module: "keras.layers", base: LayerClass.hostClass,
      members: [("__init__", .method(initializer(of: definition)))])
  }

  private static func initializer(of definition: any LayerDefinition.Type) -> HostFunction {
    let signature = definition.signature
    let parameters = signature.parameters.map { Language.Parameter($0.name, default: $0.defaultValue?.value) }
    return .method("__init__", of: signature.name, parameters + [Parameter("kwargs", .keywords)]) {
      interpreter, arguments throws(Raised) in
      var passed: [String: ArgumentValue] = [:]
      var ranges: [String: SourceRange] = [:]
      var common = arguments.keywords
      for parameter in signature.parameters where arguments.isPassed(parameter.name) {
        let value = arguments[parameter.name]
        passed[parameter.name] = try interpreter.argumentValue(value)
        ranges[parameter.name] = arguments.range(of: parameter.name)
        if [LayerSignature.Parameter].common.contains(where: { $0.name == parameter.name }) {
          common.append(KeywordArgument(parameter.name, value, range: ranges[parameter.name]))
        }
      }
      try interpreter.checkKeywords(arguments.keywords, of: signature)
      let operation: Operation
      do throws(LayerProblem) {
        operation = try definition.init(LayerArguments(signature, passed)).operation
      } catch {
        throw interpreter.raise(error, at: error.argument.flatMap { ranges[$0] })
      }
      let layer = try interpreter.makeLayer(
        .primitive(operation), object: arguments[0], common: common, argumentRanges: ranges)
      if case .inputLayer = operation { try interpreter.applyInput(operation, of: layer) }
      return .none
    }
  }
}

extension Interpreter {
  /// Refuses keywords that neither the layer nor every layer takes, naming the nearest of both.
  mutating func checkKeywords(_ keywords: [KeywordArgument], of signature: LayerSignature) throws(Raised) {
    let common = [LayerSignature.Parameter].common.map(\.name)
    for keyword in keywords where !common.contains(keyword.name) {
      let known = signature.parameters.map(\.name) + common
      throw raise(.unrecognizedKeyword(keyword.name, of: signature.name, known: known), at: keyword.range)
    }
  }

  /// An input layer has its one call, on nothing, from the start.
  @discardableResult
  mutating func applyInput(_ operation: Operation, of layer: LayerID) throws(Raised) -> TensorID {
    let origin = origin
    return try withKeras { keras throws(LayerProblem) in
      try keras.graph.apply(operation, of: layer, to: [], origin: origin)
    }
  }
}
