// Random programs behave as in CPython: what they print, and the last line of their tracebacks.

import Foundation
import Testing

@testable import Language

private let environment = ProcessInfo.processInfo.environment

/// What CPython's versions say in different words, and what Compbook says on purpose: integers have 64 bits here.
private let passedOver = [
  "string indices must be", "cannot access", "does not fit in 64 bits", "Exceeds the limit", "has no setter",
]

private struct Comparison {
  let program: String
  let ours: (output: String, messages: [String])
  let theirs: PythonResult

  private var isPassedOver: Bool {
    passedOver.contains { phrase in
      ours.output.contains(phrase) || theirs.output.contains(phrase) || ours.messages.contains { $0.contains(phrase) }
    }
  }

  /// After an error that CPython ends with, Compbook may go on with what does not depend on it.
  var differs: Bool {
    if isPassedOver { return false }
    guard !theirs.lastLine.isEmpty else { return ours.output != theirs.output || !ours.messages.isEmpty }
    return !ours.output.hasPrefix(theirs.output) || !ours.messages.contains(withoutHint(theirs.lastLine))
  }
}

private func compare(_ programs: [String]) throws -> [Comparison]? {
  guard let results = try runInPython(programs) else { return nil }
  return zip(programs, results).map { program, result in
    let outcome = run(program)
    return Comparison(
      program: program, ours: (outcome.output, outcome.messages.map(withoutHint)), theirs: result)
  }
}

private func withoutHint(_ message: String) -> String {
  message.firstRange(of: ". Did you mean").map { String(message[..<$0.lowerBound]) } ?? message
}

@Suite struct RandomProgramTests {
  /// `COMPBOOK_PROGRAM_SEED` and `COMPBOOK_PROGRAM_COUNT` choose other programs and more of them.
  @Test func randomProgramsBehaveAsInPython() throws {
    let seed = environment["COMPBOOK_PROGRAM_SEED"].flatMap { UInt64($0) } ?? 7
    let count = environment["COMPBOOK_PROGRAM_COUNT"].flatMap { Int($0) } ?? 100
    print("running \(count) random programs from COMPBOOK_PROGRAM_SEED=\(seed)")
    let programs = (0..<count).map { index in
      var maker = ProgramMaker(seed: seed &+ UInt64(index))
      return maker.makeProgram()
    }
    guard let comparisons = try compare(programs) else {
      print("skipped the random programs: there is no python3 here")
      return
    }
    let differing = comparisons.enumerated().filter(\.element.differs)
    for (index, comparison) in differing.prefix(3) {
      let shrinker = Shrinker { candidates in try compare(candidates)?.map(\.differs) ?? [] }
      let small = try shrinker.shrink(comparison.program)
      guard let comparison = try compare([small + "\n"])?.first else { continue }
      Issue.record(
        """
        seed \(seed &+ UInt64(index)):
        \(small)
        --- Compbook: \(comparison.ours.output)\(comparison.ours.messages)
        --- CPython: \(comparison.theirs.output)\(comparison.theirs.lastLine)
        """)
    }
    #expect(differing.isEmpty, "\(differing.count) of \(count) programs differ")
    // A generator whose programs all stop at once would find nothing.
    let finished = comparisons.filter { $0.theirs.lastLine.isEmpty && !$0.theirs.output.contains("ended by") }.count
    #expect(finished > count / 10, "only \(finished) of \(count) programs came to their end")
  }
}
