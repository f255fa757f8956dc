// What a run has done so far, and whether it is still wanted.

/// Counts of work, which tell how far a run has got.
package struct WorkDone: Hashable, Sendable {
  /// Small steps of preparing weights: values drawn or copied, products summed. A million take a few milliseconds.
  package var steps = 0
  /// Kernels compiled or executed. One of them is never stopped on its way.
  package var kernels = 0

  package init(steps: Int = 0, kernels: Int = 0) {
    self.steps = steps
    self.kernels = kernels
  }
}

/// A run's account: whoever works for it enters what it did, and learns whether to go on.
struct WorkAccount {
  /// Who prepares weights enters at least every so many steps, which is within a few milliseconds.
  static let pace = 1 << 18

  private(set) var done = WorkDone()
  private let isWanted: @Sendable (WorkDone) -> Bool

  /// By default a run is wanted until its task is cancelled.
  init(whileWanted isWanted: @escaping @Sendable (WorkDone) -> Bool = { _ in !Task.isCancelled }) {
    self.isWanted = isWanted
  }

  /// Throws `cancelled` once the run is wanted no more.
  mutating func enter(steps: Int = 0, kernels: Int = 0) throws(RuntimeProblem) {
    done.steps += steps
    done.kernels += kernels
    if !isWanted(done) { throw .cancelled }
  }
}
