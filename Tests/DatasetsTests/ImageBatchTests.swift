// The bundled images, and batches in files: whole ones are read, others refused in one sentence.

import Foundation
import Tensors
import Testing

@testable import Datasets

/// A file in a folder of its own, for the time of one test.
func withFile(_ name: String, _ bytes: [UInt8], _ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "compbook-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let file = folder.appending(path: name)
  try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
  try Data(bytes).write(to: file)
  try body(file.path())
}

/// A batch whose images have one colour each: red is the index, green its double, blue 255.
func syntheticBatch(count: Int) -> [UInt8] {
  (0..<count).flatMap { index -> [UInt8] in
    let plane = { (value: Int) in [UInt8](repeating: UInt8(truncatingIfNeeded: value), count: 1024) }
    return [UInt8(index % 10)] + plane(index) + plane(2 * index) + plane(255)
  }
}

@Suite struct ImageBatchTests {
  @Test func theBundledImagesHaveTheTestBatchsLabels() throws {
    #expect(ImageBatch.bundled.count == 20)
    let labels = try (0..<20).map { try ImageBatch.bundled.image($0).className }
    // The first images of CIFAR-10's test batch, as its own Python version lists them.
    #expect(labels.prefix(8) == ["cat", "ship", "ship", "airplane", "frog", "frog", "automobile", "frog"])
  }

  @Test func pixelsAreChannelsLast() throws {
    let image = try ImageBatch.bundled.image(4)
    #expect((image.bitmap.height, image.bitmap.width, image.bitmap.channels) == (32, 32, 3))
    // Bytes of the file: the first of the red plane, and one of the second row of the green one.
    #expect(image.bitmap.samples[0] == 65)
    #expect(image.bitmap.samples[3 * 33 + 1] == 102)
  }

  @Test func aWholeBatchOfTenThousandIsReadByPath() throws {
    try withFile("test_batch.bin", syntheticBatch(count: 10_000)) { path in
      let batch = try ImageBatch(path: path)
      #expect(batch.count == 10_000)
      let image = try batch.image(9_987)
      #expect(image.label == 7)
      // 9,987 and its double modulo 256.
      #expect(Array(image.bitmap.samples.prefix(3)) == [3, 6, 255] as [UInt8])
    }
  }

  @Test func anIndexOutOfRangeSaysHowManyThereAre() {
    for index in [20, -1, Int.max] {
      #expect(throws: InputError.indexOutOfRange("cifar10", index: index, count: 20)) {
        try ImageBatch.bundled.image(index)
      }
    }
    #expect(
      InputError.indexOutOfRange("cifar10", index: 20, count: 20).description
        == "cifar10 has no image 20: it has 20, 0 to 19")
  }

  @Test func aTruncatedFileIsRefused() throws {
    let whole = syntheticBatch(count: 2)
    try withFile("cut.bin", whole.dropLast()) { path in
      #expect(throws: InputError.notWholeImages(path, size: 6145)) { try ImageBatch(path: path) }
    }
    try withFile("empty.bin", []) { path in
      #expect(throws: InputError.notWholeImages(path, size: 0)) { try ImageBatch(path: path) }
    }
  }

  @Test func aForeignFileIsRefused() throws {
    try withFile("foreign.bin", [UInt8](repeating: 200, count: 3073)) { path in
      #expect(throws: InputError.foreign(path)) { try ImageBatch(path: path) }
    }
    var batch = syntheticBatch(count: 3)
    batch[2 * 3073] = 10
    #expect(try ImageBatch(Array(batch.prefix(2 * 3073)), name: "memory").count == 2)
    #expect(throws: InputError.foreign("memory")) { try ImageBatch(batch, name: "memory") }
  }

  @Test func aMissingFileAndADirectoryAreRefused() throws {
    try withFile("a.bin", []) { path in
      #expect(throws: InputError.missing(path + "x")) { try ImageBatch(path: path + "x") }
      #expect(throws: InputError.missing(path + "/x")) { try ImageBatch(path: path + "/x") }
      let folder = URL(filePath: path).deletingLastPathComponent().path()
      #expect(throws: InputError.directory(folder)) { try ImageBatch(path: folder) }
    }
    #expect(throws: InputError.self) { try ImageBatch(path: "/dev/zero") }
  }

  @Test func aFileThatShrinksLaterIsAnError() throws {
    try withFile("a.bin", syntheticBatch(count: 3)) { path in
      let batch = try ImageBatch(path: path)
      try Data(syntheticBatch(count: 1)).write(to: URL(filePath: path))
      #expect(throws: InputError.unreadable(path, reason: "it has become shorter")) { try batch.image(2) }
    }
  }

  @Test func aCIFAR100BatchIsToldBySize() throws {
    let labels: [[UInt8]] = [[10, 49], [13, 99], [0, 0]]
    let records = labels.flatMap { $0 + [UInt8](repeating: 7, count: 3072) }
    let batch = try ImageBatch(records, name: "memory")
    #expect(batch.dataSet == .cifar100 && batch.count == 3)
    #expect(try (0..<3).map { try batch.image($0).className } == ["mountain", "worm", "apple"])
    #expect(throws: InputError.notWholeImages("memory", size: 9221)) {
      try ImageBatch(records.dropLast(), name: "memory")
    }
  }

  @Test func classesHaveAsManyNamesAsTheDataSetsName() {
    #expect(DataSet.cifar10.classNames.count == 10 && DataSet.cifar100.classNames.count == 100)
    #expect(DataSet.cifar100.classNames == DataSet.cifar100.classNames.sorted())
    #expect(DataSet.classNames(count: 100).first == "apple" && DataSet.classNames(count: 1000).isEmpty)
  }
}
