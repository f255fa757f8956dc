// Chains of windows: a walk of ours, where each window by itself would be a primitive.

import CDNNL
import ModelGraph

extension FusedStep {
  /// A weight's name among those of its chain.
  static func weightName(_ name: String, ofLink index: Int) -> String { "\(index)/\(name)" }
}

extension Lowering {
  static func compile(_ fused: FusedStep, on device: Device) throws(RuntimeProblem) -> CompiledOperation {
    if fused.followers.isEmpty { return try compile(fused.step, then: fused.epilogue, on: device) }
    var lowering = Lowering(
      device: device, layer: fused.step.name, inputs: [View(.input(0), rowMajor: fused.step.inputShapes[0])],
      output: View(.output, rowMajor: fused.outputShape), epilogue: Epilogue())
    try lowering.walk(fused.links)
    return lowering.compiled
  }

  private mutating func walk(_ steps: [FusedStep]) throws(RuntimeProblem) {
    let links = steps.compactMap(\.link)
    let (images, channels) = (output.sizes[0], output.sizes[output.rank - 1])
    var views = [inputs[0]]
    for (index, (step, link)) in zip(steps, links).enumerated()
    where link.kind != CDNNL_MAXIMUM_OF_WINDOW {
      let area = link.kind == CDNNL_MIXING ? link.inputs : link.rows.kernel * link.columns.kernel
      views.append(try vector(FusedStep.weightName("kernel", ofLink: index), Int(area) * channels).view)
      let bias = FusedStep.weightName("bias", ofLink: index)
      views.append(
        try step.hasBias
          ? vector(bias, channels).view : constants(Array(repeating: 0, count: channels), sizes: [channels]))
    }
    let parts = Int(cdnnl_threads())
    @Sendable func withChain<Result>(_ body: (UnsafePointer<cdnnl_chain>) -> Result) -> Result {
      links.withUnsafeBufferPointer { links in
        guard let base = links.baseAddress else { preconditionFailure("a chain has links") }
        var chain = cdnnl_chain(
          images: Int32(images), channels: Int32(channels), parts: Int32(parts), count: Int32(links.count), links: base)
        return body(&chain)
      }
    }
    let scratch = temporary([withChain { cdnnl_chain_scratch($0) }])
    call(views + [scratch, output]) { pointers in
      pointers.withUnsafeBufferPointer { places in
        guard let base = places.baseAddress else { return }
        base.withMemoryRebound(to: UnsafeMutablePointer<Float>.self, capacity: places.count) { places in
          withChain { cdnnl_chain_run($0, places) }
        }
      }
    }
  }
}

extension FusedStep {
  fileprivate var hasBias: Bool {
    switch step.operation {
    case .convolution(let layer) where layer.useBias: true
    case .depthwiseConvolution(let layer) where layer.useBias: true
    default: epilogue.foldsNormalization
    }
  }
}
