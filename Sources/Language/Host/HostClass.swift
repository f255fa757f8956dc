// Classes and modules that a host gives to sessions.

/// A class of the host's. It becomes an ordinary class of the language, which sessions can subclass.
package struct HostClass: Sendable {
  /// Prepares a new instance before `__init__` runs, whichever class's `__init__` that is.
  package typealias Allocate = @Sendable (inout Interpreter, InstanceID) throws(Raised) -> Void

  package enum Member: Sendable {
    case value(Value)
    /// A method: the first parameter is the receiver.
    case method(HostFunction)
    case property(getter: HostFunction, setter: HostFunction? = nil)
    case staticMethod(HostFunction)
    /// The first parameter is the class.
    case classMethod(HostFunction)
    /// One that is never run, for the reason said of it, as `trains`. Messages call it by its full name, `model.fit`.
    case omitted(String, because: String)
  }

  package let name: String
  package let module: String
  package let members: [(name: String, member: Member)]
  package let allocate: Allocate?
  /// What tells host classes apart.
  package let identity: String
  private let parent: [HostClass]

  package var base: HostClass? { parent.first }

  package init(
    _ name: String, module: String, base: HostClass? = nil, allocate: Allocate? = nil,
    members: [(name: String, member: Member)] = []
  ) {
    self.name = name
    self.module = module
    self.members = members
    self.allocate = allocate
    identity = "\(module).\(name)"
    parent = base.map { [$0] } ?? []
  }
}

extension HostFunction {
  /// A method of a class: named after it in messages, and with the receiver as its first parameter, `self`.
  package static func method(
    _ name: String, of owner: String, _ parameters: [Parameter] = [], acceptsHoles: Bool = false, body: @escaping Body
  ) -> HostFunction {
    HostFunction(
      name, qualifiedName: "\(owner).\(name)", [Parameter("self", .positionalOnly)] + parameters,
      acceptsHoles: acceptsHoles, body: body)
  }
}

/// Something that a module or the predefined names hold.
package enum HostMember: Sendable {
  case value(Value)
  case function(HostFunction)
  case type(HostClass)
  /// A module by its dotted name.
  case module(String)
  /// A value that needs the heap. Made once, when first asked for.
  case made(@Sendable (inout Interpreter) throws(Raised) -> Value)
  /// One that is never run, for the reason said of it, as `reads data`. Messages call it by its full name.
  case omitted(String, because: String)
}

/// A module of the host's. Its members are listed when it is first imported. A module `a.b` is a member `b` of the
/// module `a` without being listed.
package struct HostModule: Sendable {
  package let name: String
  package let members: @Sendable () -> [(name: String, member: HostMember)]
  /// Explains a name that is not there, such as one that Keras has and Compbook has not.
  package let explainMissing: (@Sendable (String) -> Fault?)?
  /// Why no other name of the module is ever run, as what is said of it; nil where there are no other names.
  package let omitsOthers: String?

  package init(
    _ name: String, explainMissing: (@Sendable (String) -> Fault?)? = nil, omitsOthers: String? = nil,
    members: @escaping @Sendable () -> [(name: String, member: HostMember)]
  ) {
    self.name = name
    self.members = members
    self.explainMissing = explainMissing
    self.omitsOthers = omitsOthers
  }
}

/// All that a host adds to the language.
package struct HostLibrary: Sendable {
  package var modules: [HostModule]
  /// Other dotted names of modules: `["tensorflow.keras": "keras"]` gives all of `keras` a second name.
  package var aliases: [String: String]
  /// Names known without an import, which a session may define anew.
  package var predefined: [(name: String, member: HostMember)]
  /// Modules that are never run, with all within them, and the reason said of each.
  package var omitted: [String: String]
  /// What it knows of mistakes with its values and functions.
  package var adviser: Advice.Source?
  /// Methods that tuples have besides Python's.
  package var tupleMethods: [HostFunction]

  package init(
    modules: [HostModule] = [], aliases: [String: String] = [:],
    predefined: [(name: String, member: HostMember)] = [], omitted: [String: String] = [:],
    adviser: Advice.Source? = nil, tupleMethods: [HostFunction] = []
  ) {
    self.modules = modules
    self.aliases = aliases
    self.predefined = predefined
    self.omitted = omitted
    self.adviser = adviser
    self.tupleMethods = tupleMethods
  }
}

/// What a host keeps within an interpreter; copied with it, so that a snapshot has both.
package protocol HostState: Sendable {}

/// The state of an interpreter without a host.
package struct NoHostState: HostState {
  package init() {}
}
