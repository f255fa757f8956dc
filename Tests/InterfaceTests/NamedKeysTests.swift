// The keys and commands that the lessons and the README tell of are those of the table.

import Foundation
import Lessons
import Notebook
import Screen
import Testing

@testable import Interface

struct NamedKeysTests {
  struct Prose: CustomTestStringConvertible {
    let testDescription: String
    let text: String
  }

  private static let readme = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "README.md")

  private static let all =
    Lesson.all.map { Prose(testDescription: $0.name, text: $0.document.cells.map(\.text).joined(separator: "\n")) }
    + [Prose(testDescription: "README.md", text: (try? String(contentsOf: readme, encoding: .utf8)) ?? "")]

  private static func keys(in text: String) -> [String] {
    text.matches(of: /\bF[0-9]+\b|\b((Ctrl|Alt|Shift)-)+([A-Z][a-z]+|.)/).map { String($0.output.0) }
  }

  @Test(arguments: all) func everyKeyThatIsNamedDoesSomething(prose: Prose) throws {
    let table = Set(CommandTable.entries.flatMap(\.keys))
    for name in Self.keys(in: prose.text) {
      let key = try #require(KeyPress(named: name), "\(name) is no key")
      // People write Alt-C for the key c.
      let plain = KeyPress(named: name.dropLast() + name.suffix(1).lowercased())
      #expect(table.contains(key) || plain.map(table.contains) == true, "\(name) is no command's key")
    }
  }

  @Test(arguments: all) func everyCommandThatIsNamedIsInTheTable(prose: Prose) {
    let names = Set(CommandTable.entries.map(\.name))
    for match in prose.text.matches(of: /F2 `([^`]+)`/) {
      #expect(names.contains(String(match.output.1)), "F2 \(match.output.1)")
    }
  }

  @Test func theTextsNameKeysAndCommands() {
    #expect(Self.all.filter { !Self.keys(in: $0.text).isEmpty }.count > Lesson.all.count - 2)
    #expect(
      Set(Self.all.flatMap { Self.keys(in: $0.text) }).isSuperset(of: ["F3", "F4", "F5", "F6", "Ctrl-P", "Alt-."]))
    #expect(Self.all.last?.text.contains("F2 `lessons`") == true)
  }
}
