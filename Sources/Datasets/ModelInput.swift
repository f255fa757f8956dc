// A model's input from a source: read, fitted to the model's shape, scaled and named.

import Tensors

/// What goes into a model.
package struct ModelInput: Sendable, Equatable {
  package var tensor: Tensor
  /// What the screen calls it: `cifar10:4 frog · 0–1`, `random`.
  package var label: String
  /// The right class; nil where there is none.
  package var classLabel: Int?
  /// What was done to make it fit, in one sentence; nil where the source fits as it is.
  package var note: String?
  /// How many images there are to choose from.
  package var imageCount: Int?
}

/// Gives inputs, and keeps the file that was opened last.
package struct InputLoader: Sendable {
  /// What a model's input is made for.
  package struct Request: Hashable, Sendable {
    /// What the model wants; the first axis is the batch.
    package var shape: Shape
    package var seed: UInt64
    package var scaling: InputScaling
    /// The number of images; nil leaves it to the shape.
    package var batch: Int?
    /// Tells the inputs of one model apart.
    package var stream: Int

    package init(
      shape: Shape, seed: UInt64 = 0, scaling: InputScaling = .unit, batch: Int? = nil, stream: Int = 0
    ) {
      self.shape = shape
      self.seed = seed
      self.scaling = scaling
      self.batch = batch
      self.stream = stream
    }

    /// A size that only the data would tell is a CIFAR image's.
    fileprivate var sizes: [Int] {
      shape.dimensions.enumerated().map { axis, size in
        max(0, axis == 0 ? batch ?? size ?? 1 : size ?? DataSet.side)
      }
    }
  }

  /// An opened source.
  private enum Images {
    case batch(ImageBatch)
    case picture(Bitmap, name: String)

    var count: Int {
      switch self {
      case .batch(let batch): batch.count
      case .picture: 1
      }
    }

    func image(_ index: Int) throws(InputError) -> (bitmap: Bitmap, label: Int?, className: String?) {
      switch self {
      case .batch(let batch):
        let image = try batch.image(index)
        return (image.bitmap, image.label, image.className)
      case .picture(let bitmap, let name):
        guard index == 0 else { throw .indexOutOfRange(name, index: index, count: 1) }
        return (bitmap, nil, nil)
      }
    }
  }

  /// The memory that an input may take: 2^26 values are 256 MiB.
  package static let elementLimit = 1 << 26

  private let environment: [String: String]
  private var opened: (path: String, version: FileStamp?, images: Images)?

  /// `environment` tells where data sets may lie.
  package init(environment: [String: String]) { self.environment = environment }

  /// The number of images to choose from; nil for random input.
  package mutating func imageCount(_ source: InputSource) throws(InputError) -> Int? {
    try images(of: source)?.count
  }

  /// An input of the shape that a model wants. Images follow each other from the source's index on, the first after the
  /// last; a picture is the same again and again. A relative path starts at `folder`, or where the program was started.
  package mutating func input(
    _ source: InputSource, for request: Request, folder: String? = nil
  ) throws(InputError) -> ModelInput {
    let sizes = request.sizes
    guard let elements = Shape.product(sizes.map(Optional.some)), elements <= InputLoader.elementLimit else {
      throw .tooLarge(shape: Shape(sizes).description, limit: InputLoader.elementLimit)
    }
    let random = { RandomInput.tensor(shape: sizes, seed: request.seed, stream: request.stream) }
    guard let images = try images(of: source, folder: folder), let index = source.index else {
      return ModelInput(tensor: random(), label: "random")
    }
    let first = try images.image(index)
    guard let form = PictureForm(sizes) else {
      return ModelInput(
        tensor: random(), label: "random", note: InputLoader.noPicture(request.shape), imageCount: images.count)
    }
    var values: [Float] = []
    values.reserveCapacity(elements)
    for offset in 0..<sizes[0] {
      values += form.fit(try images.image((index + offset) % images.count).bitmap, scaling: request.scaling)
    }
    let label = [source.description, first.className].compactMap(\.self).joined(separator: " ")
    return ModelInput(
      tensor: Tensor(shape: sizes, values: values), label: "\(label) · \(request.scaling.title)",
      classLabel: first.label, note: form.note(of: first.bitmap), imageCount: images.count)
  }

  /// Reads the image that a source names.
  package mutating func check(_ source: InputSource, folder: String? = nil) throws(InputError) {
    guard let images = try images(of: source, folder: folder), let index = source.index else { return }
    _ = try images.image(index)
  }

  private static func noPicture(_ shape: Shape) -> String {
    "an input of shape \(shape) is no picture: random values instead"
  }

  // MARK: Files

  /// The images of a source; nil for random input.
  private mutating func images(of source: InputSource, folder: String? = nil) throws(InputError) -> Images? {
    switch source {
    case .random: return nil
    case .file(let path, _): return try open(absolute(path, folder: folder), name: path)
    case .dataSet(let dataSet, _):
      if let path = dataSet.testBatch(environment) { return try open(path, name: path) }
      guard dataSet == .cifar10 else { throw .notHere(dataSet) }
      return .batch(.bundled)
    }
  }

  /// A file is a picture or a batch by its content.
  private mutating func open(_ path: String, name: String) throws(InputError) -> Images {
    let version = FileStamp(of: path)
    if let opened, opened.path == path, opened.version == version { return opened.images }
    let beginning = try RandomAccessFile.read(path, at: 0, count: min(16, RandomAccessFile.size(of: path)))
    let isPicture = PictureFormat.isKnown(beginning)
    let images = isPicture ? Images.picture(try Bitmap(path: path), name: name) : .batch(try ImageBatch(path: path))
    opened = (path, version, images)
    return images
  }

  /// Tells whether the file of a source is still the one that it was; nil where it has none, or a data set's.
  package func stamp(of source: InputSource, folder: String?) -> FileStamp? {
    guard case .file(let path, _) = source else { return nil }
    return FileStamp(of: absolute(path, folder: folder))
  }

  private func absolute(_ path: String, folder: String?) -> String {
    TypedPath.resolved(path, from: folder, home: environment["HOME"])
  }
}

