// Summaries against numpy's figures.

import Tensors
import Testing

/// `v = np.array([((i * 37) % 101 - 50) / 8 for i in range(200)], np.float32); v[3] = 0`
private let wave: [Float] = {
  var values = (0..<200).map { Float(($0 * 37) % 101 - 50) / 8 }
  values[3] = 0
  return values
}()

@Suite struct SummaryTests {
  @Test func momentsAreNumpys() throws {
    let moments = try #require(TensorSummary(Tensor(shape: [200], values: wave)).moments)
    #expect(moments.minimum == -6.25)
    #expect(moments.maximum == 6.25)
    #expect(abs(moments.mean - 0.030625) < 1e-12)
    #expect(abs(moments.standardDeviation - 3.637510685121763) < 1e-12)
  }

  @Test func deviationSurvivesALargeMean() throws {
    let shifted = Tensor(shape: [200], values: wave.map { $0 + 1e4 })
    let moments = try #require(TensorSummary(shifted).moments)
    #expect(abs(moments.standardDeviation - 3.6375106851217627) < 1e-9)
  }

  @Test func histogramIsNumpys() throws {
    let histogram = try #require(TensorSummary(Tensor(shape: [200], values: wave), bins: 7).histogram)
    #expect(histogram.counts == [29, 27, 28, 31, 27, 28, 30])
    #expect(histogram.lower == -6.25)
    #expect(histogram.upper == 6.25)
  }

  @Test func histogramOfEqualValuesSpansHalfAUnitToEachSide() throws {
    let histogram = try #require(TensorSummary(Tensor(shape: [5], repeating: 2), bins: 4).histogram)
    #expect(histogram.counts == [0, 0, 5, 0])
    #expect(histogram.lower == 1.5)
    #expect(histogram.upper == 2.5)
  }

  @Test func zerosAreCountedWithTheirSign() {
    let summary = TensorSummary(Tensor(shape: [4], values: [0, -0.0, 1, 2]))
    #expect(summary.zeroCount == 2)
    #expect(summary.zeroShare == 0.5)
  }

  /// Of three channels on two images of 1×2 pixels, the first is zero everywhere, the last on the first image alone.
  @Test func aUnitIsDeadWhereAllOfItIsZero() {
    let last = Tensor(shape: [2, 1, 2, 3], values: [0, 1, 0, 0, 0, 0, -0.0, 0, 0, 0, 2, 3])
    #expect(TensorSummary(last).deadUnits == 1)
    #expect(TensorSummary(last).units.count == 3)
    // The same with the channels first.
    let first = Tensor(shape: [2, 3, 1, 2], values: [0, 0, 1, 0, 0, 0, -0.0, 0, 0, 2, 0, 3])
    #expect(TensorSummary(first, channelAxis: 1).deadUnits == 1)
    #expect(TensorSummary(first, channelAxis: 1).units.count == 3)
    #expect(TensorSummary(Tensor(shape: [1, 4], values: [0, 1, 0, .nan])).deadUnits == 2)
    #expect(TensorSummary(Tensor(shape: [1, 0], values: [])).deadUnits == 0)
    #expect(TensorSummary(Tensor(shape: [3], values: [0, 0, 0])).units == .none)
  }

  @Test func whatIsNotFiniteIsCountedAndLeftOut() throws {
    let summary = TensorSummary(Tensor(shape: [5], values: [.nan, .infinity, -.infinity, 1, 3]))
    #expect(summary.nanCount == 1)
    #expect(summary.infiniteCount == 2)
    #expect(!summary.isFinite)
    let moments = try #require(summary.moments)
    #expect(moments.minimum == 1)
    #expect(moments.maximum == 3)
    #expect(moments.mean == 2)
    #expect(moments.standardDeviation == 1)
  }

  @Test func theWholeRangeOfFloatFitsAHistogram() throws {
    let extremes: [Float] = [-.greatestFiniteMagnitude, 0, .greatestFiniteMagnitude]
    let histogram = try #require(TensorSummary(Tensor(shape: [3], values: extremes), bins: 2).histogram)
    #expect(histogram.counts == [1, 2])
  }

  @Test func anEmptyTensorHasNoMoments() {
    let summary = TensorSummary(Tensor(shape: [0], values: []))
    #expect(summary.count == 0)
    #expect(summary.moments == nil)
    #expect(summary.histogram == nil)
    #expect(summary.zeroShare == 0)
  }

  @Test func nothingFiniteHasNoMoments() {
    #expect(TensorSummary(Tensor(shape: [1], values: [.nan])).moments == nil)
  }
}
