// `argparse`: no command line is read, so that an argument has its default.

import Language

enum ArgumentParser {
  static let module = HostModule("argparse", omitsOthers: "reads the command line") {
    [("ArgumentParser", .type(parser)), ("Namespace", .type(namespace))]
  }

  fileprivate static let namespace = HostClass(
    "Namespace", module: "argparse",
    members: [("__init__", .method(.method("__init__", of: "Namespace", everything) { _, _ in .none }))])

  private static let parser = HostClass(
    "ArgumentParser", module: "argparse",
    members: [
      ("__init__", method("__init__") { _, _ in .none }),
      ("add_argument", method("add_argument", body: addArgument)),
      ("set_defaults", method("set_defaults", body: setDefaults)),
      // The arguments of a group are the parser's.
      ("add_argument_group", method("add_argument_group") { _, arguments in arguments[0] }),
      ("add_mutually_exclusive_group", method("add_mutually_exclusive_group") { _, arguments in arguments[0] }),
      (
        "parse_args",
        method("parse_args") { interpreter, arguments throws(Raised) in try interpreter.parse(arguments[0]) }
      ),
      (
        "parse_known_args",
        method("parse_known_args") { interpreter, arguments throws(Raised) in
          .tuple([try interpreter.parse(arguments[0]), interpreter.makeList([])])
        }
      ),
    ]
      + ["add_subparsers", "error", "exit", "format_help", "print_help", "print_usage"].map { name in
        (name, .omitted("parser.\(name)", because: "reads the command line"))
      })

  private static let everything = [Parameter("args", .variadic), Parameter("kwargs", .keywords)]

  private static func method(_ name: String, body: @escaping HostFunction.Body) -> HostClass.Member {
    .method(.method(name, of: "ArgumentParser", everything, acceptsHoles: true, body: body))
  }

  private static let addArgument: HostFunction.Body = { interpreter, arguments throws(Raised) in
    let options = Dictionary(
      arguments.keywords.map { ($0.name, $0.value) }, uniquingKeysWith: { _, last in last })
    let names = arguments.variadic.compactMap(\.value.string)
    let declared = DeclaredArgument(names: names, options: options)
    interpreter.updateDeclared(of: arguments[0]) { $0.append(declared) }
    return .none
  }

  private static let setDefaults: HostFunction.Body = { interpreter, arguments throws(Raised) in
    let defaults = arguments.keywords.map { DeclaredArgument(names: [$0.name], options: ["default": $0.value]) }
    interpreter.updateDeclared(of: arguments[0]) { $0 += defaults }
    return .none
  }
}

/// An argument as a script declares it.
private struct DeclaredArgument: Sendable {
  let name: String
  let options: [String: Value]
  /// Whether it has a value without being given.
  let hasDefault: Bool

  /// The name is that of the first long option, or of the first.
  init(names: [String], options: [String: Value]) {
    let first = names.first { $0.hasPrefix("--") } ?? names.first ?? ""
    let isOption = first.hasPrefix("-")
    name = options["dest"]?.string ?? String(first.drop { $0 == "-" }.map { $0 == "-" && isOption ? "_" : $0 })
    self.options = options
    let isRequired = if case .bool(true)? = options["required"] { true } else { false }
    hasDefault =
      options["default"] != nil || (isOption && !isRequired) || ["?", "*"].contains(options["nargs"]?.string)
  }
}

/// What a parser's object carries.
private struct DeclaredArguments: Sendable {
  var all: [DeclaredArgument] = []
}

extension Interpreter {
  fileprivate mutating func updateDeclared(of parser: Value, _ body: (inout [DeclaredArgument]) -> Void) {
    guard case .instance(let id) = parser else { return }
    var declared = payload(of: parser, as: DeclaredArguments.self) ?? DeclaredArguments()
    body(&declared.all)
    setPayload(declared, of: id)
  }

  /// The defaults as the attributes of a namespace. What must be given is not run.
  fileprivate mutating func parse(_ parser: Value) throws(Raised) -> Value {
    _ = omit("parse_args", because: "reads the command line (here are its defaults)")
    let result = makeInstance(of: ArgumentParser.namespace)
    for argument in payload(of: parser, as: DeclaredArguments.self)?.all ?? [] {
      let value =
        argument.hasDefault
        ? try defaultValue(of: argument) : omitted("the argument \(argument.name)", because: "was not given")
      try setAttribute(argument.name, of: result, to: value)
    }
    return result
  }

  /// As in `argparse`, a default that is a string is converted by the argument's type.
  private mutating func defaultValue(of argument: DeclaredArgument) throws(Raised) -> Value {
    guard let value = argument.options["default"] else {
      switch argument.options["action"]?.string {
      case "store_true": return .bool(false)
      case "store_false": return .bool(true)
      default: return .none
      }
    }
    guard case .string = value, let type = argument.options["type"] else { return value }
    return try call(type, [value])
  }
}
