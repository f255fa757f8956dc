// Questions about files: one that was changed by another program, and what was found of one that ended too early.

import Notebook
import Screen

extension AppState {
  // MARK: A file that was changed

  mutating func conflictKey(_ key: KeyPress, _ conflict: Conflict) -> [Effect] {
    switch key.plainCharacter {
    case "o":
      overlay = nil
      departureAfterSave = conflict.departure
      return [.save(path: conflict.path, .ofAnyFile)]
    case "a":
      askForName(conflict.path, then: conflict.departure)
      return []
    case "r":
      overlay = nil
      return [.reload(path: conflict.path)]
    default:
      return key.key == .escape ? close() : []
    }
  }

  /// Takes over how a save went, of a file that may have been gone.
  package mutating func saved(
    to path: String, _ result: Result<FileVersion, SessionFileError>, wasGone: Bool = false
  ) {
    let departure = departureAfterSave
    departureAfterSave = nil
    switch result {
    case .success(let version):
      document.path = path
      document.version = version
      document.markSaved()
      if isAskedForName { overlay = nil }
      message = wasGone ? Messages.savedAnew(fileName) : Messages.saved(fileName)
      if let departure { depart(departure) }
    case .failure(let error) where error.reason == .changed || error.reason == .exists && path == document.path:
      overlay = .conflict(Conflict(path: path, departure: departure))
    case .failure(let error):
      message = isAskedForName ? Messages.refusedName(error) : Messages.notSaved(error)
    }
  }

  private var isAskedForName: Bool {
    if case .prompt(let prompt) = overlay, case .saveAs = prompt.purpose { true } else { false }
  }

  /// Takes over the file as it was read anew.
  package mutating func reloaded(_ result: Result<NotebookDocument, SessionFileError>) {
    let leavesText = document.isModified
    switch result {
    case .success(let file):
      open(file, suggestedName: nil, atEnd: false)
      message = Messages.reloaded(fileName, leavesText: leavesText)
    case .failure(let error):
      message = Messages.refused(error)
    }
  }

  /// Takes over what another program did with the file.
  mutating func take(_ news: FileWatch.News) {
    switch news {
    case .changed: message = Messages.changed(fileName)
    case .removed: message = Messages.removed(fileName)
    case .openElsewhere(let process): message = Messages.openElsewhere(process)
    }
  }

  // MARK: The journal

  /// Takes over whether the journal can be written. That it cannot stays in sight.
  mutating func take(_ health: JournalHealth) {
    switch health {
    case .written:
      crashRisk = nil
      message = Messages.journalAgain
    case .failing(let folder, let cause):
      crashRisk = cause
      message = Messages.noJournal(in: folder, cause)
    }
  }

  // MARK: What was found

  /// Asks at the start what becomes of unsaved work.
  package mutating func offer(_ journals: [FoundJournal]) {
    overlay = RecoveryList(journals).map { .recovery($0) } ?? overlay
  }

  mutating func recoveryKey(_ key: KeyPress, _ list: RecoveryList) -> [Effect] {
    if list.asksToDiscard {
      guard key.plainCharacter != "y" else {
        overlay = list.removingChosen().map { .recovery($0) } ?? overlayAfterRecovery
        return [.discard(journal: list.journal.name)]
      }
      overlay = .recovery(list.asking(toDiscard: false))
      return []
    }
    switch key.key {
    case .escape:
      overlay = overlayAfterRecovery
      message = Messages.keptForLater
    case .enter:
      return restore(list.journal)
    default:
      guard key.plainCharacter == "d" else { return [] }
      overlay = .recovery(list.asking(toDiscard: true))
    }
    return []
  }

  /// A start without a file goes on as ever.
  private var overlayAfterRecovery: Overlay? { document.path == nil ? .start(StartScreen()) : nil }

  private mutating func restore(_ journal: FoundJournal) -> [Effect] {
    do throws(SessionFileError) {
      open(try journal.document(), suggestedName: nil, atEnd: journal.owner.path == nil)
      overlay = nil
      message = Messages.restored
      return [.takeOver(journal: journal.name)]
    } catch {
      message = Messages.refused(error)
      return []
    }
  }
}

extension KeyPress {
  /// The letter of a key that was pressed alone or with Shift, in lower case.
  fileprivate var plainCharacter: String? {
    guard case .character(let character) = key, modifiers.isSubset(of: .shift) else { return nil }
    return character.lowercased()
  }
}
