// Arguments of layers that the session's own functions and Keras' settings give.

import Language
import ModelGraph

extension Interpreter {
  /// The session's own function as a layer's activation, as `Activation(relu6)` or `Conv2D(…, activation=swish)` has it:
  /// the layer itself is made without one, and its calls run the function after it. Nil for an activation of Keras'.
  mutating func takeActivation(from passed: inout PassedArguments, in arguments: BoundArguments) -> Value? {
    guard case .other = passed.values["activation"] else { return nil }
    let value = arguments["activation"]
    guard isCallable(value), !isClass(value) else { return nil }
    passed.values["activation"] = .activation(.linear)
    return value
  }

  private func isClass(_ value: Value) -> Bool { if case .type = value { true } else { false } }

  /// `set_image_data_format` holds for the layers that are told no format.
  func setDataFormat(of passed: inout PassedArguments, among names: [String]) {
    guard keras.dataFormat != .channelsLast, names.contains("data_format") else { return }
    if passed.values["data_format"] ?? .null == .null {
      passed.values["data_format"] = .string(keras.dataFormat.rawValue)
    }
  }
}

extension Operation {
  /// Whether it does nothing but apply an activation.
  var isActivation: Bool { if case .activation = self { true } else { false } }
}
