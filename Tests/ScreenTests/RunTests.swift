// The runs between two screens: as few cells as changed, and enough to turn one into the other.

import Screen
import Testing

@Suite struct RunTests {
  private let size = Size(width: 8, height: 2)

  @Test func nothingChangedIsNoRun() {
    let buffer = ScreenBuffer(size: size)
    #expect(buffer.runs(since: buffer).isEmpty)
  }

  @Test func neighboursOfOneStyleAreOneRun() {
    let old = ScreenBuffer(size: size)
    var new = old
    new.write("ab", at: Point(x: 1, y: 0))
    new.write("cd", at: Point(x: 3, y: 0), style: Style(.bold))
    new.write("e", at: Point(x: 7, y: 1))
    let runs = new.runs(since: old)
    #expect(runs.map(\.text) == ["ab", "cd", "e"])
    #expect(runs.map(\.origin) == [Point(x: 1, y: 0), Point(x: 3, y: 0), Point(x: 7, y: 1)])
    #expect(runs.map(\.style) == [.plain, Style(.bold), .plain])
  }

  @Test func aWideCharacterIsDrawnOnceAndWhole() {
    var old = ScreenBuffer(size: size)
    old.write("ab", at: Point(x: 0, y: 0))
    var new = ScreenBuffer(size: size)
    new.write("中", at: Point(x: 0, y: 0))
    #expect(new.runs(since: old).map(\.text) == ["中"])
    #expect(new.runs(since: old).map(\.width) == [2])
    #expect(old.runs(since: new).map(\.text) == ["ab"])
  }

  @Test func anotherSizeIsDrawnWhole() {
    let buffer = ScreenBuffer(size: size)
    #expect(buffer.runs(since: ScreenBuffer(size: Size(width: 7, height: 2))).map(\.width) == [8, 8])
  }

  @Test func runsTurnAnyScreenIntoAnother() {
    var generator = SystemRandomNumberGenerator()
    let seed = UInt64.random(in: 0...UInt64.max, using: &generator)
    print("runsTurnAnyScreenIntoAnother: seed \(seed)")
    var random = SplitMix(state: seed)
    var old = ScreenBuffer(size: size)
    for _ in 0..<2000 {
      var new = old
      let text = ["中", "a", "😀文", "xyz", "e\u{301}"].randomElement(using: &random)!
      let style = [Style.plain, Style(.bold)].randomElement(using: &random)!
      let point = Point(x: Int.random(in: -2...8, using: &random), y: Int.random(in: -1...2, using: &random))
      new.write(text, at: point, style: style)
      var replayed = old
      for run in new.runs(since: old) { replayed.write(run.text, at: run.origin, style: run.style) }
      #expect(replayed == new)
      old = new
    }
  }
}

/// Steele, Lea and Flood's SplitMix64: the same numbers for the same seed.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
