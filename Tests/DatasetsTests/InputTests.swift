// Input sources, random input, and fitting pictures to models. Expected pixels are Keras' and TensorFlow's own.

import Tensors
import Testing

@testable import Datasets

private func near(_ a: [Float], _ b: [Float], _ tolerance: Float = 1e-6) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { ($0 - $1).magnitude <= tolerance }
}

@Suite struct InputSourceTests {
  @Test(arguments: [
    ("random", InputSource.random), ("cifar10", .cifar10(index: 0)), ("cifar10:4", .cifar10(index: 4)),
    ("cifar10:-1", .cifar10(index: -1)), ("data/test_batch.bin", .batch(path: "data/test_batch.bin", index: 0)),
    ("a:b.bin:12", .batch(path: "a:b.bin", index: 12)), ("A.BIN", .batch(path: "A.BIN", index: 0)),
  ])
  func sourcesAreRead(text: String, source: InputSource) throws {
    #expect(try InputSource(text) == source)
    #expect(try InputSource(source.description) == source)
  }

  @Test(arguments: [
    ("", InputError.unknown("")), ("cifar100", .unknown("cifar100")), ("random:3", .unknown("random:3")),
    ("cifar10:", .badIndex("cifar10:")), ("cifar10:x", .badIndex("cifar10:x")),
    ("cifar10:1.5", .badIndex("cifar10:1.5")), ("cifar10:+1 ", .badIndex("cifar10:+1 ")),
    ("cifar10:99999999999999999999", .badIndex("cifar10:99999999999999999999")), ("batch.dat", .unknown("batch.dat")),
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
  private let small = Tensor(shape: [1, 2, 3, 1], values: [0, 1, 0.5, 0.25, 0.75, 0.125])

  @Test func resizingAgreesWithKeras() {
    // keras.layers.Resizing(4, 5), (1, 2) and (3, 3) of Keras 3.15.1 on TensorFlow 2.21.
    #expect(
      near(
        PictureFitting.resized(small, height: 4, width: 5).values,
        [
          0, 0.4, 1, 0.7, 0.5, 0.0625, 0.4125, 0.9375, 0.61875, 0.40625, 0.1875, 0.4375, 0.8125, 0.45625, 0.21875, 0.25,
          0.45, 0.75, 0.375, 0.125,
        ]))
    #expect(near(PictureFitting.resized(small, height: 1, width: 2).values, [0.3125, 0.453125]))
    #expect(
      near(
        PictureFitting.resized(small, height: 3, width: 3).values,
        [0, 1, 0.5, 0.125, 0.875, 0.3125, 0.25, 0.75, 0.125]))
  }

  @Test func resizingAPictureAgreesWithKeras() throws {
    let frog = try CIFAR10.Batch.bundled.image(4).pixels
    let less = PictureFitting.resized(frog, height: 28, width: 20)
    #expect(less.shape == [1, 28, 20, 3])
    func pixel(_ tensor: Tensor, _ row: Int, _ column: Int) -> [Float] {
      let start = (row * tensor.shape[2] + column) * 3
      return Array(tensor.values[start..<start + 3])
    }
    // keras.layers.Resizing(28, 20) and (224, 224) on the same image.
    #expect(near(pixel(less, 0, 0), [0.262_324_96, 0.286_078_42, 0.215_546_24]))
    #expect(near(pixel(less, 13, 7), [0.408_823_5, 0.353_501_38, 0.278_851_54]))
    #expect(near(pixel(less, 27, 19), [0.528_235_4, 0.640_840_4, 0.485_518_34]))
    let more = PictureFitting.resized(frog, height: 224, width: 224)
    #expect(near(pixel(more, 100, 37), [0.382_072_8, 0.468_267_26, 0.358_543_4]))
    let mean = more.values.reduce(0.0) { $0 + Double($1) } / Double(more.count)
    #expect((mean - 0.421_055_464).magnitude < 1e-6)
  }

  @Test func luminanceAgreesWithTensorFlow() {
    let coloured = Tensor(shape: [1, 1, 2, 3], values: [1, 0.5, 0.25, 0.25, 0.125, 0.0625])
    // tf.image.rgb_to_grayscale.
    let grey = PictureFitting.luminance(coloured)
    #expect(grey.shape == [1, 1, 2, 1])
    #expect(near(grey.values, [0.620_900_03, 0.155_225]))
  }
}

