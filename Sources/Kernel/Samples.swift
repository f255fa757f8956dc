// The sample images to choose an input from, by name and picture.

import Datasets
import Tensors

/// One of the images that the notebook's input can be.
package struct Sample: Sendable {
  /// As the settings spell it: `cifar10:4`.
  package let input: String
  package let className: String
  /// (1, 32, 32, 3), from 0 to 1.
  package let picture: Tensor

  /// Those that are part of the program, in the order of their numbers.
  package static let all: [Sample] = {
    let batch = ImageBatch.bundled
    return (0..<batch.count).compactMap { index in
      guard let image = try? batch.image(index) else { return nil }
      let bitmap = image.bitmap
      return Sample(
        input: "\(batch.dataSet.rawValue):\(index)", className: image.className,
        picture: Tensor(
          shape: [1, bitmap.height, bitmap.width, bitmap.channels], values: bitmap.samples.map { Float($0) / 255 }))
    }
  }()

  /// The number of the sample that an input is; nil for any other input.
  package static func number(of input: String) -> Int? { all.firstIndex { $0.input == input } }
}
