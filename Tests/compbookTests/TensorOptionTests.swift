// `compbook run` with files of tensors: weights and inputs read, outputs and weights written.

import Foundation
import Testing

@Suite(.enabled(if: Compbook.isBuilt))
struct TensorOptionTests {
  /// With `kernel` the sum of `left` less twice that of `right`.
  private static let difference = """
    import keras
    from keras.layers import Concatenate, Dense, Input
    left = Input((2,), name='left')
    right = Input((2,), name='right')
    model = keras.Model([left, right], Dense(1, use_bias=False, name='sum')(Concatenate()([left, right])))

    """
  private static let kernel = (name: "sum/kernel", shape: [4, 1], values: [Float](arrayLiteral: 1, 1, -2, -2))

  @Test func weightsAndInputsAreThoseOfTheFiles() throws {
    let place = try Workplace(Self.difference)
    let weights = try place.write("weights", [Self.kernel])
    let inputs = try place.write(
      "inputs", [("right", [3, 2], [1, 0, 0, 1, 2, 2]), ("left", [3, 2], [1, 2, 3, 4, 5, 6])])
    #expect(try place.output("--weights", weights, "--input-tensor", inputs) == [[1], [5], [3]])
    let text = try place.run("--weights", weights, "--input-tensor", inputs)
    #expect(text.exitCode == 0)
    #expect(text.output.contains("forward of model on \(inputs) · weights of \(weights) · "))
  }

  @Test func inputsOfOtherNamesAreTakenInTheFilesOrder() throws {
    let place = try Workplace(Self.difference)
    let weights = try place.write("weights", [Self.kernel])
    let inputs = try place.write("inputs", [("z", [1, 2], [1, 2]), ("a", [1, 2], [10, 20])])
    #expect(try place.output("--weights", weights, "--input-tensor", inputs) == [[3 - 60]])
  }

  @Test func savedWeightsAreThoseOfTheRun() throws {
    let place = try Workplace(RunTests.classifier)
    let file = try place.path("weights.safetensors")
    let first = try place.output("--seed", "3", "--save-weights", file)
    let saved = try place.read("weights.safetensors")
    #expect(saved.entries.map(\.name) == ["dense/kernel", "dense/bias"])
    #expect(saved.entries.map(\.shape) == [[192, 10], [10]])
    #expect(try place.output("--seed", "4") != first)
    #expect(try place.output("--seed", "4", "--weights", file) == first)
    // Written again, over themselves: the same.
    _ = try place.output("--weights", file, "--save-weights", file)
    #expect(try place.read("weights.safetensors").entries.map(\.values) == saved.entries.map(\.values))
  }

  @Test func everyLayersOutputIsSavedByItsPath() throws {
    let place = try Workplace(
      """
      import keras
      from keras import layers
      class Block(layers.Layer):
          def __init__(self):
              super().__init__()
              self.inner = keras.Sequential([layers.ReLU(name='positive')])
          def call(self, x):
              return self.inner(x) * 2.0
      image = keras.Input((2,), name='image')
      double = Block()
      first = double(image)
      shared = layers.Rescaling(10.0, name='shared')
      model = keras.Model(image, layers.Add(name='sum')([shared(first), shared(image)]))

      """)
    let inputs = try place.write("inputs", [("image", [1, 2], [-1, 3])])
    let outcome = try place.run("--input-tensor", inputs, "--save-activations", try place.path("outputs"))
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.hasSuffix("saved 8 tensors to \(try place.path("outputs"))\n"))
    let saved = try place.read("outputs")
    let values = Dictionary(uniqueKeysWithValues: saved.entries.map { ($0.name, $0.values) })
    #expect(
      values == [
        "image": [-1, 3], "block": [0, 6], "block/sequential": [0, 3], "block/sequential/positive": [0, 3],
        "block/multiply": [0, 6], "shared[0][0]": [0, 60], "shared[1][0]": [-10, 30], "sum": [-10, 90],
      ])
    #expect(saved.entries.allSatisfy { $0.shape == [1, 2] })
    // What was saved can be an input again.
    let again = try place.run("--input-tensor", try place.path("outputs"))
    #expect(again.exitCode == 0)
  }

  @Test func unknownSizesAreTheFiles() throws {
    let place = try Workplace(
      """
      import keras
      from keras.layers import GlobalAveragePooling2D, Input
      image = Input((None, None, 1))
      model = keras.Model(image, GlobalAveragePooling2D()(image))

      """)
    let inputs = try place.write("inputs", [("picture", [2, 1, 2, 1], [1, 3, 5, 9])])
    #expect(try place.output("--input-tensor", inputs) == [[2], [7]])
  }

  @Test func aSessionsRenamedLayersHaveBothNames() throws {
    let place = try Workplace(
      """
      import keras
      from keras.layers import Dense, Input, Layer
      class Named(Layer):
          def __init__(self, name):
              super().__init__()
              self._name = name
              self.dense = Dense(1, use_bias=False)
          def call(self, x):
              return self.dense(x)
      x = Input((1,), name='x')
      first = Named('first')
      model = keras.Model(x, Named('second')(first(x)))

      """)
    let input = try place.write("input", [("x", [1, 1], [1])])
    let own = try place.write(
      "own", [("first/dense/kernel", [1, 1], [3]), ("second/dense_1/kernel", [1, 1], [5])])
    #expect(try place.output("--weights", own, "--input-tensor", input) == [[15]])
    // Keras 3 ignores `_name`.
    let keras = try place.write(
      "keras", [("named_1/dense_1/kernel", [1, 1], [5]), ("named/dense/kernel", [1, 1], [3])])
    #expect(try place.output("--weights", keras, "--input-tensor", input) == [[15]])
  }

  // The numbers: Keras' own (Tests/Fixtures/generator/effnet.py).
  @Test(.enabled(if: RunTests.hasListing))
  func effNetIsKerasThroughFiles() throws {
    let folder = try TemporaryFolder()
    let fixtures = packageRoot.appending(path: "Tests/Fixtures/models")
    let known = fixtures.appending(path: "effnet.activations.safetensors")
    let saved = folder.url.appending(path: "outputs")
    let outcome = try Compbook.run([
      "run", RunTests.listing, "--weights", fixtures.appending(path: "effnet.weights.safetensors").path,
      "--input-tensor", known.path, "--save-activations", saved.path,
    ])
    #expect(outcome.exitCode == 0)
    #expect(outcome.diagnostics.isEmpty)
    let expected = try TensorFile(strictly: known)
    let actual = try TensorFile(strictly: saved)
    var compared = 0
    for layer in expected.entries where layer.name.hasPrefix("layer/") {
      let own = try #require(actual[String(layer.name.dropFirst("layer/".count))])
      // The fixture holds the first image's alone.
      #expect(own.shape == [2] + layer.shape.dropFirst())
      #expect(relativeError(Array(own.values.prefix(layer.values.count)), layer.values) <= 1e-5, "\(layer.name)")
      compared += 1
    }
    #expect(compared == 17)
    let output = try #require(expected["output"])
    #expect(relativeError(try #require(actual["dense"]).values, output.values) <= 1e-5)
  }
}

/// The largest difference, as a share of the expected values' largest magnitude.
private func relativeError(_ actual: [Float], _ expected: [Float]) -> Float {
  let scale = expected.map(\.magnitude).max() ?? 1
  return zip(actual, expected).reduce(0) { max($0, ($1.0 - $1.1).magnitude) } / scale
}
