// Everything that the screen shows and that a key can change, as one value.

import Kernel
import Notebook
import Screen

package enum Focus: Hashable, Sendable {
  case notebook, pane
}

/// What happened last, for the bottom line. It stays until the next key.
package struct Message: Hashable, Sendable {
  package var text: KeyedText
  package var isError: Bool

  package init(_ text: KeyedText, isError: Bool = false) {
    self.text = text
    self.isError = isError
  }
}

package struct AppState: Sendable {
  package internal(set) var document: NotebookDocument {
    didSet {
      layout.update(document, report: report)
      // It may be a place of a text that is gone.
      if document.revision != snapshot.revision { dragStart = nil }
      snapshot = document.snapshot(after: snapshot)
    }
  }
  /// The document as the kernel gets it.
  private var snapshot: DocumentSnapshot
  package internal(set) var caret: Caret {
    didSet {
      guard caret.cell != oldValue.cell else { return }
      layout.activate(caret.cell)
      writtenLine = nil
    }
  }
  /// The notebook as rows of the screen.
  private(set) var layout: NotebookLayout
  /// The selection's other end.
  package internal(set) var anchor: Caret?
  /// The column that up and down keep to, across shorter lines.
  var goalColumn: Int?
  /// The row of the view on which the caret's line stands.
  var caretRow = 0
  /// Where the view was scrolled to away from the caret; nil where it follows the caret.
  var scrolled: ScrolledView?
  /// Where the mouse's button went down in the text, while it is held.
  var dragStart: Caret?
  /// What the mouse's button was pressed on first, of several presses in quick succession.
  var pressed: HitTarget?
  /// The screen's row of the entry that was clicked, which stays under the pointer until the next key.
  var heldRow: Int?
  /// What was cut or copied last.
  package internal(set) var clipboard = ""
  /// What was searched for last.
  var searched = ""

  /// Remembers the colours of the texts that it was asked for.
  let syntax = CellSyntax()

  /// The help while typing.
  package internal(set) var assist = Assist()

  package internal(set) var report = Report() { didSet { layout.take(report) } }
  /// The line of the caret's cell on which something was just written or taken away. Problems of what is being written
  /// wait until the caret has left its statement; nil from then on.
  var writtenLine: Int? {
    didSet { if writtenLine == nil, !report.unfinished.isEmpty { report.bringBack() } }
  }

  package internal(set) var focus = Focus.notebook { didSet { layout.resize(toWidth: frame.notebook.width) } }
  /// Whether the side with the focus has the screen to itself.
  var isZoomed = false { didSet { layout.resize(toWidth: frame.notebook.width) } }
  package internal(set) var tab = PaneTab.summary
  package internal(set) var pane = PaneState()
  /// The call of the cursor's function whose shapes its lines tell.
  var call: FunctionCall?
  package internal(set) var overlay: Overlay?
  package internal(set) var message: Message?
  /// Why a crash would cost what is not saved.
  package internal(set) var crashRisk: String?
  /// What the last key waits for.
  var awaited: Awaited?
  package internal(set) var isQuitting = false
  /// What the document is left for once it is saved.
  var departureAfterSave: Departure?
  /// What a document without a file is called, and offered to be saved as.
  var suggestedName: String?
  /// The user's home folder, which a typed path may start with; nil where it is not known.
  package var home: String?
  /// How many sample images there are to go through.
  let sampleCount: Int

  package internal(set) var size: Size { didSet { layout.resize(toWidth: frame.notebook.width) } }
  package let capabilities: Capabilities
  package var theme: Theme
  /// Whether the colours for a light background were asked for; nil where nobody has chosen.
  var isLightChosen: Bool?
  let preferences: Preferences
  let keymap: Keymap

  /// A new notebook starts at its end, in the empty cell after what it begins with.
  package init(
    document: NotebookDocument, size: Size, capabilities: Capabilities = Capabilities(),
    sampleCount: Int = 20, startsAtEnd: Bool = false, preferences: Preferences = Preferences()
  ) {
    self.document = document
    self.snapshot = document.snapshot
    self.size = size
    self.capabilities = capabilities
    self.preferences = preferences
    self.theme = preferences.theme(onLight: capabilities.isLight)
    self.keymap = preferences.keymap
    self.sampleCount = max(1, sampleCount)
    let first = startsAtEnd ? document.cells.count - 1 : 0
    self.caret = Caret(cell: document.cells[first].id, offset: 0)
    self.layout = NotebookLayout(
      document, report: Report(), width: Frame(size: size, focus: .notebook).notebook.width,
      active: document.cells[first].id)
    resize(to: size)
  }

  /// Takes over what the terminal says of its background.
  mutating func take(isLight: Bool) {
    if isLightChosen == nil { theme = preferences.theme(onLight: isLight) }
  }

  /// The name on the title line.
  package var fileName: String {
    document.path.map { $0.split(separator: "/").last.map(String.init) ?? $0 } ?? suggestedName ?? "untitled"
  }

  // MARK: The caret's surroundings

  var cellIndex: Int { layout.index(of: caret.cell) ?? 0 }
  var cell: Cell { document.cells[cellIndex] }
  /// The text of the caret's cell.
  var text: CellText { layout.cells[cellIndex].text }

  /// The caret's line in the file, as it would be saved now, from 1.
  var caretFileLine: Int { snapshot.cells[cellIndex].firstLine + caretLine.line }

  var caretLine: CellLine { CellLine(cell: caret.cell, line: text.line(at: caret.offset)) }

  /// What the kernel is asked about.
  package var request: KernelRequest {
    KernelRequest(
      document: snapshot, cursor: caretLine,
      settings: ForwardOverrides().over(document.settings, session: document.path), shown: shownLayers,
      call: call)
  }

  /// The layers whose values the pane shows now.
  var shownLayers: ShownLayers { tab.view.shown(self) }
}
