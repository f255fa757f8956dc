// Zeros that kernels can see around an image without anybody writing them.

import ModelGraph

extension ExecutionPlan {
  /// The plan with zero padding done by the windows that slide over it, where they can.
  func absorbingPadding() -> ExecutionPlan {
    let makers = Dictionary(steps.map { ($0.output, $0) }, uniquingKeysWith: { first, _ in first })
    var plan = self
    for index in steps.indices {
      guard var layer = steps[index].operation.definition as? any WindowLayer,
        let padding = makers[steps[index].inputs[0]], case .margins(let zeros) = padding.operation,
        zeros.kind == .zeroPadding, zeros.dataFormat == layer.dataFormat,
        zeros.margins.count == layer.window.axes.count,
        layer.takesZeros(zeros.margins, around: makers[padding.inputs[0]], in: steps[index].inputShapes[0])
      else { continue }
      layer.window = Window(zip(layer.window.axes, zeros.margins).map { $0.with(margin: $1) })
      plan.steps[index].operation = layer.operation
      plan.steps[index].inputs = padding.inputs
      plan.steps[index].inputShapes = padding.inputShapes
    }
    return plan.withoutUnread()
  }

  /// The plan without steps whose output nobody takes.
  private func withoutUnread() -> ExecutionPlan {
    var needed = Set(outputs)
    var plan = self
    plan.steps = []
    for step in steps.reversed() where step.outputs.contains(where: needed.contains) {
      needed.formUnion(step.inputs)
      plan.steps.append(step)
    }
    plan.steps.reverse()
    return plan
  }
}

extension WindowLayer {
  /// Whether zeros may be taken for padding, which adds nothing to a product and which no pooling looks at.
  fileprivate func takesZeros(
    _ margins: [Margin], around source: ExecutionPlan.Step?, in padded: [Int]
  ) -> Bool {
    let sizes = padded.dropFirst(dataFormat == .channelsLast ? 1 : 2)
    let sides = zip(zip(margins, window.axes), sizes).map { side, size in
      let (margin, axis) = side
      let pads = axis.pads(size)
      return (
        axis: axis, before: margin.before + pads.before, after: margin.after + pads.after,
        lastStart: (axis.outputSize(size) - 1) * axis.stride
      )
    }
    guard let pooling = self as? Pooling else {
      // Some window reaches the image: the kernels know none that see zeros alone.
      return sides.allSatisfy { $0.before < $0.lastStart + $0.axis.extent }
    }
    let allReachImage = sides.allSatisfy { max($0.before, $0.after) < $0.axis.extent }
    return pooling.kind == .maximum && allReachImage && source?.operation.isNeverNegative == true
  }
}

extension Operation {
  /// Whether it surely gives nothing less than zero.
  fileprivate var isNeverNegative: Bool {
    switch self {
    case .reLU(let layer): layer.negativeSlope == 0
    case .activation(let layer): [.relu, .relu6, .sigmoid, .hardSigmoid, .softplus].contains(layer.activation)
    default: product.map { [.relu, .relu6].contains($0.activation) } ?? false
    }
  }
}

extension Window.Axis {
  fileprivate func with(margin: Margin) -> Window.Axis {
    Window.Axis(size: size, stride: stride, padding: padding, dilation: dilation, margin: margin)
  }
}
