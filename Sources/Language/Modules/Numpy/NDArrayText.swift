// Arrays as text, after numpy's `array2string` with its default options.

extension NDArray {
  private static let lineWidth = 75
  private static let threshold = 1000
  private static let edge = 3

  /// `str` of an array.
  var text: String { written(separator: " ", prefix: "", suffix: "") }

  /// `repr` of an array.
  var representation: String {
    let isPlain = [.int64, .float64, .bool].contains(type) && !elements.isEmpty
    let shapeNote = elements.count > Self.threshold ? ", shape=\(Self.tuple(shape))" : ""
    let suffix = shapeNote + (isPlain ? ")" : ", dtype=\(type.rawValue))")
    if elements.isEmpty {
      return shape.count == 1 ? "array([]\(suffix)" : "array([], shape=\(Self.tuple(shape))\(suffix)"
    }
    return "array(" + written(separator: ", ", prefix: "array(", suffix: suffix) + suffix
  }

  static func tuple(_ numbers: [Int]) -> String {
    numbers.count == 1 ? "(\(numbers[0]),)" : "(" + numbers.map(String.init).joined(separator: ", ") + ")"
  }

  private func written(separator: String, prefix: String, suffix: String) -> String {
    if elements.isEmpty { return "[]" }
    let isShortened = elements.count > Self.threshold
    let shown = isShortened ? shownElements(0, 0) : elements
    let words = Words(shown, type)
    guard rank > 0 else { return words.write(elements[0]).trimmed(.whitespace) }
    return row(
      0, 0, words, separator, indent: String(repeating: " ", count: prefix.count + 1),
      width: Self.lineWidth - suffix.count, isShortened)
  }

  /// The indices of an axis that are shown; nil stands for the dots.
  private func indices(_ axis: Int, _ isShortened: Bool) -> [Int?] {
    let count = shape[axis]
    guard isShortened, count > 2 * Self.edge else { return Array(0..<count) }
    return Array(0..<Self.edge) + [nil] + Array(count - Self.edge..<count)
  }

  private func shownElements(_ axis: Int, _ offset: Int) -> [Double] {
    guard axis < rank else { return [elements[offset]] }
    let stride = strides[axis]
    return indices(axis, true).compactMap(\.self).flatMap { shownElements(axis + 1, offset + $0 * stride) }
  }

  private func row(
    _ axis: Int, _ offset: Int, _ words: Words, _ separator: String, indent: String, width: Int, _ isShortened: Bool
  ) -> String {
    let stride = strides[axis]
    let trimmedSeparator = separator == " " ? "" : ","
    let indices = indices(axis, isShortened)
    if axis < rank - 1 {
      let between = trimmedSeparator + String(repeating: "\n", count: rank - axis - 1)
      let rows = indices.map { index in
        index.map {
          row(axis + 1, offset + $0 * stride, words, separator, indent: indent + " ", width: width - 1, isShortened)
        }
          ?? "..."
      }
      return "[" + rows.joined(separator: between + indent) + "]"
    }
    var (result, line) = ("", indent)
    let room = width - max(trimmedSeparator.count, 1)
    for (place, index) in indices.enumerated() {
      let word = index.map { words.write(elements[offset + $0 * stride]) } ?? "..."
      if line.count + word.count > room, line.count > indent.count {
        while line.hasSuffix(" ") { line.removeLast() }
        result += line + "\n"
        line = indent
      }
      line += word
      if place < indices.count - 1 { line += separator }
    }
    return "[" + (result + line).dropFirst(indent.count) + "]"
  }
}

/// How the elements of one array are written, all as wide as the widest.
private struct Words {
  private enum Form {
    case integers
    case truths
    case fixed(left: Int, right: Int)
    case scientific(left: Int, digits: Int)
  }

  private static let precision = 8

  private let form: Form
  private let type: ElementType
  private let width: Int

