let builtinFunctions: [HostFunction] = [
  .builtin("print", [.rest, .keyword("sep", default: .none), .keyword("end", default: .none)]) { i, a throws(Raised) in
    var parts: [String] = []
    for v in a.variadic { parts.append(try i.str(v.value)) }
    try i.write(parts.joined(separator: " ") + "\n")
    return .none
  }
]
let standardModules: [HostModule] = []
extension Interpreter {
  var constructors: [StandardClasses.Name: HostFunction] { [.super: Self.superConstructor] }
}
let dictClassMethods: [HostFunction] = []
let objectMethods: [HostFunction] = []
let stringMethods: [HostFunction] = []
let stringPredicates: [HostFunction] = []
let listMethods: [HostFunction] = []
let tupleMethods: [HostFunction] = []
let dictMethods: [HostFunction] = []
let setMethods: [HostFunction] = []
let mutableSetMethods: [HostFunction] = []
let integerMethods: [HostFunction] = []
let floatMethods: [HostFunction] = []
let propertyMethods: [HostFunction] = []
let rangeMethods: [HostFunction] = []
let orderedDictMethods: [HostFunction] = []
let counterMethods: [HostFunction] = []
let exceptionMethods: [HostFunction] = []
let exceptionProperties: [(String, HostFunction)] = []
let integerProperties: [(String, HostFunction)] = []
let floatProperties: [(String, HostFunction)] = []
let sliceProperties: [(String, HostFunction)] = []
let rangeProperties: [(String, HostFunction)] = []
extension Fault {
  static func wrongReceiver(_ wanted: String, _ got: String) -> Fault {
    Fault(.typeError, "descriptor requires a '\(wanted)' object but received a '\(got)'")
  }
  static func notAnInteger(_ type: String) -> Fault {
    Fault(.typeError, "'\(type)' object cannot be interpreted as an integer")
  }
  static func notANumber(_ type: String) -> Fault { Fault(.typeError, "must be real number, not \(type)") }
}
extension Interpreter {
  mutating func propertyAttribute(_ name: String, _ object: Value) throws(Raised) -> Value? { nil }
  mutating func percentFormat(_ format: String, _ v: Value) throws(Raised) -> String { format }
  mutating func format(_ value: Value, conversion: Character?, _ specification: String) throws(Raised) -> String {
    try str(value)
  }
}
