// What the names of a tree mean: the variables of functions get slots, so that evaluation looks up no local by name.

import Diagnostics

/// How to reach the variable that a name means.
enum Binding: Hashable, Sendable {
  /// A global, or a built-in name.
  case global
  /// A name of the class body at work, or else a global.
  case classLocal
  /// A variable of the frame at work.
  case local(Int)
  /// A variable that functions share: the slot holds its cell.
  case cell(Int)
}

/// The variables of one scope.
struct ScopeLayout: Hashable, Sendable {
  struct Capture: Hashable, Sendable {
    let slot: Int
    /// The slot of the same variable in the frame around.
    let outer: Int
  }
  var variableCount = 0
  /// The slots of a function's own variables by name, for `locals`.
  var names: [String: Int] = [:]
  /// The scope's own variables that inner functions share: they get new cells at its start.
  var cellSlots: [Int] = []
  /// The variables of outer functions that it, or a function in it, uses.
  var captures: [Capture] = []
}

/// The bindings of all names of a tree, by occurrence, and the layouts of its scopes. The module's is the last.
package struct Resolution: Sendable {
  var bindings: [Binding] = []
  var layouts: [ScopeLayout] = []
}
