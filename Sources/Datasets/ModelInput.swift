// A model's input from a source: read, fitted to the model's shape, and named.

import Tensors

/// What goes into a model.
package struct ModelInput: Sendable, Equatable {
  package var tensor: Tensor
  /// What the screen calls it: `cifar10:4 frog`, `random`.
  package var label: String
  /// The right class; nil where there is none.
  package var classLabel: Int?
  /// What was done to make it fit, in one sentence; nil where the source fits as it is.
  package var note: String?
}

/// Gives inputs, and keeps the batch that was opened last.
package struct InputLoader: Sendable {
  /// The memory that an input may take: 2^26 values are 256 MiB.
  package static let elementLimit = 1 << 26
  /// Stands for a size that only the data would tell.
  private static let unknownSize = CIFAR10.side

  private let environment: [String: String]
  private var opened: (path: String, batch: CIFAR10.Batch)?

  /// `environment` tells where a whole batch may lie.
  package init(environment: [String: String]) { self.environment = environment }

  /// The number of images to choose from; nil for random input.
  package mutating func imageCount(_ source: InputSource) throws(InputError) -> Int? {
    try batch(of: source)?.batch.count
  }

  /// An input of the shape that a model wants, whose first axis is the batch. Images follow each other from the
  /// source's index on, the first after the last. `stream` tells the inputs of one model apart.
  package mutating func input(
    _ source: InputSource, shape: Shape, seed: UInt64, batch count: Int? = nil, stream: Int = 0
  ) throws(InputError) -> ModelInput {
    let sizes = InputLoader.sizes(of: shape, batch: count)
    guard let elements = Shape.product(sizes.map(Optional.some)), elements <= InputLoader.elementLimit else {
      throw .tooLarge(shape: Shape(sizes).description, limit: InputLoader.elementLimit)
    }
    guard let (batch, index) = try batch(of: source) else {
      return ModelInput(tensor: RandomInput.tensor(shape: sizes, seed: seed, stream: stream), label: "random")
    }
    let first = try batch.image(index)
    guard sizes.count == 4, [1, 3].contains(sizes[3]), !sizes.contains(0) else {
      let random = RandomInput.tensor(shape: sizes, seed: seed, stream: stream)
      return ModelInput(tensor: random, label: "random", note: InputLoader.noPicture(shape))
    }
    var values: [Float] = []
    for offset in 0..<sizes[0] {
      let picture = try batch.image((index + offset) % batch.count).pixels
      values += PictureFitting.fit(picture, height: sizes[1], width: sizes[2], channels: sizes[3]).values
    }
    return ModelInput(
      tensor: Tensor(shape: sizes, values: values), label: "\(source) \(first.className)", classLabel: first.label,
      note: InputLoader.fitted(sizes))
  }

  private static func sizes(of shape: Shape, batch: Int?) -> [Int] {
    shape.dimensions.enumerated().map { axis, size in
      max(0, axis == 0 ? batch ?? size ?? 1 : size ?? unknownSize)
    }
  }

  private static func noPicture(_ shape: Shape) -> String {
    "an input of shape \(shape) is no picture of 1 or 3 channels: random values instead"
  }

  private static func fitted(_ sizes: [Int]) -> String? {
    let isResized = sizes[1] != CIFAR10.side || sizes[2] != CIFAR10.side
    let isGrey = sizes[3] == 1
    guard isResized || isGrey else { return nil }
    let changes = [isResized ? "resized to \(sizes[1])×\(sizes[2])" : nil, isGrey ? "made grey" : nil]
    return "the 32×32×3 picture is " + changes.compactMap(\.self).joined(separator: " and ")
  }

  // MARK: Batches

  /// The images of a source, and the index in them; nil for random input.
  private mutating func batch(of source: InputSource) throws(InputError) -> (batch: CIFAR10.Batch, index: Int)? {
    switch source {
    case .random: return nil
    case .batch(let path, let index): return (try open(path), index)
    case .cifar10(let index):
      guard let path = CIFAR10.wholeBatchPath(environment) else { return (.bundled, index) }
      return (try open(path), index)
    }
  }

  private mutating func open(_ path: String) throws(InputError) -> CIFAR10.Batch {
    if let opened, opened.path == path { return opened.batch }
    let batch = try CIFAR10.Batch(path: path)
    opened = (path, batch)
    return batch
  }
}

extension CIFAR10 {
  /// Where a whole test batch lies: in the folder `$COMPBOOK_DATA`, or where Keras keeps its data sets.
  static func wholeBatchPath(_ environment: [String: String]) -> String? {
    let folder = "cifar-10-batches-bin/test_batch.bin"
    var places: [String] = []
    if let data = environment["COMPBOOK_DATA"], !data.isEmpty {
      places += ["\(data)/\(folder)", "\(data)/test_batch.bin"]
    }
    if let home = environment["HOME"], !home.isEmpty { places.append("\(home)/.keras/datasets/\(folder)") }
    return places.first(where: RandomAccessFile.exists)
  }
}
