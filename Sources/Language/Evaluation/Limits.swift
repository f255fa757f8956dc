// The budgets that make every evaluation end.

/// What one evaluation may use.
package struct Limits: Sendable {
  /// Statements, calls, and turns of loops and of iterating built-ins.
  package var steps = 5_000_000
  /// Calls within calls. CPython's own default.
  package var recursionDepth = 1000
  /// What the objects of the heap may hold, by the interpreter's estimate.
  package var bytes = 512 << 20
  /// What `print` may write, in bytes of UTF-8.
  package var outputBytes = 4 << 20
  /// Asked every few thousand steps whether to stop.
  package var isCancelled: @Sendable () -> Bool = { false }

  package init() {}
}
