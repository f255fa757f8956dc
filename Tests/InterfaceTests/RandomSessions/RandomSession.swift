// A notebook that random steps are played on, and what must hold of it after each.

import Kernel
import Notebook
import Screen

@testable import Interface
@testable import Notebook

struct RandomSession {
  private(set) var state: AppState
  /// What everything undone must lead back to.
  private var first: NotebookDocument
  private let models: [Subject]
  private var requests: [KernelRequest]
  private var questions: [AssistanceRequest] = []
  private var rewriteQuestions: [RewriteRequest] = []

  /// A start that comes of the seed alone.
  init(seed: UInt64, models: [Subject]) {
    self.models = models
    var random = SplitMix(state: ~seed)
    var document = random.choose(RandomSession.documents)()
    if Bool.random(using: &random) { document.path = "/tmp/session.py" }
    document.markSaved()
    first = document
    state = AppState(
      document: document, size: Size(width: 80, height: 24),
      capabilities: Capabilities(
        colors: random.choose([0, 8, 16, 256, 1 << 24]), unicode: Bool.random(using: &random),
        isLight: Bool.random(using: &random)),
      startsAtEnd: Bool.random(using: &random))
    requests = [state.request]
  }

  private static let documents: [@Sendable () -> NotebookDocument] = [
    { make(SampleSession.cells) }, { make([(.code, "")]) }, { .new() },
    { make([(.markdown, "中文 **e\u{301}**\n- 한\t국"), (.code, "'👨‍👩‍👧中' # \t中\n\tx"), (.code, "y")]) },
    {
      PercentReader.read(
        Array("x = 1\r\n\r\n# %% Title [markdown]\r\n# prose\r\n\r\n\r\n# %%\r\ndef f():\r\n\treturn 2".utf8)
      ).document
    },
  ]

  private static func make(_ cells: [(CellKind, String)]) -> NotebookDocument {
    NotebookDocument(cells: cells.enumerated().map { Cell(id: CellID($0 + 1), kind: $1.0, text: $1.1) })
  }

  // MARK: Playing

  /// Plays one step; says what does not hold after it.
  mutating func play(_ step: RandomStep) -> String? {
    switch step {
    case .events(let events):
      for event in events {
        if let flaw = send(event) { return flaw }
      }
    case .snapshot(let seed, let age):
      let request = requests[max(0, requests.count - 1 - age)]
      perform(state.receive(RandomKernel.snapshot(of: request, seed: seed, models: models)))
    case .assistance(let seed, let age):
      guard !questions.isEmpty else { return nil }
      let question = questions[max(0, questions.count - 1 - age)]
      perform(state.receive(RandomKernel.answer(to: question, seed: seed)))
    case .rewritings(let seed, let age):
      guard !rewriteQuestions.isEmpty else { return nil }
      let question = rewriteQuestions[max(0, rewriteQuestions.count - 1 - age)]
      state.receive(RandomKernel.answer(to: question, seed: seed))
    case .look: return RandomSession.flaw(of: state.render(), size: state.size)
    case .compare: return difference()
    case .travel: return loss()
    }
    return flaw()
  }

  private mutating func send(_ event: TerminalEvent) -> String? {
    let wasAsked = state.overlay != nil
    perform(state.update(event))
    // Whoever quits stays, for the sake of the steps that follow.
    state.isQuitting = false
    if !state.document.canUndo, !state.document.canRedo, state.document.fileBytes != first.fileBytes {
      guard wasAsked else { return "what could be undone is forgotten" }
      first = state.document
    }
    return flaw()
  }

