// The function forms of the merging layers: `add([a, b])` makes the layer and calls it.

import Language
import ModelGraph

enum MergeFunction {
  static func function(_ name: String, of layer: String) -> HostFunction {
    HostFunction(name, [Parameter("inputs"), Parameter("kwargs", .keywords)]) { interpreter, arguments throws(Raised) in
      let type = Value.type(interpreter.classID(of: PrimitiveClass.hostClass(named: layer)))
      let object = try interpreter.call(type, Arguments([Argument](), keywords: arguments.keywords))
      return try interpreter.call(object, Arguments([arguments["inputs"]]))
    }
  }
}
