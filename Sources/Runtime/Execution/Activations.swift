// What a forward pass gives: the outputs that are kept, and how long each step took.

import ModelGraph
import Synchronization
import Tensors

/// A tensor's values, with an identity of their own: equal identities are equal values.
final class ComputedValue: Sendable {
  let id: Int
  let buffer: Buffer
  private let knownSummary = Mutex<TensorSummary?>(nil)

  init(id: Int, _ buffer: Buffer) {
    self.id = id
    self.buffer = buffer
  }

  /// Worked out when first asked for.
  func summary(_ units: TensorSummary.Units) -> TensorSummary {
    knownSummary.withLock { known in
      if let known, known.units == units { return known }
      let made = withValues { TensorSummary($0, units: units) }
      known = made
      return made
    }
  }

  func withValues<Result>(_ body: (UnsafeBufferPointer<Float>) -> Result) -> Result {
    withExtendedLifetime(buffer) { body(UnsafeBufferPointer(start: buffer.values, count: buffer.count)) }
  }
}

/// A tensor that a pass has computed. It keeps the values; a copy of them is made when asked for.
package struct ComputedTensor: Sendable {
  let value: ComputedValue
  package let shape: [Int]

  package var tensor: Tensor { value.buffer.tensor(shape: shape) }
  /// The channels are along the last axis unless it is told otherwise.
  package func summary(channelAxis: Int? = nil) -> TensorSummary {
    value.summary(TensorSummary.Units(of: shape, along: channelAxis))
  }
}

/// What a run kept, and the times of all its steps.
package struct Activations: Sendable {
  package struct Step: Sendable {
    package let call: CallID
    package let output: TensorID
    /// Of the run that computed it, which may be an earlier one.
    package let milliseconds: Double
    /// Whether it was not executed, because nothing that it depends on has changed.
    package let isReused: Bool
  }

  private var tensors: [TensorID: ComputedTensor] = [:]
  package internal(set) var steps: [Step] = []
  /// The time of a whole forward pass: the sum over the steps, those of earlier runs included.
  package var milliseconds: Double { steps.reduce(0) { $0 + $1.milliseconds } }
  /// The number of steps that were executed.
  package var executedCount: Int { steps.count { !$0.isReused } }

  init() {}

  mutating func set(_ value: ComputedValue, shape: [Int], for tensor: TensorID) {
    tensors[tensor] = ComputedTensor(value: value, shape: shape)
  }

  /// A tensor that the run kept; nil for any other.
  package func computed(_ tensor: TensorID) -> ComputedTensor? { tensors[tensor] }

  /// A copy of a tensor that the run kept.
  package subscript(tensor: TensorID) -> Tensor? { tensors[tensor]?.tensor }

  package func shape(of tensor: TensorID) -> [Int]? { tensors[tensor]?.shape }

  /// Statistics of a tensor that the run kept.
  package func summary(of tensor: TensorID, channelAxis: Int? = nil) -> TensorSummary? {
    tensors[tensor]?.summary(channelAxis: channelAxis)
  }

  /// The values of a tensor that the run kept, in row-major order, for the time of the call.
  package func withValues<Result>(of tensor: TensorID, _ body: (UnsafeBufferPointer<Float>) -> Result) -> Result? {
    tensors[tensor].map { $0.value.withValues(body) }
  }
}
