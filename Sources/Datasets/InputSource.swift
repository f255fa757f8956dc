// Where a model's input comes from, as `--input` and the notebook's settings spell it.

package enum InputSource: Hashable, Sendable, CustomStringConvertible {
  case random
  /// CIFAR-10's test images: the whole batch where there is one, else the bundled ones.
  case cifar10(index: Int)
  /// A batch file.
  case batch(path: String, index: Int)

  /// Reads `random`, `cifar10`, `cifar10:4`, `test_batch.bin` and `test_batch.bin:4`.
  package init(_ text: String) throws(InputError) {
    if text == "random" {
      self = .random
      return
    }
    let (name, index) = try InputSource.split(text)
    if name == "cifar10" {
      self = .cifar10(index: index)
    } else if name.lowercased().hasSuffix(".bin") {
      self = .batch(path: name, index: index)
    } else {
      throw .unknown(text)
    }
  }

  /// The shortest text that reads as this, with the index of an image always in it.
  package var description: String {
    switch self {
    case .random: "random"
    case .cifar10(let index): "cifar10:\(index)"
    case .batch(let path, let index): "\(path):\(index)"
    }
  }

  /// The same with another image.
  package func at(_ index: Int) -> InputSource {
    switch self {
    case .random: .random
    case .cifar10: .cifar10(index: index)
    case .batch(let path, _): .batch(path: path, index: index)
    }
  }

  /// A name, and the index behind its last colon where one stands behind `cifar10` or a `.bin`.
  private static func split(_ text: String) throws(InputError) -> (name: String, index: Int) {
    guard let colon = text.lastIndex(of: ":") else { return (text, 0) }
    let name = String(text[..<colon])
    guard name == "cifar10" || name.lowercased().hasSuffix(".bin") else { return (text, 0) }
    let number = text[text.index(after: colon)...]
    guard let index = Int(number), index >= 0 || number.first == "-" else { throw .badIndex(text) }
    return (name, index)
  }
}
