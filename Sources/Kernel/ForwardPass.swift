// Forward passes: the input fetched, the plan made and run, the results told row by row.

import Datasets
import Diagnostics
import ModelGraph
import Runtime
import Tensors

/// What one pass gave.
struct PassResult: Sendable {
  var inputLabel = ""
  var input: Tensor?
  /// How many images there are to choose from.
  var imageCount: Int?
  var activations: Activations?
  /// Of the layer that is explained.
  var explained: WindowValues?
  var problem: PassProblem?

  /// Works out the statistics of tensors beforehand, since they take longer than a small layer; false if the task was
  /// cancelled.
  func summarize(_ tensors: [TensorID], of graph: Graph) -> Bool {
    for tensor in tensors {
      if Task.isCancelled { return false }
      _ = activations?.summary(of: tensor, channelAxis: graph.channelAxis(of: tensor))
    }
    return true
  }
}

/// Why there is no pass.
struct PassProblem: Sendable {
  /// An error where the session asks for what cannot be had; a note where it is right, and data with the unknown sizes or a
  /// kernel of ours is lacking.
  let severity: Diagnostic.Severity
  let code: String
  let message: String
  /// Whether the input cannot be had, or does not fit.
  let isOfInput: Bool

  init(_ error: any Error) {
    isOfInput = error is InputError
    switch error {
    case let problem as RuntimeProblem:
      severity =
        switch problem {
        case .unknownSize, .unsupported, .notYet: .note
        default: .error
        }
      code = problem.code
      message = problem.message
    default:
      severity = .error
      code = "input"
      message = "\(error)"
    }
  }
}

/// Runs what a pane or a report is about. Keeps the engine, with its weights and compiled primitives, and the opened
/// images, and what the last pass ran on.
actor ForwardPass {
  /// What an input depends on.
  private struct FetchedInput: Hashable {
    let source: InputSource
    let folder: String?
    let stamp: FileStamp?
    let request: InputLoader.Request
  }

  private var loader: InputLoader
  private var lastInputs: [FetchedInput: ModelInput] = [:]
  private var engine: Engine?

  /// Whether random values do until a data set is there.
  private let takesRandomForMissing: Bool

  init(environment: [String: String], takesRandomForMissing: Bool = false) {
    loader = InputLoader(environment: environment)
    self.takesRandomForMissing = takesRandomForMissing
  }

  /// The outputs' values, which are all that is kept; nil if the task was cancelled. A problem takes the values' place.
  func run(
    _ outputs: [TensorID], of graph: Graph, settings: ForwardSettings, given: GivenTensors = GivenTensors()
  ) async -> PassResult? {
    var result = PassResult()
    do {
      let plan = try ExecutionPlan(
        graph: graph, outputs: outputs, batch: given.batch ?? settings.batch,
        inputShapes: given.inputs?.mapValues(\.shape) ?? [:], keeping: .outputs)
      let inputs: [TensorID: Tensor]
      if let tensors = given.inputs {
        inputs = tensors
        result.inputLabel = given.inputLabel
      } else {
        inputs = try fetch(plan, settings: settings, into: &result)
      }
      result.activations = try await readyEngine().run(
        plan, inputs: inputs, seed: settings.seed, weights: given.weights)
    } catch RuntimeProblem.cancelled {
      return nil
    } catch {
      result.problem = PassProblem(error)
    }
    return result
  }

  /// All these weights, drawn or given.
  func weights(
    _ weights: [Weight], seed: UInt64, given: LoadedWeights?
  ) async throws(RuntimeProblem) -> LoadedWeights {
    try await readyEngine().weights(weights, seed: seed, loaded: given)
  }

  /// What lies under the window of the layer that is explained; nil where it has none or was not run.
  func values(of explanation: LayerExplanation, in result: PassResult, seed: UInt64) async -> WindowValues? {
    guard let window = explanation.window, let activations = result.activations, let source = explanation.input,
      let input = activations[source], let output = activations[explanation.output],
      let stored = try? await weights(explanation.weights, seed: seed, given: nil)
    else { return nil }
    let named = explanation.weights.compactMap { weight in stored[weight.path].map { (weight.name, $0) } }
    return WindowValues(
      explanation.row, window, input: input, output: output,
      weights: Dictionary(named) { first, _ in first })
  }

  /// A tensor for each input of the plan. The first is the one shown.
  private func fetch(
    _ plan: ExecutionPlan, settings: ForwardSettings, into result: inout PassResult
  ) throws(InputError) -> [TensorID: Tensor] {
    let source = try InputSource(settings.input)
    let scaling = try InputScaling(settings.scaling)
    var tensors: [TensorID: Tensor] = [:]
    // A picture may be another one by now.
    let stamp = loader.stamp(of: source, folder: settings.folder)
    var taken: [FetchedInput: ModelInput] = [:]
    defer { lastInputs = taken }
    for (stream, input) in plan.inputs.enumerated() {
      let request = InputLoader.Request(
        shape: Shape(input.shape), seed: settings.seed, scaling: scaling, batch: settings.batch, stream: stream)
      let key = FetchedInput(source: source, folder: settings.folder, stamp: stamp, request: request)
      let fetched: ModelInput
      if let known = lastInputs[key] {
        fetched = known
        taken[key] = known
      } else {
        do throws(InputError) {
          fetched = try loader.input(source, for: request, folder: settings.folder)
          taken[key] = fetched
        } catch {
          fetched = try standIn(for: error, request)
        }
      }
      tensors[input.tensor] = fetched.tensor
      if stream == 0 {
        result.input = fetched.tensor
        result.imageCount = fetched.imageCount
        result.inputLabel = fetched.label + (fetched.note.map { " · \($0)" } ?? "")
      }
    }
    return tensors
  }

  /// Random values for a data set that is not there, if it need not be: looked for again at the next pass.
  private func standIn(for error: InputError, _ request: InputLoader.Request) throws(InputError) -> ModelInput {
    guard takesRandomForMissing, case .notHere(let dataSet) = error else { throw error }
    var input = try loader.input(.random, for: request)
    input.note = InputError.meanwhile(dataSet)
    return input
  }

  private func readyEngine() throws(RuntimeProblem) -> Engine {
    if let engine { return engine }
    let made = try Engine()
    engine = made
    return made
  }
}

