// A session's own layers and models: subclasses of Layer, of Model and of the primitives. What is expected is what
// Keras 3.15.1 gives for the same lines, unless a test says otherwise.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Tensors
import Testing

struct SessionLayerTests {
  private static let two = """
    import keras
    from keras import layers
    class Two(layers.Layer):
        def __init__(self, units, **kwargs):
            super().__init__(**kwargs)
            self.a = layers.Dense(units)
            self.b = layers.Dense(units, name='other')
        def build(self, shape):
            print('build', shape)
            self.w = self.add_weight(shape=(shape[-1],), name='w')
        def call(self, x):
            return self.a(x), self.b(x)

    """

  @Test func aFunctionalModelIsBuiltWithoutACall() {
    let session = Session(
      """
      from keras import Model, layers
      image = layers.Input((8, 8, 3))
      model = Model(image, layers.Dense(3)(layers.Flatten()(image)))
      print(model.built, model.count_params())
      """)
    #expect(session.messages == [])
    #expect(session.output == "True 579\n")
  }

  @Test func aModelsBuildMayCallTheInheritedOne() {
    let session = Session(
      """
      import keras
      from keras import layers
      class Net(keras.Model):
          def __init__(self):
              super().__init__()
              self.conv = layers.Conv2D(4, 3, name='conv')
              self.act = layers.PReLU(shared_axes=[1, 2], name='act')
          def build(self, input_shape):
              self.conv.build(input_shape)
              self.act.build(self.conv.compute_output_shape(input_shape))
              super().build(input_shape)
          def call(self, x):
              return self.act(self.conv(x))
      first = Net()
      first.build((None, 8, 8, 3))
      print(first.built, first.count_params(), len(first.weights))
      second = Net()
      y = second(keras.Input((8, 8, 3)))
      print(y.shape, second.count_params(), len(second.weights))
      """)
    #expect(session.messages == [])
    #expect(session.output == "True 116 3\n(None, 6, 6, 4) 116 3\n")
  }

