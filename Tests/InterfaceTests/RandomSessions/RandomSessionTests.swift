// A hundred thousand random events: nothing traps, no screen is corrupt, nothing that was written is lost.

import Foundation
import Kernel
import Screen
import Testing

@testable import Interface

private let environment = ProcessInfo.processInfo.environment

@Suite struct RandomSessionTests {
  /// `COMPBOOK_EVENTS_SEED` chooses other sessions, `COMPBOOK_EVENTS_COUNT` how many events there are in all, and
  /// `COMPBOOK_EVENTS_SESSION` one of the sessions alone, whose steps are then printed before they are taken.
  private static let seed =
    environment["COMPBOOK_EVENTS_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0...UInt64(UInt32.max))
  private static let length = 1000
  private static let only = environment["COMPBOOK_EVENTS_SESSION"].flatMap { Int($0) }
  private static let sessions: Range<Int> = {
    if let only { return only..<only + 1 }
    let sessions = max(1, (environment["COMPBOOK_EVENTS_COUNT"].flatMap { Int($0) } ?? 100_000) / length)
    print("\(sessions * length) random events from COMPBOOK_EVENTS_SEED=\(seed)")
    return 0..<sessions
  }()

  @Test(arguments: sessions) func randomEventsLeaveAWholeScreenAndLoseNothing(session: Int) async {
    let models = await RandomKernel.models.value
    let seed = Self.seed &+ UInt64(session)
    var maker = StepMaker(seed: seed, allowsHugePaste: session.isMultiple(of: 10))
    let steps = maker.steps(Self.length)
    #expect(steps.count { $0.isEvents } == Self.length)
    guard let failure = Self.play(steps, seed: seed, models: models, isTold: Self.only != nil) else { return }
    let shrunk = Self.shrunk(Array(steps[...failure.step]), seed: seed, models: models)
    let reason = Self.play(shrunk, seed: seed, models: models)?.reason ?? failure.reason
    Issue.record(
      "COMPBOOK_EVENTS_SEED=\(Self.seed) COMPBOOK_EVENTS_SESSION=\(session): \(reason), after \(shrunk)")
  }

  /// Plays the steps up to the first after which something does not hold.
  private static func play(
    _ steps: [RandomStep], seed: UInt64, models: [Subject], isTold: Bool = false
  ) -> (step: Int, reason: String)? {
    var session = RandomSession(seed: seed, models: models)
    for (index, step) in steps.enumerated() {
      if isTold { FileHandle.standardError.write(Data("\(index): \(step)\n".utf8)) }
      if let reason = session.play(step) { return (index, reason) }
    }
    return nil
  }

  /// Fewer steps after which something does not hold either.
  private static func shrunk(_ steps: [RandomStep], seed: UInt64, models: [Subject]) -> [RandomStep] {
    var steps = steps
    var length = steps.count / 2
    while length > 0 {
      var start = 0
      while start < steps.count {
        var fewer = steps
        fewer.removeSubrange(start..<min(start + length, steps.count))
        if let failure = play(fewer, seed: seed, models: models) {
          steps = Array(fewer[...failure.step])
        } else {
          start += length
        }
      }
      length /= 2
    }
    return steps
  }
}
