// `compbook run` with files of tensors: weights and inputs read, outputs and weights written.

import Foundation
import Testing

/// A session beside its files of tensors.
private struct Workplace {
  let folder = try? TemporaryFolder()
  let session: String

  init(_ text: String) throws { session = try #require(folder).file("session.py", text).path }

  func path(_ name: String) throws -> String { try #require(folder).url.appending(path: name).path }

  func write(_ name: String, _ entries: [(name: String, shape: [Int], values: [Float])]) throws -> String {
    let path = try path(name)
    try TensorFile(entries).bytes.write(to: URL(filePath: path))
    return path
  }

  func read(_ name: String) throws -> TensorFile { try TensorFile(strictly: URL(filePath: path(name))) }

  /// Runs the session; file names in diagnostics are without the folder.
  func run(_ options: String...) throws -> Outcome {
    let outcome = try Compbook.run(["run", session] + options)
    return Outcome(
      exitCode: outcome.exitCode, output: outcome.output,
      diagnostics: outcome.diagnostics.replacing(try path("") + "/", with: "").replacing(try path(""), with: ""))
  }

  /// The model's output under `--json`.
  func output(_ options: String...) throws -> [[Double]] {
    let report = try Compbook.run(["run", session, "--json"] + options).json
    return try #require((report["forward"] as? [String: Any])?["output"] as? [[Double]])
  }
}

@Suite(.enabled(if: Compbook.isBuilt))
struct TensorOptionTests {
  /// `left - 2 * right`, by a layer without bias.
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

// MARK: - What is wrong

@Suite(.enabled(if: Compbook.isBuilt))
struct BadTensorFileTests {
  private static let session = """
    import keras
    from keras.layers import Dense, Input
    x = Input((2,), name='features')
    y = Dense(3, name='hidden')(x)
    model = keras.Model(x, Dense(1, name='score')(y))

    """
  private typealias Entries = [(name: String, shape: [Int], values: [Float])]
  private static let weights: Entries = [
    ("hidden/kernel", [2, 3], [1, 2, 3, 4, 5, 6]), ("hidden/bias", [3], [0, 0, 0]),
    ("score/kernel", [3, 1], [1, 1, 1]), ("score/bias", [1], [0]),
  ]

  /// Runs with a file; one error, nothing of a forward pass, and the same in JSON.
  private func expect(
    _ message: String, _ code: String, _ option: String, _ bytes: Data, location: SourceLocation = #_sourceLocation
  ) throws {
    let place = try Workplace(Self.session)
    let file = try place.path("tensors")
    try bytes.write(to: URL(filePath: file))
    let outcome = try place.run(option, file)
    #expect(outcome.exitCode == 1, sourceLocation: location)
    #expect(outcome.diagnostics == message + "\n", sourceLocation: location)
    #expect(outcome.output.contains(" Total params: 13 "), sourceLocation: location)
    #expect(!outcome.output.contains("forward"), sourceLocation: location)
    let report = try place.run(option, file, "--json")
    #expect(try report.codes == [code], sourceLocation: location)
    #expect(try report.json["forward"] is NSNull, sourceLocation: location)
  }

  private func changed(_ change: (inout Entries) -> Void) throws -> Data {
    var entries = Self.weights
    change(&entries)
    return try TensorFile(entries).bytes
  }

  @Test func aWrongNameIsToldWithTheNearest() throws {
    try expect(
      "error: tensors: model has no weight hiden/kernel; did you mean hidden/kernel?", "unknown-weight", "--weights",
      try changed { $0[0].name = "hiden/kernel" })
    try expect(
      "error: tensors: model has no weight a; its own begin with hidden/kernel", "unknown-weight", "--weights",
      try changed { $0.append(("a", [1], [0])) })
    try expect(
      "error: tensors: model has no weight block/conv/kernel, nor 1 more that the file has; its own begin with "
        + "hidden/kernel", "unknown-weight", "--weights",
      TensorFile([("block/conv/kernel", [1], [0]), ("block/conv/bias", [1], [0])]).bytes)
  }

  @Test func aWrongShapeIsToldAtItsLayer() throws {
    try expect(
      """
      session.py:4:5: error: tensors: hidden/kernel has shape (3, 2), but in model it is (2, 3)
      y = Dense(3, name='hidden')(x)
          ^~~~~~~~~~~~~~~~~~~~~~~
      """, "weight-shape", "--weights", try changed { $0[0].shape = [3, 2] })
  }

  @Test func whatTheFileLacksIsCounted() throws {
    try expect(
      """
      session.py:4:5: error: tensors lacks hidden/bias and 1 more of the 4 weights of model
      y = Dense(3, name='hidden')(x)
          ^~~~~~~~~~~~~~~~~~~~~~~
      """, "missing-weight", "--weights",
      try changed {
        $0.remove(at: 3)
        $0.remove(at: 1)
      })
  }

  @Test func aFileThatIsCutShortSaysSo() throws {
    let whole = try TensorFile(Self.weights).bytes
    try expect(
      "error: tensors cannot be read: it is cut short: tensor score/bias should be bytes 48 to 52, but the data is 49 "
        + "bytes long", "tensor-file", "--weights", whole.dropLast(3))
    try expect(
      "error: tensors cannot be read: it ends after 3 bytes, before the 8 bytes of the header's length", "tensor-file",
      "--weights", whole.prefix(3))
    try expect(
      "error: tensors cannot be read: its header should be \(whole[0]) bytes long, but 2 bytes follow; it is cut short or "
        + "no safetensors file", "tensor-file", "--weights", Data([whole[0], 0, 0, 0, 0, 0, 0, 0, 1, 2]))
  }

  @Test func aTypeThatIsNotReadIsNamed() throws {
    let header = #"{"hidden/kernel":{"dtype":"F8_E4M3","shape":[2,3],"data_offsets":[0,6]}}"#
    try expect(
      "error: tensors cannot be read: tensor hidden/kernel has type F8_E4M3; only F32, F64, F16, BF16, I64, I32, I16, I8, "
        + "U64, U32, U16, U8, BOOL are read", "tensor-file", "--weights",
      withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) } + Data(header.utf8) + Data(count: 6))
  }

  @Test func aWrongInputIsToldWithItsShape() throws {
    let start = "session.py:3:5: error: tensors: features has shape "
    let place = "\nx = Input((2,), name='features')\n    ^~~~~~~~~~~~~~~~~~~~~~~~~~~~"
    try expect(
      start + "(1, 3), but the input features takes (None, 2)" + place, "input-shape", "--input-tensor",
      TensorFile([("features", [1, 3], [0, 0, 0])]).bytes)
    try expect(
      start + "(2,), but the input features takes (None, 2); the first axis counts the images" + place, "input-shape",
      "--input-tensor", TensorFile([("features", [2], [0, 0])]).bytes)
    try expect(
      start + "(0, 2), but the input features takes (None, 2)" + place, "input-shape", "--input-tensor",
      TensorFile([("features", [0, 2], [])]).bytes)
    try expect(
      "error: tensors has no tensor features, the model's input: it has feature, other; did you mean feature?",
      "missing-input", "--input-tensor", TensorFile([("feature", [1, 2], [0, 0]), ("other", [1], [0])]).bytes)
  }

  @Test func inputsMustHaveEquallyManyImages() throws {
    let place = try Workplace(
      """
      import keras
      a = keras.Input((1,), name='a')
      b = keras.Input((1,), name='b')
      model = keras.Model([a, b], keras.layers.Add()([a, b]))

      """)
    let outcome = try place.run(
      "--input-tensor", try place.write("tensors", [("a", [1, 1], [0]), ("b", [2, 1], [0, 0])]))
    #expect(outcome.exitCode == 1)
    #expect(
      outcome.diagnostics
        == "error: tensors: a of shape (1, 1) and b of shape (2, 1) must have equally many images\n")
  }

