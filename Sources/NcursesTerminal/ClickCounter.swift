// Double and triple clicks: presses in quick succession at one place.

import Screen

package struct ClickCounter {
  /// As most desktops have it.
  private static let interval = Duration.milliseconds(400)

  private var last: (point: Point, time: ContinuousClock.Instant, count: Int)?

  package init() {}

  /// Which press of a succession this one is, from 1.
  package mutating func count(at point: Point, now: ContinuousClock.Instant) -> Int {
    var count = 1
    if let last, last.point == point, now - last.time <= ClickCounter.interval { count = last.count + 1 }
    last = (point, now, count)
    return count
  }
}
