// What Keras knows during a session: the graph so far, the names given, and the objects behind its layers.

import Diagnostics
import Language
import ModelGraph
import Tensors

/// The host's state within an interpreter. As a value it is part of each snapshot.
package struct KerasState: HostState {
  package internal(set) var graph = Graph()
  var names = LayerNames()
  var layers: [LayerID: LayerRecord] = [:]
  /// The layers that hold models whose summary the session has printed itself.
  package internal(set) var printedModels: Set<LayerID> = []

  package init() {}
}

/// What the bindings know of a layer beyond the graph.
struct LayerRecord: Sendable {
  /// The session's object.
  let object: InstanceID
  let isModel: Bool
  /// Where the constructor's arguments stand, so that an error can point at the one to blame.
  var argumentRanges: [String: SourceRange] = [:]
  /// Keras 2's `input_shape=`, with a batch.
  var inputShape: Shape?
  /// The layers of a `Sequential`, and how far it is built.
  var sequence: Sequence?

  struct Sequence: Sendable {
    var layers: [InstanceID] = []
    var trace: Trace?
  }

  /// A model's run on a symbolic input, which built it.
  struct Trace: Sendable {
    let input: TensorID
    let call: CallID
    var output: TensorID
  }
}

/// What the session's object of a layer carries until `Layer.__init__` makes the layer: where the session asked for it.
struct UnmadeLayer: Sendable {
  let origin: Origin
}

/// What the session's object of a layer carries.
struct LayerPayload: Sendable {
  let layer: LayerID
}

/// What the session's object of a symbolic tensor carries.
struct TensorPayload: Sendable {
  let tensor: TensorID
}

extension Interpreter {
  package var keras: KerasState { hostState(KerasState.self) }

  mutating func withKeras<Result>(_ body: (inout KerasState) throws(LayerProblem) -> Result) throws(Raised) -> Result {
    let outcome = withHostState(KerasState.self) { state -> Swift.Result<Result, LayerProblem> in
      do throws(LayerProblem) { return .success(try body(&state)) } catch { return .failure(error) }
    }
    switch outcome {
    case .success(let result): return result
    case .failure(let problem): throw raise(problem)
    }
  }

  /// The layer of a session's object, nil for anything else and for a layer whose `__init__` has not run.
  func layer(_ value: Value) -> LayerID? {
    guard case .instance(let instance) = value else { return nil }
    return layer(instance)
  }

  func layer(_ instance: InstanceID) -> LayerID? {
    (heap.instances[instance].payload as? LayerPayload)?.layer
  }

  func tensor(_ value: Value) -> TensorID? {
    guard case .instance(let instance) = value else { return nil }
    return (heap.instances[instance].payload as? TensorPayload)?.tensor
  }
}
