// Numbers as text, against Python's own formatting.

import Tensors
import Testing

@Suite struct DecimalsTests {
  /// Expected: Python's `f'{number:,}'`.
  @Test(arguments: [
    (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (111_498, "111,498"), (1_234_567, "1,234,567"), (-12, "-12"),
    (-999, "-999"), (-1000, "-1,000"), (-123_456, "-123,456"), (Int.max, "9,223,372,036,854,775,807"),
    (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func commasStandBetweenThousands(_ number: Int, _ text: String) { #expect(number.grouped == text) }

  /// Expected: Python's `f'{number:.{digits}f}'`, but that what rounds to zero has no sign.
  @Test(
    arguments: [
      (0.094, 2, "0.09"), (435.541, 2, "435.54"), (2.5, 0, "2"), (3.5, 0, "4"), (-0.001, 2, "0.00"), (-1.25, 1, "-1.2"),
      (1.0 / 3, 3, "0.333"),
    ] as [(Double, Int, String)])
  func digitsAreFixed(_ number: Double, _ digits: Int, _ text: String) { #expect(number.fixed(digits) == text) }
}
