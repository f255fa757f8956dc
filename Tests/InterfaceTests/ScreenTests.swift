// Whole screens, driven by keys.

import Kernel
import Notebook
import Screen
import Tensors
import Testing

@testable import Interface

@Suite struct ScreenTests {
  /// Down to the line of the block's convolution.
  private static let toBlock = Array(repeating: TerminalEvent.key(.down), count: 6)

  private func check(
    _ name: String, width: Int = 100, height: Int = 24, capabilities: Capabilities = Capabilities(),
    kernel: @escaping @Sendable (KernelRequest) -> KernelSnapshot = { SampleSession.snapshot(of: $0) },
    _ events: [TerminalEvent]
  ) throws {
    let (terminal, _, _) = SampleSession.run(
      width: width, height: height, capabilities: capabilities, steps: events.map { .event($0) }, kernel: kernel)
    try expectScreen(terminal.screen, cursor: terminal.cursor, matches: name)
  }

  @Test func summary() throws { try check("summary", Self.toBlock) }

  @Test func summaryUnfolded() throws {
    try check(
      "summary-unfolded", Self.toBlock + [.key("o", .control), .key(" "), .key(.down)])
  }

  @Test func forward() throws { try check("forward", height: 30, [.key(.function(4))]) }

  @Test func forwardWithoutColour() throws {
    try check("forward-plain", height: 30, capabilities: Capabilities(colors: 0), [.key(.function(4))])
  }

  @Test func anErrorUnderItsLine() throws {
    try check("error", kernel: { SampleSession.broken($0) }, Self.toBlock)
  }

  /// Dim lines with their notes; the error of a line comes before its note at the bottom, and the pane stays.
  @Test func linesThatAreNotRun() throws {
    let cells = SampleSession.cells.dropLast() + [(.code, SampleSession.training)]
    let (terminal, _, _) = SampleSession.run(
      width: 100, height: 24, steps: Array(repeating: .event(.key(.down)), count: 12), cells: Array(cells),
      kernel: { SampleSession.trained($0) })
    try expectScreen(terminal.screen, cursor: terminal.cursor, matches: "not-run")
  }

  @Test func selectionInALongLine() throws {
    let text = TerminalEvent.paste(String(repeating: "long ", count: 20))
    let select = Array(repeating: TerminalEvent.key(.left, [.shift, .control]), count: 3)
    try check("selection", width: 80, Array(Self.toBlock.prefix(3)) + [text] + select)
  }

  @Test func theShapeStandsBesideTheCaretOfALongLine() throws {
    try check("shape-beside-caret", width: 80, Self.toBlock + [.key(.end)])
  }

  /// At 80 columns the notebook has 35 for its text, of which a shape of one digit takes three.
  /// Before the line stands that of the cell's marker.
  @Test(arguments: [(30, true), (31, true), (32, false), (34, false), (35, true)])
  func theShapeGivesWayToALineThatFitsWithoutIt(count: Int, isShown: Bool) {
    let line = String(repeating: "x", count: count)
    var driver = Driver(code: "")
    driver.type(line)
    let cell = driver.state.document.cells[0].id
    driver.state.receive(
      KernelSnapshot(
        revision: driver.state.document.revision,
        cells: [cell: CellReport(inlays: [Inlay(line: 0, shape: [nil, 7], count: 1)])]))
    #expect(driver.screen.lines[2].contains(" 7 ") == isShown)
    #expect(driver.screen.text.contains(" line 2 · 7 ") == !isShown, "\(driver.screen.lines.suffix(3))")
    if count < 35 { #expect(driver.screen.lines[2].contains(line)) }
    // Where one only reads, it stands there again.
    driver.send(control("n"), .key(.up))
    #expect(driver.screen.lines[2].contains(" 7 "))
  }

  @Test func proseIsWrapped() throws {
    let text = TerminalEvent.paste(String(repeating: "many words ", count: 12))
    try check("prose", width: 80, [text] + Array(repeating: .key(.left, .control), count: 5))
  }

  /// However the blanks fall at the rows' ends, all of the words are there.
  @Test(arguments: 60..<100) func wrappedProseLosesNothing(width: Int) {
    let words = (10..<60).map(String.init)
    var driver = Driver([(.markdown, words.joined(separator: " "))], width: width)
    driver.send(.key(.end))
    #expect(!driver.screen.lines.dropLast().joined().contains("…"))
    #expect(words.allSatisfy { driver.screen.text.contains($0) })
  }

  @Test func help() throws { try check("help", width: 80, [.key(.function(1))]) }
  @Test func helpScrolled() throws {
    try check("help-small", width: 40, height: 10, [.key(.function(1)), .key(.pageDown)])
  }
  @Test func palette() throws { try check("palette", width: 80, [.key(.function(2))] + keys("cell") + [.key(.down)]) }

  @Test func quitQuestion() throws { try check("quit", width: 80, keys("x") + [.key("q", .control)]) }
  @Test func findPrompt() throws { try check("find", width: 80, [.key("f", .control)] + keys("Conv")) }

  @Test func narrowNotebook() throws { try check("narrow", width: 50, height: 14, Self.toBlock) }
  @Test func narrowPane() throws { try check("narrow-pane", width: 50, height: 14, [.key("o", .control)]) }
  /// At its end, as a new notebook starts; what it says goes with the first letter.
  @Test func narrowNotebookThatIsEmpty() throws {
    let document = NotebookDocument.new()
    let state = AppState(document: document, size: Size(width: 44, height: 14), startsAtEnd: true)
    var driver = Driver(code: "")
    driver.state = state
    let (screen, cursor) = driver.state.render()
    try expectScreen(screen, cursor: cursor, matches: "narrow-empty")
    driver.type("x")
    #expect(!driver.screen.text.contains("for example"))
  }

  @Test func tiny() throws { try check("tiny", width: 10, height: 3, keys("abc")) }
  @Test func allColumns() throws { try check("wide-summary", width: 200, height: 20, Self.toBlock) }

  /// Its counts stand as ever, and the whole sentence below them.
  @Test func aModelBeyondTheMemoryBudget() throws {
    try check("over-budget", width: 80, kernel: { SampleSession.refused($0) }, Self.toBlock)
  }

  @Test func wide() throws { try check("wide", width: 200, height: 60, [.key(.function(4))]) }
}
