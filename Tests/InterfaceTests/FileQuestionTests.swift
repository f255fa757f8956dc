// Questions about files: what a crash left, and what another program changed.

import Foundation
import Kernel
import Screen
import Testing

@testable import Interface
@testable import Notebook

@Suite struct FileQuestionTests {
  private func journal(_ name: String, _ text: String, path: String? = nil) -> FoundJournal {
    FoundJournal(
      name: name, owner: JournalOwner(path: path, process: 1, version: nil), bytes: Array(text.utf8),
      // Noon in every time zone's calendar would take a zone: the tests set none.
      time: 0, isLive: false)
  }

  private var found: [FoundJournal] {
    [journal("untitled-abc234", "# %%\nx = 1\n"), journal("effnet-xyz567", "y = 2\n", path: "/home/anna/effnet.py")]
  }

  private func driver(width: Int = 80, height: Int = 12) -> Driver {
    var driver = Driver([(.code, "import keras")], width: width, height: height)
    driver.state.offer(found)
    return driver
  }

  @Test func whatWasFoundIsAskedAbout() throws {
    setenv("TZ", "UTC", 1)
    var driver = driver()
    try expectScreen(driver.screen, cursor: driver.state.render().cursor, matches: "recovery")
    driver.send(.key(.down), .key(.down), .resize(Size(width: 40, height: 6)))
    try expectScreen(driver.screen, cursor: driver.state.render().cursor, matches: "recovery-small")
  }

  @Test func enterRestoresTheChosenOneAsUnsavedWork() {
    var driver = driver()
    driver.send(.key(.down), .key(.enter))
    #expect(driver.cells == ["y = 2"])
    #expect(driver.state.document.isModified)
    #expect(driver.state.fileName == "effnet.py")
    #expect(driver.state.overlay == nil)
    guard case .takeOver(journal: "effnet-xyz567")? = driver.effects.first else {
      Issue.record("\(driver.effects) should begin with taking over the journal")
      return
    }
    // The kernel is asked about the other document, under a revision that it has not seen.
    let requests = driver.effects.compactMap { if case .evaluate(let request) = $0 { request } else { nil } }
    guard let request = requests.last else {
      Issue.record("\(driver.effects) should have an evaluation")
      return
    }
    #expect(request.document.cells.map(\.text) == ["y = 2"])
    #expect(request.document.revision > 0)
    driver.type("z")
    #expect(driver.cells == ["zy = 2"])
  }

  @Test func aClickChoosesAndTheNextRestores() throws {
    var driver = driver()
    let texts = found.compactMap { $0.owner.path }
    let last = try #require(texts.last)
    let index = try #require(found.lastIndex { $0.owner.path == last })
    try driver.click(last)
    #expect(driver.state.overlay?.list?.chosen == index)
    try driver.click(last)
    #expect(driver.state.overlay == nil)
    #expect(driver.state.message == Messages.restored)
  }

  @Test func decliningKeepsAndDiscardingTakesOneAtATime() {
    var driver = driver()
    driver.send(.key(.escape))
    #expect(driver.effects.isEmpty)
    #expect(driver.state.overlay == nil)
    #expect(driver.screen.text.contains("compbook recover"))
    driver.state.offer(found)
    driver.send(.key("d"), .key("y"), .key("d"), .key("y"))
    let discarded = driver.effects.compactMap { if case .discard(let name) = $0 { name } else { nil } }
    #expect(discarded == ["untitled-abc234", "effnet-xyz567"])
    #expect(driver.state.overlay == nil)
    #expect(driver.cells == ["import keras"])
  }

  @Test func whatIsTypedAheadDiscardsNothing() {
    for answer in [TerminalEvent.key("e"), .key(.enter), .key(.escape), .key(.down), .key("d")] {
      var driver = driver()
      driver.send(.key("d"))
      #expect(driver.screen.text.contains("y discards"))
      driver.send(answer)
      #expect(driver.effects.isEmpty)
      #expect(driver.state.overlay?.list?.count == found.count)
      #expect(!driver.screen.text.contains("y discards"))
    }
  }

  private func withSession(_ body: (_ path: String, _ journals: JournalFolder) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "compbook-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "a.py").path
    try Data("x = 1\n".utf8).write(to: URL(filePath: path))
    try body(path, JournalFolder(path: folder.appending(path: "state").path))
  }

