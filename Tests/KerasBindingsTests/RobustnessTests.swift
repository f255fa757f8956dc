// Whatever a session's prefix is, it is evaluated without a trap, and what is complete in it is there.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Tensors
import Testing

struct RobustnessTests {
  @Test func everyPrefixOfASessionIsEvaluated() throws {
    var sources = [try Fixture.text("models/scripts/compose_blocks.py"), try Fixture.text("models/scripts/nested.py")]
    if let listing = Fixture.listing() { sources.append(listing) }
    for source in sources {
      let prefixes = stride(from: 0, through: source.count, by: 7).map { String(source.prefix($0)) }
      let sessions = Session.each(prefixes)
      for session in sessions {
        #expect(session.execution.diagnostics.count <= 2, "\(session.source.text.suffix(60)): \(session.messages)")
      }
      #expect((sessions.last?.shapes.count ?? 0) > 5)
    }
  }

  /// The graph has a bound of its own: what it copies costs the session no steps.
  @Test(arguments: [
    "m = keras.Model(x, keras.layers.Dense(3)(x))\nfor _ in range(60):\n    m = keras.Model(x, m(m(x)))",
    "m = keras.Sequential([keras.layers.Dense(3)])\nfor _ in range(60):\n    m = keras.Sequential([m, m])\nm(x)",
    "class Twice(keras.layers.Layer):\n    def __init__(self, n):\n        super().__init__()\n        self.n = n\n"
      + "    def call(self, x):\n        return Twice(self.n - 1)(Twice(self.n - 1)(x)) if self.n else x\nTwice(60)(x)",
    "while True:\n    keras.layers.Dense(3)",
  ])
  func endlessGrowthEnds(body: String) {
    let session = Session("import keras\nx = keras.Input((3,))\n\(body)\n")
    #expect(session.messages == ["ValueError: the session makes more than 20000 layers or calls of layers"])
  }

  @Test func aModelWithinItselfIsARecursionError() {
    let session = Session("import keras\nm = keras.Sequential()\nm.add(m)\nm(keras.Input((3,)))\nprint(m.layers)")
    #expect(session.messages.count == 1)
    #expect(session.messages.first?.hasPrefix("RecursionError") == true, "\(session.messages)")
  }

  /// Methods of Keras' classes on objects that they are not for.
  @Test func methodsRefuseOtherObjects() {
    let session = Session(
      """
      import keras
      x = keras.Input((3,))
      for f in [keras.layers.Layer.build, keras.Sequential.add, keras.Model.summary, keras.Sequential.call,
                keras.layers.Conv2D.call, keras.Model.__init__, keras.layers.Layer.__call__, keras.layers.Dense.build]:
          for thing in [3, None, x, [], keras.layers.Layer, keras.layers.Dense(2)]:
              for rest in [(), (x,), (3,), ((None, 3),)]:
                  try:
                      f(thing, *rest)
                  except Exception as error:
                      pass
      print('done')
      """)
    #expect(session.output == "done\n", "\(session.messages)")
  }
}
