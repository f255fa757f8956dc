// One run of a plan: what is known of its steps, which of them must be executed, and their execution.

import ModelGraph

/// A primitive's first execution pays for its setting up too. One that takes less than this many milliseconds is
/// therefore executed, and timed, once more; in a longer one that part is small.
private let warmUpLimit = 50.0

/// A run under way.
struct EngineRun {
  /// A step's weights, and what it depends on.
  struct ResolvedStep {
    let weights: [StoredWeight]
    let key: ResultKey
    /// The output's identity. Nobody has computed it yet where there is no time.
    let id: Int
    let milliseconds: Double?
    var value: ComputedValue?
    var isNeeded = false
  }

  let plan: ExecutionPlan
  var account: WorkAccount
  var steps: [ResolvedStep] = []
  var compiling = CompilingAhead()
  private(set) var writtenBytes = 0
  private(set) var activations = Activations()
  /// The identities of all tensors of the plan so far.
  private(set) var ids: [TensorID: Int] = [:]
  /// The values that are still needed, or kept.
  private(set) var values: [TensorID: ComputedValue] = [:]
  /// How many steps are still to take a tensor; one more where it is kept.
  private var uses: [TensorID: Int] = [:]

  init(_ plan: ExecutionPlan, account: WorkAccount) {
    self.plan = plan
    self.account = account
    steps.reserveCapacity(plan.steps.count)
  }

  mutating func take(_ value: ComputedValue, of input: ExecutionPlan.Input) {
    ids[input.tensor] = value.id
    values[input.tensor] = value
    activations.set(value, shape: input.shape, for: input.tensor)
  }

  mutating func add(_ resolved: ResolvedStep, output: TensorID) {
    ids[output] = resolved.id
    steps.append(resolved)
  }

  /// Marks the steps that must be executed: those whose values are wanted, by the caller or by a step that must be, and that
  /// are not there any more.
  mutating func findNeeded() {
    for tensor in plan.kept { uses[tensor] = 1 }
    for index in plan.steps.indices.reversed() {
      let step = plan.steps[index]
      guard uses[step.output] != nil, steps[index].value == nil else { continue }
      steps[index].isNeeded = true
      for input in step.inputs { uses[input, default: 0] += 1 }
    }
  }

  /// Whether the step's values are wanted at all.
  func isUsed(_ step: ExecutionPlan.Step) -> Bool { uses[step.output] != nil }

  /// Enters a step's output; an executed one lets go of its inputs.
  mutating func finish(_ index: Int, with value: ComputedValue?, milliseconds: Double) {
    let step = plan.steps[index]
    let isExecuted = steps[index].isNeeded
    // One of several outputs may be nobody's: it has never been computed.
    if isExecuted || steps[index].milliseconds != nil {
      activations.steps.append(
        .init(call: step.call, output: step.output, milliseconds: milliseconds, isReused: !isExecuted))
    }
    if let value {
      values[step.output] = value
      if plan.kept.contains(step.output) { activations.set(value, shape: step.outputShape, for: step.output) }
    }
    steps[index].value = nil
    guard isExecuted else { return }
    writtenBytes += step.outputBytes
    for input in step.inputs {
      uses[input, default: 1] -= 1
      if uses[input] == 0 { values[input] = nil }
    }
  }
}

extension Engine {
  /// Draws the step's weights and finds out whether its output is known.
  func resolve(
    _ step: ExecutionPlan.Step, seed: UInt64, _ loaded: LoadedWeights?, in run: inout EngineRun
  ) throws(RuntimeProblem) {
    var stored: [StoredWeight] = []
    for weight in step.weights { stored.append(try self.weight(weight, seed: seed, loaded: loaded, &run.account)) }
    let operation = OperationKey(operation: step.operation, inputShapes: step.inputShapes)
    let preparation = PreparedKey(operation: operation, weights: stored.map(\.id))
    let key = ResultKey(operation: preparation, inputs: step.inputs.compactMap { run.ids[$0] })
    let known = results.use(key)
    if known != nil {
      // These count as used too: another input will need them.
      _ = operations.use(operation)
      _ = prepared.use(preparation)
    }
    run.add(
      EngineRun.ResolvedStep(
        weights: stored, key: key, id: known?.id ?? newID(), milliseconds: known?.milliseconds, value: known?.value),
      output: step.output)
  }

