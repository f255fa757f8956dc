// Functions on tensors as sessions use them where Keras 3 itself would not: TensorFlow's and Keras 2's, called on
// symbolic tensors outside of any layer, and the session's own functions as activations.

import KerasBindings
import Language
import ModelGraph
import Tensors
import Testing

struct OperationSessionTests {
  private static let imports = """
    import keras
    import tensorflow as tf
    from keras import layers
    from keras import backend as K
    x = keras.Input((8, 6, 4))

    """

  private func session(_ lines: String) -> Session { Session(Self.imports + lines) }

  private static let shapes: [(expression: String, shape: Shape)] = [
    ("tf.nn.relu6(x + 3) / 6 * x", [nil, 8, 6, 4]),
    ("tf.concat([x, tf.nn.relu(x)], axis=-1)", [nil, 8, 6, 8]),
    ("tf.concat(tf.split(x, 2, axis=-1), 1)", [nil, 16, 6, 2]),
    ("tf.reshape(x, [tf.shape(x)[0], 48, 4])", [nil, 48, 4]),
    ("tf.reshape(x, (-1,) + K.int_shape(x)[1:3] + (2, 2))", [nil, 8, 6, 2, 2]),
    ("tf.transpose(x, [0, 3, 1, 2])", [nil, 4, 8, 6]),
    ("tf.reduce_mean(x, axis=[1, 2], keepdims=True)", [nil, 1, 1, 4]),
    ("tf.expand_dims(tf.reduce_max(x, -1), axis=-1)", [nil, 8, 6, 1]),
    ("tf.image.resize(x, tf.shape(x)[1:3] * 2)", [nil, 16, 12, 4]),
    ("tf.image.extract_patches(x, [1, 2, 2, 1], [1, 2, 2, 1], [1, 1, 1, 1], 'VALID')", [nil, 4, 3, 16]),
    ("tf.pad(x, [[0, 0], [1, 1], [2, 2], [0, 0]])", [nil, 10, 10, 4]),
    ("tf.add(x, tf.multiply(x, 0.5), name='sum')", [nil, 8, 6, 4]),
    ("tf.convert_to_tensor(x)", [nil, 8, 6, 4]),
    ("K.permute_dimensions(K.reshape(x, (-1, 8, 6, 2, 2)), (0, 1, 2, 4, 3))", [nil, 8, 6, 2, 2]),
    ("K.mean(K.square(x), axis=(1, 2))", [nil, 4]),
    ("K.batch_dot(K.reshape(x, (-1, 48, 4)), K.reshape(x, (-1, 48, 4)), axes=[2, 2])", [nil, 48, 48]),
    ("K.resize_images(x, 2, 2, 'channels_last')", [nil, 16, 12, 4]),
    ("x.get_shape()[1:] and x", [nil, 8, 6, 4]),
  ]

  @Test(arguments: shapes)
  func keras2AndTensorFlowWorkOnSymbolicTensors(expression: String, shape: Shape) {
    let session = session(expression)
    #expect(session.messages == [])
    #expect(session.resultShape == shape, Comment(rawValue: expression))
  }

  @Test func aSessionsOwnFunctionIsAnActivation() throws {
    let session = session(
      """
      def swish6(t):
          return t * K.relu(t + 3.0, max_value=6.0) / 6.0
      y = layers.Conv2D(5, 3, activation=swish6, name='conv')(x)
      y = layers.Activation(swish6, name='act')(y)
      model = keras.Model(x, layers.Activation(lambda t: tf.nn.relu(t))(y))
      again = model(keras.Input((8, 6, 4)))
      """)
    #expect(session.messages == [])
    let model = try #require(session.models.first)
    #expect(model.rows.map(\.typeName) == ["InputLayer", "Conv2D", "Activation", "Activation"])
    #expect(model.rows.map { $0.parameters.total } == [0, 185, 0, 0])
    #expect(model.outputs.map { session.graph[$0].shape } == [[nil, 6, 4, 5]])
    #expect(session.graph.multiplyAdds(of: model.calls) == 6 * 4 * 5 * 36)
    let conv = model.rows[1]
    #expect(conv.children.map(\.typeName) == ["Conv2D", "Add", "Relu", "Multiply", "TrueDivide"])
  }

  @Test func operationsAreNamedAtTheTopAndByTheCallWithinOne() throws {
    let session = session(
      """
      class Twice(layers.Layer):
          def call(self, t):
              return tf.nn.relu(tf.nn.relu(t)) + 1
      y = Twice()(tf.nn.relu(x)) + 1
      print(K.get_uid('add'), layers.Add().name)
      model = keras.Model(x, y)
      """)
    #expect(session.messages == [])
    #expect(session.output == "2 add_2\n")
    let model = try #require(session.models.first)
    #expect(model.rows.map(\.name) == ["input_layer", "relu", "twice", "add"])
    #expect(model.rows[2].children.map(\.name) == ["relu", "relu_1", "add"])
  }

