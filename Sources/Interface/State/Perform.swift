// What each command does.

import Kernel
import Notebook
import Screen

extension AppState {
  mutating func perform(_ command: Command) -> [Effect] {
    if !command.keepsCompletions { assist.closeList() }
    guard isReady(for: command) else { return wait(for: command) }
    switch command {
    case .enter: enter()
    case .newLine: insertNewLine()
    case .complete: return complete()
    case .nextCompletion: moveInCompletions(by: 1)
    case .previousCompletion: moveInCompletions(by: -1)
    case .takeCompletion: takeCompletion()
    case .signature where !selectedParts.isEmpty: dedentLines()
    case .signature: return showSignature()
    case .mend: mend()
    case .rewrite: return rewrite()
    case .indent: indent()
    case .deleteBackward:
      deleteBackward()
      assist.write()
    case .deleteForward: deleteForward()
    case .cutToEnd: cut(restOfLine)
    case .cutToStart: cut(text.range(ofLine: text.line(at: caret.offset)).lowerBound..<caret.offset)
    case .cutWord where selectedParts.count > 1, .cutWordRight where selectedParts.count > 1: return cutSelection()
    case .cutWord: cut(selection ?? text.previousWord(caret.offset)..<caret.offset)
    case .cutWordRight: cut(selection ?? caret.offset..<text.nextWord(caret.offset))
    case .cut: return cutSelection()
    case .copy: return copySelection()
    case .paste: pasteClipboard()
    case .deselect: escape()
    case .undo: undo()
    case .redo: redo()
    case .move(let motion): move(motion, selecting: false)
    case .select(let motion): move(motion, selecting: true)
    case .find: ask(.find(from: caret))
    case .findNext: find(searched)
    case .findPrevious: find(searched, backward: true)
    case .replace: ask(.replace(from: caret))
    case .goToLine: overlay = .prompt(Prompt(purpose: .line, text: ""))
    case .selectAll: selectAll()
    case .toggleComment: toggleComment()
    case .dedent: dedentLines()
    case .moveLinesUp: moveLines(by: -1)
    case .moveLinesDown: moveLines(by: 1)
    case .duplicateLines: duplicateLines()
    case .splitCell: splitCell()
    case .mergeBelow: mergeCell(by: 1)
    case .mergeAbove: mergeCell(by: -1)
    case .nextCell: goToNextCell()
    case .newCell: insertCell()
    case .deleteCell: deleteCell()
    case .moveCellUp: moveCell(by: -1)
    case .moveCellDown: moveCell(by: 1)
    case .changeKind: changeKind()
    default: return performOutside(command)
    }
    return []
  }

  /// The commands that leave the notebook's text alone.
  private mutating func performOutside(_ command: Command) -> [Effect] {
    switch command {
    case .show(let tab): show(tab)
    case .switchFocus: switchFocus()
    case .zoom: zoom()
    case .leavePane: leavePane()
    case .previousRow: tab.view.step(&self, -1)
    case .nextRow: tab.view.step(&self, 1)
    case .firstRow: tab.view.step(&self, -Int(Int32.max))
    case .lastRow: tab.view.step(&self, Int(Int32.max))
    case .rowsUp: tab.view.step(&self, -pageOfRows)
    case .rowsDown: tab.view.step(&self, pageOfRows)
    case .goToRow: goToRow()
    case .foldLevel: foldLevel()
    case .unfoldLevel: unfoldLevel()
    case .foldAll: foldAll()
    case .sortRows: sortRows(by: pane.order.next, isReversed: false)
    case .reverseRows: sortRows(by: pane.order, isReversed: !pane.isReversed)
    case .foldRow: foldRow()
    case .unfoldRow: unfoldRow()
    case .toggleRow: toggleRow()
    case .chooseSample: overlay = .samples(SampleList(chosen: Sample.number(of: document.settings.input) ?? 0))
    case .previousMaps: pageMaps(by: -1)
    case .nextMaps: pageMaps(by: 1)
    case .enlargeMap: pane.isEnlarged.toggle()
    case .nextCall: showNextCall()
    case .previousSample: changeSample(by: -1)
    case .nextSample: changeSample(by: 1)
    case .chooseInput: overlay = .prompt(Prompt(purpose: .input, text: document.settings.input))
    case .changeScaling: changeScaling()
    case .pin: pin()
    case .pinSession: overlay = .prompt(Prompt(purpose: .pin, text: ""))
    case .unpin: unpin()
    case .clearPins: clearPins()
    case .previousPin: choosePin(by: 1)
    case .nextPin: choosePin(by: -1)
    case .window(let step): moveWindow(step)
    case .previousLayer: explainLayer(by: -1)
    case .nextLayer: explainLayer(by: 1)
    case .changeSeed:
      overlay = .prompt(Prompt(purpose: .seed, text: "", fallback: String(document.settings.seed)))
    case .darkColours: chooseColours(isLight: false)
    case .lightColours: chooseColours(isLight: true)
    case .save: return save()
    case .export: message = Messages.howToExport(document.path.map { _ in fileName })
    case .saveAs: askForName(document.path ?? suggestedName ?? "")
    case .reload: return reload()
    case .quit: leave(for: .quitting)
    case .suspend: return [.suspend]
    case .help: overlay = .help(top: 0)
    case .palette: overlay = .palette(Palette())
    case .lessons: overlay = .start(StartScreen())
    default: break
    }
    return []
  }

  // MARK: Saving

  mutating func save(then departure: Departure? = nil) -> [Effect] {
    guard let path = document.path else {
      askForName(suggestedName ?? "", then: departure)
      return []
    }
    departureAfterSave = departure
    return [.save(path: path, replacement)]
  }

  private mutating func reload() -> [Effect] {
    guard let path = document.path else {
      message = Messages.nothingToReload
      return []
    }
    return [.reload(path: path)]
  }

  /// What may stand in the place of the document's file: what it knows.
  var replacement: Replacement { document.version.map { .of($0) } ?? .ofNothing }

  mutating func askForName(_ name: String, then departure: Departure? = nil) {
    overlay = .prompt(Prompt(purpose: .saveAs(then: departure), text: name))
  }

  private mutating func chooseColours(isLight: Bool) {
    isLightChosen = isLight
    theme = preferences.theme(isLight: isLight)
    message = Messages.colours(isLight: isLight)
  }

  // MARK: The input

  /// The sample image so many after the present one, around the end.
  private mutating func changeSample(by step: Int) {
    let input = document.settings.input
    // What the last pass ran on may be another input by now.
    let told = report.subject?.forward.flatMap { $0.isOfSource(input) ? $0.imageCount : nil }
    let count = told ?? (ForwardSettings.isFile(input) ? 1 : sampleCount)
    if count == 1 {
      message = Messages.onlyPicture(input)
    } else {
      setInput(ForwardSettings.input(input, movedBy: step, of: count))
    }
  }

  mutating func setInput(_ input: String) {
    let isOther = changeSettings { $0.input = input }
    message = Messages.input(input, isOther: isOther)
  }

  private mutating func changeScaling() {
    changeSettings { $0.scaling = ForwardSettings.scaling(after: $0.scaling) }
    message = Messages.scaling(document.settings.scaling)
  }
}
