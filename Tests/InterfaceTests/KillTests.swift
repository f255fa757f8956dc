// The program killed at random moments of writing: what was typed a second before is in the file or in the journal.

import Foundation
import Kernel
import Screen
import Testing

@testable import Interface
@testable import Notebook

@Suite struct KillTests {
  private static let kills = 500
  /// Programs that run at a time. They mostly wait.
  private static let crew = 24
  private static let pause = 10_000

  @Test func whenKilledAnyTimeTheFileIsWholeAndNothingOlderThanASecondIsLost() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("whenKilledAnyTimeTheFileIsWholeAndNothingOlderThanASecondIsLost: seed \(seed)")
    var random = SplitMix(state: seed)
    let program = try #require(ScriptedNotebook.program, "the program is built with the tests")
    let scripts = (0..<4).map { _ in KeyScript(&random, count: 300) }
    // In memory, where there is such a place: what a killed process wrote is there without a disk.
    let memory = URL(filePath: "/dev/shm")
    let isInMemory = FileManager.default.isWritableFile(atPath: memory.path)
    let place = (isInMemory ? memory : FileManager.default.temporaryDirectory).appending(path: "kills-\(UUID())")
    defer { try? FileManager.default.removeItem(at: place) }

    var running: [ScriptedNotebook] = []
    var (saved, journaled, late) = (0, 0, 0)
    for index in 0..<Self.kills + Self.crew {
      if index >= Self.crew, let next = running.indices.min(by: { running[$0].end < running[$1].end }) {
        let killed = running.remove(at: next)
        let verdict = try killed.kill()
        #expect(verdict.problems == [], "seed \(seed), program \(killed.index)")
        saved += verdict.hasFile ? 1 : 0
        journaled += verdict.hasJournal ? 1 : 0
        late += verdict.oldKeys > 0 ? 1 : 0
      }
      guard index < Self.kills else { continue }
      running.append(
        try ScriptedNotebook(
          program, index: index, script: scripts[index % scripts.count], in: place.appending(path: "\(index)"),
          pause: Self.pause, for: .milliseconds(Int.random(in: 20...2200, using: &random))))
    }
    // The moments were of every kind.
    #expect(saved > Self.kills / 5 && journaled > Self.kills / 5 && late > Self.kills / 5)
    print(
      "\(Self.kills) kills: \(saved) with a file, \(journaled) with a journal, \(late) with keys older than a second")
  }
}

/// Keys with saves among them, and what the notebook is after each.
private struct KeyScript {
  let text: String
  /// The notebook's bytes before the first key and after each.
  private(set) var states: [[UInt8]] = []
  /// The keys that save.
  private(set) var saves: [Int] = []

  init(_ random: inout SplitMix, count: Int) {
    var text = ""
    var hasName = false
    while text.unicodeScalars.count < count {
      switch Int.random(in: 0..<40, using: &random) {
      case 0..<2:
        text += hasName ? "\u{13}" : "\u{13}session.py\n"
        hasName = true
      case 2: text += "\n"
      case 3: text += "\u{0E}"
      case 4: text += "\u{1A}"
      case 5: text += "\u{7F}\u{7F}"
      default: text += ["x", "conv", " = ", "(", ")", "é", "日", "Conv2D", " "].randomElement(using: &random) ?? "x"
      }
    }
    self.text = text
    var state = AppState(document: .new(), size: Size(width: 40, height: 10), startsAtEnd: true)
    states.append(state.document.fileBytes)
    for (index, key) in FakeTerminal.keys(text).enumerated() {
      for case .save(let path, _) in state.update(key) {
        state.saved(to: path, .success(FileVersion(of: state.document.fileBytes)))
        saves.append(index)
      }
      states.append(state.document.fileBytes)
    }
  }
}

/// A program that types a script until it is killed.
private struct ScriptedNotebook {
  static let program = ProductFolder.file(named: "scripted-notebook")

  struct Verdict {
    var problems: [String]
    var hasFile: Bool
    var hasJournal: Bool
    /// How many keys were older than a second.
    var oldKeys: Int
  }

  let index: Int
  let end: ContinuousClock.Instant
  private let script: KeyScript
  private let folder: URL
  private let process = Process()

  init(
    _ program: URL, index: Int, script: KeyScript, in folder: URL, pause: Int, for duration: Duration
  ) throws {
    (self.index, self.script, self.folder) = (index, script, folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(script.text.utf8).write(to: folder.appending(path: "script"))
    process.executableURL = program
    process.arguments = ["script", "log", String(pause)]
    process.environment = ["XDG_STATE_HOME": folder.appending(path: "state").path]
    process.currentDirectoryURL = folder
    end = .now + duration
    try process.run()
  }

  /// Kills the program when it is time, and looks at what is left.
  func kill() throws -> Verdict {
    let left = (end - .now) / .seconds(1)
    if left > 0 { usleep(UInt32(left * 1_000_000)) }
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    _ = Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    defer { try? FileManager.default.removeItem(at: folder) }
    guard process.terminationReason == .uncaughtSignal, process.terminationStatus == SIGKILL else {
      return Verdict(problems: ["ended by itself"], hasFile: false, hasJournal: false, oldKeys: 0)
    }
    let log = (try? String(contentsOf: folder.appending(path: "log"), encoding: .utf8)) ?? ""
    let times = log.split(separator: "\n").compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
    return judge(times: times, killed: now.tv_sec * 1_000_000_000 + now.tv_nsec)
  }

  /// Looks at the file and the journal. `times` are those at which the keys had been handled, in nanoseconds.
  private func judge(times: [Int], killed: Int) -> Verdict {
    let file = (try? Data(contentsOf: folder.appending(path: "session.py"))).map { Array($0) }
    let journals = JournalFolder(path: folder.appending(path: "state/compbook").path).journals()
    let journal = journals.first?.bytes
    let oldKeys = times.count { $0 <= killed - 1_000_000_000 }
    var verdict = Verdict(problems: [], hasFile: file != nil, hasJournal: journal != nil, oldKeys: oldKeys)
    if journals.count > 1 || journals.contains(where: \.isLive) {
      verdict.problems.append("\(journals.count) journals")
    }

    // The next key may have been handled and not been noted.
    let next = times.count
    let lastSave = script.saves.last { $0 < next }
    let files = [lastSave.map { script.states[$0 + 1] }, script.saves.contains(next) ? script.states[next + 1] : nil]
    let isOld = file == nil && lastSave == nil
    if !isOld, !files.contains(where: { $0 != nil && $0 == file }) {
      verdict.problems.append("the file is neither the old nor the new one after \(next) keys")
    }
    let possible = script.states[oldKeys...min(next + 1, script.states.count - 1)]
    let found = [journal, file, journal == nil && file == nil ? script.states[0] : nil].compactMap { $0 }
    if !found.contains(where: { possible.contains($0) }) {
      verdict.problems.append("of \(next) keys, \(oldKeys) of them older than a second, some are lost")
    }
    return verdict
  }
}
