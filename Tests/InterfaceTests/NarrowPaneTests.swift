// What the live pane keeps where there is little room: what matters most, and a sign of what is hidden.

import Kernel
import Screen
import Tensors
import Testing

@testable import Interface

@Suite struct NarrowPaneTests {
  private let small = Size(width: 80, height: 24)

  /// The screen of a view in a narrow pane after more keys.
  private func lines(_ view: View, _ events: [TerminalEvent] = []) async -> [String] {
    let (view, size) = (View(name: view.name, events: view.events + events, kernel: view.kernel), small)
    return await onThreadOfItsOwn { view.run(size).screen.lines }
  }

  // MARK: Explain

  private static let explain = View(
    name: "explain", events: View.toBlock + View.toPane + [.key(.function(6))], kernel: SampleSession.explained)

  @Test func theWindowIsDrawnAboveItsNumbers() async throws {
    let lines = await lines(Self.explain)
    let drawn = try #require(lines.lastIndex { $0.contains("■") })
    let summed = try #require(lines.firstIndex { $0.contains("sum =") })
    #expect(drawn < summed)
    #expect(lines.contains { $0.contains("params 3×3×3+32×(1×1×3+1) = 155") })
    #expect(lines.contains { $0.contains("→ output") })
  }

  @Test func theArrowsStepTheWindowInANarrowPane() async {
    let before = await lines(Self.explain)
    let after = await lines(Self.explain, [.key(.right), .key(.right), .key(.down)])
    #expect(before.contains { $0.contains("at 1/32, 1/32") })
    #expect(after.contains { $0.contains("at 2/32, 3/32") })
    // Of the 3×3 places four lie within the image at its corner, and all of them elsewhere.
    func count(_ lines: [String]) -> Int { lines.joined().count { $0 == "■" } }
    #expect(count(before) == 4 && count(after) == 9)
  }

  /// Five by five: each row of weights has its sign and five numbers, and the sum is of all.
  @Test func aLargeWindowsNumbersFitToo() async throws {
    var view = Self.explain
    view.kernel = SampleSession.explainedLarge
    let lines = await lines(view)
    let weights = lines.compactMap { $0.split(separator: "│").last { $0.hasPrefix(" × ") } }
    #expect(weights.count == 5)
    #expect(weights.allSatisfy { $0.split(separator: " ").count == 6 && !$0.contains("…") }, "\(weights)")
    #expect(lines.contains { $0.contains("→ output") } && lines.contains { $0.contains("■") })
  }

  // MARK: Forward

  private static let forward = View(name: "forward", events: View.toPane + [.key(.function(4)), .key(.down)])

  @Test func mapsOfTheChosenLayerShowBelowTheList() async throws {
    let lines = await lines(Self.forward)
    let heading = try #require(lines.firstIndex { $0.contains("maps 1–") && $0.contains("of 32") })
    #expect(lines[..<heading].contains { $0.contains("max_pooling2d") })
    // Three rows of the screen at least, each cell two pixels.
    #expect(lines[(heading + 1)...].prefix(3).allSatisfy { $0.contains("▀▀▀▀") })
  }

  @Test func theBottomLineNamesTheKeysOfMaps() async {
    let chosen = await lines(Self.forward)
    #expect(chosen.last?.contains("[ ] maps  z enlarge  ↑↓ layer") == true)
    let enlarged = await lines(Self.forward, [.key("z")])
    #expect(enlarged.last?.contains("[ ] maps  z all maps") == true)
    let fromTheNotebook = await lines(Self.forward, View.toPane)
    #expect(fromTheNotebook.last?.contains("^O layers, maps") == true)
  }

  @Test func mapsOfANarrowPaneArePagedToo() async {
    func shown(_ events: [TerminalEvent]) async -> String {
      await lines(Self.forward, events).compactMap { $0.firstMatch(of: /maps \d+–\d+ of 32/).map { String($0.0) } }
        .joined()
    }
    let first = await shown([])
    let second = await shown([.key("]")])
    let back = await shown([.key("]"), .key("[")])
    #expect(first.hasPrefix("maps 1–") && second != first && back == first)
  }

  // MARK: Summary

  /// The table's header and its rows in a screen of the sample session.
  private func table(width: Int, height: Int) -> (header: String, rows: [String]) {
    var driver = Driver(SampleSession.cells, width: width, height: height)
    driver.state.receive(SampleSession.snapshot(of: driver.state.request))
    let lines = driver.screen.lines.map { line in
      let inner = line.split(separator: "│", omittingEmptySubsequences: false)
      return inner.count > 2 ? String(inner[inner.count - 2]) : line
    }
    let header = lines.firstIndex { $0.contains("params") } ?? 0
    return (lines[header], Array(lines[(header + 1)...].prefix(5)))
  }

