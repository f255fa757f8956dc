// Every primitive layer class that a session can name.

package enum LayerRegistry {
  package static let all: [LayerType] =
    [InputLayer.layerType] + PassingLayer.types
    + Convolution.types + TransposedConvolution.types + DepthwiseConvolution.types + SeparableConvolution.types
    + [Dense.layerType, Embedding.layerType, MultiHeadAttention.layerType]
    + [
      BatchNormalization.layerType, LayerNormalization.layerType, GroupNormalization.layerType,
      RMSNormalization.layerType, UnitNormalization.layerType, Rescaling.layerType, Normalization.layerType,
    ]
    + [
      ActivationLayer.layerType, ReLU.layerType, LeakyReLU.layerType, ELU.layerType, PReLU.layerType,
      Softmax.layerType,
    ]
    + Pooling.types + GlobalPooling.types + Margins.types + UpSampling.types
    + Resizing.types
    + [Flatten.layerType, Reshape.layerType, Permute.layerType, RepeatVector.layerType]
    + Merge.types + [Concatenate.layerType, Dot.layerType]

  /// The layer class of a name or an alias.
  package static func layer(named name: String) -> LayerType? { named[name] }

  private static let named: [String: LayerType] = Dictionary(
    all.flatMap { layer in ([layer.name] + layer.signature.aliases).map { ($0, layer) } },
    uniquingKeysWith: { first, _ in first })
}
