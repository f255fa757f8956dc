// The registry of primitive layers: one case each, so that a runtime which forgets one does not compile.

package enum Operation: Hashable, Sendable {
  case inputLayer(InputLayer)
  case identity(Identity)
  case conv2D(Conv2D)
  case depthwiseConv2D(DepthwiseConv2D)
  case separableConv2D(SeparableConv2D)
  case dense(Dense)
  case batchNormalization(BatchNormalization)
  case activation(ActivationLayer)
  case reLU(ReLU)
  case leakyReLU(LeakyReLU)
  case softmax(Softmax)
  case maxPooling2D(MaxPooling2D)
  case averagePooling2D(AveragePooling2D)
  case globalMaxPooling2D(GlobalMaxPooling2D)
  case globalAveragePooling2D(GlobalAveragePooling2D)
  case zeroPadding2D(ZeroPadding2D)
  case flatten(Flatten)
  case reshape(Reshape)
  case dropout(Dropout)
  case add(Add)
  case concatenate(Concatenate)
  /// A function on tensors rather than a layer.
  case tensor(TensorOperation)

  package var definition: any Computation {
    switch self {
    case .inputLayer(let layer): layer
    case .identity(let layer): layer
    case .conv2D(let layer): layer
    case .depthwiseConv2D(let layer): layer
    case .separableConv2D(let layer): layer
    case .dense(let layer): layer
    case .batchNormalization(let layer): layer
    case .activation(let layer): layer
    case .reLU(let layer): layer
    case .leakyReLU(let layer): layer
    case .softmax(let layer): layer
    case .maxPooling2D(let layer): layer
    case .averagePooling2D(let layer): layer
    case .globalMaxPooling2D(let layer): layer
    case .globalAveragePooling2D(let layer): layer
    case .zeroPadding2D(let layer): layer
    case .flatten(let layer): layer
    case .reshape(let layer): layer
    case .dropout(let layer): layer
    case .add(let layer): layer
    case .concatenate(let layer): layer
    case .tensor(let operation): operation
    }
  }
}

package enum LayerRegistry {
  /// Every primitive layer class that a session can name.
  package static let all: [any LayerDefinition.Type] = [
    InputLayer.self, Identity.self,
    Conv2D.self, DepthwiseConv2D.self, SeparableConv2D.self, Dense.self,
    BatchNormalization.self, ActivationLayer.self, ReLU.self, LeakyReLU.self, Softmax.self,
    MaxPooling2D.self, AveragePooling2D.self, GlobalMaxPooling2D.self, GlobalAveragePooling2D.self,
    ZeroPadding2D.self, Flatten.self, Reshape.self, Dropout.self,
    Add.self, Concatenate.self,
  ]

  /// The layer class of a name or an alias.
  package static func layer(named name: String) -> (any LayerDefinition.Type)? { named[name] }

  private static let named: [String: any LayerDefinition.Type] = Dictionary(
    all.flatMap { type in ([type.name] + type.signature.aliases).map { ($0, type) } },
    uniquingKeysWith: { first, _ in first })
}
