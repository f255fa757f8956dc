// What the bottom line says, in one place.

import Configuration
import Kernel
import Notebook
import Screen

enum Messages {
  static let deletedCell = Message("cell deleted · \(key: .undo) brings it back")
  /// Of a notebook that was never changed neither key does anything.
  static func nothingToUndo(canRedo: Bool) -> Message {
    Message("nothing to undo" + (canRedo ? ": \(key: .redo) redoes what was undone" : ""))
  }
  static func nothingToRedo(canUndo: Bool) -> Message {
    Message("nothing to redo" + (canUndo ? ": \(key: .undo) undoes" : ""))
  }
  static let nothingToPaste = Message("nothing to paste: \(key: .copy) copies, \(key: .cut) cuts")
  static let nothingToComplete = Message("nothing to complete here: \(key: .signature) tells what a call takes")
  static let nothingToMend = Message("nothing here that could be mended")
  static func waits(_ name: String) -> Message {
    Message("\(name): follows once the notebook is up to date · any other key gives it up")
  }
  static let noCodeToRewrite = Message("no code here: the cursor must be on a convolution")
  /// What the numbers of a layer are that runs more than once.
  static func addedUp(calls: Int) -> String { "its \(calls) calls added up" }
  static let rewriting = Message("trying what this layer could be … · any key gives it up")
  static let rewriteHint: KeyedText = "↑ ↓ choose · Enter writes it · any other key goes back"
  /// What a fix does, where `mend` says less.
  static func name(of fix: CellProblem.Fix.Kind) -> String? {
    switch fix {
    case .spelling: nil
    case .importing: "import it"
    case .insertion(let signs): "add \(signs)"
    case .argument: "write it"
    }
  }
  /// A problem of what is being written, without the exception that it would be if it stayed so.
  static func soFar(_ problem: String) -> String {
    let parts = problem.split(separator: ": ", maxSplits: 1)
    return "so far: \(parts.count == 2 && parts[0].hasSuffix("Error") ? parts[1] : problem[...])"
  }
  static let noCall = Message("nothing to tell: the cursor must be within a call's brackets")
  static let listHint: KeyedText =
    "\(key: .previousCompletion) \(key: .nextCompletion) choose · \(key: .takeCompletion) takes · \(key: .deselect) closes"
  static let signatureHint: KeyedText = "\(key: .deselect) closes"
  static let copied = Message("copied")
  static let fromTheTop = Message("from the top again")
  static let nothingToComment = Message("no line of code to comment: \(key: .changeKind) turns the cell")
  static let nothingToMerge = Message("no cell there to join with: \(key: .newCell) makes one")
  static let roomForOne = Message("there is room for one side at a time: \(key: .switchFocus) shows the other")
  static let notInPane = Message("\(key: .switchFocus) goes back to the notebook, \(key: .palette) lists the commands")
  static let nothingToPin = Message("no model here yet: \(key: .pinSession) pins that of another file")
  static let noPins = Message("nothing is pinned: \(key: .pin) pins the model")
  static let clearedPins = Message("all pins are let go\(changesFile)")
  /// What a change of the settings does besides: no cell shows it.
  private static let changesFile = " · the file's settings line changes"
  static let noWindow = Message(
    "this layer slides no window that can be drawn: \(key: .previousLayer) and \(key: .nextLayer) go to others")
  static let comparePins: KeyedText =
    "\(key: .pin) pins the model as it is now. Change it, and what differs stands here while you type. "
    + "\(key: .pinSession) pins another file's model, or a lesson's."
  /// What the latency is of, from the longest to the shortest.
  static func latency(_ time: PassTime?) -> [String] {
    time.map {
      ["latency now: median of \($0.passes) passes, layer by layer", "latency: layer by layer, \($0.passes) runs"]
    } ?? ["latency now: one pass so far, layer by layer", "latency: layer by layer, one run"]
  }
  static let pinOfOnePass = "~ the pin's is of one pass alone"
  static func noLayerDiffers(from pin: String) -> String { "no layer differs from \(pin) as it was pinned" }
  static let noLayer =
    "Put the cursor on a line that makes a layer: how its numbers come about stands here."
  static let noSubject = Message("nothing to choose from yet: \(key: .switchFocus) goes back to the notebook")
  static let noFunction = Message("the cursor is in no function whose calls could be shown")
  static func noOtherCall(_ function: FunctionReport) -> Message {
    Message(
      function.calls == 1
        ? "one call of \(function.name) makes layers, and it is shown"
        : function.isCalled ? "\(function.name) makes no layer" : "nothing calls \(function.name) yet")
  }
  /// The sign of which call the lines of a function tell.
  static func calls(of function: FunctionReport) -> String {
    if function.isTried { return "\(function.name): not called, shown on the input" }
    if let shown = function.shown { return "\(function.name): call \(shown + 1) of \(function.calls)" }
    return "\(function.name): " + (function.calls == 1 ? "1 call" : "\(function.calls) calls")
  }
  /// What makes a function show something that nothing calls and that takes more than an input.
  static func howToCall(_ function: FunctionReport) -> String {
    "nothing calls \(function.name) yet: a line such as  y = \(function.name)(\(function.parameters.joined(separator: ", ")))  shows it"
  }
  /// Of a transposed layer's window.
  static func fed(by weights: Int, of all: Int) -> String { "■ feed it, by \(weights) of \(all) weights" }
  /// What stands on the border of a pane whose list has no room for all of its rows; nil where it has.
  static func hidden(_ rows: HiddenRows) -> String? {
    let above = rows.above > 0 ? "↑ \(rows.above)" : nil
    let below = rows.below > 0 ? "↓ \(rows.below)" : nil
    let counts = [above, below].compactMap(\.self).joined(separator: "  ")
    return counts.isEmpty
      ? nil : counts + " more \(rows.noun)\((rows.below > 0 ? rows.below : rows.above) == 1 ? "" : "s")"
  }
  /// What keys do in a place, where the command's own name says less.
  static let stepsWindow = "step window"
  static let goesToMaps = "layers, maps"
  static let choosesPin = "older, newer pin"
  /// As a diagnostic's place and the caret's are told.
  static func line(_ number: Int) -> String { "line \(number)" }

