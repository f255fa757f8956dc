// Lines that are not finished: what stands before the hole is there, and nothing but the parser complains.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Tensors
import Testing

struct HalfTypedTests {
  private func session(_ body: String) -> Session {
    Session("import keras\nfrom keras.layers import *\n" + body)
  }

  private static let image: Shape = [nil, 8, 8, 3]
  private static let before: [Shape] = [image, [nil, 8, 8, 4], [nil, 4, 4, 4]]

  @Test(arguments: [
    "compose(Conv2D(4, 1), MaxPooling2D(2), keras.layers.)(keras.Input((8, 8, 3)))",
    "compose(compose(Conv2D(4, 1), MaxPooling2D(2), Conv2D(8, padding=)), Flatten())(keras.Input((8, 8, 3)))",
    "x = keras.Input((8, 8, 3))\ny = compose(Conv2D(4, 1), MaxPooling2D(2), Conv2D(8,",
    "x = keras.Input((8, 8, 3))\ny = compose(Conv2D(4, 1), MaxPooling2D(2), Conv2D(",
    "x = keras.Input((8, 8, 3))\ny = compose(Conv2D(4, 1), MaxPooling2D(2), ",
    "def block():\n    return compose(Conv2D(4, 1), MaxPooling2D(2), Conv2D(8,\n\ny = block()(keras.Input((8, 8, 3)))",
    "def block(x):\n    return compose(Conv2D(4, 1), MaxPooling2D(2), keras.)(x)\n\ny = block(keras.Input((8, 8, 3)))",
  ])
  func composeGivesWhatStandsBeforeTheHole(body: String) {
    let session = session(body)
    #expect(session.execution.diagnostics.isEmpty, "\(session.messages)")
    if body.hasPrefix("x = ") {
      // Nothing applies the functions yet.
      #expect(session.shapes == [Self.image])
    } else {
      #expect(session.shapes == Self.before)
    }
  }

  @Test(arguments: [
    "model = keras.Sequential([keras.Input((8, 8, 3)), Conv2D(4, 1), MaxPooling2D(2), Conv2D(8,",
    "model = keras.Sequential([keras.Input((8, 8, 3)), Conv2D(4, 1), MaxPooling2D(2), ",
    "model = keras.Sequential([keras.Input((8, 8, 3)), Conv2D(4, 1), MaxPooling2D(2), Conv2D(8,])\nmodel.add(Flatten())",
  ])
  func aSequentialHasTheLayersBeforeTheHole(body: String) {
    let session = session(body)
    #expect(session.execution.diagnostics.isEmpty, "\(session.messages)")
    #expect(session.shapes == Self.before)
    #expect(session.models.first?.rows.map(\.name) == ["conv2d", "max_pooling2d"])
  }

  @Test(arguments: ["model.add(Conv2D(8,", "model.add(Conv2D(", "model.add(", "model.add(Conv2D(8,)", "model.add()"])
  func addingAHoleEndsTheModelThere(line: String) {
    let session = session(
      """
      model = keras.Sequential([keras.Input((8, 8, 3)), Conv2D(4, 1)])
      model.add(MaxPooling2D(2))
      \(line)
      """)
    let isComplete = line.hasSuffix("()") || line.hasSuffix(",)")
    #expect(session.execution.diagnostics.isEmpty == !isComplete, "\(session.messages)")
    #expect(session.shapes == Self.before)
    #expect(session.models.first?.outputs.map { session.graph[$0].shape } == [[nil, 4, 4, 4]])
  }

  @Test func whatFollowsARefusedLayerIsLeftOut() {
    let session = session(
      """
      model = keras.Sequential([keras.Input((8, 8, 3)), Conv2D(4, 1), MaxPooling2D(2)])
      model.add(Conv2D(4, 9))
      model.add(Flatten())
      y = model(keras.Input((8, 8, 3)))
      """)
    #expect(session.messages.count == 1)
    #expect(session.blamed == ["9"])
    #expect(session.models.first?.rows.map(\.name) == ["conv2d", "max_pooling2d"])
  }

  @Test(arguments: [
    "model = keras.Model(", "model = keras.Model(x", "model = keras.Model(x,", "model = keras.Model(x, y",
    "model = keras.Model(inputs=x, outputs=", "model = keras.Model(x, Conv2D(8,",
    "model = keras.Model(x, Conv2D(8, 1)(y",
    "y = Conv2D(8, 3)(", "y = Conv2D(8, 3)", "y = Conv2D(8, 3", "y = keras.layers.", "y = keras.Input(",
    "y = Add()([x, ",
    "y = Add()([x, x]", "y = Add()(", "y = add([x,", "y = compose(", "y = Dense(3)(Flatten()(",
    "y = model.build(", "y = keras.Sequential([Conv2D(", "y = keras.Sequential(", "y = LeakyReLU(alpha=",
    "y = Conv2D(8, 3, padding=", "y = Conv2D(8, 3, padding='", "y = Conv2D(8, kernel_si",
  ])
  func anUnfinishedLineHasNoErrorOfItsOwn(line: String) {
    let session = session("x = keras.Input((8, 8, 3))\ny = Conv2D(4, 1)(x)\n\(line)")
    let own = session.execution.diagnostics.filter { !$0.message.hasPrefix("NameError") }
    #expect(own.isEmpty, "\(session.messages)")
    #expect(session.shapes.prefix(2) == [Self.image, [nil, 8, 8, 4]])
  }
}
