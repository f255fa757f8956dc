// Images with their labels, one after the other: 20 bundled ones, or a file of CIFAR-10 or CIFAR-100.

import Tensors

/// An image of a batch.
package struct LabelledImage: Sendable, Equatable {
  package let bitmap: Bitmap
  package let label: Int
  package let className: String
}

/// A file's images are read one by one when they are asked for.
package struct ImageBatch: Sendable {
  private enum Storage {
    case memory([UInt8])
    case file(String)
  }

  /// Where the images lie in the storage, as many bytes apart.
  private struct Layout {
    var start: Int
    var stride: Int
  }

  package let dataSet: DataSet
  /// At least 1.
  package let count: Int
  /// What errors call it.
  private let name: String
  private let storage: Storage
  private let layout: Layout
  /// In the order of the images; nil where each label stands before its image.
  private let labels: [UInt8]?

  /// The first 20 images of CIFAR-10's test batch, which are part of the program.
  package static let bundled = ImageBatch(
    records: .memory(PackageResources.cifar10_sample_bin), of: .cifar10, name: DataSet.cifar10.rawValue,
    count: PackageResources.cifar10_sample_bin.count / DataSet.cifar10.recordSize)

  /// A batch of the binary version.
  private init(records storage: Storage, of dataSet: DataSet, name: String, count: Int) {
    self.storage = storage
    self.dataSet = dataSet
    self.name = name
    self.count = count
    layout = Layout(start: dataSet.labelSize, stride: dataSet.recordSize)
    labels = nil
  }

  /// A batch from the bytes of a file.
  init(_ bytes: [UInt8], name: String) throws(InputError) {
    self = try ImageBatch.records(.memory(bytes), size: bytes.count, name: name)
  }

  /// A batch file such as `test_batch.bin`, or one of the Python version, such as `test_batch`.
  package init(path: String) throws(InputError) {
    let size = try RandomAccessFile.size(of: path)
    if try RandomAccessFile.read(path, at: 0, count: min(1, size)) == [Pickle.firstByte] {
      try self.init(pickle: path)
    } else {
      self = try ImageBatch.records(.file(path), size: size, name: path)
    }
  }

  package func image(_ index: Int) throws(InputError) -> LabelledImage {
    guard 0..<count ~= index else { throw .indexOutOfRange(name, index: index, count: count) }
    let start = layout.start + index * layout.stride
    let label: UInt8
    if let labels { label = labels[index] } else { label = try read(at: start - 1, count: 1)[0] }
    guard label < dataSet.classNames.count else { throw .foreign(name) }
    let planes = try read(at: start, count: DataSet.imageSize)
    let size = DataSet.planeSize
    let samples = (0..<DataSet.imageSize).map { planes[$0 % 3 * size + $0 / 3] }
    return LabelledImage(
      bitmap: Bitmap(width: DataSet.side, height: DataSet.side, channels: 3, samples: samples), label: Int(label),
      className: dataSet.classNames[Int(label)])
  }

  private func read(at start: Int, count: Int) throws(InputError) -> [UInt8] {
    switch storage {
    case .memory(let bytes): return Array(bytes[start..<start + count])
    case .file(let path): return try RandomAccessFile.read(path, at: start, count: count)
    }
  }

  // MARK: The binary version

  /// The data set whose records the size fits; where it fits both, the one whose labels stand where they ought to be.
  private static func records(_ storage: Storage, size: Int, name: String) throws(InputError) -> ImageBatch {
    let fitting = DataSet.allCases.filter { size > 0 && size.isMultiple(of: $0.recordSize) }.map {
      ImageBatch(records: storage, of: $0, name: name, count: size / $0.recordSize)
    }
    guard let last = fitting.last else { throw .notWholeImages(name, size: size) }
    for batch in fitting where (try? batch.checkEnds()) != nil { return batch }
    try last.checkEnds()
    return last
  }

  /// A file of another kind may have a fitting size, but rarely two labels where they ought to be.
  private func checkEnds() throws(InputError) {
    for index in [0, count - 1] { _ = try image(index) }
  }

  // MARK: The Python version

  /// A dictionary with an array `data` of bytes, a row for each image, and a list of labels.
  private init(pickle path: String) throws(InputError) {
    let entries: [String: Pickle.Value]
    do throws(PickleProblem) { entries = try Pickle(path: path).dictionary() } catch {
      throw .pickle(path, error)
    }
    guard let dataSet = DataSet.allCases.first(where: { entries[$0.labelKey] != nil }),
      let labels = entries[dataSet.labelKey]?.bytes, let array = entries["data"]?.array,
      array.shape == [labels.count, DataSet.imageSize], !labels.isEmpty
    else { throw .pickle(path, .noImages) }
    guard labels.allSatisfy({ $0 < dataSet.classNames.count }) else { throw .foreign(path) }
    self.dataSet = dataSet
    self.labels = labels
    count = labels.count
    name = path
    storage = .file(path)
    layout = Layout(start: array.start, stride: DataSet.imageSize)
  }
}
