// Automatic names against values that Keras' own functions gave.

import ModelGraph
import Testing

struct LayerNamesTests {
  /// From `keras.src.utils.naming.to_snake_case` of Keras 3.15.1.
  private static let snakeCase = [
    "Conv2D": "conv2d", "Conv2DTranspose": "conv2d_transpose", "DepthwiseConv2D": "depthwise_conv2d",
    "SeparableConv2D": "separable_conv2d", "BatchNormalization": "batch_normalization", "LeakyReLU": "leaky_re_lu",
    "ReLU": "re_lu", "PReLU": "p_re_lu", "ELU": "elu", "Activation": "activation", "Softmax": "softmax",
    "MaxPooling2D": "max_pooling2d", "GlobalAveragePooling2D": "global_average_pooling2d", "Flatten": "flatten",
    "Dense": "dense", "Dropout": "dropout", "Add": "add", "Concatenate": "concatenate",
    "ZeroPadding2D": "zero_padding2d", "Reshape": "reshape", "InputLayer": "input_layer",
    "Sequential": "sequential", "Functional": "functional", "Conv_Bn_LeakyRelu": "conv__bn__leaky_relu",
    "EffNet": "eff_net", "MyLayer": "my_layer", "my_Layer": "my__layer", "myLayer": "my_layer", "ABC": "abc",
    "ABc": "a_bc", "AbC": "ab_c", "aB": "a_b", "AB": "ab", "Ab": "ab", "ABCDef": "abc_def",
    "HTTPServer": "http_server", "SE": "se", "SEBlock": "se_block", "Conv1x1": "conv1x1",
    "Conv1X1Relu": "conv1x1_relu", "X": "x", "XLayer": "x_layer", "Xx": "xx", "__Private": "___private",
    "_Hidden": "__hidden", "Block2": "block2", "Block2A": "block2a", "Block2a": "block2a", "Model3D": "model3d",
    "Ünï": "ünï", "ÄÖä": "äöä", "Größe": "größe", "GroßeEbene": "große_ebene", "Naïve": "naïve", "K2D": "k2d",
    "层": "层", "层Layer": "层_layer", "LSTMCell": "lstm_cell", "UpSampling2D": "up_sampling2d",
    "TFOpLambda": "tf_op_lambda", "A1B2C3": "a1b2c3", "A1b2C3": "a1b2c3", "Res2Net50v1b": "res2_net50v1b",
    "NASNet": "nas_net", "NASNetMobile": "nas_net_mobile",
  ]

  @Test(arguments: snakeCase.sorted { $0.key < $1.key })
  func namesAreKerasSnakeCase(name: String, expected: String) {
    #expect(LayerNames.snakeCase(name) == expected)
  }

  /// From `keras.src.utils.naming.auto_name`, in one session.
  @Test func namesAreNumberedFromTheSecondOn() {
    var names = LayerNames()
    let types = ["Conv2D", "Dense", "Conv2D", "Conv2D_1", "Conv2D", "Conv2D_1", "conv2d", "ReLU", "Relu", "ReLU"]
    #expect(
      types.map { names.next(for: $0) } == [
        "conv2d", "dense", "conv2d_1", "conv2d_1", "conv2d_2", "conv2d_1_1", "conv2d_3", "re_lu", "relu", "re_lu_1",
      ])
  }
}
