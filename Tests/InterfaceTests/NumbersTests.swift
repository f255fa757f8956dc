// Numbers and bars as the screen shows them.

import Testing

@testable import Interface

@Suite struct NumbersTests {
  @Test(arguments: [
    (0, "0"), (999, "999"), (111_498, "111,498"), (-1234, "-1,234"), (.min, "-9,223,372,036,854,775,808"),
  ])
  func thousandsAreParted(number: Int, expected: String) { #expect(Numbers.grouped(number) == expected) }

  @Test(arguments: [
    (0, "0"), (640, "640"), (2368, "2.4k"), (98304, "98k"), (999_600, "1.00M"), (4_067_328, "4.07M"),
    (55_728_910, "55.7M"), (3_876_217_568, "3.88G"), (.max, "9223372T"),
  ])
  func largeNumbersAreShort(number: Int, expected: String) { #expect(Numbers.compact(number) == expected) }

  @Test(arguments: [
    (0.0, "0"), (-0.0125, "-0.013"), (0.5, "0.500"), (12.345, "12.35"), (123.45, "123.5"), (99999.9, "100000"),
    (1_234_567, "1.2e+6"), (0.000031, "3.1e-5"), (.nan, "nan"), (-.infinity, "-inf"),
  ])
  func statisticsTakeSevenColumns(value: Double, expected: String) {
    #expect(Numbers.statistic(value) == expected)
    #expect(expected.count <= 7)
  }

  @Test func timesAndShares() {
    #expect(Numbers.milliseconds(0.094) == "0.09 ms")
    #expect(Numbers.milliseconds(12.34) == "12.3 ms")
    #expect(Numbers.milliseconds(2345) == "2.3 s")
    #expect(Numbers.percent(0.123) == "12%")
    #expect(Numbers.percent(0.001) == "<1%")
    #expect(Numbers.percent(0) == "0%")
  }

  @Test func barsGrowWithTheirValues() {
    #expect(Bars.columns([0, 1, 4, 8]) == " ▂▅█")
    #expect(Bars.columns([]) == "")
    #expect(Bars.columns([0, .nan]) == "  ")
    #expect(Bars.row(0.5, width: 3) == "█▌")
    #expect(Bars.row(2, width: 2) == "██")
    #expect(Bars.row(-1, width: 2) == "")
  }
}
