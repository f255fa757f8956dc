// What kind of work a layer does, whatever its class: what the explanation of a layer goes by.

import Tensors

package enum LayerFamily: String, Hashable, Sendable, CaseIterable {
  case input, plainConvolution, pointwise, rowOrColumn, grouped, depthwise, separable, transposed
  case dense, embedding, attention, pooling, globalPooling, normalisation, activation
  case merging, concatenating, rearranging, resampling, margins, passing, function
}

extension Operation {
  package var family: LayerFamily {
    switch self {
    case .inputLayer: .input
    case .convolution(let layer): layer.groups > 1 ? .grouped : layer.window.family
    case .depthwiseConvolution: .depthwise
    case .separableConvolution: .separable
    case .transposedConvolution: .transposed
    case .dense: .dense
    case .embedding: .embedding
    case .multiHeadAttention: .attention
    case .batchNormalization, .layerNormalization, .groupNormalization, .rmsNormalization, .unitNormalization,
      .normalization, .rescaling:
      .normalisation
    case .activation, .reLU, .leakyReLU, .eLU, .pReLU, .softmax: .activation
    case .pooling: .pooling
    case .globalPooling: .globalPooling
    case .margins: .margins
    case .upSampling, .resizing: .resampling
    case .flatten, .reshape, .permute, .repeatVector: .rearranging
    case .merge: .merging
    case .concatenate: .concatenating
    case .passing: .passing
    case .dot, .tensor: .function
    }
  }

  /// The convolution over all channels that would do the same job at once: with the same window, and with a full one where
  /// this one is a row or a column. Nil where there is none other.
  package func plainEquivalent(inputs: [Shape], output: Shape) -> Operation? {
    let settings: ConvolutionSettings
    switch self {
    case .convolution(let layer) where layer.groups > 1 || layer.window.family == .rowOrColumn:
      settings = layer.settings
    case .depthwiseConvolution(let layer): settings = layer.settings
    case .separableConvolution(let layer): settings = layer.settings
    default: return nil
    }
    let window = settings.window
    let channels = settings.dataFormat == .channelsLast ? output.dimensions.last ?? nil : output[1]
    guard let channels else { return nil }
    let isRow = family == .rowOrColumn
    let size = isRow ? window.size.map { _ in window.size.max() ?? 1 } : window.size
    func sequence(_ sizes: [Int]) -> ArgumentValue { .sequence(sizes.map(ArgumentValue.int)) }
    return try? LayerRegistry.layer(named: "Conv\(window.axes.count)D")?.make([
      "filters": .int(channels), "kernel_size": sequence(size), "strides": sequence(window.strides),
      "dilation_rate": sequence(window.dilation), "padding": .string(window.axes[0].padding.rawValue),
      "use_bias": .bool(settings.useBias), "data_format": .string(settings.dataFormat.rawValue),
    ])
  }
}

extension Window {
  fileprivate var family: LayerFamily {
    if size.allSatisfy({ $0 == 1 }) { return .pointwise }
    return size.count > 1 && size.contains(1) ? .rowOrColumn : .plainConvolution
  }
}
