// Compiling ahead: while the engine executes a run's first steps, another thread compiles what the later ones need.

import Dispatch
import Synchronization

/// One operation to compile, by whoever comes to it first.
///
/// Unchecked, because the compiler cannot see the rule: who has claimed it writes the result before signalling, and the engine
/// reads it after the signal. Of the device nothing is used but its engine, which any thread may.
final class Compilation: @unchecked Sendable {
  private let step: ExecutionPlan.Step
  private let device: Device
  private let isClaimed = Atomic(false)
  private let isDone = DispatchSemaphore(value: 0)
  private var result: Result<CompiledOperation, RuntimeProblem>?

  init(_ step: ExecutionPlan.Step, on device: Device) {
    self.step = step
    self.device = device
  }

  /// Whether nobody else has come to it, or ever will.
  private func claim() -> Bool { !isClaimed.exchange(true, ordering: .relaxed) }

  func compileUnlessClaimed() {
    guard claim() else { return }
    device.useProcessors(for: step)
    result = Result { () throws(RuntimeProblem) in try Lowering.compile(step, on: device) }
    isDone.signal()
  }

  /// Compiles it, or waits until another thread has. To be called once.
  func compiled() throws(RuntimeProblem) -> CompiledOperation {
    compileUnlessClaimed()
    isDone.wait()
    guard let result else { preconditionFailure("whoever claims a compilation leaves its result") }
    return try result.get()
  }

  func abandon() { _ = claim() }
}

/// The compilations that a run will come to.
struct CompilingAhead {
  private var compilations: [OperationKey: Compilation] = [:]

  init() {}

  /// Begins with these steps' operations, in their order, unless there is just one, or just one processor.
  init(_ steps: [(key: OperationKey, step: ExecutionPlan.Step)], on device: Device) {
    var ordered: [Compilation] = []
    for (key, step) in steps where compilations[key] == nil {
      let compilation = Compilation(step, on: device)
      compilations[key] = compilation
      ordered.append(compilation)
    }
    guard ordered.count > 1, Device.processors > 1 else { return }
    DispatchQueue.global(qos: .userInitiated).async { [ordered] in
      for compilation in ordered { compilation.compileUnlessClaimed() }
    }
  }

  /// The operation, if it was among those to compile.
  mutating func take(_ key: OperationKey) throws(RuntimeProblem) -> CompiledOperation? {
    try compilations.removeValue(forKey: key)?.compiled()
  }

  /// Nobody will come to the rest.
  func abandon() {
    for compilation in compilations.values { compilation.abandon() }
  }
}

extension Device {
  /// The work in a step that is not worth waking other threads for, in multiply-adds: some tens of microseconds. On a busy
  /// machine the threads of a small step wait for each other far longer than the step takes.
  private static let singleThreadWork = 4_000_000

  /// As many processors as the step is worth, for compiling it and for executing it.
  func useProcessors(for step: ExecutionPlan.Step) { useAllProcessors(step.work > Device.singleThreadWork) }
}
