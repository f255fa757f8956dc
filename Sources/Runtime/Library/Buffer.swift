// Memory for float32 values, at a multiple of a cache line.

import CDNNL
import Tensors

/// A block of float32 values with one owner.
///
/// Unchecked, because the compiler cannot see the rule: the engine writes a buffer only while it is the only one to know it, and
/// nobody writes it after it has been handed out.
final class Buffer: @unchecked Sendable {
  let values: UnsafeMutablePointer<Float>
  let count: Int

  /// Uninitialised values.
  init(count: Int) throws(RuntimeProblem) {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Float>.stride)
    guard !overflow, bytes >= 0, let memory = cdnnl_allocate(bytes) else {
      throw .outOfMemory(bytes: overflow ? .max : bytes)
    }
    values = memory.bindMemory(to: Float.self, capacity: count)
    self.count = count
  }

  /// Room for so many bytes, which a layout with padding may need beyond its values.
  convenience init(bytes: Int) throws(RuntimeProblem) {
    let size = MemoryLayout<Float>.stride
    try self.init(count: bytes / size + (bytes % size == 0 ? 0 : 1))
  }

  convenience init(copying values: [Float]) throws(RuntimeProblem) {
    try self.init(count: values.count)
    values.withUnsafeBufferPointer(copy)
  }

  deinit { cdnnl_free(values) }

  var bytes: Int { count * MemoryLayout<Float>.stride }

  func copy(_ source: UnsafeBufferPointer<Float>) {
    if let base = source.baseAddress { values.update(from: base, count: source.count) }
  }

  func fill(with value: Float) { values.update(repeating: value, count: count) }

  func tensor(shape: [Int]) -> Tensor {
    Tensor(shape: shape, values: Array(UnsafeBufferPointer(start: values, count: count)))
  }
}
