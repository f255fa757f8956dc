// A model's input from every kind of source.

import Foundation
import Tensors
import Testing

@testable import Datasets

@Suite struct InputLoaderTests {
  private var loader = InputLoader(environment: [:])

  @Test mutating func aFittingPictureIsUsedAsItIs() throws {
    let input = try loader.input(.dataSet(.cifar10, index: 4), for: .init(shape: [nil, 32, 32, 3], seed: 0))
    #expect(input.tensor.values == (try ImageBatch.bundled.image(4).bitmap.samples.map { Float($0) / 255 }))
    #expect(input.label == "cifar10:4 frog · 0–1")
    #expect(input.classLabel == 6)
    #expect(input.note == nil)
  }

  @Test mutating func aPictureIsResizedAndMadeGrey() throws {
    let input = try loader.input(.dataSet(.cifar10, index: 0), for: .init(shape: [nil, 28, 28, 1], seed: 0))
    #expect(input.tensor.shape == [1, 28, 28, 1])
    #expect(input.note == "the 32×32×3 picture is resized to 28×28 and made grey")
  }

  @Test mutating func whatIsNoPictureGetsRandomValuesAndANote() throws {
    for shape: Shape in [[nil, 32, 0, 4], [nil, 10], [nil], []] {
      let input = try loader.input(.dataSet(.cifar10, index: 0), for: .init(shape: shape, seed: 3))
      #expect(input.label == "random")
      #expect(input.classLabel == nil)
      #expect(input.note?.contains(shape.description) == true)
      #expect(input.tensor == RandomInput.tensor(shape: input.tensor.shape, seed: 3))
    }
  }

