// Colours on terminals that have fewer.

import Screen
import Testing

@Suite struct ColorReductionTests {
  /// The values of xterm's palette, from its 256colres.h.
  @Test(arguments: [
    (16, 0, 0, 0), (21, 0, 0, 255), (67, 95, 135, 175), (231, 255, 255, 255), (232, 8, 8, 8), (255, 238, 238, 238),
  ])
  func thePaletteIsXterms(index: Int, red: Int, green: Int, blue: Int) {
    let components = Color.indexed(UInt8(index)).components
    #expect(components?.red == red && components?.green == green && components?.blue == blue)
  }

  @Test func coloursOfTheCubeAndGreysFindThemselves() throws {
    for index in UInt8(16)...255 {
      let (red, green, blue) = try #require(Color.indexed(index).components)
      let found = Color.rgb(UInt8(red), UInt8(green), UInt8(blue)).number(colors: 256)
      let twin = try Color.indexed(UInt8(#require(found))).components
      #expect(twin?.red == red && twin?.green == green && twin?.blue == blue)
    }
  }

  @Test func fewColoursTakeTheNearest() {
    #expect(Color.rgb(250, 5, 5).number(colors: 16) == 9)
    #expect(Color.rgb(250, 5, 5).number(colors: 8) == 1)
    #expect(Color.indexed(9).number(colors: 8) == 1)
    #expect(Color.indexed(9).number(colors: 16) == 9)
    #expect(Color.indexed(231).number(colors: 8) == 7)
  }

  @Test func directColourIsTheValueItself() {
    #expect(Color.rgb(1, 2, 3).number(colors: 1 << 24) == 0x010203)
    #expect(Color.indexed(21).number(colors: 1 << 24) == 0x0000FF)
  }

  @Test func noColourAndTheDefaultHaveNoNumber() {
    #expect(Color.red.number(colors: 0) == nil)
    #expect(Color.default.number(colors: 256) == nil)
  }
}
