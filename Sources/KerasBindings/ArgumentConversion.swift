// Between the language's values and the arguments of layers.

import Diagnostics
import Language
import ModelGraph
import Tensors

/// The arguments that a call passed, by name, and where they stand.
struct PassedArguments: Sendable {
  var values: [String: ArgumentValue] = [:]
  var ranges: [String: SourceRange] = [:]
  /// The tensors among them, which no constructor takes, or the first of a list.
  var tensors: [String: (shape: Shape, isList: Bool)] = [:]
}

extension Interpreter {
  /// The arguments among those named that the call passed.
  mutating func passed(_ names: [String], in arguments: BoundArguments) throws(Raised) -> PassedArguments {
    var passed = PassedArguments()
    for (name, value, range) in arguments.passed where names.contains(name) {
      passed.values[name] = try argumentValue(value)
      passed.ranges[name] = range
      if let first = leaves(of: value).compactMap({ tensor($0) }).first {
        passed.tensors[name] = (keras.graph[first].shape, tensor(value) == nil)
      }
    }
    return passed
  }

  /// Makes something of the arguments of a class; a refusal points at the argument to blame.
  mutating func read<Result>(
    _ passed: PassedArguments, of type: String, _ make: ([String: ArgumentValue]) throws(LayerProblem) -> Result
  ) throws(Raised) -> Result {
    do throws(LayerProblem) {
      return try make(passed.values)
    } catch {
      let range = error.argument.flatMap { passed.ranges[$0] }
      if let argument = error.argument, let tensor = passed.tensors[argument] {
        throw raise(error.forTensor(tensor.shape, isList: tensor.isList, of: type), at: range)
      }
      throw raise(error, at: range)
    }
  }

  mutating func read<Result>(
    _ passed: PassedArguments, as signature: LayerSignature,
    _ make: (LayerArguments) throws(LayerProblem) -> Result
  ) throws(Raised) -> Result {
    try read(passed, of: signature.name) { values throws(LayerProblem) in try make(LayerArguments(signature, values)) }
  }

  /// A value as a layer's argument. What no layer reads, as a regularizer, is kept by its `repr`.
  mutating func argumentValue(_ value: Value, depth: Int = 0) throws(Raised) -> ArgumentValue {
    switch value {
    case .none: return .null
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .float(let value): return .float(value)
    case .string(let value): return .string(value)
    case .hostFunction(let id):
      if let activation = Activation(named: heap.hostFunctions[id].name) { return .activation(activation) }
    case .instance:
      if let initializer = payload(of: value, as: ConfiguredObject.self)?.initializer {
        return .initializer(initializer)
      }
    case .type(let id):
      // Keras makes an instance of a class that is passed instead of one.
      if let initializer = ConfigurationFamily.defaultInitializers[name(of: id)], isHostClass(id) {
        return .initializer(initializer)
      }
    case .dict(let dict):
      if let initializer = try initializer(of: dict) { return .initializer(initializer) }
    default:
      // No argument nests deeper; a list may hold itself.
      if depth < 4, let items = sequence(value) {
        return .sequence(try items.map { (item) throws(Raised) in try argumentValue(item, depth: depth + 1) })
      }
    }
    return .other(try repr(value))
  }

  /// The initializer of a configuration; nil for other dicts.
  private mutating func initializer(of dict: DictID) throws(Raised) -> Initializer? {
    guard let name = value(at: "class_name", in: dict)?.string,
      ConfigurationFamily.initializers.type(named: name) != nil
    else { return nil }
    let object = try object(.dict(dict), of: .initializers)
    return payload(of: object, as: ConfiguredObject.self)?.initializer
  }

  /// A tuple of sizes, the batch first, as `build` takes it.
  mutating func shape(_ value: Value, at range: SourceRange? = nil) throws(Raised) -> Shape {
    guard case .sequence(let items) = try argumentValue(value) else {
      throw raise(.notAShape(try repr(value)), at: range)
    }
    var sizes: [Int?] = []
    for item in items {
      switch item {
      case .null: sizes.append(nil)
      case .int(let size) where size > 0: sizes.append(size)
      default: throw raise(.notAShape(try repr(value)), at: range)
      }
    }
    return Shape(sizes)
  }
}

extension ArgumentValue {
  /// The value as the language writes it: how defaults appear in a signature.
  var value: Value {
    switch self {
    case .null: .none
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .float(let value): .float(value)
    case .string(let value): .string(value)
    case .sequence(let items): .tuple(items.map(\.value))
    case .activation, .initializer, .other: .none
    }
  }
}

extension Shape {
  /// A tuple of integers and None.
  var value: Value { .tuple(dimensions.map { $0.map(Value.int) ?? .none }) }
}
