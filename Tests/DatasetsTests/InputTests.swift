// Input sources, random input, and fitting pictures to models. Expected pixels are Keras' and TensorFlow's own.

import Tensors
import Testing

@testable import Datasets

private func near(_ a: [Float], _ b: [Float], _ tolerance: Float = 1e-6) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { ($0 - $1).magnitude <= tolerance }
}

@Suite struct InputSourceTests {
  @Test(arguments: [
    ("random", InputSource.random), ("cifar10", .dataSet(.cifar10, index: 0)),
    ("cifar10:4", .dataSet(.cifar10, index: 4)), ("cifar100:4", .dataSet(.cifar100, index: 4)),
    ("cifar10:-1", .dataSet(.cifar10, index: -1)),
    ("data/test_batch.bin", .file(path: "data/test_batch.bin", index: nil)),
    ("a:b.bin:12", .file(path: "a:b.bin", index: 12)), ("A.BIN", .file(path: "A.BIN", index: nil)),
    ("cat.png", .file(path: "cat.png", index: nil)),
    ("cifar-10-batches-py/test_batch:7", .file(path: "cifar-10-batches-py/test_batch", index: 7)),
    ("./cat", .file(path: "./cat", index: nil)), ("a.b:c.jpg", .file(path: "a.b:c.jpg", index: nil)),
  ])
  func sourcesAreRead(text: String, source: InputSource) throws {
    #expect(try InputSource(text) == source)
    #expect(try InputSource(source.description) == source)
  }

  @Test(arguments: [
    ("", InputError.unknown("")), ("cifar11", .unknown("cifar11")), ("cat", .unknown("cat")),
    ("random:3", .unknown("random:3")),
    ("cifar10:", .badIndex("cifar10:")), ("cifar10:x", .badIndex("cifar10:x")),
    ("cifar10:1.5", .badIndex("cifar10:1.5")), ("cifar10:+1 ", .badIndex("cifar10:+1 ")),
    ("cifar10:99999999999999999999", .badIndex("cifar10:99999999999999999999")),
    ("batch.bin:x", .badIndex("batch.bin:x")), ("cat:1", .unknown("cat:1")),
  ])
  func whatIsNoSourceIsOneSentence(text: String, error: InputError) {
    #expect(throws: error) { try InputSource(text) }
    #expect(!error.description.contains("\n") && !error.description.isEmpty)
  }
}

@Suite struct RandomInputTests {
  @Test func theGeneratorGivesThePublishedNumbers() {
    // The output of the authors' splitmix64.c for the seed 1234567.
    var generator = SplitMix64(seed: 1_234_567)
    #expect(
      (0..<5).map { _ in generator.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
        16_408_922_859_458_223_821,
      ])
  }

  @Test func valuesAreUniformFromZeroToOne() {
    let values = RandomInput.tensor(shape: [1, 100, 100, 3], seed: 0).values
    #expect(values.allSatisfy { 0 <= $0 && $0 < 1 })
    let mean = values.reduce(0, +) / Float(values.count)
    // Six standard errors of the mean of 30,000 uniform values.
    #expect((mean - 0.5).magnitude < 0.01)
    #expect((0..<10).allSatisfy { tenth in values.contains { Int($0 * 10) == tenth } })
  }

  @Test func seedAndStreamDecide() {
    let tensor = RandomInput.tensor(shape: [2, 3], seed: 5)
    #expect(tensor == RandomInput.tensor(shape: [2, 3], seed: 5))
    #expect(tensor != RandomInput.tensor(shape: [2, 3], seed: 6))
    #expect(tensor != RandomInput.tensor(shape: [2, 3], seed: 5, stream: 1))
    #expect(RandomInput.tensor(shape: [0, 3], seed: 5).values.isEmpty)
  }
}

@Suite struct PictureFittingTests {
  /// Keras' `Resizing` of the fixture's pictures.
  @Test(arguments: [
    ("grey.png", 4, 5), ("grey.png", 22, 9), ("colour.png", 11, 28), ("colour.png", 3, 3), ("colour.png", 1, 1),
    ("colour.png", 32, 32), ("colour_alpha.png", 8, 8),
  ])
  func resizingAgreesWithKeras(name: String, height: Int, width: Int) throws {
    let values = PictureFitting.resized(try PictureFixtures.bitmap(name), height: height, width: width)
    #expect(near(values, try PictureFixtures.tensor("\(name) \(height)x\(width)").values, 1e-4))
  }

