// Breaking text into rows.

import Testing

@testable import Interface

@Suite struct TextWrapTests {
  @Test(arguments: [
    ("one two three", 7, ["one two", "three"]), ("one two three", 3, ["one", "two", "thr", "ee"]), ("", 5, [""]),
    ("中文字", 4, ["中文", "字"]), ("a\n\nb", 5, ["a", "", "b"]), ("abc", 0, []),
  ])
  func textBreaksAtBlanks(text: String, width: Int, expected: [String]) {
    #expect(TextWrap.lines(text, width: width) == expected)
  }

  @Test(arguments: [
    ("one two three", 7, ["one two ", "three"]), ("one two three", 3, ["one ", "two ", "thr", "ee"]), ("", 5, [""]),
    ("  - item of a list", 9, ["  - item ", "of a list"]), ("中文字", 4, ["中文", "字"]), ("ab", 1, ["a", "b"]),
    ("中", 1, ["中"]), ("a   b", 2, ["a   ", "b"]),
  ])
  func partsOfALineHoldAllOfIt(line: String, width: Int, expected: [String]) {
    let bytes = Array(line.utf8)
    #expect(TextWrap.ranges(line, width: width).map { String(decoding: bytes[$0], as: UTF8.self) } == expected)
  }

  @Test func aLimitedTextSaysThatItGoesOn() {
    #expect(TextWrap.lines("one two three", width: 5, limit: 3) == ["one", "two", "three"])
    #expect(TextWrap.lines("one two three", width: 5, limit: 2) == ["one", "two…"])
    #expect(TextWrap.lines("abcdefgh", width: 4, limit: 1) == ["abc…"])
  }
}
