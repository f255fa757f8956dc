// The `.py` files beside a session: what a host finds under a module's path. The language itself touches no file.

/// The text of a module's file.
package struct ModuleSource: Hashable, Sendable {
  /// What diagnostics call it: the path of the file.
  package let name: String
  package let text: String

  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// What lies beside a session under a module's path.
package enum SourceBeside: Hashable, Sendable {
  case module(ModuleSource)
  /// A folder with its `__init__.py`.
  case package(ModuleSource)
  /// A folder without one.
  case folder
  case missing
  /// It is there and may not or cannot be read: why, in one sentence.
  case refused(String)
}

/// Finds the modules of a session's folder.
package struct SourcesBeside: Sendable {
  /// The names of the folders down to the session's, that last: a package that its modules may be imported from.
  package let folder: [String]
  /// What lies under a path below the folder, such as `["models", "unit"]`. It must not lead out of the folder.
  package let find: @Sendable (_ path: [String]) -> SourceBeside

  package init(folder: [String], find: @escaping @Sendable (_ path: [String]) -> SourceBeside) {
    self.folder = folder
    self.find = find
  }
}
