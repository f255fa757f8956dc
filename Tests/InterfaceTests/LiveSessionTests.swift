// The whole program with the real kernel on EffNet's session: what a user sees, by keys alone.

import Dispatch
import Foundation
import Screen
import Testing

@testable import Interface

@Suite(.serialized) struct LiveSessionTests {
  private static let session = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("sessions/effnet.py").path

  /// Plays the steps on the session. The program runs on a thread of its own, as on the main thread of the process: the
  /// kernel works on the concurrency pool.
  private func play(_ steps: [FakeTerminal.Step]) async throws -> FakeTerminal {
    let opened = try OpenedDocument(path: Self.session)
    let steps = UncheckedSteps(steps: steps)
    return await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        let terminal = FakeTerminal(size: Size(width: 110, height: 40), steps: steps.steps, patience: .seconds(600))
        _ = App.run(opened, on: terminal)
        continuation.resume(returning: UncheckedTerminal(terminal: terminal))
      }
    }.terminal
  }

  private func shows(_ text: String) -> FakeTerminal.Step { .until("shows \(text)") { $0.text.contains(text) } }

  private func type(_ events: [TerminalEvent]) -> [FakeTerminal.Step] { events.map { .event($0) } }

  @Test func theTotalsAndTheForwardPassAppear() async throws {
    let terminal = try await play([
      shows("total 111,498 · 109,258 trainable · 4.07M MACs"), shows("forward "), .event(.key(.function(4))),
      shows("cifar10:0 cat"), shows("automobile"),
    ])
    #expect(terminal.unmet == nil, "\(terminal.screen.text)")
  }

  @Test func aLineShowsItsShapeBeforeItsBracketCloses() async throws {
    let find = [control("f")] + keys("MaxPool2D((1") + [.key(.enter), .key(.end), .key(.enter)]
    let terminal = try await play(
      [shows("111,498")] + type(find) + type(keys("Conv2D(48, 3, padding='same'")) + [
        // The layer is in the table, while the bracket is open.
        shows("13,872"), shows("was never closed"), .event(.key(")")), .event(.key(",")), shows("186,266"),
        .until("shows no error") { !$0.text.contains("never closed") },
      ] + Array(repeating: .event(control("z")), count: 40) + [shows("111,498"), shows("nothing to undo")])
    #expect(terminal.unmet == nil, "\(terminal.screen.text)")
    #expect(!terminal.screen.text.contains("●"))
  }
}

/// Handed to one other thread and not looked at until that is done.
private struct UncheckedSteps: @unchecked Sendable {
  let steps: [FakeTerminal.Step]
}

/// Handed back by the thread that made it, which has ended.
private struct UncheckedTerminal: @unchecked Sendable {
  let terminal: FakeTerminal
}
