// The fake terminal's script, and the names of keys.

import Dispatch
import Screen
import Testing

@Suite struct TerminalTests {
  @Test func theScriptWaitsForTheScreenAndForWakes() {
    let terminal = FakeTerminal(
      size: Size(width: 5, height: 1),
      steps: [.until("shows ok") { $0.text == "ok" }, .event(.key("a")), .event(.resize(Size(width: 9, height: 2)))])
    let wake = terminal.wake
    DispatchQueue.global().async { wake() }
    #expect(terminal.nextEvent(timeout: nil) == .wake)
    var buffer = ScreenBuffer(size: terminal.size)
    buffer.write("ok", at: Point(x: 0, y: 0))
    terminal.present(buffer, cursor: Point(x: 2, y: 0))
    #expect(terminal.nextEvent(timeout: nil) == .key("a"))
    #expect(terminal.nextEvent(timeout: nil) == .resize(Size(width: 9, height: 2)))
    #expect(terminal.size == Size(width: 9, height: 2))
    #expect(terminal.nextEvent(timeout: nil) == .terminate(signal: 1))
    #expect(terminal.unmet == nil)
  }

  @Test func aConditionThatIsNeverMetEndsTheScript() {
    let terminal = FakeTerminal(
      size: Size(width: 1, height: 1), steps: [.until("never") { _ in false }, .event(.key("a"))],
      patience: .milliseconds(1))
    #expect(terminal.nextEvent(timeout: nil) == .terminate(signal: 1))
    #expect(terminal.unmet == "never")
  }

  @Test func anInstantLookTakesNothingFromTheScript() {
    let terminal = FakeTerminal(size: Size(width: 1, height: 1), steps: [.event(.key("a"))])
    #expect(terminal.nextEvent(timeout: .zero) == nil)
    #expect(terminal.nextEvent(timeout: nil) == .key("a"))
  }

  @Test(arguments: [
    (KeyPress("s", .control), "Ctrl-S", "^S"), (KeyPress(.enter, .alt), "Alt-Enter", "Alt-Enter"),
    (KeyPress(.function(1)), "F1", "F1"), (KeyPress(",", .alt), "Alt-,", "Alt-,"),
    (KeyPress(.left, .shift), "Shift-Left", "Shift-Left"), (KeyPress(" ", .control), "Ctrl-Space", "Ctrl-Space"),
  ])
  func keysHaveNames(key: KeyPress, name: String, short: String) {
    #expect(key.description == name)
    #expect(key.shortName == short)
  }

  @Test func keysOfOneModifierAreListedInShort() {
    #expect(KeyPress.list([KeyPress("k", .control), KeyPress("u", .control)]) == "Ctrl-K/U")
    #expect(KeyPress.list([KeyPress(.up, .alt), KeyPress(.down)]) == "Alt-Up Down")
  }
}
