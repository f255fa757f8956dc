// The mouse's reports as xterm sends them: `CSI < 0;12;5 M` of the SGR form (1006), or three bytes of the older one.

import Screen

/// Collects the bytes of a report behind its first signs.
struct MouseReport {
  private let isOld: Bool
  private var bytes: [UInt8] = []

  init(isOld: Bool) { self.isOld = isOld }

  /// Longer ones are none.
  private static let limit = 32

  /// Takes the next byte. Returns whether the report is whole, or no report at all, and what it says.
  mutating func take(_ byte: UInt8) -> (isDone: Bool, event: MouseEvent?) {
    bytes.append(byte)
    if isOld {
      guard bytes.count == 3 else { return (false, nil) }
      let values = bytes.map { Int($0) - 32 }
      return (true, MouseReport.event(code: values[0], x: values[1], y: values[2], isRelease: values[0] & 3 == 3))
    }
    guard byte == UInt8(ascii: "M") || byte == UInt8(ascii: "m") else {
      let isPart = byte == UInt8(ascii: ";") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      return (!isPart || bytes.count > MouseReport.limit, nil)
    }
    let numbers = bytes.dropLast().split(separator: UInt8(ascii: ";")).map { Int(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == 3, let code = numbers[0], let x = numbers[1], let y = numbers[2] else { return (true, nil) }
    return (true, MouseReport.event(code: code, x: x, y: y, isRelease: byte == UInt8(ascii: "m")))
  }

  /// The code's low bits are the button, 32 is a move, 64 the wheel; 4, 8 and 16 are modifiers. Places count from 1.
  private static func event(code: Int, x: Int, y: Int, isRelease: Bool) -> MouseEvent? {
    let point = Point(x: x - 1, y: y - 1)
    let button = code & 3
    if code & 64 != 0 { return button < 2 ? MouseEvent(button == 0 ? .wheelUp : .wheelDown, at: point) : nil }
    if isRelease { return MouseEvent(.release, at: point) }
    guard button == 0 else { return nil }
    return MouseEvent(code & 32 != 0 ? .drag : .press, at: point)
  }
}
