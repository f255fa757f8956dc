// How long it takes from a key to the screen that shows it, and from the last key to the values that it led to.

import Foundation
import Interface
import Kernel
import Notebook
import Screen

enum KeyBenchmark {
  /// A session, a place in it and what is typed there, and taken away again, over and over.
  private struct Session {
    let name: String
    let path: String
    /// What stands at the end of the line above the new one.
    let place: String
    let text: String
    /// Milliseconds: for 99 of 100 keys, and for the values.
    let goal: (key: Double, values: Double?)
  }

  private static let sessions = [
    Session(
      name: "EffNet", path: "sessions/effnet.py", place: "depthwise((1, 3)", text: "Conv2D(48, 3, padding='same'),",
      goal: (4, 30)),
    Session(
      name: "MobileNetV2", path: "Tests/Benchmarks/sessions/mobilenetv2.py", place: "convolution(x, 1280",
      text: "x = layers.Dropout(0.5)(x)", goal: (16, nil)),
  ]

  /// As a fast typist's.
  private static let pause = Duration.milliseconds(30)

  /// Takes a part of a session's name, and how often the text is written and taken away.
  static func run(_ arguments: [String]) async {
    let columns = ["50th", "99th", "worst", "goal"]
    print(Table.row("200×60, from a key to its screen", columns + ["own CPU 50th", "99th"], width: 13))
    for session in sessions where arguments.first.map({ session.name.contains($0) }) ?? true {
      for tab in ["Summary", "Forward"] {
        await measure(session, tab: tab, rounds: arguments.dropFirst().first.flatMap { Int($0) } ?? 8)
      }
    }
  }

  private static func measure(_ session: Session, tab: String, rounds: Int) async {
    guard let opened = try? SessionFile.open(session.path) else {
      print("\(session.path) is left out: run the benchmark from the folder that holds sessions")
      return
    }
    let terminal = TypingTerminal(
      size: Size(width: 200, height: 60), bursts: bursts(session, tab: tab, rounds: rounds),
      pause: pause)
    await terminal.play(opened.document)
    let keys = Percentiles(terminal.keys.map(\.wall))
    let own = Percentiles(terminal.keys.map(\.own))
    print(
      Table.row(
        "\(session.name), \(tab)",
        [keys.median, keys.most, keys.worst, session.goal.key, own.median, own.most].map(Table.milliseconds), width: 13)
    )
    let values = Percentiles(terminal.values)
    print(
      Table.row(
        "  to the values after the last key",
        [values.median, values.most, values.worst].map(Table.milliseconds)
          + [session.goal.values.map(Table.milliseconds) ?? ""], width: 13))
  }

  /// The first one opens a line at the place and is not measured.
  private static func bursts(_ session: Session, tab: String, rounds: Int) -> [[TerminalEvent]] {
    let show = TerminalEvent.key(tab == "Forward" ? .function(4) : .function(3))
    let find = [.key("f", .control)] + session.place.map { TerminalEvent.key($0) } + [.key(.escape)]
    let start = [show] + find + [.key(.end), .key(.enter, .alt)]
    let type = session.text.map { TerminalEvent.key($0) }
    let erase = Array(repeating: TerminalEvent.key(.backspace), count: session.text.count)
    return [start] + (0..<rounds).flatMap { _ in [type, erase] }
  }
}

/// Half, 99 of 100 and all of some times are not above these.
private struct Percentiles {
  let median, most, worst: Double

  init(_ times: [Double]) {
    let sorted = times.sorted()
    let at = { (share: Double) in
      sorted.isEmpty ? .nan : sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
    }
    (median, most, worst) = (at(0.5), at(0.99), at(1))
  }
}