  @Test mutating func anUnknownSizeIsThePictures() throws {
    #expect(
      try loader.input(.dataSet(.cifar10, index: 0), for: .init(shape: [nil, nil, nil, 3], seed: 0)).tensor.shape == [
        1, 32, 32, 3,
      ])
    #expect(try loader.input(.random, for: .init(shape: [nil, nil, 7], seed: 0)).tensor.shape == [1, 32, 7])
  }

  @Test mutating func aBatchGoesOnWithTheNextImagesAndAround() throws {
    let input = try loader.input(.dataSet(.cifar10, index: 19), for: .init(shape: [nil, 32, 32, 3], seed: 0, batch: 3))
    #expect(input.tensor.shape == [3, 32, 32, 3])
    let images = try [19, 0, 1].map { try ImageBatch.bundled.image($0).bitmap.samples.map { Float($0) / 255 } }
    #expect(input.tensor.values == images.flatMap(\.self))
    #expect(try loader.input(.random, for: .init(shape: [5, 2], seed: 0)).tensor.shape == [5, 2])
  }

  @Test mutating func anInputBeyondTheLimitIsRefusedBeforeItIsMade() {
    for shape: Shape in [[nil, 1_000_000, 1_000_000, 3], [nil, Int.max, Int.max]] {
      #expect(throws: InputError.self) { try loader.input(.random, for: .init(shape: shape, seed: 0)) }
    }
  }

  @Test mutating func aPictureThatChangedOnDiskIsReadAgain() throws {
    let pictures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/pictures")
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).png")
    defer { try? FileManager.default.removeItem(at: file) }
    var seen: [Tensor] = []
    for name in ["colour.png", "grey.png", "colour.png"] {
      try Data(contentsOf: pictures.appending(path: name)).write(to: file, options: .atomic)
      seen.append(try loader.input(.file(path: file.path, index: nil), for: .init(shape: [nil, 8, 8, 3])).tensor)
    }
    #expect(seen[0] != seen[1])
    #expect(seen[0] == seen[2])
  }

  @Test mutating func anImageThatIsNotThereIsAnError() {
    #expect(throws: InputError.indexOutOfRange("cifar10", index: 20, count: 20)) {
      try loader.input(.dataSet(.cifar10, index: 20), for: .init(shape: [nil, 10], seed: 0))
    }
    #expect(throws: InputError.missing("/no/such.bin")) {
      try loader.input(.file(path: "/no/such.bin", index: 0), for: .init(shape: [nil, 32, 32, 3], seed: 0))
    }
  }

  @Test func aWholeBatchIsFoundWhereKerasAndTheUserKeepIt() throws {
    let bytes = syntheticBatch(count: 30)
    try withFile(".keras/datasets/cifar-10-batches-bin/test_batch.bin", bytes) { path in
      let home = String(path.dropLast("/.keras/datasets/cifar-10-batches-bin/test_batch.bin".count))
      var loader = InputLoader(environment: ["HOME": home, "COMPBOOK_DATA": ""])
      let input = try loader.input(.dataSet(.cifar10, index: 25), for: .init(shape: [nil, 32, 32, 3], seed: 0))
      #expect(input.label == "cifar10:25 dog · 0–1")
    }
    try withFile("test_batch.bin", bytes) { path in
      let folder = String(path.dropLast("/test_batch.bin".count))
      var loader = InputLoader(environment: ["COMPBOOK_DATA": folder])
      let count = try loader.imageCount(.dataSet(.cifar10, index: 0))
      #expect(count == 30)
    }
    var none = InputLoader(environment: ["HOME": "/no/home"])
    #expect(try none.imageCount(.dataSet(.cifar10, index: 0)) == 20)
    #expect(try none.imageCount(.random) == nil)
  }

  @Test mutating func aPictureFileIsToldWithWhatWasDoneToIt() throws {
    let source = try InputSource(PictureFixtures.folder.appending(path: "colour_alpha.png").path())
    let input = try loader.input(source, for: .init(shape: [nil, 8, 8, 1], scaling: .signed, batch: 2))
    #expect(input.tensor.shape == [2, 8, 8, 1])
    #expect(input.tensor.values.prefix(64) == input.tensor.values.suffix(64))
    #expect(input.label == "\(source) · −1–1")
    #expect(input.imageCount == 1 && input.classLabel == nil)
    #expect(input.note == "the 11×14×4 picture is resized to 8×8, made grey and freed of its alpha")
    #expect(throws: InputError.indexOutOfRange(source.description, index: 1, count: 1)) {
      try loader.input(source.at(1), for: .init(shape: [nil, 8, 8, 1]))
    }
  }

  @Test mutating func aRelativePathStartsAtTheFolder() throws {
    let source = try InputSource("colour.png")
    let input = try loader.input(source, for: .init(shape: [nil, 11, 14, 3]), folder: PictureFixtures.folder.path())
    #expect(input.label == "colour.png · 0–1" && input.note == nil)
    #expect(throws: InputError.missing("colour.png")) { try loader.input(source, for: .init(shape: [nil, 8, 8, 3])) }
    var other = InputLoader(environment: ["HOME": PictureFixtures.folder.deletingLastPathComponent().path()])
    #expect(try other.input(InputSource("~/pictures/colour.png"), for: .init(shape: [nil, 11, 14, 3])).note == nil)
  }

  @Test mutating func aModelWithChannelsFirstGetsThemFirst() throws {
    let input = try loader.input(.dataSet(.cifar10, index: 4), for: .init(shape: [nil, 3, 32, 32], scaling: .bytes))
    let samples = try ImageBatch.bundled.image(4).bitmap.samples
    let planes: [Float] = (0..<3).flatMap { channel in (0..<1024).map { Float(samples[3 * $0 + channel]) } }
    #expect(input.tensor.values == planes)
    #expect(input.note == "the 32×32×3 picture is put channels first")
  }

  @Test mutating func aDataSetThatIsNotHereSaysWhatGetsIt() {
    #expect(throws: InputError.notHere(.cifar100)) {
      try loader.input(.dataSet(.cifar100, index: 0), for: .init(shape: [nil, 32, 32, 3]))
    }
    #expect(
      InputError.notHere(.cifar100).description
        == "CIFAR-100 is not on this machine: compbook fetch cifar100 gets it, and $COMPBOOK_DATA or ~/.keras/datasets may hold it"
    )
  }

  @Test(arguments: [
    ("cifar-100-binary/test.bin", false), ("cifar-100-python/test", true),
    ("cifar-100-python-target/cifar-100-python/test", true),
  ])
  func cifar100IsFoundWhereKerasKeepsIt(place: String, isPickle: Bool) throws {
    let folder = PictureFixtures.folder.deletingLastPathComponent().appending(path: "batches")
    let pickle = try Array(Data(contentsOf: folder.appending(path: "cifar100_python2")))
    let labels: [[UInt8]] = [[10, 49], [13, 99]]
    let records = labels.flatMap { $0 + [UInt8](repeating: 7, count: 3072) }
    try withFile(".keras/datasets/\(place)", isPickle ? pickle : records) { path in
      let home = String(path.dropLast("/.keras/datasets/\(place)".count))
      var loader = InputLoader(environment: ["HOME": home])
      let input = try loader.input(.dataSet(.cifar100, index: 1), for: .init(shape: [nil, 32, 32, 3]))
      // Labels 49 and 99 are the names of lines 50 and 100 of fine_label_names.txt.
      #expect(input.label == "cifar100:1 worm · 0–1")
      let first = try loader.input(.dataSet(.cifar100, index: 0), for: .init(shape: [nil, 32, 32, 3]))
      #expect(first.label == "cifar100:0 mountain · 0–1")
    }
  }
}
