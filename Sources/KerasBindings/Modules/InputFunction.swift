// `keras.Input`: an input layer and its tensor in one.

import Language
import ModelGraph

enum InputFunction {
  static let function = HostFunction("Input", parameters) { interpreter, arguments throws(Raised) in
    var passed: [String: ArgumentValue] = [:]
    for parameter in parameters where arguments.isPassed(parameter.name) {
      passed[parameter.name] = try interpreter.argumentValue(arguments[parameter.name])
    }
    let layer: InputLayer
    do throws(LayerProblem) {
      layer = try InputLayer(LayerArguments(definition, passed))
    } catch {
      throw interpreter.raise(error, at: error.argument.flatMap { arguments.range(of: $0) })
    }
    var name: String?
    if case .string(let given) = arguments["name"] { name = given }
    return interpreter.tensorValue(try interpreter.makeInput(layer.shape, name: name))
  }

  private static let definition = InputLayer.signature

  /// Keras' `Input(shape, batch_size, dtype, sparse, ragged, batch_shape, name, tensor, optional)`.
  private static let parameters: [Parameter] = [
    "shape", "batch_size", "dtype", "sparse", "ragged", "batch_shape", "name", "tensor", "optional",
  ].map { Parameter($0, default: Value.none) }
}
