// What may happen to a notebook, drawn at random: keys, pastes, the mouse, new sizes, and the kernel's words.

import Screen

@testable import Interface

/// One step of a random session.
enum RandomStep {
  case events([TerminalEvent])
  /// The kernel answers the last request, or one so many before it.
  case snapshot(seed: UInt64, age: Int)
  /// The same of a question about the caret.
  case assistance(seed: UInt64, age: Int)
  /// The same of a question about what a layer could be.
  case rewritings(seed: UInt64, age: Int)
  /// The screen is drawn and looked at.
  case look
  /// The screen is held against one that is drawn of nothing remembered.
  case compare
  /// Everything is undone and done again, on a copy.
  case travel

  var isEvents: Bool { if case .events = self { true } else { false } }
}

/// Draws the steps of a session. What is drawn does not depend on what the steps lead to.
struct StepMaker {
  private var random: SplitMix
  /// The last size that was drawn, so that most of the mouse's points are on the screen.
  private var size = Size(width: 80, height: 24)
  /// Huge texts are few, for they make every later step slow.
  private var hugePastes = 0

  init(seed: UInt64, allowsHugePaste: Bool) {
    random = SplitMix(state: seed)
    hugePastes = allowsHugePaste ? 1 : 0
  }

  /// So many steps of events, with the kernel's steps and checks among them.
  mutating func steps(_ count: Int) -> [RandomStep] {
    var steps: [RandomStep] = []
    for index in 0..<count {
      steps.append(.events(events()))
      if chance(8) { steps.append(.snapshot(seed: random.next(), age: chance(3) ? choose(1...4) : 0)) }
      if chance(12) { steps.append(.assistance(seed: random.next(), age: chance(6) ? 1 : 0)) }
      if chance(20) { steps.append(.rewritings(seed: random.next(), age: chance(6) ? 1 : 0)) }
      if chance(12) { steps.append(.look) }
      if chance(50) { steps.append(.compare) }
      if index == count / 2 { steps.append(.travel) }
    }
    return steps + [.compare, .travel]
  }

  // MARK: Events

  private mutating func events() -> [TerminalEvent] {
    switch choose(0...99) {
    case 0..<34: [.key(choose(StepMaker.characters))]
    case 34..<38: choose(StepMaker.words).map { .key($0) }
    case 38..<58: [commandKey()]
    case 58..<63: paletteCommand()
    case 63..<76: [.key(choose(StepMaker.named), choose(StepMaker.modifiers))]
    case 76..<80: [.paste(pasted())]
    case 80..<86: mouse()
    case 86..<89: [resized()]
    case 89..<92: [.key(.escape)]
    case 92..<96: [.key("z", .control)]
    case 96..<98: [.key("y", .control)]
    case 98: [.wake]
    default: [.key(choose(StepMaker.characters), choose(StepMaker.modifiers))]
    }
  }

  private mutating func commandKey() -> TerminalEvent {
    let keys = CommandTable.entries.flatMap(\.keys)
    return .key(choose(keys))
  }

  /// A command by its name; where other names begin so too, perhaps one of them.
  private mutating func paletteCommand() -> [TerminalEvent] {
    let name = choose(CommandTable.entries).name
    let down = Array(repeating: TerminalEvent.key(.down), count: choose([0, 0, 0, 1, 2]))
    return [.key(.function(2))] + keys(name) + down + [.key(.enter)]
  }

  private mutating func pasted() -> String {
    if hugePastes > 0, chance(4) {
      hugePastes -= 1
      return String(repeating: choose(StepMaker.pastes), count: 300) + String(repeating: "中x", count: 3000)
    }
    return choose(StepMaker.pastes)
  }

  private mutating func mouse() -> [TerminalEvent] {
    func point(_ maker: inout StepMaker) -> Point {
      Point(x: maker.choose(-1...maker.size.width), y: maker.choose(-1...maker.size.height))
    }
    let start = point(&self)
    switch choose(0...3) {
    case 0: return [.mouse(MouseEvent(choose([.wheelUp, .wheelDown]), at: start))]
    case 1:
      // A drag, perhaps beyond the screen.
      let drags = (0..<choose(1...3)).map { _ in TerminalEvent.mouse(MouseEvent(.drag, at: point(&self))) }
      return [.mouse(MouseEvent(.press, at: start))] + drags + [.mouse(MouseEvent(.release, at: start))]
    case 2: return [.mouse(MouseEvent(choose([.press, .release, .drag]), at: start, count: choose(1...3)))]
    default: return [.mouse(MouseEvent(.press, at: start)), .mouse(MouseEvent(.release, at: start))]
    }
  }

  private mutating func resized() -> TerminalEvent {
    size = choose(StepMaker.sizes)
    if chance(3) { size = Size(width: choose(1...90), height: choose(1...30)) }
    return .resize(size)
  }

  // MARK: Drawing

  private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }
  private mutating func choose(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  private mutating func choose<Choice>(_ choices: [Choice]) -> Choice { random.choose(choices) }

  /// Signs of Python, and characters of every width: wide, joined, combining alone, of no width, right to left.
  private static let characters: [Character] =
    Array("aex_019 .,:=()[]{}'\"#\\*-@+%") + [
      "é", "中", "한", "e\u{301}", "\u{301}", "👨‍👩‍👧", "🇩🇪", "\u{1F1E9}", "❤\u{FE0F}", "1\u{FE0F}\u{20E3}", "\u{200B}",
      "\u{200D}", "ก\u{E33}", "ש", "\u{1100}", "\u{FF76}", "\u{A0}", "\u{AD}", "\u{E000}", "\u{2028}",
    ]
  private static let words = [
    "Conv2D(", "def f(x):", "\"\"\"", "model", "padding='same'", "## ", "```", "- ", "import ",
  ]
  private static let named: [Key] = [
    .enter, .tab, .backTab, .backspace, .delete, .insert, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown,
    .function(1), .function(12),
  ]
  private static let modifiers: [Modifiers] = [[], [], [], .shift, .shift, .alt, .control, [.control, .shift]]
  private static let pastes = [
    "def f():\r\n  x\r\n", "\u{0}\u{7}\u{1B}[2J", "", "中文\n\n", "'''", "a\tb\n\t中\t", "\n", "x = [\n  1,\n", "\u{301}",
    "# %%\n# %% [markdown]\n", "```\ncode\n", "\u{FEFF}e", "\u{85}\u{2029}\u{C}\u{B}x", "| a | 中 |\n|---|---|\n",
    "**bold `code` _中_**\n\n> quote\n1. one\n", "\u{200D}👩",
  ]
  private static let sizes =
    [
      (80, 24), (80, 24), (10, 3), (1, 1), (0, 0), (2, 2), (60, 16), (59, 15), (20, 8), (3, 40), (40, 30), (24, 1),
      (200, 60), (1, 60), (200, 1), (72, 16), (20, 24),
    ].map { Size(width: $0.0, height: $0.1) }
}

extension SplitMix {
  /// One of choices, of which there must be some.
  mutating func choose<Choice>(_ choices: [Choice]) -> Choice { choices[Int.random(in: choices.indices, using: &self)] }
}
