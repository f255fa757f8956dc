// What a forward pass gives: every layer's output, and how long each took.

import ModelGraph
import Tensors

/// A tensor's values, with an identity of their own: equal identities are equal values.
final class ComputedValue: Sendable {
  let id: Int
  let buffer: Buffer
  /// How long it took to compute them.
  let milliseconds: Double

  init(id: Int, _ buffer: Buffer, milliseconds: Double) {
    self.id = id
    self.buffer = buffer
    self.milliseconds = milliseconds
  }
}

/// The outputs of all steps of a plan. Copies to host tensors are made when asked for.
package struct Activations: Sendable {
  package struct Step: Sendable {
    package let call: CallID
    package let output: TensorID
    /// Of the run that computed it, which may be an earlier one.
    package let milliseconds: Double
    /// Whether an earlier run's output was taken over, because nothing that it depends on has changed.
    package let isReused: Bool
  }

  private var values: [TensorID: (value: ComputedValue, shape: [Int])] = [:]
  package internal(set) var steps: [Step] = []
  /// The time of a whole forward pass: the sum over the steps, those taken over included.
  package var milliseconds: Double { steps.reduce(0) { $0 + $1.milliseconds } }
  /// The number of steps that ran, rather than were taken over.
  package var executedCount: Int { steps.count { !$0.isReused } }

  init() {}

  mutating func set(_ value: ComputedValue, shape: [Int], for tensor: TensorID) { values[tensor] = (value, shape) }
  func value(_ tensor: TensorID) -> ComputedValue? { values[tensor]?.value }

  /// A copy of a tensor of the plan, or nil if the plan does not have it.
  package subscript(tensor: TensorID) -> Tensor? {
    values[tensor].map { $0.value.buffer.tensor(shape: $0.shape) }
  }

  package func shape(of tensor: TensorID) -> [Int]? { values[tensor]?.shape }

  /// Statistics of a tensor, without copying it.
  package func summary(of tensor: TensorID, bins: Int = 16) -> TensorSummary? {
    withValues(of: tensor) { TensorSummary($0, bins: bins) }
  }

  /// A tensor's values in row-major order, for the time of the call.
  package func withValues<Result>(of tensor: TensorID, _ body: (UnsafeBufferPointer<Float>) -> Result) -> Result? {
    guard let buffer = values[tensor]?.value.buffer else { return nil }
    return withExtendedLifetime(buffer) { body(UnsafeBufferPointer(start: buffer.values, count: buffer.count)) }
  }
}