  static let noLine = Message("no line of this notebook made that layer")
  static func sorted(_ order: LayerOrder, isReversed: Bool) -> Message {
    Message(
      "rows in \(order.name)\(isReversed ? ", reversed" : "") · \(key: .sortRows) next order · \(key: .reverseRows) reverse"
    )
  }
  /// What counts as a multiply-add, from the longest to the shortest.
  static let multiplyAddConvention = [
    "MACs: multiply-adds of convolutions and dense layers, for one image",
    "MACs: those of convolutions and dense layers, one image", "MACs: convolutions, dense; one image",
  ]
  static let emptyPane: [KeyedText] = [
    "Nothing to show yet. Type, for example:", "  x = Input((32, 32, 3))", "  y = Conv2D(16, 3)(x)",
    "Each line's shape stands at its end.", "\(key: .complete) completes, \(key: .help) lists the keys.",
  ]
  /// The same where there is no pane beside the notebook: three lines.
  static let emptyNotebook = ["Type, for example:", "  x = Input((32, 32, 3))", "  y = Conv2D(16, 3)(x)"]
  /// The commands that the help screen has no keys for.
  static func inPalette(_ names: [String]) -> KeyedText {
    "\(key: .palette) also: \(names.joined(separator: " · "))"
  }
  static func helpHint(scrolls: Bool) -> KeyedText {
    "\(scrolls ? "↑ ↓ scroll · " : "")any other key goes back · \(key: .palette) lists every command with its keys"
  }
  static let paletteHint: KeyedText = "type to narrow · Enter does it · Esc goes back"
  static let samplesHint: KeyedText = "↑ ↓ or a first letter · Enter takes it · Esc goes back"
  static let startHint: KeyedText = "↑ ↓ choose · Enter opens · or just type"
  static let newNotebookSummary = "Begin to type, or press Enter."
  static let lessonCopy = Message(
    "this is your copy of the lesson: change what you like, \(key: .save) saves it under a name")
  static let unsavedQuestion = "save the changes?  y save   n discard   Esc cancel"

