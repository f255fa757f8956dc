// `keras.saving`: nothing is saved here, so that what only registers a class or a function for it changes nothing.

import Language

enum Saving {
  static let module = HostModule("keras.saving", explainMissing: KerasNames.explanation("keras.saving")) {
    registration
      + TrainingModules.members(
        "KerasFileEditor load_model load_weights save_model save_weights", of: "keras.saving",
        because: "works on files")
  }

  /// What `keras.utils` has too.
  static let registration: [(name: String, member: HostMember)] = [
    ("register_keras_serializable", .function(register)),
    (
      "get_custom_objects",
      .function(HostFunction("get_custom_objects") { interpreter, _ throws(Raised) in try interpreter.makeDict([]) })
    ),
    ("custom_object_scope", .type(Distribution.scope)), ("CustomObjectScope", .type(Distribution.scope)),
  ]

  /// A decorator that gives what it decorates.
  private static let register = HostFunction(
    "register_keras_serializable",
    [Parameter("package", default: .string("Custom")), Parameter("name", default: Value.none)]
  ) { interpreter, _ throws(Raised) in
    interpreter.makeFunction(HostFunction("decorator", [Parameter("arg")]) { _, arguments in arguments["arg"] })
  }
}
