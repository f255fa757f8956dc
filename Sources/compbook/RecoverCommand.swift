// `compbook recover`: lists and restores notebooks that were not saved before the program ended.

import ArgumentParser
import Notebook

struct RecoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recover",
    abstract: "List and restore notebooks that were not saved: after a crash, a power cut, a closed terminal.",
    discussion: """
      Without a name, lists what there is, the newest first: its number, its name, when it was written last, and which \
      file it belongs to. With one, prints that notebook, or writes it to a file. The journals lie in \
      $XDG_STATE_HOME/compbook, by default ~/.local/state/compbook.
      """)

  @Argument(help: "The number or the name of a notebook in the list.")
  var name: String?

  @Option(help: ArgumentHelp("Write it to this file, which must not exist, and drop the journal.", valueName: "file"))
  var to: String?

  @Flag(help: "Drop the journal and what it holds.")
  var discard = false

  func validate() throws {
    guard name == nil else {
      if discard && to != nil { throw ValidationError("--to and --discard are two wishes: give one of them") }
      return
    }
    if discard || to != nil { throw ValidationError("say which notebook: its number or its name in the list") }
  }

  func run() throws {
    guard let folder = JournalFolder(environment: Environment.variables) else {
      throw refusal("neither XDG_STATE_HOME nor HOME is set: there is no folder to look in")
    }
    if let problem = folder.problem {
      guard name == nil, problem.reason == .missing else {
        throw refusal("no journal is kept in \(folder.path): \(reason(of: problem))")
      }
      return writeToStandardError("no journal is kept in \(folder.path): \(reason(of: problem))")
    }
    let journals = folder.journals().filter { $0.bytes != nil }
    guard let name else {
      guard journals.isEmpty else { return try list(journals) }
      return writeToStandardError("nothing to recover: no journal in \(folder.path) holds unsaved work")
    }
    guard let journal = chosen(name, of: journals) else {
      throw refusal("there is no unsaved notebook \(name); `compbook recover` lists what there is")
    }
    if discard || to != nil, journal.isLive {
      throw refusal("\(journal.name) is open in process \(journal.owner.process): save it there")
    }
    do throws(SessionFileError) {
      if let to { try SessionFile.save(journal.bytes ?? [], to: to, .ofNothing) }
      if discard || to != nil { return try folder.remove(journal.name) }
    } catch {
      throw refusal(error.description)
    }
    try writeToStandardOutput(String(decoding: journal.bytes ?? [], as: UTF8.self))
  }

  private func list(_ journals: [FoundJournal]) throws {
    let rows = journals.enumerated().map { index, journal in
      let use = journal.isLive ? "  (open in process \(journal.owner.process))" : ""
      return ["\(index + 1)", journal.name, journal.when, journal.size, journal.place + use]
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      zip(row, widths.dropLast()).map { $0 + String(repeating: " ", count: $1 - $0.count + 2) }.joined()
        + (row.last ?? "")
    }
    try writeToStandardOutput(lines.map { $0 + "\n" }.joined())
  }

  private func reason(of problem: SessionFileError) -> String {
    switch problem.reason {
    case .missing: "there is no such folder"
    case .notReadable: "no permission to read the folder"
    default: problem.cause
    }
  }

  private func chosen(_ name: String, of journals: [FoundJournal]) -> FoundJournal? {
    journals.first { $0.name == name }
      ?? Int(name).flatMap { journals.indices.contains($0 - 1) ? journals[$0 - 1] : nil }
  }

  private func refusal(_ reason: String) -> ExitCode {
    writeToStandardError("error: \(reason)")
    return ExitCode(1)
  }
}