  static func offeredHint(isSingle: Bool) -> KeyedText {
    "\(key: .complete) \(isSingle ? "takes" : "chooses") · \(key: .deselect) closes"
  }
  static let notKeys = "keys are a text or a list, such as [\"Ctrl-S\", \"F9\"]"
  static func noKey(_ text: String) -> String { "'\(text)' is no key: Ctrl-S, Alt-Enter and F5 are some" }
  static func typedKey(_ key: KeyPress) -> String { "\(key) is typed as text: it needs Ctrl- or Alt- before it" }
  static func takenKey(_ conflict: KeyConflict) -> String {
    "\(conflict.key) cannot be \(conflict.entry.configurationName): it is \(conflict.other.configurationName)"
  }
  static func unknownSetting(_ entry: ConfigurationFile.Entry, nearest: String?) -> String {
    let name = entry.section.isEmpty ? entry.key : "\(entry.section).\(entry.key)"
    return "there is no setting \(name)" + (nearest.map { "; did you mean \($0)?" } ?? ": compbook config lists all")
  }
  static func wrongSetting(_ name: String, _ needed: String) -> String { "\(name) must be \(needed)" }
  static func wrongColour(_ name: String) -> String {
    "\(name) must be words such as \"bold cyan\" or \"#ff8800 on 24\""
  }
  /// Of the configuration: the first, and how many more there are. Nil where there is none.
  static func mistakes(_ mistakes: [ConfigurationMistake]) -> Message? {
    guard let first = mistakes.first else { return nil }
    if mistakes.count == 1 { return Message("\(first.place): \(first.message)", isError: true) }
    return Message(
      "\(first.place), \(mistakes.count - 1) more: \(first.message) · `compbook config` lists all", isError: true)
  }

  /// Where the median of several passes is not there yet, the pin has the time of one.
  static func pinned(_ name: String, ofOnePass: Bool = false) -> Message {
    Message(
      "pinned \(name) in the file's settings line\(ofOnePass ? ", with the time of one pass" : "") · "
        + "\(key: .show(.compare)) compares")
  }
  static func measuring(_ name: String) -> Message { Message("running \(name) … · any key gives it up") }
  static func pinned(_ name: String, of session: String) -> Message {
    Message("pinned \(name) of \(session) in the file's settings line · \(key: .show(.compare)) compares")
  }
  static func unpinned(_ name: String) -> Message { Message("let go of \(name)\(changesFile)") }
  static let restored = Message("restored; \(key: .save) saves it")
  static let keptForLater = Message("kept: `compbook recover` lists it, and it is asked again at the next start")
  static let recoveryTitle = "Unsaved work was found: Compbook ended before it was saved."
  static let discardQuestion: KeyedText = "discard it for good?   y discards   any other key keeps it"
  static let recoveryHint: KeyedText = "Enter restores · Esc keeps it for later · d discards · ↑ ↓ choose"

