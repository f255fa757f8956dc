// Pinning a model, by keys: a pin stands in the session's settings and keeps its numbers.

import Kernel
import Screen
import Tensors
import Testing

@testable import Interface
@testable import Notebook

@Suite struct PinTests {
  private func driver(parameters: Int = 100, name: String = "Small") -> Driver {
    var driver = Driver(SampleSession.cells, width: 100)
    driver.receive(parameters: parameters, name: name)
    return driver
  }

  @Test func aPinIsSavedWithTheSessionAndReadAgain() throws {
    var driver = driver()
    let before = driver.state.document.fileBytes
    driver.send(control("p"))
    let figures = try #require(driver.state.pins.first)
    #expect(figures.parameters == 100)
    #expect(driver.state.document.isModified)
    let bytes = driver.state.document.fileBytes
    #expect(String(decoding: bytes, as: UTF8.self).contains("# compbook: pin=Small;100;90;"))
    let opened = try SessionFile.parse(bytes, name: "session.py").document
    #expect(opened.settings.pins.map(ModelFigures.init(pin:)) == [figures])
    // By its name in the palette.
    driver.send([.key(.function(2))] + keys("unpin") + [.key(.enter)])
    #expect(driver.state.pins.isEmpty)
    #expect(driver.state.document.fileBytes == before)
  }

  @Test func settingsAreStepsOfUndoAndLeaveTheCaret() throws {
    var driver = driver()
    let first = driver.state.document.fileBytes
    driver.send(control("p"))
    #expect(driver.screen.lines.last?.contains("pinned Small in the file's settings line") == true)
    driver.send(alt("."), alt("."))
    #expect(driver.screen.lines.last?.contains("input cifar10:2 · the file's settings line changes") == true)
    driver.send(.key(.down), .key(.down), .key("x"))
    let last = driver.state.document.fileBytes
    driver.send(control("z"))
    driver.send(.key(.down))
    let place = driver.place
    driver.send(control("z"))
    #expect(driver.state.document.settings.input == "cifar10:0" && driver.state.pins.count == 1)
    #expect(driver.state.message == Message("input cifar10:0 again") && driver.place == place)
    guard case .evaluate(let request)? = driver.effects.last else { throw Missing("the kernel's request") }
    #expect(request.settings.input == "cifar10:0")
    driver.send(control("z"))
    #expect(driver.state.pins.isEmpty && driver.state.message == Message("no pins again"))
    #expect(driver.state.document.fileBytes == first && !driver.state.document.isModified)
    driver.send(control("y"), control("y"), control("y"))
    #expect(driver.state.document.fileBytes == last)
  }

  @Test func thePinKeepsItsNumbersWhileTheModelChanges() {
    var driver = driver()
    driver.send(control("p"), .key(.function(5)))
    driver.receive(parameters: 140)
    let parameters = driver.screen.lines.first { $0.contains("parameters") } ?? ""
    #expect(parameters.contains("140") && parameters.contains("100") && parameters.contains("+40"), "\(parameters)")
  }

  @Test func anOlderPinCanBeComparedWith() {
    var driver = driver()
    driver.send(control("p"))
    driver.receive(parameters: 120)
    driver.send(control("p"), .key(.function(5)), control("o"))
    driver.receive(parameters: 150)
    func change() -> String { driver.screen.lines.first { $0.contains("parameters") } ?? "" }
    #expect(change().contains("+30"), "\(change())")
    driver.send(.key(.left))
    #expect(change().contains("+50"), "\(change())")
    driver.send(.key(.left), .key(.right))
    #expect(change().contains("+30"), "\(change())")
    driver.send([.key(.function(2))] + keys("clear pins") + [.key(.enter)])
    #expect(driver.state.pins.isEmpty)
    #expect(driver.state.message == Messages.clearedPins)
  }

