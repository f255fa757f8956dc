// Writing into the grid: clipping, wide characters and their halves.

import Screen
import Testing

@Suite struct ScreenBufferTests {
  private func buffer(_ width: Int, _ height: Int, _ text: String...) -> ScreenBuffer {
    var buffer = ScreenBuffer(size: Size(width: width, height: height))
    for (y, line) in text.enumerated() { buffer.write(line, at: Point(x: 0, y: y)) }
    return buffer
  }

  @Test func textIsCutAtTheBordersOfItsArea() {
    var buffer = buffer(6, 1)
    let end = buffer.write("abcdef", at: Point(x: -1, y: 0), in: Rect(x: 1, y: 0, width: 3, height: 1))
    #expect(buffer.text == " cde")
    #expect(end == 5)
  }

  @Test func writingOutsideChangesNothing() {
    var buffer = buffer(3, 1, "abc")
    for point in [Point(x: 0, y: 1), Point(x: 0, y: -1), Point(x: 9, y: 0), Point(x: -9, y: 0)] {
      buffer.write("xyz", at: point)
    }
    buffer.fill(Rect(x: 5, y: -3, width: 2, height: 9), with: "#")
    #expect(buffer.text == "abc")
  }

  @Test func anEmptyBufferTakesWritesAndFills() {
    var buffer = buffer(0, 0)
    buffer.write("中", at: Point(x: 0, y: 0))
    buffer.fill(buffer.bounds, with: "#")
    #expect(buffer.text == "")
    #expect(buffer.runs(since: nil).isEmpty)
  }

  @Test func aWideCharacterAtTheBorderLeavesABlank() {
    #expect(buffer(4, 1, "abc中").text == "abc")
    var cutAtLeft = buffer(4, 1, "....")
    cutAtLeft.write("中x", at: Point(x: -1, y: 0))
    #expect(cutAtLeft.text == " x..")
  }

  @Test func overwritingOneHalfBlanksTheOther() {
    var right = buffer(4, 1, "中文")
    right.write("x", at: Point(x: 1, y: 0))
    #expect(right.text == " x文")
    var left = buffer(4, 1, "中文")
    left.write("x", at: Point(x: 2, y: 0))
    #expect(left.text == "中x")
    var shifted = buffer(4, 1, "中文")
    shifted.write("字", at: Point(x: 1, y: 0))
    #expect(shifted.text == " 字")
  }

  @Test func marksStayWithTheirLetterAndLoneOnesAreDropped() {
    let buffer = buffer(5, 1, "e\u{301}x\u{200B}y")
    #expect(buffer.text == "éxy")
  }

  @Test func controlCharactersStandAsPictures() {
    #expect(buffer(8, 1, "a\u{1B}[2J\u{9B}").text == "a␛[2J\u{FFFD}")
  }

  @Test func restylingHalfAWideCharacterKeepsItWhole() {
    var buffer = buffer(4, 1, "a中b")
    buffer.restyle(Rect(x: 2, y: 0, width: 2, height: 1)) { $0 = $0.with(.bold) }
    #expect(buffer.styles == "...a\na: bold")
    buffer.restyle(Rect(x: 1, y: 0, width: 1, height: 1)) { $0 = $0.with(.dim) }
    #expect(buffer.styles == ".aab\na: dim\nb: bold")
  }

  @Test func stylesShowAsAGridWithALegend() {
    var buffer = buffer(4, 2)
    buffer.write("ab", at: Point(x: 1, y: 0), style: Style(foreground: .red, background: .indexed(236), .underline))
    buffer.write("c", at: Point(x: 0, y: 1), style: Style(foreground: .rgb(1, 2, 3)))
    #expect(buffer.styles == ".aa.\nb...\na: red on 236 underline\nb: 1,2,3")
  }

  @Test func everyCharacterBecomesASCIIWithoutMovingOthers() {
    let plain = buffer(12, 1, "│▌×中é…●").inASCII()
    #expect(plain.text == "|>x? ?~*")
  }
}