  /// Begins to compile what the run needs and no earlier one has left.
  func compileAhead(in run: inout EngineRun) {
    let missing = zip(run.plan.steps, run.steps).compactMap { step, resolved in
      let key = resolved.key.operation.operation
      return resolved.isNeeded && operations.use(key) == nil ? (key: key, step: step) : nil
    }
    run.compiling = CompilingAhead(missing, on: device)
  }

  /// Executes a step of the run if it is needed.
  func execute(_ index: Int, of run: inout EngineRun) throws(RuntimeProblem) {
    let (step, resolved) = (run.plan.steps[index], run.steps[index])
    guard resolved.isNeeded else {
      if let value = resolved.value { _ = spare.use(value.id) }
      let value = run.isUsed(step) ? resolved.value : nil
      run.finish(index, with: value, milliseconds: resolved.milliseconds ?? 0)
      return
    }
    device.useProcessors(for: step)
    let (compiled, isNew) = try compile(resolved.key.operation.operation, in: &run)
    try compiled.checkWorkspace(in: run.plan)
    let buffers = try prepare(step, resolved.weights, for: compiled, resolved.key.operation, &run.account)
    let sources = step.inputs.compactMap { run.values[$0]?.buffer }
    let execution = try Execution(step, compiled, weights: buffers, sources: sources)
    var milliseconds = try execute(execution, &run.account)
    if isNew, milliseconds < warmUpLimit { milliseconds = try execute(execution, &run.account) }
    let output = execution.output
    let value = ComputedValue(id: resolved.id, output)
    results.insert(KnownResult(id: value.id, milliseconds: milliseconds, value: value), for: resolved.key, cost: 1)
    spare.insert(value, for: value.id, cost: compiled.sharesInput ? 0 : output.bytes)
    run.finish(index, with: value, milliseconds: milliseconds)
  }

  private func compile(
    _ key: OperationKey, in run: inout EngineRun
  ) throws(RuntimeProblem) -> (compiled: CompiledOperation, isNew: Bool) {
    if let known = operations.use(key) { return (known, false) }
    guard let compiled = try run.compiling.take(key) else {
      preconditionFailure("what is needed is known, or is compiled ahead")
    }
    compiledCount += 1
    operations.insert(compiled, for: key, cost: 1)
    try run.account.enter(kernels: 1)
    return (compiled, true)
  }

  /// The step's weights in the layouts that its primitives prefer.
  private func prepare(
    _ step: ExecutionPlan.Step, _ stored: [StoredWeight], for compiled: CompiledOperation, _ key: PreparedKey,
    _ account: inout WorkAccount
  ) throws(RuntimeProblem) -> [Buffer] {
    if compiled.weights.isEmpty { return [] }
    if let known = prepared.use(key) { return known }
    let buffers = try compiled.prepare(NamedWeights(step.weights, stored.map(\.tensor)), on: device)
    prepared.insert(buffers, for: key, cost: buffers.reduce(0) { $0 + $1.bytes })
    try account.enter(kernels: 1)
    return buffers
  }

  /// Tells how long it took, in milliseconds.
  private func execute(
    _ execution: Execution, _ account: inout WorkAccount
  ) throws(RuntimeProblem) -> Double {
    if execution.compiled.actions.isEmpty { return 0 }
    let start = ContinuousClock.now
    for action in execution.compiled.actions {
      switch action {
      case .call(let call):
        call.body(call.pointers(execution.place))
      case .execute(let primitive, let arguments):
        try device.execute(primitive, try arguments.memories(on: device, execution.place))
      }
      try account.enter(kernels: 1)
    }
    return (ContinuousClock.now - start) / .milliseconds(1)
  }
}

/// A step's operation with the memory that it works on.
private struct Execution {
  let compiled: CompiledOperation
  let weights: [Buffer]
  let sources: [Buffer]
  let output: Buffer
  private var temporaries: [Buffer] = []

  init(
    _ step: ExecutionPlan.Step, _ compiled: CompiledOperation, weights: [Buffer], sources: [Buffer]
  ) throws(RuntimeProblem) {
    self.compiled = compiled
    self.weights = weights
    self.sources = sources
    output = compiled.sharesInput ? sources[0] : try Buffer(count: step.outputShape.reduce(1, *))
    for count in compiled.temporaries { temporaries.append(try Buffer(count: count)) }
  }

  func place(_ place: View.Place) -> (buffer: Buffer, offset: Int) {
    switch place {
    case .input(let index): (sources[index], 0)
    case .output: (output, 0)
    case .weight(let index): (weights[index], 0)
    case .temporary(let index): (temporaries[index], 0)
    case .constant(let index): (compiled.constants[index], 0)
    }
  }
}
