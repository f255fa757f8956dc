// A function on tensors as a row of a table: its name, its parameters, and what it does.

import Diagnostics
import Language
import ModelGraph

/// A function of `keras.ops`, `keras.backend`, `tf` or a module within them.
struct OperationFunction: Sendable {
  let name: String
  let body: OperationBody
  private let parameters: [Parameter]
  /// Our names of the parameters, by which the bodies ask for them.
  private let names: [String]

  /// `parameters` is what Python would write between the brackets: `x, axis=None, keepdims=False`. A parameter that the
  /// bodies know by another name has that before it: `x:input_tensor`.
  init(_ name: String, _ parameters: String, _ body: OperationBody) {
    self.name = name
    self.body = body
    var read: [Parameter] = []
    var names: [String] = []
    for part in parameters.split(separator: ", ") {
      let sides = part.split(separator: "=", maxSplits: 1)
      let spelling = sides[0].split(separator: ":")
      let own = String(spelling[spelling.count - 1])
      names.append(String(spelling[0].drop { $0 == "*" }))
      if own.hasPrefix("*") {
        read.append(Parameter(String(own.dropFirst()), .variadic))
      } else {
        read.append(Parameter(own, default: sides.count > 1 ? Self.value(sides[1]) : nil))
      }
    }
    self.parameters = read
    self.names = names
  }

  /// The function as sessions see it. TensorFlow's take a name, which Keras' do not.
  func hostFunction(of module: String) -> HostFunction {
    let (names, body) = (names, body)
    let isTensorFlow = module.hasPrefix("tensorflow") && !parameters.contains { $0.name == "name" }
    let parameters = parameters + (isTensorFlow ? [Parameter("name", .keywordOnly, default: Value.none)] : [])
    let spelled = "\(module).\(name)"
    return HostFunction(name, parameters) { interpreter, arguments throws(Raised) in
      try body.run(&interpreter, OperationArguments(spelled, names, arguments))
    }
  }

  private static func value(_ text: Substring) -> Value {
    switch text {
    case "None": .none
    case "True": .bool(true)
    case "False": .bool(false)
    default:
      Int(text).map(Value.int) ?? Double(text).map(Value.float)
        ?? .string(String(text.dropFirst().dropLast()))
    }
  }
}

/// What a function does. One body serves all that differ in names alone.
struct OperationBody: Sendable {
  let run: @Sendable (inout Interpreter, OperationArguments) throws(Raised) -> Value

  init(_ run: @escaping @Sendable (inout Interpreter, OperationArguments) throws(Raised) -> Value) { self.run = run }
}

/// The arguments of a call by our names of the parameters.
struct OperationArguments {
  /// What messages call the function.
  let function: String
  private let names: [String]
  private let arguments: BoundArguments

  init(_ function: String, _ names: [String], _ arguments: BoundArguments) {
    self.function = function
    self.names = names
    self.arguments = arguments
  }

  /// None where the function has no such parameter.
  subscript(name: String) -> Value { names.firstIndex(of: name).map { arguments[$0] } ?? .none }

  func range(_ name: String) -> SourceRange? {
    names.firstIndex(of: name).flatMap { arguments.range(of: arguments.signature.parameters[$0].name) }
  }

  var variadic: [Value] { arguments.variadic.map(\.value) }
}
