// `keras.Input`: an input layer and its tensor in one.

import Diagnostics
import Language
import ModelGraph

enum InputFunction {
  /// Keras' `Input(shape, batch_size, dtype, sparse, ragged, batch_shape, name, tensor, optional)`.
  private static let names = [
    "shape", "batch_size", "dtype", "sparse", "ragged", "batch_shape", "name", "tensor", "optional",
  ]

  static let function = HostFunction("Input", names.map { Parameter($0, default: Value.none) }) {
    interpreter, arguments throws(Raised) in
    let sizes = names.prefix { if case .int = arguments[$0] { true } else { false } }
    if sizes.count > 1 {
      let shape = sizes.map { arguments[$0] }
      let ranges = sizes.compactMap { arguments.range(of: $0) }
      let range = ranges.dropFirst().reduce(ranges.first) { $0?.union($1) }
      throw interpreter.raise(.sizesNotInATuple(try interpreter.repr(.tuple(shape))), at: range)
    }
    let passed = try interpreter.passed(names, in: arguments)
    let layer = try interpreter.read(passed, as: InputLayer.layerType.signature, InputLayer.init)
    let name = KeywordArgument("name", arguments["name"], range: arguments.range(of: "name"))
    let common = try interpreter.commonArguments([name], of: InputLayer.name)
    return interpreter.tensorValue(try interpreter.makeInput(layer.shape, name: common.name))
  }
}
