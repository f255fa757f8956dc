// What functions on tensors refuse of their arguments.

import Diagnostics
import Language
import Tensors

extension Fault {
  static func notAnOperand(_ function: String, got value: String) -> Fault {
    Fault(.valueError, "\(function) works on tensors and numbers, not on \(value)", code: "not-a-tensor")
  }

  static func notTensors(_ function: String, got value: String) -> Fault {
    Fault(.typeError, "\(function) takes a list of tensors, not \(value)", code: "not-a-tensor")
  }

  static func notInteger(_ name: String, of function: String, got value: String) -> Fault {
    Fault(.typeError, "\(function): \(name) must be an integer, not \(value)", code: "argument-value")
  }

  static func notIntegers(_ name: String, of function: String, got value: String) -> Fault {
    Fault(.typeError, "\(function): \(name) must be an integer or several, not \(value)", code: "argument-value")
  }

  static func notANumber(_ name: String, of function: String, got value: String) -> Fault {
    Fault(.typeError, "\(function): \(name) must be a number, not \(value)", code: "argument-value")
  }

  static func notAChoice(_ name: String, of function: String, among choices: [String], got value: String) -> Fault {
    let list = choices.map { "'\($0)'" }.joined(separator: " or ")
    return Fault(.valueError, "\(function): \(name) must be \(list), not \(value)", code: "argument-value")
  }

  static func notAType(_ value: String) -> Fault {
    Fault(.valueError, "there is no dtype \(value)", code: "dtype", hint: "Keras' own is 'float32'.")
  }

  static func unknownSizes(_ function: String, _ shape: Shape) -> Fault {
    Fault(.valueError, "\(function) needs a shape that is known, not \(shape)", code: "unknown-size")
  }

  static func notAnIndex(_ value: String) -> Fault {
    Fault(
      .valueError, "a tensor is indexed by integers, slices, ... and None, not by \(value)", code: "index")
  }

  static func batchSlice() -> Fault {
    Fault(
      .valueError, "Keras takes no slice alone as a tensor's index", code: "index",
      hint: "x[a:b, ...] cuts the batch, x[:, a:b] the axis after it.")
  }

  static func zeroStep() -> Fault { Fault(.valueError, "slice step cannot be zero", code: "index") }

  static func iteration() -> Fault {
    Fault(
      .notImplementedError, "a symbolic tensor cannot be iterated over", code: "symbolic-iteration",
      hint: "keras.ops.unstack(x, axis=…) gives its parts.")
  }

  static func noValue(_ what: String) -> Fault {
    Fault(.valueError, "a symbolic tensor has no value yet, so it cannot be made \(what)", code: "symbolic-value")
  }

  static func subscripts(_ text: String) -> Fault {
    Fault(.valueError, "'\(text)' are no subscripts of einsum, such as 'bij,bjk->bik'", code: "einsum")
  }

  static func reflectedAxes(_ function: String) -> Fault {
    Fault(.valueError, "\(function): source and destination must be equally many", code: "axis")
  }

  static func shifts(_ count: Int, _ axes: Int, in function: String) -> Fault {
    Fault(
      .valueError, "\(function): one shift for all axes or one for each, not \(count) for \(axes)",
      code: "argument-value")
  }

  static func noSuchAxis(_ axis: Int, of shape: Shape, in function: String) -> Fault {
    Fault(.valueError, "\(function): there is no axis \(axis) in a tensor of shape \(shape)", code: "axis")
  }
}
