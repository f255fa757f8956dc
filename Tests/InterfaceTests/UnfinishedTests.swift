// Problems of what is being written: told in the bottom line, and under their line once the caret has moved on.

import Diagnostics
import Foundation
import Kernel
import Notebook
import Screen
import Testing

@testable import Interface

@Suite struct UnfinishedTests {
  /// A notebook in which text was typed, and what the kernel then says is wrong in one of its lines.
  private func screen(
    typing text: String, code: String = "any", line: Int = 0, columns: Range<Int>, then events: [TerminalEvent] = []
  ) -> [String] {
    var driver = Driver(code: "")
    driver.type(text)
    let cell = driver.state.document.cells[0].id
    let problem = CellProblem(
      severity: .error, code: code, message: "this is wrong", place: CellLine(cell: cell, line: line),
      columns: columns, fileLine: line + 1)
    driver.state.receive(
      KernelSnapshot(revision: driver.state.document.revision, cells: [cell: CellReport(problems: [problem])]))
    driver.send(events)
    return driver.screen.lines
  }

  private func isUnderItsLine(_ screen: [String]) -> Bool { screen.contains { $0.contains("✗ this is wrong") } }

  @Test(arguments: [
    ("y = co", 4..<6), ("y = ", 3..<3), ("y = ", 4..<4), ("keras.", 0..<6), ("y = compose(Co", 11..<12),
    ("y = compose(Co", 12..<14), ("f(padding='sa", 10..<13), ("f(padding='sa", 2..<13), ("if x", 4..<4),
  ])
  func aProblemOfWhatIsBeingWrittenStandsInTheBottomLineAlone(_ text: String, _ columns: Range<Int>) throws {
    let screen = screen(typing: text, columns: columns)
    #expect(!isUnderItsLine(screen))
    #expect(try #require(screen.last).contains(" so far: this is wrong, line 1"))
  }

  @Test func aListOfWhatMayBeMeantTakesThePlaceOfWhatIsWrongSoFar() throws {
    var driver = Driver(code: "")
    driver.type("y = Con")
    let cell = driver.state.document.cells[0].id
    let problem = CellProblem(
      severity: .error, code: "name-undefined", message: "NameError: name 'Con' is not defined",
      place: CellLine(cell: cell, line: 0), columns: 4..<7, fileLine: 1)
    let question = try #require(driver.state.question)
    driver.state.receive(
      KernelSnapshot(revision: question.revision, cells: [cell: CellReport(problems: [problem])]))
    #expect(try #require(driver.screen.lines.last).contains(" so far: name 'Con' is not defined, line 1"))
    _ = driver.state.receive(
      Assistance(
        revision: question.revision, cell: cell, offset: 7, word: 4..<7,
        completions: [Completion(.layer, "Conv2D", documentation: "Slides filters.")]))
    #expect(try !#require(driver.screen.lines.last).contains("'Con'"))
    driver.send(.key(.escape))
    #expect(try #require(driver.screen.lines.last).contains("'Con'"))
  }

  @Test(arguments: [
    ("y = f(0)", 4..<8), ("y = f(0), g", 4..<8), ("co + d", 0..<2), ("f(strides=0)", 2..<11), ("f('sa')", 2..<6),
  ])
  func aProblemOfWhatIsWrittenStandsUnderItsLine(_ text: String, _ columns: Range<Int>) {
    #expect(isUnderItsLine(screen(typing: text, columns: columns)))
  }

  /// A notebook of one text, in which something is then typed after a part of it, and what is then wrong.
  private func screen(
    of text: String, after part: String, typing new: String, code: String, line: Int, columns: Range<Int>
  ) -> [String] {
    var driver = Driver(code: text)
    driver.state.caret.offset = text.utf8.count - (text.components(separatedBy: part).last ?? "").utf8.count
    driver.type(new)
    let cell = driver.state.document.cells[0].id
    let problem = CellProblem(
      severity: .error, code: code, message: "this is wrong", place: CellLine(cell: cell, line: line),
      columns: columns, fileLine: line + 1)
    driver.state.receive(
      KernelSnapshot(revision: driver.state.document.revision, cells: [cell: CellReport(problems: [problem])]))
    return driver.screen.lines
  }

  @Test func aMissingCommaIsNotToldUnderTheNextLineBeforeItCanBeTyped() {
    for new in ["Conv", "Conv(", "Conv(3)"] {
      let text = "compose(\n  A(),\n  \n  B())"
      let next = screen(of: text, after: "A(),\n  ", typing: new, code: "syntax", line: 3, columns: 2..<5)
      #expect(!isUnderItsLine(next))
      let later = screen(of: text, after: "A(),\n  ", typing: new, code: "value-error", line: 3, columns: 2..<5)
      #expect(isUnderItsLine(later))
    }
  }

