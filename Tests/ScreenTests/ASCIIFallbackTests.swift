// What the program draws has a form in ASCII.

import Foundation
import Screen
import Testing

@Suite struct ASCIIFallbackTests {
  private func inASCII(_ text: String) -> String {
    var buffer = ScreenBuffer(size: Size(width: TextWidth.of(text), height: 1))
    buffer.write(text, at: Point(x: 0, y: 0))
    return buffer.inASCII().text
  }

  /// Letters are a session's own text, but for the few that are signs here.
  @Test func everySignOfEveryRecordedScreenHasAForm() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/Screens")
    let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    var signs: Set<Character> = []
    for case let file as URL in files where file.pathExtension == "txt" {
      // Rows of the screen stand between bars; what follows are its styles.
      let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("|") }
      signs.formUnion(rows.joined().filter { !$0.isASCII && (!$0.isLetter || "σµ".contains($0)) })
    }
    #expect(signs.isSuperset(of: "│─┌▸▾×…·"))
    for sign in signs { #expect(inASCII(String(sign)) != "?", "\(sign)") }
  }

  @Test func theBordersOfKerasSummaryHaveAForm() {
    #expect(inASCII("┏━┳━┓┃┡━╇━┩│├─┼─┤└─┴─┘") == "+=+=+|+=+=+|+-+-++-+-+")
  }

  @Test func othersLettersLoseTheirMarksOrAreQuestionMarks() {
    #expect(inASCII("e\u{301}中x") == "e? x")
  }
}
