// The bottom line: a question, or what is wrong or just happened and the keys that matter here.

import Diagnostics
import Kernel
import Notebook
import Screen

struct BottomLine {
  let state: AppState
  let area: Rect

  /// Draws the line, and returns where the caret stands in a question's answer.
  func draw(on buffer: inout ScreenBuffer) -> Point? {
    guard !area.isEmpty else { return nil }
    switch state.overlay {
    case .prompt(let prompt): return draw(prompt, on: &buffer)
    case .replacing(let replacing):
      let count = state.matchCount(replacing.wanted)
      let note: KeyedText = state.message.map { $0.text + " · " } ?? ""
      let question = note + Messages.replaceQuestion(replacing, count)
      write(question.text(by: state.keymap), Theme.key, in: text, on: &buffer)
    case .unsavedQuestion: write(Messages.unsavedQuestion, Theme.key, in: text, on: &buffer)
    case .conflict: write(Messages.conflict(state.fileName), Theme.key, in: text, on: &buffer)
    default: drawStatus(on: &buffer)
    }
    return nil
  }

  /// The line after a blank column.
  private var text: Rect { area.inset(left: 1) }

  private func write(_ string: String, _ style: Style, in place: Rect, on buffer: inout ScreenBuffer) {
    buffer.write(TextWidth.truncate(string, to: place.width), at: place.origin, style: style, in: place)
  }

  /// The question, and its keys where there is room. Of a long answer the end shows, for there it is being typed.
  private func draw(_ prompt: Prompt, on buffer: inout ScreenBuffer) -> Point {
    var answer = prompt.text
    while !answer.isEmpty, TextWidth.of(prompt.label) + TextWidth.of(answer) >= text.width { answer.removeFirst() }
    let start = buffer.write(prompt.label, at: text.origin, style: Theme.key, in: text)
    let end = buffer.write(answer, at: Point(x: start, y: text.y), in: text)
    var hints = prompt.hints.map { Hint(command: nil, key: $0.keys(state.keymap), name: $0.name) }
    while !hints.isEmpty, end + 2 + Hint.width(of: hints) > area.maxX { hints.removeLast() }
    draw(hints, on: &buffer)
    drawNote(on: &buffer)
    return Point(x: min(end, area.maxX - 1), y: area.y)
  }

  /// What was said of the answer, above the question.
  private func drawNote(on buffer: inout ScreenBuffer) {
    guard let message = state.message else { return }
    let panes = state.overlayArea
    let place = state.frame.outline.isEmpty ? panes : panes.inset(left: 1, right: 1)
    let lines = TextWrap.lines(message.text.text(by: state.keymap), width: place.width - 2, limit: 3).suffix(
      place.height)
    for (index, line) in lines.enumerated() {
      let row = place.row(place.height - lines.count + index)
      let text = lines.count > 1 ? TextWidth.pad(line, to: place.width - 2) : line
      buffer.write(" \(text) ", at: row.origin, style: message.isError ? Theme.problem : Theme.plain, in: row)
    }
  }

  // MARK: Status

  private func drawStatus(on buffer: inout ScreenBuffer) {
    let (message, style) = status
    let hints = shownHints(beside: TextWidth.of(message))
    write(message, style, in: text.inset(right: hints.isEmpty ? 0 : Hint.width(of: hints) + 1), on: &buffer)
    draw(hints, on: &buffer)
  }

  private func draw(_ hints: [Hint], on buffer: inout ScreenBuffer) {
    for (hint, area) in places(of: hints) {
      let x = buffer.write(hint.key + " ", at: area.origin, style: Theme.key, in: text)
      buffer.write(hint.name + "  ", at: Point(x: x, y: area.y), style: Theme.hint, in: text)
    }
  }

  var hitAreas: [HitArea] {
    places(of: shownHints(beside: TextWidth.of(status.text))).compactMap { hint, area in
      hint.command.map { HitArea(area: area, target: .hint($0)) }
    }
  }

  /// Where hints stand: at the line's end.
  private func places(of hints: [Hint]) -> [(hint: Hint, area: Rect)] {
    var x = area.maxX - Hint.width(of: hints)
    return hints.map { hint in
      let width = Hint.width(of: [hint])
      defer { x += width }
      return (hint, Rect(x: x, y: area.y, width: width, height: 1))
    }
  }

