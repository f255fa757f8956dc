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
    let find = [control("f")] + keys("MaxPool2D((1") + [.key(.escape), .key(.end), .key(.enter)]
    let terminal = try await play(
      [shows("111,498")] + type(find) + type(keys("Conv2D(48, 3, padding='same'")) + [
        // The layer is in the table, while the bracket is open.
        shows("13,872"), shows("was never closed"), .event(.key(")")), .event(.key(",")), shows("186,266"),
        .until("shows no error") { !$0.text.contains("never closed") },
      ] + Array(repeating: .event(control("z")), count: 40) + [shows("111,498"), shows("nothing to undo")])
    #expect(terminal.unmet == nil, "\(terminal.screen.text)")
    #expect(!terminal.screen.text.contains("●"))
  }

  @Test func theKeyThatMendsNeedsNoWaiting() async throws {
    let find = [control("f")] + keys("MaxPool2D((1") + [.key(.escape), .key(.end), .key(.enter)]
    let terminal = try await play(
      [shows("111,498")] + type(find + keys("Conv2d(48, 3, padding='same'),") + [.key(.function(8))]) + [
        .until("is mended") { $0.text.contains("Conv2D(48") && $0.text.contains("186,266") }
      ])
    #expect(terminal.unmet == nil, "\(terminal.screen.text)")
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

/// The help while typing, as the real kernel gives it: whole screens, by keys alone.
@Suite(.serialized) struct LiveHelpTests {
  /// Writes into a new notebook, once its first cell is known, and compares the screen when it shows all of some texts.
  private func check(
    _ name: String, width: Int, height: Int, _ text: String, shows texts: [String], then events: [TerminalEvent],
    until later: [String]
  ) async throws {
    let opened = try OpenedDocument(path: nil)
    func shows(_ texts: [String]) -> FakeTerminal.Step {
      .until("shows \(texts)") { screen in texts.allSatisfy { screen.text.contains($0) } }
    }
    let isEvaluated = FakeTerminal.Step.until("is evaluated") { screen in
      screen.lines.contains { $0.contains("ready") && !$0.contains("print") }
    }
    // The line begins again after the evaluation: an answer from before would not know the session's imports.
    let start = keys("print('ready')") + [.key(.enter, .alt)]
    // Which of the texts on the way were evaluated is chance, and how far their results moved the view: a new size is
    // filled anew.
    let size = Size(width: width, height: height)
    let resize = FakeTerminal.Step.event(.resize(size))
    let steps = UncheckedSteps(
      steps: start.map { .event($0) } + [isEvaluated, .event(.key(.backspace)), .event(.key(.enter, .alt))]
        + keys(text).map { .event($0) } + [shows(texts)] + events.map { .event($0) } + [
          shows(later), resize, shows(later),
        ])
    let state = FileManager.default.temporaryDirectory.appending(path: "compbook-\(UUID())")
    defer { try? FileManager.default.removeItem(at: state) }
    let terminal = await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        let terminal = FakeTerminal(
          size: size, steps: steps.steps, patience: .seconds(600))
        _ = App.run(opened, environment: ["XDG_STATE_HOME": state.path], on: terminal)
        continuation.resume(returning: UncheckedTerminal(terminal: terminal))
      }
    }.terminal
    #expect(terminal.unmet == nil, "\(terminal.screen.text)")
    try expectScreen(terminal.screen, cursor: terminal.cursor, matches: name)
  }

  @Test(arguments: [(80, 24), (120, 40)]) func completionOfALayer(width: Int, height: Int) async throws {
    try await check(
      "completion-\(width)x\(height)", width: width, height: height, "Conv2", shows: ["Esc closes"], then: [],
      until: ["Tab chooses"])
  }

  @Test(arguments: [(80, 24), (120, 40)]) func completionOfAValue(width: Int, height: Int) async throws {
    try await check(
      "completion-value-\(width)x\(height)", width: width, height: height, "Conv2D(8, 3, padding=",
      shows: ["Esc closes"], then: [.key(.tab)], until: ["Enter takes"])
  }

  @Test(arguments: [(80, 24), (120, 40)]) func theSignatureOfALayer(width: Int, height: Int) async throws {
    try await check(
      "signature-\(width)x\(height)", width: width, height: height, "Conv2D(8, ",
      shows: ["kernel_size", "never closed"], then: [.key(.backTab)],
      until: ["bias_constraint=None", "Height and width of the window."])
  }
}