  private mutating func perform(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .evaluate(let request): requests = requests.suffix(7) + [request]
      case .assist(let question): questions = questions.suffix(3) + [question]
      case .save(let path, _): state.saved(to: path, saving(to: path))
      case .checkInput(let settings):
        perform(state.checked(settings.input, problem: state.document.revision.isMultiple(of: 2) ? "none" : nil))
      case .list:
        state.listed([FolderEntry("x", isFolder: true), FolderEntry("x.py"), FolderEntry("中文\u{301}.png")])
      case .reload(let path): state.reloaded(reading(path))
      case .openToPin(let name, let path): perform(state.opened(toPin: name, reading(path)))
      case .figures(let question?):
        let figures = models.lazy.compactMap(\.measured).first
        let problem = FiguresProblem(reason: "no model is bound to a name")
        perform(
          state.receive(FiguresAnswer(name: question.name, figures.map { .success($0) } ?? .failure(problem))))
      case .rewrite(let question?): rewriteQuestions = rewriteQuestions.suffix(3) + [question]
      case .rewrite(nil), .figures(nil), .takeOver, .discard, .copy, .suspend: break
      }
    }
  }

  /// How a save goes: most are well.
  private func saving(to path: String) -> Result<FileVersion, SessionFileError> {
    switch state.document.revision % 4 {
    case 0: .failure(SessionFileError(path, .missing))
    case 1: .failure(SessionFileError(path, .changed))
    default: .success(FileVersion(of: state.document.fileBytes))
    }
  }

  /// How a file is read: half are there.
  private func reading(_ path: String) -> Result<NotebookDocument, SessionFileError> {
    state.document.revision.isMultiple(of: 2) ? .success(.new()) : .failure(SessionFileError(path, .missing))
  }

  // MARK: What must hold

  /// The caret and the selection's other end are borders of characters of a cell.
  private func flaw() -> String? {
    for place in [state.caret] + (state.anchor.map { [$0] } ?? []) {
      guard let text = state.document[place.cell]?.text else { return "\(place) is in no cell" }
      guard 0...text.utf8.count ~= place.offset else { return "\(place) is beyond its text" }
      let index = text.utf8.index(text.startIndex, offsetBy: place.offset)
      guard String.Index(index, within: text) != nil else { return "\(place) is within a character" }
    }
    return nil
  }

  /// A screen of the right size, with both halves of every wide character, and the cursor on none of the right ones.
  private static func flaw(of screen: (buffer: ScreenBuffer, cursor: Point?), size: Size) -> String? {
    let (buffer, cursor) = screen
    guard buffer.size == size else { return "the screen is \(buffer.size), the terminal \(size)" }
    for y in 0..<size.height {
      let row = Array(buffer.row(y))
      for (x, cell) in row.enumerated() {
        let isWhole =
          switch cell.width {
          case 0: x > 0 && row[x - 1].width == 2
          case 1: TextWidth.of(cell.character) == 1
          default: TextWidth.of(cell.character) == 2 && x + 1 < row.count && row[x + 1].width == 0
          }
        guard isWhole else { return "\(cell) at column \(x) of row \(y) is not whole" }
      }
    }
    guard let cursor else { return nil }
    guard buffer.bounds.contains(cursor) else { return "the cursor is at \(cursor) of \(size)" }
    return buffer[cursor].width == 0 ? "the cursor is in the middle of a character" : nil
  }

  /// What is kept up by parts is what is made anew.
  private func difference() -> String? {
    let screen = state.render()
    if let flaw = RandomSession.flaw(of: screen, size: state.size) { return flaw }
    guard state.hasFreshRows else { return "the rows are not those of a new layout" }
    guard state.request.document == state.document.snapshot else { return "the kernel gets another document" }
    var fresh = state
    // A revision that is not the next has everything laid out anew; so has the way back.
    fresh.document.beginRevisions(after: state.document.revision + 1)
    fresh.document = state.document
    let again = fresh.render()
    return screen.buffer == again.buffer && screen.cursor == again.cursor
      ? nil : "the screen is\n\(screen.buffer.text)\nand drawn anew\n\(again.buffer.text)"
  }

  /// Undo and redo, by their keys, go through the same documents back to the first bytes and on to the last.
  private func loss() -> String? {
    var other = self
    other.state.overlay = nil
    var states: [(cells: [Cell], settings: NotebookSettings)] = []
    while other.state.document.canUndo {
      states.append((other.state.document.cells, other.state.document.settings))
      if let flaw = other.send(.key("z", .control)) { return "undoing: \(flaw)" }
      if states.count > 10_000 { return "undoing has no end" }
    }
    guard other.state.document.fileBytes == first.fileBytes else {
      return "undoing everything does not lead back to the first bytes"
    }
    if let difference = other.difference() { return "after undoing everything, \(difference)" }
    for state in states.reversed() {
      if let flaw = other.send(.key("y", .control)) { return "redoing: \(flaw)" }
      let document = other.state.document
      guard document.cells == state.cells, document.settings == state.settings else { return "redoing leads elsewhere" }
    }
    guard other.state.document.fileBytes == state.document.fileBytes else {
      return "redoing everything does not lead to the last bytes"
    }
    return other.difference().map { "after redoing everything, \($0)" }
  }
}
