// The notebook as rows of the screen, kept up to date by parts: a keystroke costs what it changed.

import Kernel
import Notebook
import Screen

/// One row of the notebook view. It holds places rather than text, for there may be very many.
enum NotebookRow: Hashable, Sendable {
  /// Between cells; a cell's title stands there.
  case gap(before: Int)
  /// A line of a cell or, of prose, as much of it as fits into a row, in UTF-8 bytes of the cell's text.
  case source(cell: Int, line: Int, range: Range<Int>)
  /// A row of rendered prose.
  case prose(cell: Int, part: Int)
  /// A part of the message of a problem.
  case problem(cell: Int, problem: Int, part: Int)
  case output(cell: Int, part: Int)
  case result(cell: Int, part: Int)
}

struct NotebookLayout: Sendable {
  private(set) var cells: [CellLayout] = []
  /// The numbers of the code cells, as `In` counts them, by index.
  private(set) var numbers: [Int] = []
  private(set) var gutterWidth = 0
  private(set) var rowCount = 0
  /// The first row of each cell, its gap included.
  private var starts: [Int] = []
  private var indices: [CellID: Int] = [:]
  private var revision: Int
  private var width: Int
  /// The cell with the caret: its prose shows as it is written.
  private var active: CellID
  private var workOfGoneCells = 0

  init(_ document: NotebookDocument, report: Report, width: Int, active: CellID) {
    revision = document.revision
    self.width = width
    self.active = active
    rebuild(document, report, keeping: [:])
  }

  /// How many bytes of text were looked at so far: what a test holds the cost of a keystroke to.
  var work: Int { workOfGoneCells + cells.reduce(0) { $0 + $1.work } }

  // MARK: Keeping up

  /// Takes over the document's next revision.
  mutating func update(_ document: NotebookDocument, report: Report) {
    guard document.revision != revision else { return }
    let isNext = document.revision == revision + 1 && !document.changes.contains(.everything)
    revision = document.revision
    var touched: Set<CellID> = []
    var isOther = !isNext
    for change in document.changes {
      switch change {
      // Two changes of one text: the first has no text of its own to be read in.
      case .text(let id, _, _) where !touched.insert(id).inserted: isOther = true
      case .text, .settings: break
      case .cell(let id):
        touched.insert(id)
        isOther = true
      case .order, .everything: isOther = true
      }
    }
    guard isOther else { return updateTexts(document) }
    let kept = isNext ? cells.filter { !touched.contains($0.id) } : []
    workOfGoneCells = work - kept.reduce(0) { $0 + $1.work }
    rebuild(document, report, keeping: Dictionary(uniqueKeysWithValues: kept.map { ($0.id, $0) }))
  }

  private mutating func updateTexts(_ document: NotebookDocument) {
    for case .text(let id, let range, let count) in document.changes {
      guard let index = indices[id] else { continue }
      cells[index].update(to: document.cells[index].text, replacing: range, count: count)
    }
    number()
  }

  private mutating func rebuild(_ document: NotebookDocument, _ report: Report, keeping old: [CellID: CellLayout]) {
    gutterWidth = NotebookLayout.gutterWidth(cells: document.cells.count, width: width)
    cells = document.cells.map { cell in
      guard var layout = old[cell.id] else {
        return CellLayout(cell, report: report.cells[cell.id], setting: setting(of: cell.id))
      }
      layout.update(to: setting(of: cell.id))
      return layout
    }
    indices = Dictionary(uniqueKeysWithValues: cells.enumerated().map { ($0.element.id, $0.offset) })
    var count = 0
    numbers = cells.map { cell in
      if cell.kind == .code { count += 1 }
      return count
    }
    number()
  }

  mutating func take(_ report: Report) {
    for index in cells.indices { cells[index].take(report.cells[cells[index].id]) }
    number()
  }

  mutating func activate(_ cell: CellID) {
    let former = active
    active = cell
    for id in [former, cell] {
      guard let index = indices[id] else { continue }
      cells[index].update(to: setting(of: id))
    }
    number()
  }

  mutating func resize(toWidth new: Int) {
    guard new != width else { return }
    width = new
    gutterWidth = NotebookLayout.gutterWidth(cells: cells.count, width: width)
    for index in cells.indices { cells[index].update(to: setting(of: cells[index].id)) }
    number()
  }

  private func setting(of cell: CellID) -> CellLayout.Setting {
    CellLayout.Setting(width: max(1, width - gutterWidth), isRaw: cell == active)
  }

  /// The gutter's columns, as for `In 12 `; none where the screen is too narrow to spare them.
  private static func gutterWidth(cells: Int, width: Int) -> Int {
    width < 24 ? 0 : max(6, String(cells).count + 4)
  }

  private mutating func number() {
    var row = 0
    starts = cells.indices.map { index in
      defer { row += gap(before: index) + cells[index].rowCount }
      return row
    }
    rowCount = row
  }

  private func gap(before index: Int) -> Int { index > 0 || !cells[index].title.isEmpty ? 1 : 0 }

  // MARK: Finding

  func index(of cell: CellID) -> Int? { indices[cell] }

  /// What stands on a row, which must exist.
  func row(_ row: Int) -> NotebookRow {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= row { low = middle } else { high = middle }
    }
    let place = row - starts[low] - gap(before: low)
    return place < 0 ? .gap(before: low) : cells[low].row(place, cell: low)
  }

  /// The row of a line, or of the part of it that holds an offset; of the cell's last line for one beyond it.
  func row(ofLine line: Int, cell: Int, offset: Int = 0) -> Int {
    guard cells.indices.contains(cell) else { return 0 }
    return starts[cell] + gap(before: cell) + cells[cell].row(ofLine: line, offset: offset)
  }

  /// The text of a row that is not of a cell's own text.
  func text(of row: NotebookRow) -> String {
    switch row {
    case .problem(let cell, let problem, let part): cells[cell].messages[problem][part]
    case .output(let cell, let part): cells[cell].output[part]
    case .result(let cell, let part): cells[cell].result[part]
    case .source, .gap, .prose: ""
    }
  }
}
