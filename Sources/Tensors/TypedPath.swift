// Paths as people type them.

package enum TypedPath {
  /// The path for the system: `~/` is the user's home folder, where that is known, and a relative path starts at
  /// `folder`; nil is where the program was started.
  package static func resolved(_ path: String, from folder: String? = nil, home: String?) -> String {
    if path.hasPrefix("~/"), let home, !home.isEmpty { return home + path.dropFirst() }
    guard let folder, !path.hasPrefix("/") else { return path }
    return "\(folder)/\(path)"
  }

  /// The folder of a file's path; nil for one in the folder where the program was started.
  package static func folder(of path: String) -> String? {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) }
  }
}
