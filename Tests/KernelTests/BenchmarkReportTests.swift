// What a benchmark says of its own figures.

import Testing

@testable import Kernel

@Suite struct BenchmarkReportTests {
  private func report(shares: [Double]) -> BenchmarkReport {
    BenchmarkReport(
      session: "a.py", model: "m", multiplyAdds: 1000, peak: 80,
      rows: shares.map {
        BenchmarkReport.Row(
          batch: 1, group: 1, runs: 9, median: 1, percentile90: 1, percentile99: 1, minimum: 1, imagesPerSecond: 1000,
          gigaMultiplyAddsPerSecond: 80 * $0, shareOfPeak: $0)
      })
  }

  /// No network does more than one large product can: then the peak is too low.
  @Test func aShareAboveThePeakIsExplained() {
    #expect(report(shares: [0.4, 1.3]).text.hasSuffix("\n" + BenchmarkReport.busyNote))
    #expect(!report(shares: [0.4, 1]).text.contains("busy"))
  }
}
