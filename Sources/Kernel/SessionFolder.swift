// The folder of a session: the `.py` files in it that the session can import, and nothing outside of it.

import Language
import Notebook

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Finds modules in the folder of a session and in those below. Links that lead out of it are refused.
///
/// The files are read anew whenever the session is evaluated: `DocumentEvaluation.update` asks for all that the kept
/// cells imported, and a cell that imported what has changed since runs again.
struct SessionFolder: Sendable {
  /// A file that is larger is no module.
  static let sizeLimit = 4 << 20

  /// As the session's own path spells it, with its slash; empty for the working folder.
  private let shown: String
  /// Without links.
  private let path: String

  /// Nil for a session without a file, and for a folder that is not there.
  init?(ofSession path: String?) {
    guard let path else { return nil }
    shown = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
    guard let real = Self.realPath(shown.isEmpty ? "." : shown) else { return nil }
    self.path = real
  }

  var sources: SourcesBeside {
    SourcesBeside(folder: path.split(separator: "/").map(String.init)) { find($0) }
  }

  /// What lies under a module's path, a folder with its `__init__.py` before a file, as in CPython.
  func find(_ names: [String]) -> SourceBeside {
    // Identifiers have neither dots nor slashes; anything else could lead elsewhere.
    guard names.allSatisfy({ !$0.isEmpty && !$0.contains { "./\0".contains($0) } }) else { return .missing }
    let base = names.joined(separator: "/")
    switch read(names.isEmpty ? "__init__.py" : base + "/__init__.py") {
    case .found(let source): return .package(source)
    case .refused(let reason): return .refused(reason)
    case .missing: break
    }
    if !names.isEmpty {
      switch read(base + ".py") {
      case .found(let source): return .module(source)
      case .refused(let reason): return .refused(reason)
      case .missing: break
      }
    }
    guard kind(of: path + "/" + base) == S_IFDIR else { return .missing }
    return isWithin(path + "/" + base) ? .folder : .refused(leadsOut(base))
  }

  private enum Reading {
    case found(ModuleSource)
    case missing
    case refused(String)
  }

  private func read(_ file: String) -> Reading {
    let name = shown + file
    guard let kind = kind(of: path + "/" + file) else { return .missing }
    guard isWithin(path + "/" + file) else { return .refused(leadsOut(file)) }
    // Opening a pipe would wait for somebody to write to it.
    guard kind == S_IFREG else { return .refused("\(name) is no ordinary file") }
    do throws(SessionFileError) {
      let text = try SessionFile.text(of: path + "/" + file, limit: Self.sizeLimit)
      return .found(ModuleSource(name: name, text: text))
    } catch {
      return .refused(SessionFileError(name, error.reason).description)
    }
  }

  private func leadsOut(_ file: String) -> String {
    "\(shown)\(file) is a link that leads out of the session's folder; a session reads only what lies within"
  }

  /// Whether a path lies in the folder once all links are followed.
  private func isWithin(_ file: String) -> Bool {
    guard let real = Self.realPath(file) else { return false }
    return real == path || real.hasPrefix(path.hasSuffix("/") ? path : path + "/")
  }

  /// The kind of what a path leads to, nil where there is nothing.
  private func kind(of path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  private static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