  @Test func aModelsOperationsStandWhereItsCallMakesThem() throws {
    let session = session(
      """
      class Net(keras.Model):
          def __init__(self):
              super().__init__()
              self.second = layers.Conv2D(2, 1, name='second')
              self.first = layers.Conv2D(4, 1, name='first')
          def call(self, t):
              return tf.nn.relu(self.second(self.first(t / 2) * t))
      net = Net()
      net(x)
      """)
    #expect(session.messages == [])
    #expect(
      try #require(session.models.first).rows.map(\.name) == ["true_divide", "second", "relu", "first", "multiply"])
  }

  @Test func weightsAreOperands() throws {
    let session = session(
      """
      class Scale(layers.Layer):
          def build(self, shape):
              self.scale = self.add_weight(shape=(shape[-1], 3), name='scale')
              self.offset = self.add_weight(shape=(3,), name='offset')
          def call(self, t):
              return tf.matmul(t, self.scale * 2) + self.offset
      model = keras.Model(x, Scale()(x))
      """)
    #expect(session.messages == [])
    let model = try #require(session.models.first)
    #expect(model.outputs.map { session.graph[$0].shape } == [[nil, 8, 6, 3]])
    #expect(session.graph.parameters(of: model.calls).total == 15)
    #expect(session.graph.multiplyAdds(of: model.calls) == 8 * 6 * 3 * 4)
    #expect(model.rows[1].children.map(\.typeName) == ["Matmul", "Add"])
  }

  @Test func theImageFormatHoldsForLayersAndFunctions() {
    let session = session(
      """
      K.set_image_data_format('channels_first')
      print(layers.MaxPooling2D()(x).shape, K.image_data_format(), K.resize_images(x, 2, 2, None).shape)
      """)
    #expect(session.messages == [])
    #expect(session.output == "(None, 8, 3, 2) channels_first (None, 8, 12, 8)\n")
  }

  @Test func constantsAreNoOperationsOfTheModel() throws {
    let session = session(
      """
      scale = tf.constant([1.0, 2.0, 3.0, 4.0]) * tf.sqrt(2.0)
      model = keras.Model(x, x * scale + K.ones((4,)))
      print(K.is_keras_tensor(scale), K.is_keras_tensor(x))
      """)
    #expect(session.messages == [])
    #expect(session.output == "False True\n")
    #expect(try #require(session.models.first).rows.map(\.name) == ["input_layer", "multiply", "add"])
  }

  @Test func arraysOfNumpyAreOperandsAndSizes() {
    let session = session(
      """
      import numpy as np
      y = x * np.array([1.0, 2.0, 3.0, 4.0]) + np.sqrt(2.0)
      z = np.ones((6, 4)) - y
      print(z.shape, z.dtype, tf.constant(np.zeros((2, 3))).shape)
      print(K.reshape(x, (-1, np.prod(K.int_shape(x)[1:]))).shape, tf.reshape(x, np.array([-1, 48, 4])).shape)
      """)
    #expect(session.messages == [])
    #expect(session.output == "(None, 8, 6, 4) float32 (2, 3)\n(None, 192) (None, 48, 4)\n")
  }

  private static let refusals: [(expression: String, message: String)] = [
    ("tf.nn.rellu", "NotImplementedError: Compbook does not have tensorflow.nn.rellu yet. Did you mean: 'relu'?"),
    ("keras.ops.men", "AttributeError: module 'keras.ops' has no attribute 'men'. Did you mean: 'mean'?"),
    ("K.rnn", "NotImplementedError: Compbook does not have keras.backend.rnn yet"),
    ("keras.ops.pad(x, -9)", "ValueError: Pad cannot give a tensor of shape (None, -10, -12, -14): a size is negative"),
    ("keras.ops.tile(x, 2 ** 62)", "ValueError: Tile: 4×4611686018427387904 is more than 64 bits can count"),
    ("x[:, ::0]", "ValueError: slice step cannot be zero"),
    (
      "[value for value in x]",
      "NotImplementedError: a symbolic tensor cannot be iterated over. "
        + "keras.ops.unstack(x, axis=…) gives its parts."
    ),
  ]

  @Test(arguments: refusals)
  func refusalsSayWhy(expression: String, message: String) {
    #expect(session(expression).messages == [message])
  }
}
