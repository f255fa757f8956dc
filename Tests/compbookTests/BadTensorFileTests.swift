// `compbook run` with files of tensors that are wrong, or cannot be written: one sentence each, and nothing is lost.

import Foundation
import Testing

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
