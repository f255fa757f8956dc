// Why there is no input: every message of this module.

package enum InputError: Error, Hashable, Sendable, CustomStringConvertible {
  /// An `--input` that is none.
  case unknown(String)
  case badIndex(String)
  case picture(String, PictureProblem)
  case indexOutOfRange(String, index: Int, count: Int)
  case missing(String)
  case directory(String)
  case unreadable(String, reason: String)
  case notWholeImages(String, size: Int)
  case foreign(String)
  case tooLarge(shape: String, limit: Int)

  package var description: String {
    switch self {
    case .unknown(let text):
      "'\(text)' is no input: give random, cifar10, cifar10:INDEX, or the path of a CIFAR-10 batch such as test_batch.bin"
    case .badIndex(let text):
      "'\(text)' is no image index: give a whole number from 0, as in cifar10:4"
    case .picture(let path, let problem):
      "\(path) \(problem)"
    case .indexOutOfRange(let name, let index, let count):
      "\(name) has no image \(index): it has \(count), 0 to \(count - 1)"
    case .missing(let path):
      "\(path): there is no such file"
    case .directory(let path):
      "\(path) is a directory, not a file"
    case .unreadable(let path, let reason):
      "\(path) cannot be read: \(reason)"
    case .notWholeImages(let path, let size):
      "\(path) is no whole CIFAR-10 batch: its \(size) bytes are no multiple of \(CIFAR10.recordSize), an image's size"
    case .foreign(let path):
      "\(path) is no CIFAR-10 batch: a label in it is none of the 10 classes"
    case .tooLarge(let shape, let limit):
      "an input of shape \(shape) has more than \(limit) values"
    }
  }
}