@Suite struct InputLoaderTests {
  private var loader = InputLoader(environment: [:])

  @Test mutating func aFittingPictureIsUsedAsItIs() throws {
    let input = try loader.input(.cifar10(index: 4), shape: [nil, 32, 32, 3], seed: 0)
    #expect(input.tensor == (try CIFAR10.Batch.bundled.image(4).pixels))
    #expect(input.label == "cifar10:4 frog")
    #expect(input.classLabel == 6)
    #expect(input.note == nil)
  }

  @Test mutating func aPictureIsResizedAndMadeGrey() throws {
    let input = try loader.input(.cifar10(index: 0), shape: [nil, 28, 28, 1], seed: 0)
    #expect(input.tensor.shape == [1, 28, 28, 1])
    #expect(input.note == "the 32×32×3 picture is resized to 28×28 and made grey")
  }

  @Test mutating func whatIsNoPictureGetsRandomValuesAndANote() throws {
    for shape: Shape in [[nil, 32, 32, 4], [nil, 10], [nil], []] {
      let input = try loader.input(.cifar10(index: 0), shape: shape, seed: 3)
      #expect(input.label == "random")
      #expect(input.classLabel == nil)
      #expect(input.note?.contains(shape.description) == true)
      #expect(input.tensor == RandomInput.tensor(shape: input.tensor.shape, seed: 3))
    }
  }

  @Test mutating func anUnknownSizeIsThePictures() throws {
    #expect(try loader.input(.cifar10(index: 0), shape: [nil, nil, nil, 3], seed: 0).tensor.shape == [1, 32, 32, 3])
    #expect(try loader.input(.random, shape: [nil, nil, 7], seed: 0).tensor.shape == [1, 32, 7])
  }

  @Test mutating func aBatchGoesOnWithTheNextImagesAndAround() throws {
    let input = try loader.input(.cifar10(index: 19), shape: [nil, 32, 32, 3], seed: 0, batch: 3)
    #expect(input.tensor.shape == [3, 32, 32, 3])
    let images = try [19, 0, 1].map { try CIFAR10.Batch.bundled.image($0).pixels.values }
    #expect(input.tensor.values == images.flatMap(\.self))
    #expect(try loader.input(.random, shape: [5, 2], seed: 0).tensor.shape == [5, 2])
  }

  @Test mutating func anInputBeyondTheLimitIsRefusedBeforeItIsMade() {
    for shape: Shape in [[nil, 1_000_000, 1_000_000, 3], [nil, Int.max, Int.max]] {
      #expect(throws: InputError.self) { try loader.input(.random, shape: shape, seed: 0) }
    }
  }

  @Test mutating func anImageThatIsNotThereIsAnError() {
    #expect(throws: InputError.indexOutOfRange("cifar10", index: 20, count: 20)) {
      try loader.input(.cifar10(index: 20), shape: [nil, 10], seed: 0)
    }
    #expect(throws: InputError.missing("/no/such.bin")) {
      try loader.input(.batch(path: "/no/such.bin", index: 0), shape: [nil, 32, 32, 3], seed: 0)
    }
  }

  @Test func aWholeBatchIsFoundWhereKerasAndTheUserKeepIt() throws {
    let bytes = syntheticBatch(count: 30)
    try withFile(".keras/datasets/cifar-10-batches-bin/test_batch.bin", bytes) { path in
      let home = String(path.dropLast("/.keras/datasets/cifar-10-batches-bin/test_batch.bin".count))
      var loader = InputLoader(environment: ["HOME": home, "COMPBOOK_DATA": ""])
      let input = try loader.input(.cifar10(index: 25), shape: [nil, 32, 32, 3], seed: 0)
      #expect(input.label == "cifar10:25 dog")
    }
    try withFile("test_batch.bin", bytes) { path in
      let folder = String(path.dropLast("/test_batch.bin".count))
      var loader = InputLoader(environment: ["COMPBOOK_DATA": folder])
      let count = try loader.imageCount(.cifar10(index: 0))
      #expect(count == 30)
    }
    var none = InputLoader(environment: ["HOME": "/no/home"])
    #expect(try none.imageCount(.cifar10(index: 0)) == 20)
    #expect(try none.imageCount(.random) == nil)
  }
}
