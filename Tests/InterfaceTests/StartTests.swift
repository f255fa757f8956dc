// The start screen: one key away from typing, lessons as copies, unsaved work asked about.

import Foundation
import Kernel
import Lessons
import Screen
import Testing

@testable import Interface
@testable import Notebook

@Suite struct StartTests {
  /// The program as it starts without a file.
  private func started() -> Driver {
    var driver = Driver(code: "import keras", "")
    driver.state.document.path = nil
    driver.state.overlay = .start(StartScreen())
    return driver
  }

  private func choosing(_ lesson: String, in driver: inout Driver) throws {
    let place = try #require(Lesson.all.firstIndex { $0.name == lesson })
    driver.send(Array(repeating: .key(.down), count: place + 1) + [.key(.enter)])
  }

  @Test func whatIsTypedGoesIntoTheNotebook() {
    var driver = started()
    driver.type("xy")
    #expect(driver.state.overlay == nil)
    #expect(driver.cells[0] == "xyimport keras")
    driver = started()
    driver.send(.paste("pasted "))
    #expect(driver.cells[0] == "pasted import keras")
  }

  @Test func enterBeginsTheNewNotebookThatIsThere() {
    var driver = started()
    driver.state.document.settings.input = "random"
    driver.state.document.markSaved()
    driver.send(.key(.enter))
    #expect(driver.state.overlay == nil)
    #expect(driver.state.fileName == "untitled")
    #expect(driver.state.document.settings.input == "random")
  }

  @Test func aNewNotebookTakesALessonsPlace() throws {
    var driver = started()
    try choosing("pooling.py", in: &driver)
    driver.send([.key(.function(2))] + keys("lessons") + [.key(.enter), .key(.enter)])
    #expect(driver.state.fileName == "untitled")
    #expect(driver.cells.count == 2 && driver.cells[1].isEmpty)
    #expect(driver.state.cellIndex == 1)
    #expect(!driver.state.document.isModified)
  }

  @Test func aNewNotebookAfterALessonHasTheUsersSettings() throws {
    let preferences = Preferences("[input]\nsource = \"random\"\nseed = 7\n", path: "config.toml")
    var driver = started()
    driver.state = AppState(document: .new(), size: Size(width: 80, height: 24), preferences: preferences)
    driver.state.overlay = .start(StartScreen())
    try choosing("pooling.py", in: &driver)
    #expect(driver.state.document.settings == NotebookSettings())
    driver.send([.key(.function(2))] + keys("lessons") + [.key(.enter), .key(.enter)])
    #expect(driver.state.document.settings == NotebookSettings(input: "random", seed: 7))
    #expect(!driver.state.document.isModified)
  }

  @Test func aLessonOpensAsACopyWithoutAFile() throws {
    var driver = started()
    try choosing("pooling.py", in: &driver)
    #expect(driver.state.document.path == nil)
    #expect(driver.state.fileName == "pooling.py")
    #expect(!driver.state.document.isModified)
    #expect(driver.cells[0].hasPrefix("# Pooling in one dimension"))
    driver.send(control("s"))
    #expect(driver.state.overlay == .prompt(Prompt(purpose: .saveAs(then: nil), text: "pooling.py")))
    driver.send(.key(.enter))
    guard case .save("pooling.py", .ofNothing)? = driver.effects.last else {
      Issue.record("a lesson must not replace a file: \(driver.effects)")
      return
    }
  }

  @Test func unsavedWorkIsAskedAboutBeforeALessonTakesItsPlace() throws {
    var driver = Driver(code: "x = 1")
    driver.type("y")
    let text = driver.cells
    driver.send([.key(.function(2))] + keys("lessons") + [.key(.enter)])
    try choosing("convolution.py", in: &driver)
    #expect(driver.screen.lines.last?.contains("save the changes?") == true)
    driver.send(.key(.escape))
    #expect(driver.cells == text)
    driver.send([.key(.function(2))] + keys("lessons") + [.key(.enter)])
    try choosing("convolution.py", in: &driver)
    driver.type("n")
    #expect(driver.state.fileName == "convolution.py")
  }

  @Test func savingFirstThenOpens() throws {
    var driver = Driver(code: "x = 1")
    driver.type("y")
    driver.send([.key(.function(2))] + keys("lessons") + [.key(.enter)])
    try choosing("convolution.py", in: &driver)
    driver.type("y")
    guard case .save("/tmp/session.py", _)? = driver.effects.last else {
      Issue.record("nothing is saved: \(driver.effects)")
      return
    }
    driver.state.saved(to: "/tmp/session.py", .failure(SessionFileError("/tmp/session.py", .noSpace)))
    #expect(driver.cells == ["yx = 1"])
    driver.send(control("q"))
    driver.type("y")
    driver.state.saved(to: "/tmp/session.py", .success(FileVersion(of: [])))
    #expect(driver.state.isQuitting)
  }

  /// `touch new.py` first, or not: what can be typed is the same.
  @Test func anEmptyFileIsANewNotebook() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "compbook-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "new.py")
    let missing = try OpenedDocument(path: file.path)
    try Data().write(to: file)
    let empty = try OpenedDocument(path: file.path)
    #expect(empty.isNew)
    #expect(empty.document.cells == missing.document.cells)
    #expect(empty.document.cells[0].text.contains("Input"))
    #expect(!empty.document.isModified)
    #expect(empty.document.path == file.path)
    // It is replaced for as long as nobody else wrote into it.
    #expect(empty.document.version == FileVersion(of: []))
    #expect(try Data(contentsOf: file).isEmpty)
  }

  /// The kernel may still answer about the document that was left.
  @Test func whatTheKernelSaysOfTheOldDocumentIsDropped() throws {
    var driver = started()
    let old = driver.state.request
    try choosing("convolution.py", in: &driver)
    let new = driver.state.request
    let report = { (text: String) in CellReport(output: text) }
    let cell = try #require(new.document.cells.first?.id)
    driver.state.receive(KernelSnapshot(revision: old.document.revision, cells: [cell: report("old")]))
    #expect(driver.state.report.cells[cell] == nil)
    driver.state.receive(KernelSnapshot(revision: new.document.revision, cells: [cell: report("new")]))
    #expect(driver.state.report.cells[cell]?.output == "new")
    guard case .evaluate? = driver.effects.last else {
      Issue.record("the lesson is not evaluated")
      return
    }
  }

  @Test func theProgramHoldsTheSessionsFolder() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "sessions")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".py") }
    #expect(Lesson.all.map(\.name).sorted() == files.sorted())
    for lesson in Lesson.all {
      #expect(Data(lesson.document.fileBytes) == (try Data(contentsOf: folder.appending(path: lesson.name))))
    }
  }

  @Test func everyLessonSaysWhatItIsInALine() {
    for lesson in Lesson.all {
      #expect(!lesson.title.isEmpty && TextWidth.of(lesson.title) <= 60)
      #expect(TextWidth.of(lesson.summary) <= 73 && lesson.summary.count > 30, "\(lesson.summary)")
    }
  }
}
