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
  var lambdas: [LayerID: LambdaClass.Body] = [:]
  /// The layers whose own `build` is under way, which may call the inherited one.
  var building: Set<LayerID> = []
  /// Activations that are the session's own functions, by the layers that take them.
  var activations: [LayerID: Value] = [:]
  /// Names of the operations within the calls of layers.
  var innerNames: [CallID: LayerNames] = [:]
  /// `keras.config`: where images have their channels, the smallest number, and the type of numbers.
  var dataFormat = DataFormat.channelsLast
  var epsilon = 1e-7
  var floatType = NumberType.float32
  /// How often the session drew random values without a seed.
  var randomDraws = 0
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
  let argumentRanges: [String: SourceRange]
  /// Keras 2's `input_shape=`, with a batch.
  let inputShape: Shape?
  /// What the constructor of a primitive layer was given, for its configuration.
  let arguments: [String: Value]
  /// What a `Sequential` is made of.
  var stack: Stack?
}

/// The layers of a `Sequential`, and how far it is built.
struct Stack: Sendable {
  var layers: [InstanceID] = []
  /// The run on a symbolic input that builds the model, from when that input is known.
  var run: Run?
  /// A layer could not be added: what follows it is unknown.
  var isBroken = false
  /// The hole that broke it.
  var hole: Value = .hole

  struct Run: Sendable {
    let input: TensorID
    let call: CallID
    /// What the last layer so far gives.
    var output: TensorID
  }
}

/// What the session's object of a layer carries.
enum LayerPayload: Sendable {
  /// `Layer.__init__` has not run. The session asked for the layer there.
  case unmade(Origin)
  case made(LayerID)
}

/// What the session's object of a symbolic tensor carries.
struct TensorPayload: Sendable {
  let tensor: TensorID
}

extension Interpreter {
  package var keras: KerasState { hostState(KerasState.self) }

  /// Works on the state in place. A layer's refusal points at the expression at work, or where `blame` says.
  mutating func withKeras<Result>(
    blame: (LayerProblem) -> SourceRange? = { _ in nil },
    _ body: (inout KerasState) throws(LayerProblem) -> Result
  ) throws(Raised) -> Result {
    do throws(LayerProblem) {
      return try withHostState(KerasState.self, body)
    } catch {
      throw raise(error, at: blame(error))
    }
  }

  /// The layer of a session's object, nil for anything else and for a layer whose `__init__` has not run.
  func layer(_ value: Value) -> LayerID? {
    guard case .made(let layer)? = payload(of: value, as: LayerPayload.self) else { return nil }
    return layer
  }

  func layer(_ object: InstanceID) -> LayerID? { layer(.instance(object)) }

  func tensor(_ value: Value) -> TensorID? { payload(of: value, as: TensorPayload.self)?.tensor }
}
