// Where earlier versions of Keras kept what Keras 3 has elsewhere. Scripts import from there to this day.

import Language

enum FormerPaths {
  /// By the present module, the modules that its names were imported from.
  static let aliases: [String: String] = {
    let pairs = table.flatMap { present, former in
      former.split(whereSeparator: \.isWhitespace).map { (String($0), present) }
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }()

  private static let table: [(present: String, former: String)] = [
    (
      "keras",
      """
      tensorflow.keras tensorflow.python.keras tensorflow.python.keras.api.keras tensorflow.contrib.keras tf_keras
      tensorflow.compat.v1.keras tensorflow.compat.v2.keras
      """
    ),
    (
      "keras.layers",
      """
      keras.layers.activation keras.layers.advanced_activations keras.layers.attention keras.layers.convolutional
      keras.layers.core keras.layers.embeddings keras.layers.local keras.layers.merge keras.layers.merging
      keras.layers.noise keras.layers.normalization keras.layers.normalization.batch_normalization
      keras.layers.normalization.batch_normalization_v1 keras.layers.normalization.layer_normalization
      keras.layers.normalization_v2 keras.layers.pooling keras.layers.preprocessing.image_preprocessing
      keras.layers.recurrent keras.layers.regularization keras.layers.reshaping keras.layers.wrappers
      keras.layers.convolutional.conv2d keras.layers.experimental.preprocessing
      """
    ),
    (
      "keras.engine",
      """
      keras.engine.base_layer keras.engine.functional keras.engine.input_layer keras.engine.input_spec
      keras.engine.keras_tensor keras.engine.network keras.engine.sequential keras.engine.topology
      keras.engine.training
      """
    ),
    ("tensorflow", "tensorflow.compat.v2"),
    ("tensorflow.image", "tensorflow.compat.v1.image"), ("tensorflow.math", "tensorflow.compat.v1.math"),
    ("tensorflow.nn", "tensorflow.compat.v1.nn"),
    ("keras.initializers", "tensorflow.initializers"), ("warnings", "keras.layers.warnings"),
    ("keras.backend", "keras.backend.common keras.backend.tensorflow_backend"),
    ("keras.utils", "keras.utils.conv_utils keras.utils.generic_utils keras.utils.layer_utils keras.utils.vis_utils"),
  ]

  /// Keras' initializers under TensorFlow's own names.
  static var tensorFlowInitializers: [(name: String, member: HostMember)] {
    let names = [
      "Constant": "constant", "Ones": "ones", "RandomNormal": "random_normal", "RandomUniform": "random_uniform",
      "TruncatedNormal": "truncated_normal", "Zeros": "zeros",
    ]
    return ConfigurationFamily.initializers.members.compactMap { member in
      names[member.name].map { ("\($0)_initializer", member.member) }
    }
  }

  /// Keras 2.0 had these beside the builder that needed them.
  static var mobileNetLayers: [(name: String, member: HostMember)] {
    let layers = PrimitiveClass.all.filter { $0.name == "DepthwiseConv2D" }.map {
      (name: $0.name, member: HostMember.type($0.hostClass))
    }
    return layers + ActivationFunctions.members.filter { $0.name == "relu6" }
  }

  /// What `keras.engine` and the modules within it defined.
  static let engine = HostModule("keras.engine") {
    [
      ("Input", .function(InputFunction.function)), ("Layer", .type(LayerClass.hostClass)),
      ("Model", .type(ModelClass.hostClass)), ("Sequential", .type(SequentialClass.hostClass)),
      ("KerasTensor", .type(TensorClass.hostClass)), SourceInputs.member,
      ("InputSpec", .type(InputSpecClass.hostClass)),
    ]
  }
}
