// The process ends while others still make primitives: it must not fall over what the library tears down then.

import Foundation
import Testing

@testable import Runtime

@Suite struct EndingTests {
  @Test func theProcessMayEndWhilePrimitivesAreMade() async {
    await #expect(processExitsWith: .success) {
      for _ in 0..<2 { Thread.detachNewThread { EndingTests.makeProductsForEver() } }
      usleep(100_000)
      exit(EXIT_SUCCESS)
    }
  }

  private static func makeProductsForEver() {
    guard let device = try? Device() else { return }
    for size in 1... {
      let (rows, columns) = (size % 97 + 1, size % 89 + 1)
      guard let left = try? Layout([rows, 16], strides: [16, 1]),
        let right = try? Layout([16, columns], strides: [columns, 1]),
        let product = try? Layout([rows, columns], strides: [columns, 1])
      else { return }
      _ = try? Primitive.matrixProduct(device, left: left, right: right, destination: product)
    }
  }
}
