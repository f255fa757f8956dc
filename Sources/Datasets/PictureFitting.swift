// Makes pictures fit a model: another size, another number of channels.

import Tensors

enum PictureFitting {
  /// Pictures of shape (n, h, w, 3) as (n, height, width, channels), where channels is 1 or 3.
  static func fit(_ pictures: Tensor, height: Int, width: Int, channels: Int) -> Tensor {
    precondition(channels == 1 || channels == 3, "a picture has one channel or three")
    let resized = resized(pictures, height: height, width: width)
    return channels == 1 ? luminance(resized) : resized
  }

  /// Bilinear, pixels' centres at halves and borders repeated, as Keras' `Resizing` does by default.
  static func resized(_ pictures: Tensor, height: Int, width: Int) -> Tensor {
    let (count, oldHeight, oldWidth) = (pictures.shape[0], pictures.shape[1], pictures.shape[2])
    let channels = pictures.shape[3]
    if (oldHeight, oldWidth) == (height, width) { return pictures }
    let rows = taps(from: oldHeight, to: height)
    let columns = taps(from: oldWidth, to: width)
    var values: [Float] = []
    values.reserveCapacity(count * height * width * channels)
    for image in 0..<count {
      for row in rows {
        let upper = (image * oldHeight + row.lower) * oldWidth
        let lower = (image * oldHeight + row.upper) * oldWidth
        for column in columns {
          for channel in 0..<channels {
            func value(_ line: Int, _ x: Int) -> Float { pictures.values[(line + x) * channels + channel] }
            let top = mix(value(upper, column.lower), value(upper, column.upper), column.share)
            let bottom = mix(value(lower, column.lower), value(lower, column.upper), column.share)
            values.append(mix(top, bottom, row.share))
          }
        }
      }
    }
    return Tensor(shape: [count, height, width, channels], values: values)
  }

  /// Grey values by ITU-R BT.601's weights, as `tf.image.rgb_to_grayscale` has them.
  static func luminance(_ pictures: Tensor) -> Tensor {
    let weights: [Float] = [0.2989, 0.587, 0.114]
    let values = stride(from: 0, to: pictures.count, by: 3).map { start -> Float in
      weights.indices.reduce(0) { $0 + weights[$1] * pictures.values[start + $1] }
    }
    return Tensor(shape: Array(pictures.shape.dropLast()) + [1], values: values)
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
