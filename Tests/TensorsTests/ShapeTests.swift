// Shapes with sizes that may be unknown.

import Tensors
import Testing

@Suite struct ShapeTests {
  @Test func sizesAreKnownWhereNoneIsMissing() {
    #expect(Shape([2, 3]).known == [2, 3])
    #expect(Shape([nil, 3]).known == nil)
    #expect(Shape([Int]()).known == [])
  }
}
