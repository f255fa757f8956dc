// Numbers as the screen shows them.

import Screen

enum Numbers {
  /// With commas between thousands: `111,498`.
  static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }

  /// In few characters: `640`, `2.4k`, `98k`, `4.07M`.
  static func compact(_ number: Int) -> String {
    let units: [(size: Double, name: String)] = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")]
    let value = Double(number)
    // What rounds up to 1000 of a unit belongs to the next one.
    guard let unit = units.first(where: { abs(value) >= $0.size * 0.9995 }) else { return String(number) }
    let scaled = value / unit.size
    if unit.name == "k" { return decimal(scaled, places: abs(scaled) < 9.95 ? 1 : 0) + "k" }
    return decimal(scaled, places: abs(scaled) < 9.995 ? 2 : abs(scaled) < 99.95 ? 1 : 0) + unit.name
  }

  /// A difference in few characters, with its sign: `+640`, `-98k`.
  static func signed(_ number: Int) -> String {
    abs(number) < 100_000 ? (number > 0 ? "+" : "") + grouped(number) : (number > 0 ? "+" : "") + compact(number)
  }

  /// Bytes in few characters: `640 B`, `128 kB`, `4.07 MB`.
  static func bytes(_ count: Int) -> String {
    let text = compact(count)
    guard let unit = text.last, unit.isLetter else { return text + " B" }
    return text.dropLast() + " \(unit)B"
  }

  /// A ratio around one: `0.25`, `1`, `3.56`, `21.3`.
  static func ratio(_ value: Double) -> String {
    if value > 0, value < 0.0095 { return scientific(value) }
    let text = decimal(value, places: value < 9.995 ? 2 : value < 99.95 ? 1 : 0)
    guard text.contains(".") else { return text }
    let trimmed = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
    return String(trimmed.reversed())
  }

  /// With so many digits after the point.
  static func decimal(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    let scale = (0..<places).reduce(1.0) { product, _ in product * 10 }
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 1e15 else { return String(value) }
    let whole = Int(scaled)
    let sign = value < 0 && whole > 0 ? "-" : ""
    guard places > 0 else { return sign + String(whole) }
    let digits = String(whole)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return sign + padded.dropLast(places) + "." + padded.suffix(places)
  }

  /// A statistic in at most seven characters: `0.013`, `-12.4`, `3.1e-07`.
  static func statistic(_ value: Double) -> String {
    let size = abs(value)
    if !value.isFinite || size == 0 { return value == 0 ? "0" : decimal(value, places: 0) }
    if size < 0.0005 || size >= 1e6 { return scientific(value) }
    return decimal(value, places: size < 9.9995 ? 3 : size < 99.995 ? 2 : size < 999.95 ? 1 : 0)
  }

  private static func scientific(_ value: Double) -> String {
    var exponent = 0
    var mantissa = abs(value)
    while mantissa >= 9.95 {
      mantissa /= 10
      exponent += 1
    }
    while mantissa < 0.995 {
      mantissa *= 10
      exponent -= 1
    }
    return (value < 0 ? "-" : "") + decimal(mantissa, places: 1) + "e" + (exponent < 0 ? "-" : "+") + "\(abs(exponent))"
  }

  /// `12%`; what is less than half a percent but not nothing is `<1%`.
  static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "nan" }
    if share > 0 && share < 0.005 { return "<1%" }
    return decimal(share * 100, places: 0) + "%"
  }

  /// `0.09 ms`, or seconds where they are many.
  static func milliseconds(_ time: Double) -> String {
    time < 1000
      ? decimal(time, places: time < 10 ? 2 : time < 100 ? 1 : 0) + " ms" : decimal(time / 1000, places: 1) + " s"
  }
}

/// Bars of block characters.
enum Bars {
  private static let heights = Array("▁▂▃▄▅▆▇█")
  private static let lengths = Array("▏▎▍▌▋▊▉█")

  /// Small columns, one a value, the largest being full. Nothing stands as a blank.
  static func columns(_ values: [Double]) -> String {
    let largest = values.filter(\.isFinite).max() ?? 0
    return String(
      values.map { value -> Character in
        guard value > 0, largest > 0, value.isFinite else { return " " }
        return heights[min(7, Int(value / largest * 8))]
      })
  }

  /// A bar for a share from −1 to 1. One of less than nothing has another look.
  static func signed(_ share: Double, width: Int) -> String {
    guard share < 0, width > 0 else { return row(share, width: width) }
    return String(repeating: "░", count: max(1, Int((min(1, -share) * Double(width)).rounded())))
  }

  /// A bar of at most `width` columns, in eighths.
  static func row(_ share: Double, width: Int) -> String {
    guard share > 0, width > 0 else { return "" }
    let eighths = Int((min(1, share) * Double(width * 8)).rounded())
    let rest = eighths % 8
    return String(repeating: "█", count: eighths / 8) + (rest > 0 ? String(lengths[rest - 1]) : "")
  }
}
