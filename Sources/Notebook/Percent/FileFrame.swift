// What a session file has besides its cells.

struct FileFrame: Sendable {
  /// A byte order mark, a shebang, a coding line, a Jupytext header, and the blank lines up to the first cell.
  var preamble: [UInt8] = []
  /// The line with the settings, to the file's end.
  var settingsLine: [UInt8]?
  /// What `settingsLine` says.
  var settings = NotebookSettings()
  /// What new lines end with: as the file's first line does.
  var newline: [UInt8] = [lineFeed]
}
