// A tensor's image as cells: half blocks in colour, or shades where there is none.

import Screen
import Tensors

/// An image of red, green and blue from 0 to 1.
struct Picture: Sendable {
  struct Pixel: Hashable, Sendable {
    var red: Float
    var green: Float
    var blue: Float

    var brightness: Float { 0.299 * red + 0.587 * green + 0.114 * blue }
  }

  let width: Int
  let height: Int
  private let pixels: [Pixel]

  /// The first image of an NHWC tensor: one channel as grey, three as colours, else the channels' mean. Nil for a tensor
  /// that is no image.
  init?(_ tensor: Tensor) {
    guard tensor.shape.count == 4, tensor.shape[0] > 0 else { return nil }
    let (height, width, channels) = (tensor.shape[1], tensor.shape[2], tensor.shape[3])
    guard width > 0, height > 0, channels > 0 else { return nil }
    let image = tensor.values.prefix(height * width * channels)
    self.init(width: width, height: height, channels: channels, values: image, range: Picture.range(of: image))
  }

  /// One channel of the first image as grey, from its least value to its greatest.
  init?(_ tensor: Tensor, channel: Int) {
    guard tensor.shape.count == 4, tensor.shape[0] > 0, 0..<tensor.shape[3] ~= channel else { return nil }
    let (height, width, channels) = (tensor.shape[1], tensor.shape[2], tensor.shape[3])
    guard width > 0, height > 0 else { return nil }
    let values = (0..<height * width).map { tensor.values[$0 * channels + channel] }
    let finite = values.filter(\.isFinite)
    let range = (finite.min() ?? 0)...(finite.max() ?? 0)
    self.init(width: width, height: height, channels: 1, values: values[...], range: range)
  }

  /// Values row by row as grey, from the least to the greatest. What lacks at the end is black.
  init(width: Int, values: [Float]) {
    let height = (values.count + width - 1) / width
    let finite = values.filter(\.isFinite)
    let lacking = Array(repeating: Float.nan, count: width * height - values.count)
    self.init(
      width: width, height: height, channels: 1, values: (values + lacking)[...],
      range: (finite.min() ?? 0)...(finite.max() ?? 0))
  }

  private init(width: Int, height: Int, channels: Int, values: ArraySlice<Float>, range: ClosedRange<Float>) {
    self.width = width
    self.height = height
    let extent = range.upperBound - range.lowerBound
    let level = { (value: Float) -> Float in
      value.isFinite && extent > 0 ? min(1, max(0, (value - range.lowerBound) / extent)) : 0
    }
    pixels = (0..<width * height).map { pixel in
      let start = values.startIndex + pixel * channels
      if channels == 3 {
        return Pixel(red: level(values[start]), green: level(values[start + 1]), blue: level(values[start + 2]))
      }
      let mean = level(values[start..<start + channels].reduce(0, +) / Float(channels))
      return Pixel(red: mean, green: mean, blue: mean)
    }
  }

  /// 0…1 and 0…255 where the values are such, so that a dark picture stays dark; else from the least to the greatest.
  private static func range(of values: ArraySlice<Float>) -> ClosedRange<Float> {
    let finite = values.lazy.filter(\.isFinite)
    guard let least = finite.min(), let greatest = finite.max() else { return 0...1 }
    if least >= 0 && greatest <= 1 { return 0...1 }
    if least >= 0 && greatest <= 255 { return 0...255 }
    return least...greatest
  }

  /// The mean of the pixels that one cell of a `columns`×`rows` raster covers, at least one pixel.
  func sample(column: Int, row: Int, columns: Int, rows: Int) -> Pixel {
    let left = column * width / columns
    let right = max(left + 1, (column + 1) * width / columns)
    let top = row * height / rows
    let bottom = max(top + 1, (row + 1) * height / rows)
    var sum = Pixel(red: 0, green: 0, blue: 0)
    for y in top..<bottom {
      for x in left..<right {
        let pixel = pixels[y * width + x]
        sum.red += pixel.red
        sum.green += pixel.green
        sum.blue += pixel.blue
      }
    }
    let count = Float((right - left) * (bottom - top))
    return Pixel(red: sum.red / count, green: sum.green / count, blue: sum.blue / count)
  }

  /// The largest size in cells within the limits that keeps the proportions, a cell being twice as high as wide; never
  /// larger than one column for a pixel, unless it is `enlarging`.
  func cellSize(within limit: Size, enlarging: Bool = false) -> Size {
    guard limit.width > 0, limit.height > 0 else { return Size(width: 0, height: 0) }
    let most = enlarging ? Double.infinity : 1
    let scale = min(most, Double(limit.width) / Double(width), Double(limit.height * 2) / Double(height))
    let columns = max(1, Int((Double(width) * scale).rounded(.down)))
    let rows = max(1, Int((Double(height) * scale / 2).rounded(.up)))
    return Size(width: min(limit.width, columns), height: min(limit.height, rows))
  }
}

extension ScreenBuffer {
  /// Draws a picture that fills `area`.
  mutating func draw(_ picture: Picture, in area: Rect, capabilities: Capabilities) {
    guard !area.isEmpty else { return }
    let inColor = capabilities.colors >= 256 && capabilities.unicode
    let shades = Array(capabilities.unicode ? " ░▒▓█" : " .:-=+*#%@")
    for y in 0..<area.height {
      for x in 0..<area.width {
        let point = Point(x: area.x + x, y: area.y + y)
        let upper = picture.sample(column: x, row: 2 * y, columns: area.width, rows: 2 * area.height)
        let lower = picture.sample(column: x, row: 2 * y + 1, columns: area.width, rows: 2 * area.height)
        if inColor {
          write("▀", at: point, style: Style(foreground: upper.color, background: lower.color), in: area)
        } else {
          let brightness = (upper.brightness + lower.brightness) / 2
          let shade = shades[min(shades.count - 1, Int(brightness * Float(shades.count)))]
          write(String(shade), at: point, in: area)
        }
      }
    }
  }
}

extension Picture.Pixel {
  /// One of the 256, so that a picture uses few pairs of colours on every terminal.
  fileprivate var color: Color {
    let color = Color.rgb(Picture.Pixel.byte(red), Picture.Pixel.byte(green), Picture.Pixel.byte(blue))
    return color.number(colors: 256).map { .indexed(UInt8($0)) } ?? .default
  }

  private static func byte(_ level: Float) -> UInt8 { UInt8(min(255, max(0, (level * 255).rounded()))) }
}
