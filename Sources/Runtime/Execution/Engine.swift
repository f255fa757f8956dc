// Runs plans: keeps compiled operations, weights and the last outputs, so that an edit pays only for what it changed.

import CDNNL
import ModelGraph
import Tensors

/// What a compiled operation depends on.
struct OperationKey: Hashable {
  let operation: Operation
  let inputShapes: [[Int]]
}

/// What weights in a primitive's own layout depend on.
struct PreparedKey: Hashable {
  let operation: OperationKey
  let weights: [Int]
}

/// What a step's output depends on.
struct ResultKey: Hashable {
  let operation: PreparedKey
  let inputs: [Int]
}

/// An output that a run has computed. Its values are there as long as somebody keeps them.
struct KnownResult {
  let id: Int
  let milliseconds: Double
  weak var value: ComputedValue?
}

/// Room for the outputs of some edits of a small model.
private let leastSpareBytes = 8 << 20

/// The one owner of oneDNN's handles.
package actor Engine {
  private let thread: EngineThread
  let device: Device
  var weights = WeightStore()
  var operations = RecentCache<OperationKey, CompiledOperation>(limit: 512)
  var prepared = RecentCache<PreparedKey, [Buffer]>(limit: 128 << 20)
  var results = RecentCache<ResultKey, KnownResult>(limit: 8192)
  /// The outputs that were computed last: what an edit starts from, shown or not.
  var spare: RecentCache<Int, ComputedValue>
  private let spareBytes: Int
  /// What came in with the last run, to know it again.
  private var lastInputs: [(tensor: Tensor, value: ComputedValue)] = []
  /// What the last run kept: what is shown is there for the next.
  private var lastKept = Activations()
  private var madeValues = 0
  /// How many operations were compiled so far, rather than found in the cache.
  package internal(set) var compiledCount = 0

  /// Of the outputs that nobody wants, those of some runs are kept for the next, but no more than `spareBytes` and up to as
  /// much again.
  package init(spareBytes: Int = 64 << 20) throws(RuntimeProblem) {
    thread = try EngineThread()
    device = try Device()
    self.spareBytes = spareBytes
    spare = RecentCache(limit: spareBytes, forgetsDuringRuns: true)
  }

  package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// A weight's values as `run` uses them: the same object as long as nothing changes it.
  package func weight(
    _ weight: Weight, seed: UInt64, loaded: LoadedWeights? = nil
  ) throws(RuntimeProblem) -> StoredWeight {
    var account = WorkAccount()
    return try self.weight(weight, seed: seed, loaded: loaded, &account)
  }

  func weight(
    _ weight: Weight, seed: UInt64, loaded: LoadedWeights?, _ account: inout WorkAccount
  ) throws(RuntimeProblem) -> StoredWeight {
    if let stored = try loaded?.weight(weight) { return stored }
    return try weights.weight(weight, seed: seed, &account)
  }

  /// Runs a plan on tensors of the shapes that it was made for. Weights come from the file where it has them; the others
  /// are drawn from the seed.
  ///
  /// Steps whose operation, weights and inputs are those of an earlier run take over its output. Before and after each
  /// kernel, and every few milliseconds while weights are drawn, the run asks whether it is still wanted, which by default
  /// it is until its task is cancelled; if not it throws, and what it has computed serves the next. A kernel that has
  /// begun is not stopped: one with so much work that it takes longer than 50 ms delays the end by as much.
  package func run(
    _ plan: ExecutionPlan, inputs: [TensorID: Tensor], seed: UInt64, weights loaded: LoadedWeights? = nil,
    whileWanted isWanted: @escaping @Sendable (WorkDone) -> Bool = { _ in !Task.isCancelled }
  ) throws(RuntimeProblem) -> Activations {
    beginRun(plan)
    var run = EngineRun(plan, account: WorkAccount(whileWanted: isWanted))
    try run.account.enter()
    try take(inputs, into: &run)
    for step in plan.steps { try resolve(step, seed: seed, loaded, in: &run) }
    run.findNeeded()
    compileAhead(in: &run)
    defer { run.compiling.abandon() }
    for index in plan.steps.indices { try execute(index, of: &run) }
    lastKept = run.activations
    let written = run.writtenBytes
    if written > 0 { Task { reserve(bytes: written) } }
    return run.activations
  }

  private func beginRun(_ plan: ExecutionPlan) {
    let outputBytes = plan.steps.reduce(0) { $0.addingSaturated($1.outputBytes) }
    spare.limit = min(spareBytes, max(leastSpareBytes, outputBytes.addingSaturated(outputBytes)))
    weights.beginRun()
    operations.beginRun()
    prepared.beginRun()
    results.beginRun()
  }

  /// Once a run's result is out: the next will probably write as much.
  private func reserve(bytes: Int) { cdnnl_reserve(bytes) }

  func newID() -> Int {
    madeValues += 1
    return madeValues
  }

  private func take(_ inputs: [TensorID: Tensor], into run: inout EngineRun) throws(RuntimeProblem) {
    var taken: [(tensor: Tensor, value: ComputedValue)] = []
    for input in run.plan.inputs {
      guard let tensor = inputs[input.tensor] else { throw .missingInput(layer: input.layer) }
      guard tensor.shape == input.shape else {
        throw .inputShape(layer: input.layer, expected: Shape(input.shape), got: tensor.shape)
      }
      let value: ComputedValue
      if let known = lastInputs.first(where: { $0.tensor == tensor }) {
        value = known.value
      } else {
        value = ComputedValue(id: newID(), try Buffer(copying: tensor.values))
      }
      taken.append((tensor, value))
      run.take(value, of: input)
    }
    lastInputs = taken
  }
}
