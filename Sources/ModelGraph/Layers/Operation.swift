// The primitive layers: one case for each thing to compute, so that a runtime which forgets one does not compile.

package enum Operation: Hashable, Sendable {
  case inputLayer(InputLayer)
  case passing(PassingLayer)

  case convolution(Convolution)
  case transposedConvolution(TransposedConvolution)
  case depthwiseConvolution(DepthwiseConvolution)
  case separableConvolution(SeparableConvolution)
  case dense(Dense)
  case embedding(Embedding)
  case multiHeadAttention(MultiHeadAttention)

  case batchNormalization(BatchNormalization)
  case layerNormalization(LayerNormalization)
  case groupNormalization(GroupNormalization)
  case rmsNormalization(RMSNormalization)
  case unitNormalization(UnitNormalization)
  case rescaling(Rescaling)
  case normalization(Normalization)

  case activation(ActivationLayer)
  case reLU(ReLU)
  case leakyReLU(LeakyReLU)
  case eLU(ELU)
  case pReLU(PReLU)
  case softmax(Softmax)

  case pooling(Pooling)
  case globalPooling(GlobalPooling)
  case margins(Margins)
  case upSampling(UpSampling)
  case resizing(Resizing)

  case flatten(Flatten)
  case reshape(Reshape)
  case permute(Permute)
  case repeatVector(RepeatVector)

  case merge(Merge)
  case concatenate(Concatenate)
  case dot(Dot)

  /// A function on tensors rather than a layer.
  case tensor(TensorOperation)

  package var definition: any Computation {
    switch self {
    case .inputLayer(let layer): layer
    case .passing(let layer): layer
    case .convolution(let layer): layer
    case .transposedConvolution(let layer): layer
    case .depthwiseConvolution(let layer): layer
    case .separableConvolution(let layer): layer
    case .dense(let layer): layer
    case .embedding(let layer): layer
    case .multiHeadAttention(let layer): layer
    case .batchNormalization(let layer): layer
    case .layerNormalization(let layer): layer
    case .groupNormalization(let layer): layer
    case .rmsNormalization(let layer): layer
    case .unitNormalization(let layer): layer
    case .rescaling(let layer): layer
    case .normalization(let layer): layer
    case .activation(let layer): layer
    case .reLU(let layer): layer
    case .leakyReLU(let layer): layer
    case .eLU(let layer): layer
    case .pReLU(let layer): layer
    case .softmax(let layer): layer
    case .pooling(let layer): layer
    case .globalPooling(let layer): layer
    case .margins(let layer): layer
    case .upSampling(let layer): layer
    case .resizing(let layer): layer
    case .flatten(let layer): layer
    case .reshape(let layer): layer
    case .permute(let layer): layer
    case .repeatVector(let layer): layer
    case .merge(let layer): layer
    case .concatenate(let layer): layer
    case .dot(let layer): layer
    case .tensor(let operation): operation
    }
  }

  /// Where the channels of its images are; nil of what does not tell them from an image's sizes.
  package var dataFormat: DataFormat? { (definition as? any ImageLayer)?.dataFormat }
}
