// The budgets at work: counting steps and bytes, and refusing what does not fit or is nested too deeply.

import Diagnostics

extension Interpreter {
  /// How many elements or characters a built-in may pass over in the time of one step.
  private static let elementsPerStep = 8
  /// How many steps pass between two looks at the cancellation.
  private static let stepsBetweenLooks = 4096

  /// Counts a step of work, or as many as a host's work is worth.
  package mutating func step(_ count: Int = 1) throws(Raised) {
    let (total, overflow) = steps.addingReportingOverflow(count)
    steps = overflow ? Int.max : total
    if steps >= nextLook || heap.bytes > limits.bytes { try look() }
  }

  /// Counts the work of passing over as many elements, characters or bytes at once.
  mutating func step(over count: Int) throws(Raised) { try step(count / Self.elementsPerStep) }

  private mutating func look() throws(Raised) {
    if steps > limits.steps { throw .stopped(.stepLimit(limits.steps, at: place, frames: traceback)) }
    if limits.isCancelled() { throw .stopped(.cancelled(at: place)) }
    if heap.bytes > limits.bytes { throw .stopped(.memoryLimit(limits.bytes, at: place, frames: traceback)) }
    nextLook = min(steps &+ Self.stepsBetweenLooks, limits.steps &+ 1)
  }

  /// Refuses an object before it is made if the budget has no room for it, and counts the work of making it.
  mutating func reserve(_ count: Int, each size: Int = ObjectSize.element) throws(Raised) {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: size)
    try requireRoom(for: overflow ? Int.max : bytes)
    try step(over: bytes / ObjectSize.element)
  }

  /// Refuses to go on with an object that has grown to more than the budget has room for.
  mutating func requireRoom(for bytes: Int) throws(Raised) {
    let (total, overflow) = bytes.addingReportingOverflow(heap.bytes)
    guard !overflow, total <= limits.bytes else { throw raise(.outOfMemory(limits.bytes)) }
  }

  /// A new value, with the memory it takes counted. The objects of the heap count theirs when they are made; this is
  /// for strings and tuples, which values hold themselves. A tuple that is nested too deeply is refused.
  mutating func counted(_ value: Value) throws(Raised) -> Value {
    switch value {
    case .string(let text) where text.utf8.count > ObjectSize.smallString:
      heap.bytes += ObjectSize.header + text.utf8.count
    case .tuple(let tuple) where !tuple.isEmpty:
      guard tuple.depth <= Tuple.maximumDepth else { throw raise(.nestedTuples) }
      heap.bytes += ObjectSize.header + tuple.count * ObjectSize.element
    default: break
    }
    return value
  }

  /// The name that a misspelt one may have meant. Comparing names is slow, and is counted as such.
  mutating func nearest(to name: String, among names: some Collection<String>) -> String? {
    steps = steps.addingReportingOverflow(names.count).overflow ? Int.max : steps + names.count
    return Spelling.nearest(to: name, among: names)
  }

  /// Bounds the recursion through containers and through the calls of built-ins; the caller lowers the depth again.
  mutating func descend() throws(Raised) {
    guard depth < limits.recursionDepth else { throw raise(.recursion) }
    depth += 1
  }
}