  @Test func pinsOfOneNameAreNumberedAndAllShow() {
    var driver = driver(parameters: 100)
    for parameters in [100, 120] {
      driver.send(control("p"))
      driver.receive(parameters: parameters)
    }
    driver.send(control("p"), .key(.function(5)))
    driver.state.resize(to: Size(width: 200, height: 40))
    let header = driver.screen.lines.first { $0.contains("since") } ?? ""
    for name in ["Small 1", "Small 2", "Small 3"] { #expect(header.contains(name), "\(header)") }
    // Of the first two, which are equal in all, neither is left out.
    let parameters = driver.screen.lines.first { $0.contains("parameters") } ?? ""
    #expect(parameters.split(separator: " ").count { $0 == "100" } == 2, "\(parameters)")
    driver.send([.key(.function(2))] + keys("unpin") + [.key(.enter)])
    #expect(driver.state.message == Messages.unpinned("Small 3"))
  }

  @Test func aNarrowPaneSaysWithWhatItCompares() {
    var driver = driver()
    driver.state.resize(to: Size(width: 80, height: 24))
    driver.send(control("p"), .key(.function(5)))
    driver.receive(parameters: 1_234_567)
    let header = driver.screen.lines.first { $0.contains("since") } ?? ""
    #expect(header.contains("vs Small"), "\(header)")
  }

  @Test func anotherSessionsModelOfTheSameNameHasItsFilesName() throws {
    let file = try SessionFile.parse(Array("x = 1\n".utf8), name: "wide.py").document
    var driver = asked("../wide.py")
    _ = driver.state.opened(toPin: "../wide.py", .success(file))
    var other = Self.other
    other.name = "Small"
    _ = driver.state.receive(FiguresAnswer(name: "../wide.py", .success(other)))
    #expect(driver.state.pins.map(\.name) == ["Small (wide.py)"])
  }

  /// Until the Compare tab has measured several.
  @Test func aPinSaysWhereItsTimeIsThatOfOnePass() {
    var driver = driver()
    driver.send(control("p"))
    #expect(driver.screen.lines.last?.contains("the time of one pass") == true)
    driver.send(.key(.function(5)))
    var snapshot = SampleSession.snapshot(of: driver.state.request)
    snapshot.subject?.figures = Self.other
    snapshot.subject?.forward?.passTime = PassTime(median: 0.25, passes: 15)
    driver.state.receive(snapshot)
    #expect(driver.screen.text.contains("~ the pin's is of one pass alone"))
    let latency = driver.screen.lines.first { $0.contains("latency  ") } ?? ""
    #expect(latency.contains("0.25 ms") && latency.contains(" ~ "), "\(latency)")
    driver.send(control("p"))
    #expect(driver.state.pins.last?.milliseconds == 0.25)
    #expect(driver.state.message == Messages.pinned("Other"))
  }

  // MARK: Another session's model

  /// The driver after the palette's command and a path.
  private func asked(_ path: String) -> Driver {
    var driver = driver()
    driver.send([.key(.function(2))] + keys("pin session") + [.key(.enter)] + keys(path) + [.key(.enter)])
    return driver
  }

  private static let other = ModelFigures(
    name: "Other", parameters: 60, trainableParameters: 60, multiplyAdds: 500, milliseconds: 0.5)

  @Test func anotherSessionsModelIsPinnedByItsPath() throws {
    var driver = asked("../other.py")
    #expect(driver.openedToPin?.name == "../other.py")
    let file = try SessionFile.parse(Array("x = 1\n".utf8), name: "other.py").document
    let effects = driver.state.opened(toPin: "../other.py", .success(file))
    guard case .figures(let request?) = effects.first else { throw Missing("the question") }
    #expect(request.document.cells.map(\.text) == ["x = 1"])
    #expect(driver.screen.lines.last?.contains("any key gives it up") == true)
    let before = driver.state.document.fileBytes
    let asked = driver.state.receive(FiguresAnswer(name: "../other.py", .success(Self.other)))
    #expect(driver.state.pins.map(\.name) == ["Other"])
    #expect(asked.contains { if case .evaluate = $0 { true } else { false } })
    #expect(driver.state.document.isModified)
    driver.send(.key(.function(5)))
    let parameters = driver.screen.lines.first { $0.contains("parameters") } ?? ""
    #expect(parameters.contains("100") && parameters.contains("60") && parameters.contains("+40"), "\(parameters)")
    driver.send([.key(.function(2))] + keys("unpin") + [.key(.enter)])
    #expect(driver.state.document.fileBytes == before)
  }

  /// As an input's path is resolved: from the session's folder, which is /tmp here.
  @Test(arguments: [
    ("other.py", "/tmp/other.py"), ("../other.py", "/tmp/../other.py"), ("/srv/other.py", "/srv/other.py"),
    ("~/other.py", "/home/anna/other.py"), ("~other.py", "/tmp/~other.py"), ("-", "/tmp/-"),
  ])
  func aSessionsPathStartsAtTheSessionsFolder(_ typed: String, _ path: String) {
    var driver = driver()
    driver.state.home = "/home/anna"
    driver.send([.key(.function(2))] + keys("pin session") + [.key(.enter)] + keys(typed) + [.key(.enter)])
    #expect(driver.openedToPin?.name == typed)
    #expect(driver.openedToPin?.path == path)
    driver.send(.key(.escape))
    driver.state.document.path = nil
    driver.state.home = nil
    driver.send([.key(.function(2))] + keys("pin session") + [.key(.enter)] + keys(typed) + [.key(.enter)])
    #expect(driver.openedToPin?.path == typed)
  }

  @Test func aLessonIsPinnedByItsName() throws {
    let missing = SessionFileError("effnet", .missing)
    var driver = asked("effnet")
    guard case .figures(let request?) = driver.state.opened(toPin: "effnet", .failure(missing)).first else {
      throw Missing("the question")
    }
    #expect(request.document.cells.contains { $0.text.contains("EffNet") })
    driver.state.message = nil
    #expect(driver.state.opened(toPin: "efnet", .failure(missing)).isEmpty)
    #expect(driver.state.message?.isError == true)
  }

  @Test func whatCannotBePinnedSaysWhyAndAnyKeyGivesItUp() throws {
    let file = try SessionFile.parse(Array("x = 1\n".utf8), name: "other.py").document
    var driver = asked("other.py")
    _ = driver.state.opened(toPin: "other.py", .success(file))
    _ = driver.state.receive(FiguresAnswer(name: "other.py", .failure(FiguresProblem(reason: "no model"))))
    #expect(driver.state.message == Message("no model", isError: true))
    #expect(driver.state.pins.isEmpty)
    // The question is there again, with the name to be mended.
    #expect(driver.state.overlay == .prompt(Prompt(purpose: .pin, text: "other.py")))
    _ = driver.state.opened(toPin: "other.py", .success(file))
    driver.send(.key(.right))
    guard case .figures(nil)? = driver.effects.last(where: { if case .figures = $0 { true } else { false } }) else {
      throw Missing("the end of the question")
    }
    _ = driver.state.receive(FiguresAnswer(name: "other.py", .success(Self.other)))
    #expect(driver.state.pins.isEmpty)
  }

  /// Given up, and asked of another session, before the first answer came.
  @Test(
    arguments: [.success(other), .failure(FiguresProblem(reason: "no model"))] as [Result<ModelFigures, FiguresProblem>]
  )
  func anAnswerAboutAnotherSessionIsNotTaken(_ late: Result<ModelFigures, FiguresProblem>) throws {
    let file = try SessionFile.parse(Array("x = 1\n".utf8), name: "other.py").document
    var driver = asked("first.py")
    _ = driver.state.opened(toPin: "first.py", .success(file))
    driver.send(.key(.escape))
    _ = driver.state.opened(toPin: "second.py", .success(file))
    _ = driver.state.receive(FiguresAnswer(name: "first.py", late))
    #expect(driver.state.pins.isEmpty)
    #expect(driver.state.message == Messages.measuring("second.py"))
    _ = driver.state.receive(FiguresAnswer(name: "second.py", .success(Self.other)))
    #expect(driver.state.pins == [Self.other])
  }

  private struct Missing: Error {
    let what: String
    init(_ what: String) { self.what = what }
  }

  @Test func withoutAModelThereIsNothingToPin() {
    var driver = Driver(code: "")
    driver.state.receive(KernelSnapshot(revision: driver.state.document.revision))
    driver.send(control("p"))
    #expect(driver.state.message == Messages.nothingToPin)
    driver.send([.key(.function(2))] + keys("unpin") + [.key(.enter)])
    #expect(driver.state.message == Messages.noPins)
    #expect(!driver.state.document.isModified)
  }

  /// A later version's pin, or one that somebody changed by hand.
  @Test func aPinThatCannotBeReadStaysInTheFile() throws {
    let text = "x = 1\n\n# compbook: pin=strange seed=3\n"
    var document = try SessionFile.parse(Array(text.utf8), name: "session.py").document
    #expect(document.settings.pins == ["strange"])
    document.settings.seed = 4
    #expect(String(decoding: document.fileBytes, as: UTF8.self) == "x = 1\n\n# compbook: seed=4 pin=strange\n")
  }
}

extension Driver {
  /// What the last effect of that kind is to read.
  fileprivate var openedToPin: (name: String, path: String)? {
    effects.lazy.compactMap { if case .openToPin(let name, let path) = $0 { (name, path) } else { nil } }.last
  }

  /// What a kernel says of a model of so many parameters.
  fileprivate mutating func receive(parameters: Int, name: String = "Small") {
    var snapshot = SampleSession.snapshot(of: state.request)
    snapshot.subject?.figures = ModelFigures(
      name: name, parameters: parameters, trainableParameters: 90, multiplyAdds: 1000,
      layers: [
        ModelFigures.Layer(
          name: "conv2d", typeName: "Conv2D", shape: [nil, 4, 4, 8], parameters: parameters, multiplyAdds: 1000)
      ])
    state.receive(snapshot)
  }
}
