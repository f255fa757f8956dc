// Receptive fields: how much of a model's input each value of a tensor depends on.

import Tensors

/// What of the input one place of a tensor sees, along each axis of the input's image: A. Araujo, W. Norris and J. Sim,
/// Computing Receptive Fields of Convolutional Neural Networks (Distill, 2019). From layer to layer
/// `size += (extent - 1) · jump` and `jump *= stride`, where the jump is the distance, in the input, of two neighbouring
/// places; where paths meet, the widest counts. Padding counts as input, so a field may be larger than the image.
package struct ReceptiveField: Hashable, Sendable {
  struct Axis: Hashable, Sendable {
    var size = 1.0
    var jump = 1.0
  }

  private(set) var axes: [Axis]
  /// Whether the tensor's places still lie as the image's do.
  private var isImage = true

  /// Of the input itself; nil where it has no axes but batch and channels.
  init?(ofInput shape: Shape) {
    guard shape.rank > 2 else { return nil }
    axes = Array(repeating: Axis(), count: shape.rank - 2)
  }

  /// The number of input places along each axis; nil is all of them, however many there are.
  package var sizes: [Int?] { axes.map { $0.size < 0x1p53 ? Int($0.size.rounded(.up)) : nil } }

  /// The field after a layer.
  func after(_ reach: Reach) -> ReceptiveField {
    var field = self
    switch reach {
    case .place: break
    case .rearranged: field.isImage = false
    case .window(let steps) where isImage && steps.count == axes.count:
      for (index, step) in steps.enumerated() {
        field.axes[index].size += Double(step.extent - 1) * axes[index].jump
        field.axes[index].jump *= step.stride
      }
    case .whole(let some?) where isImage:
      for index in axes.indices where some.contains(index + 1) { field.axes[index].size = .infinity }
    case .window, .whole:
      for index in axes.indices { field.axes[index].size = .infinity }
    }
    return field
  }

  /// The field of what takes two tensors at the same place.
  func joined(with other: ReceptiveField) -> ReceptiveField {
    guard axes.count == other.axes.count else { return axes.count > other.axes.count ? self : other }
    var field = isImage ? self : other
    for index in axes.indices {
      field.axes[index].size = max(axes[index].size, other.axes[index].size)
      field.axes[index].jump = max(axes[index].jump, other.axes[index].jump)
    }
    return field
  }
}

/// The fields of all tensors that lead from some inputs.
package struct ReceptiveFields: Sendable {
  private var fields: [TensorID: ReceptiveField] = [:]

  package init(from inputs: [TensorID], in graph: Graph) {
    for input in inputs { fields[input] = ReceptiveField(ofInput: graph[input].shape) }
    guard !fields.isEmpty else { return }
    for call in graph.calls where !call.inputs.isEmpty {
      guard let operation = graph.operation(of: call.layer), let output = call.outputs.first, fields[output] == nil
      else { continue }
      let incoming = call.inputs.compactMap { fields[$0] }
      guard let first = incoming.first else { continue }
      let reach = operation.definition.reach(
        inputs: call.inputs.map { graph[$0].shape }, output: graph[output].shape)
      let field = incoming.dropFirst().reduce(first) { $0.joined(with: $1) }.after(reach)
      for output in call.outputs { fields[output] = field }
    }
  }

  /// Nil for what does not come from the inputs, and where those are no images or sequences.
  package subscript(tensor: TensorID) -> ReceptiveField? { fields[tensor] }
}
