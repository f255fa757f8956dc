// Chains: windows that treat each channel by itself, one over another's result, which one walk down the image can do.

import CDNNL
import ModelGraph

extension FusedStep {
  /// What a chain needs to know of the step; nil where a chain cannot do it.
  var link: cdnnl_link? {
    guard summand == nil, let input = step.inputShapes.first, !(input + step.outputShape).contains(0),
      let layer = step.operation.definition as? any WindowLayer,
      layer.dataFormat == .channelsLast, let bounds = Bounds(activations)
    else { return nil }
    let kind: cdnnl_link_kind
    switch step.operation {
    case .convolution(let layer) where layer.groups == 1 && layer.window.size.allSatisfy { $0 == 1 }:
      kind = CDNNL_MIXING
    case .depthwiseConvolution(let layer) where layer.depthMultiplier == 1: kind = CDNNL_PRODUCT
    case .pooling(let layer) where layer.kind == .maximum: kind = CDNNL_MAXIMUM_OF_WINDOW
    default: return nil
    }
    let source = View(.input(0), rowMajor: input).image(.channelsLast)
    let destination = View(.output, rowMajor: step.outputShape).image(.channelsLast)
    let slides = zip(2..., layer.window.onImages.axes).map { index, axis in
      cdnnl_slide(axis, over: source.sizes[index], to: destination.sizes[index])
    }
    guard destination.sizes[1] >= Int(CDNNL_LEAST_CHANNELS), let rows = slides[0], let columns = slides[1],
      kind != CDNNL_MIXING
        || source.sizes[1] <= Int(CDNNL_MAXIMUM_INPUTS) && rows.staysWithinImage && columns.staysWithinImage
    else { return nil }
    return cdnnl_link(
      kind: kind, inputs: Int32(source.sizes[1]), rows: rows, columns: columns, slope: bounds.slope,
      least: bounds.least, greatest: bounds.greatest)
  }

  /// The functions after the window; nil where the library does not know one.
  private var activations: [cdnnl_eltwise]? {
    guard let product = step.operation.product else { return functions }
    return product.activation.functions.map { $0 + functions }
  }
}

extension cdnnl_slide {
  /// Of windows of one pixel: whether each is one of the image.
  fileprivate var staysWithinImage: Bool { before == 0 && (places - 1) * stride < size }

  /// Nil for windows with holes, and for those that are larger than is worth it.
  fileprivate init?(_ axis: Window.Axis, over size: Int, to places: Int) {
    let most = Int(CDNNL_MAXIMUM_KERNEL_ROWS)
    let before = axis.pads(size).before
    guard axis.dilation == 1 || axis.size == 1, axis.size <= most, axis.stride <= most, before < most,
      let size = Int32(exactly: size), let places = Int32(exactly: places)
    else { return nil }
    self.init(
      size: size, kernel: Int32(axis.size), stride: Int32(axis.stride), before: Int32(before), places: places)
  }
}

/// Functions of a value as a chain does them: `max(x, slope x)`, and then bounds.
private struct Bounds {
  var slope: Float = 1
  var least = -Float.infinity
  var greatest = Float.infinity

  init?(_ functions: [cdnnl_eltwise]?) {
    guard let functions else { return nil }
    for function in functions {
      switch function.kind {
      case CDNNL_RELU where function.alpha == 0: keep(atLeast: 0, atMost: .infinity)
      // A slope after bounds would have to change them too.
      case CDNNL_RELU where function.alpha <= 1 && slope == 1 && least == -.infinity && greatest == .infinity:
        slope = function.alpha
      case CDNNL_CLIP: keep(atLeast: function.alpha, atMost: function.beta)
      default: return nil
      }
    }
  }

  private mutating func keep(atLeast minimum: Float, atMost maximum: Float) {
    least = max(least, minimum)
    greatest = min(max(greatest, minimum), maximum)
  }
}
