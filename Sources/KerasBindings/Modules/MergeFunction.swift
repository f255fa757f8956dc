// The function forms of the merging layers: `add([a, b])` makes the layer and calls it.

import Language
import ModelGraph

enum MergeFunction {
  /// By name; the layer's one argument has a default that the layer itself may lack.
  static let members: [(name: String, member: HostMember)] = [
    function("add", of: "Add"), function("subtract", of: "Subtract"), function("multiply", of: "Multiply"),
    function("average", of: "Average"), function("maximum", of: "Maximum"), function("minimum", of: "Minimum"),
    function("concatenate", of: "Concatenate", "axis"), function("dot", of: "Dot", "axes"),
  ]

  private static func function(
    _ name: String, of layer: String, _ option: String? = nil
  ) -> (name: String, member: HostMember) {
    let options = option.map { [Parameter($0, default: .int(-1))] } ?? []
    let parameters = [Parameter("inputs")] + options + [Parameter("kwargs", .keywords)]
    let function = HostFunction(name, parameters) { interpreter, arguments throws(Raised) in
      let type = Value.type(interpreter.classID(of: PrimitiveClass.hostClass(named: layer)))
      var keywords = arguments.keywords
      if let option, interpreter.tensor(arguments[option]) != nil {
        throw interpreter.raise(.tensorsNotInAList(name), at: arguments.range(of: option))
      }
      if let option { keywords.append(KeywordArgument(option, arguments[option], range: arguments.range(of: option))) }
      let object = try interpreter.call(type, Arguments([Argument](), keywords: keywords))
      let inputs = Argument(arguments["inputs"], range: arguments.range(of: "inputs"))
      return try interpreter.call(object, Arguments([inputs]))
    }
    return (name, .function(function))
  }
}
