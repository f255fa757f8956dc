// Opening and saving session files.

import Diagnostics

package enum SessionFile {
  /// A session that was read, and what of its settings could not be used.
  package struct Opened: Sendable {
    package var document: NotebookDocument
    package var warnings: [Diagnostic]
  }

  /// A file that is larger is no session.
  static let sizeLimit = 64 << 20

  /// Opens a session for a command. The path `-` is standard input, and a pipe is read to its end.
  package static func open(_ path: String) throws(SessionFileError) -> Opened {
    try refuseJupyter(path)
    let bytes = try bytes(of: path)
    return path == "-" ? try parse(bytes, name: path) : try opened(path, bytes)
  }

  /// Opens a session for the notebook, which cannot wait: a regular file, whatever its name is.
  package static func openFile(_ path: String) throws(SessionFileError) -> Opened {
    try refuseJupyter(path)
    return try opened(path, FileAccess.readRegular(path, limit: sizeLimit))
  }

  private static func refuseJupyter(_ path: String) throws(SessionFileError) {
    if isJupyter(path) { throw SessionFileError(path, .jupyter) }
  }

  private static func opened(_ path: String, _ bytes: [UInt8]) throws(SessionFileError) -> Opened {
    var opened = try parse(bytes, name: path)
    opened.document.path = path
    opened.document.version = FileVersion(of: bytes)
    return opened
  }

  private static func bytes(of path: String) throws(SessionFileError) -> [UInt8] {
    try path == "-" ? FileAccess.readStandardInput(limit: sizeLimit) : FileAccess.read(path, limit: sizeLimit)
  }

  /// A session from the bytes of its file.
  package static func parse(_ bytes: [UInt8], name: String) throws(SessionFileError) -> Opened {
    try requireText(bytes, name: name)
    let (document, warnings) = PercentReader.read(bytes)
    return Opened(
      document: document, warnings: otherCoding(of: bytes).map { [.otherEncoding($0)] + warnings } ?? warnings)
  }

  /// A script as a Jupyter notebook, or a Jupyter notebook as a script, and in one sentence what the other format has no
  /// place for. The path `-` is standard input.
  package static func converted(
    _ path: String, toJupyter: Bool
  ) throws(SessionFileError) -> (bytes: [UInt8], losses: String?) {
    if toJupyter { return (JupyterWriter.write(try open(path).document), nil) }
    let file = try bytes(of: path)
    try requireText(file, name: path)
    let (document, losses) = try JupyterReader.read(file, name: path)
    return (document.fileBytes, losses.description)
  }

  package static let jupyterEnding = ".ipynb"
  package static func isJupyter(_ path: String) -> Bool { path.hasSuffix(jupyterEnding) }

  /// The text of a Python file of at most `limit` bytes, without a byte order mark.
  package static func text(of path: String, limit: Int) throws(SessionFileError) -> String {
    let bytes = try FileAccess.readRegular(path, limit: limit)
    try requireText(bytes, name: path)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return String(decoding: bytes.starts(with: mark) ? bytes[mark.count...] : bytes[...], as: UTF8.self)
  }

  private static func requireText(_ bytes: [UInt8], name: String) throws(SessionFileError) {
    guard !bytes.contains(0) else { throw SessionFileError(name, .binary) }
    if let offset = firstInvalidByte(in: bytes) {
      let line = Line.endings(in: bytes[..<offset]) + 1
      let declared = otherCoding(of: bytes)?.encoding
      throw SessionFileError(name, .invalidUTF8(line: line, byte: bytes[offset], declared: declared))
    }
  }

  /// The declaration of another encoding than UTF-8, where it makes a difference: ASCII is the same in all.
  private static func otherCoding(of bytes: [UInt8]) -> CodingLine? {
    guard let coding = CodingLine(in: bytes), !coding.isUTF8, bytes.contains(where: { $0 >= 0x80 }) else { return nil }
    return coding
  }

  /// Writes a file as a whole: at any moment there is either the old file or the new one. Permissions stay, and a link
  /// stays a link.
  package static func save(
    _ bytes: [UInt8], to path: String, _ replacement: Replacement = .ofAnything
  ) throws(SessionFileError) {
    try FileReplacing.replace(path, replacement, with: bytes)
  }

  /// The same for content that is handed over part by part.
  package static func save(
    to path: String,
    writing body: ((UnsafeRawBufferPointer) throws(SessionFileError) -> Void) throws(SessionFileError) -> Void
  ) throws(SessionFileError) {
    try FileReplacing.replace(path, writing: body)
  }

  /// Removes what programs that were killed while they saved a file left beside it.
  package static func removeAbandonedParts(of path: String) { FileReplacing.removeAbandoned(of: path) }

  package static func isThere(_ path: String) -> Bool { FileAccess.status(of: path) != nil }

  /// Whether two paths lead to one file that is there.
  package static func areSame(_ path: String, _ other: String) -> Bool { FileAccess.areSame(path, other) }

  /// The offset of the first byte that is not UTF-8.
  private static func firstInvalidByte(in bytes: [UInt8]) -> Int? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { offset += UTF8.width(scalar) }
    return min(offset, bytes.count - 1)
  }
}
