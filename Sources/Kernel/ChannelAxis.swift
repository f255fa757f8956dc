// Which axis of a tensor holds its channels.

import ModelGraph
import Tensors

extension Graph {
  /// The one that the last layer with a data format made so, as far as its shape was kept since; the last axis without any.
  func channelAxis(of tensor: TensorID) -> Int {
    let rank = self[tensor].shape.rank
    var place: TensorID? = tensor
    while rank > 2, let tensor = place {
      let call = self[self[tensor].producer]
      if let format = operation(of: call.layer)?.dataFormat { return format == .channelsFirst ? 1 : rank - 1 }
      place = call.inputs.first { self[$0].shape == self[tensor].shape }
    }
    return rank - 1
  }
}

extension Array {
  /// With what stands at a place moved to the end.
  func movingToLast(_ index: Int) -> Array {
    guard indices.contains(index) else { return self }
    return self[..<index] + self[(index + 1)...] + [self[index]]
  }
}

extension Tensor {
  /// The same values with one of the axes moved to the end.
  func movingToLast(_ axis: Int) -> Tensor {
    guard axis >= 0, axis < shape.count - 1 else { return self }
    let (count, run) = (shape[axis], shape[(axis + 1)...].reduce(1, *))
    var moved: [Float] = []
    moved.reserveCapacity(values.count)
    for start in stride(from: 0, to: values.count, by: Swift.max(1, count * run)) {
      for place in 0..<run {
        for index in 0..<count { moved.append(values[start + index * run + place]) }
      }
    }
    return Tensor(shape: shape.movingToLast(axis), values: moved)
  }
}
