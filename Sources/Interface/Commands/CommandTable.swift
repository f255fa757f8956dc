// The one table of commands: the keymap, the help screen and the palette come from it.

import Notebook
import Screen

/// Where a command's keys work.
package enum CommandContext: Hashable, Sendable {
  case everywhere, notebook, pane
  /// The notebook while an entry of the list of completions is chosen.
  case completions
  /// The pane while it shows a tab.
  case tab(PaneTab)

  /// Whether what is typed there is text.
  var isTyping: Bool {
    switch self {
    case .everywhere, .notebook, .completions: true
    case .pane, .tab: false
    }
  }

  /// Where else the keys of a place come from.
  var wider: CommandContext? {
    switch self {
    case .everywhere: nil
    case .notebook, .pane: .everywhere
    case .completions: .notebook
    case .tab: .pane
    }
  }
}

package enum CommandSection: String, Hashable, Sendable, CaseIterable {
  case writing = "Writing"
  case moving = "Moving"
  case cells = "Cells"
  case pane = "Live pane"
  case program = "File and program"
}

package struct CommandEntry: Sendable {
  package let command: Command
  package let section: CommandSection
  package let context: CommandContext
  /// In a word or two, as the palette finds it.
  package let name: String
  /// The first is the one to show.
  package let keys: [KeyPress]
  /// What it does, in a line of the help screen: at most 27 columns.
  package let help: String
  /// What the help screen says of it and of its neighbours with the same words, on one line; nil where it has its own.
  package let group: String?
  /// Whether any user knows it: the help screen then says it in its summary line only.
  package let isObvious: Bool

  init(
    _ command: Command, _ section: CommandSection, _ name: String, _ keys: [KeyPress], _ help: String,
    context: CommandContext = .everywhere, group: String? = nil, isObvious: Bool = false
  ) {
    self.command = command
    self.section = section
    self.context = context
    self.name = name
    self.keys = keys
    self.help = help
    self.group = group
    self.isObvious = isObvious
  }
}