  @Test func benchmarksHoldFilesOfWeightsToTheModelToo() throws {
    let place = try Workplace(Self.session)
    let good = try place.write("good", Self.weights)
    let bad = try place.write("bad", [("other", [1], [0])])
    let options = ["bench", place.session, "--batch", "1", "--time", "1", "--weights"]
    #expect(try Compbook.run(options + [good]).exitCode == 0)
    let outcome = try Compbook.run(options + [bad])
    #expect(outcome.exitCode == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.diagnostics == "error: \(bad): model has no weight other; its own begin with hidden/kernel\n")
  }

  @Test func twoWeightsOfOnePathAreToldApartByNothing() throws {
    let place = try Workplace(
      """
      import keras
      from keras.layers import Add, Dense, Input
      def part(size):
          x = Input((size,))
          return keras.Model(x, Dense(2, name='same')(x))
      a, b = Input((3,)), Input((4,))
      model = keras.Model([a, b], Add()([part(3)(a), part(4)(b)]))

      """)
    let outcome = try place.run("--save-weights", place.path("weights"))
    #expect(outcome.exitCode == 1)
    #expect(
      outcome.diagnostics.hasPrefix(
        "session.py:5:27: error: weights: two weights are called same/kernel, of shapes (3, 2) and (4, 2); give their "
          + "layers different names\n"))
    #expect(outcome.output.contains("forward of model"))
  }

  @Test func aFileThatIsNotThereIsOneSentence() throws {
    let place = try Workplace(Self.session)
    for option in ["--weights", "--input-tensor"] {
      #expect(
        try place.run(option, place.path("none")).diagnostics == "error: none cannot be read: there is no such file\n")
      #expect(try place.run(option, place.path("")).diagnostics.hasSuffix(" cannot be read: it is a directory\n"))
    }
  }

  @Test(arguments: ["--save-weights", "--save-activations"])
  func whatCannotBeWrittenIsOneSentenceAndTheRunGoesOn(option: String) throws {
    let place = try Workplace(Self.session)
    let outcome = try place.run(option, place.path("none/file"))
    #expect(outcome.exitCode == 1)
    #expect(outcome.diagnostics == "error: none/file cannot be saved: its folder does not exist\n")
    #expect(outcome.output.contains("forward of model"))
    let itself = try place.run(option, place.session)
    #expect(itself.exitCode == 1)
    #expect(itself.diagnostics == "error: session.py is not written: it is the session itself\n")
    #expect(try String(contentsOfFile: place.session, encoding: .utf8) == Self.session)
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path("")) == ["session.py"])
  }

  @Test func aSessionWithoutAModelHasNothingToSave() throws {
    let place = try Workplace("x = 1\n")
    let outcome = try place.run("--save-weights", try place.path("weights"))
    #expect(outcome.exitCode == 1)
    #expect(outcome.diagnostics == "error: the session has no model that is built, for weights\n")
  }

  @Test func aBrokenSessionHasItsOwnErrorAlone() throws {
    let place = try Workplace("x = (\n")
    let outcome = try place.run("--save-weights", try place.path("weights"))
    #expect(outcome.exitCode == 1)
    #expect(outcome.diagnostics == "session.py:1:5: error: SyntaxError: '(' was never closed\nx = (\n    ^\n")
  }

  @Test func moreWeightsThanTheMemoryBudgetAreNotMade() throws {
    let place = try Workplace("import keras\nm = keras.Sequential([keras.Input((8,)), keras.layers.Dense(10**12)])\n")
    let outcome = try place.run("--save-weights", try place.path("weights"))
    #expect(outcome.exitCode == 1)
    #expect(outcome.diagnostics.contains("weights is not written: the model has 9,000,000,000,000 parameters"))
    #expect(!FileManager.default.fileExists(atPath: try place.path("weights")))
  }

  @Test(arguments: [
    ["--input", "random", "--input-tensor", "f"], ["--batch", "2", "--input-tensor", "f"],
    ["--save-weights", "f", "--save-activations", "f"],
  ])
  func optionsThatContradictEachOtherAreAUsageError(options: [String]) throws {
    let place = try Workplace(Self.session)
    let outcome = try Compbook.run(["run", place.session] + options)
    #expect(outcome.exitCode == 64)
    #expect(outcome.output.isEmpty)
  }
}
