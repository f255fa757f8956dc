// `get_source_inputs`: the inputs that a tensor is made of.

import Language
import ModelGraph

enum SourceInputs {
  static let member: (name: String, member: HostMember) = ("get_source_inputs", .function(function))

  static let function = HostFunction("get_source_inputs", [Parameter("tensor")]) {
    interpreter, arguments throws(Raised) in
    guard let tensor = interpreter.tensor(arguments["tensor"]) else { return arguments["tensor"] }
    var values: [Value] = []
    for input in interpreter.keras.graph.sourceInputs(of: tensor) { values.append(interpreter.tensorValue(input)) }
    return interpreter.makeList(values)
  }
}

extension Graph {
  /// The outputs of the calls without inputs that a tensor depends on, in the order of a depth-first walk.
  fileprivate func sourceInputs(of tensor: TensorID) -> [TensorID] {
    var found: [TensorID] = []
    var seen: Set<CallID> = []
    var rest = [tensor]
    while let next = rest.popLast() {
      let call = self[next].history
      guard seen.insert(call).inserted else { continue }
      if self[call].inputs.isEmpty {
        found += self[call].outputs
      } else {
        rest += self[call].inputs.reversed()
      }
    }
    return found
  }
}
