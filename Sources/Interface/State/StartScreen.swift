// The start screen: a new notebook, and the lessons. It opens without a file, and by a command.

import Lessons
import Notebook
import Screen

package struct StartScreen: Hashable, Sendable {
  /// What can be opened.
  package enum Choice: Hashable, Sendable {
    case newNotebook
    /// By its place among the lessons.
    case lesson(Int)
  }

  struct Section {
    let title: String
    let choices: [Choice]
  }

  /// In the order of the screen. What else a start can offer is one more section here.
  static let sections = [
    Section(title: "", choices: [.newNotebook]),
    Section(title: "Lessons", choices: Lesson.all.indices.map(Choice.lesson)),
  ]

  static let choices = sections.flatMap(\.choices)

  /// Its place among all.
  package var chosen = 0

  package init() {}

  var choice: Choice { StartScreen.choices[chosen] }
}

extension StartScreen: OverlayList {
  var overlay: Overlay { .start(self) }
  var count: Int { StartScreen.choices.count }
  var hint: KeyedText { Messages.startHint }

  func hitAreas(held: Int?, in area: Rect) -> [HitArea] { StartView.hitAreas(self, held: held, in: area) }

  func draw(_ state: AppState, in area: Rect, on buffer: inout ScreenBuffer) -> Point? {
    StartView.draw(self, held: state.heldRow, in: area, on: &buffer)
    return nil
  }

  func take(_ key: KeyPress, in state: inout AppState) -> [Effect] { state.startKey(key, self) }
}

extension StartScreen.Choice {
  var title: String {
    switch self {
    case .newNotebook: "New notebook"
    case .lesson(let index): Lesson.all[index].title
    }
  }

  /// What it is, in a line.
  var summary: String {
    switch self {
    case .newNotebook: Messages.newNotebookSummary
    case .lesson(let index): Lesson.all[index].summary
    }
  }
}

/// Why the document that is open is left.
package enum Departure: Hashable, Sendable {
  case quitting
  case opening(StartScreen.Choice)
}

extension AppState {
  /// Arrows choose and Enter opens; what is typed goes into the notebook, and other commands are done there.
  mutating func startKey(_ key: KeyPress, _ start: StartScreen) -> [Effect] {
    overlay = nil
    switch key.key {
    case .escape: return []
    case .enter:
      leave(for: .opening(start.choice))
      return []
    default: return handle(key)
    }
  }

  /// Leaves the document, after a question where it has changes that are not saved.
  mutating func leave(for departure: Departure) {
    if document.isModified { overlay = .unsavedQuestion(departure) } else { depart(departure) }
  }

  mutating func depart(_ departure: Departure) {
    switch departure {
    case .quitting: isQuitting = true
    case .opening(.newNotebook) where isUntouched: break
    case .opening(.newNotebook): open(.new(preferences.settings), suggestedName: nil, atEnd: true)
    case .opening(.lesson(let index)):
      open(Lesson.all[index].document, suggestedName: Lesson.all[index].name, atEnd: false)
      message = Messages.lessonCopy
    }
  }

  /// Whether this is a new notebook as it began, with the settings that the user has for such.
  private var isUntouched: Bool { document.path == nil && suggestedName == nil && !document.isModified }

  /// Puts another document in the place of the present one.
  mutating func open(_ new: NotebookDocument, suggestedName: String?, atEnd: Bool) {
    var new = new
    // The kernel may still be at work on the old one: what it says of that is out of date.
    new.beginRevisions(after: document.revision)
    report = Report(after: document.revision)
    document = new
    self.suggestedName = suggestedName
    pane = PaneState()
    focus = .notebook
    anchor = nil
    goalColumn = nil
    place(Caret(cell: new.cells[atEnd ? new.cells.count - 1 : 0].id, offset: 0))
  }
}