  @Test func resizingACIFARImageAgreesWithKeras() throws {
    let frog = try ImageBatch.bundled.image(4).bitmap
    func fit(_ height: Int, _ width: Int) -> [Float] {
      PictureFitting.fit(frog, height: height, width: width, channels: 3, scaling: .unit)
    }
    let less = fit(28, 20)
    // keras.layers.Resizing(28, 20) and (224, 224) on the same image, from 0 to 1.
    #expect(near(Array(less[0..<3]), [0.262_324_96, 0.286_078_42, 0.215_546_24]))
    #expect(near(Array(less[3 * (13 * 20 + 7)..<3 * (13 * 20 + 8)]), [0.408_823_5, 0.353_501_38, 0.278_851_54]))
    #expect(near(Array(less.suffix(3)), [0.528_235_4, 0.640_840_4, 0.485_518_34]))
    let more = fit(224, 224)
    let start = 3 * (100 * 224 + 37)
    #expect(near(Array(more[start..<start + 3]), [0.382_072_8, 0.468_267_26, 0.358_543_4]))
    let mean = more.reduce(0.0) { $0 + Double($1) } / Double(more.count)
    #expect((mean - 0.421_055_464).magnitude < 1e-6)
  }

  @Test func greyAgreesWithTensorFlow() throws {
    let picture = try PictureFixtures.bitmap("colour.png")
    // tf.image.rgb_to_grayscale after Resizing(6, 6).
    let grey = PictureFitting.fit(picture, height: 6, width: 6, channels: 1, scaling: .bytes)
    #expect(near(grey, try PictureFixtures.tensor("colour.png 6x6 grey").values, 1e-3))
  }

  @Test(
    arguments: [
      (1, 1, [10]), (1, 2, [10, 255]), (1, 3, [10, 10, 10]), (1, 4, [10, 10, 10, 255]), (1, 5, [10, 10, 10, 10, 10]),
      (2, 1, [10]), (2, 2, [10, 20]), (2, 3, [10, 10, 10]), (2, 4, [10, 10, 10, 20]),
      (3, 3, [10, 20, 30]), (3, 4, [10, 20, 30, 255]), (3, 7, [10, 20, 30, 10, 20, 30, 10]),
      (4, 3, [10, 20, 30]), (4, 4, [10, 20, 30, 40]),
    ] as [(Int, Int, [Float])])
  func anyNumberOfChannelsIsGiven(from given: Int, to needed: Int, values: [Float]) {
    let picture = Bitmap(width: 1, height: 1, channels: given, samples: [10, 20, 30, 40].dropLast(4 - given))
    #expect(PictureFitting.fit(picture, height: 1, width: 1, channels: needed, scaling: .bytes) == values)
  }

  /// Keras' Rescaling(1 / 255) and Rescaling(1 / 127.5, offset=-1), the latter as the applications' preprocess_input.
  @Test func scalingBringsBytesIntoTheRange() {
    let picture = Bitmap(width: 3, height: 1, channels: 1, samples: [0, 51, 255])
    func values(_ scaling: InputScaling) -> [Float] {
      PictureFitting.fit(picture, height: 1, width: 3, channels: 1, scaling: scaling)
    }
    #expect(values(.bytes) == [0, 51, 255])
    #expect(near(values(.unit), [0, 0.2, 1]))
    #expect(near(values(.signed), [-1, -0.6, 1]))
  }

  @Test func aScalingIsReadAsItIsSpelled() throws {
    #expect(try ["0..255", "0..1", "-1..1"].map(InputScaling.init(_:)) == InputScaling.allCases)
    #expect(InputScaling.allCases.map(\.title) == ["0–255", "0–1", "−1–1"])
    #expect(throws: InputError.badScaling("0-1")) { try InputScaling("0-1") }
    #expect(InputError.badScaling("2").description == "'2' is no scaling: give 0..255, 0..1 or -1..1")
  }
}
