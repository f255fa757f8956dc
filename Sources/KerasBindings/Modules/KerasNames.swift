// Keras' own names that Compbook lacks, so that it can say so instead of guessing at a misspelling.

import Language

enum KerasNames {
  /// Explains a name that a module of ours lacks and Keras' has.
  static func explanation(_ module: String) -> @Sendable (String) -> Fault? {
    let known = Set((names[module] ?? "").split(whereSeparator: \.isWhitespace).map(String.init))
    return { name in known.contains(name) ? .notYet("\(module).\(name)") : nil }
  }

  /// By module, the names of Keras 3.15. Those that Compbook has may stand here too.
  private static let names = [
    "keras": """
    DTypePolicy FloatDTypePolicy Function Initializer InputSpec Loss Metric Operation Optimizer Quantizer Regularizer
    RematScope StatelessScope SymbolicScope Variable applications backend callbacks config constraints datasets device
    distillation distribution dtype_policies export legacy losses metrics mixed_precision name_scope ops optimizers
    preprocessing quantizers random remat saving tree utils version visualization wrappers
    """,
    "keras.models": "clone_model load_model model_from_json save_model",
    "keras.activations": "deserialize get serialize",
    "keras.initializers": """
    Identity IdentityInitializer Initializer Orthogonal OrthogonalInitializer STFT STFTInitializer VarianceScaling deserialize get
    identity orthogonal serialize stft variance_scaling
    """,
    "keras.regularizers": "Regularizer deserialize get orthogonal_regularizer serialize",
    "keras.layers": """
    ActivityRegularization AdaptiveAveragePooling1D AdaptiveAveragePooling2D AdaptiveAveragePooling3D
    AdaptiveMaxPooling1D AdaptiveMaxPooling2D AdaptiveMaxPooling3D AdditiveAttention AlphaDropout Attention AugMix
    AutoContrast Average AveragePooling1D AveragePooling3D AvgPool1D AvgPool3D Bidirectional CategoryEncoding
    CenterCrop ContrastLimitedAdaptiveHistogramEqualization Conv1D Conv1DTranspose Conv2DTranspose Conv3D
    Conv3DTranspose ConvLSTM1D ConvLSTM2D ConvLSTM3D Convolution1D Convolution1DTranspose Convolution2DTranspose
    Convolution3D Convolution3DTranspose Cropping1D Cropping2D Cropping3D CutMix DepthwiseConv1D Discretization Dot ELU
    EinsumDense Embedding Equalization FlaxLayer GRU GRUCell GaussianDropout GaussianNoise GlobalAveragePooling1D
    GlobalAveragePooling3D GlobalAvgPool1D GlobalAvgPool3D GlobalMaxPool1D GlobalMaxPool3D GlobalMaxPooling1D
    GlobalMaxPooling3D GroupNormalization GroupQueryAttention HashedCrossing Hashing InputSpec IntegerLookup JaxLayer
    LSTM LSTMCell Lambda LayerNormalization Masking MaxNumBoundingBoxes MaxPool1D MaxPool3D MaxPooling1D MaxPooling3D
    Maximum MelSpectrogram Minimum MixUp MultiHeadAttention Multiply Normalization PReLU Permute Pipeline
    RMSNormalization RNN RandAugment RandomBrightness RandomColorDegeneration RandomColorJitter RandomContrast
    RandomCrop RandomElasticTransform RandomErasing RandomFlip RandomGaussianBlur RandomGrayscale RandomHue
    RandomInvert RandomPerspective RandomPosterization RandomRotation RandomSaturation RandomSharpness RandomShear
    RandomTranslation RandomZoom RepeatVector Rescaling Resizing ReversibleEmbedding STFTSpectrogram SeparableConv1D
    SeparableConvolution1D SimpleRNN SimpleRNNCell Solarization SpatialDropout1D SpatialDropout2D SpatialDropout3D
    SpectralNormalization StackedRNNCells StringLookup Subtract TFSMLayer TextVectorization TimeDistributed
    TorchModuleWrapper UnitNormalization UpSampling1D UpSampling2D UpSampling3D Wrapper ZeroPadding1D ZeroPadding3D
    average deserialize dot maximum minimum multiply serialize subtract
    """,
  ]
}
