// The machine's peak: how many multiply-adds a second one large matrix product reaches.

extension Engine {
  /// The best of some runs of a product of two square matrices that is large enough to hide everything else.
  package func peakMultiplyAddsPerSecond() throws(RuntimeProblem) -> Double {
    let size = 1536
    let count = size * size
    device.useAllProcessors(true)
    let rows = try Layout([size, size], strides: [size, 1])
    let primitive = try Primitive.innerProduct(
      device, source: rows, weights: Layout([size, size], strides: nil), bias: nil, destination: rows, then: [])
    let preferred = try Layout(of: primitive, .weights)
    let buffers = [try Buffer(count: count), try Buffer(bytes: preferred.size), try Buffer(count: count)]
    for buffer in buffers { buffer.fill(with: 0.5) }
    let memories: [(role: Role, memory: Memory)] = [
      (.source, try Memory(device, rows, in: buffers[0])),
      (.weights, try Memory(device, preferred, in: buffers[1])),
      (.destination, try Memory(device, rows, in: buffers[2])),
    ]
    var best = Duration.seconds(1_000_000)
    for _ in 0..<8 {
      let start = ContinuousClock.now
      try device.execute(primitive, memories)
      best = min(best, ContinuousClock.now - start)
    }
    return Double(count) * Double(size) / (best / .seconds(1))
  }
}
