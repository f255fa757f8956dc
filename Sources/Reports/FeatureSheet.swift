// Pictures for a page: the input, and a layer's feature maps side by side.

import Datasets
import Kernel
import Tensors

enum FeatureSheet {
  private static let mapLimit = 16
  private static let columns = 8
  private static let gap = 1

  /// The first image of a tensor of one or three channels, as a PNG.
  static func input(_ tensor: Tensor) -> Bitmap? {
    guard tensor.shape.count == 4, tensor.shape[0] > 0, [1, 3].contains(tensor.shape[3]) else { return nil }
    let (height, width, channels) = (tensor.shape[1], tensor.shape[2], tensor.shape[3])
    guard height > 0, width > 0 else { return nil }
    let image = tensor.values.prefix(height * width * channels)
    let finite = image.filter(\.isFinite)
    let (least, greatest) = (finite.min() ?? 0, finite.max() ?? 1)
    // A picture from 0 to 1 or 255 keeps its brightness.
    let (low, high): (Float, Float) =
      least >= 0 && greatest <= 1 ? (0, 1) : least >= 0 && greatest <= 255 ? (0, 255) : (least, greatest)
    return Bitmap(
      width: width, height: height, channels: channels, samples: image.map { level($0, low, high) })
  }

  /// How many maps a sheet of a layer's output has, and of how many; nil where it is no image.
  static func count(_ shape: [Int]) -> (shown: Int, all: Int)? {
    guard shape.count == 4, shape[0] > 0, shape[1] > 1, shape[2] > 1, shape[3] > 0 else { return nil }
    return (min(mapLimit, shape[3]), shape[3])
  }

  /// The first maps of the first image, each in grey from its least value to its greatest.
  static func maps(_ tensor: Tensor) -> Bitmap? {
    guard let (count, channels) = count(tensor.shape) else { return nil }
    let (height, width) = (tensor.shape[1], tensor.shape[2])
    let sheetColumns = min(columns, count)
    let rows = (count + sheetColumns - 1) / sheetColumns
    let sheetWidth = sheetColumns * (width + gap) - gap
    let sheetHeight = rows * (height + gap) - gap
    var samples = [UInt8](repeating: 255, count: sheetWidth * sheetHeight)
    for map in 0..<count {
      let values = (0..<height * width).map { tensor.values[$0 * channels + map] }
      let finite = values.filter(\.isFinite)
      let (low, high) = (finite.min() ?? 0, finite.max() ?? 0)
      let corner = map / sheetColumns * (height + gap) * sheetWidth + map % sheetColumns * (width + gap)
      for pixel in values.indices {
        samples[corner + pixel / width * sheetWidth + pixel % width] = level(values[pixel], low, high)
      }
    }
    return Bitmap(width: sheetWidth, height: sheetHeight, channels: 1, samples: samples)
  }

  private static func level(_ value: Float, _ low: Float, _ high: Float) -> UInt8 {
    guard value.isFinite, high > low else { return 0 }
    return UInt8(min(255, max(0, ((value - low) / (high - low) * 255).rounded())))
  }
}

extension Bitmap {
  /// For the `src` of an image.
  var dataURI: String? {
    guard let bytes = try? png() else { return nil }
    return "data:image/png;base64," + Base64.encoded(bytes)
  }
}

enum Base64 {
  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encoded(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        text.append(place <= group.count ? letters[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