  /// Plays events on a file that another program changes after it was opened.
  private func play(_ events: [TerminalEvent], changed: String?, path: String, journals: JournalFolder) throws
    -> (app: App, screen: ScreenBuffer)
  {
    let opened = try OpenedDocument(path: path)
    let change = FakeTerminal.Step.look { _ in
      if let changed { try? Data(changed.utf8).write(to: URL(filePath: path)) }
    }
    let terminal = FakeTerminal(
      size: Size(width: 100, height: 24), steps: [change] + events.map { .event($0) })
    var state = AppState(document: opened.document, size: terminal.size)
    let journal = state.begin(followingIn: journals, onNews: {})
    var app = App(
      state: state, terminal: terminal, mailbox: Mailbox(onPost: terminal.wake),
      services: Services(evaluate: { _ in }, files: .real(journals: journals), journal: journal))
    _ = app.run()
    return (app, terminal.screen)
  }

  private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  @Test func aChangedFileIsNotReplacedWithoutAsking() throws {
    try withSession { path, journals in
      let typed = [.key("y"), control("s")]
      let asked = try play(typed, changed: "z = 9\n", path: path, journals: journals)
      #expect(try text(path) == "z = 9\n")
      #expect(asked.screen.text.contains("another program changed a.py:  o overwrite"))
      #expect(asked.app.state.document.isModified)
      // The terminal went away: the work is kept.
      #expect(
        journals.journals().of(path).compactMap(\.bytes).map { String(decoding: $0, as: UTF8.self) } == ["yx = 1\n"])
    }
    try withSession { path, journals in
      _ = try play([.key("y"), control("s"), .key("o")], changed: "z = 9\n", path: path, journals: journals)
      #expect(try text(path) == "yx = 1\n")
      #expect(journals.journals().isEmpty)
    }
  }

  @Test func aFileReadAnewLeavesTheUnsavedTextForRecovery() throws {
    try withSession { path, journals in
      let events = [.key("y"), control("s"), .key("r"), .key("w"), control("s")]
      let (app, _) = try play(events, changed: "z = 9\n", path: path, journals: journals)
      #expect(try text(path) == "wz = 9\n")
      #expect(!app.state.document.isModified)
      #expect(journals.journals().compactMap(\.bytes).map { String(decoding: $0, as: UTF8.self) } == ["yx = 1\n"])
    }
  }

  /// The journal is as the last second left it: the terminal went away without a word.
  @Test func aSettingAloneIsKeptForRecovery() throws {
    try withSession { path, journals in
      _ = try play([alt(".")], changed: nil, path: path, journals: journals)
      let found = try #require(journals.journals().of(path).first)
      let document = try found.document()
      #expect(document.settings.input == "cifar10:1" && document.cells.map(\.text) == ["x = 1"])
      // What is taken back leaves nothing to be found.
      try journals.remove(found.name)
      _ = try play([alt("."), control("z")], changed: nil, path: path, journals: journals)
      #expect(journals.journals().isEmpty)
    }
  }

  @Test func aChangedFileCanBeLeftForAnotherName() throws {
    try withSession { path, journals in
      let events = [.key("y"), control("s"), .key("a"), control("u")] + keys(path + ".2") + [.key(.enter)]
      let (app, _) = try play(events, changed: "z = 9\n", path: path, journals: journals)
      #expect(try text(path) == "z = 9\n")
      #expect(try text(path + ".2") == "yx = 1\n")
      #expect(app.state.fileName == "a.py.2")
    }
  }

  @Test func aJupyterNotebooksNameIsNotSavedUnder() throws {
    try withSession { path, journals in
      let notebook = path + ".ipynb"
      let steps =
        [.key("y"), .key(.function(2))] + keys("save as") + [.key(.enter), control("u")] + keys(notebook)
        + [.key(.enter)]
      let (app, _) = try play(steps, changed: nil, path: path, journals: journals)
      #expect(!FileManager.default.fileExists(atPath: notebook))
      #expect(app.state.message == Messages.notSaved(SessionFileError(notebook, .jupyterName)))
      #expect(app.state.document.isModified)
    }
  }

  @Test func aFileThatIsGoneIsSaidToBeWrittenAnew() throws {
    try withSession { path, journals in
      let opened = try OpenedDocument(path: path)
      let removal = FakeTerminal.Step.look { _ in try? FileManager.default.removeItem(atPath: path) }
      let terminal = FakeTerminal(
        size: Size(width: 80, height: 24),
        steps: [
          removal, .event(.key("y")), .event(control("s")),
          .look { terminal in #expect(terminal.screen.lines.last?.contains("a.py was gone: it is written anew") == true)
          },
          .event(control("s")),
          .look { terminal in #expect(terminal.screen.lines.last?.contains("saved a.py") == true) },
        ])
      let state = AppState(document: opened.document, size: terminal.size)
      var app = App(
        state: state, terminal: terminal, mailbox: Mailbox(onPost: terminal.wake),
        services: Services(evaluate: { _ in }, files: .real(journals: journals)))
      _ = app.run()
      #expect(try text(path) == "yx = 1\n")
    }
  }

  @Test func anUnchangedFileIsSavedAgainAndAgain() throws {
    try withSession { path, journals in
      _ = try play([.key("y"), control("s"), .key("z"), control("s")], changed: nil, path: path, journals: journals)
      #expect(try text(path) == "yzx = 1\n")
      #expect(journals.journals().isEmpty)
    }
  }

  @Test func twoProgramsOnOneFileKnowOfEachOther() throws {
    try withSession { path, journals in
      let opened = try OpenedDocument(path: path)
      var first = AppState(document: opened.document, size: Size(width: 80, height: 24))
      let journal = first.begin(followingIn: journals, onNews: {})
      #expect(first.message == nil)
      var second = AppState(document: opened.document, size: Size(width: 80, height: 24))
      let other = second.begin(followingIn: journals, onNews: {})
      #expect(
        second.message?.text.text(by: .standard).hasPrefix("open in another Compbook too (process \(getpid()))") == true
      )
      #expect(second.overlay == nil)
      journal.end(keeping: false)
      other.end(keeping: false)
      var third = AppState(document: opened.document, size: Size(width: 80, height: 24))
      let last = third.begin(followingIn: journals, onNews: {})
      #expect(third.message == nil)
      last.end(keeping: false)
    }
  }

  @Test(arguments: [("/dev/null", SessionFileError.Reason.notRegular), ("-", .missing)])
  func aTypedPathLeadsToAFileOrNowhere(_ path: String, _ reason: SessionFileError.Reason) {
    let files = FileServices.real(journals: nil)
    #expect(throws: SessionFileError(path, reason)) { try files.open(path).get() }
  }

  @Test(arguments: [("~/b.py", "/home/anna/b.py"), ("b.py", "b.py"), ("/tmp/session.py", "/tmp/session.py")])
  func saveAsKnowsTheHomeFolder(_ typed: String, _ path: String) {
    var driver = Driver(code: "x = 1")
    driver.state.home = "/home/anna"
    driver.send([.key(.function(2))] + keys("save as") + [.key(.enter), control("u")] + keys(typed) + [.key(.enter)])
    let saved = driver.effects.compactMap { if case .save(let path, _) = $0 { path } else { nil } }
    #expect(saved == [path])
  }

  @Test func quittingLeavesNoJournalBehind() throws {
    try withSession { path, journals in
      _ = try play([.key("y"), control("q"), .key("n")], changed: nil, path: path, journals: journals)
      #expect(try FileManager.default.contentsOfDirectory(atPath: journals.path).isEmpty)
      #expect(try text(path) == "x = 1\n")
    }
  }

  @Test func theProgramItselfAsksAtItsStart() throws {
    try withSession { path, journals in
      let state = JournalFolder(path: journals.path + "/compbook")
      var document = try SessionFile.open(path).document
      let journal = RecoveryJournal(document, in: state)
      let caret = Selection(Caret(cell: document.cells[0].id, offset: 0))
      document.perform(
        [.replaceText(cell: document.cells[0].id, range: 0..<0, text: "y")], before: caret, after: caret)
      journal.note(document)
      journal.end(keeping: true)
      let terminal = FakeTerminal(
        size: Size(width: 80, height: 24),
        steps: [
          .until("the question") { $0.text.contains("Unsaved work was found") }, .event(.key(.enter)),
          .until("the text") { $0.text.contains("yx = 1") }, .event(control("s")), .event(control("q")),
        ])
      let code = App.run(
        try OpenedDocument(path: path), environment: ["XDG_STATE_HOME": journals.path], on: terminal)
      #expect(terminal.unmet == nil)
      #expect(code == 0)
      #expect(try text(path) == "yx = 1\n")
      #expect(state.journals().isEmpty)
    }
  }
}

