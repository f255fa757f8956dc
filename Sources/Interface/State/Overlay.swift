// What lies over the notebook or in the bottom line and takes the keys: help, palette, questions.

import Kernel
import Notebook
import Screen

package enum Overlay: Hashable, Sendable {
  /// The first row shown.
  case help(top: Int)
  case palette(Palette)
  case prompt(Prompt)
  case samples(SampleList)
  /// Whether to replace the text that is selected.
  case replacing(Replacing)
  case start(StartScreen)
  case rewrite(RewriteMenu)
  /// Unsaved work, and the wish to leave it.
  case unsavedQuestion(Departure)
  /// The file to save to was changed by another program.
  case conflict(Conflict)
  /// What a program that ended too early left, to be chosen from.
  case recovery(RecoveryList)
}

extension Overlay {
  /// The overlay where it is a list.
  var list: (any OverlayList)? {
    switch self {
    case .palette(let list): list
    case .samples(let list): list
    case .start(let list): list
    case .rewrite(let list): list
    case .recovery(let list): list
    case .help, .prompt, .replacing, .unsavedQuestion, .conflict: nil
    }
  }
}

/// A file that was changed since it was read, and what the document is left for once it is saved.
package struct Conflict: Hashable, Sendable {
  package var path: String
  package var departure: Departure?
}
