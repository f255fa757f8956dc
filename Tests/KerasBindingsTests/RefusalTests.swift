// What Keras refuses, sessions refuse with the same exception; what it takes and can run, they take.

import Diagnostics
import KerasBindings
import Language
import ModelGraph
import Tensors
import Testing

struct RefusalTests {
  private func session(of source: String) -> String { "import keras\n\(source)\n" }

  @Test func whatKerasRefusesIsRefusedWithItsException() throws {
    let records = try Fixture.json("errors.json")["errors"].array
    #expect(records.count == 485)
    let sessions = Session.each(records.map { session(of: $0["source"].string ?? "") })
    for (record, session) in zip(records, sessions) {
      let source = record["source"].string ?? ""
      let expected = record["exception"].string ?? ""
      if Self.takenAsBefore.contains(source) {
        #expect(session.errors.isEmpty, "\(source): \(session.messages)")
        continue
      }
      guard session.errors.count == 1 else {
        Issue.record("\(source): \(session.messages) for Keras' \(expected): \(record["message"].string ?? "")")
        continue
      }
      let message = session.errors[0].message
      if record["deliberate"].isTrue {
        #expect(message.hasPrefix(expected + ": "), "\(source): \(message) for \(expected)")
      }
      let range = session.errors[0].range
      #expect(session.source.lineIndex(of: range.lowerBound) == 1 && !range.isEmpty, "\(source): \(range)")
    }
  }

  @Test(arguments: ["[]", "[(1, 1), (1, 1), (1, 1)]"]) func paddingOfAnotherNumberOfAxesIsRefused(widths: String) {
    for call in [
      "temporal_padding(keras.Input((4, 2)), \(widths))", "spatial_2d_padding(keras.Input((4, 4, 2)), \(widths))",
    ] {
      #expect(Session.each([session(of: "keras.backend.\(call)")]).first?.errors.count == 1, "\(call)")
    }
  }

  /// What Keras 2 took, Keras 3 refuses, and sessions may say: a slash in a name.
  private static let takenAsBefore: Set<String> = [
    "keras.layers.Conv2D(4, 3, name='a/b')",
    "(lambda x: keras.Model(x, keras.layers.Flatten()(x), name='a/b'))(keras.Input((8, 8, 3)))",
  ]

  /// What Keras takes and we do not.
  private static let refusedEarlier: Set<String> = [
    // Keras fails when the layer is called.
    "keras.layers.Conv2D(4.0, 3)", "keras.layers.Conv2D(None, 3)",
    "keras.layers.DepthwiseConv2D(3, depth_multiplier=1.5)", "keras.layers.DepthwiseConv2D(3, depth_multiplier=None)",
    "keras.layers.MaxPooling2D(2, 0)", "keras.layers.AveragePooling2D(2, 0)",
    "keras.layers.MaxPooling1D(2, 0)", "keras.layers.MaxPooling1D(2, padding='causal')",
    "keras.layers.MaxPooling2D(2, padding='full')", "keras.layers.AveragePooling2D(2, padding='full')",
    "keras.layers.Concatenate('a')", "keras.layers.Softmax(axis='a')",
    // TensorFlow fails when the model runs.
    "keras.layers.Conv2D(4, 3)(keras.Input((8, 8, 0)))", "keras.layers.Softmax(axis=4)(keras.Input((8, 8, 3)))",
    "keras.layers.ZeroPadding2D(-1)", "keras.layers.ZeroPadding2D(-1)(keras.Input((8, 8, 3)))",
    // Sizes that are no numbers, which Keras calls unknown.
    "keras.layers.Reshape('a')", "keras.layers.Reshape((2.5, 2))",
    // Images without pixels.
    "keras.Input((0, 8, 3))", "keras.layers.Dense(3)(keras.Input((0,)))", "keras.layers.Flatten()(keras.Input((0, 3)))",
    // An input above a layer, which Keras would call as a layer.
    "keras.Sequential([keras.layers.Dense(3), keras.Input((8, 8, 3))])",
    // A keyword that Keras drops.
    "(lambda x: keras.Model(x, keras.layers.Flatten()(x), title='a'))(keras.Input((8, 8, 3)))",
  ]

  @Test func whatKerasTakesAndRunsIsTaken() throws {
    let records = try Fixture.json("errors.json")["accepted"].array
    let sessions = Session.each(records.map { session(of: $0["source"].string ?? "") })
    var refused: Set<String> = []
    for (record, session) in zip(records, sessions) {
      let source = record["source"].string ?? ""
      if session.errors.isEmpty {
        if let shape = record["outputShape"].shape {
          #expect(session.resultShape == shape, Comment(rawValue: source))
        }
      } else {
        refused.insert(source)
      }
    }
    #expect(refused == Self.refusedEarlier)
  }
}