  @Test func shapeParametersAndMACsStayLongest() {
    let (header, rows) = table(width: 80, height: 24)
    for title in ["shape", "params", "MACs"] { #expect(header.contains(title), "\(header)") }
    for title in ["sees", "ms"] { #expect(!header.split(separator: " ").contains(title[...]), "\(header)") }
    #expect(rows.last?.contains("dense") == true && rows.last?.hasSuffix(" 10   164k 164k ") == true, "\(rows)")
  }

  /// Of 164,106 parameters the dense layer has 163,850; of 262,144 multiply-adds the block has 98,304, three eighths.
  @Test func sharesOfTheTotalAreBarsBesideTheNumbers() {
    let (header, rows) = table(width: 120, height: 40)
    #expect(header.split(separator: " ").count { $0 == "%" } == 2, "\(header)")
    #expect(rows[4].contains("163,850 ███"), "\(rows[4])")
    // Three eighths of three cells are nine eighths of one.
    #expect(rows[1].contains("98k █▏"), "\(rows[1])")
  }

  @Test func namesStayWholeBesideWhatMattersLess() {
    let columns = [
      TableColumn(title: "aaa", priority: 3, cells: ["1"], namesBefore: 6),
      TableColumn(title: "bbb", priority: 2, cells: ["2"]), TableColumn(title: "c", priority: 1, cells: ["3"]),
    ]
    func titles(_ width: Int) -> [String] { ColumnTable(columns, width: width, names: 20).columns.map(\.title) }
    #expect(titles(33) == ["aaa", "bbb", "c"])
    #expect(titles(32) == ["aaa", "bbb"])
    // One that would fit does not take the place of a more important one.
    #expect(titles(29) == ["aaa"])
    #expect(titles(11) == ["aaa"])
    #expect(titles(10) == [])
  }

  @Test func aColumnHasTheWidestFormThatFits() {
    let column = TableColumn(
      title: "parameters", priority: 1, cells: ["163,850"],
      forms: [TableColumn(title: "params", priority: 2, cells: ["164k"], gap: 1, namesBefore: 4)])
    #expect(ColumnTable([column], width: 24, names: 12).header("n") == "n             parameters")
    #expect(ColumnTable([column], width: 23, names: 12).line("n", row: 0) == "n                  164k")
    #expect(ColumnTable([column], width: 10, names: 12).columns.isEmpty)
  }

  // MARK: Hidden rows

  /// A model of so many layers, each of so many parameters more than the one before.
  private func driver(layers count: Int, width: Int = 80, height: Int = 24) -> Driver {
    var driver = Driver(SampleSession.cells, width: width, height: height)
    driver.receive(layers: count, parameters: 1)
    return driver
  }

  /// Of the pane's twenty rows two are above the table and two below it, so of thirty layers fourteen have no room.
  @Test func theBorderCountsTheLayersThatAreOutOfSight() {
    var driver = driver(layers: 30)
    func border() -> String { String(driver.screen.lines[22].drop { $0 != "┴" }) }
    #expect(border().hasSuffix(" ↓ 14 more layers ─┘"), "\(border())")
    driver.send(control("o"), .key(.end))
    #expect(border().hasSuffix(" ↑ 14 more layers ─┘"), "\(border())")
    driver.send(.key(.up), .key(.pageUp), .key(.up))
    let counts = border().split(separator: " ").compactMap { Int($0) }
    #expect(counts.count == 2 && counts.reduce(0, +) == 14, "\(border())")
    #expect(driver.screen.inASCII().lines[22].hasSuffix(" ^ \(counts[0])  v \(counts[1]) more layers -+"))
  }

  @Test func aTableThatFitsSaysNothing() {
    #expect(driver(layers: 16).screen.text.contains("more layer") == false)
    #expect(driver(layers: 17).screen.text.contains(" ↓ 1 more layer ─┘"))
  }

  /// Nine figures, a note and a header stand above the thirty layers, and eighteen rows of all have room.
  @Test func theComparedLayersScroll() {
    var driver = driver(layers: 30)
    driver.send(control("p"), .key(.function(5)), control("o"))
    driver.receive(layers: 30, parameters: 2)
    var changed: [String] { driver.screen.lines.filter { $0.contains("~ layer") } }
    #expect(changed.count == 7 && changed[0].contains("~ layer0 ") && changed[0].contains(" +1 "))
    #expect(driver.screen.lines[22].contains(" ↓ 23 more rows "))
    driver.send(.key(.down), .key(.down))
    #expect(changed.count == 9 && changed[0].contains("~ layer0 "))
    #expect(driver.screen.lines[22].contains(" ↑ 2  ↓ 21 more rows "))
    driver.send(.key(.end), .key(.down))
    #expect(changed.count == 17 && changed[16].contains("~ layer29"))
    #expect(driver.screen.lines[4].contains("params"))
    driver.send(.key(.up))
    #expect(changed[16].contains("~ layer28"))
  }
}

extension Driver {
  /// What a kernel says of a model of so many layers with so many parameters each.
  fileprivate mutating func receive(layers count: Int, parameters: Int) {
    var snapshot = SampleSession.snapshot(of: state.request)
    let names = (0..<count).map { "layer\($0)" }
    snapshot.subject?.rows = names.map { name in
      LayerRow(
        id: [name], name: name, typeName: "Dense", hasChildren: false, outputShape: [nil, 8], parameters: parameters,
        multiplyAdds: 1, costs: LayerRow.Costs(activationBytes: 32, compression: 1, receptiveField: nil), line: nil,
        lines: [])
    }
    snapshot.subject?.figures = ModelFigures(
      name: "Small", parameters: count * parameters, trainableParameters: count * parameters, multiplyAdds: count,
      layers: names.map {
        ModelFigures.Layer(name: $0, typeName: "Dense", shape: [nil, 8], parameters: parameters, multiplyAdds: 1)
      })
    state.receive(snapshot)
  }
}
