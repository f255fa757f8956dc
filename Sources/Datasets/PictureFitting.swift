// Makes pictures fit a model: another size, another number of channels, another range.

enum PictureFitting {
  /// A picture's values as (height, width, channels), scaled. One channel is grey, two are grey and alpha, four are red,
  /// green, blue and alpha; of more, the colours follow each other again and again.
  static func fit(
    _ picture: Bitmap, height: Int, width: Int, channels: Int, scaling: InputScaling
  ) -> [Float] {
    let resized = resized(picture, height: height, width: width)
    let mix = ChannelMix(from: picture.channels, to: channels)
    var values: [Float] = []
    values.reserveCapacity(height * width * channels)
    for start in stride(from: 0, to: resized.count, by: picture.channels) {
      for channel in 0..<channels { values.append(scaling(mix.value(channel, of: resized[start...]))) }
    }
    return values
  }

  /// Bilinear, pixels' centres at halves and borders repeated, as Keras' `Resizing` does by default: values from 0 to 255
  /// of shape (height, width, the picture's channels).
  static func resized(_ picture: Bitmap, height: Int, width: Int) -> [Float] {
    if (picture.height, picture.width) == (height, width) { return picture.samples.map(Float.init) }
    let rows = taps(from: picture.height, to: height)
    let columns = taps(from: picture.width, to: width)
    let channels = picture.channels
    var values: [Float] = []
    values.reserveCapacity(height * width * channels)
    for row in rows {
      let (upper, lower) = (row.lower * picture.width, row.upper * picture.width)
      for column in columns {
        for channel in 0..<channels {
          func value(_ line: Int, _ x: Int) -> Float { Float(picture.samples[(line + x) * channels + channel]) }
          let top = mix(value(upper, column.lower), value(upper, column.upper), column.share)
          let bottom = mix(value(lower, column.lower), value(lower, column.upper), column.share)
          values.append(mix(top, bottom, row.share))
        }
      }
    }
    return values
  }

  /// The two old places that a new one lies between, and how much of the second it takes.
  private struct Tap {
    var lower: Int
    var upper: Int
    var share: Float
  }

  private static func taps(from old: Int, to new: Int) -> [Tap] {
    (0..<new).map { index in
      let place = (Float(index) + 0.5) * Float(old) / Float(new) - 0.5
      let floor = place.rounded(.down)
      let lower = min(max(Int(floor), 0), old - 1)
      return Tap(lower: lower, upper: min(max(Int(floor) + 1, 0), old - 1), share: place - floor)
    }
  }

  private static func mix(_ a: Float, _ b: Float, _ share: Float) -> Float { a + (b - a) * share }
}

/// How a pixel's channels become those that a model needs.
struct ChannelMix {
  /// Of a picture, and of the model's input: grey, or red, green and blue.
  private let givenColours: Int
  private let neededColours: Int
  private let hasAlpha: Bool
  private let needsAlpha: Bool

  init(from given: Int, to needed: Int) {
    hasAlpha = given == 2 || given == 4
    needsAlpha = needed == 2 || needed == 4
    givenColours = hasAlpha ? given - 1 : given
    neededColours = needsAlpha ? needed - 1 : needed
  }

  /// Grey values by ITU-R BT.601's weights, as `tf.image.rgb_to_grayscale` has them.
  private static let luminance: [Float] = [0.2989, 0.587, 0.114]

  func value(_ channel: Int, of pixel: ArraySlice<Float>) -> Float {
    if channel == neededColours { return hasAlpha ? pixel[pixel.startIndex + givenColours] : 255 }
    if neededColours == 1, givenColours == 3 {
      return zip(ChannelMix.luminance, pixel).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return pixel[pixel.startIndex + channel % givenColours]
  }

  /// What is done, as the end of "the picture is …".
  var changes: [String] {
    var changes: [String] = []
    if neededColours == 1, givenColours == 3 { changes.append("made grey") }
    if neededColours > givenColours { changes.append("repeated over \(neededColours) channels") }
    if hasAlpha, !needsAlpha { changes.append("freed of its alpha") }
    if needsAlpha, !hasAlpha { changes.append("given an opaque alpha") }
    return changes
  }
}
