// PNG and JPEG files: the pixels that TensorFlow reads, and one sentence for whatever is no whole picture.

import Foundation
import Tensors
import Testing

@testable import Datasets

/// Pictures with TensorFlow's and Keras' numbers: Tests/Fixtures/generator/pictures.py.
enum PictureFixtures {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/pictures")

  static func bytes(_ name: String) throws -> [UInt8] { try Array(Data(contentsOf: folder.appending(path: name))) }
  static func bitmap(_ name: String) throws -> Bitmap { try Bitmap(path: folder.appending(path: name).path()) }

  static func tensor(_ name: String) throws -> Tensor {
    try #require(Safetensors(bytes: bytes("pixels.safetensors"))[name])
  }
}

@Suite struct BitmapTests {
  @Test(arguments: [
    ("grey.png", 1), ("grey_alpha.png", 2), ("colour.png", 3), ("colour_alpha.png", 4), ("black_and_white.png", 1),
    ("palette.png", 3), ("palette_transparent.png", 4), ("grey16.png", 1), ("colour16.png", 3), ("interlaced.png", 3),
    ("gamma.png", 3),
  ])
  func pngPixelsAreTensorFlows(name: String, channels: Int) throws {
    let bitmap = try PictureFixtures.bitmap(name)
    let expected = try PictureFixtures.tensor(name)
    #expect([bitmap.height, bitmap.width, bitmap.channels] == expected.shape)
    #expect(bitmap.channels == channels)
    #expect(bitmap.samples.map(Float.init) == expected.values)
  }

  /// Versions of the library may round a little differently.
  @Test(arguments: ["grey.jpg", "colour.jpg", "progressive.jpg", "inks.jpg"])
  func jpegPixelsAreTensorFlowsWithinRounding(name: String) throws {
    let bitmap = try PictureFixtures.bitmap(name)
    let expected = try PictureFixtures.tensor(name)
    #expect([bitmap.height, bitmap.width, bitmap.channels] == expected.shape)
    #expect(zip(bitmap.samples, expected.values).allSatisfy { (Float($0) - $1).magnitude <= 2 })
  }

  @Test(arguments: 1...4)
  func whatIsWrittenAsPNGIsReadAgain(channels: Int) throws {
    let samples = (0..<5 * 3 * channels).map { UInt8(truncatingIfNeeded: $0 * 37) }
    let bitmap = Bitmap(width: 5, height: 3, channels: channels, samples: samples)
    #expect(try Bitmap(decoding: bitmap.png()) == bitmap)
  }

  @Test(arguments: ["colour.png", "interlaced.png", "colour.jpg", "progressive.jpg", "inks.jpg", "grey.jpg"])
  func aFileCutAnywhereIsRefused(name: String) throws {
    let bytes = try PictureFixtures.bytes(name)
    // JPEG's decoder needs no end marker once it has all pixels.
    for count in 8..<bytes.count - 2 {
      #expect(throws: PictureProblem.self, "\(count) of \(bytes.count) bytes") {
        try Bitmap(decoding: Array(bytes.prefix(count)))
      }
    }
    let half = Array(bytes.prefix(bytes.count / 2))
    #expect(throws: PictureProblem.truncated(name.hasSuffix("png") ? .png : .jpeg)) { try Bitmap(decoding: half) }
  }

  @Test func aChangedByteIsNoPictureOrAnotherOneButNeverATrap() throws {
    for name in ["colour.png", "palette_transparent.png", "colour.jpg", "progressive.jpg", "inks.jpg"] {
      let bytes = try PictureFixtures.bytes(name)
      for index in bytes.indices {
        for change: UInt8 in [0x01, 0x80, 0xFF] {
          var changed = bytes
          changed[index] ^= change
          do throws(PictureProblem) {
            let bitmap = try Bitmap(decoding: changed)
            #expect(bitmap.samples.count == bitmap.width * bitmap.height * bitmap.channels)
          } catch {
            #expect(!"\(error)".isEmpty && !"\(error)".contains("\n"))
          }
        }
      }
    }
  }

  @Test func aDamagedFileIsToldInTheLibrarysWords() throws {
    var bytes = try PictureFixtures.bytes("colour.png")
    // In the header, whose check sum then differs.
    bytes[20] ^= 1
    #expect(throws: PictureProblem.damaged(.png, words: "IHDR: CRC error")) { try Bitmap(decoding: bytes) }
  }

  @Test(arguments: [
    (Array("GIF89a".utf8), "is a GIF picture: give a PNG or a JPEG"),
    (Array("RIFF\u{1}\u{2}\u{3}\u{4}WEBPVP8 ".utf8), "is a WebP picture: give a PNG or a JPEG"),
    (Array("import keras\n".utf8), "is neither a PNG nor a JPEG picture"),
    ([], "is neither a PNG nor a JPEG picture"),
  ])
  func aForeignFileIsRefusedByName(bytes: [UInt8], clause: String) throws {
    do throws(PictureProblem) {
      _ = try Bitmap(decoding: bytes)
      Issue.record("read")
    } catch {
      #expect(error.description == clause)
    }
  }

  @Test func aHugePictureIsRefusedBeforeItIsMade() throws {
    var png = try PictureFixtures.bytes("grey.png")
    // 2,000,000,000 pixels each way, and the header's check sum, computed with Python's zlib.crc32.
    png.replaceSubrange(16..<24, with: [0x77, 0x35, 0x94, 0x00, 0x77, 0x35, 0x94, 0x00])
    png.replaceSubrange(29..<33, with: [0x7E, 0x4B, 0x3B, 0xFA])
    #expect(throws: PictureProblem.tooLarge(width: 2_000_000_000, height: 2_000_000_000, limit: 1 << 26)) {
      try Bitmap(decoding: png)
    }
    var jpeg = try PictureFixtures.bytes("grey.jpg")
    let frame = try #require(jpeg.indices.first { jpeg[$0...].starts(with: [0xFF, 0xC0]) })
    // 65,000 pixels each way.
    jpeg.replaceSubrange(frame + 5..<frame + 9, with: [0xFD, 0xE8, 0xFD, 0xE8])
    #expect(throws: PictureProblem.tooLarge(width: 65_000, height: 65_000, limit: 1 << 26)) {
      try Bitmap(decoding: jpeg)
    }
  }

  @Test func aKindOfJPEGThatTheLibraryDoesNotReadIsNamed() throws {
    var jpeg = try PictureFixtures.bytes("grey.jpg")
    let frame = try #require(jpeg.indices.first { jpeg[$0...].starts(with: [0xFF, 0xC0]) })
    // A lossless frame.
    jpeg[frame + 1] = 0xC3
    do throws(PictureProblem) {
      _ = try Bitmap(decoding: jpeg)
      Issue.record("read")
    } catch {
      #expect(error.description.hasPrefix("is a JPEG picture of a kind that cannot be read: "))
    }
  }

  @Test func problemsOfAFileNameIt() throws {
    let path = PictureFixtures.folder.appending(path: "pixels.safetensors").path()
    #expect(throws: InputError.picture(path, .foreign(nil))) { try Bitmap(path: path) }
    #expect(throws: InputError.missing("/no/such.png")) { try Bitmap(path: "/no/such.png") }
    #expect(throws: InputError.directory("/tmp")) { try Bitmap(path: "/tmp") }
  }
}