  /// What just happened; else the problem nearest to the caret, with its line.
  private var status: (text: String, style: Style) {
    if let message = state.message {
      return (message.text.text(by: state.keymap), message.isError ? Theme.problem : Theme.plain)
    }
    if let overlay = state.overlay { return (state.hint(of: overlay), Theme.hint) }
    // Elsewhere it stands on the title line.
    if state.frame.title.isEmpty, let risk = state.crashRisk {
      return (Messages.notSafe(risk).text(by: state.keymap), Theme.problem)
    }
    if let problem = state.nearestProblem { return (told(problem), ProblemLook(problem.severity).style) }
    if let unfinished = state.toldUnfinished { return (Messages.soFar(told(unfinished)), Theme.hint) }
    guard let function = state.report.function, function.isTopLevel, !function.isCalled, !function.isTried else {
      return ("", Theme.hint)
    }
    return (Messages.howToCall(function), Theme.hint)
  }

  /// A message that ends with its line already is not told it again.
  private func told(_ problem: CellProblem) -> String {
    let line = Messages.line(problem.fileLine)
    return problem.message.hasSuffix("\(line))") ? problem.message : "\(problem.message), \(line)"
  }

  // MARK: Hints

  private struct Hint {
    /// What a click does; nil for the keys of several.
    var command: Command?
    var key: String
    var name: String

    static func width(of hints: [Hint]) -> Int {
      hints.reduce(0) { $0 + TextWidth.of($1.key) + TextWidth.of($1.name) + 3 }
    }
  }

  /// As many hints as the message leaves room for. Beside what stays, as a problem does, the first few stand in any case.
  private func shownHints(beside message: Int) -> [Hint] {
    var hints = hints
    let least = state.message == nil ? min(20, text.width / 3) : 0
    let room = message == 0 ? text.width : max(text.width - message - 1, least)
    while Hint.width(of: hints) > room { hints.removeLast() }
    return hints
  }

  /// What mends the problem that is told.
  private var fix: CellProblem.Fix? {
    state.message == nil ? (state.nearestProblem ?? state.toldUnfinished)?.fix : nil
  }

  /// Whether the notebook hides the pane.
  private var isAlone: Bool { state.frame.isSingle }
  private var otherSide: String { state.focus == .pane ? "notebook" : "pane" }

  /// The keys that matter here, by the table's own names.
  private var hints: [Hint] {
    if state.overlay != nil { return [] }
    let invitation = state.tab.view.invitation(state)
    let hints =
      state.focus == .pane
      ? state.tab.view.hints(state) + [PaneHint(.switchFocus), PaneHint(.help), PaneHint(.quit)]
      : (fix == nil ? [] : [PaneHint(.mend)]) + [PaneHint(.help)]
        + (isAlone ? [PaneHint(.switchFocus)] : invitation.map { [PaneHint(.switchFocus, name: $0)] } ?? [])
        + [PaneHint(.palette), PaneHint(.save), PaneHint(.quit)]
    return hints.compactMap { hint in
      let only = hint.commands.count == 1 ? hint.commands.first : nil
      let entry = CommandTable.entries.first { $0.command == only }
      let name = hint.name ?? only.flatMap(name(of:)) ?? entry?.name ?? ""
      return state.keymap.hint(of: hint.commands).map { Hint(command: only, key: $0, name: name) }
    }
  }

  /// What a command does here, where its own name says less.
  private func name(of command: Command) -> String? {
    switch command {
    case .switchFocus: otherSide
    case .mend: fix.flatMap { Messages.name(of: $0.kind) }
    default: nil
    }
  }
}

extension AppState {
  /// The keys that matter in an overlay; a question says them itself.
  fileprivate func hint(of overlay: Overlay) -> String {
    if case .help = overlay { return Messages.helpHint(scrolls: helpView.scrolls).text(by: keymap) }
    return overlay.list?.hint.text(by: keymap) ?? ""
  }

  /// The worst problem of the caret's line, else the notebook's first error, else its first warning.
  fileprivate var nearestProblem: CellProblem? {
    let all = document.cells.flatMap { report.cells[$0.id]?.problems ?? [] }
    let here = all.filter { $0.place == caretLine }
    return here.worst ?? all.filter { $0.severity != .note }.worst
  }

  /// What is wrong so far with what is being written. A list of what it may become says more.
  fileprivate var toldUnfinished: CellProblem? { shownCompletions.isEmpty ? report.unfinished.first : nil }
}

extension [CellProblem] {
  /// The first of the worst severity.
  fileprivate var worst: CellProblem? {
    let order: [Diagnostic.Severity] = [.error, .warning, .note]
    return order.lazy.compactMap { severity in first { $0.severity == severity } }.first
  }
}
