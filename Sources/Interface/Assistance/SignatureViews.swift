// Draws what a call takes, with the argument at the caret lit: in one line, or whole in a box.

import Kernel
import Notebook
import Screen

struct SignatureText {
  /// A piece of the signature; the one at the caret is lit.
  private struct Piece {
    var text: String
    var isLit = false
  }

  private let help: SignatureHelp
  private let keymap: Keymap
  private let pieces: [Piece]

  init(_ help: SignatureHelp, _ keymap: Keymap) {
    self.help = help
    self.keymap = keymap
    let last = help.parameters.count - 1
    let parameters = help.parameters.enumerated().flatMap { index, parameter in
      [Piece(text: parameter.text, isLit: index == help.active), Piece(text: index == last ? "" : ", ")]
    }
    pieces = [Piece(text: help.name + "(")] + parameters + [Piece(text: ")")]
  }

  /// What is said of the argument at the caret, else of the function.
  private var documentation: String {
    guard let active = help.active, help.parameters.indices.contains(active) else { return help.documentation }
    let parameter = help.parameters[active]
    return parameter.documentation.isEmpty ? help.documentation : parameter.documentation
  }

  // MARK: One line

  /// Draws as much of the signature as fits around the lit argument, and its documentation where there is room.
  func drawLine(in area: Rect, on buffer: inout ScreenBuffer) {
    guard area.width >= 12 else { return }
    let shown = window(width: area.width)
    var x = area.x
    for piece in shown {
      x = buffer.write(piece.text, at: Point(x: x, y: area.y), style: style(piece), in: area)
    }
    let rest = area.inset(left: x - area.x)
    let told = documentation.isEmpty ? "" : " · " + documentation
    guard !told.isEmpty, rest.width >= min(TextWidth.of(told), 24) else { return }
    buffer.write(TextWidth.truncate(told, to: rest.width), at: rest.origin, style: Theme.hint, in: rest)
  }

  private func style(_ piece: Piece) -> Style { piece.isLit ? Theme.lit : Theme.hint }

  /// The name, and the pieces around the lit one that fit into a width.
  private func window(width: Int) -> [Piece] {
    func total(_ pieces: [Piece]) -> Int { pieces.reduce(0) { $0 + TextWidth.of($1.text) } }
    guard total(pieces) > width else { return pieces }
    let lit = pieces.firstIndex(where: \.isLit) ?? 1
    var first = lit
    var last = lit
    func shown() -> [Piece] {
      let start = first > 1 ? [Piece(text: pieces[0].text + "… ")] : [pieces[0]]
      let rest = first > 1 && pieces[first].text == ", " ? pieces[(first + 1)...last] : pieces[first...last]
      return start + rest + (last < pieces.count - 1 ? [Piece(text: "…")] : [])
    }
    while true {
      if last + 1 < pieces.count {
        last += 1
        if total(shown()) <= width { continue }
        last -= 1
      }
      guard first > 1 else { return shown() }
      first -= 1
      if total(shown()) > width {
        first += 1
        return shown()
      }
    }
  }

  // MARK: A box

  /// Draws all of it above a row, or below it where there is more room there; `taken` are rows that stay free.
  func drawBox(at caret: Point, avoiding taken: Range<Int>?, in area: Rect, on buffer: inout ScreenBuffer) {
    let width = min(72, area.width)
    guard width >= 20 else { return }
    let lines = wrapped(width: width - 4)
    let told = TextWrap.lines(documentation, width: width - 4, limit: 2).filter { !$0.isEmpty }
    let height = lines.count + told.count + 2
    let isListBelow = taken.map { $0.lowerBound > caret.y } ?? false
    let above = (taken.map { isListBelow ? caret.y : $0.lowerBound } ?? caret.y) - area.y
    let below = area.maxY - (isListBelow ? taken?.upperBound ?? caret.y + 1 : caret.y + 1)
    guard height <= max(above, below) else { return }
    let y = height <= above ? area.y + above - height : area.maxY - below
    let box = Rect(x: max(area.x, min(caret.x - 2, area.maxX - width)), y: y, width: width, height: height)
    drawBorder(box, on: &buffer)
    for (index, line) in lines.enumerated() {
      let place = box.inset(left: 2, top: 1, right: 2).row(index)
      var x = place.x
      for piece in line {
        x = buffer.write(
          piece.text, at: Point(x: x, y: place.y), style: piece.isLit ? Theme.lit : Theme.plain, in: place)
      }
    }
    for (index, line) in told.enumerated() {
      let place = box.inset(left: 2, top: 1, right: 2).row(lines.count + index)
      buffer.write(line, at: place.origin, style: Theme.hint, in: place)
    }
  }

  private func wrapped(width: Int) -> [[Piece]] {
    var lines: [[Piece]] = [[]]
    var used = 0
    for piece in pieces where !piece.text.isEmpty {
      let size = TextWidth.of(piece.text)
      if used + size > width, !lines[lines.count - 1].isEmpty, piece.text != ", ", piece.text != ")" {
        lines.append([Piece(text: "    ")])
        used = 4
      }
      lines[lines.count - 1].append(piece)
      used += size
    }
    return lines
  }

  private func drawBorder(_ box: Rect, on buffer: inout ScreenBuffer) {
    let line = String(repeating: "─", count: box.width - 2)
    buffer.fill(box)
    buffer.write("┌\(line)┐", at: box.origin, style: Theme.border, in: box)
    for y in box.y + 1..<box.maxY - 1 {
      buffer.write("│", at: Point(x: box.x, y: y), style: Theme.border, in: box)
      buffer.write("│", at: Point(x: box.maxX - 1, y: y), style: Theme.border, in: box)
    }
    buffer.write("└\(line)┘", at: Point(x: box.x, y: box.maxY - 1), style: Theme.border, in: box)
    let place = box.row(box.height - 1).inset(left: 2, right: 2)
    buffer.write(" \(Messages.signatureHint.text(by: keymap)) ", at: place.origin, style: Theme.hint, in: place)
  }
}

extension AppState {
  /// Draws the help while typing, given where the caret stands on the screen.
  func drawAssistance(at caret: Point, in panes: Rect, on buffer: inout ScreenBuffer) {
    guard question != nil else { return }
    if let signature = assist.toldSignature(for: text, at: self.caret), !frame.outline.isEmpty {
      let border = frame.outline.row(frame.outline.height - 1).inset(left: 2, right: 2)
      SignatureText(signature, keymap).drawLine(in: border, on: &buffer)
    }
    let taken = completionList(at: caret).flatMap { $0.list.draw(from: $0.start, in: panes, on: &buffer) }
    if assist.showsSignature, let signature = assist.signature {
      SignatureText(signature, keymap).drawBox(at: caret, avoiding: taken, in: panes, on: &buffer)
    }
  }

  /// The list of completions and where its word starts, given where the caret stands on the screen.
  func completionList(at caret: Point) -> (list: CompletionList, start: Point)? {
    let shown = shownCompletions
    guard let start = assist.answer?.word.lowerBound, !shown.isEmpty else { return nil }
    let width = TextWidth.of(text[start..<max(start, self.caret.offset)])
    let list = CompletionList(
      entries: shown, chosen: assist.chosen, held: assist.chosen == nil ? nil : heldRow, keymap: keymap)
    return (list, Point(x: caret.x - width, y: caret.y))
  }
}