/// The size and channels of the pictures that a model takes.
private struct PictureForm {
  let height: Int
  let width: Int
  let channels: Int
  /// Whether the channels' axis stands before the picture's, as PyTorch has it.
  let isChannelsFirst: Bool

  /// Of a shape with the batch's axis; nil for one that has no pictures.
  init?(_ sizes: [Int]) {
    guard sizes.count == 4, !sizes.dropFirst().contains(0) else { return nil }
    isChannelsFirst = [1, 3, 4].contains(sizes[1]) && sizes[2] > 4 && sizes[3] > 4
    (height, width, channels) =
      isChannelsFirst ? (sizes[2], sizes[3], sizes[1]) : (sizes[1], sizes[2], sizes[3])
  }

  func fit(_ bitmap: Bitmap, scaling: InputScaling) -> [Float] {
    let values = PictureFitting.fit(bitmap, height: height, width: width, channels: channels, scaling: scaling)
    guard isChannelsFirst else { return values }
    let size = height * width
    return values.indices.map { values[$0 % size * channels + $0 / size] }
  }

  /// What is done to a picture; nil where it fits.
  func note(of bitmap: Bitmap) -> String? {
    let isResized = (height, width) != (bitmap.height, bitmap.width)
    let changes =
      (isResized ? ["resized to \(height)×\(width)"] : [])
      + ChannelMix(from: bitmap.channels, to: channels).changes
      + (isChannelsFirst ? ["put channels first"] : [])
    guard let last = changes.last else { return nil }
    let others = changes.dropLast().joined(separator: ", ")
    return "the \(bitmap.height)×\(bitmap.width)×\(bitmap.channels) picture is "
      + (others.isEmpty ? last : "\(others) and \(last)")
  }
}
