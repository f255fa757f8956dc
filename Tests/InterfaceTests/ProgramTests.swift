// The whole program on a fake terminal: saving, leaving, and any keys at all.

import Diagnostics
import Foundation
import Kernel
import Notebook
import Screen
import Tensors
import Testing

@testable import Interface

@Suite struct ProgramTests {
  @Test func quittingWithNothingUnsavedAsksNothing() {
    let (terminal, _, code) = SampleSession.run(width: 80, height: 24, steps: [.event(control("q"))])
    #expect(code == 0)
    #expect(terminal.unmet == nil)
  }

  @Test func unsavedWorkAsksAndEscapeStays() {
    let (terminal, app, code) = SampleSession.run(
      width: 80, height: 24,
      steps: [
        .event(.key("x")), .event(control("q")),
        .until("the question") { $0.text.contains("save the changes?") },
        .event(.key("z")), .event(.key(.escape)), .event(.key("y")),
      ])
    #expect(terminal.unmet == nil)
    #expect(code == 129)
    #expect(app.state.document.cells[0].text.hasPrefix("xy#"))
  }

  @Test func savingFromTheQuestionWritesAndLeaves() {
    var saved: [String] = []
    let (_, _, code) = SampleSession.run(
      width: 80, height: 24, steps: [.event(.key("x")), .event(control("q")), .event(.key("y"))],
      save: { document, path, _ in
        saved.append(path + ": " + document.cells[0].text.prefix(3))
        return nil
      })
    #expect(code == 0)
    #expect(saved == ["sessions/small.py: x# "])
  }

  @Test func aFailedSaveSaysWhyAndStays() {
    let (terminal, app, code) = SampleSession.run(
      width: 80, height: 24, steps: [.event(.key("x")), .event(control("q")), .event(.key("y"))],
      save: { _, path, _ in SessionFileError(path, .noSpace) })
    #expect(code == 129)
    #expect(app.state.document.isModified)
    #expect(terminal.screen.text.contains("not saved: sessions/small.py cannot be saved: no space left"))
  }

  @Test func discardingLeavesWithoutWriting() {
    let (_, _, code) = SampleSession.run(
      width: 80, height: 24, steps: [.event(.key("x")), .event(control("q")), .event(.key("n"))],
      save: { _, _, _ in
        Issue.record("nothing should be written")
        return nil
      })
    #expect(code == 0)
  }

  @Test func aNotebookWithoutAFileAsksForItsName() {
    var driver = Driver(code: "")
    driver.state.document.path = nil
    driver.send([control("s")] + keys("a.py") + [.key(.enter)])
    guard case .save(path: "a.py", .ofNothing)? = driver.effects.last else {
      Issue.record("\(driver.effects) should end with the save")
      return
    }
    driver.state.saved(to: "a.py", .success(FileVersion(of: [])))
    #expect(driver.state.fileName == "a.py")
  }

  @Test func aNewNameNeverReplacesAFile() {
    let (terminal, app, _) = SampleSession.run(
      width: 80, height: 24, steps: ([control("s")] + keys("a.py") + [.key(.enter)]).map { .event($0) }, path: nil,
      save: { _, path, replacement in replacement == .ofNothing ? SessionFileError(path, .exists) : nil })
    #expect(terminal.screen.text.contains("not saved: a.py exists already"))
    #expect(app.state.fileName == "untitled")
  }

  @Test func aNewNotebookStartsInItsLastCellWithTheOthersInView() {
    let state = AppState(document: .new(), size: Size(width: 80, height: 30), startsAtEnd: true)
    #expect(state.cellIndex == 1)
    #expect(state.render().buffer.text.contains("In 1  from functools import reduce"))
  }

  @Test func aShapeNeverStandsOnItsLine() {
    var driver = Driver(code: "y = Conv2D(8, 3)(x)")
    for width in 20...120 {
      driver.send(.resize(Size(width: width, height: 24)))
      let cell = driver.state.document.cells[0].id
      driver.state.receive(
        KernelSnapshot(
          revision: 0, cells: [cell: CellReport(inlays: [Inlay(line: 0, shape: [nil, 30, 30, 8], count: 2)])]))
      let line = driver.screen.lines.first { $0.contains("Conv") || $0.contains("y = ") } ?? ""
      guard let range = line.range(of: "30×30×8") else { continue }
      #expect(line[..<range.lowerBound].hasSuffix("  "), "\(line)")
    }
  }

  @Test func aNotebookThatFitsShowsWholeWhateverCameAndWentAboveTheCaret() {
    var driver = Driver(code: "above = 0", "first = 1\n")
    driver.send(.key(">", .alt))
    let cell = driver.state.document.cells[1].id
    let problem = CellProblem(
      severity: .error, code: "any", message: "this is wrong", place: CellLine(cell: cell, line: 0), columns: 0..<1,
      fileLine: 1)
    driver.state.receive(KernelSnapshot(revision: 0, cells: [cell: CellReport(problems: [problem])]))
    driver.send(.key(.backspace))
    driver.state.receive(KernelSnapshot(revision: driver.state.document.revision))
    #expect(driver.screen.text.contains("above = 0"))
    #expect(driver.state.topRow == 0)
  }

  @Test func aSignalEndsTheProgramWithItsCode() {
    let (_, _, code) = SampleSession.run(width: 80, height: 24, steps: [.event(.terminate(signal: 15))])
    #expect(code == 143)
  }

  @Test func theScreenFollowsAResize() {
    let (terminal, _, _) = SampleSession.run(
      width: 100, height: 30, steps: [.event(.resize(Size(width: 40, height: 10)))])
    #expect(terminal.screen.size == Size(width: 40, height: 10))
  }

  @Test func aClickPlacesTheCaret() {
    let (_, app, _) = SampleSession.run(
      width: 100, height: 24, steps: [.event(.mouse(MouseEvent(.press, at: Point(x: 12, y: 6))))])
    #expect(app.state.cellIndex == 1)
    #expect(app.state.caretLine.line == 1)
    #expect(app.state.text.column(of: app.state.caret.offset) == 4)
  }

  @Test func copyingReachesTheTerminalsClipboard() {
    let (terminal, _, _) = SampleSession.run(width: 80, height: 24, steps: [.event(control("c"))])
    #expect(terminal.clipboard == ["# A small network\n"])
  }
}

/// Steele, Lea and Flood's SplitMix64: the same numbers for the same seed.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
