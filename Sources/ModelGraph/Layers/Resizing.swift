// Layers that give an image another size: UpSampling1D and UpSampling2D, Resizing, CenterCrop and RandomCrop
// (keras/src/layers/reshaping, keras/src/layers/preprocessing/image_preprocessing).

import Tensors

/// Each pixel repeated, or an image enlarged by a whole factor.
package struct UpSampling: ImageLayer {
  static let types = [
    LayerType(
      LayerSignature(
        "UpSampling1D", "Repeats each place of a sequence.", [.optional("size", .int(2), "How often.")])
    ) { (arguments) throws(LayerProblem) in
      UpSampling(
        typeName: arguments.layer, factors: [try arguments.wholeNumber("size")], dataFormat: .channelsLast,
        interpolation: "nearest")
    },
    LayerType(
      LayerSignature(
        "UpSampling2D", "Enlarges an image by a whole factor.",
        [
          .optional("size", .repeated(2, 2), "The factors of height and width."), .dataFormat,
          .optional("interpolation", .string("nearest"), choices: .interpolations, "How pixels between are made."),
        ])
    ) { (arguments) throws(LayerProblem) in
      UpSampling(
        typeName: arguments.layer, factors: try arguments.sizes("size", count: 2),
        dataFormat: try arguments.dataFormat(), interpolation: try arguments.lowercased("interpolation"))
    },
  ]

  package let typeName: String
  package let factors: [Int]
  package let dataFormat: DataFormat
  package let interpolation: String

  package var operation: Operation { .upSampling(self) }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    var image = try ImageShape(inputs[0], dimensions: factors.count, format: dataFormat, layer: typeName)
    for (index, factor) in factors.enumerated() {
      if let size = image.sizes[index] { image.sizes[index] = try product(size, factor, of: typeName) }
    }
    return image.shape
  }

  package func reach(inputs: [Shape], output: Shape) -> Reach {
    interpolationReach(interpolation, from: factors.map { _ in 1 }, to: factors)
  }
}

/// An image brought to a given size.
package struct Resizing: ImageLayer {
  package enum Way: Hashable, Sendable {
    case interpolation(String)
    /// The middle is cut out; an image that is too small is enlarged first.
    case centerCrop
    /// A random part in training; otherwise the largest part of the size's proportions, brought to the size.
    case randomCrop
  }

  /// What happens to an image of other proportions.
  package enum Fit: Hashable, Sendable {
    case distort
    case crop
    case pad(value: Double)
    /// Accepted by the constructor, and refused when it runs.
    case cropAndPad
  }

  private static let size: [LayerSignature.Parameter] = [
    .required("height", "The height that comes out."), .required("width", "The width that comes out."),
  ]

  static let types = [
    LayerType(
      LayerSignature(
        "Resizing", "Brings images to a size.", size,
        [
          .optional("interpolation", .string("bilinear"), choices: .interpolations, "How pixels between are made."),
          .optional("crop_to_aspect_ratio", .bool(false), "Whether sides are cut rather than pixels distorted."),
          .optional("pad_to_aspect_ratio", .bool(false), "Whether sides are padded rather than pixels distorted."),
          .optional("fill_mode", .string("constant"), "What padding is made of."),
          .optional("fill_value", .float(0), "The value of padding."),
          .optional("antialias", .bool(false), "Whether shrinking takes the mean of what falls together."),
          .dataFormat,
        ])
    ) { (arguments) throws(LayerProblem) in
      try Resizing(arguments, .interpolation(arguments.lowercased("interpolation")))
    },
    LayerType(LayerSignature("CenterCrop", "Cuts out an image's middle.", size, [.dataFormat])) {
      (arguments) throws(LayerProblem) in try Resizing(arguments, .centerCrop)
    },
    LayerType(
      LayerSignature(
        "RandomCrop", "Cuts out a random part in training.", size,
        [.seed, .dataFormat, .optional("name", .null, "The layer's name.")])
    ) { (arguments) throws(LayerProblem) in try Resizing(arguments, .randomCrop) },
  ]

  package let typeName: String
  package let way: Way
  package let height: Int
  package let width: Int
  package let fit: Fit
  /// Keras runs `constant` alone.
  package let fillMode: String
  package let antialias: Bool
  package let dataFormat: DataFormat

  private init(_ arguments: LayerArguments, _ way: Way) throws(LayerProblem) {
    typeName = arguments.layer
    self.way = way
    height = try arguments.int("height")
    width = try arguments.int("width")
    fit = try arguments.fit()
    fillMode = if case .string(let mode) = arguments["fill_mode"] { mode } else { "constant" }
    antialias = try arguments.bool("antialias")
    dataFormat = try arguments.dataFormat()
  }

  package var operation: Operation { .resizing(self) }

  package func outputShape(for inputs: [Shape]) throws(LayerProblem) -> Shape {
    var image = try ImageShape(inputs[0], dimensions: 2, format: dataFormat, layer: typeName)
    image.sizes = [height, width]
    return image.shape
  }

  package func reach(inputs: [Shape], output: Shape) -> Reach {
    guard case .interpolation(let name) = way else { return .place }
    let image = try? ImageShape(inputs[0], dimensions: 2, format: dataFormat, layer: typeName)
    return interpolationReach(name, from: image?.sizes ?? [nil, nil], to: [height, width])
  }
}

extension LayerArguments {
  fileprivate func fit() throws(LayerProblem) -> Resizing.Fit {
    switch (try bool("crop_to_aspect_ratio"), try bool("pad_to_aspect_ratio")) {
    case (false, false): return .distort
    case (true, false): return .crop
    case (true, true): return .cropAndPad
    case (false, true): return .pad(value: try number("fill_value"))
    }
  }

  /// A positive integer, which no float and no truth value is.
  func wholeNumber(_ name: String) throws(LayerProblem) -> Int {
    guard case .int(let value) = self[name] else {
      throw .argument(name, of: layer, expected: "a positive integer", got: self[name], exception: .typeError)
    }
    if value < 1 { throw .argument(name, of: layer, expected: "a positive integer", got: self[name]) }
    return value
  }

  /// A string in small letters, as Keras makes it before it looks.
  fileprivate func lowercased(_ name: String) throws(LayerProblem) -> String {
    guard case .string(let text) = self[name] else {
      throw .argument(name, of: layer, expected: "a string", got: self[name], exception: .attributeError)
    }
    return text.lowercased()
  }
}
