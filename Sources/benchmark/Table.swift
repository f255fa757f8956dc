// Rows of numbers.

import Foundation

enum Table {
  static func row(_ name: String, _ numbers: [String], width: Int = 11) -> String {
    name.padding(toLength: 38, withPad: " ", startingAt: 0)
      + numbers.map { String(repeating: " ", count: max(1, width - $0.count)) + $0 }.joined()
  }

  static func milliseconds(_ value: Double) -> String { String(format: "%.2f ms", value) }
}
