// Looks are data: what stands for them is replaced in the whole screen.

import Foundation
import Screen
import Testing

@testable import Interface

@Suite struct ThemeTests {
  @Test func whatWasAddedToALookStays() {
    var theme = Theme()
    theme[.problem] = Style(foreground: .blue, background: .indexed(236), .bold)
    var buffer = ScreenBuffer(size: Size(width: 3, height: 1))
    buffer.write("a", at: Point(x: 0, y: 0), style: Theme.problem)
    buffer.write("b", at: Point(x: 1, y: 0), style: Theme.problem.with(.underline).on(.red))
    theme.resolve(&buffer)
    let cells = buffer.row(0).map(\.style)
    #expect(cells[0] == Style(foreground: .blue, background: .indexed(236), .bold))
    #expect(cells[1] == Style(foreground: .blue, background: .red, [.bold, .underline]))
    #expect(cells[2] == .plain)
  }

  /// A contrast of 3 to 1 and more, as WCAG 2 asks for large text and for signs.
  @Test(arguments: Look.allCases) func everyLookStandsOutFromALightBackground(look: Look) {
    guard let (red, green, blue) = Theme(isLight: true)[look].foreground.components else { return }
    #expect(1.05 / (ThemeTests.luminance(red, green, blue) + 0.05) >= 3)
  }

  /// Relative luminance of sRGB, as WCAG 2 defines it.
  private static func luminance(_ red: Int, _ green: Int, _ blue: Int) -> Double {
    let linear = [red, green, blue].map { value in
      let share = Double(value) / 255
      return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }
}
