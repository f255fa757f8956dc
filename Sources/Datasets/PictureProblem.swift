// Why a picture cannot be read. The text is a clause behind the file's name.

package enum PictureProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// Neither kind of file; its kind where it is known.
  case foreign(String?)
  case truncated(PictureFormat)
  /// In the library's words, as for the others.
  case damaged(PictureFormat, words: String)
  case unsupported(PictureFormat, words: String)
  case tooLarge(width: Int, height: Int, limit: Int)
  case largeFile(bytes: Int, limit: Int)
  case outOfMemory

  package var description: String {
    switch self {
    case .foreign(let kind?): "is a \(kind) picture: give a PNG or a JPEG"
    case .foreign(nil): "is neither a PNG nor a JPEG picture"
    case .truncated(let format): "is no whole \(format.rawValue) picture: it ends too early"
    case .damaged(let format, let words): "is a damaged \(format.rawValue) picture: \(words)"
    case .unsupported(let format, let words): "is a \(format.rawValue) picture of a kind that cannot be read: \(words)"
    case .tooLarge(let width, let height, let limit): "has \(width)×\(height) pixels, more than the limit of \(limit)"
    case .largeFile(let bytes, let limit): "has \(bytes) bytes, more than a picture's limit of \(limit)"
    case .outOfMemory: "needs more memory than there is"
    }
  }
}