  @Test func aLayerBuildsOnceAndReturnsATuple() {
    let session = Session(
      Self.two + """
        two = Two(3, name='two')
        a, b = two(keras.Input((5,)))
        print(a.shape, b.shape, two.count_params(), two.name)
        two(keras.Input((5,)))
        """)
    #expect(session.messages == [])
    #expect(session.output == "build (None, 5)\n(None, 3) (None, 3) 41 two\n")
    #expect(
      session.graph.layers.flatMap(\.weights).map(\.path) == [
        "two/w", "two/dense/kernel", "two/dense/bias", "two/other/kernel", "two/other/bias",
      ])
  }

  @Test func nestedLayersReturnDicts() {
    let session = Session(
      Self.two + """
        class Nested(layers.Layer):
            def __init__(self):
                super().__init__()
                self.inner = Two(2)
            def call(self, x):
                a, b = self.inner(x)
                return {'sum': layers.Add()([a, b]), 'a': a}
        x = keras.Input((5,))
        result = Nested()(x)
        model = keras.Model(x, [Two(3)(x)[0], result['sum']])
        model.summary()
        """)
    #expect(session.messages == [])
    #expect(session.models.first?.rows.map(\.parameters.total) == [0, 41, 29])
    #expect(session.graph.layers.flatMap(\.weights).contains { $0.path == "nested/two/dense/kernel" })
    #expect(session.output.contains("│ [(None, 2),       │         29 │ input_layer[0][0] │"))
  }

  @Test func aListOfInputsBuildsOnAListOfShapes() {
    let session = Session(
      """
      import keras
      class Merge(keras.layers.Layer):
          def build(self, shape):
              print(shape)
          def call(self, inputs):
              return keras.layers.Add()(inputs)
      Merge()([keras.Input((5,)), keras.Input((5,))])
      """)
    #expect(session.output == "[(None, 5), (None, 5)]\n")
    #expect(session.resultShape == [nil, 5])
  }

  @Test func tensorsPassedByKeywordAreInputs() {
    let session = Session(
      """
      import keras
      class Join(keras.layers.Layer):
          def call(self, x, skip=None):
              return keras.layers.Add()([x, skip])
      x, y = keras.Input((5,)), keras.Input((5,))
      model = keras.Model([x, y], Join()(x, skip=y))
      """)
    #expect(session.messages == [])
    #expect(session.models.first?.rows.map(\.name) == ["input_layer", "input_layer_1", "join"])
  }

  @Test func aFailingCallKeepsWhatItMade() {
    let session = Session(
      """
      import keras
      class Block(keras.layers.Layer):
          def __init__(self):
              super().__init__()
              self.first = keras.layers.Conv2D(4, 3)
              self.second = keras.layers.Conv2D(4, 9)
          def call(self, x):
              return self.second(self.first(x))
      block = Block()
      y = block(keras.Input((8, 8, 3)))
      z = keras.layers.Flatten()(y)
      """)
    #expect(session.messages.count == 1)
    #expect(session.blamed == ["9"])
    #expect(session.shapes == [[nil, 8, 8, 3], [nil, 6, 6, 4]])
    let block = session.graph.topLevelCalls.map { session.graph[$0] }.first { !$0.children.isEmpty }
    #expect(block?.children.count == 1)
    #expect(block?.outputs == [])
  }

  @Test func buildDoesNotRunAgainAfterAFailingCall() {
    let session = Session(
      """
      import keras
      class Block(keras.layers.Layer):
          def build(self, shape):
              self.w = self.add_weight(shape=(3,), name='w')
          def call(self, x):
              return keras.layers.Conv2D(4, 9)(x)
      block = Block()
      block(keras.Input((8, 8, 3)))
      block(keras.Input((9, 9, 3)))
      print(block.count_params())
      """)
    #expect(session.messages.count == 1)
    #expect(session.output == "3\n")
  }

  @Test func aWeightOfTheConstructorDoesNotStandForBuild() {
    let session = Session(
      """
      import keras
      class Scale(keras.layers.Layer):
          def __init__(self):
              super().__init__()
              self.early = self.add_weight(shape=(2,), name='early')
          def build(self, shape):
              self.late = self.add_weight(shape=(3,), name='late')
          def call(self, x):
              return x
      scale = Scale()
      scale(keras.Input((3,)))
      print(scale.count_params())
      """)
    #expect(session.messages == [])
    #expect(session.output == "5\n")
  }

  @Test func aLayerThatReturnsItsInputIsALayer() {
    let session = Session(
      """
      import keras
      class Same(keras.layers.Layer):
          def call(self, x):
              return x
      x = keras.Input((3,))
      model = keras.Model(x, Same()(x))
      """)
    #expect(session.messages == [])
    #expect(session.models.first?.rows.map(\.name) == ["input_layer", "same"])
    #expect(session.models.first?.rows.map(\.children.count) == [0, 0])
  }

  @Test func aSubclassOfAPrimitiveAddsToItsCall() throws {
    let session = Session(
      """
      import keras
      class ConvReLU(keras.layers.Conv2D):
          def call(self, x):
              return keras.layers.Dense(2)(super().call(x))
      conv = ConvReLU(4, 3)
      x = keras.Input((8, 8, 3))
      inner = keras.Model(x, conv(x))
      y = keras.Input((8, 8, 3))
      model = keras.Model(y, inner(y))
      """)
    #expect(session.messages == [])
    #expect(session.models.map { session.graph.parameters(of: $0.calls).total } == [122, 122])
    let multiplyAdds = 6 * 6 * 4 * 27 + 36 * 4 * 2
    #expect(session.models.map { session.graph.multiplyAdds(of: $0.calls) } == [multiplyAdds, multiplyAdds])
    #expect(
      session.models.map { $0.outputs.map { session.graph[$0].shape } } == [[[nil, 6, 6, 2]], [[nil, 6, 6, 2]]])
    let paths = session.graph.layers.flatMap(\.weights).map(\.path)
    #expect(paths.prefix(2) == ["conv_re_lu/kernel", "conv_re_lu/bias"])
  }

  @Test(arguments: [
    (
      "def call(self, x):\n        pass",
      "ValueError: Block.call() must return a tensor, not None. Is a return missing?"
    ),
    ("pass", "NotImplementedError: Block needs a method call(self, inputs)"),
    (
      "def __init__(self):\n        self.conv = keras.layers.Conv2D(1, 1)",
      "RuntimeError: Block.__init__() must call super().__init__() before the layer is used"
    ),
    (
      "def __init__(self):\n        super().__init__(units=3)",
      "ValueError: Block has no argument 'units'"
    ),
  ])
  func whatALayerLacksIsSaid(body: String, message: String) {
    let session = Session(
      "import keras\nclass Block(keras.layers.Layer):\n    \(body)\nBlock()(keras.Input((8, 8, 3)))")
    #expect(session.messages == [message])
  }

  private static let net = """
    import keras
    class Net(keras.Model):
        def __init__(self):
            super().__init__()
            self.conv = keras.layers.Conv2D(4, 3)
            self.pool = keras.layers.GlobalAveragePooling2D()
            self.head = keras.layers.Dense(2)
            self.spare = keras.layers.Dense(7)
        def call(self, inputs):
            return self.head(self.pool(self.conv(inputs)))
    model = Net()

    """

  @Test func aModelSubclassIsBuiltByACall() throws {
    let session = Session(Self.net + "model(keras.Input((8, 8, 3)))\nmodel.summary()")
    #expect(session.messages == [])
    let model = try #require(session.models.first)
    #expect(model.rows.map(\.name) == ["conv2d", "global_average_pooling2d", "dense", "dense_1"])
    #expect(
      session.weights(of: model).map(\.path) == [
        "net/conv2d/kernel", "net/conv2d/bias", "net/dense/kernel", "net/dense/bias",
      ])
    #expect(session.output.contains("│ dense_1 (Dense)                 │ ?                      │   0 (unbuilt) │"))
    #expect(session.output.hasSuffix(" Non-trainable params: 0 (0.00 B)\n"))
  }

  /// Keras leaves the layers without shapes here; showing them is what the session asked for.
  @Test func aModelSubclassIsBuiltByBuild() throws {
    let session = Session(Self.net + "model.build((None, 32, 32, 3))\nx = keras.Input((4,))")
    #expect(session.messages == [])
    let model = try #require(session.models.first)
    #expect(model.inputs.map { session.graph[$0].shape } == [[nil, 32, 32, 3]])
    #expect(model.outputs.map { session.graph[$0].shape } == [[nil, 2]])
    #expect(model.rows.map(\.parameters.total) == [112, 0, 10, 0])
    // The input that `build` runs on takes no automatic name.
    #expect(session.graph.layers.last?.name == "input_layer")
  }

  @Test func freezingAModelFreezesAllWithin() throws {
    let session = Session(
      """
      import keras
      stem = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.Conv2D(4, 3)])
      x = keras.Input((8, 8, 3))
      model = keras.Model(x, stem(x))
      model.trainable = False
      """)
    let model = try #require(session.models.last)
    #expect(session.graph.parameters(of: model.calls) == ParameterCount(trainable: 0, nonTrainable: 112))
  }

  @Test func aSequentialGrowsAfterItsCall() throws {
    let session = Session(
      """
      import keras
      model = keras.Sequential([keras.layers.Dense(3)])
      model(keras.Input((5,)))
      model.add(keras.layers.Dense(2))
      print(model.output_shape, [layer.name for layer in model.layers], model.count_params())
      """)
    #expect(session.messages == [])
    #expect(session.output == "(None, 2) ['dense', 'dense_1'] 26\n")
  }
}
