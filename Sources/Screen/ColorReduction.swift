// The nearest colour that a terminal has, for terminals of 8, 16, 256 and direct colour.

extension Color {
  /// The colour's number in a terminal of so many colours: 24-bit red-green-blue where it has direct colour, else an
  /// index of its palette. Nil stands for the terminal's default.
  package func number(colors: Int) -> Int? {
    guard self != .default, colors >= 8 else { return nil }
    switch colors {
    case (1 << 24)...:
      guard let (red, green, blue) = components else { return nil }
      return red << 16 | green << 8 | blue
    case 256...:
      if case .indexed(let index) = self { return Int(index) }
      return components.map(Color.nearestOf256)
    default:
      let palette = colors >= 16 ? 16 : 8
      if case .indexed(let index) = self, index < palette { return Int(index) }
      if case .indexed(let index) = self, index < 16 { return Int(index) - 8 }
      return components.map { Color.nearest(to: $0, among: Color.basic.prefix(palette)) }
    }
  }

  /// Red, green and blue from 0 to 255; nil for the default.
  package var components: (red: Int, green: Int, blue: Int)? {
    switch self {
    case .default, .theme: return nil
    case .rgb(let red, let green, let blue): return (Int(red), Int(green), Int(blue))
    case .indexed(let index) where index < 16: return Color.basic[Int(index)]
    case .indexed(let index) where index < 232:
      let cube = Int(index) - 16
      return (Color.cubeLevels[cube / 36], Color.cubeLevels[cube / 6 % 6], Color.cubeLevels[cube % 6])
    case .indexed(let index):
      let grey = 8 + 10 * (Int(index) - 232)
      return (grey, grey, grey)
    }
  }

  /// xterm's levels of its 6×6×6 cube.
  private static let cubeLevels = [0, 95, 135, 175, 215, 255]

  /// xterm's default values of the 16 basic colours.
  private static let basic: [(red: Int, green: Int, blue: Int)] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
    (255, 255, 255),
  ]

  /// The nearer of the cube's nearest colour and the nearest grey. The 16 basic colours are left out, for users change them.
  private static func nearestOf256(_ color: (red: Int, green: Int, blue: Int)) -> Int {
    let (red, green, blue) = (nearestLevel(color.red), nearestLevel(color.green), nearestLevel(color.blue))
    let cube = (cubeLevels[red], cubeLevels[green], cubeLevels[blue])
    let mean = (color.red + color.green + color.blue) / 3
    let step = min(23, max(0, (mean - 3) / 10))
    let grey = 8 + 10 * step
    return distance(color, (grey, grey, grey)) < distance(color, cube)
      ? 232 + step : 16 + 36 * red + 6 * green + blue
  }

  private static func nearestLevel(_ value: Int) -> Int {
    cubeLevels.indices.min { abs(cubeLevels[$0] - value) < abs(cubeLevels[$1] - value) } ?? 0
  }

  private static func nearest(
    to color: (red: Int, green: Int, blue: Int), among palette: ArraySlice<(red: Int, green: Int, blue: Int)>
  ) -> Int {
    palette.indices.min { distance(color, palette[$0]) < distance(color, palette[$1]) } ?? 0
  }

  private static func distance(
    _ a: (red: Int, green: Int, blue: Int), _ b: (red: Int, green: Int, blue: Int)
  ) -> Int {
    let (red, green, blue) = (a.red - b.red, a.green - b.green, a.blue - b.blue)
    return red * red + green * green + blue * blue
  }
}
