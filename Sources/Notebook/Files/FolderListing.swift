// What is in a folder.

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A file or folder within a folder.
package struct FolderEntry: Hashable, Sendable {
  package let name: String
  package let isFolder: Bool

  package init(_ name: String, isFolder: Bool = false) {
    self.name = name
    self.isFolder = isFolder
  }
}

package enum FolderListing {
  /// A link to a folder is a folder. Empty for a folder that is not there or cannot be read.
  package static func entries(of folder: String) -> [FolderEntry] {
    names(in: folder).map { name in
      let mode = FileAccess.status(of: folder + "/" + name)?.st_mode ?? 0
      return FolderEntry(name, isFolder: mode & S_IFMT == S_IFDIR)
    }
  }

  /// Empty for a folder that is not there or cannot be read.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }
}
