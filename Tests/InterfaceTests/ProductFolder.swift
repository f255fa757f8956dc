// The folder of the built products, beside the bundle of the tests.

import Foundation

enum ProductFolder {
  /// A built program; nil where it is not built.
  static func file(named name: String) -> URL? {
    let candidates =
      [CommandLine.arguments.first, Bundle.main.executablePath].compactMap { $0 } + Bundle.allBundles.map(\.bundlePath)
    let folders = candidates.flatMap { path in
      sequence(first: URL(filePath: path)) { $0.deletingLastPathComponent() }.dropFirst().prefix(4)
    }
    return folders.map { $0.appending(path: name) }.first {
      var isDirectory: ObjCBool = false
      return FileManager.default.fileExists(atPath: $0.path, isDirectory: &isDirectory) && !isDirectory.boolValue
    }
  }
}
