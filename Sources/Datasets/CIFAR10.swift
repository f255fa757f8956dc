// CIFAR-10 in its own binary format: 20 bundled test images, or a whole batch in a file.

import Tensors

package enum CIFAR10 {
  /// The names of the classes, by label.
  package static let classNames = [
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
  ]

  static let side = 32
  static let planeSize = side * side
  /// One label byte, then the planes of red, green and blue, row by row
  /// (https://www.cs.toronto.edu/~kriz/cifar.html, "Binary version").
  static let recordSize = 1 + 3 * planeSize

  /// An image as the pane and a model take it.
  package struct Image: Sendable, Equatable {
    /// From 0 to 9.
    package let label: Int
    /// (1, 32, 32, 3), from 0 to 1.
    package let pixels: Tensor

    package var className: String { classNames[label] }
  }

  /// Images one after the other, in memory or in a file. A file's are read one by one when they are asked for.
  package struct Batch: Sendable {
    private enum Storage {
      case memory([UInt8])
      case file(String)
    }

    private let storage: Storage
    /// What errors call it.
    private let name: String
    /// At least 1.
    package let count: Int

    /// The first 20 images of the test batch, which are part of the program.
    package static let bundled = Batch(
      storage: .memory(PackageResources.cifar10_sample_bin), name: "cifar10",
      count: PackageResources.cifar10_sample_bin.count / recordSize)

    private init(storage: Storage, name: String, count: Int) {
      self.storage = storage
      self.name = name
      self.count = count
    }

    /// A batch from the bytes of a file.
    init(_ bytes: [UInt8], name: String) throws(InputError) {
      self.init(storage: .memory(bytes), name: name, count: try Batch.count(ofBytes: bytes.count, path: name))
      try checkEnds()
    }

    /// A batch file such as `test_batch.bin`.
    package init(path: String) throws(InputError) {
      let size = try RandomAccessFile.size(of: path)
      self.init(storage: .file(path), name: path, count: try Batch.count(ofBytes: size, path: path))
      try checkEnds()
    }

    package func image(_ index: Int) throws(InputError) -> Image {
      guard 0..<count ~= index else { throw .indexOutOfRange(name, index: index, count: count) }
      let record = try record(index)
      guard let label = record.first.map(Int.init), label < classNames.count else { throw .foreign(name) }
      var values = [Float](repeating: 0, count: 3 * planeSize)
      for pixel in 0..<planeSize {
        for channel in 0..<3 { values[3 * pixel + channel] = Float(record[1 + channel * planeSize + pixel]) / 255 }
      }
      return Image(label: label, pixels: Tensor(shape: [1, side, side, 3], values: values))
    }

    private func record(_ index: Int) throws(InputError) -> [UInt8] {
      let start = index * recordSize
      switch storage {
      case .memory(let bytes): return Array(bytes[start..<start + recordSize])
      case .file(let path): return try RandomAccessFile.read(path, at: start, count: recordSize)
      }
    }

    private static func count(ofBytes size: Int, path: String) throws(InputError) -> Int {
      guard size > 0, size.isMultiple(of: recordSize) else { throw .notWholeImages(path, size: size) }
      return size / recordSize
    }

    /// A file of another kind may have a fitting size, but rarely two labels where they ought to be.
    private func checkEnds() throws(InputError) {
      for index in [0, count - 1] { _ = try image(index) }
    }
  }
}
