// Completing a path that is being typed from what is in its folder.

import Notebook

struct PathCompletion: Equatable {
  /// What is typed, and what all candidates go on with.
  let text: String
  /// The names that may follow, in order. A folder's ends with a slash.
  let candidates: [String]

  /// Hidden files are candidates where their dot is typed.
  init(_ typed: String, among entries: some Sequence<FolderEntry>) {
    let folder = PathCompletion.folder(of: typed)
    let stem = typed.dropFirst(folder.count)
    candidates = entries.filter {
      $0.name.hasPrefix(stem) && (stem.hasPrefix(".") || !$0.name.hasPrefix("."))
        && !$0.name.contains(where: \.isNewline)
    }
    .map { $0.isFolder ? $0.name + "/" : $0.name }.sorted()
    guard let first = candidates.first, let last = candidates.last else {
      text = typed
      return
    }
    // Of names in order, the first and the last differ the most.
    text = folder + zip(first, last).prefix { $0 == $1 }.map(\.0)
  }

  /// The path up to its last slash.
  static func folder(of typed: String) -> String {
    String(typed[..<(typed.lastIndex(of: "/").map(typed.index(after:)) ?? typed.startIndex)])
  }
}
