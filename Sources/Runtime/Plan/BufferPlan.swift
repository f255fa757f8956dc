// Where values that live at different times lie in one block of memory.

/// Offsets of values in one block, so that no two overlap while both are needed.
///
/// Greedy by size (Pisarchyk and Lee, "Efficient Memory Management for Deep Neural Net Inference", 2020): the largest value
/// first, each at the lowest offset that is free for its whole life.
struct BufferPlan {
  struct Value {
    /// The number of float32 values.
    let count: Int
    /// The positions of the steps that write it first and read it last.
    var first: Int
    var last: Int
  }

  /// For each value where it begins, in values.
  private(set) var offsets: [Int]
  /// The size of the block, in values.
  private(set) var count = 0

  /// Sixteen float32 values fill a cache line, at which every value begins.
  private static let alignment = 16

  init(_ values: [Value]) {
    offsets = Array(repeating: 0, count: values.count)
    var placed: [Int] = []
    for index in values.indices.sorted(by: { values[$0].count > values[$1].count }) {
      let value = values[index]
      var offset = 0
      for other in placed where values[other].first <= value.last && value.first <= values[other].last {
        if offset + value.count <= offsets[other] { break }
        offset = max(offset, BufferPlan.aligned(offsets[other] + values[other].count))
      }
      offsets[index] = offset
      count = max(count, offset + value.count)
      placed.insert(index, at: placed.firstIndex { offsets[$0] > offset } ?? placed.endIndex)
    }
  }

  private static func aligned(_ count: Int) -> Int { (count + alignment - 1) / alignment * alignment }
}
