// What can be wrong with a safetensors file: every message about one.

/// Why a file of tensors cannot be read or written. The text is a clause without the file's name.
package enum SafetensorsError: Error, Hashable, CustomStringConvertible {
  case file(RegularFileError)
  /// Another format, whose first bytes it has.
  case foreign(String)
  case truncated(size: Int)
  case headerLength(UInt64, available: Int)
  case headerTooLong(UInt64)
  case header(reason: String)
  case type(tensor: String, found: String)
  case shape(tensor: String, shape: [Int])
  case offsets(tensor: String, begin: Int, end: Int, dataSize: Int)
  case gapOrOverlap(tensor: String, begin: Int, expected: Int)
  case size(tensor: String, shape: [Int], bytes: Int)
  case trailingBytes(Int)
  case duplicateName(String)

  package var description: String {
    switch self {
    case .file(let error): error.description
    case .foreign(let format):
      "it is \(format), not a safetensors file; in Python, safetensors.numpy.save_file({w.path: np.asarray(w) for w in "
        + "model.weights}, 'weights.safetensors') writes a model's weights"
    case .truncated(let size):
      "it ends after \(size) bytes, before the 8 bytes of the header's length"
    case .headerLength(let length, let available):
      "its header should be \(length) bytes long, but \(available) bytes follow; it is cut short or no safetensors file"
    case .headerTooLong(let length):
      "its header should be \(length) bytes long, and none may pass \(SafetensorsHeader.sizeLimit); it is no safetensors file"
    case .header(let reason):
      "its header is not the JSON of safetensors: \(reason)"
    case .type(let tensor, let found):
      "tensor \(tensor.shown) has type \(found.shown); only \(StoredType.names) are read"
    case .shape(let tensor, let shape):
      "tensor \(tensor.shown) has the impossible shape \(shape)"
    case .offsets(let tensor, let begin, let end, let dataSize):
      (0 <= begin && begin <= end ? "it is cut short: " : "")
        + "tensor \(tensor.shown) should be bytes \(begin) to \(end), but the data is \(dataSize) bytes long"
    case .gapOrOverlap(let tensor, let begin, let expected):
      "tensor \(tensor.shown) begins at byte \(begin), but the one before it ends at \(expected)"
    case .size(let tensor, let shape, let bytes):
      "tensor \(tensor.shown) of shape \(shape) has \(bytes) bytes"
    case .trailingBytes(let count):
      "\(count) bytes after the last tensor belong to none"
    case .duplicateName(let name):
      "two tensors are named \(name.shown)"
    }
  }
}

extension String {
  /// A name out of a file as a message can hold it: short, and without control characters, which could drive the terminal.
  package var shown: String {
    let limit = 120
    let scalars = unicodeScalars.prefix(limit).map { scalar -> Unicode.Scalar in
      scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar
    }
    if scalars.isEmpty { return "''" }
    return String(String.UnicodeScalarView(scalars)) + (unicodeScalars.count > limit ? "…" : "")
  }
}
