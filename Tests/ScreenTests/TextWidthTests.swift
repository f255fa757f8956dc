// Text widths against the Python package wcwidth, and cutting to a width.

import Screen
import Testing

@Suite struct TextWidthTests {
  @Test func scalarsAreAsWideAsWcwidthHasThem() {
    for (value, width) in WidthOracle.scalars {
      #expect(TextWidth.of(Unicode.Scalar(value)!) == width, "U+\(String(value, radix: 16))")
    }
  }

  @Test(arguments: WidthOracle.clusters)
  func clustersAreAsWideAsWcwidthHasThem(text: String, width: Int) {
    #expect(TextWidth.of(text) == width)
  }

  @Test func controlCharactersTakeTheColumnOfTheirPicture() {
    #expect(TextWidth.of("\u{7}") == 1)
    #expect(TextWidth.of("\u{9B}") == 1)
  }

  @Test(arguments: [
    ("conv2d", 6, "conv2d"), ("conv2d", 5, "conv…"), ("conv2d", 1, "…"), ("conv2d", 0, ""), ("中文字", 6, "中文字"),
    ("中文字", 5, "中文…"), ("中文字", 4, "中…"), ("", 0, ""),
  ])
  func truncationEndsInAnEllipsisWithinTheWidth(text: String, width: Int, expected: String) {
    #expect(TextWidth.truncate(text, to: width) == expected)
  }

  @Test(arguments: [
    ("block1_conv_bn_leakyrelu1", 13, "block1_c…elu1"), ("block1", 6, "block1"), ("block12", 4, "bl…2"),
    ("block12", 3, "bl…"), ("中文字符号", 8, "中文…号"), ("block1", 0, ""),
  ])
  func theMiddleIsLeftOutWhereNamesDifferAtTheirEnds(text: String, width: Int, expected: String) {
    #expect(TextWidth.truncateMiddle(text, to: width) == expected)
  }

  @Test func paddingAlignsByColumns() {
    #expect(TextWidth.pad("中", to: 4) == "中  ")
    #expect(TextWidth.pad("98k", to: 6, alignment: .right) == "   98k")
    #expect(TextWidth.pad("block1_conv", to: 6, alignment: .right) == "block…")
    #expect(TextWidth.pad("x", to: -1) == "")
  }
}
