// Several tensors made one, and tensors laid out anew.

import CDNNL
import ModelGraph

extension Lowering {
  /// A sum in the order of the inputs, each repeated along its axes of size 1.
  mutating func add() throws(RuntimeProblem) {
    if inputs.count == 1 { return handOn() }
    let areEqual = inputs.allSatisfy { $0.sizes == output.sizes }
    let sum = areEqual ? output.flat : output
    var summands = inputs.map { areEqual ? $0.flat : aligned($0, rank: output.rank) }[...]
    if let first = summands.first, first.sizes == sum.sizes {
      summands.removeFirst()
      let second = summands.removeFirst()
      try binary(CDNNL_ADD, first, second, to: sum)
    } else {
      fill(sum, with: 0)
    }
    for summand in summands { try binary(CDNNL_ADD, sum, summand, to: sum) }
  }

  /// Keras lines up the last axes and puts the missing ones after the batch.
  private func aligned(_ view: View, rank: Int) -> View {
    view.reshaped(
      view.sizes.prefix(1) + Array(repeating: 1, count: rank - view.rank) + view.sizes.dropFirst())
  }

  mutating func concatenate(axis: Int) throws(RuntimeProblem) {
    if inputs.count == 1 { return handOn() }
    let axis = output.index(ofAxis: axis)
    var parts: [(view: View, layout: Layout)] = []
    for input in inputs {
      let view = input.split(at: axis)
      parts.append((view, try view.layout()))
    }
    let destination = output.split(at: axis)
    let layout = try destination.layout()
    execute(
      try .concatenation(device, sources: parts.map(\.layout), axis: 1, destination: layout),
      parts.enumerated().map { (.source($0), $1.view, $1.layout) } + [(.destination, destination, layout)])
  }

  mutating func pad(_ layer: ZeroPadding2D) throws(RuntimeProblem) {
    let source = inputs[0].image(layer.dataFormat)
    fill(output, with: 0)
    let inner = output.image(layer.dataFormat).window(from: [0, 0, layer.top, layer.left], sizes: source.sizes)
    try copy(source, to: inner)
  }

  /// Keras flattens in the order of channels last, whatever the format.
  mutating func flatten(_ layer: Flatten) throws(RuntimeProblem) {
    let source = inputs[0]
    guard layer.dataFormat == .channelsFirst, source.rank > 2 else { return handOn() }
    let order = [0] + Array(2..<source.rank) + [1]
    let moved = source.permuted(order)
    try copy(moved, to: output.reshaped(moved.sizes))
  }
}
