// What the interface's tests share: a small notebook, a kernel of set answers, a driver of whole screens.

import Diagnostics
import Foundation
import Kernel
import Screen
import Tensors
import Testing

@testable import Interface
@testable import Notebook

/// The keys of a script: a string types itself, other keys follow by name.
func keys(_ text: String) -> [TerminalEvent] { text.map { .key($0) } }

func control(_ character: Character) -> TerminalEvent { .key(character, .control) }
func alt(_ character: Character) -> TerminalEvent { .key(character, .alt) }

func mouse(_ action: MouseEvent.Action, _ point: Point, count: Int = 1) -> TerminalEvent {
  .mouse(MouseEvent(action, at: point, count: count))
}

/// What a body returns that may wait for the real kernel, which works on the concurrency pool.
func onThreadOfItsOwn<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread { continuation.resume(returning: body()) }
  }
}

/// A program under test: keys go in, screens come out.
struct Driver {
  var state: AppState
  private(set) var effects: [Effect] = []

  init(_ cells: [(CellKind, String)], width: Int = 80, height: Int = 24, capabilities: Capabilities = Capabilities()) {
    let cells = cells.enumerated().map { Cell(id: CellID($0 + 1), kind: $1.0, text: $1.1) }
    var document = NotebookDocument(cells: cells)
    document.path = "/tmp/session.py"
    state = AppState(
      document: document, size: Size(width: width, height: height),
      capabilities: capabilities)
  }

  init(code: String...) { self.init(code.map { (.code, $0) }) }

  @discardableResult
  mutating func send(_ events: TerminalEvent...) -> Driver { send(events) }

  @discardableResult
  mutating func send(_ events: [TerminalEvent]) -> Driver {
    for event in events { effects += state.update(event) }
    return self
  }

  mutating func type(_ text: String) { send(keys(text)) }

  var cells: [String] { state.document.cells.map(\.text) }
  var screen: ScreenBuffer { state.render().buffer }
  /// The caret as line and column of its cell.
  var place: [Int] {
    [state.cellIndex, state.caretLine.line, state.text.column(of: state.caret.offset)]
  }

  /// Where a text stands on the screen. All before it is one column wide.
  func point(of text: String) throws -> Point {
    let lines = screen.lines
    let y = try #require(lines.firstIndex { $0.contains(text) }, "\(text) is not on the screen")
    let start = try #require(lines[y].firstRange(of: text)).lowerBound
    return Point(x: lines[y].distance(from: lines[y].startIndex, to: start), y: y)
  }

  mutating func click(_ text: String, count: Int = 1) throws {
    let place = try point(of: text)
    for number in 1...count { send(mouse(.press, place, count: number), mouse(.release, place)) }
  }
}
