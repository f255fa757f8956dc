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
  var activations: Activations?
  var problem: PassProblem?
}

/// Why there is no pass.
struct PassProblem: Sendable {
  /// An error where the session asks for what cannot be had; a note where it is right, and data with the unknown sizes or a
  /// kernel of ours is lacking.
  let severity: Diagnostic.Severity
  let code: String
  let message: String

  init(_ error: any Error) {
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
/// images.
actor ForwardPass {
  private var loader: InputLoader
  private var engine: Engine?

  init(environment: [String: String]) { loader = InputLoader(environment: environment) }

  /// The outputs' values; nil if the task was cancelled. A problem takes the values' place.
  func run(
    _ outputs: [TensorID], of graph: Graph, settings: ForwardSettings, given: GivenTensors = GivenTensors()
  ) async -> PassResult? {
    var result = PassResult()
    do {
      let plan = try ExecutionPlan(
        graph: graph, outputs: outputs, batch: given.batch ?? settings.batch,
        inputShapes: given.inputs?.mapValues(\.shape) ?? [:])
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

  /// A tensor for each input of the plan. The first is the one shown.
  private func fetch(
    _ plan: ExecutionPlan, settings: ForwardSettings, into result: inout PassResult
  ) throws(InputError) -> [TensorID: Tensor] {
    let source = try InputSource(settings.input)
    var tensors: [TensorID: Tensor] = [:]
    for (stream, input) in plan.inputs.enumerated() {
      let fetched = try loader.input(
        source, shape: Shape(input.shape), seed: settings.seed, batch: settings.batch, stream: stream)
      tensors[input.tensor] = fetched.tensor
      if stream == 0 {
        result.input = fetched.tensor
        result.inputLabel = fetched.label + (fetched.note.map { " · \($0)" } ?? "")
      }
    }
    return tensors
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
  init(_ result: PassResult, of pane: PaneSubject) {
    self.init(inputLabel: result.inputLabel, input: result.input, problem: result.problem?.message)
    guard let values = result.activations else { return }
    milliseconds = values.milliseconds
    output = pane.outputs.last.flatMap { values[$0] }
    if output?.shape.last == CIFAR10.classNames.count { classNames = CIFAR10.classNames }
    let times = Dictionary(values.steps.map { ($0.call, $0.milliseconds) }) { $0 + $1 }
    for row in pane.layers {
      guard let id = row.output, let tensor = values[id] else { continue }
      activations[row.id] = Activation(
        output: tensor, summary: TensorSummary(tensor),
        milliseconds: row.calls.reduce(0) { $0 + pane.graph.sum(times, under: $1) })
    }
  }
}

extension Graph {
  /// The times of the primitive calls that a call is or makes.
  fileprivate func sum(_ times: [CallID: Double], under call: CallID) -> Double {
    self[call].children.reduce(times[call] ?? 0) { $0 + sum(times, under: $1) }
  }
}
