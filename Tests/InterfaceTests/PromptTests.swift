// Questions in the bottom line: what is refused stays to be mended where it was typed, and Tab completes paths.

import Foundation
import Kernel
import Notebook
import Screen
import Testing

@testable import Interface

@Suite struct PromptTests {
  private func ask(_ command: String) -> [TerminalEvent] {
    [.key(.function(2))] + keys(command) + [.key(.enter), control("u")]
  }

  /// Plays events on a session in a folder with a batch of two images, a picture that is none and a folder.
  private func play(_ events: [TerminalEvent], _ body: (App, ScreenBuffer, URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "compbook-\(UUID())")
    try FileManager.default.createDirectory(at: folder.appending(path: "maps"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, data) in [
      ("a.py", Data("x = 1\n".utf8)), ("batch.bin", Data(count: 2 * 3073)), ("broken.png", Data("no".utf8)),
      ("maps/one.bin", Data(count: 3073)),
    ] { try data.write(to: folder.appending(path: name)) }
    let opened = try OpenedDocument(path: folder.appending(path: "a.py").path)
    let terminal = FakeTerminal(size: Size(width: 100, height: 12), steps: events.map { .event($0) })
    let state = AppState(document: opened.document, size: terminal.size)
    var app = App(
      state: state, terminal: terminal, mailbox: Mailbox(onPost: terminal.wake),
      services: Services(evaluate: { _ in }, files: .real(journals: nil)))
    _ = app.run()
    try body(app, terminal.screen, folder)
  }

  // MARK: What is refused

  @Test func aMissingPictureIsRefusedInItsQuestion() throws {
    let missing = ask("input") + keys("nope.png") + [.key(.enter)]
    try play(missing) { app, screen, folder in
      #expect(app.state.document.settings.input == "cifar10:0" && !app.state.document.isModified)
      #expect(screen.lines.last?.contains("): nope.png ") == true)
      #expect(app.state.told == "\(folder.path)/nope.png: there is no such file")
    }
    try play(missing + [control("u")] + keys("batch.bin:1") + [.key(.enter)]) { app, _, _ in
      #expect(app.state.overlay == nil && app.state.document.settings.input == "batch.bin:1")
    }
  }

  @Test func aRefusedAnswerStaysBelowTheReason() throws {
    var driver = Driver(SampleSession.cells, width: 100)
    driver.send(ask("input") + keys("nope.png") + [.key(.enter)])
    _ = driver.state.checked("nope.png", problem: "/tmp/nope.png: there is no such file")
    try expectScreen(driver.screen, cursor: driver.state.render().cursor, matches: "input-refused")
  }

  @Test(arguments: [
    ("batch.bin:2", "batch.bin has no image 2: it has 2, 0 to 1"), ("maps", "'maps' is no input: give random"),
    ("./maps", "./maps is a directory, not a file"),
    ("broken.png", "broken.png is no picture and no whole CIFAR batch"),
    ("cifar10:x", "'cifar10:x' is no image index"),
  ])
  func anInputThatCannotBeHadSaysWhy(_ typed: String, _ reason: String) throws {
    try play(ask("input") + keys(typed) + [.key(.enter)]) { app, screen, _ in
      #expect(app.state.told?.contains(reason) == true, "\(app.state.told ?? "")")
      #expect(screen.lines.last?.hasSuffix(": \(typed)") == true || screen.lines.last?.contains(": \(typed) ") == true)
      #expect(app.state.document.settings.input == "cifar10:0")
    }
  }

  @Test func anEmptyAnswerAndEscapeChangeNothing() throws {
    for events in [ask("input") + [.key(.enter)], ask("input") + keys("batch.bin") + [.key(.escape)]] {
      try play(events) { app, _, _ in
        #expect(app.state.overlay == nil && app.state.message == nil && !app.state.document.isModified)
      }
    }
  }

  @Test func aNameThatCannotBeSavedUnderIsMendedWhereItStands() throws {
    let name = FileManager.default.temporaryDirectory.appending(path: "compbook-\(UUID()).py").path
    defer { try? FileManager.default.removeItem(atPath: name) }
    let refused = [.key("y")] + ask("save as") + keys("/nowhere/b.py") + [.key(.enter)]
    try play(refused) { app, screen, _ in
      #expect(app.state.told?.hasPrefix("not saved: ") == true && app.state.message?.isError == true)
      #expect(screen.lines.last?.contains("save as: /nowhere/b.py") == true)
    }
    try play(refused + [control("u"), .key(.enter)]) { app, _, _ in
      #expect(app.state.message == Messages.noName && app.state.overlay != nil)
    }
    try play(refused + [control("u")] + keys(name) + [.key(.enter)]) { app, _, _ in
      #expect(app.state.overlay == nil && app.state.document.path == name && !app.state.document.isModified)
      let saved = try String(contentsOfFile: name, encoding: .utf8)
      #expect(saved == "yx = 1\n")
    }
  }

  /// The wish to quit outlives a refused name.
  @Test func quittingGoesOnAfterAMendedName() throws {
    let name = FileManager.default.temporaryDirectory.appending(path: "compbook-\(UUID()).py").path
    defer { try? FileManager.default.removeItem(atPath: name) }
    var driver = Driver(code: "")
    driver.state.document.path = nil
    driver.type("x")
    driver.send([control("q"), .key("y")] + keys("/nowhere/b.py") + [.key(.enter)])
    driver.state.saved(to: "/nowhere/b.py", .failure(SessionFileError("/nowhere/b.py", .folderMissing)))
    #expect(!driver.state.isQuitting && driver.state.overlay != nil)
    driver.send([control("u")] + keys(name) + [.key(.enter)])
    driver.state.saved(to: name, .success(FileVersion(of: driver.state.document.fileBytes)))
    #expect(driver.state.isQuitting)
  }

  @Test func aMissingSessionToPinIsMendedWhereItStands() throws {
    try play(ask("pin session") + keys("efnet") + [.key(.enter)]) { app, screen, _ in
      #expect(screen.lines.last?.contains("or a lesson such as effnet): efnet") == true)
      #expect(screen.text.contains("/efnet") && app.state.message?.isError == true)
    }
  }

  /// Nobody knows of a second image of a file that was not read.
  @Test func aPictureHasNoNextImage() {
    var driver = Driver(code: "")
    _ = driver.state.checked("cat.png", problem: nil)
    driver.send(alt("."))
    #expect(driver.state.document.settings.input == "cat.png")
    #expect(driver.state.message == Messages.onlyPicture("cat.png"))
  }

  @Test func aBatchGoesRoundByTheCountOfItsImages() {
    var driver = Driver(SampleSession.cells)
    _ = driver.state.checked("batch.bin:1", problem: nil)
    func receive(_ label: String, count: Int) {
      var snapshot = SampleSession.snapshot(of: driver.state.request)
      snapshot.subject?.forward?.inputLabel = label
      snapshot.subject?.forward?.imageCount = count
      driver.state.receive(snapshot)
    }
    receive("batch.bin:1 frog · 0–1", count: 3)
    driver.send(alt("."), alt("."))
    #expect(driver.state.document.settings.input == "batch.bin:0")
    // The count of another input says nothing.
    receive("cifar10:0 cat · 0–1", count: 20)
    driver.send(alt("."))
    #expect(driver.state.document.settings.input == "batch.bin:0")
  }

  // MARK: Paths

  @Test(arguments: [
    ("a", "a", ["a.py", "ab.png"]), ("ab", "ab.png", ["ab.png"]), ("s", "sub/", ["sub/"]), ("x", "x", []),
    ("", "", ["a.py", "ab.png", "sub/"]), (".", ".hidden", [".hidden"]), ("sub/a", "sub/a", ["a.py", "ab.png"]),
    ("/a", "/a", ["a.py", "ab.png"]),
  ])
  func typedPathsGoOnAsFarAsTheyAreAgreed(_ typed: String, _ text: String, _ candidates: [String]) {
    let entries = [
      FolderEntry("ab.png"), FolderEntry("sub", isFolder: true), FolderEntry(".hidden"), FolderEntry("a.py"),
    ]
    let completion = PathCompletion(typed, among: entries)
    #expect(completion.text == text && completion.candidates == candidates)
  }

  @Test(arguments: [
    ("input", "cat", "/tmp"), ("input", "sub/c", "/tmp/sub/"), ("input", "~", "/home/anna/"),
    ("pin session", "/srv/x", "/srv/"), ("save as", "x", "."), ("save as", "~/x/", "/home/anna/x/"),
  ])
  func tabLooksWhereThePathWouldLead(_ command: String, _ typed: String, _ folder: String) {
    var driver = Driver(code: "x = 1")
    driver.state.home = "/home/anna"
    driver.send(ask(command) + keys(typed) + [.key(.tab)])
    guard case .list(let asked)? = driver.effects.last else {
      Issue.record("a folder should be looked at")
      return
    }
    #expect(asked == folder || asked == folder + "/")
  }

  @Test func tabCompletesTellsAndGoesIntoFolders() throws {
    try play(ask("input") + keys("b") + [.key(.tab)]) { app, screen, _ in
      try expectScreen(screen, cursor: app.state.render().cursor, matches: "path-candidates")
    }
    try play(ask("input") + keys("m") + [.key(.tab), .key(.tab)]) { app, screen, _ in
      #expect(screen.lines.last?.contains(": maps/one.bin ") == true)
      #expect(app.state.message == nil)
    }
    try play(ask("input") + keys("x") + [.key(.tab)]) { app, screen, _ in
      #expect(screen.lines.last?.contains(": x ") == true)
      #expect(screen.text.contains("no file there begins with ‘x’"))
    }
  }

  @Test func tabKnowsTheLessonsToo() throws {
    try play(ask("pin session") + keys("poo") + [.key(.tab)]) { _, screen, _ in
      #expect(screen.lines.last?.contains(": pooling.py ") == true)
    }
    try play(ask("input") + keys("poo") + [.key(.tab)]) { _, screen, _ in
      #expect(screen.lines.last?.contains(": poo ") == true)
    }
  }

  @Test func aWordOfAPathIsTakenAway() {
    var driver = Driver(code: "x")
    driver.send(ask("save as") + keys("maps/one two.py") + [control("w")])
    #expect(driver.screen.lines.last?.contains("save as: maps/one  ") == true)
    driver.send(control("w"), .key(.backspace, .alt))
    #expect(driver.screen.lines.last?.contains("save as:   ") == true)
  }

  /// Where no path is asked for, it completes nothing.
  @Test func tabInTheQuestionForATextDoesNothing() {
    var driver = Driver(code: "x")
    driver.send(control("f"), .key("x"), .key(.tab))
    #expect(driver.effects.allSatisfy { if case .list = $0 { false } else { true } })
    #expect(driver.screen.lines.last?.contains("find: x ") == true)
  }
}

extension AppState {
  /// The message as it shows.
  fileprivate var told: String? { message?.text.text(by: keymap) }
}
