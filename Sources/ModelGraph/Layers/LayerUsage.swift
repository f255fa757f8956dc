// How often people use the layers: what is offered first is what is likeliest.

package enum LayerUsage {
  /// In how many of 76 public Keras scripts a name of `keras.layers` stands; -1 for the spellings of Keras 1, such as
  /// `Convolution2D`, which are kept for old scripts and come last.
  package static func scripts(using name: String) -> Int {
    let isFormer = name.contains("Convolution") && (name.hasSuffix("D") || name.hasSuffix("DTranspose"))
    return isFormer ? -1 : counts[name] ?? 0
  }

  /// Counted over the scripts of 38 repositories on GitHub: EffNet, MobileNet, ShuffleNet, Inception, Xception,
  /// SqueezeNet, ResNet, WideResNet, DenseNet, VGG, U-Net, small networks, a few transformers.
  private static let counts = [
    "Conv2D": 67, "BatchNormalization": 63, "Dense": 63, "Input": 62, "Activation": 45, "Dropout": 35,
    "GlobalAveragePooling2D": 34, "Flatten": 32, "DepthwiseConv2D": 30, "MaxPooling2D": 27, "MaxPool2D": 22,
    "AveragePooling2D": 21, "add": 19, "Add": 15, "Reshape": 14, "ReLU": 12, "concatenate": 11, "Concatenate": 11,
    "Lambda": 9, "GlobalMaxPooling2D": 8, "LeakyReLU": 7, "SeparableConv2D": 7, "ZeroPadding2D": 7, "multiply": 7,
    "UpSampling2D": 6, "GlobalAvgPool2D": 6, "Permute": 4, "Conv2DTranspose": 4, "AvgPool2D": 4, "Rescaling": 4,
    "LayerNormalization": 2, "MultiHeadAttention": 2, "Softmax": 2, "PReLU": 1, "Cropping2D": 1, "Multiply": 1,
  ]
}