/// What another program does with the file is told before somebody edits or saves.
@Suite struct FileWatchTests {
  private func run(_ steps: (URL, JournalFolder) -> [FakeTerminal.Step]) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "compbook-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "a.py")
    try Data("x = 1\n".utf8).write(to: file)
    let journals = JournalFolder(path: folder.path + "/compbook")
    let start = FakeTerminal.Step.until("the file") { $0.text.contains("x = 1") }
    let terminal = FakeTerminal(
      size: Size(width: 120, height: 24), steps: [start] + steps(file, journals) + [.event(control("q"))])
    let opened = try OpenedDocument(path: file.path)
    #expect(App.run(opened, environment: ["XDG_STATE_HOME": folder.path], on: terminal) == 0)
    #expect(terminal.unmet == nil)
  }

  @Test func aFileThatAnotherProgramChangedIsToldOfAndReadAgain() throws {
    try run { file, _ in
      let change: [FakeTerminal.Step] = [
        .look { _ in try? Data("z = 9\n".utf8).write(to: file) },
        .until("the change") { $0.text.contains("another program changed a.py · F2 `read again` reads it") },
        .event(.key(.function(2))),
      ]
      let command: [FakeTerminal.Step] = keys("read again").map { .event($0) }
      return change + command + [
        .event(.key(.enter)), .until("the new text") { $0.text.contains("z = 9") },
        .look { terminal in #expect(terminal.screen.lines.last?.contains("a.py is read anew  ") == true) },
      ]
    }
  }

  @Test func aFileThatAnotherProgramRemovedIsToldOf() throws {
    try run { file, _ in
      [
        .look { _ in try? FileManager.default.removeItem(at: file) },
        .until("the removal") { $0.text.contains("another program removed a.py · ^S writes it anew") },
      ]
    }
  }

  @Test func theFirstOfTwoLearnsOfTheSecond() throws {
    var other: RecoveryJournal?
    try run { file, journals in
      [
        .look { _ in
          other = (try? SessionFile.open(file.path)).map { RecoveryJournal($0.document, in: journals) }
        },
        .until("the other") { $0.text.contains("open in another Compbook too (process \(getpid()))") },
      ]
    }
    other?.end(keeping: false)
  }
}

