// Keras' settings: the image format, the smallest number, the type of numbers, the counters of names.

import Language
import ModelGraph

enum BackendState {
  typealias Member = (name: String, member: HostMember)

  /// What `keras.config` has too.
  static let settings: [Member] = [
    ("backend", .function(HostFunction("backend") { _, _ in .string("tensorflow") })),
    (
      "image_data_format",
      .function(HostFunction("image_data_format") { interpreter, _ in .string(interpreter.keras.dataFormat.rawValue) })
    ),
    ("set_image_data_format", .function(setDataFormat)),
    ("epsilon", .function(HostFunction("epsilon") { interpreter, _ in .float(interpreter.keras.epsilon) })),
    (
      "set_epsilon",
      .function(
        HostFunction("set_epsilon", [Parameter("value")]) { interpreter, arguments throws(Raised) in
          guard let value = arguments["value"].number else {
            throw interpreter.raise(.notANumber("value", of: "set_epsilon", got: try interpreter.repr(arguments[0])))
          }
          try interpreter.withKeras { $0.epsilon = value }
          return .none
        })
    ),
    ("floatx", .function(HostFunction("floatx") { interpreter, _ in .string(interpreter.keras.floatType.rawValue) })),
    (
      "set_floatx",
      .function(
        HostFunction("set_floatx", [Parameter("value")]) { interpreter, arguments throws(Raised) in
          guard let type = try interpreter.numberType(arguments["value"]) else { return .none }
          try interpreter.withKeras { $0.floatType = type }
          return .none
        })
    ),
  ]

  static let members: [Member] =
    settings + [
      ("clear_session", .function(clearSession)),
      ("reset_uids", .function(clearSession)),
      ("get_uid", .function(number)), ("standardize_dtype", .function(standardType)),
      ("name_scope", .type(PathScope.hostClass)),
      ("learning_phase", .function(HostFunction("learning_phase") { _, _ in .int(0) })),
      ("set_learning_phase", .function(HostFunction("set_learning_phase", [Parameter("value")]) { _, _ in .none })),
      ("image_dim_ordering", .function(ordering)),
      ("set_image_dim_ordering", .function(setOrdering)),
      ("tf", .module("tensorflow")),
    ]

  static let clearSession = HostFunction("clear_session", [Parameter("free_memory", default: .bool(true))]) {
    interpreter, _ throws(Raised) in
    try interpreter.withKeras { $0.names = LayerNames() }
    return .none
  }

  /// The name of a type of numbers; the usual one for None.
  private static let standardType = HostFunction("standardize_dtype", [Parameter("dtype")]) {
    interpreter, arguments throws(Raised) in
    let type = arguments["dtype"].isNone ? nil : try interpreter.numberType(arguments["dtype"])
    return .string((type ?? interpreter.keras.floatType).rawValue)
  }

  private static let setDataFormat = HostFunction("set_image_data_format", [Parameter("data_format")]) {
    interpreter, arguments throws(Raised) in
    guard case .string(let text) = arguments[0], let format = DataFormat(rawValue: text.lowercased()) else {
      throw interpreter.raise(
        .notAChoice(
          "data_format", of: "set_image_data_format", among: DataFormat.allCases.map(\.rawValue),
          got: try interpreter.repr(arguments[0])))
    }
    try interpreter.withKeras { $0.dataFormat = format }
    return .none
  }

  /// Keras 1's words for the formats.
  private static let ordering = HostFunction("image_dim_ordering") { interpreter, _ in
    .string(interpreter.keras.dataFormat == .channelsLast ? "tf" : "th")
  }

  private static let setOrdering = HostFunction("set_image_dim_ordering", [Parameter("dim_ordering")]) {
    interpreter, arguments throws(Raised) in
    let isFirst = try interpreter.str(arguments[0]) == "th"
    try interpreter.withKeras { $0.dataFormat = isFirst ? .channelsFirst : .channelsLast }
    return .none
  }

  /// The next number of a prefix; layers' automatic names count with it.
  private static let number = HostFunction("get_uid", [Parameter("prefix", default: .string(""))]) {
    interpreter, arguments throws(Raised) in
    let prefix = try interpreter.str(arguments["prefix"])
    return .int(try interpreter.withKeras { $0.names.number(for: prefix) })
  }
}

/// `with name_scope('block'):` names nothing that a model shows.
enum NameScope {
  static let hostClass = HostClass(
    "name_scope", module: "keras",
    members: [
      (
        "__init__",
        .method(
          .method("__init__", of: "name_scope", [Parameter("args", .variadic), Parameter("kwargs", .keywords)]) {
            _, _ in .none
          })
      ),
      ("__enter__", .method(.method("__enter__", of: "name_scope") { _, arguments in arguments[0] })),
      (
        "__exit__",
        .method(.method("__exit__", of: "name_scope", [Parameter("args", .variadic)]) { _, _ in .bool(false) })
      ),
    ])
}
