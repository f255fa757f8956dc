// Why there is no input: every message of this module.

package enum InputError: Error, Hashable, Sendable, CustomStringConvertible {
  /// An `--input` that is none.
  case unknown(String)
  case badIndex(String)
  case badScaling(String)
  case picture(String, PictureProblem)
  case pickle(String, PickleProblem)
  case notHere(DataSet)
  case indexOutOfRange(String, index: Int, count: Int)
  case missing(String)
  case directory(String)
  case unreadable(String, reason: String)
  case notWholeImages(String, size: Int)
  case foreign(String)
  case tooLarge(shape: String, limit: Int)

  /// What stands beside the random values that serve until a data set is there.
  package static func meanwhile(_ dataSet: DataSet) -> String {
    "compbook fetch \(dataSet.rawValue) gets \(dataSet.title)"
  }

  package var description: String {
    switch self {
    case .unknown(let text):
      """
      '\(text)' is no input: give random, cifar10, cifar10:INDEX, cifar100:INDEX, or the path of a picture such as \
      ./cat.png or of a batch such as test_batch.bin
      """
    case .badIndex(let text):
      "'\(text)' is no image index: give a whole number from 0, as in cifar10:4"
    case .badScaling(let text):
      "'\(text)' is no scaling: give \(InputScaling.allCases.map(\.rawValue).formatted(last: "or"))"
    case .picture(let path, let problem):
      "\(path) \(problem)"
    case .pickle(let path, let problem):
      "\(path) \(problem)"
    case .notHere(let dataSet):
      """
      \(dataSet.title) is not on this machine: compbook fetch \(dataSet.rawValue) gets it, and $COMPBOOK_DATA or \
      ~/.keras/datasets may hold it
      """
    case .indexOutOfRange(let name, let index, 1):
      "\(name) has no image \(index): it is one picture"
    case .indexOutOfRange(let name, let index, let count):
      "\(name) has no image \(index): it has \(count), 0 to \(count - 1)"
    case .missing(let path):
      "\(path): there is no such file"
    case .directory(let path):
      "\(path) is a directory, not a file"
    case .unreadable(let path, let reason):
      "\(path) cannot be read: \(reason)"
    case .notWholeImages(let path, let size):
      """
      \(path) is no picture and no whole CIFAR batch: its \(size) bytes are no multiple of \
      \(DataSet.allCases.map { String($0.recordSize) }.formatted(last: "or")), an image's size
      """
    case .foreign(let path):
      "\(path) is no CIFAR batch: a label in it is no class"
    case .tooLarge(let shape, let limit):
      "an input of shape \(shape) has more than \(limit) values"
    }
  }
}

extension [String] {
  fileprivate func formatted(last word: String) -> String {
    dropLast().joined(separator: ", ") + " \(word) " + (last ?? "")
  }
}
