// What is said of mistakes: the fix, and the argument to blame.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Tensors
import Testing

struct MessageTests {
  struct Mistake: Sendable {
    let source: String
    let message: String
    let blamed: String
  }

  private static let mistakes: [Mistake] = [
    Mistake(
      source: "keras.layers.Conv2D(4, 3)()",
      message: "TypeError: Conv2D.call() missing 1 required positional argument: 'inputs'",
      blamed: "keras.layers.Conv2D(4, 3)()"),
    Mistake(
      source: "keras.layers.LSTM(2)",
      message: "NotImplementedError: Compbook does not have keras.layers.LSTM yet", blamed: "keras.layers.LSTM"),
    Mistake(
      source: "image + keras.Input((8, 8, 5))",
      message: "ValueError: Add needs equal shapes: 8×8×3 and 8×8×5 differ in channels; "
        + "Conv2D(3, 1) on the second would match",
      blamed: "image + keras.Input((8, 8, 5))"),
    Mistake(
      source: "image[:, 8]",
      message: "ValueError: index 8 is out of bounds: axis 1 of (None, 8, 8, 3) has size 8", blamed: "image[:, 8]"),
    Mistake(
      source: "keras.ops.reshape(keras.Input(batch_shape=(2, 5)), (-1, 3))",
      message: "ValueError: Reshape: (2, 5) has 10 elements, but (-1, 3) needs a multiple of 3",
      blamed: "keras.ops.reshape(keras.Input(batch_shape=(2, 5)), (-1, 3))"),
    Mistake(
      source: "keras.ops.split(image, 2, axis=-1)",
      message: "ValueError: Split: axis 3 of (None, 8, 8, 3) has 3, which 2 equal parts do not divide",
      blamed: "keras.ops.split(image, 2, axis=-1)"),
    Mistake(
      source: "keras.ops.relu('image')",
      message: "ValueError: keras.ops.relu works on tensors and numbers, not on 'image'", blamed: "'image'"),
    Mistake(
      source: "if image > 0:\n    pass",
      message: "TypeError: a symbolic tensor has no value yet, so it is neither true nor false", blamed: "image > 0"),
    Mistake(
      source: "keras.ops.einsum('ab', image)",
      message: "ValueError: einsum: 'ab' does not name the axes of a tensor of shape (None, 8, 8, 3)",
      blamed: "keras.ops.einsum('ab', image)"),
    Mistake(
      source: "keras.ops.svd(image)", message: "NotImplementedError: Compbook does not have keras.ops.svd yet",
      blamed: "keras.ops.svd"),
    Mistake(
      source: "keras.Model(image, 3)",
      message: "ValueError: a model's inputs and outputs are tensors, not 3", blamed: "3"),
    Mistake(
      source: "keras.initializers.RandomNormal(stddev='a')",
      message: "TypeError: RandomNormal: stddev must be a number, not 'a'", blamed: "stddev='a'"),
    Mistake(
      source: "keras.layers.Conv2D(4, [3, [3, [3, [3, [3, 3]]]]])",
      message: "ValueError: Conv2D: kernel_size must be a positive integer or two of them, not "
        + "(3, (3, (3, (3, [3, 3]))))",
      blamed: "[3, [3, [3, [3, [3, 3]]]]]"),
  ]

  @Test func mistakesAreExplainedWhereTheyAre() {
    let sessions = Session.each(
      Self.mistakes.map { "import keras\nimage = keras.Input((8, 8, 3))\n\($0.source)\n" })
    for (mistake, session) in zip(Self.mistakes, sessions) {
      #expect(session.messages == [mistake.message], Comment(rawValue: mistake.source))
      #expect(session.blamed == [mistake.blamed], Comment(rawValue: mistake.source))
    }
  }

  @Test func denseOnAnImageIsLegal() {
    #expect(Session("import keras\nkeras.layers.Dense(3)(keras.Input((8, 8, 3)))").resultShape == [nil, 8, 8, 3])
  }

  /// A layer made in a helper is told of where it was made, with the calls on the way.
  @Test func aMistakeInAHelperNamesTheHelper() {
    let session = Session(
      """
      import keras
      def step(size):
          return keras.layers.Conv2D(4, size)
      y = step(9)(keras.Input((8, 8, 3)))
      """)
    #expect(session.blamed == ["size"])
  }

  @Test func aListThatHoldsItselfIsRefused() {
    let session = Session(
      """
      import keras
      loop = []
      loop.append(loop)
      a = keras.layers.Conv2D(4, loop)
      b = keras.layers.Flatten()(loop)
      c = keras.Model(loop, loop)
      d = keras.Input(loop)
      """)
    #expect(session.messages.count == 4, "\(session.messages)")
  }

  @Test func unequalStridesOfDepthwiseKernelsAreNotedAndNoOthers() {
    let session = Session(
      """
      import keras
      image = keras.Input((9, 9, 4))
      a = keras.layers.DepthwiseConv2D(3, strides=(2, 1))(image)
      b = keras.layers.SeparableConv2D(8, 3, strides=(1, 2))(image)
      c = keras.layers.DepthwiseConv2D(3, strides=2)(image)
      d = keras.layers.Conv2D(8, 3, strides=(2, 1))(image)
      """)
    #expect(session.diagnostics.map(\.code) == ["unequal-strides", "unequal-strides"])
    #expect(session.diagnostics.allSatisfy { $0.severity == .note })
    #expect(session.blamed == ["strides=(2, 1)", "strides=(1, 2)"])
    #expect(session.diagnostics.first?.message.contains("TensorFlow") == true)
  }
}
