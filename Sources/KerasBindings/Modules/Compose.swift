// `compose(f, g, …)`: the functions one after another, left to right; known to every session without a definition.

import Language

enum Compose {
  /// What comes before a hole among the functions runs: the hole stops only what follows it.
  static let function = HostFunction("compose", [Parameter("funcs", .variadic)], acceptsHoles: true) {
    interpreter, arguments throws(Raised) in
    let functions = arguments.variadic.map(\.value)
    if functions.isEmpty { throw interpreter.raise(.emptyComposition) }
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
