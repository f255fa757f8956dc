// The colours of a text: by the parser's tree, and the same whether it is read whole or in pieces.

import Diagnostics
import Foundation
import Language
import Testing

@testable import Kernel

@Suite struct CellSyntaxTests {
  /// The parts with a role, as they are written.
  private func parts(_ text: String, _ role: SyntaxRole) -> [String] {
    let bytes = Array(text.utf8)
    return CellSyntax().runs(of: bytes, in: 0..<bytes.count).filter { $0.role == role }
      .map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  @Test func wordsNumbersStringsAndCommentsAreTold() {
    let text = "def f(x):  # a def\n    return 'def' if x else 0x1F + 1.5  # 2"
    #expect(parts(text, .keyword) == ["def", "return", "if", "else"])
    #expect(parts(text, .comment) == ["# a def", "# 2"])
    #expect(parts(text, .string) == ["'def'"])
    #expect(parts(text, .number) == ["0x1F", "1.5"])
  }

  @Test func namesAreToldByWhatTheTreeMakesOfThem() {
    let text = "class A(B):\n  def Conv2D(self, pad): return len(pad)\ny = keras.layers.Conv2D(8, padding=pad)(Conv2D)"
    #expect(parts(text, .definition) == ["A", "Conv2D"])
    #expect(parts(text, .layer) == ["Conv2D"])
    #expect(parts(text, .argument) == ["padding"])
    #expect(parts(text, .builtin) == ["len"])
  }

  @Test func whatAnFStringHoldsIsToldApart() {
    let text = "name = f'a{len(x)!r:>{width}}b{{c}}' 'd'"
    #expect(parts(text, .string) == ["f'a{", "!r:>{", "}}b{{c}}'", "'d'"])
    #expect(parts(text, .builtin) == ["len"])
    #expect(parts(text, .interpolation) == ["(x)", "width"])
  }

  @Test func aBrokenTextKeepsItsColours() {
    let text = "x = Conv2D(8, padding='sa\nfor y in"
    #expect(parts(text, .layer) == ["Conv2D"])
    #expect(parts(text, .string) == ["'sa"])
    #expect(parts(text, .keyword) == ["for", "in"])
  }

  @Test func partsNeitherOverlapNorLeaveTheText() throws {
    for text in try sessions() {
      let bytes = Array(text.utf8)
      var end = 0
      for run in CellSyntax().runs(of: bytes, in: 0..<bytes.count) {
        #expect(run.range.lowerBound >= end && !run.range.isEmpty && run.range.upperBound <= bytes.count)
        end = run.range.upperBound
      }
    }
  }

  // MARK: Pieces

  private func sessions() throws -> [String] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("sessions")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".py") }
    return try names.map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
  }

  private func whole(_ text: String) -> [SyntaxRun] {
    parse(SourceText(name: "", text: text)).highlights(CellSyntax.names)
  }

  /// A text of many pieces, strings over several lines among them.
  private func longText() throws -> String {
    var text = try sessions().joined(separator: "\n")
    for index in 0..<150 {
      text +=
        "\ndef f\(index)(x):\n    '''Adds\nplainly.\n'''\n    return compose(\nConv2D(\(index)),\n)(x)\nif x:\n  y\nelse:\n  z(a=1)"
    }
    return text
  }

  @Test func aTextInPiecesHasTheColoursOfTheWhole() throws {
    let text = try longText()
    let bytes = Array(text.utf8)
    #expect(CellSyntax().runs(of: bytes, in: 0..<bytes.count) == whole(text))
  }

  @Test func aPartOfATextHasItsOwnRuns() throws {
    let text = try longText()
    let bytes = Array(text.utf8)
    let range = bytes.count / 2..<bytes.count / 2 + 900
    #expect(CellSyntax().runs(of: bytes, in: range) == whole(text).filter { $0.range.overlaps(range) })
  }

  @Test func anEditIsSeenAtOnceByAMemoryOfTheTextBefore() throws {
    let syntax = CellSyntax()
    let text = try longText()
    var bytes = Array(text.utf8)
    _ = syntax.runs(of: bytes, in: 0..<bytes.count)
    bytes.insert(contentsOf: Array("'''".utf8), at: bytes.count / 3)
    #expect(syntax.runs(of: bytes, in: 0..<bytes.count) == whole(String(decoding: bytes, as: UTF8.self)))
  }

  /// The promise that a key in a long text has one piece of it read.
  @Test func anEditReadsOnePieceAnew() throws {
    let syntax = CellSyntax()
    var bytes = Array(try longText().utf8)
    _ = syntax.runs(of: bytes, in: 0..<bytes.count)
    let before = syntax.piecesRead
    #expect(before > 10)
    bytes.insert(UInt8(ascii: "x"), at: bytes.count / 2)
    _ = syntax.runs(of: bytes, in: 0..<bytes.count)
    #expect(syntax.piecesRead - before <= 2)
  }
}