  @Test func aCallWaitsUntilItIsClosed() {
    #expect(!isUnderItsLine(screen(typing: "x = Conv2D(48, 3, ", columns: 4..<18)))
    #expect(!isUnderItsLine(screen(typing: "x = Conv2D(48, 3, padding='s", columns: 15..<16)))
    #expect(isUnderItsLine(screen(typing: "x = Conv2D(48, 3)", columns: 4..<17)))
    let edited = screen(
      of: "x = Conv2D(48, strides=)", after: "strides=", typing: "0", code: "value-error", line: 0, columns: 4..<25)
    #expect(isUnderItsLine(edited))
  }

  @Test(arguments: [
    ("y = compose(", 11..<12), ("y = compose(A(), ", 11..<12), ("y = compose(a, ", 12..<13), ("y = f('sa", 6..<9),
  ])
  func theCaretMovingWithinAHalfWrittenLineWaitsOn(text: String, columns: Range<Int>) {
    for key in [Key.left, .home] {
      #expect(!isUnderItsLine(screen(typing: text, columns: columns, then: [.key(key)])))
    }
    #expect(isUnderItsLine(screen(typing: text, columns: columns, then: [control("n")])))
  }

  @Test(arguments: [("x +", 3..<3), ("from keras import ", 18..<18), ("class A", 7..<7), ("for i in", 8..<8)])
  func whatALinesEndLacksWaitsWhereverTheCaretIsOnIt(text: String, columns: Range<Int>) {
    for key in [Key.left, .home] {
      #expect(!isUnderItsLine(screen(typing: text, code: "syntax", columns: columns, then: [.key(key)])))
    }
    let onward = screen(typing: text, code: "syntax", columns: columns, then: [control("n")])
    #expect(isUnderItsLine(onward))
    #expect(isUnderItsLine(screen(typing: "x = = 2", code: "syntax", columns: 4..<5, then: [.key(.home)])))
  }

  @Test func whatUndoBringsBackIsBeingWrittenAgain() {
    var driver = Driver(code: "")
    driver.type("y = compose(")
    let cell = driver.state.document.cells[0].id
    let problem = CellProblem(
      severity: .error, code: "syntax", message: "this is wrong", place: CellLine(cell: cell, line: 0),
      columns: 11..<12, fileLine: 1)
    func tell() {
      driver.state.receive(
        KernelSnapshot(revision: driver.state.document.revision, cells: [cell: CellReport(problems: [problem])]))
    }
    tell()
    driver.send(.key(.left), .key(.right), .key(")"), control("z"))
    #expect(driver.state.document.cells[0].text == "y = compose(")
    // Neither before the kernel's next word nor after it.
    #expect(!isUnderItsLine(driver.screen.lines))
    tell()
    #expect(!isUnderItsLine(driver.screen.lines))
  }

  @Test func theCaretMovingOnEndsTheWaiting() {
    #expect(isUnderItsLine(screen(typing: "y = co", columns: 4..<6, then: [.key(.home)])))
    #expect(isUnderItsLine(screen(typing: "y = co", columns: 4..<6, then: [control("n")])))
  }

  @Test func anOpenBracketOfALineAboveWaits() {
    var typed = Driver(code: "")
    typed.type("y = compose(")
    typed.send(.key(.enter))
    let cell = typed.state.document.cells[0].id
    let problem = CellProblem(
      severity: .error, code: "syntax", message: "this is wrong", place: CellLine(cell: cell, line: 0),
      columns: 11..<12, fileLine: 1)
    typed.state.receive(
      KernelSnapshot(revision: typed.state.document.revision, cells: [cell: CellReport(problems: [problem])]))
    #expect(!isUnderItsLine(typed.screen.lines))
    // Within the call, it is still being written; elsewhere it is taken as it is.
    typed.send(.key(.up))
    #expect(!isUnderItsLine(typed.screen.lines))
    typed.send(control("n"))
    #expect(isUnderItsLine(typed.screen.lines))
  }

  @Test func aProblemOutOfACallThatIsStillOpenWaits() {
    var driver = Driver(code: "def compose():\n    raise", "")
    driver.send(.key(">", .alt))
    driver.type("compose(")
    let cells = driver.state.document.cells.map(\.id)
    let problem = CellProblem(
      severity: .error, code: "value-error", message: "this is wrong", place: CellLine(cell: cells[0], line: 1),
      columns: 4..<9, fileLine: 2, calls: [CellLine(cell: cells[1], line: 0)])
    let snapshot = KernelSnapshot(
      revision: driver.state.document.revision, cells: [cells[0]: CellReport(problems: [problem])])
    driver.state.receive(snapshot)
    #expect(!isUnderItsLine(driver.screen.lines))
    driver.type(")")
    driver.state.receive(
      KernelSnapshot(revision: driver.state.document.revision, cells: snapshot.cells))
    #expect(isUnderItsLine(driver.screen.lines))
  }
}
