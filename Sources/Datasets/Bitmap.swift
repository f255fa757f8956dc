// A picture's pixels as bytes: read from PNG and JPEG files, written as PNG.

import CImages
import Tensors

package struct Bitmap: Sendable, Hashable {
  package let width: Int
  package let height: Int
  /// 1 is grey, 2 grey and alpha, 3 red, green and blue, 4 these and alpha.
  package let channels: Int
  /// Row by row from the top, channels last.
  package let samples: [UInt8]

  /// The largest picture that is read: 2^26 pixels take up to 256 MiB.
  package static let pixelLimit = 1 << 26
  /// The largest file that is read.
  static let fileLimit = 1 << 28

  package init(width: Int, height: Int, channels: Int, samples: [UInt8]) {
    precondition(1...4 ~= channels && width > 0 && height > 0, "a bitmap has pixels of 1 to 4 channels")
    precondition(samples.count == width * height * channels, "a bitmap has a sample for each channel of each pixel")
    self.width = width
    self.height = height
    self.channels = channels
    self.samples = samples
  }

  /// Reads a PNG or JPEG file, told apart by how it begins and not by its name.
  package init(path: String) throws(InputError) {
    let size = try RandomAccessFile.size(of: path)
    do throws(PictureProblem) {
      guard size <= Bitmap.fileLimit else { throw .largeFile(bytes: size, limit: Bitmap.fileLimit) }
    } catch {
      throw .picture(path, error)
    }
    let bytes = try RandomAccessFile.read(path, at: 0, count: size)
    do throws(PictureProblem) { try self.init(decoding: bytes) } catch { throw .picture(path, error) }
  }

  /// The picture of a PNG or JPEG file's bytes. Of 16 bits a sample the higher 8 are taken, palettes are looked up, and a
  /// JPEG's inks become colours.
  package init(decoding bytes: [UInt8]) throws(PictureProblem) {
    let format = try PictureFormat(of: bytes)
    var header = cimages_header()
    try format.check { cimages_read_header(format.library, bytes, bytes.count, &header, &$0) }
    let (width, height, channels) = (Int(header.width), Int(header.height), Int(header.channels))
    guard width * height <= Bitmap.pixelLimit else {
      throw .tooLarge(width: width, height: height, limit: Bitmap.pixelLimit)
    }
    var samples = [UInt8](repeating: 0, count: width * height * channels)
    try format.check { cimages_decode(format.library, bytes, bytes.count, &samples, &$0) }
    self.init(width: width, height: height, channels: channels, samples: samples)
  }

  /// The bytes of a PNG file.
  package func png() throws(PictureProblem) -> [UInt8] {
    let header = cimages_header(width: Int32(width), height: Int32(height), channels: Int32(channels))
    var bytes = [UInt8](repeating: 0, count: cimages_png_limit(header))
    var count = bytes.count
    guard cimages_encode_png(header, samples, &bytes, &count) == CIMAGES_SUCCESS else { throw .outOfMemory }
    return Array(bytes.prefix(count))
  }
}

/// The kinds of files that are read.
package enum PictureFormat: String, Sendable {
  case png = "PNG"
  case jpeg = "JPEG"

  /// How files of each kind begin.
  private static let signatures: [(format: PictureFormat, bytes: [UInt8])] = [
    (.png, [0x89] + "PNG\r\n".utf8 + [0x1A, 0x0A]), (.jpeg, [0xFF, 0xD8, 0xFF]),
  ]
  /// Kinds that are known by name only: what stands at an offset.
  private static let foreign: [(name: String, offset: Int, bytes: String)] = [
    ("GIF", 0, "GIF8"), ("WebP", 8, "WEBP"), ("BMP", 0, "BM"), ("TIFF", 0, "II*\0"), ("TIFF", 0, "MM\0*"),
    ("HEIC", 4, "ftypheic"), ("AVIF", 4, "ftypavif"), ("SVG", 0, "<svg"),
  ]

  init(of bytes: [UInt8]) throws(PictureProblem) {
    if let found = PictureFormat.signatures.first(where: { bytes.starts(with: $0.bytes) }) {
      self = found.format
    } else {
      throw .foreign(PictureFormat.foreign.first { bytes.dropFirst($0.offset).starts(with: $0.bytes.utf8) }?.name)
    }
  }

  /// Whether bytes begin as a picture's file, be it one that is read or not.
  static func isKnown(_ beginning: [UInt8]) -> Bool {
    do throws(PictureProblem) {
      _ = try PictureFormat(of: beginning)
      return true
    } catch {
      return error != .foreign(nil)
    }
  }

  fileprivate var library: cimages_format {
    switch self {
    case .png: CIMAGES_PNG
    case .jpeg: CIMAGES_JPEG
    }
  }

  fileprivate func check(_ call: (inout cimages_failure) -> cimages_status) throws(PictureProblem) {
    var failure = cimages_failure()
    let status = call(&failure)
    switch status {
    case CIMAGES_SUCCESS: return
    case CIMAGES_OUT_OF_MEMORY: throw .outOfMemory
    case CIMAGES_TRUNCATED: throw .truncated(self)
    case CIMAGES_UNSUPPORTED: throw .unsupported(self, words: failure.words)
    default: throw .damaged(self, words: failure.words)
    }
  }
}

extension cimages_failure {
  /// The library's words, as the end of a sentence.
  fileprivate var words: String {
    let bytes = withUnsafeBytes(of: message) { Array($0.prefix { $0 != 0 }) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