package enum CommandTable {
  package static let entries: [CommandEntry] =
    writing + moving + selecting + cells + tabs + pane + compare + explain + program

  private static let writing: [CommandEntry] = [
    CommandEntry(
      .enter, .writing, "enter", [KeyPress(.enter)], "next cell, or a new line",
      context: .notebook),
    CommandEntry(
      .newLine, .writing, "new line", [KeyPress(.enter, .alt), KeyPress("j", .control)], "new line in any case",
      context: .notebook),
    CommandEntry(
      .complete, .writing, "complete", [KeyPress(.tab)], "complete, or indent", context: .notebook),
    CommandEntry(
      .signature, .writing, "signature", [KeyPress(.backTab)], "what the call here takes", context: .notebook),
    CommandEntry(
      .rewrite, .writing, "rewrite", [KeyPress(.function(7))], "other forms of this layer",
      group: "rewrite a layer, mend fault"),
    CommandEntry(
      .mend, .writing, "mend", [KeyPress(.function(8))], "write what a message means",
      group: "rewrite a layer, mend fault"),
    CommandEntry(.indent, .writing, "indent", [], "indent", context: .notebook, isObvious: true),
    CommandEntry(
      .nextCompletion, .writing, "next completion", [KeyPress(.down), KeyPress(.tab)], "list: choose the next",
      context: .completions, isObvious: true),
    CommandEntry(
      .previousCompletion, .writing, "previous completion", [KeyPress(.up), KeyPress(.backTab)],
      "list: choose the previous", context: .completions, isObvious: true),
    CommandEntry(
      .takeCompletion, .writing, "take completion", [KeyPress(.enter)], "list: write the chosen",
      context: .completions, isObvious: true),
    CommandEntry(.dedent, .writing, "indent less", [], "indent less", context: .notebook, isObvious: true),
    CommandEntry(
      .toggleComment, .writing, "comment", [KeyPress("_", .control), KeyPress("/", .control)],
      "lines to comments, code", context: .notebook),
    CommandEntry(
      .moveLinesUp, .writing, "move lines up", [KeyPress(.up, [.alt, .shift])], "move the lines up",
      context: .notebook, isObvious: true),
    CommandEntry(
      .moveLinesDown, .writing, "move lines down", [KeyPress(.down, [.alt, .shift])], "move the lines down",
      context: .notebook, isObvious: true),
    CommandEntry(
      .duplicateLines, .writing, "duplicate lines", [KeyPress("l", .alt)], "write the lines once more",
      context: .notebook),
    CommandEntry(
      .deleteBackward, .writing, "delete backward", [KeyPress(.backspace)], "delete the character before",
      context: .notebook, isObvious: true),
    CommandEntry(
      .deleteForward, .writing, "delete forward", [KeyPress(.delete)], "delete the character after",
      context: .notebook, isObvious: true),
    CommandEntry(
      .cutToEnd, .writing, "cut to end", [KeyPress("k", .control)], "cut to the line's end", context: .notebook,
      group: "cut to end, start, the word"),
    CommandEntry(
      .cutToStart, .writing, "cut to start", [KeyPress("u", .control)], "cut to the line's start", context: .notebook,
      group: "cut to end, start, the word"),
    CommandEntry(
      .cutWord, .writing, "cut word", [KeyPress("w", .control), KeyPress(.backspace, .alt)], "cut the word before",
      context: .notebook, group: "cut to end, start, the word"),
    CommandEntry(
      .cutWordRight, .writing, "cut word after", [KeyPress("d", .alt), KeyPress(.delete, .control)],
      "cut the word after", context: .notebook),
    CommandEntry(
      .copy, .writing, "copy", [KeyPress("c", .control)], "copy the selection or line", context: .notebook,
      group: "copy, cut, paste"),
    CommandEntry(
      .cut, .writing, "cut", [KeyPress("x", .control)], "cut the selection or line", context: .notebook,
      group: "copy, cut, paste"),
    CommandEntry(
      .paste, .writing, "paste", [KeyPress("v", .control)], "paste the last cut or copy", context: .notebook,
      group: "copy, cut, paste"),
    CommandEntry(
      .deselect, .writing, "deselect", [KeyPress(.escape)], "drop the selection", context: .notebook, isObvious: true),
    CommandEntry(
      .undo, .writing, "undo", [KeyPress("z", .control)], "undo, in the whole notebook",
      group: "undo, redo, in all cells"),
    CommandEntry(
      .redo, .writing, "redo", [KeyPress("y", .control)], "redo what was undone", group: "undo, redo, in all cells"),
  ]

  /// Those without a group of the help are known to anybody.
  private static let motions: [(motion: Motion, name: String, keys: [KeyPress], group: String?)] = [
    (.left, "left", [KeyPress(.left)], nil), (.right, "right", [KeyPress(.right)], nil),
    (.up, "up", [KeyPress(.up)], nil), (.down, "down", [KeyPress(.down)], nil),
    (.pageUp, "page up", [KeyPress(.pageUp)], nil), (.pageDown, "page down", [KeyPress(.pageDown)], nil),
    (.lineStart, "start of line", [KeyPress("a", .control), KeyPress(.home)], "to the line's start, end"),
    (.lineEnd, "end of line", [KeyPress("e", .control), KeyPress(.end)], "to the line's start, end"),
    (
      .wordLeft, "word left", [KeyPress("b", .alt), KeyPress(.left, .control), KeyPress(.left, .alt)],
      "a word left, right"
    ),
    (
      .wordRight, "word right", [KeyPress("f", .alt), KeyPress(.right, .control), KeyPress(.right, .alt)],
      "a word left, right"
    ),
    (
      .notebookStart, "start of notebook", [KeyPress("<", .alt), KeyPress(.home, .control), KeyPress(.home, .alt)],
      "to the notebook's ends"
    ),
    (
      .notebookEnd, "end of notebook", [KeyPress(">", .alt), KeyPress(.end, .control), KeyPress(.end, .alt)],
      "to the notebook's ends"
    ),
  ]

  private static let moving: [CommandEntry] =
    motions.map {
      CommandEntry(
        .move($0.motion), .moving, $0.name, $0.keys, "move: \($0.name)", context: .notebook, group: $0.group,
        isObvious: $0.group == nil)
    } + [
      CommandEntry(
        .find, .moving, "find", [KeyPress("f", .control)], "find text", context: .notebook,
        group: "find, the next, replace"),
      CommandEntry(
        .findNext, .moving, "find next", [KeyPress("g", .control)], "find the next one", context: .notebook,
        group: "find, the next, replace"),
      CommandEntry(
        .replace, .moving, "replace", [KeyPress("r", .control)], "replace text", context: .notebook,
        group: "find, the next, replace"),
      CommandEntry(
        .findPrevious, .moving, "find previous", [KeyPress("g", .alt)], "find the one before", context: .notebook,
        group: "find previous, select all"),
      CommandEntry(
        .selectAll, .moving, "select all", [KeyPress("a", .alt)], "select the cell, then all", context: .notebook,
        group: "find previous, select all"),
      CommandEntry(
        .goToLine, .moving, "go to line number", [KeyPress("l", .control)], "go to a line of the file",
        context: .notebook),
    ]

  /// Every motion that a named key makes selects when Shift is held.
  private static let selecting: [CommandEntry] = motions.map { motion in
    let keys = motion.keys.filter { if case .character = $0.key { false } else { true } }
      .map { KeyPress($0.key, $0.modifiers.union(.shift)) }
    return CommandEntry(
      .select(motion.motion), .moving, "select \(motion.name)", keys, "select up to there", context: .notebook,
      isObvious: true)
  }

  private static let cells: [CommandEntry] = [
    CommandEntry(
      .nextCell, .cells, "next cell", [KeyPress(.enter, .shift)], "to the next cell", context: .notebook,
      isObvious: true),
    CommandEntry(
      .newCell, .cells, "new cell", [KeyPress("n", .control)], "new cell below", context: .notebook,
      group: "new cell below, delete it"),
    CommandEntry(
      .deleteCell, .cells, "delete cell", [KeyPress("d", .control)], "delete the cell", context: .notebook,
      group: "new cell below, delete it"),
    CommandEntry(
      .moveCellUp, .cells, "move cell up", [KeyPress(.up, .alt)], "move the cell up", context: .notebook,
      group: "move the cell"),
    CommandEntry(
      .moveCellDown, .cells, "move cell down", [KeyPress(.down, .alt)], "move the cell down", context: .notebook,
      group: "move the cell"),
    CommandEntry(
      .splitCell, .cells, "split cell", [KeyPress("-", .alt)], "split the cell at the caret", context: .notebook,
      group: "split, join, text or code"),
    CommandEntry(
      .mergeBelow, .cells, "join with next", [KeyPress("m", .alt)], "join with the cell below", context: .notebook,
      group: "split, join, text or code"),
    CommandEntry(
      .mergeAbove, .cells, "join with previous", [KeyPress("M", .alt)], "join with the cell above",
      context: .notebook, group: "split, join, text or code"),
    CommandEntry(
      .changeKind, .cells, "text or code", [KeyPress("t", .alt)], "turn the cell to text, code", context: .notebook,
      group: "split, join, text or code"),
  ]

  /// F3 and the keys after it, and Alt with the tab's number.
  private static let tabs: [CommandEntry] = PaneTab.allCases.map { tab in
    CommandEntry(
      .show(tab), .pane, tab.view.name.lowercased(),
      [KeyPress(.function(2 + tab.rawValue)), KeyPress(Character("\(tab.rawValue)"), .alt)], tab.view.help,
      group: "tabs, by their numbers")
  }

  private static let pane: [CommandEntry] = [
    CommandEntry(
      .switchFocus, .pane, "switch focus", [KeyPress("o", .control)], "to the pane and back",
      group: "other side, one side alone"),
    CommandEntry(
      .zoom, .pane, "zoom", [KeyPress("t", .control)], "one side alone, or both",
      group: "other side, one side alone"),
    CommandEntry(
      .leavePane, .pane, "leave pane", [KeyPress(.escape)], "pane: back to the notebook", context: .pane,
      isObvious: true),
    CommandEntry(
      .previousRow, .pane, "previous row", [KeyPress(.up)], "choose the row above", context: .pane, isObvious: true),
    CommandEntry(
      .nextRow, .pane, "next row", [KeyPress(.down)], "choose the row below", context: .pane, isObvious: true),
    CommandEntry(
      .firstRow, .pane, "first row", [KeyPress(.home)], "choose the first row", context: .pane, isObvious: true),
    CommandEntry(
      .lastRow, .pane, "last row", [KeyPress(.end)], "choose the last row", context: .pane, isObvious: true),
    CommandEntry(
      .rowsUp, .pane, "rows up", [KeyPress(.pageUp)], "go a page of rows up", context: .pane, isObvious: true),
    CommandEntry(
      .rowsDown, .pane, "rows down", [KeyPress(.pageDown)], "go a page of rows down", context: .pane, isObvious: true),
    CommandEntry(
      .goToRow, .pane, "go to line", [KeyPress(.enter)], "pane: go to the row's line", context: .pane),
    CommandEntry(
      .toggleRow, .pane, "fold or unfold", [KeyPress(" ")], "fold or unfold the layer", context: .pane,
      group: "pane: fold one, levels, all"),
    CommandEntry(
      .foldLevel, .pane, "fold level", [KeyPress("-")], "fold the innermost level", context: .pane,
      group: "pane: fold one, levels, all"),
    CommandEntry(
      .unfoldLevel, .pane, "unfold level", [KeyPress("+")], "unfold one more level", context: .pane,
      group: "pane: fold one, levels, all"),
    CommandEntry(
      .foldAll, .pane, "fold all", [KeyPress("*")], "unfold all, or fold all", context: .pane,
      group: "pane: fold one, levels, all"),
    CommandEntry(
      .sortRows, .pane, "sort", [KeyPress("s")], "sort by the next column", context: .tab(.summary),
      group: "pane: sort, reverse"),
    CommandEntry(
      .reverseRows, .pane, "reverse", [KeyPress("r")], "reverse the order", context: .tab(.summary),
      group: "pane: sort, reverse"),
    CommandEntry(
      .foldRow, .pane, "fold", [KeyPress(.left)], "pane: fold the layer", context: .pane, isObvious: true),
    CommandEntry(
      .unfoldRow, .pane, "unfold", [KeyPress(.right)], "pane: unfold the layer", context: .pane,
      isObvious: true),
    CommandEntry(
      .previousMaps, .pane, "previous maps", [KeyPress("[")], "the maps before", context: .tab(.forward),
      group: "pane: page, enlarge maps"),
    CommandEntry(
      .nextMaps, .pane, "next maps", [KeyPress("]")], "the next maps", context: .tab(.forward),
      group: "pane: page, enlarge maps"),
    CommandEntry(
      .enlargeMap, .pane, "enlarge map", [KeyPress("z")], "one map in the whole pane", context: .tab(.forward),
      group: "pane: page, enlarge maps"),
    CommandEntry(
      .chooseSample, .pane, "choose sample", [KeyPress("s", .alt)], "choose a sample image"),
    CommandEntry(
      .nextCall, .pane, "next call", [KeyPress("c", .alt)], "show the next call's shapes"),
    CommandEntry(
      .previousSample, .pane, "previous sample", [KeyPress(",", .alt)], "previous sample image",
      group: "previous, next sample image"),
    CommandEntry(
      .nextSample, .pane, "next sample", [KeyPress(".", .alt)], "next sample image",
      group: "previous, next sample image"),
    CommandEntry(
      .chooseInput, .pane, "input", [], "choose the model's input", group: "choose input, scaling, seed"),
    CommandEntry(
      .changeScaling, .pane, "scaling", [], "scale to 0–255, 0–1, −1–1", group: "choose input, scaling, seed"),
    CommandEntry(
      .changeSeed, .pane, "seed", [], "seed of weights and input", group: "choose input, scaling, seed"),
  ]

  private static let compare: [CommandEntry] = [
    CommandEntry(.pin, .pane, "pin", [KeyPress("p", .control)], "pin the model to compare"),
    CommandEntry(.pinSession, .pane, "pin session", [], "pin another session's model", isObvious: true),
    CommandEntry(.unpin, .pane, "unpin", [], "let go of the compared pin", isObvious: true),
    CommandEntry(.clearPins, .pane, "clear pins", [], "let go of all pins", isObvious: true),
    CommandEntry(
      .previousPin, .pane, "older pin", [KeyPress(.left)], "compare with an older pin", context: .tab(.compare),
      isObvious: true),
    CommandEntry(
      .nextPin, .pane, "newer pin", [KeyPress(.right)], "compare with a newer pin", context: .tab(.compare),
      isObvious: true),
  ]

  /// The window of the explained layer: arrows move it, brackets change the filter, braces the channel.
  private static let windowSteps: [(step: WindowStep, key: KeyPress)] = [
    (.up, KeyPress(.up)), (.down, KeyPress(.down)), (.left, KeyPress(.left)), (.right, KeyPress(.right)),
    (.previousFilter, KeyPress("[")), (.nextFilter, KeyPress("]")), (.previousChannel, KeyPress("{")),
    (.nextChannel, KeyPress("}")),
  ]

  private static let explain: [CommandEntry] =
    windowSteps.map { step, key in
      CommandEntry(
        .window(step), .pane, "window \(step.rawValue)", [key], "window: \(step.rawValue)", context: .tab(.explain),
        isObvious: true)
    } + [
      CommandEntry(
        .previousLayer, .pane, "previous layer", [KeyPress(.pageUp)], "explain the layer before",
        context: .tab(.explain), isObvious: true),
      CommandEntry(
        .nextLayer, .pane, "next layer", [KeyPress(.pageDown)], "explain the layer after", context: .tab(.explain),
        isObvious: true),
    ]

  private static let program: [CommandEntry] = [
    CommandEntry(.save, .program, "save", [KeyPress("s", .control)], "save the session"),
    CommandEntry(.saveAs, .program, "save as", [], "save under another name"),
    CommandEntry(.export, .program, "export", [], "how to export the session", isObvious: true),
    CommandEntry(
      .darkColours, .program, "dark colours", [], "colours for a dark screen", isObvious: true),
    CommandEntry(
      .lightColours, .program, "light colours", [], "colours for a light screen", isObvious: true),
    CommandEntry(.reload, .program, "read again", [], "read the file again", isObvious: true),
    CommandEntry(.quit, .program, "quit", [KeyPress("q", .control)], "quit; asks if unsaved"),
    CommandEntry(.help, .program, "help", [KeyPress(.function(1))], "this help"),
    CommandEntry(.palette, .program, "commands", [KeyPress(.function(2))], "every command by name"),
    CommandEntry(.lessons, .program, "lessons", [], "the lessons; a new notebook"),
    CommandEntry(.suspend, .program, "suspend", [], "stop until the shell's fg"),
  ]
}
