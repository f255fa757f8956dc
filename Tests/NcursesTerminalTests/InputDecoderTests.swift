// From bytes and key codes to events.

import NcursesTerminal
import Screen
import Testing

@Suite struct InputDecoderTests {
  private func events(_ values: [Int32]) -> [TerminalEvent] {
    var decoder = InputDecoder()
    return values.flatMap { decoder.take($0) } + decoder.flush()
  }

  private func events(_ text: String) -> [TerminalEvent] { events(text.utf8.map { Int32($0) }) }

  /// Codes as `CNcurses.h` makes them.
  private func code(_ key: Int32, _ modifiers: Int32 = 0) -> Int32 { 0x1000 + 8 * key + modifiers }

  @Test func charactersOfAnyLengthArrive() {
    #expect(events("aé中😀") == [.key("a"), .key("é"), .key("中"), .key("😀")])
  }

  @Test func controlCharactersAreKeys() {
    #expect(
      events("\u{13}\u{1A}\u{3}\u{0}\u{1F}") == [
        .key("s", .control), .key("z", .control), .key("c", .control), .key(" ", .control), .key("_", .control),
      ])
    #expect(events("\t\r\u{7F}\u{8}") == [.key(.tab), .key(.enter), .key(.backspace), .key(.backspace)])
    #expect(events("\n") == [.key("j", .control)])
  }

  @Test func anEscapeBeforeAKeyIsAlt() {
    #expect(events("\u{1B}x\u{1B}\r\u{1B}é") == [.key("x", .alt), .key(.enter, .alt), .key("é", .alt)])
    #expect(events([0x1B, code(0)]) == [.key(.up, .alt)])
  }

  @Test func anEscapeByItselfIsEscape() {
    #expect(events("\u{1B}") == [.key(.escape)])
    #expect(events("\u{1B}\u{1B}x") == [.key(.escape), .key("x", .alt)])
  }

  @Test func keysCarryTheirModifiers() {
    #expect(
      events([code(0, 2), code(2, 1), code(3, 4), code(17), code(28, 5)]) == [
        .key(.up, .alt), .key(.left, .shift), .key(.right, .control), .key(.function(1)),
        .key(.function(12), [.shift, .control]),
      ])
  }

  @Test func aPasteIsOneEventWithItsLinesAndWithoutControls() {
    let start = code(13)
    let end = code(14)
    let text = "a\r\nb\rc\n\té\u{1B}\u{3}".utf8.map { Int32($0) }
    #expect(events([start] + text + [code(0)] + [end, 0x78]) == [.paste("a\nb\nc\n\té"), .key("x")])
  }

  @Test func aPasteWithoutEndIsEndedByTheClock() {
    var decoder = InputDecoder()
    _ = [code(13), 0x61].flatMap { decoder.take($0) }
    #expect(decoder.flush().isEmpty)
    #expect(decoder.isPasting)
    #expect(decoder.flushPaste() == [.paste("a")])
    #expect(!decoder.isPasting)
  }

  /// Nothing that is typed ahead is dropped for the sake of an answer that never comes.
  @Test func anAnswerIsDueForAMoment() {
    let asked = ContinuousClock.now
    #expect(BackgroundColor.isDue(asked, now: asked + .seconds(5)))
    #expect(!BackgroundColor.isDue(asked, now: asked + .seconds(20)))
    #expect(!BackgroundColor.isDue(nil, now: asked))
  }

  /// As xterm's control sequences document has them.
  @Test func theMouseReportsItsWay() {
    let mouse = { (text: String) in [self.code(15)] + text.utf8.map { Int32($0) } }
    #expect(
      events(mouse("0;12;5M") + mouse("32;13;5M") + mouse("0;13;5m") + mouse("64;1;1M") + mouse("65;300;99M"))
        == [
          .mouse(MouseEvent(.press, at: Point(x: 11, y: 4))), .mouse(MouseEvent(.drag, at: Point(x: 12, y: 4))),
          .mouse(MouseEvent(.release, at: Point(x: 12, y: 4))), .mouse(MouseEvent(.wheelUp, at: Point(x: 0, y: 0))),
          .mouse(MouseEvent(.wheelDown, at: Point(x: 299, y: 98))),
        ])
    // Other buttons, and what is no report, are passed over.
    #expect(events(mouse("2;1;1M") + mouse("x") + [0x61]) == [.key("a")])
    #expect(
      events([code(16), 32, 33 + 4, 33 + 2, code(16), 35, 33, 33])
        == [.mouse(MouseEvent(.press, at: Point(x: 4, y: 2))), .mouse(MouseEvent(.release, at: Point(x: 0, y: 0)))])
  }

  @Test func pressesInQuickSuccessionAreCounted() {
    var clicks = ClickCounter()
    let start = ContinuousClock.now
    let (a, b) = (Point(x: 1, y: 1), Point(x: 2, y: 1))
    let presses: [(Point, Int)] = [(a, 0), (a, 300), (a, 600), (b, 650), (b, 1100), (a, 1101)]
    let counts = presses.map { clicks.count(at: $0, now: start + .milliseconds($1)) }
    #expect(counts == [1, 2, 3, 1, 1, 1])
  }

  /// As xterm's control sequences document the answer to OSC 11, and XParseColor the colour.
  @Test(arguments: [
    ("rgb:ffff/ffff/ffff", true), ("rgb:0000/0000/0000", false), ("rgb:fd/f6/e3", true), ("rgb:00/2b/36", false),
    ("rgb:f/f/f", true), ("rgba:1e1e/1e1e/1e1e/ffff", false), ("rgb:0000/0000/ffff", false),
  ])
  func theBackgroundIsToldByTheTerminal(color: String, isLight: Bool) {
    for end in ["\u{7}", "\u{1B}\\"] {
      #expect(events("a\u{1B}]11;\(color)\(end)b") == [.key("a"), .background(isLight: isLight), .key("b")])
    }
  }

  @Test func anAnswerInPartsIsOneAnswer() {
    let answer = "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\".utf8.map { Int32($0) }
    for cut in 5..<answer.count {
      var decoder = InputDecoder()
      let events = [answer[..<cut], answer[cut...]].flatMap { part in
        part.flatMap { decoder.take($0) } + decoder.flush()
      }
      #expect(events == [.background(isLight: true)], "cut at \(cut)")
    }
  }

  @Test func whatIsNoAnswerIsKeys() {
    #expect(events("\u{1B}]") == [.key("]", .alt)])
    #expect(events("\u{1B}]x") == [.key("]", .alt), .key("x")])
    #expect(events("\u{1B}]11") == [.key("]", .alt), .key("1"), .key("1")])
    #expect(events([0x1B, 0x5D, code(0)]) == [.key("]", .alt), .key(.up)])
    // A colour in another notation tells nothing, and an answer without an end takes no key with it.
    #expect(events("\u{1B}]11;white\u{7}a") == [.key("a")])
    #expect(events("\u{1B}]11;rgb:\r") == [.key(.enter)])
    #expect(events("\u{1B}]11;rgb:".utf8.map { Int32($0) } + [code(0), 0x61]) == [.key(.up), .key("a")])
    #expect(events("\u{1B}]11;rgb:\u{1B}x") == [.key("x", .alt)])
  }

  /// As kitty's protocol and xterm's `modifyOtherKeys` have them.
  @Test func keysInTheLongNotationAreKeys() {
    #expect(
      events("\u{1B}[13;2u\u{1B}[27;2;13~\u{1B}[97;5u\u{1B}[97;2u\u{1B}[97u\u{1B}[9;2u\u{1B}[27u") == [
        .key(.enter, .shift), .key(.enter, .shift), .key("a", .control), .key("A"), .key("a"), .key(.backTab),
        .key(.escape),
      ])
    // Pressed and let go, with the capital besides.
    #expect(events("\u{1B}[97:65;2:1u\u{1B}[97:65;2:3u") == [.key("A")])
    #expect(events("\u{1B}Ok\u{1B}Op") == [.key("+"), .key("0")])
  }

  @Test(arguments: [
    "\u{1B}[25~", "\u{1B}[29~", "\u{1B}[E", "\u{1B}[I", "\u{1B}[O", "\u{1B}[5;3R", "\u{1B}[?1;2c",
    "\u{1B}P1$r0m\u{1B}\\",
    "\u{1B}[57358u", "\u{1B}[;u", "\u{1B}[27;;~", "\u{1B}[99999999999999999999;5u", "\u{1B}Oz",
  ])
  func aSequenceThatSaysNothingHereIsNoText(sequence: String) {
    #expect(events("a\(sequence)b") == [.key("a"), .key("b")])
    let bytes = sequence.utf8.map { Int32($0) }
    for cut in 3..<bytes.count {
      var decoder = InputDecoder()
      let parts = [bytes[..<cut], bytes[cut...]]
      #expect(parts.flatMap { part in part.flatMap { decoder.take($0) } + decoder.flush() } == [], "cut at \(cut)")
    }
  }

  @Test func whatIsNoSequenceIsKeys() {
    for letter: Character in ["[", "O", "P"] {
      #expect(events("\u{1B}\(letter)") == [.key(letter, .alt)])
      #expect(events("\u{1B}\(letter)\r") == [.key(letter, .alt), .key(.enter)])
      #expect(events([0x1B, Int32(letter.asciiValue ?? 0), code(0)]) == [.key(letter, .alt), .key(.up)])
    }
  }

  /// As rxvt, Konsole and Vim have it.
  @Test func theEnvironmentTellsTheBackground() {
    for light in ["0;15", "0;default;15", "0;7"] { #expect(BackgroundColor.isLight(variable: light), "\(light)") }
    for dark in ["15;0", "15;default;0", "7;8", "15;default", "", ";"] {
      #expect(!BackgroundColor.isLight(variable: dark), "\(dark)")
    }
    #expect(!BackgroundColor.isLight(variable: nil))
  }

  @Test func invalidBytesBecomeReplacementCharacters() {
    #expect(events([0xC3, 0x61]) == [.key("\u{FFFD}"), .key("a")])
    #expect(events([0xFF, 0xE4, 0xB8]) == [.key("\u{FFFD}"), .key("\u{FFFD}")])
  }

  @Test func anyValuesDecodeWithoutATrap() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("anyValuesDecodeWithoutATrap: seed \(seed)")
    var state = seed
    var decoder = InputDecoder()
    for _ in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      _ = decoder.take(Int32(truncatingIfNeeded: state >> 40) & 0x11FF)
      if state >> 60 == 0 { _ = decoder.flush() }
    }
    #expect(decoder.flushPaste().count <= 1)
  }
}