  static func conflict(_ name: String) -> String {
    "another program changed \(name):  o overwrite   a save as   r reload   Esc cancel"
  }
  static func reloaded(_ name: String, leavesText: Bool) -> Message {
    Message("\(name) is read anew" + (leavesText ? "; `compbook recover` has what was not saved" : ""))
  }
  static let nothingToReload = Message("no file to read yet: \(key: .save) saves the notebook in one")
  static func changed(_ name: String) -> Message {
    Message("another program changed \(name) · \(key: .reload) reads it", isError: true)
  }
  static func removed(_ name: String) -> Message {
    Message("another program removed \(name) · \(key: .save) writes it anew", isError: true)
  }
  static func openElsewhere(_ process: Int) -> Message {
    Message("open in another Compbook too (process \(process)): saving asks before it replaces what that one saved")
  }
  /// What stands on the screen for as long as no journal can be written.
  static func notSafe(_ cause: String) -> KeyedText { "not safe from a crash: \(cause) · \(key: .save) saves" }
  static func noJournal(in folder: String? = nil, _ cause: String) -> Message {
    Message(notSafe((folder.map { "\($0): " } ?? "") + cause), isError: true)
  }
  static let journalAgain = Message("safe from a crash again")
  static let noStateFolder = "neither XDG_STATE_HOME nor HOME is set"
  static func rewritten(_ name: String) -> Message { Message("written as \(name) · \(key: .undo) takes it back") }
  static func savedAnew(_ name: String) -> Message { Message("\(name) was gone: it is written anew") }
  static func saved(_ name: String) -> Message { Message("saved \(name)") }
  static func notSaved(_ error: SessionFileError) -> Message {
    let way: KeyedText = error.reason == .exists ? "; \(key: .saveAs) takes another name" : ""
    return Message("not saved: \(error)\(way)", isError: true)
  }
  /// The same in the question for a name, where another can be typed.
  static func refusedName(_ error: SessionFileError) -> Message { Message("not saved: \(error)", isError: true) }
  static func refused(input problem: String) -> Message { Message("\(problem)", isError: true) }
  static let noName = Message("not saved: there is no name yet", isError: true)
  static func noFile(beginningWith path: String) -> Message { Message("no file there begins with ‘\(path)’") }
  static func files(_ names: [String]) -> Message { Message("\(names.joined(separator: " · "))") }
  static func onlyPicture(_ input: String) -> Message {
    Message("no other image of \(input): \(key: .chooseSample) chooses a sample, \(key: .chooseInput) another file")
  }
  /// In the words of who refused it.
  static func refused(_ error: SessionFileError) -> Message { Message("\(error)", isError: true) }
  static func refused(_ problem: FiguresProblem) -> Message { Message("\(problem.reason)", isError: true) }
  static func notFound(_ text: String) -> Message {
    Message("‘\(text)’ is nowhere in the notebook · \(key: .find) finds something else")
  }
  /// The same in the question, where something else can be typed.
  static func nowhere(_ text: String) -> Message { Message("‘\(text)’ is nowhere in the notebook") }
  static func input(_ input: String, isOther: Bool = true) -> Message {
    Message("input \(input)\(isOther ? changesFile : "")")
  }
  static func scaling(_ range: String) -> Message {
    Message("a picture's values are scaled to \(range)\(changesFile)")
  }
  static func seed(_ seed: UInt64, isOther: Bool) -> Message {
    Message("seed \(seed)\(isOther ? changesFile : "")")
  }
  static func noSeed(_ text: String) -> Message {
    Message("‘\(text)’ is no seed: a whole number from 0 to \(UInt64.max)", isError: true)
  }
  static func noLine(_ text: String, of count: Int) -> Message {
    Message("there is no line ‘\(text)’: the file has \(count == 1 ? "1 line" : "\(count) lines")", isError: true)
  }
  static func noCommand(_ query: String) -> String { "no command matches ‘\(query)’" }
  static func colours(isLight: Bool) -> Message {
    let name = isLight ? "light" : "dark"
    return Message("\(name) until the end · in the configuration, background = \"\(name)\" keeps them so")
  }
  static func howToExport(_ name: String?) -> Message {
    guard let name else {
      return Message("\(key: .save) first, then in a shell: `compbook export FILE --to html`")
    }
    let stem = name.hasSuffix(".py") ? String(name.dropLast(3)) : name
    return Message("in a shell: `compbook export \(name) --to html`, or `compbook convert \(name) \(stem).ipynb`")
  }
  /// The settings that undo or redo led to, as far as they differ from those before.
  static func settings(_ new: NotebookSettings, since old: NotebookSettings) -> Message {
    let pins = new.pins.isEmpty ? "no pins" : new.pins.count == 1 ? "1 pin" : "\(new.pins.count) pins"
    let changes = [
      new.input == old.input ? nil : "input \(new.input)",
      new.scaling == old.scaling ? nil : "scaled to \(new.scaling)",
      new.seed == old.seed ? nil : "seed \(new.seed)", new.pins == old.pins ? nil : pins,
    ]
    return Message("\(changes.compactMap(\.self).joined(separator: " · ")) again")
  }
  static func found(_ text: String, _ number: Int, of count: Int, wrapped: Bool) -> Message {
    Message("‘\(text)’ \(number) of \(count)" + (wrapped ? " · around the end" : ""))
  }
  static func replaceQuestion(_ replacing: Replacing, _ count: Int) -> KeyedText {
    let undo: KeyedText = replacing.count > 0 ? "\(key: .undo) back   " : ""
    return "‘\(replacing.wanted)’ → ‘\(replacing.replacement)’?  y yes   n next   a all \(count)   \(undo)Esc done"
  }
  static let nothingReplaced = Message("nothing replaced yet")
  static func replaced(_ count: Int, _ text: String) -> Message {
    Message(
      "replaced ‘\(text)’ \(count == 1 ? "once" : "\(count) times")"
        + (count > 0 ? " · \(key: .undo) takes it back" : ""))
  }
  static func pastedCells(_ count: Int) -> Message {
    Message("pasted \(count == 1 ? "1 cell" : "\(count) cells") · \(key: .undo) takes it back")
  }
}
