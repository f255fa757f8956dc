// The range that a picture's values are brought into.

package enum InputScaling: String, Sendable, CaseIterable {
  /// As bytes have it, for models that scale by themselves.
  case bytes = "0..255"
  case unit = "0..1"
  case signed = "-1..1"

  /// Reads `0..255`, `0..1` and `-1..1`.
  package init(_ text: String) throws(InputError) {
    guard let scaling = InputScaling(rawValue: text) else { throw .badScaling(text) }
    self = scaling
  }

  /// As a person writes it.
  package var title: String {
    rawValue.replacing("..", with: "–").replacing("-", with: "−")
  }

  /// Of a value from 0 to 255.
  func callAsFunction(_ value: Float) -> Float {
    switch self {
    case .bytes: value
    case .unit: value / 255
    case .signed: value / 127.5 - 1
    }
  }
}
