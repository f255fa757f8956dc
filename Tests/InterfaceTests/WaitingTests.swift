// Commands that are pressed before the kernel has spoken of the notebook as it is: they wait, and any other key gives them up.

import Diagnostics
import Notebook
import Screen
import Testing

@testable import Interface
@testable import Kernel

@Suite struct WaitingTests {
  private static let waiting = "once the notebook is up to date"

  /// What the kernel says of the present text, of which one word is misspelt.
  private func misspelt(_ driver: Driver) -> KernelSnapshot {
    let cell = driver.state.document.cells[0].id
    let fix = CellProblem.Fix(.spelling, edits: [.replaceText(cell: cell, range: 4..<10, text: "Conv2D")], offset: 10)
    let problem = CellProblem(
      severity: .error, code: "name-undefined", message: "name 'Conv2d' is not defined",
      place: CellLine(cell: cell, line: 0), columns: 4..<10, fileLine: 1, fix: fix)
    return KernelSnapshot(
      revision: driver.state.document.revision, cursor: driver.state.caretLine,
      cells: [cell: CellReport(problems: [problem])])
  }

  /// F8 right after a misspelt line was written, before the kernel's word.
  private func hasty() -> Driver {
    var driver = Driver(code: "")
    driver.type("y = Conv2d(8, 3)")
    driver.send(.key(.function(8)))
    return driver
  }

  private func bottom(_ driver: Driver) -> String { driver.screen.lines.last ?? "" }

  @Test func f8WaitsForTheReportAndMendsOnce() {
    var driver = hasty()
    #expect(driver.cells == ["y = Conv2d(8, 3)"])
    #expect(bottom(driver).contains("mend") && bottom(driver).contains(Self.waiting))
    let report = misspelt(driver)
    let effects = driver.state.receive(report)
    #expect(driver.cells == ["y = Conv2D(8, 3)"])
    #expect(effects.contains { if case .evaluate = $0 { true } else { false } })
    #expect(!bottom(driver).contains(Self.waiting))
    driver.send(control("z"))
    #expect(driver.cells == ["y = Conv2d(8, 3)"])
    driver.state.receive(misspelt(driver))
    #expect(driver.cells == ["y = Conv2d(8, 3)"])
  }

  @Test func f8ThatHasWaitedInVainSaysSo() {
    var driver = hasty()
    driver.state.receive(KernelSnapshot(revision: driver.state.document.revision, cursor: driver.state.caretLine))
    #expect(driver.state.message == Messages.nothingToMend)
  }

  @Test func anOlderReportIsNotEnough() {
    var driver = Driver(code: "")
    driver.type("y = Conv2d(8, 3)")
    let older = misspelt(driver)
    driver.type(" ")
    driver.send(.key(.function(8)))
    driver.state.receive(older)
    #expect(driver.cells == ["y = Conv2d(8, 3) "])
    #expect(bottom(driver).contains(Self.waiting))
  }

  @Test(arguments: [
    TerminalEvent.key(.left), .key("#"), .key(.function(4)), .paste("# "),
    .mouse(MouseEvent(.press, at: Point(x: 60, y: 10))),
  ])
  func anotherKeyGivesTheWaitUp(_ event: TerminalEvent) {
    var driver = hasty()
    driver.send(event)
    #expect(!bottom(driver).contains(Self.waiting))
    driver.state.receive(misspelt(driver))
    #expect(driver.cells[0].contains("Conv2d(8, 3)"))
  }

  @Test func aPinWaitsForTheModelAsItIsNowAndForItsTime() {
    var driver = Driver(SampleSession.cells, width: 100)
    func snapshot(parameters: Int, milliseconds: Double?) -> KernelSnapshot {
      var snapshot = SampleSession.snapshot(of: driver.state.request)
      snapshot.subject?.figures = ModelFigures(
        name: "Small", parameters: parameters, trainableParameters: 90, multiplyAdds: 1000, layers: [])
      snapshot.isForwardPending = milliseconds == nil
      snapshot.subject?.forward = milliseconds.map {
        Forward(inputLabel: "random", input: nil, milliseconds: $0)
      }
      return snapshot
    }
    driver.state.receive(snapshot(parameters: 100, milliseconds: 3))
    driver.type("x")
    driver.send(control("p"))
    #expect(driver.state.pins.isEmpty)
    driver.state.receive(snapshot(parameters: 140, milliseconds: nil))
    #expect(driver.state.pins.isEmpty)
    driver.state.receive(snapshot(parameters: 140, milliseconds: 5))
    #expect(driver.state.pins.map(\.parameters) == [140])
    #expect(driver.state.pins.map(\.milliseconds) == [5])
    #expect(driver.state.message == Messages.pinned("Small", ofOnePass: true))
  }

  /// Right after another document opened, nothing is known of it.
  @Test func aPinWaitsForTheModelOfTheLessonThatWasJustOpened() {
    var driver = Driver(SampleSession.cells, width: 100)
    let old = SampleSession.snapshot(of: driver.state.request)
    driver.state.receive(old)
    driver.state.depart(.opening(.lesson(0)))
    driver.state.message = nil
    driver.send(control("p"))
    #expect(driver.state.awaited == .report(for: .pin))
    #expect(bottom(driver).contains(Self.waiting))
    driver.state.receive(old)
    #expect(driver.state.awaited == .report(for: .pin))
    driver.state.receive(KernelSnapshot(revision: driver.state.document.revision, cursor: driver.state.caretLine))
    #expect(driver.state.awaited == nil)
    #expect(driver.state.message == Messages.nothingToPin)
  }

  @Test func theCallsOfAFunctionWaitUntilTheCursorIsKnownToBeInIt() {
    var driver = Driver(SampleSession.cells, width: 100)
    driver.state.receive(SampleSession.snapshot(of: driver.state.request))
    driver.send(Array(repeating: .key(.down), count: 6) + [alt("c")])
    #expect(driver.state.call == nil)
    driver.state.receive(SampleSession.snapshot(of: driver.state.request))
    #expect(driver.state.call == FunctionCall(name: "block", number: 0))
  }

  @Test func theMenuOfOtherFormsOpensOnlyForWhoStillWaits() throws {
    var driver = Driver(code: "y = Conv2D(64, 3)(x)")
    driver.send(.key(.function(7)))
    let request = try #require(
      driver.effects.lazy.compactMap { if case .rewrite(let request) = $0 { request } else { nil } }.last)
    driver.send(.key(.function(4)))
    driver.state.receive(RewriteAnswer(request, .failure(.pointwise)))
    #expect(driver.state.message == nil)
  }
}
