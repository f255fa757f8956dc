// Areas and their splits.

import Screen
import Testing

@Suite struct LayoutTests {
  private let area = Rect(x: 2, y: 1, width: 10, height: 4)

  @Test func flexiblePartsShareWhatFixedOnesLeave() {
    let parts = area.columns([.fixed(3), .flexible, .flexible(weight: 2), .fixed(1)])
    #expect(parts.map(\.x) == [2, 5, 7, 11])
    #expect(parts.map(\.width) == [3, 2, 4, 1])
    #expect(parts.allSatisfy { $0.y == 1 && $0.height == 4 })
  }

  @Test func fixedPartsAreServedInOrderWhereRoomIsShort() {
    #expect(area.rows([.fixed(3), .flexible, .fixed(3)]).map(\.height) == [3, 0, 1])
    #expect(area.rows([.fixed(9), .fixed(9)]).map(\.height) == [4, 0])
    #expect(Rect(x: 0, y: 0, width: 0, height: 0).columns([.fixed(-1), .flexible]).map(\.width) == [0, 0])
  }

  @Test func oddRoomGoesToTheEarlierParts() {
    #expect(Rect(x: 0, y: 0, width: 5, height: 1).columns([.flexible, .flexible]).map(\.width) == [3, 2])
  }

  @Test func intersectionsAndInsetsAreNeverNegative() {
    #expect(area.intersection(Rect(x: 50, y: 50, width: 3, height: 3)).isEmpty)
    #expect(area.inset(left: 6, right: 6).width == 0)
    #expect(area.row(4).isEmpty)
    #expect(area.row(3) == Rect(x: 2, y: 4, width: 10, height: 1))
  }
}