  init(_ values: [Double], _ type: ElementType) {
    self.type = type
    switch type {
    case .bool:
      form = .truths
      width = values.map { $0 != 0 ? 4 : 5 }.max() ?? 5
    case .float32, .float64:
      let finite = values.filter(\.isFinite)
      let magnitudes = finite.map(\.magnitude).filter { $0 != 0 }
      let (least, greatest) = (magnitudes.min() ?? 1, magnitudes.max() ?? 1)
      let special = values.filter { !$0.isFinite }.map { $0.isNaN ? 3 : $0 < 0 ? 4 : 3 }.max() ?? 0
      if greatest >= 1e8 || least < 1e-4 || greatest / least > 1000 {
        let parts = finite.map { Self.scientificParts($0, type) }
        let digits = parts.map { $0.mantissa.split(separator: ".").dropFirst().first?.count ?? 0 }.max() ?? 0
        let left = parts.map { $0.mantissa.prefix { $0 != "." }.count }.max() ?? 1
        form = .scientific(left: left, digits: digits)
        width = max(left + 1 + digits + 4, special)
      } else {
        let parts = finite.map { Self.fixedParts($0, type) }
        let right = parts.map(\.fraction.count).max() ?? 0
        let left = parts.map(\.whole.count).max() ?? 0
        form = .fixed(left: max(left, special - right - 1), right: right)
        width = max(left + 1 + right, special)
      }
    default:
      form = .integers
      width = values.map { String(Int($0)).count }.max() ?? 1
    }
  }

  func write(_ value: Double) -> String {
    switch form {
    case .integers: return padded(String(Int(value)))
    case .truths: return padded(value != 0 ? "True" : "False")
    case .fixed(let left, let right):
      guard value.isFinite else { return padded(value.pythonDescription) }
      let parts = Self.fixedParts(value, type)
      return String(repeating: " ", count: max(0, left - parts.whole.count)) + parts.whole + "." + parts.fraction
        + String(repeating: " ", count: max(0, right - parts.fraction.count))
    case .scientific(let left, let digits):
      guard value.isFinite else { return padded(value.pythonDescription) }
      let parts = Self.scientificParts(value, type)
      let pieces = parts.mantissa.split(separator: ".", omittingEmptySubsequences: false)
      let fraction = pieces.count > 1 ? String(pieces[1]) : ""
      return String(repeating: " ", count: max(0, left - pieces[0].count)) + pieces[0] + "." + fraction
        + String(repeating: "0", count: max(0, digits - fraction.count)) + "e" + parts.exponent
    }
  }

  private func padded(_ text: String) -> String { String(repeating: " ", count: max(0, width - text.count)) + text }

  /// The digits before and after the point: as few as tell the number, and at most eight after the point.
  private static func fixedParts(_ value: Double, _ type: ElementType) -> (whole: String, fraction: String) {
    var text = printed(value, "%.\(precision)f")
    for digits in 0..<precision {
      let shorter = printed(value, "%.\(digits)f")
      guard reads(shorter, as: value, type) else { continue }
      text = shorter
      break
    }
    let parts = text.split(separator: ".")
    var fraction = parts.count > 1 ? String(parts[1]) : ""
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return (String(parts[0]), fraction)
  }

  private static func scientificParts(_ value: Double, _ type: ElementType) -> (mantissa: String, exponent: String) {
    var text = printed(value, "%.\(precision)e")
    for digits in 0..<precision {
      let shorter = printed(value, "%.\(digits)e")
      guard reads(shorter, as: value, type) else { continue }
      text = shorter
      break
    }
    let parts = text.split(separator: "e")
    var mantissa = String(parts[0])
    if mantissa.contains(".") { while mantissa.hasSuffix("0") { mantissa.removeLast() } }
    if mantissa.hasSuffix(".") { mantissa.removeLast() }
    return (mantissa, String(parts[1]))
  }

  private static func reads(_ text: String, as value: Double, _ type: ElementType) -> Bool {
    type == .float32 ? Float(text) == Float(value) : Double(text) == value
  }
}

extension NDArray {
  /// The text of an array's one element as Python writes it.
  var scalarText: String {
    switch type {
    case .bool: elements[0] != 0 ? "True" : "False"
    case .float64: elements[0].pythonDescription
    case .float32: elements[0].isFinite ? Float(elements[0]).description : elements[0].pythonDescription
    default: String(Int(elements[0]))
    }
  }

  /// What `repr` of a scalar of numpy's is.
  var scalarRepresentation: String { type == .bool ? "np.\(scalarText)_" : "np.\(type.rawValue)(\(scalarText))" }
}
