// Runs plans: keeps compiled operations, weights and the last outputs, so that an edit pays only for what it changed.

import ModelGraph
import Tensors

/// What a compiled operation depends on.
private struct OperationKey: Hashable {
  let operation: Operation
  let inputShapes: [[Int]]
}

/// What weights in a primitive's own layout depend on.
private struct PreparedKey: Hashable {
  let operation: OperationKey
  let weights: [Int]
}

/// What a step's output depends on.
private struct ResultKey: Hashable {
  let operation: PreparedKey
  let inputs: [Int]
}

/// A primitive's first execution pays for its setting up too. One that takes less than this many milliseconds is
/// therefore executed, and timed, once more; in a longer one that part is small.
private let warmUpLimit = 50.0

/// The one owner of oneDNN's handles.
package actor Engine {
  private let thread: EngineThread
  let device: Device
  private var weights = WeightStore()
  private var operations = RecentCache<OperationKey, CompiledOperation>(limit: 512)
  private var prepared = RecentCache<PreparedKey, [Buffer]>(limit: 128 << 20)
  private var results = RecentCache<ResultKey, ComputedValue>(limit: 16 << 20)
  /// What came in with the last run, to know it again.
  private var lastInputs: [(tensor: Tensor, value: ComputedValue)] = []
  private var madeValues = 0
  /// How many operations were compiled so far, rather than found in the cache.
  package private(set) var compiledCount = 0

  package init() throws(RuntimeProblem) {
    thread = try EngineThread()
    device = try Device()
  }

  package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  /// A weight's values as `run` uses them: the same object as long as nothing changes it.
  package func weight(
    _ weight: Weight, seed: UInt64, loaded: LoadedWeights? = nil
  ) throws(RuntimeProblem) -> StoredWeight {
    try loaded?.weight(weight) ?? weights.weight(weight, seed: seed)
  }

  /// Runs a plan on tensors of the shapes that it was made for. Weights come from the file where it has them; the others
  /// are drawn from the seed.
  ///
  /// Steps whose operation, weights and inputs are those of an earlier run take over its output. Between steps the task's
  /// cancellation is looked at; a cancelled run throws, and what it has computed serves the next.
  package func run(
    _ plan: ExecutionPlan, inputs: [TensorID: Tensor], seed: UInt64, weights loaded: LoadedWeights? = nil
  ) throws(RuntimeProblem) -> Activations {
    beginRun()
    var activations = Activations()
    try take(inputs, for: plan, into: &activations)
    for step in plan.steps {
      if Task.isCancelled { throw .cancelled }
      try run(step, of: plan, seed: seed, loaded, into: &activations)
    }
    return activations
  }
}

// MARK: - One run

extension Engine {
  private func beginRun() {
    weights.beginRun()
    operations.beginRun()
    prepared.beginRun()
    results.beginRun()
  }

  private func newValue(_ buffer: Buffer, milliseconds: Double = 0) -> ComputedValue {
    madeValues += 1
    return ComputedValue(id: madeValues, buffer, milliseconds: milliseconds)
  }

  private func take(
    _ inputs: [TensorID: Tensor], for plan: ExecutionPlan, into activations: inout Activations
  ) throws(RuntimeProblem) {
    var taken: [(tensor: Tensor, value: ComputedValue)] = []
    for input in plan.inputs {
      guard let tensor = inputs[input.tensor] else { throw .missingInput(layer: input.layer) }
      guard tensor.shape == input.shape else {
        throw .inputShape(layer: input.layer, expected: Shape(input.shape), got: tensor.shape)
      }
      let value: ComputedValue
      if let known = lastInputs.first(where: { $0.tensor == tensor }) {
        value = known.value
      } else {
        value = newValue(try Buffer(copying: tensor.values))
      }
      taken.append((tensor, value))
      activations.set(value, shape: input.shape, for: input.tensor)
    }
    lastInputs = taken
  }

