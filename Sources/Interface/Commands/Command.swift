// What the user can ask for, whichever key or menu it comes from.

/// A way to move the caret.
package enum Motion: String, Hashable, Sendable, CaseIterable {
  case left, right, up, down, wordLeft, wordRight, lineStart, lineEnd, pageUp, pageDown, notebookStart, notebookEnd
}

/// A way to move the explained layer's window, and to choose what of it is looked at.
package enum WindowStep: String, Hashable, Sendable, CaseIterable {
  case up, down, left, right
  case previousFilter = "previous filter"
  case nextFilter = "next filter"
  case previousChannel = "previous channel"
  case nextChannel = "next channel"
}

package enum Command: Hashable, Sendable {
  case enter, newLine, indent, deleteBackward, deleteForward
  case complete, nextCompletion, previousCompletion, takeCompletion, signature, mend, rewrite
  case toggleComment, dedent, moveLinesUp, moveLinesDown, duplicateLines
  case cutToEnd, cutToStart, cutWord, cutWordRight, cut, copy, paste, deselect
  case undo, redo
  case move(Motion)
  case select(Motion)
  case find, findNext, findPrevious, replace, goToLine, selectAll
  case splitCell, mergeBelow, mergeAbove
  case nextCell, newCell, deleteCell, moveCellUp, moveCellDown, changeKind
  case show(PaneTab)
  case switchFocus, zoom, leavePane
  case previousRow, nextRow, firstRow, lastRow, rowsUp, rowsDown, goToRow
  case foldRow, unfoldRow, toggleRow, foldLevel, unfoldLevel, foldAll
  case sortRows, reverseRows
  case previousSample, nextSample, chooseSample, chooseInput, changeScaling, changeSeed, nextCall
  case previousMaps, nextMaps, enlargeMap
  case pin, pinSession, unpin, clearPins, previousPin, nextPin
  case window(WindowStep)
  case previousLayer, nextLayer
  case darkColours, lightColours
  case save, saveAs, export, reload, quit, suspend, help, palette, lessons
}