extension Forward {
  /// The pass over a pane's subject.
  init(_ result: PassResult, of pane: PaneSubject, shown: ShownLayers) {
    self.init(inputLabel: result.inputLabel, input: result.input, problem: result.problem?.message)
    imageCount = result.imageCount
    guard let values = result.activations else { return }
    milliseconds = values.milliseconds
    output = pane.outputs.last.flatMap { values[$0] }
    classNames = DataSet.classNames(count: output?.shape.last)
    window = result.explained
    let clock = LayerTimes(values, in: pane.graph)
    for row in pane.layers {
      times[row.id] = clock.milliseconds(of: row.calls)
      if shown.contains(row.id), let output = row.output, let tensor = values.computed(output) {
        let axis = pane.graph.channelAxis(of: output)
        let shape = tensor.shape.movingToLast(axis)
        activations[row.id] = Activation(shape: shape, summary: tensor.summary(channelAxis: axis)) {
          tensor.tensor.movingToLast(axis)
        }
      }
    }
  }
}

extension Forward {
  /// How fast a row's layer multiplied, in units of 10⁹ multiply-adds a second; nil where it did not, or did not run.
  package func gigaRate(of row: LayerRow) -> Double? {
    LayerTimes.gigaRate(multiplyAdds: row.multiplyAdds, milliseconds: times[row.id])
  }
}

/// How long the layers of a pass took.
struct LayerTimes {
  private let graph: Graph
  private let times: [CallID: Double]

  init(_ values: Activations, in graph: Graph) {
    self.graph = graph
    times = Dictionary(values.steps.map { ($0.call, $0.milliseconds) }) { $0 + $1 }
  }

  /// The time of the primitive calls that some calls are or make; nil where none of them ran.
  func milliseconds(of calls: [CallID]) -> Double? {
    let parts = calls.compactMap { times[$0] ?? milliseconds(of: graph[$0].children) }
    return parts.isEmpty ? nil : parts.reduce(0, +)
  }

  /// Multiply-adds a second, in units of 10⁹; nil where nothing was multiplied or no time was measured.
  static func gigaRate(multiplyAdds: Int?, milliseconds: Double?) -> Double? {
    guard let multiplyAdds, multiplyAdds > 0, let milliseconds, milliseconds > 0 else { return nil }
    return Double(multiplyAdds) / milliseconds / 1e6
  }
}
