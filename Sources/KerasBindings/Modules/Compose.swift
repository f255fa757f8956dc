// `compose(f, g, …)`: the functions one after another, left to right; known to every session without a definition.

import Diagnostics
import Language
import ModelGraph
import Tensors

enum Compose {
  /// What comes before a hole among the functions runs: the hole stops only what follows it.
  static let function = HostFunction("compose", [Parameter("funcs", .variadic)], acceptsHoles: true) {
    interpreter, arguments throws(Raised) in
    if arguments.variadic.isEmpty { throw interpreter.raise(.emptyComposition) }
    let functions = try arguments.variadic.map { (argument) throws(Raised) in
      guard let fault = try interpreter.notComposable(argument.value) else { return argument.value }
      try interpreter.tell(fault, at: argument.range)
      return .hole
    }
    let composed = HostFunction(
      "composed", [Parameter("args", .variadic), Parameter("kwargs", .keywords)], acceptsHoles: true
    ) { interpreter, arguments throws(Raised) in
      var value = try interpreter.call(functions[0], Arguments(arguments.variadic, keywords: arguments.keywords))
      for function in functions.dropFirst() {
        if value.isHole { return .hole }
        value = try interpreter.call(function, Arguments([value]))
      }
      return value
    }
    return interpreter.makeFunction(composed)
  }
}

extension Interpreter {
  /// Why a value cannot be composed; nil for functions and layers.
  fileprivate mutating func notComposable(_ value: Value) throws(Raised) -> Fault? {
    if let tensor = tensor(value) {
      let shape = keras.graph[tensor].shape.display
      return .notComposable("a tensor of \(shape)", hint: "Put in the layer itself, without calling it")
    }
    if case .type(let type) = value, isLayerClass(value) {
      let name = name(of: type)
      return .notComposable("the class \(name)", hint: "\(name)(…) makes a layer")
    }
    if value.isHole || isCallable(value) { return nil }
    let hint = sequence(value) == nil ? nil : "A star before a list puts in what it holds: compose(*layers)"
    return .notComposable(try repr(value), hint: hint)
  }
}
