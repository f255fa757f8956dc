// The interpreter: the whole state of an evaluation as one value.

import Diagnostics
import OrderedCollections

/// Evaluates trees. A copy is a snapshot: it goes on from where it was taken, and the original from where it is.
package struct Interpreter: Sendable {
  package internal(set) var heap = Heap()
  /// The session's names in the order of their first definition.
  package internal(set) var globals: OrderedDictionary<String, Value> {
    get { heap.modules[.session].members }
    _modify { yield &heap.modules[.session].members }
  }
  var builtins: OrderedDictionary<String, Value> = [:]
  var standard = StandardClasses()
  /// The special methods of the built-in classes and the classes that have them, by name.
  var slots: [String: (function: HostFunctionID, owners: [StandardClasses.Name])] = [:]
  /// The classes by which iterators and views are told apart, where a session asks for them.
  var namedClasses: [String: ClassID] = [:]

  var modules = ModuleRegistry()
  /// The files beside the session, where the host gives them.
  package var sourcesBeside: SourcesBeside?
  /// What modules were read from, and what was asked for besides.
  package internal(set) var importedSources = ImportedSources()
  var hostClasses: [String: ClassID] = [:]
  /// Hosts' predefined names that nothing has asked for yet.
  var predefined: [String: HostMember] = [:]
  var hostState: any HostState
  var adviser: Advice.Source?

  package var limits: Limits
  package internal(set) var steps = 0
  /// The step at which the budgets are looked at again.
  var nextLook = 0
  var output = ""
  var outputBytes = 0

  /// The variables of all running functions, one after another.
  var variables: [Variable] = []
  /// How many calls, hosts' included, are running.
  var depth = 0
  var frames: [Frame] = []
  /// How many functions have been called.
  var invocations = 0
  /// Where the functions stand that have been called.
  package internal(set) var calledFunctions: Set<SourceRange> = []
  var omissions = Omissions()
  var work = Work()
  /// The variable that was last seen to hold an array that was not read.
  var variable: (holds: OmissionID, name: String)?
  /// The notes of the top-level statement at work, as of what was not run, and the statements that have theirs.
  var notes: [Diagnostic] = []
  var toldOmissions: Set<SourceRange> = []
  /// The value of the last expression statement that ran.
  var expressionValue = Value.none
  /// The globals that the top-level statement at work has assigned.
  var writtenGlobals: Set<String> = []
  /// The namespaces of the class bodies that are running.
  var classBodies: [ClassBody] = []
  /// The exceptions whose handlers are running, for a bare `raise`.
  var handled: [RaisedException] = []
  /// The `try` statements with handlers whose bodies are running.
  var catchers = 0
  /// The exceptions that were told without stopping their statement.
  var toldErrors: [Diagnostic] = []
  /// The containers whose `repr` is being written.
  var writing: [Value] = []
  /// The expression at work: where an error belongs unless it knows better.
  package internal(set) var place = SourceRange(0, 0)

  package init(state: any HostState = NoHostState(), limits: Limits = Limits()) {
    self = Interpreter.standardLibrary
    hostState = state
    self.limits = limits
  }

  /// An interpreter before its built-ins are there.
  init(bare limits: Limits) {
    hostState = NoHostState()
    self.limits = limits
  }
}

/// A variable of a running function.
enum Variable: Sendable {
  case unbound
  case value(Value)
  /// One that an inner function shares.
  case cell(CellID)
}

/// A running function, or a running top level or class body.
struct Frame: Sendable {
  enum Kind: Sendable {
    case module
    case classBody
    case function(FunctionID)
    case generator
  }
  let kind: Kind
  let name: String
  /// The call that started it.
  let call: SourceRange
  let code: Resolution
  /// Where its global names are.
  let module: ModuleID
  /// Where its variables start.
  let base: Int
  /// What stands before the names of functions and classes made in it.
  let qualifiedPrefix: String
  /// Tells the runnings of a function apart; 0 for what is no function.
  var invocation = 0

  /// Whether a line of the session or of a module started it: a call, or the import of a module.
  var isCalled: Bool {
    switch kind {
    case .function: true
    case .module: module != .session
    case .classBody, .generator: false
    }
  }
}

/// A class whose body is running.
struct ClassBody: Sendable {
  var namespace: OrderedDictionary<String, Value> = [:]
  /// The functions made in it, which learn their class at its end.
  var functions: [FunctionID] = []
}
