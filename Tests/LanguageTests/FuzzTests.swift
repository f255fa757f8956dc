// Random programs, which may be wrong in any way, are parsed and run: they end, and nothing traps.

import Diagnostics
import Foundation
import Testing

@testable import Language

private let environment = ProcessInfo.processInfo.environment
private let testsFolder = URL(filePath: #filePath).deletingLastPathComponent()

/// The programs that are changed, as their tokens with what stands before each.
private let programs: [[String]] = {
  let folder = testsFolder.appending(path: "Programs")
  let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
  let session = testsFolder.appending(path: "../../sessions/effnet.py").standardized
  let paths = names.filter { $0.hasSuffix(".py") }.sorted().map { folder.appending(path: $0) } + [session]
  return paths.compactMap { path in
    guard let text = try? String(contentsOf: path, encoding: .utf8) else { return nil }
    let source = SourceText(name: path.lastPathComponent, text: text)
    // The long ones would be all that the time is spent on.
    guard text.utf8.count < 10_000 else { return nil }
    return parse(source).tokens.map { source[$0.fullRange] }
  }
}()

@Suite struct FuzzTests {
  /// `COMPBOOK_FUZZ_SEED` and `COMPBOOK_FUZZ_COUNT` choose other programs and more of them.
  @Test func randomProgramsEndWithoutATrap() {
    let seed = environment["COMPBOOK_FUZZ_SEED"].flatMap { UInt64($0) } ?? 20_251_124
    let count = environment["COMPBOOK_FUZZ_COUNT"].flatMap { Int($0) } ?? 200
    print("fuzzing \(count) programs from seed \(seed)")
    #expect(programs.count > 20)
    var limits = Limits()
    limits.steps = 20_000
    limits.bytes = 16 << 20
    limits.recursionDepth = 100
    limits.outputBytes = 1 << 16
    var fuzzer = Fuzzer(seed: seed, programs: programs)
    for _ in 0..<count {
      let text = fuzzer.makeProgram()
      let source = SourceText(name: "fuzz.py", text: text)
      let parsed = parse(source)
      #expect(parsed.tokens.map { source[$0.fullRange] }.joined() == text)
      let outcome = run(text, library: standInKeras, limits: limits)
      for diagnostic in parsed.diagnostics + outcome.execution.diagnostics {
        #expect(source.range.lowerBound <= diagnostic.range.lowerBound, "\(text)")
        #expect(diagnostic.range.upperBound <= source.range.upperBound, "\(text)")
      }
      _ = isComplete(source)
      #expect(indentation(after: source) >= 0)
    }
  }
}
