// Numbers as text, without a formatter.

extension Double {
  /// The number rounded to digits after the point, halves to even: `0.094` with 2 digits is `0.09`.
  package func fixed(_ digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { product, _ in product * 10 }
    let scaled = (abs(self) * scale).rounded(.toNearestOrEven)
    guard scaled < 1e15 else { return String(self) }
    let whole = Int(scaled)
    let sign = self < 0 && whole > 0 ? "-" : ""
    if digits == 0 { return sign + String(whole) }
    let fraction = String(whole % Int(scale))
    return sign + "\(whole / Int(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
  }
}

extension Int {
  /// With commas between thousands: `111,498`.
  package var grouped: String {
    var text = String(magnitude)
    var index = text.endIndex
    while let previous = text.index(index, offsetBy: -3, limitedBy: text.startIndex), previous > text.startIndex {
      text.insert(",", at: previous)
      index = previous
    }
    return (self < 0 ? "-" : "") + text
  }
}