  private func run(
    _ step: ExecutionPlan.Step, of plan: ExecutionPlan, seed: UInt64, _ loaded: LoadedWeights?,
    into activations: inout Activations
  ) throws(RuntimeProblem) {
    var stored: [StoredWeight] = []
    for weight in step.weights { stored.append(try self.weight(weight, seed: seed, loaded: loaded)) }
    let sources = step.inputs.compactMap { activations.value($0) }
    let operation = OperationKey(operation: step.operation, inputShapes: step.inputShapes)
    let preparation = PreparedKey(operation: operation, weights: stored.map(\.id))
    let key = ResultKey(operation: preparation, inputs: sources.map(\.id))

    let known = results.use(key)
    let value: ComputedValue
    if let known {
      value = known
      // These count as used too: another input will need them.
      _ = operations.use(operation)
      _ = prepared.use(preparation)
    } else {
      device.useAllProcessors(step.work > singleThreadWork)
      let compiledBefore = compiledCount
      let compiled = try compile(step, operation)
      var memory = plan.memory
      memory.workspaceBytes = compiled.workspaceBytes
      if memory.total > plan.memoryLimit { throw .memoryBudget(memory, limit: plan.memoryLimit) }
      let buffers = try prepare(step, stored, for: compiled, preparation)
      var computed = try compute(step, compiled, weights: buffers, from: sources.map(\.buffer))
      if compiledCount > compiledBefore, computed.milliseconds < warmUpLimit {
        computed = try compute(step, compiled, weights: buffers, from: sources.map(\.buffer))
      }
      value = computed
      results.insert(value, for: key, cost: compiled.sharesInput ? 0 : value.buffer.bytes)
    }
    activations.set(value, shape: step.outputShape, for: step.output)
    activations.steps.append(
      .init(call: step.call, output: step.output, milliseconds: value.milliseconds, isReused: known != nil))
  }

  /// The work in a step that is not worth waking other threads for, in multiply-adds: some tens of microseconds. On a busy
  /// machine the threads of a small step wait for each other far longer than the step takes.
  private var singleThreadWork: Int { 4_000_000 }

  private func compile(_ step: ExecutionPlan.Step, _ key: OperationKey) throws(RuntimeProblem) -> CompiledOperation {
    if let known = operations.use(key) { return known }
    let compiled = try Lowering.compile(step, on: device)
    compiledCount += 1
    operations.insert(compiled, for: key, cost: 1)
    return compiled
  }

  /// The step's weights in the layouts that its primitives prefer.
  private func prepare(
    _ step: ExecutionPlan.Step, _ stored: [StoredWeight], for compiled: CompiledOperation, _ key: PreparedKey
  ) throws(RuntimeProblem) -> [Buffer] {
    if compiled.weights.isEmpty { return [] }
    if let known = prepared.use(key) { return known }
    let buffers = try compiled.prepare(NamedWeights(step.weights, stored.map(\.tensor)), on: device)
    prepared.insert(buffers, for: key, cost: buffers.reduce(0) { $0 + $1.bytes })
    return buffers
  }

  private func compute(
    _ step: ExecutionPlan.Step, _ compiled: CompiledOperation, weights: [Buffer], from sources: [Buffer]
  ) throws(RuntimeProblem) -> ComputedValue {
    if compiled.sharesInput { return newValue(sources[0]) }
    let start = ContinuousClock.now
    let output = try Buffer(count: step.outputShape.reduce(1, *))
    var temporaries: [Buffer] = []
    for count in compiled.temporaries { temporaries.append(try Buffer(count: count)) }
    func place(_ place: View.Place) -> (buffer: Buffer, offset: Int) {
      switch place {
      case .input(let index): (sources[index], 0)
      case .output: (output, 0)
      case .weight(let index): (weights[index], 0)
      case .temporary(let index): (temporaries[index], 0)
      case .constant(let index): (compiled.constants[index], 0)
      }
    }
    for action in compiled.actions {
      switch action {
      case .call(let call):
        call.body(call.pointers(place))
      case .execute(let primitive, let arguments):
        try device.execute(primitive, try arguments.memories(on: device, place))
      }
    }
    return newValue(output, milliseconds: (ContinuousClock.now - start) / .milliseconds(1))
  }
}