/// Where no journal can be written, the screen says so for as long as that is.
@Suite struct JournalHealthTests {
  private func driver(width: Int, height: Int) -> Driver {
    var driver = Driver([(.code, "x = 1")], width: width, height: height)
    driver.type("y")
    driver.state.take(.failing(folder: "/home/anna/.local/state/compbook", cause: "no space left"))
    return driver
  }

  @Test func aCrashThatWouldCostTheTextIsToldOfAtOnceAndStaysInSight() throws {
    var driver = driver(width: 100, height: 10)
    let told = "not safe from a crash: /home/anna/.local/state/compbook: no space left · ^S saves"
    #expect(driver.screen.lines.last?.contains(told) == true)
    driver.type("z")
    try expectScreen(driver.screen, cursor: driver.state.render().cursor, matches: "no-journal")
    driver.state.take(.written)
    #expect(!driver.screen.text.contains("not safe"))
    #expect(driver.screen.lines.last?.contains("safe from a crash again") == true)
  }

  @Test func aScreenWithoutATitleHasItOnItsLastLine() {
    var driver = driver(width: 80, height: 5)
    driver.type("z")
    #expect(driver.screen.lines.last?.contains("not safe from a crash: no space left · ^S saves") == true)
  }

  @Test func aLongNameLeavesRoomForIt() {
    var driver = driver(width: 80, height: 10)
    driver.state.document.path = "/tmp/" + String(repeating: "long", count: 30) + ".py"
    driver.type("z")
    #expect(driver.screen.lines[0].contains("not safe from a crash: no space left · ^S saves"))
  }

  @Test func theProgramItselfSaysSo() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "compbook-\(UUID())")
    try Data().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let told = "not safe from a crash: \(file.path)/compbook: "
    let terminal = FakeTerminal(
      size: Size(width: 160, height: 24),
      steps: [
        .until("the reason") { $0.lines.last?.contains(told) == true }, .event(.key("x")),
        .until("the title") { $0.lines[0].contains("not safe from a crash: ") && $0.text.contains("x") },
        .look { _ in try? FileManager.default.removeItem(at: file) },
        .until("that it is well") { $0.lines.last?.contains("safe from a crash again") == true },
        .event(control("q")), .event(.key("n")),
      ])
    #expect(App.run(try OpenedDocument(path: nil), environment: ["XDG_STATE_HOME": file.path], on: terminal) == 0)
    #expect(terminal.unmet == nil)
    try? FileManager.default.removeItem(at: file)
  }
}
