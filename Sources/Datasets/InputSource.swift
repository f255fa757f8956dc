// Where a model's input comes from, as `--input` and the notebook's settings spell it.

package enum InputSource: Hashable, Sendable, CustomStringConvertible {
  case random
  /// The test images of a data set: all where they are, else CIFAR-10's bundled ones.
  case dataSet(DataSet, index: Int)
  /// A picture, or a batch of images. What the file is, its content tells.
  case file(path: String, index: Int?)

  /// Reads `random`, `cifar10`, `cifar100:4`, `cat.png`, and paths of batches such as `test_batch.bin:4`. What has no dot
  /// and no slash is no path.
  package init(_ text: String) throws(InputError) {
    if text == "random" {
      self = .random
      return
    }
    let (name, index) = try InputSource.split(text)
    if let dataSet = DataSet(rawValue: name) {
      self = .dataSet(dataSet, index: index ?? 0)
    } else if InputSource.isPath(name) {
      self = .file(path: name, index: index)
    } else {
      throw .unknown(text)
    }
  }

  /// The shortest text that reads as this, with the index of a data set's image always in it.
  package var description: String {
    switch self {
    case .random: "random"
    case .dataSet(let dataSet, let index): "\(dataSet.rawValue):\(index)"
    case .file(let path, let index): index.map { "\(path):\($0)" } ?? path
    }
  }

  package var index: Int? {
    switch self {
    case .random: nil
    case .dataSet(_, let index): index
    case .file(_, let index): index ?? 0
    }
  }

  /// The same with another image.
  package func at(_ index: Int) -> InputSource {
    switch self {
    case .random: .random
    case .dataSet(let dataSet, _): .dataSet(dataSet, index: index)
    case .file(let path, _): .file(path: path, index: index)
    }
  }

  private static func isPath(_ name: String) -> Bool { name.contains(".") || name.contains("/") }

  /// A name, and the index behind its last colon. Behind a path's colon may stand something else: more of the path.
  private static func split(_ text: String) throws(InputError) -> (name: String, index: Int?) {
    guard let colon = text.lastIndex(of: ":") else { return (text, nil) }
    let name = String(text[..<colon])
    let isDataSet = DataSet(rawValue: name) != nil
    guard isDataSet || isPath(name) else { return (text, nil) }
    let number = text[text.index(after: colon)...]
    if let index = Int(number), index >= 0 || number.first == "-" { return (name, index) }
    if isDataSet || name.lowercased().hasSuffix(".bin") { throw .badIndex(text) }
    return (text, nil)
  }
}
