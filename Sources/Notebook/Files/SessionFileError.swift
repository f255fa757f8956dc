// Why a session file could not be opened or saved.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

package struct SessionFileError: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case missing
    case isDirectory
    case notReadable
    /// A pipe or a device.
    case notRegular
    case tooLarge(limit: Int)
    /// It has a NUL byte.
    case binary
    /// It is a Jupyter notebook by its name: a session is a script.
    case jupyter
    /// The same for a name to save under.
    case jupyterName
    /// It is not the JSON of a notebook of version 4.
    case noJupyterNotebook
    /// With the encoding that the file declares, where that is another.
    case invalidUTF8(line: Int, byte: UInt8, declared: String? = nil)
    case folderMissing
    case notWritable
    /// A file beside the old one cannot be made, without which saving would not be safe.
    case folderNotWritable
    /// There is a file where a new one was to be.
    case exists
    /// The file is not as it was read or written last.
    case changed
    /// The new file is in its place, but the system did not say that it will last.
    case notFlushed(String)
    case readOnlyFileSystem
    case noSpace
    /// Anything else, in the system's words.
    case system(String)
  }

  package let path: String
  package let reason: Reason

  package init(_ path: String, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }

  init(_ path: String, reading number: CInt) {
    let reason: Reason =
      switch number {
      case ENOENT, ENOTDIR: .missing
      case EISDIR: .isDirectory
      case EACCES, EPERM: .notReadable
      default: .system(String(cString: strerror(number)))
      }
    self.init(path, reason)
  }

  init(_ path: String, writing number: CInt) {
    let reason: Reason =
      switch number {
      case ENOENT, ENOTDIR: .folderMissing
      case EISDIR: .isDirectory
      case EACCES, EPERM: .notWritable
      case EROFS: .readOnlyFileSystem
      case ENOSPC, EDQUOT: .noSpace
      default: .system(String(cString: strerror(number)))
      }
    self.init(path, reason)
  }
}
