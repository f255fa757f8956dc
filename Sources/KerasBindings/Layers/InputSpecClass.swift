// `keras.InputSpec`: what a layer says of its inputs. It is kept, and the layers themselves check what they are called on.

import Language
import ModelGraph

enum InputSpecClass {
  static let hostClass = HostClass(
    "InputSpec", module: "keras",
    members: [("__init__", .method(initialize)), ("__repr__", .method(represent))])

  private static let names = [
    "dtype", "shape", "ndim", "max_ndim", "min_ndim", "axes", "allow_last_axis_squeeze", "name", "optional",
  ]

  private static let initialize = HostFunction.method(
    "__init__", of: "InputSpec",
    names.map {
      Parameter($0, default: ["allow_last_axis_squeeze", "optional"].contains($0) ? .bool(false) : Value.none)
    }
  ) { interpreter, arguments throws(Raised) in
    guard case .instance(let instance) = arguments[0] else { return .none }
    for name in names {
      var value = arguments[name]
      switch (name, value) {
      case ("axes", .none): value = try interpreter.makeDict([])
      case ("ndim", _) where !arguments["shape"].isNone:
        value = .int(interpreter.sequence(arguments["shape"])?.count ?? 0)
      case ("shape", let shape) where !shape.isNone: value = interpreter.sequence(shape).map { .tuple($0) } ?? shape
      default: break
      }
      try interpreter.setOwnAttribute(name, of: instance, to: value)
    }
    return .none
  }

  /// Keras' own form: only what was said.
  private static let represent = HostFunction.method("__repr__", of: "InputSpec") {
    interpreter, arguments throws(Raised) in
    var parts: [String] = []
    for name in ["dtype", "shape", "ndim", "max_ndim", "min_ndim", "axes"] {
      let value = try interpreter.getAttribute(name, of: arguments[0])
      if try interpreter.isTrue(value) { parts.append("\(name)=\(try interpreter.str(value))") }
    }
    return .string("InputSpec(\(parts.joined(separator: ", ")))")
  }
}
